/** Agendas: entries, what was changed of them, what somebody was reminded of, and where they are. */
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

  await owned('agenda_entries')
    .addColumn('uid', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('first_at', 'bigint', (c) => c.notNull())
    .addColumn('last_at', 'bigint')
    .addColumn('remind_at', 'bigint')
    .addColumn('reminded_at', 'bigint')
    .addColumn('trust', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createIndex('agenda_entries_owner')
    .on('agenda_entries')
    .columns(['space', 'owner', 'first_at'])
    .execute()
  await schema.createIndex('agenda_entries_uid').on('agenda_entries').columns(['space', 'owner', 'uid']).execute()

  await owned('agenda_edits')
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('changes', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('agenda_edits_owner').on('agenda_edits').columns(['space', 'owner', 'number']).execute()

  await owned('agenda_reminders')
    .addColumn('entry', 'text', (c) => c.notNull())
    .addColumn('occurrence', 'text', (c) => c.notNull())
    .addColumn('minutes', 'integer', (c) => c.notNull())
    .addColumn('start_at', 'bigint', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('agenda_reminders_entry').on('agenda_reminders').columns(['entry', 'at']).execute()

  await owned('agenda_settings')
    .addColumn('zone', 'text', (c) => c.notNull())
    .addColumn('hours', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('agenda_settings_owner').on('agenda_settings').columns(['space', 'owner']).execute()
}
