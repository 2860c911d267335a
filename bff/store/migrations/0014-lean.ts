/** A send writes less: an answer is its own entry in the queue, and what has an order is a list, not an index. */
import { type Kysely, sql } from 'kysely'
import { type AskedWith, type Tables, unbegun } from '../tables.ts'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  for (const column of ['before', 'run', 'asked'])
    await schema.alterTable('messages').addColumn(column, 'text').execute()
  await schema
    .alterTable('conversations')
    .addColumn('seq', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await schema.alterTable('conversations').addColumn('head', 'bigint').execute()
  await schema.alterTable('conversations').addColumn('last', 'text').execute()

  await sql`update messages set before = (
    select id from messages as other where other.conversation = messages.conversation and other.seq < messages.seq
    order by other.seq desc limit 1)`.execute(db)
  await sql`update conversations set
    last = (select id from messages where messages.conversation = conversations.id order by seq desc limit 1),
    head = (select head from streams where streams.space = conversations.space and stream = conversations.id),
    seq = coalesce((select seq from streams where streams.space = conversations.space and stream = conversations.id), 0)
    `.execute(db)
  // Of conversations that are gone, too: their last entry in the journal says so.
  await sql`delete from streams where stream like 'cnv\\_%' escape '\\'`.execute(db)
  for (const index of ['messages_order', 'messages_came', 'conversations_recent'])
    await schema.dropIndex(index).ifExists().execute()
  await schema.createIndex('conversations_own').on('conversations').columns(['space', 'owner']).execute()
  await schema.createIndex('runs_conversation').on('runs').column('conversation').execute()

  await queueAnswers(db as Kysely<Pick<Tables, 'messages' | 'runs'>>)
  await schema.createIndex('messages_unbegun').on('messages').column('run').where(unbegun).execute()
}

/** What waited as a run, and was never begun, waits as its answer. */
const queueAnswers = async (db: Kysely<Pick<Tables, 'messages' | 'runs'>>): Promise<void> => {
  const queued = await db
    .selectFrom('runs')
    .selectAll()
    .where('status', '=', 'queued')
    .where('attempt', '=', 0)
    .where('trigger', '=', 'chat')
    .execute()
  for (const { id, message, app, scope, token } of queued) {
    const asked: AskedWith = { app, scope, token }
    await db
      .updateTable('messages')
      .set({ run: id, asked: JSON.stringify(asked) })
      .where('id', '=', message)
      .execute()
    await db.deleteFrom('runs').where('id', '=', id).execute()
  }
}
