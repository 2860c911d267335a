/** The journal: append-only rows of who did what, sealed into one chain of hashes for each space. */
import { hash } from 'node:crypto'
import type { Insertable, Selectable } from 'kysely'
import { newUlid } from '../id.ts'
import { insert, prepared } from './prepared.ts'
import type { Db, Store } from './store.ts'
import type { JournalRow } from './tables.ts'

export type Entry = Omit<Insertable<JournalRow>, 'n' | 'salt' | 'digest'>

/**
 * Append the rows of one act, in order, within the caller's transaction.
 * @param payload what was asked. Only its salted digest is kept.
 * @returns their numbers
 */
export const append = async (db: Db, payload: unknown, entries: readonly Entry[]): Promise<number[]> => {
  const [first] = entries
  if (!first) return []
  const numbers: number[] = []
  const salt = newUlid(first.at)
  const digest = digestOf(payload, salt)
  for (const entry of entries) {
    const row = { ...entry, salt, digest }
    const [kept] = await prepared(
      db,
      'append',
      'journal',
      Object.keys(row),
      () => db.insertInto('journal').values(row).returning('n'),
      Object.values(row),
    )
    numbers.push(kept?.n ?? 0)
  }
  return numbers
}

/** SHA-256 of the salt and the text of a value, base64url. */
export const digestOf = (value: unknown, salt: string): string =>
  hash('sha256', salt + (JSON.stringify(value) ?? 'null'), 'base64url')

/**
 * Seal what was appended since: for each space one link, whose hash covers the link before it and every row between.
 * Writers never wait for it; what it has not reached yet is the unsealed tail.
 * @returns how many rows it sealed
 */
export const seal = async (store: Store, limit = 2000): Promise<number> => {
  const reached = await sealedUpTo(store.read)
  if (!(await store.read.selectFrom('journal').select('n').where('n', '>', reached).limit(1).executeTakeFirst()))
    return 0
  return await store.write(async (db) => {
    const after = await sealedUpTo(db)
    const rows = await db.selectFrom('journal').selectAll().where('n', '>', after).orderBy('n').limit(limit).execute()
    for (const [space, own] of Map.groupBy(rows, (row) => row.space)) {
      const before = await lastLink(db, space)
      await insert(db, 'seals', [{ space, upto: (own.at(-1) as Row).n, hash: link(before?.hash ?? '', own) }])
    }
    return rows.length
  })
}

type Row = Selectable<JournalRow>

const link = (before: string, rows: readonly Row[]): string =>
  hash('sha256', before + rows.map((row) => JSON.stringify(row)).join('\n'), 'base64url')

const sealedUpTo = async (db: Db): Promise<number> => {
  const last = await db.selectFrom('seals').select('upto').orderBy('upto', 'desc').limit(1).executeTakeFirst()
  return last?.upto ?? 0
}

const lastLink = (db: Db, space: string) =>
  db.selectFrom('seals').selectAll().where('space', '=', space).orderBy('upto', 'desc').limit(1).executeTakeFirst()

/** What became of a space's journal: how many rows are sealed, how many wait, and the first link that does not fit. */
export interface Chain {
  sealed: number
  unsealed: number
  broken: number | null
}

/** Walk the chains of all spaces, in one go over the journal. */
export const verify = async (db: Db): Promise<Map<string, Chain>> => {
  const spaces = new Map<string, Chain & { hash: string; waiting: Row[] }>()
  const of = (space: string) => {
    let chain = spaces.get(space)
    if (!chain) spaces.set(space, (chain = { sealed: 0, unsealed: 0, broken: null, hash: '', waiting: [] }))
    return chain
  }
  for (let after = 0, size = 1000; ;) {
    const rows = await db.selectFrom('journal').selectAll().where('n', '>', after).orderBy('n').limit(size).execute()
    const end = rows.length < size ? Number.MAX_SAFE_INTEGER : (rows.at(-1) as Row).n
    const links = db.selectFrom('seals').selectAll().where('upto', '>', after).where('upto', '<=', end)
    let next = 0
    const take = (upto: number): void => {
      for (let row; (row = rows[next]) && row.n <= upto; next++) of(row.space).waiting.push(row)
    }
    for (const { space, upto, hash } of await links.orderBy('upto').execute()) {
      take(upto)
      const chain = of(space)
      if (link(chain.hash, chain.waiting) !== hash) chain.broken ??= upto
      chain.sealed += chain.waiting.length
      Object.assign(chain, { hash, waiting: [] })
    }
    take(end)
    if (rows.length < size) break
    after = end
  }
  return new Map(
    [...spaces].map(([space, { sealed, broken, waiting }]) => [space, { sealed, unsealed: waiting.length, broken }]),
  )
}
