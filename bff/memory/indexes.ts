/**
 * Indexes: for each person who was asked about, what can be recalled. They hold no text, only where each stem stands, and
 * are built anew from the rows whenever they are not there.
 */
import { Recall } from './recall.ts'
import { forgetWords } from './words.ts'

/** Entries that all indexes hold together at most; the one that was asked longest ago goes first. */
const ENTRIES = 400_000

export interface Index {
  recall: Recall
  /** When the newest of each kind came that is in it. */
  seen: { turns: number; facts: number }
  /** The last number of each conversation's stream when it was read. */
  talks: Map<string, number>
  /** Answers that are still being written. */
  open: Set<string>
  /** One catches up at a time. */
  ready: Promise<void>
}

const indexes = new Map<string, Index>()

const nameOf = (space: string, person: string): string => `${space} ${person} `

/** The index of what these personas may know of a person. An empty one has to be filled. */
export const indexOf = (space: string, person: string, personas: readonly string[]): Index => {
  const name = nameOf(space, person) + personas.join(' ')
  const index = indexes.get(name) ?? {
    recall: new Recall(),
    seen: { turns: 0, facts: 0 },
    talks: new Map(),
    open: new Set(),
    ready: Promise.resolve(),
  }
  indexes.delete(name)
  indexes.set(name, index)
  let held = 0
  for (const [each, { recall }] of [...indexes].toReversed())
    if ((held += recall.size) > ENTRIES && each !== name) indexes.delete(each)
  return index
}

/** Keep nothing in mind of a person: rows are gone, or came from somebody else. What is asked for next is read anew. */
export const forgetIndexes = (space: string, person: string): void => {
  for (const name of indexes.keys()) if (name.startsWith(nameOf(space, person))) indexes.delete(name)
  forgetWords()
}
