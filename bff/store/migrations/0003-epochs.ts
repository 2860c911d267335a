/** Revocation by epochs; and a run says which token asked for it. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .createTable('epochs')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('epoch', 'integer', (c) => c.notNull())
    .addColumn('expires', 'bigint')
    .addPrimaryKeyConstraint('epochs_key', ['kind', 'value'])
    .execute()
  await schema.createIndex('epochs_order').on('epochs').column('epoch').execute()
  await sql`insert into epochs (kind, value, epoch, expires)
    select kind, value, row_number() over (order by kind, value), expires from revoked`.execute(db)
  await schema.dropTable('revoked').execute()
  await schema
    .alterTable('sessions')
    .addColumn('epoch', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await schema.alterTable('runs').addColumn('token', 'text').execute()
}
