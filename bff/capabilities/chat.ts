/** Chat: conversations between a person and a persona, and their messages. */
import { z } from 'zod'
import { action, type Family } from '../capability.ts'
import { Problem } from '../problem.ts'
import type { Conversation, EventName, Events, Message, ProblemCode, Published } from '../protocol.ts'
import type { Rows } from '../store/rows.ts'
import { type ConversationRow, type MessageRow, openRun } from '../store/tables.ts'

/** A client that missed more events than this reads the history again instead. */
const FAR = 2000

const Id = z.string().min(1).max(64)
const Title = z.string().trim().min(1).max(120)
const Text = z
  .string()
  .max(8000)
  .refine((text) => text.trim() !== '', 'must not be empty')
const instant = (ms: number): string => new Date(ms).toISOString()

/** A conversation, by its name: see the event for the record. */
type Made = Pick<Conversation, 'id'>

const asMessage = (row: MessageRow): Message => ({
  id: row.id,
  conversation: row.conversation,
  seq: row.seq,
  role: row.role,
  status: row.status,
  text: row.text,
  at: instant(row.created_at),
  answers: row.answers,
  superseded: row.superseded === 1,
  problem: row.problem_code ? { code: row.problem_code as ProblemCode, detail: row.problem_detail ?? '' } : null,
})

/** Conversations with their last `seq` and their unread count. */
const withCounts = async (rows: Rows, list: ConversationRow[]): Promise<Conversation[]> => {
  const ids = list.map(({ id }) => id)
  const seqs = await rows.lastSeq(ids)
  const unread = ids.length
    ? await rows
        .from('messages')
        .innerJoin('conversations', 'conversations.id', 'messages.conversation')
        .select(({ fn }) => ['messages.conversation', fn.countAll<number>().as('unread')])
        .where('messages.conversation', 'in', ids)
        .where('messages.role', '=', 'persona')
        .where('messages.superseded', '=', 0)
        .whereRef('messages.seq', '>', 'conversations.read_seq')
        .groupBy('messages.conversation')
        .execute()
    : []
  const counts = new Map(unread.map((row) => [row.conversation, Number(row.unread)]))
  return list.map((row) => ({
    id: row.id,
    persona: row.persona,
    title: row.title,
    at: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    archived: row.archived === 1,
    seq: seqs.get(row.id) ?? 0,
    read: row.read_seq,
    unread: counts.get(row.id) ?? 0,
  }))
}

const one = async (rows: Rows, id: string): Promise<Conversation> => {
  const [found] = await withCounts(rows, [await rows.one('conversations', id)])
  return found as Conversation
}

const loadMessages = async (rows: Rows, ids: string[]): Promise<Map<string, Message>> => {
  const found = await rows.all('messages', ids)
  return new Map(found.map((row) => [row.id, asMessage(row)]))
}

const loadConversations = async (rows: Rows, ids: string[]): Promise<Map<string, Conversation>> => {
  const found = await rows.all('conversations', ids)
  return new Map((await withCounts(rows, found)).map((conversation) => [conversation.id, conversation]))
}

const start = action({
  name: 'chat.start',
  does: 'Start a new conversation with a persona.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
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
    })
    await tell('chat.conversation', await rows.one('conversations', id), id)
    return { conversation: { id } }
  },
})

