/** A board as one browser has it: what the server has said, and one's own edits that it has not ordered yet on top. */
import type { Element } from './element.ts'
import { aboutOf, apply, type Author, emptyState, type Operation, type State } from './state.ts'

/** One edit as the server ordered it: all of its operations at once. */
interface Ordered extends Author {
  seq: number
  /** The name its author gave it. */
  name: string
  operations: Operation[]
}

interface Pending {
  name: string
  operations: Operation[]
}

export interface Replica {
  /** What is to be shown. */
  readonly view: State
  /** The last number of the stream that is known. */
  readonly seq: number
  /** What the server has not answered, oldest first: to be sent again, under the same names, after a reconnect. */
  readonly pending: readonly Pending[]
  /** Take the whole board as it was at `seq`; what is pending stays on top. */
  load(elements: Iterable<Element>, seq: number): void
  /** Edit optimistically. @returns the operations that had an effect here */
  edit(name: string, operations: Operation[]): Operation[]
  /**
   * Hear an edit. @returns the ids that may look different now; `gap` when something before it is missing: nothing was
   * taken over, open the board again from `seq`
   */
  hear(ordered: Ordered): string[] | 'gap'
  /**
   * Hear what was missed: these edits in order, and nothing else up to `upTo`; numbers between them are no edits.
   * @returns the ids that may look different now
   */
  resume(edits: readonly Ordered[], upTo: number): string[]
  /** The stream counted on by something that is no edit. */
  pass(seq: number): 'gap' | undefined
  /**
   * The server has answered: the edit is in the stream at `seq`, or none of it was taken.
   * @param refused places of the operations that were not taken
   * @returns the ids that may look different now
   */
  answered(name: string, refused: readonly number[]): string[]
}

export const makeReplica = (me: Author): Replica => {
  let confirmed = emptyState()
  let view = emptyState()
  let seq = 0
  let pending: Pending[] = []

  /** Make what is shown of these anew: the server's word, and the pending operations about them in order. */
  const rebase = (ids: Iterable<string>): string[] => {
    const about = new Set(ids)
    for (const id of about) {
      const element = confirmed.elements.get(id)
      const gone = confirmed.gone.get(id)
      if (element) view.elements.set(id, element)
      else view.elements.delete(id)
      if (gone) view.gone.set(id, gone)
      else view.gone.delete(id)
    }
    for (const { operations } of pending)
      for (const operation of operations) if (about.has(aboutOf(operation))) apply(view, operation, me)
    return [...about]
  }

  const drop = (name: string): string[] => {
    const own = pending.find((each) => each.name === name)
    pending = pending.filter((each) => each !== own)
    return own?.operations.map(aboutOf) ?? []
  }

  const hear: Replica['hear'] = (ordered) => {
    if (ordered.seq <= seq) return []
    if (ordered.seq > seq + 1) return 'gap'
    seq = ordered.seq
    for (const operation of ordered.operations) apply(confirmed, operation, ordered)
    const mine = ordered.by === me.by ? drop(ordered.name) : []
    return rebase([...ordered.operations.map(aboutOf), ...mine])
  }

  return {
    get view() {
      return view
    },
    get seq() {
      return seq
    },
    get pending() {
      return pending
    },
    load(elements, at) {
      const { gone } = confirmed
      confirmed = { elements: new Map(), gone }
      for (const element of elements) {
        confirmed.elements.set(element.id, element)
        gone.delete(element.id)
      }
      seq = at
      view = { elements: new Map(confirmed.elements), gone: new Map(gone) }
      for (const { operations } of pending) for (const operation of operations) apply(view, operation, me)
    },
    edit(name, operations) {
      const effective = operations.filter((operation) => apply(view, operation, me) === undefined)
      if (effective.length > 0) pending = [...pending, { name, operations: effective }]
      return effective
    },
    hear,
    resume(edits, upTo) {
      const ids = edits.flatMap((edit) => {
        seq = Math.max(seq, edit.seq - 1)
        return hear(edit) as string[]
      })
      seq = Math.max(seq, upTo)
      return ids
    },
    pass(number) {
      if (number > seq + 1) return 'gap'
      seq = Math.max(seq, number)
      return undefined
    },
    answered(name, refused) {
      const own = pending.find((each) => each.name === name)
      if (!own) return []
      if (refused.length < own.operations.length) {
        // It comes by the stream, in its order; until then only what was refused is taken back.
        const ids = refused.map((place) => own.operations[place]).flatMap((each) => (each ? [aboutOf(each)] : []))
        own.operations = own.operations.filter((_, place) => !refused.includes(place))
        return rebase(ids)
      }
      return rebase(drop(name))
    },
  }
}
