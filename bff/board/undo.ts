/** Undo and redo of one's own edits: what others have done since stays as they left it. */
import type { Element, Properties } from './element.ts'
import { aboutOf, apply, type Author, type Operation, type State } from './state.ts'

/** What one operation changed: `null` on either side where the element was not there. */
interface Change {
  id: string
  before: Partial<Element> | null
  after: Partial<Element> | null
}

/** What is undone at once: an edit, or everything that a persona did for one in one turn. */
export interface Step {
  /** What edits of the same step have in common. */
  name: string
  changes: Change[]
}

/** What these operations change in a state, which stays as it is. */
export const stepOf = (name: string, state: State, operations: readonly Operation[], author: Author): Step => {
  const trial = only(state, new Set(operations.map(aboutOf)))
  const changes: Change[] = []
  for (const operation of operations) {
    const id = aboutOf(operation)
    const before = trial.elements.get(id) ?? null
    if (apply(trial, operation, author) !== undefined) continue
    const after = trial.elements.get(id) ?? null
    if (operation.op !== 'set' || !before || !after) changes.push({ id, before, after })
    else {
      const names = Object.keys(operation.to) as (keyof Properties)[]
      changes.push({ id, before: part(before, names), after: part(after, names) })
    }
  }
  return { name, changes }
}

/**
 * The operations that take a step back, as far as nobody has touched what it left: a property that another has set stays
 * theirs, an element that another has worked on stays, and what another has removed stays removed.
 * Values tell: what another has set to the very same value counts as untouched.
 */
export const undoing = (state: State, { changes }: Step, me: Author): Operation[] => {
  const trial = only(state, new Set(changes.map(({ id }) => id)))
  return changes.toReversed().flatMap((change) => {
    const operation = against(trial, change, me)
    if (!operation) return []
    apply(trial, operation, me)
    return [operation]
  })
}

const against = ({ elements, gone }: State, { id, before, after }: Change, me: Author): Operation | undefined => {
  const now = elements.get(id)
  if (!before) return now && after && isSame(now, after) ? { op: 'remove', id } : undefined
  if (!after) return !now && gone.get(id)?.person === me.person ? { op: 'restore', id } : undefined
  if (!now) return undefined
  const names = (Object.keys(after) as (keyof Properties)[]).filter((name) => equal(now[name], after[name]))
  const to = Object.fromEntries(names.map((name) => [name, before[name] ?? null])) as Partial<Properties>
  return names.length > 0 ? { op: 'set', id, to } : undefined
}

/** A state to try things on: these elements and no others. */
const only = ({ elements, gone }: State, ids: ReadonlySet<string>): State => {
  const some = <T>(from: Map<string, T>): Map<string, T> =>
    new Map([...ids].flatMap((id) => (from.has(id) ? [[id, from.get(id) as T]] : [])))
  return { elements: some(elements), gone: some(gone) }
}

export interface History {
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Something of one's own was done. Steps of one name in a row become one. */
  did(step: Step): void
  /** @returns the operations to perform; they are not to be told by `did` */
  undo(state: State): Operation[]
  redo(state: State): Operation[]
}

export const makeHistory = (me: Author, limit = 200): History => {
  const done: Step[] = []
  const undone: Step[] = []
  /** Back to the newest step that anything is left of. */
  const back = (from: Step[], to: Step[], state: State): Operation[] => {
    for (let step = from.pop(); step; step = from.pop()) {
      const operations = undoing(state, step, me)
      if (operations.length === 0) continue
      // What is done again is exactly what was undone, not what others have changed meanwhile.
      const effective = stepOf(step.name, state, operations, me)
      to.push(effective)
      return operations
    }
    return []
  }
  return {
    get canUndo() {
      return done.length > 0
    },
    get canRedo() {
      return undone.length > 0
    },
    did(step) {
      if (step.changes.length === 0) return
      undone.length = 0
      const last = done.at(-1)
      if (last?.name === step.name) last.changes.push(...step.changes)
      else done.push({ name: step.name, changes: [...step.changes] })
      if (done.length > limit) done.shift()
    },
    undo: (state) => back(done, undone, state),
    redo: (state) => back(undone, done, state),
  }
}

const part = (element: Element, names: readonly (keyof Properties)[]): Partial<Element> =>
  Object.fromEntries(names.map((name) => [name, element[name] ?? null]))

/** The place in the stack is spread anew by the server, and whose words the text is follows from the text. */
const isSame = (a: Partial<Element>, b: Partial<Element>): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((name) => !['index', 'ghost', 'words'].includes(name))
    .every((name) => equal(a[name as keyof Element], b[name as keyof Element]))

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
