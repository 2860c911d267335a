/** Runs become durable machines: a lease, what they did step by step, and what they ask a person for. */
import type { Kysely } from 'kysely'
import { openEffect } from '../tables.ts'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  for (const column of ['lease', 'lease_until', 'tainted', 'active_ms'])
    await schema
      .alterTable('runs')
      .addColumn(column, 'bigint', (c) => c.notNull().defaultTo(0))
      .execute()
  await schema
    .alterTable('runs')
    .addColumn('trigger', 'text', (c) => c.notNull().defaultTo('chat'))
    .execute()
  await schema.alterTable('runs').addColumn('prompt', 'text').execute()
  await schema
    .alterTable('messages')
    .addColumn('tainted', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()

  const owned = (table: string) =>
    schema
      .createTable(table)
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('space', 'text', (c) => c.notNull())
      .addColumn('owner', 'text', (c) => c.notNull())
      .addColumn('persona', 'text', (c) => c.notNull())

  await owned('steps')
    .addColumn('run', 'text', (c) => c.notNull())
    .addColumn('step', 'integer', (c) => c.notNull())
    .addColumn('call', 'integer')
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('steps_run').on('steps').columns(['run', 'step', 'call']).execute()

  await owned('approvals')
    .addColumn('run', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('conversation', 'text', (c) => c.notNull())
    .addColumn('message', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('does', 'text', (c) => c.notNull())
    .addColumn('risk', 'text', (c) => c.notNull())
    .addColumn('input', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('tainted', 'integer', (c) => c.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('reason', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('standing_until', 'bigint')
    .execute()
  await owned('effects')
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('intent', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('result', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('effects_open').on('effects').column('id').where(openEffect).execute()

  await schema.createIndex('approvals_key').on('approvals').columns(['run', 'key']).unique().execute()
  await schema.createIndex('approvals_owner').on('approvals').columns(['space', 'owner', 'status']).execute()
  await schema.createIndex('approvals_hash').on('approvals').columns(['hash', 'standing_until']).execute()
}
