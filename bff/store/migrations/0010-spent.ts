/** What models take is counted, and long conversations have a summary. */
import type { Kysely } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .alterTable('runs')
    .addColumn('tokens', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute()

  let spent = schema
    .createTable('spent')
    .addColumn('space', 'text', (c) => c.notNull())
    .addColumn('persona', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
  for (const column of ['input', 'output', 'estimated', 'reserved', 'attempts'])
    spent = spent.addColumn(column, 'bigint', (c) => c.notNull().defaultTo(0))
  await spent.addPrimaryKeyConstraint('spent_day', ['space', 'persona', 'day']).execute()

  await schema
    .createTable('reservations')
    .addColumn('run', 'text', (c) => c.primaryKey())
    .addColumn('space', 'text', (c) => c.notNull())
    .addColumn('persona', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('tokens', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('summaries')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('space', 'text', (c) => c.notNull())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('persona', 'text', (c) => c.notNull())
    .addColumn('conversation', 'text', (c) => c.notNull())
    .addColumn('upto', 'bigint', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('tainted', 'integer', (c) => c.notNull())
    .addColumn('before_tokens', 'bigint', (c) => c.notNull())
    .addColumn('after_tokens', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('summaries_conversation').on('summaries').column('conversation').execute()
}