const list = action({
  name: 'chat.list',
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

const history = action({
  name: 'chat.history',
  does: 'Read the messages of a conversation, the latest page first.',
  scope: 'chat:read',
  risk: 'read',
  input: z.strictObject({
    conversation: Id,
    before: z.int().min(1).optional().describe('`seq` of the oldest message of the page after'),
    limit: z.int().min(1).max(100).default(50),
  }),
  async run(
    { conversation: id, before, limit },
    { rows },
  ): Promise<{
    conversation: Conversation
    messages: Message[]
    /** Pass it as `before` for the page before this one; `null` at the beginning. */
    before: number | null
  }> {
    const conversation = await one(rows, id)
    let query = rows.from('messages').selectAll().where('conversation', '=', id).where('superseded', '=', 0)
    if (before !== undefined) query = query.where('seq', '<', before)
    const page = await query
      .orderBy('seq', 'desc')
      .limit(limit + 1)
      .execute()
    const messages = page.slice(0, limit).toReversed().map(asMessage)
    return { conversation, messages, before: page.length > limit ? (messages[0]?.seq ?? null) : null }
  },
})

const resume = action({
  name: 'chat.resume',
  does: 'Follow a conversation and get everything that happened after the last seq one has.',
  scope: 'chat:read',
  risk: 'read',
  tool: false,
  doors: ['socket', 'http'],
  follows: 'conversation',
  input: z.strictObject({ conversation: Id, after: z.int().min(0) }),
  async run(
    { conversation: id, after },
    { rows },
  ): Promise<{
    events: Published[]
    /** The last `seq` of the stream. */
    seq: number
    /** More events follow the last of these: ask again with its `seq`. */
    more: boolean
    /** The client missed too much, or is ahead of the server: drop what it has and read the history again. */
    resync: boolean
  }> {
    await rows.one('conversations', id)
    const seq = (await rows.lastSeq([id])).get(id) ?? 0
    if (after > seq || seq - after > FAR) return { events: [], seq, more: false, resync: true }
    const page = 200
    const happened = await rows.happened(id, after, page + 1)
    const shown = happened.slice(0, page)
    const records = new Map<string, Events[EventName]>()
    for (const [event, load] of Object.entries(chat.events)) {
      const ids = [...new Set(shown.filter((each) => each.event === event).map(({ id: record }) => record))]
      if (ids.length > 0) for (const [key, record] of await load(rows, ids)) records.set(key, record)
    }
    const events = shown.map(({ event, id: record, seq: number, at }) => ({
      event,
      stream: id,
      seq: number,
      at: instant(at),
      data: records.get(record) ?? null,
    }))
    return { events, seq, more: happened.length > page, resync: false }
  },
})

const send = action({
  name: 'chat.send',
  does: 'Send a message to the persona; its answer streams into the reply message.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  wakes: 'brain',
  input: z.strictObject({ conversation: Id, text: Text }),
  async run(
    { conversation: id, text },
    context,
  ): Promise<{
    /** The person's message. */
    message: string
    /** The persona's message, `streaming` from now on. */
    reply: string
    /** `seq` of the person's message; the reply has the next one. */
    seq: number
  }> {
    const { rows, now, newId, tell } = context
    const conversation = await rows.one('conversations', id)
    const [message, reply] = [newId('msg'), newId('msg')]
    const seq = await tell('chat.message', conversation, message, reply)
    await rows.add(
      'messages',
      { ...blank(conversation, message, seq, now), role: 'person', status: 'done', text },
      { ...blank(conversation, reply, seq + 1, now), role: 'persona', status: 'streaming', answers: message },
    )
    await queue(context, conversation, reply)
    const title = conversation.title === '' ? titleFrom(text) : conversation.title
    await rows.change('conversations', id, { updated_at: now, archived: 0, title })
    return { message, reply, seq }
  },
})

const regenerate = action({
  name: 'chat.regenerate',
  does: 'Have the last answer of a conversation made again.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  wakes: 'brain',
  input: z.strictObject({ message: Id.describe('the answer to replace') }),
  async run({ message: id }, context): Promise<{ reply: string }> {
    const { rows, tell, now, newId } = context
    const old = await rows.one('messages', id)
    const last = await rows
      .from('messages')
      .select('id')
      .where('conversation', '=', old.conversation)
      .where('superseded', '=', 0)
      .orderBy('seq', 'desc')
      .executeTakeFirst()
    if (old.answers === null || last?.id !== id)
      throw new Problem('conflict', 'Only the last answer can be made again.')
    if (old.status === 'streaming') throw new Problem('conflict', 'This answer is still being written. Stop it first.')
    const conversation = await rows.one('conversations', old.conversation)
    await rows.change('messages', id, { superseded: 1 })
    const reply = newId('msg')
    const seq = await tell('chat.message', conversation, id, reply)
    const answers = old.answers
    await rows.add('messages', {
      ...blank(conversation, reply, seq + 1, now),
      role: 'persona',
      status: 'streaming',
      answers,
    })
    await queue(context, conversation, reply)
    return { reply }
  },
})

const stop = action({
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
      .where(openRun)
      .where('status', '!=', 'stopping')
      .execute()
    for (const run of runs) {
      // A run that has begun is ended by the brain, which alone knows the last words; one that waits ends here.
      const begun = run.status === 'running'
      await rows.change('runs', run.id, { status: begun ? 'stopping' : 'stopped', updated_at: now })
      if (begun) continue
      await rows.change('messages', run.message, { status: 'stopped' })
      await tell('chat.message', conversation, run.message)
    }
    return { stopping: runs.map(({ message }) => message) }
  },
})

const begin = action({
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
    /** Where the answer stands in the conversation. */
    seq: number
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
    return { attempt, text: message.text, seq: message.seq }
  },
})

