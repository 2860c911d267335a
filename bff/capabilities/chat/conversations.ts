/** Conversations: started, found, read, named, put away and deleted. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import { forgetIndexes } from '../../memory/indexes.ts'
import type { Conversation } from '../../protocol.ts'
import { dropWith as dropNotices } from '../notifications/notice.ts'
import { leave } from '../plans/leave.ts'
import { dropWith } from '../schedules/drop.ts'
import { Id, withCounts } from './records.ts'

const Title = z.string().trim().min(1).max(120)

/** A conversation, by its name: see the event for the record. */
type Made = Pick<Conversation, 'id'>

export const start = action({
  name: 'chat.start',
  does: 'Start a new conversation with a persona.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  awake: true,
  input: z.strictObject({ persona: Id.optional(), title: Title.optional() }),
  async run({ persona, title = '' }, { rows, now, newId, tell, ...context }): Promise<{ conversation: Made }> {
    const chosen = persona === undefined ? context.onlyPersona() : context.persona(persona)
    const id = newId('cnv')
    await rows.add('conversations', {
      id,
      persona: chosen.id,
      title,
      created_at: now,
      updated_at: now,
      archived: 0,
      read_seq: 0,
      seq: 0,
      head: null,
      last: null,
    })
    await tell('chat.conversation', await rows.one('conversations', id), id)
    return { conversation: { id } }
  },
})

export const list = action({
  name: 'chat.list',
  words: 'own',
  does: 'List the conversations, the most recently used first.',
  scope: 'chat:read',
  risk: 'read',
  input: z.strictObject({
    archived: z.boolean().default(false),
    before: z
      .string()
      .regex(/^\d{1,15}\.\w{1,64}$/)
      .optional()
      .describe('`before` of the page before this one'),
    limit: z.int().min(1).max(100).default(20),
  }),
  async run(
    { archived, before, limit },
    { rows },
  ): Promise<{
    conversations: Conversation[]
    /** Pass it as `before` for the next page; `null` at the end. */
    before: string | null
  }> {
    let query = rows
      .from('conversations')
      .selectAll()
      .where('archived', '=', archived ? 1 : 0)
    if (before !== undefined) {
      const [at, id] = before.split('.') as [string, string]
      query = query.where((eb) =>
        eb.or([eb('updated_at', '<', Number(at)), eb('updated_at', '=', Number(at)).and('id', '<', id)]),
      )
    }
    const found = await query
      .orderBy('updated_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return {
      conversations: await withCounts(rows, page),
      before: last && found.length > limit ? `${last.updated_at}.${last.id}` : null,
    }
  },
})

export const read = action({
  name: 'chat.read',
  does: 'Mark a conversation as read up to a seq.',
  scope: 'chat:read',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  input: z.strictObject({ conversation: Id, seq: z.int().min(0) }),
  async run({ conversation: id, seq }, { rows, tell }): Promise<{ read: number }> {
    const conversation = await rows.one('conversations', id)
    const read = Math.min(seq, conversation.seq)
    if (read <= conversation.read_seq) return { read: conversation.read_seq }
    await tell('chat.conversation', conversation, id, { read_seq: read })
    return { read }
  },
})

export const rename = action({
  name: 'chat.rename',
  does: 'Give a conversation a title.',
  scope: 'chat:write',
  risk: 'write',
  input: z.strictObject({ conversation: Id, title: Title }),
  async run({ conversation: id, title }, { rows, tell }): Promise<{ conversation: Made }> {
    const conversation = await rows.one('conversations', id)
    await tell('chat.conversation', conversation, id, { title })
    return { conversation: { id } }
  },
})

export const archive = action({
  name: 'chat.archive',
  does: 'Put a conversation away, or bring it back.',
  scope: 'chat:write',
  risk: 'write',
  input: z.strictObject({ conversation: Id, archived: z.boolean().default(true) }),
  async run({ conversation: id, archived }, { rows, tell }): Promise<{ conversation: Made }> {
    const conversation = await rows.one('conversations', id)
    await tell('chat.conversation', conversation, id, { archived: archived ? 1 : 0 })
    return { conversation: { id } }
  },
})

export const remove = action({
  name: 'chat.remove',
  does: 'Delete a conversation for good, with its messages, what was learned from them and what was scheduled in it.',
  scope: 'chat:write',
  risk: 'irreversible',
  wakes: 'brain',
  input: z.strictObject({ conversation: Id }),
  async run({ conversation: id }, context): Promise<{ removed: string }> {
    const { rows, tell, principal } = context
    const conversation = await rows.one('conversations', id)
    await tell('chat.conversation', conversation, id)
    await dropWith(context, id)
    await leave(context, id)
    await dropNotices(context, conversation)
    const runs = await rows.from('runs').select('id').where('conversation', '=', id).execute()
    for (const run of runs) await rows.remove('steps', 'run', run.id)
    await rows.remove('approvals', 'conversation', id)
    await rows.remove('handoffs', 'conversation', id)
    await rows.remove('runs', 'conversation', id)
    await rows.remove('summaries', 'conversation', id)
    await rows.remove('facts', 'conversation', id)
    await rows.removeMessages(id)
    await rows.remove('conversations', 'id', id)
    forgetIndexes(principal.space ?? '', principal.person)
    return { removed: id }
  },
})
