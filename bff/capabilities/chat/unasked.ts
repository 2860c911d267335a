/** An answer that nobody asked for just now: the persona speaks by itself, because it is time. */
import type { RuntimeContext } from '../../capability.ts'
import type { ConversationRow, RunRow } from '../../store/tables.ts'
import { blank, titleFrom } from './messages.ts'
import { queue } from './runs.ts'

type Place = Pick<RuntimeContext, 'rows' | 'now' | 'newId' | 'tell' | 'principal'>
type Said = Pick<RunRow, 'trigger' | 'prompt' | 'tainted'>

/** The conversation for it: this one, or a new one with this title. */
export const placeFor = async (
  { rows, now, newId, tell }: Place,
  { persona, conversation, title }: { persona: string; conversation: string | null; title: string },
): Promise<ConversationRow> => {
  if (conversation !== null) return await rows.one('conversations', conversation)
  const id = newId('cnv')
  await rows.add('conversations', {
    id,
    persona,
    title: titleFrom(title),
    created_at: now,
    updated_at: now,
    archived: 0,
    read_seq: 0,
    seq: 0,
    head: null,
    last: null,
  })
  const made = await rows.one('conversations', id)
  await tell('chat.conversation', made, id)
  return made
}

/** Begin a message of the persona's and queue the run that writes it. @returns the message */
export const speak = async (context: Place, place: ConversationRow, said: Said): Promise<string> => {
  const { rows, now, newId, tell } = context
  const message = newId('msg')
  const seq = await tell('chat.message', place, message, { updated_at: now, archived: 0, last: message })
  const { tainted } = said
  await rows.add('messages', { ...blank(place, message, seq, now), role: 'persona', status: 'streaming', tainted })
  await queue(context, place, message, said)
  return message
}
