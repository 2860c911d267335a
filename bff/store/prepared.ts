/** Queries of a fixed shape: built and compiled once for each engine, then only given new values. */
import type { Compilable, CompiledQuery } from 'kysely'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

/**
 * The short way to an engine that answers at once. Kysely's executor awaits a connection half a dozen times, though the
 * embedded engine has but one and it is always there; its adapter says here how to go straight to it.
 */
export const direct = new WeakMap<Db, (sql: string, values: readonly unknown[]) => unknown[]>()

const shapes = new WeakMap<Db, Map<string, CompiledQuery>>()

/**
 * Run the query that `build` describes. Building one costs more than running it, and the send path runs ten.
 * @param shape names everything but the values: same shape, same SQL
 * @param values in the order in which the SQL takes them
 */
export const prepared = async <T>(
  db: Db,
  shape: string,
  build: () => Compilable<T>,
  values: readonly unknown[],
): Promise<T[]> => {
  let known = shapes.get(db)
  if (!known) shapes.set(db, (known = new Map()))
  let compiled = known.get(shape)
  if (!compiled) {
    compiled = build().compile()
    if (compiled.parameters.length !== values.length || compiled.parameters.some((each, i) => each !== values[i]))
      throw new Error(`The values of ${shape} are not in the order of its SQL.`)
    known.set(shape, compiled)
  }
  const straight = direct.get(db)
  if (straight) return straight(compiled.sql, values) as T[]
  return (await db.executeQuery({ ...compiled, parameters: values })).rows as T[]
}

/** Insert rows of one table that have the same columns. */
export const insert = async (db: Db, table: keyof Tables, rows: readonly object[]): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {})
  await prepared(
    db,
    `insert ${table} ${rows.length} ${columns.join(' ')}`,
    () => db.insertInto(table).values(rows as never),
    rows.flatMap((row) => columns.map((column) => (row as Record<string, unknown>)[column])),
  )
}
