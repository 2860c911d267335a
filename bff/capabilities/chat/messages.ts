/** Messages: what a person says, has answered again, or stops. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import { type ConversationRow, unbegun } from '../../store/tables.ts'
import { tellZone } from '../agenda/settings.ts'
import { attended } from '../notifications/notice.ts'
import { askedWith } from './asked.ts'
import { Id } from './records.ts'

const Text = z
  .string()
  .max(8000)
  .refine((text) => text.trim() !== '', 'must not be empty')

export const send = action({
  name: 'chat.send',
  does: 'Send a message to the persona; its answer streams into the reply message.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  awake: true,
  wakes: 'brain',
  rate: { perSecond: 1, burst: 5 },
  input: z.strictObject({
    conversation: Id,
    text: Text,
    zone: z
      .string()
      .max(60)
      .optional()
      .describe("the IANA time zone of the person's device; kept where they have set none"),
  }),
  async run(
    { conversation: id, text, zone },
    { rows, now, newId, tell, principal },
  ): Promise<{
    /** The person's message. */
    message: string
    /** The persona's message, `streaming` from now on. */
    reply: string
    /** `seq` of the person's message; the reply has the next one. */
    seq: number
  }> {
    const conversation = await rows.one('conversations', id)
    const [message, reply] = [newId('msg'), newId('msg')]
    const title = conversation.title === '' ? titleFrom(text) : conversation.title
    const changes = { updated_at: now, archived: 0, title, last: reply }
    const seq = await tell('chat.message', conversation, [message, reply], changes)
    await rows.add(
      'messages',
      { ...blank(conversation, message, seq, now), role: 'person', status: 'done', text },
      {
        ...blank(conversation, reply, seq + 1, now),
        role: 'persona',
        status: 'streaming',
        answers: message,
        before: message,
        run: newId('run'),
        asked: askedWith(principal),
      },
    )
    if (zone !== undefined) await tellZone({ rows, now, newId }, conversation.persona, zone)
    return { message, reply, seq }
  },
})

export const regenerate = action({
  name: 'chat.regenerate',
  does: 'Have the last answer of a conversation made again.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  awake: true,
  wakes: 'brain',
  input: z.strictObject({ message: Id.describe('the answer to replace') }),
  async run({ message: id }, { rows, tell, now, newId, principal }): Promise<{ reply: string }> {
    const old = await rows.one('messages', id)
    const conversation = await rows.one('conversations', old.conversation)
    if (old.answers === null || conversation.last !== id)
      throw new Problem('conflict', 'Only the last answer can be made again.')
    if (old.status === 'streaming' || old.status === 'waiting')
      throw new Problem('conflict', 'This answer is still being written. Stop it first.')
    await rows.change('messages', id, { superseded: 1 })
    const reply = newId('msg')
    const seq = await tell('chat.message', conversation, [id, reply], { last: reply })
    const answers = old.answers
    await rows.add('messages', {
      ...blank(conversation, reply, seq + 1, now),
      role: 'persona',
      status: 'streaming',
      answers,
      run: newId('run'),
      asked: askedWith(principal),
    })
    return { reply }
  },
})

export const stop = action({
  name: 'chat.stop',
  does: 'Stop the answers being written in a conversation; what is there is kept.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  wakes: 'brain',
  input: z.strictObject({ conversation: Id }),
  async run({ conversation: id }, { rows, tell, now }): Promise<{ stopping: string[] }> {
    const conversation = await rows.one('conversations', id)
    const runs = await rows
      .from('runs')
      .selectAll()
      .where('conversation', '=', id)
      .where('status', 'in', ['queued', 'running', 'waiting'])
      .execute()
    const messages = await rows.all(
      'messages',
      runs.map(({ message }) => message),
    )
    const written = new Set(messages.filter(({ status }) => status === 'done').map((message) => message.id))
    for (const run of runs.filter(({ message }) => !written.has(message))) {
      // A run that has begun is ended by the brain, which alone knows the last words; one that waits ends here.
      const begun = run.status === 'running'
      await rows.change('runs', run.id, { status: begun ? 'stopping' : 'stopped', updated_at: now })
      if (begun) continue
      await rows.change('messages', run.message, { status: 'stopped' })
      await tell('chat.message', conversation, run.message)
      const asked = await rows
        .from('approvals')
        .select('id')
        .where('run', '=', run.id)
        .where('status', 'in', ['pending', 'approved'])
        .execute()
      for (const approval of asked) {
        await rows.change('approvals', approval.id, { status: 'withdrawn' })
        await tell('chat.approval', conversation, approval.id)
        await attended({ rows, tell, now }, conversation, approval.id)
      }
    }
    const waiting = await rows.from('messages').select('id').where(unbegun).where('conversation', '=', id).execute()
    for (const message of waiting) {
      await rows.change('messages', message.id, { status: 'stopped', asked: null })
      await tell('chat.message', conversation, message.id)
    }
    const begun = runs.map(({ message }) => message).filter((message) => !written.has(message))
    return { stopping: [...begun, ...waiting.map((message) => message.id)] }
  },
})

/** A message with nothing said yet. */
export const blank = (conversation: ConversationRow, id: string, seq: number, now: number) => ({
  id,
  seq,
  persona: conversation.persona,
  conversation: conversation.id,
  text: '',
  created_at: now,
  answers: null,
  superseded: 0,
  problem_code: null,
  problem_detail: null,
  tainted: 0,
  before: conversation.last,
  run: null,
  asked: null,
})

/** The first words of a message: a title until somebody gives a better one. */
export const titleFrom = (text: string): string => {
  const line = text.trim().split('\n', 1)[0] ?? ''
  return line.length <= 60 ? line : `${line.slice(0, 59).replace(/(?<!\s)\s+\S*$/, '')}…`
}
