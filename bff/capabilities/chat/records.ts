/** The records of chat: how rows become what crosses the wire, live and in a replay alike. */
import { z } from 'zod'
import type { Conversation, Message, ProblemCode } from '../../protocol.ts'
import type { Rows } from '../../store/rows.ts'
import type { ConversationRow, MessageRow } from '../../store/tables.ts'

export const Id = z.string().min(1).max(64)

export const instant = (ms: number): string => new Date(ms).toISOString()

export const asMessage = (row: MessageRow): Message => ({
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

/** Conversations with their last `seq`, and how many answers are unread: at rest, and not stopped by the reader. */
export const withCounts = async (rows: Rows, list: ConversationRow[]): Promise<Conversation[]> => {
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
        .where('messages.status', 'not in', ['streaming', 'stopped'])
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

export const oneConversation = async (rows: Rows, id: string): Promise<Conversation> => {
  const [found] = await withCounts(rows, [await rows.one('conversations', id)])
  return found as Conversation
}

export const loadMessages = async (rows: Rows, ids: string[]): Promise<Map<string, Message>> => {
  const found = await rows.all('messages', ids)
  return new Map(found.map((row) => [row.id, asMessage(row)]))
}

export const loadConversations = async (rows: Rows, ids: string[]): Promise<Map<string, Conversation>> => {
  const found = await rows.all('conversations', ids)
  return new Map((await withCounts(rows, found)).map((conversation) => [conversation.id, conversation]))
}
