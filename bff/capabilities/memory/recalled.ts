/** Recalled: how the rows of a person come into their index, and what has come since. */
import type { RuntimeContext } from '../../capability.ts'
import { type Index, indexOf } from '../../memory/indexes.ts'
import type { Entry, Recall } from '../../memory/recall.ts'
import type { Rows } from '../../store/rows.ts'
import type { ConversationRow, FactRow, MessageRow, TurnRow } from '../../store/tables.ts'
import { pages } from '../chat/records.ts'
import { FORGOTTEN } from './records.ts'

/** Acts of one moment may commit in another order: so much is read again once something came, in milliseconds. */
const OVERLAP = 10_000

/** What can be recalled for these rows' person, as the rows are now. What is found may still be gone. */
export const recalled = async ({ rows, principal }: Pick<RuntimeContext, 'rows' | 'principal'>): Promise<Recall> => {
  const { space, person, personas } = principal
  const index = indexOf(space ?? '', person, personas)
  const turn = index.ready.then(() => catchUp(rows, index))
  index.ready = turn.catch(() => undefined)
  await turn
  return index.recall
}

const catchUp = async (rows: Rows, index: Index): Promise<void> => {
  const { recall, seen, open } = index
  if (open.size > 0) for (const message of await rows.all('messages', [...open])) addMessage(index, message)
  for (const talk of await rows.find('conversations', 'talks', [], (own) => own.select(['id', 'seq', 'last'])))
    await readTalk(rows, index, talk)
  if ((await rows.newest('turns')) !== seen.turns)
    for await (const page of rows.pages('turns', seen.turns - OVERLAP))
      for (const turn of page) {
        if (!recall.has(turn.id)) recall.add(ofTurn(turn))
        seen.turns = turn.created_at
      }
  if ((await rows.newest('facts')) !== seen.facts)
    for await (const page of rows.pages('facts', seen.facts - OVERLAP))
      for (const fact of page) {
        if (!recall.has(fact.id)) recall.add(ofFact(fact))
        seen.facts = fact.created_at
      }
}

/** Messages of one page; everybody else gets their turn between two. */
const PAGE = 1000

const readTalk = async (
  rows: Rows,
  { recall, open, talks }: Index,
  { id, seq, last }: Pick<ConversationRow, 'id' | 'seq' | 'last'>,
): Promise<void> => {
  const after = talks.get(id) ?? 0
  if (after === seq) return
  for await (const page of pages(rows, last, { size: PAGE, after })) {
    for (const message of page.toReversed()) addMessage({ recall, open }, message)
    if (page.length === PAGE) await rows.pause()
  }
  talks.set(id, seq)
}

const addMessage = ({ recall, open }: Pick<Index, 'recall' | 'open'>, row: MessageRow): void => {
  if (recall.has(row.id)) return
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
