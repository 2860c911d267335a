/** A session keeps what it asked for, beside what it has; and the groups of its person. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema.alterTable('sessions').addColumn('asked_scope', 'text').execute()
  await schema.alterTable('sessions').addColumn('asked_personas', 'text').execute()
  await schema
    .alterTable('sessions')
    .addColumn('groups', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute()
  // What an older session asked for is not known: it goes on with what it has.
  await sql`update sessions set asked_scope = scope, asked_personas = personas`.execute(db)
}
