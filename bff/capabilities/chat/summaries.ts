/** Summaries: what was said first in a long conversation, in short. Made from the messages, which stay. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import { Id } from './records.ts'
import { Held, held } from './runs.ts'

const Tokens = z.int().min(0).describe('about how many tokens the conversation takes')

export const summarize = action({
  name: 'chat.summarize',
  does: 'Keep a summary of what was said first in a conversation, for the answers to come.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['brain'],
  input: z.strictObject({
    ...Held,
    upto: z.int().min(1).describe('the seq of the last message it stands for'),
    text: z.string().max(2_000_000),
    before: Tokens,
    after: Tokens,
  }),
  async run({ run: id, lease, upto, text, before, after }, { rows, now }): Promise<{ upto: number }> {
    const { conversation, persona, message } = await held(rows, id, lease)
    const { seq } = await rows.one('messages', message)
    if (upto >= seq) throw new Problem('conflict', 'An answer sums up only what was said before it.')
    const others = await rows
      .messagesOf([conversation])
      .select('id')
      .where('seq', '<=', upto)
      .where('tainted', '=', 1)
      .executeTakeFirst()
    await rows.remove('summaries', 'conversation', conversation)
    await rows.add('summaries', {
      id: conversation,
      persona,
      conversation,
      upto,
      text,
      tainted: others ? 1 : 0,
      before_tokens: before,
      after_tokens: after,
      created_at: now,
    })
    return { upto }
  },
})

export const unsummarize = action({
  name: 'chat.unsummarize',
  does: 'Drop the summary of a conversation: the messages are read again, and summed up anew when they are too many.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  input: z.strictObject({ conversation: Id }),
  async run({ conversation: id }, { rows }): Promise<{ conversation: { id: string } }> {
    await rows.one('conversations', id)
    await rows.remove('summaries', 'conversation', id)
    return { conversation: { id } }
  },
})
