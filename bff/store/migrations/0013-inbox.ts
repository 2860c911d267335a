/** The inbox: notices of what happened, and how each person wants to be told. */
import type { Kysely } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  const owned = (table: string) =>
    schema
      .createTable(table)
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('space', 'text', (c) => c.notNull())
      .addColumn('owner', 'text', (c) => c.notNull())
      .addColumn('persona', 'text', (c) => c.notNull())

  await owned('notices')
    .addColumn('category', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('urgency', 'text', (c) => c.notNull())
    .addColumn('link_kind', 'text')
    .addColumn('link_id', 'text')
    .addColumn('conversation', 'text')
    .addColumn('dedupe', 'text')
    .addColumn('collapse', 'text')
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('trust', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('arrived_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_at', 'bigint')
    .addColumn('read_at', 'bigint')
    .addColumn('archived_at', 'bigint')
    .addColumn('snoozed_until', 'bigint')
    .addColumn('held_until', 'bigint')
    .execute()
  await schema.createIndex('notices_owner').on('notices').columns(['space', 'owner', 'persona', 'arrived_at']).execute()
  await schema.createIndex('notices_dedupe').on('notices').columns(['owner', 'dedupe']).execute()
  await schema.createIndex('notices_collapse').on('notices').columns(['owner', 'collapse']).execute()
  await schema.createIndex('notices_conversation').on('notices').column('conversation').execute()

  await owned('inboxes')
    .addColumn('off', 'text', (c) => c.notNull())
    .addColumn('quiet_from', 'text')
    .addColumn('quiet_to', 'text')
    .addColumn('zone', 'text')
    .addColumn('swept_at', 'bigint')
    .execute()
}
