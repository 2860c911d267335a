/** Answers: how the brain begins one and settles it. Its own steps, which no model chooses. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import type { Message } from '../../protocol.ts'
import { asMessage, Id } from './records.ts'

export const begin = action({
  name: 'chat.begin',
  does: 'Begin an answer, or go on with one that was interrupted.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['brain'],
  input: z.strictObject({ run: Id }),
  async run(
    { run: id },
    { rows, tell, now },
  ): Promise<{
    attempt: number
    /** What was said before it was interrupted. */
    text: string
  }> {
    const run = await rows.one('runs', id)
    const message = await rows.one('messages', run.message)
    const goesOn = run.status === 'running' && message.status === 'interrupted'
    if (run.status !== 'queued' && !goesOn) throw new Problem('conflict', 'This run has begun already.')
    const attempt = run.attempt + 1
    await rows.change('runs', id, { status: 'running', attempt, updated_at: now })
    if (goesOn) {
      await rows.change('messages', message.id, { status: 'streaming', problem_code: null, problem_detail: null })
      await tell('chat.message', await rows.one('conversations', run.conversation), message.id)
    }
    return { attempt, text: message.text }
  },
})

/** The messages that an answer may look back on. */
const BACK = 60

export const transcript = action({
  name: 'chat.transcript',
  does: 'Read what was said before an answer.',
  scope: 'chat:write',
  risk: 'read',
  tool: false,
  doors: ['brain'],
  input: z.strictObject({ run: Id }),
  async run({ run: id }, { rows }): Promise<{ messages: Message[] }> {
    const run = await rows.one('runs', id)
    const { seq } = await rows.one('messages', run.message)
    const before = await rows
      .from('messages')
      .selectAll()
      .where('conversation', '=', run.conversation)
      .where('superseded', '=', 0)
      .where('seq', '<', seq)
      .orderBy('seq', 'desc')
      .limit(BACK)
      .execute()
    return { messages: before.toReversed().map(asMessage) }
  },
})

export const answer = action({
  name: 'chat.answer',
  does: 'Settle an answer: its whole text and how it ended.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['brain'],
  input: z.strictObject({
    run: Id,
    text: z.string().max(200_000).describe('the whole answer'),
    status: z.enum(['done', 'stopped', 'failed', 'interrupted']),
    problem: z.strictObject({ code: z.string().max(64), detail: z.string().max(500) }).optional(),
    goesOn: z.boolean().default(false).describe('an interrupted answer that is continued'),
  }),
  async run({ run: id, text, status, problem, goesOn }, { rows, tell, now }): Promise<{ message: string }> {
    const run = await rows.one('runs', id)
    if (!['running', 'stopping'].includes(run.status)) throw new Problem('conflict', 'This run has ended already.')
    const conversation = await rows.one('conversations', run.conversation)
    await rows.change('messages', run.message, {
      text,
      status,
      problem_code: problem?.code ?? null,
      problem_detail: problem?.detail ?? null,
    })
    const ended = status === 'interrupted' ? 'failed' : status
    await rows.change('runs', id, { status: goesOn ? 'running' : ended, updated_at: now })
    await rows.change('conversations', conversation.id, { updated_at: now })
    await tell('chat.message', conversation, run.message)
    return { message: run.message }
  },
})
