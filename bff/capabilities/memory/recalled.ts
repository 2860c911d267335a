/**
 * Recalled: the index of what one person said and had said to them, built when it is first asked for. It holds no text,
 * only where each stem stands; what is shown is read from the rows, so nothing is found that is no longer there.
 */
import type { Rows } from '../../store/rows.ts'
import type { ConversationRow, FactRow, MessageRow, TurnRow } from '../../store/tables.ts'
import { type Entry, Recall } from '../../memory/recall.ts'
import { forgetWords } from '../../memory/words.ts'
import { pages } from '../chat/records.ts'
import { FORGOTTEN } from './records.ts'

/** Entries that all indexes hold together at most; the one that was asked longest ago goes first. */
const ENTRIES = 400_000
/** Acts of one moment may commit in another order: so much is read again, in milliseconds. */
const OVERLAP = 60_000

const TABLES = ['turns', 'facts'] as const

interface Index {
  recall: Recall
  /** The `seq` up to which each conversation was read. */
  talks: Map<string, number>
  /** How many messages that were. */
  messages: number
  /** The newest row of each table. */
  seen: Record<(typeof TABLES)[number], number>
  /** Answers that are still being written. */
  open: Set<string>
  /** One catches up at a time. */
  ready: Promise<void>
}

const indexes = new Map<string, Index>()
const empty = (): Omit<Index, 'ready'> => ({
  recall: new Recall(),
  talks: new Map(),
  messages: 0,
  seen: { turns: 0, facts: 0 },
  open: new Set(),
})

/** The index of these rows' person, as the rows are now. @param whose names the person, the space and the personas */
export const recalled = async (rows: Rows, whose: string): Promise<Recall> => {
  const index = indexes.get(whose) ?? { ...empty(), ready: Promise.resolve() }
  indexes.delete(whose)
  indexes.set(whose, index)
  const turn = index.ready.then(() => catchUp(rows, index))
  index.ready = turn.catch(() => undefined)
  await turn
  let held = 0
  for (const [name, { recall }] of [...indexes].toReversed())
    if ((held += recall.size) > ENTRIES && name !== whose) indexes.delete(name)
  return index.recall
}

/** Keep nothing in mind of what was there. Part of forgetting: what is asked for next is read anew. */
export const forgetIndexes = (): void => {
  indexes.clear()
  forgetWords()
}

const catchUp = async (rows: Rows, index: Index): Promise<void> => {
  const talks = await rows.from('conversations').select(['id', 'seq', 'last']).execute()
  const there = new Set(talks.map(({ id }) => id))
  // Something is gone: begin again.
  if (![...index.talks.keys()].every((id) => there.has(id))) Object.assign(index, empty())
  await addNew(rows, index, talks)
  let count = index.messages
  for (const table of TABLES) count += await rows.count(table)
  if (count === index.recall.size + index.open.size) return
  Object.assign(index, empty())
  await addNew(rows, index, talks)
}

type Talk = Pick<ConversationRow, 'id' | 'seq' | 'last'>

const addNew = async (rows: Rows, index: Index, conversations: readonly Talk[]): Promise<void> => {
  const { recall, talks, seen, open } = index
  const waiting = open.size > 0 ? await rows.all('messages', [...open]) : []
  for (const message of waiting) addMessage(index, message)
  for (const { id, seq, last } of conversations) {
    const after = talks.get(id) ?? 0
    if (after === seq) continue
    for await (const page of pages(rows, last, { size: 1000, after })) {
      for (const message of page.toReversed()) addMessage(index, message)
      // Everybody else gets their turn between two pages.
      await new Promise((resolve) => setTimeout(resolve))
    }
    talks.set(id, seq)
  }
  for await (const page of rows.pages('turns', seen.turns - OVERLAP))
    for (const turn of page) {
      if (!recall.has(turn.id)) recall.add(ofTurn(turn))
      seen.turns = turn.created_at
    }
  for await (const page of rows.pages('facts', seen.facts - OVERLAP))
    for (const fact of page) {
      if (!recall.has(fact.id)) recall.add(ofFact(fact))
      seen.facts = fact.created_at
    }
}

const addMessage = (index: Index, row: MessageRow): void => {
  const { recall, open } = index
  if (recall.has(row.id)) return
  if (!open.has(row.id)) index.messages++
  if (row.status === 'streaming' || row.status === 'waiting') return void open.add(row.id)
  open.delete(row.id)
  recall.add({
    id: row.id,
    text: row.text === FORGOTTEN ? '' : row.text,
    speaker: '',
    at: row.created_at,
    session: row.conversation,
    place: row.seq,
  })
}

const ofTurn = ({ id, text, speaker, at, session, place }: TurnRow): Entry => ({
  id,
  text,
  speaker,
  at,
  session: `import ${session}`,
  // Turns of one instant keep the order in which they were handed over.
  place: at * 1000 + place,
})

const ofFact = ({ id, text, subject, attribute, value, valid_from }: FactRow): Entry => ({
  id,
  text: `${text} ${subject} ${attribute} ${value}`,
  speaker: '',
  at: valid_from,
  session: '',
  place: 0,
})
