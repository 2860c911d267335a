/** Queries of a fixed shape: built and compiled once for each engine, then only given new values. */
import type { Compilable } from 'kysely'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

/**
 * The short way to an engine that answers at once. Kysely's executor awaits a connection half a dozen times, though the
 * embedded engine has but one and it is always there; its adapter says here how to go straight to it.
 */
export const direct = new WeakMap<Db, (sql: string) => Ask>()

type Ask = (values: readonly unknown[]) => unknown[]

interface Shape {
  columns: readonly unknown[]
  ask: Ask | ((values: readonly unknown[]) => Promise<unknown[]>)
}

const shapes = new WeakMap<Db, Map<string, Map<string, Shape[]>>>()

/**
 * Run the query that `build` describes. Building one costs more than running it, and so does a name for each shape that
 * is put together anew each time.
 * @param what together with `table` and `columns` it says everything but the values: same words, same SQL
 * @param values in the order in which the SQL takes them
 */
export const prepared = <T>(
  db: Db,
  what: string,
  table: string,
  columns: readonly unknown[],
  build: () => Compilable<T>,
  values: readonly unknown[],
): T[] | Promise<T[]> => {
  let known = shapes.get(db)
  if (!known) shapes.set(db, (known = new Map()))
  let tables = known.get(what)
  if (!tables) known.set(what, (tables = new Map()))
  let alike = tables.get(table)
  if (!alike) tables.set(table, (alike = []))
  let shape = alike.find((each) => isSame(each.columns, columns))
  if (!shape) {
    const query = build().compile()
    if (query.parameters.length !== values.length || query.parameters.some((each, i) => each !== values[i]))
      throw new Error(`The values of ${what} ${table} are not in the order of its SQL.`)
    const ask =
      direct.get(db)?.(query.sql) ?? (async (given) => (await db.executeQuery({ ...query, parameters: given })).rows)
    alike.push((shape = { columns, ask }))
  }
  return shape.ask(values) as T[] | Promise<T[]>
}

const isSame = (some: readonly unknown[], others: readonly unknown[]): boolean => {
  if (some.length !== others.length) return false
  for (let i = 0; i < some.length; i++) if (some[i] !== others[i]) return false
  return true
}

/** Insert rows of one table that have the same columns. Awaited by the caller: an engine may answer at once. */
export const insert = (db: Db, table: keyof Tables, rows: readonly object[]): unknown => {
  const columns = Object.keys(rows[0] ?? {})
  const values: unknown[] = []
  for (const row of rows)
    // Mostly they have them in the same order too: then nothing is looked up by its name.
    if (isSame(Object.keys(row), columns)) values.push(...(Object.values(row) as unknown[]))
    else for (const column of columns) values.push((row as Record<string, unknown>)[column])
  const shape = [rows.length, ...columns]
  return prepared(db, 'insert', table, shape, () => db.insertInto(table).values(rows as never), values)
}
