/** The records of chat: how rows become what crosses the wire, live and in a replay alike. */
import { z } from 'zod'
import type { Conversation, Message, ProblemCode } from '../../protocol.ts'
import type { Rows } from '../../store/rows.ts'
import type { ConversationRow, MessageRow } from '../../store/tables.ts'

export const Id = z.string().min(1).max(64)

/** Much of what happens has happened at the same moment. */
let latest = { ms: NaN, text: '' }
export const instant = (ms: number): string => {
  if (ms !== latest.ms) latest = { ms, text: new Date(ms).toISOString() }
  return latest.text
}

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
  const counts = await rows.unread(ids)
  return list.map((row) => ({
    id: row.id,
    persona: row.persona,
    title: row.title,
    at: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    archived: row.archived === 1,
    seq: row.seq,
    read: row.read_seq,
    unread: counts.get(row.id) ?? 0,
  }))
}

export const loadMessages = async (rows: Rows, ids: string[]): Promise<Map<string, Message>> => {
  const found = await rows.all('messages', ids)
  return new Map(found.map((row) => [row.id, asMessage(row)]))
}

export const loadConversations = async (rows: Rows, ids: string[]): Promise<Map<string, Conversation>> => {
  const found = await rows.all('conversations', ids)
  return new Map((await withCounts(rows, found)).map((conversation) => [conversation.id, conversation]))
}

/** The messages from this one on backwards, newest first, superseded ones too, a page at a time: those after a `seq`. */
export async function* pages(
  rows: Rows,
  from: string | null,
  { size = 100, after = 0 } = {},
): AsyncGenerator<MessageRow[]> {
  for (let next = from; next !== null;) {
    const page = await rows.back(next, size, after)
    if (page.length > 0) yield page
    next = page.at(-1)?.before ?? null
  }
}

/** What was said, from this message on backwards, newest first, at most `count`: without what was superseded. */
export const said = async (rows: Rows, from: string | null, count: number, after = 0): Promise<MessageRow[]> => {
  const found: MessageRow[] = []
  for await (const page of pages(rows, from, { size: count, after })) {
    found.push(...page.filter(({ superseded }) => superseded === 0))
    if (found.length >= count) break
  }
  return found.slice(0, count)
}
