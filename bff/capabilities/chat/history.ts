/** History: the messages of a conversation, by page and from the last number one has. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import type { Conversation, EventName, Events, Message, Published } from '../../protocol.ts'
import { loadApprovals } from '../approvals/records.ts'
import { asMessage, Id, instant, loadConversations, loadMessages, said, withCounts } from './records.ts'

/** A client that missed more events than this reads the history again instead. */
const FAR = 2000

/** How the records of each event are read, live and in a replay alike. */
export const loaders = {
  'chat.message': loadMessages,
  'chat.conversation': loadConversations,
  'chat.approval': loadApprovals,
}

export const history = action({
  name: 'chat.history',
  words: 'labelled',
  does: 'Read the messages of a conversation, the latest page first.',
  scope: 'chat:read',
  risk: 'read',
  input: z.strictObject({
    conversation: Id,
    before: Id.optional().describe('`before` of the page after this one'),
    limit: z.int().min(1).max(100).default(50),
  }),
  async run(
    { conversation: id, before, limit },
    { rows, taint },
  ): Promise<{
    conversation: Conversation
    messages: Message[]
    /** Pass it as `before` for the page before this one; `null` at the beginning. */
    before: string | null
  }> {
    const row = await rows.one('conversations', id)
    const [conversation] = (await withCounts(rows, [row])) as [Conversation]
    const page = (await said(rows, before ?? row.last, limit + 1)).filter((each) => each.conversation === id)
    const messages = page.slice(0, limit).toReversed().map(asMessage)
    if (page.some(({ tainted }) => tainted === 1)) taint()
    return { conversation, messages, before: page[limit]?.id ?? null }
  },
})

export const resume = action({
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
    const conversation = await rows.one('conversations', id)
    const { seq } = conversation
    if (after > seq || seq - after > FAR) return { events: [], seq, more: false, resync: true }
    const page = 200
    const happened = await rows.happened(conversation, after, page + 1)
    const shown = happened.slice(0, page)
    const records = new Map<string, Events[EventName]>()
    for (const [event, load] of Object.entries(loaders)) {
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
