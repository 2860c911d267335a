/** When each signing key begins to sign, the shared secrets of identity keys, and when a credential was last used. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .alterTable('signing_keys')
    .addColumn('begins', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute()
  await sql`update signing_keys set begins = created_at`.execute(db)
  await schema
    .createTable('identity_secrets')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('secret', 'text', (c) => c.notNull())
    .execute()
  await schema
    .createTable('credential_uses')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
}
