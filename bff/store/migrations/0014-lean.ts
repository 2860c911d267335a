/**
 * A send writes less: an answer is its own entry in the queue, what has an order is a list and not an index, and wide rows
 * lie in the order in which they came.
 */
import { type Kysely, sql } from 'kysely'
import { type AskedWith, type Tables, unbegun } from '../tables.ts'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .alterTable('conversations')
    .addColumn('seq', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await schema.alterTable('conversations').addColumn('head', 'bigint').execute()
  await schema.alterTable('conversations').addColumn('last', 'text').execute()
  await sql`update conversations set
    last = (select id from messages where messages.conversation = conversations.id order by seq desc limit 1),
    head = (select head from streams where streams.space = conversations.space and stream = conversations.id),
    seq = coalesce((select seq from streams where streams.space = conversations.space and stream = conversations.id), 0)
    `.execute(db)
  // Of conversations that are gone, too: their last entry in the journal says so.
  await sql`delete from streams where stream like 'cnv\\_%' escape '\\'`.execute(db)

  await relayMessages(db)
  await relayAnswered(db)
  for (const index of ['conversations_recent', 'journal_space']) await schema.dropIndex(index).execute()
  await schema.createIndex('conversations_own').on('conversations').columns(['space', 'owner']).execute()
  await schema.createIndex('runs_conversation').on('runs').column('conversation').execute()

  await queueAnswers(db as Kysely<Pick<Tables, 'messages' | 'runs'>>)
  await schema.createIndex('messages_unbegun').on('messages').column('run').where(unbegun).execute()
}

/** Each message names the one before it. */
const relayMessages = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema.alterTable('messages').renameTo('messages_before').execute()
  await schema
    .createTable('messages')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('space', 'text', (c) => c.notNull())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('persona', 'text', (c) => c.notNull())
    .addColumn('conversation', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('answers', 'text')
    .addColumn('superseded', 'integer', (c) => c.notNull())
    .addColumn('problem_code', 'text')
    .addColumn('problem_detail', 'text')
    .addColumn('tainted', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('before', 'text')
    .addColumn('run', 'text')
    .addColumn('asked', 'text')
    .execute()
  const columns = sql.raw(
    `id, space, owner, persona, conversation, seq, role, status, text, created_at, answers, superseded, problem_code,
    problem_detail, tainted`,
  )
  await sql`insert into messages (${columns}, before)
    select ${columns}, lag(id) over (partition by conversation order by seq) from messages_before order by id`.execute(
    db,
  )
  await schema.dropTable('messages_before').execute()
}

const relayAnswered = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema.alterTable('answered').renameTo('answered_before').execute()
  await schema
    .createTable('answered')
    .addColumn('space', 'text', (c) => c.notNull())
    .addColumn('sub', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('answer', 'text', (c) => c.notNull())
    .addColumn('expires', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('answered_call', ['space', 'key', 'sub'])
    .execute()
  const columns = sql.raw('space, sub, key, action, digest, answer, expires')
  await sql`insert into answered (${columns}) select ${columns} from answered_before order by expires`.execute(db)
  await schema.dropTable('answered_before').execute()
  await schema.createIndex('answered_expires').on('answered').column('expires').execute()
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
