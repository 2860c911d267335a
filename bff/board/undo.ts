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
export const stepOf = (
  name: string,
  { elements, gone }: State,
  operations: readonly Operation[],
  author: Author,
): Step => {
  const about = new Set(operations.map(aboutOf))
  const only = <T>(from: Map<string, T>): Map<string, T> =>
    new Map([...about].flatMap((id) => (from.has(id) ? [[id, from.get(id) as T]] : [])))
  const trial: State = { elements: only(elements), gone: only(gone) }
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
 */
export const undoing = ({ elements, gone }: State, { changes }: Step, me: Author): Operation[] =>
  changes.toReversed().flatMap(({ id, before, after }): Operation[] => {
    const now = elements.get(id)
    if (!before) return now && after && isSame(now, after) ? [{ op: 'remove', id }] : []
    if (!after) return !now && gone.get(id)?.person === me.person ? [{ op: 'restore', id }] : []
    if (!now) return []
    const names = (Object.keys(after) as (keyof Properties)[]).filter((name) => equal(now[name], after[name]))
    const to = Object.fromEntries(names.map((name) => [name, before[name] ?? null])) as Partial<Properties>
    return names.length > 0 ? [{ op: 'set', id, to }] : []
  })

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

/** The place in the stack is not what anybody worked on: it is spread anew by the server. */
const isSame = (a: Partial<Element>, b: Partial<Element>): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((name) => name !== 'index' && name !== 'ghost')
    .every((name) => equal(a[name as keyof Element], b[name as keyof Element]))

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
