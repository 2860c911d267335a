/**
 * Lists: what has an order names the one before it, and its owner the last one. So it is with the messages of a
 * conversation, and with the journal's rows of a stream. An index by conversation would cost every act a page of its own,
 * which is most of what a commit writes; this costs it one value. A list is read from its end, or from any known place.
 */
import { sql } from 'kysely'
import type { Db } from './store.ts'

/** A subquery: the ids of a conversation's messages from this one on backwards, at most `count`, those after `floor`. */
export const back = (db: Db, from: string, count: number, floor: number) =>
  db
    .withRecursive('list', (list) =>
      list
        .selectFrom('messages')
        .select(['id', 'before', sql.lit(1).as('place')])
        .where('id', '=', from)
        .where('seq', '>', floor)
        .unionAll(
          list
            .selectFrom('list')
            .innerJoin('messages', 'messages.id', 'list.before')
            .select(['messages.id', 'messages.before', sql<number>`list.place + 1`.as('place')])
            .where('list.place', '<', count)
            .where('messages.seq', '>', floor),
        ),
    )
    .selectFrom('list')
    .select('list.id')

/** A subquery: the ids of all messages of these conversations, or of those after what the person has read. */
export const messagesOf = (db: Db, conversations: readonly string[], from: 'begin' | 'read' = 'begin') => {
  const floor = from === 'read' ? sql.ref<number>('conversations.read_seq') : sql.lit(0)
  return db
    .withRecursive('list', (list) =>
      list
        .selectFrom('conversations')
        .innerJoin('messages', 'messages.id', 'conversations.last')
        .select(['messages.id', 'messages.before', floor.as('floor')])
        .where('conversations.id', 'in', conversations)
        .where('messages.seq', '>', floor)
        .unionAll(
          list
            .selectFrom('list')
            .innerJoin('messages', 'messages.id', 'list.before')
            .select(['messages.id', 'messages.before', 'list.floor'])
            .whereRef('messages.seq', '>', 'list.floor'),
        ),
    )
    .selectFrom('list')
    .select('list.id')
}

/** The journal's rows of a stream after `seq`, oldest first, at most `limit`. It walks over every row after `seq`. */
export const rowsAfter = (db: Db, head: number | null, after: number, limit: number) =>
  db
    .withRecursive('list', (list) =>
      list
        .selectFrom('journal')
        .select(['seq', 'events', 'at', 'before'])
        .where('n', '=', head)
        .where('seq', '>', after)
        .unionAll(
          list
            .selectFrom('list')
            .innerJoin('journal', 'journal.n', 'list.before')
            .select(['journal.seq', 'journal.events', 'journal.at', 'journal.before'])
            .where('journal.seq', '>', after),
        ),
    )
    .selectFrom('list')
    .select(['seq', 'events', 'at'])
    .orderBy('seq')
    .limit(limit)
    .execute()
