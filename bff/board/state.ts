/** The state of a board, and what one operation makes of it: the same on the server and in every browser. */
import type { Element, Properties } from './element.ts'

export type Operation =
  | { op: 'add'; element: Omit<Element, 'by' | 'words'> }
  /** Each property for itself; `null` takes one away. The last one in the server's order wins. */
  | { op: 'set'; id: string; to: Partial<Properties> }
  | { op: 'remove'; id: string }
  /** Bring back what oneself removed. The server says what it was. */
  | { op: 'restore'; id: string; element?: Element }

/** Who does it. */
export interface Author {
  /** The `sub` of a person or a persona. */
  by: string
  /** On whose behalf: the person themselves, or whom the persona acts for. */
  person: string
  /** The words come from a file, or from a run that had read words of others. */
  outside: boolean
}

interface Gone {
  element: Element
  /** On whose behalf it was removed. */
  person: string
}

/** Maps, not objects: an element may be called `__proto__`. */
export interface State {
  readonly elements: Map<string, Element>
  readonly gone: Map<string, Gone>
}

/** Why an operation has no effect. `gone`: removing wins over everything that comes later. */
export type Refusal = 'exists' | 'gone' | 'missing' | 'not_yours'

export const emptyState = (): State => ({ elements: new Map(), gone: new Map() })

/** The element that an operation is about. */
export const aboutOf = (operation: Operation): string => (operation.op === 'add' ? operation.element.id : operation.id)

/** Apply one operation in place; elements themselves are replaced, never changed. @returns why it had no effect */
export const apply = (state: State, operation: Operation, author: Author): Refusal | undefined => {
  const { elements, gone } = state
  const id = aboutOf(operation)
  const before = elements.get(id)
  if (operation.op === 'restore') {
    if (before) return 'exists'
    const was = gone.get(id)
    const element = operation.element ?? was?.element
    if (!element) return 'missing'
    if (was && !operation.element && was.person !== author.person) return 'not_yours'
    gone.delete(id)
    elements.set(id, element)
    return undefined
  }
  if (gone.has(id)) return 'gone'
  const words = author.outside ? 'outside' : author.person
  if (operation.op === 'add') {
    if (before) return 'exists'
    const { element } = operation
    elements.set(id, { ...element, by: author.by, ...(element.text ? { words } : {}) })
    return undefined
  }
  if (!before) return 'missing'
  if (operation.op === 'remove') {
    elements.delete(id)
    gone.set(id, { element: before, person: author.person })
    return undefined
  }
  const after = { ...before, ...operation.to } as Element & Record<string, unknown>
  for (const [name, value] of Object.entries(operation.to)) if (value === null) delete after[name]
  if (operation.to.text != null) after.words = words
  elements.set(id, after)
  return undefined
}
