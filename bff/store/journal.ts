/** The journal: append-only rows of who did what, sealed into one chain of hashes for each space. */
import { createHash, randomBytes } from 'node:crypto'
import type { Insertable, Selectable } from 'kysely'
import type { Db, Store } from './store.ts'
import type { JournalRow } from './tables.ts'

export type Entry = Omit<Insertable<JournalRow>, 'n' | 'salt' | 'digest' | 'hash'> & {
  /** What was asked. Only its salted digest is kept. */
  payload: unknown
}

/** Take the next `count` numbers of a stream. @returns the first of them */
export const nextSeq = async (db: Db, space: string, stream: string, count = 1): Promise<number> => {
  const { seq } = await db
    .insertInto('streams')
    .values({ space, stream, seq: count })
    .onConflict((conflict) =>
      conflict.columns(['space', 'stream']).doUpdateSet((eb) => ({ seq: eb('streams.seq', '+', count) })),
    )
    .returning('seq')
    .executeTakeFirstOrThrow()
  return seq - count + 1
}

/** Append rows, in order, within the caller's transaction. */
export const append = async (db: Db, entries: readonly Entry[]): Promise<void> => {
  const [first] = entries
  if (!first) return
  // One act has one payload, whatever the number of its events.
  const salt = randomBytes(12).toString('base64url')
  const digest = digestOf(first.payload, salt)
  const values = entries.map(({ payload: _, ...entry }) => ({ ...entry, salt, digest, hash: null }))
  await db.insertInto('journal').values(values).execute()
}

/** SHA-256 of the salt and the canonical text of a value, base64url. */
export const digestOf = (value: unknown, salt = ''): string =>
  createHash('sha256')
    .update(salt)
    .update(JSON.stringify(value) ?? 'null')
    .digest('base64url')

const hashOf = (before: string, row: Selectable<JournalRow>): string => {
  const { hash: _, ...kept } = row
  return createHash('sha256').update(before).update(JSON.stringify(kept)).digest('base64url')
}

/** Seal what is not sealed yet: each row's hash covers the row and the hash before it in its space. */
export const seal = async (store: Store, limit = 2000): Promise<number> => {
  const open = await store.read.selectFrom('journal').select('n').where('hash', 'is', null).limit(1).executeTakeFirst()
  if (!open) return 0
  return await store.write(async (db) => {
    const rows = await db
      .selectFrom('journal')
      .selectAll()
      .where('hash', 'is', null)
      .orderBy('n')
      .limit(limit)
      .execute()
    const heads = new Map<string, string>()
    for (const row of rows) {
      const before = heads.get(row.space) ?? (await headOf(db, row.space))
      const hash = hashOf(before, row)
      heads.set(row.space, hash)
      await db.updateTable('journal').set({ hash }).where('n', '=', row.n).execute()
    }
    return rows.length
  })
}

const headOf = async (db: Db, space: string): Promise<string> => {
  const last = await db
    .selectFrom('journal')
    .select('hash')
    .where('space', '=', space)
    .where('hash', 'is not', null)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.hash ?? ''
}

/** Walk the chain of a space. @returns how many rows it holds, the first that does not fit, and how many wait to be sealed */
export const verify = async (
  db: Db,
  space: string,
): Promise<{ sealed: number; unsealed: number; broken: number | null }> => {
  let before = ''
  let [sealed, unsealed, after] = [0, 0, 0]
  for (;;) {
    const rows = await db
      .selectFrom('journal')
      .selectAll()
      .where('space', '=', space)
      .where('n', '>', after)
      .orderBy('n')
      .limit(1000)
      .execute()
    for (const row of rows) {
      after = row.n
      if (row.hash === null) unsealed++
      else if (unsealed > 0 || hashOf(before, row) !== row.hash) return { sealed, unsealed, broken: row.n }
      else {
        before = row.hash
        sealed++
      }
    }
    if (rows.length < 1000) return { sealed, unsealed, broken: null }
  }
}
