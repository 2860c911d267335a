/** The first tables: chat, runs, the journal, space revisions, and what belongs to the deployment. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  const owned = (table: string) =>
    schema
      .createTable(table)
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('space', 'text', (c) => c.notNull())
      .addColumn('owner', 'text', (c) => c.notNull())
      .addColumn('persona', 'text', (c) => c.notNull())

  await owned('conversations')
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('archived', 'integer', (c) => c.notNull())
    .addColumn('read_seq', 'integer', (c) => c.notNull())
    .execute()
  await schema
    .createIndex('conversations_recent')
    .on('conversations')
    .columns(['space', 'owner', 'archived', 'updated_at'])
    .execute()

  await owned('messages')
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
    .execute()
  await schema.createIndex('messages_order').on('messages').columns(['conversation', 'seq']).unique().execute()

  await owned('runs')
    .addColumn('app', 'text', (c) => c.notNull())
    .addColumn('conversation', 'text', (c) => c.notNull())
    .addColumn('message', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('attempt', 'integer', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('runs_conversation').on('runs').columns(['conversation', 'status']).execute()
  // Partial, so that the brain's question "what is there to do" costs the same after a million answers.
  await schema
    .createIndex('runs_open')
    .on('runs')
    .columns(['id', 'status'])
    .where(sql.ref('status'), 'in', [sql.lit('queued'), sql.lit('running'), sql.lit('stopping')])
    .execute()

  await schema
    .createTable('streams')
    .addColumn('space', 'text', (c) => c.notNull())
    .addColumn('stream', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('streams_key', ['space', 'stream'])
    .execute()

  // The one place where the engines' own words differ: an ever-growing number.
  const serial = isPostgres(db) ? sql`bigserial` : 'integer'
  await schema
    .createTable('journal')
    .addColumn('n', serial, (c) => c.primaryKey())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('space', 'text', (c) => c.notNull())
    .addColumn('act', 'text', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('app', 'text')
    .addColumn('jti', 'text')
    .addColumn('door', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('event', 'text')
    .addColumn('stream', 'text')
    .addColumn('seq', 'integer')
    .addColumn('subject', 'text')
    .addColumn('owner', 'text')
    .addColumn('revision', 'integer')
    .addColumn('salt', 'text', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('request_id', 'text')
    .addColumn('hash', 'text')
    .execute()
  await schema
    .createIndex('journal_stream')
    .on('journal')
    .columns(['space', 'stream', 'seq'])
    .unique()
    .where(sql.ref('stream'), 'is not', null)
    .execute()
  await schema.createIndex('journal_unsealed').on('journal').column('n').where(sql.ref('hash'), 'is', null).execute()
  await schema.createIndex('journal_space').on('journal').columns(['space', 'n']).execute()

  await schema
    .createTable('answered')
    .addColumn('space', 'text', (c) => c.notNull())
    .addColumn('sub', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('answer', 'text', (c) => c.notNull())
    .addColumn('expires', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('answered_key', ['space', 'sub', 'key'])
    .execute()
  await schema.createIndex('answered_expires').on('answered').column('expires').execute()

  await schema
    .createTable('space_revisions')
    .addColumn('space', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('image', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('space_revisions_key', ['space', 'revision'])
    .execute()

  await schema
    .createTable('signing_keys')
    .addColumn('kid', 'text', (c) => c.primaryKey())
    .addColumn('jwk', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createTable('sessions')
    .addColumn('sid', 'text', (c) => c.primaryKey())
    .addColumn('space', 'text', (c) => c.notNull())
    .addColumn('app', 'text', (c) => c.notNull())
    .addColumn('sub', 'text', (c) => c.notNull())
    .addColumn('jkt', 'text', (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('personas', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createTable('refresh_tokens')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('sid', 'text', (c) => c.notNull())
    .addColumn('jkt', 'text', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('expires', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('refresh_tokens_sid').on('refresh_tokens').column('sid').execute()
  await schema
    .createTable('revoked')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('expires', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('revoked_key', ['kind', 'value'])
    .execute()
  await schema
    .createTable('used')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('expires', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createTable('settings')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute()
}

const isPostgres = (db: Kysely<unknown>): boolean => db.getExecutor().adapter.constructor.name === 'PostgresAdapter'
