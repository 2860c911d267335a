/** The records of memory: how rows become what crosses the wire, live and in a replay alike. */
import type { Fact, ImportedTurn, Trust } from '../../protocol.ts'
import type { Rows } from '../../store/rows.ts'
import type { FactRow, MessageRow, TurnRow } from '../../store/tables.ts'
import { instant } from '../chat/records.ts'

export const asFact = (row: FactRow): Fact => ({
  id: row.id,
  persona: row.persona,
  subject: row.subject,
  attribute: row.attribute,
  value: row.value,
  text: row.text,
  core: row.core === 1,
  trust: row.trust,
  author: row.author,
  message: row.message,
  conversation: row.conversation,
  turn: row.turn,
  since: instant(row.valid_from),
  until: row.valid_to === null ? null : instant(row.valid_to),
  confirmed: instant(row.confirmed_at),
})

export const asTurn = (row: TurnRow): ImportedTurn => ({
  id: row.id,
  persona: row.persona,
  ref: row.ref,
  session: row.session,
  speaker: row.speaker,
  text: row.text,
  trust: row.trust,
  at: instant(row.at),
})

/** Whose word a message is. An answer that was written after words of others were read may repeat them. */
export const trustOf = ({ role, tainted }: Pick<MessageRow, 'role' | 'tainted'>): Trust =>
  role === 'person' ? 'person' : role === 'team' ? 'operator' : tainted === 1 ? 'outside' : 'persona'

/** What stands in the place of words that were forgotten. */
export const FORGOTTEN = '[forgotten]'

export const loaders = {
  'memory.fact': async (rows: Rows, ids: string[]): Promise<Map<string, Fact>> =>
    new Map((await rows.all('facts', ids)).map((row) => [row.id, asFact(row)])),
  'memory.forgotten': async (_: Rows, ids: string[]): Promise<Map<string, { id: string }>> =>
    new Map(ids.map((id) => [id, { id }])),
}
