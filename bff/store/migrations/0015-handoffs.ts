/** A conversation is handed to the operators' team, once at a time, until it is closed. */
import type { Kysely } from 'kysely'
import { openHandoff } from '../tables.ts'

export const up = async ({ schema }: Kysely<unknown>): Promise<void> => {
  await schema
    .createTable('handoffs')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('space', 'text', (c) => c.notNull())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('persona', 'text', (c) => c.notNull())
    .addColumn('conversation', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('app', 'text', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('token', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('handoffs_conversation').on('handoffs').columns(['conversation', 'id']).execute()
  await schema.createIndex('handoffs_open').on('handoffs').column('conversation').unique().where(openHandoff).execute()
}