const answer = action({
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

const read = action({
  name: 'chat.read',
  does: 'Mark a conversation as read up to a seq.',
  scope: 'chat:read',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  input: z.strictObject({ conversation: Id, seq: z.int().min(0) }),
  async run({ conversation: id, seq }, { rows, tell }): Promise<{ read: number }> {
    const conversation = await rows.one('conversations', id)
    const last = (await rows.lastSeq([id])).get(id) ?? 0
    const read = Math.min(seq, last)
    if (read <= conversation.read_seq) return { read: conversation.read_seq }
    await rows.change('conversations', id, { read_seq: read })
    await tell('chat.conversation', conversation, id)
    return { read }
  },
})

const rename = action({
  name: 'chat.rename',
  does: 'Give a conversation a title.',
  scope: 'chat:write',
  risk: 'write',
  input: z.strictObject({ conversation: Id, title: Title }),
  async run({ conversation: id, title }, { rows, tell }): Promise<{ conversation: Made }> {
    const conversation = await rows.one('conversations', id)
    await rows.change('conversations', id, { title })
    await tell('chat.conversation', conversation, id)
    return { conversation: { id } }
  },
})

const archive = action({
  name: 'chat.archive',
  does: 'Put a conversation away, or bring it back.',
  scope: 'chat:write',
  risk: 'write',
  input: z.strictObject({ conversation: Id, archived: z.boolean().default(true) }),
  async run({ conversation: id, archived }, { rows, tell }): Promise<{ conversation: Made }> {
    const conversation = await rows.one('conversations', id)
    await rows.change('conversations', id, { archived: archived ? 1 : 0 })
    await tell('chat.conversation', conversation, id)
    return { conversation: { id } }
  },
})

const remove = action({
  name: 'chat.remove',
  does: 'Delete a conversation and all its messages for good.',
  scope: 'chat:write',
  risk: 'irreversible',
  wakes: 'brain',
  input: z.strictObject({ conversation: Id }),
  async run({ conversation: id }, { rows, tell }): Promise<{ removed: string }> {
    const conversation = await rows.one('conversations', id)
    await tell('chat.conversation', conversation, id)
    await rows.remove('runs', 'conversation', id)
    await rows.remove('messages', 'conversation', id)
    await rows.remove('conversations', 'id', id)
    return { removed: id }
  },
})

/** A message with nothing said yet. */
const blank = (conversation: ConversationRow, id: string, seq: number, now: number) => ({
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
})

/** Queue the run that will write an answer. */
const queue = (
  { rows, now, newId, principal }: Parameters<typeof send.run>[1],
  { id, persona }: ConversationRow,
  message: string,
): Promise<void> =>
  rows.add('runs', {
    id: newId('run'),
    persona,
    app: principal.app ?? '',
    conversation: id,
    message,
    status: 'queued',
    attempt: 0,
    scope: [...principal.scopes].join(' '),
    created_at: now,
    updated_at: now,
  })

/** The first words of a message: a title until somebody gives a better one. */
const titleFrom = (text: string): string => {
  const line = text.trim().split('\n', 1)[0] ?? ''
  return line.length <= 60 ? line : `${line.slice(0, 59).replace(/\s+\S*$/, '')}…`
}

const actions = [
  start,
  list,
  history,
  resume,
  send,
  stop,
  regenerate,
  begin,
  answer,
  read,
  rename,
  archive,
  remove,
] as const

export const chat = {
  name: 'chat',
  panel: true,
  actions,
  events: { 'chat.message': loadMessages, 'chat.conversation': loadConversations },
} satisfies Family<typeof actions>
