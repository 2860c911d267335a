/** Whiteboards: what lies on them, what was done to them, and whom anything is shared with. */
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

  await owned('boards')
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('elements', 'integer', (c) => c.notNull())
    .addColumn('kept', 'integer', (c) => c.notNull())
    .addColumn('swept', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('boards_recent').on('boards').columns(['space', 'owner', 'updated_at']).execute()

  await owned('elements')
    .addColumn('board', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('z', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('words', 'text')
    .addColumn('starts', 'text')
    .addColumn('ends', 'text')
    .addColumn('removed_at', 'bigint')
    .addColumn('removed_by', 'text')
    .execute()
  await schema.createIndex('elements_board').on('elements').columns(['board', 'name']).unique().execute()
  for (const end of ['starts', 'ends'])
    await schema
      .createIndex(`elements_${end}`)
      .on('elements')
      .columns(['board', end])
      .where(sql.ref(end), 'is not', null)
      .execute()
  await schema
    .createIndex('elements_removed')
    .on('elements')
    .column('removed_at')
    .where(sql.ref('removed_at'), 'is not', null)
    .execute()

  await owned('edits')
    .addColumn('board', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('turn', 'text')
    .addColumn('outside', 'integer', (c) => c.notNull())
    .addColumn('operations', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('edits_board').on('edits').columns(['board', 'seq']).unique().execute()
  await schema.createIndex('edits_age').on('edits').column('created_at').execute()

  await owned('shares')
    .addColumn('thing', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('can', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('shares_thing').on('shares').columns(['thing', 'person']).unique().execute()
  await schema.createIndex('shares_person').on('shares').columns(['space', 'person']).execute()
}
