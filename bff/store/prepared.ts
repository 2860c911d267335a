/** Queries of a fixed shape: built and compiled once for each engine, then only given new values. */
import type { Compilable, CompiledQuery } from 'kysely'
import type { Db } from './store.ts'
import type { Tables } from './tables.ts'

/**
 * The short way to an engine that answers at once. Kysely's executor awaits a connection half a dozen times, though the
 * embedded engine has but one and it is always there; its adapter says here how to go straight to it.
 */
export const direct = new WeakMap<Db, (sql: string, values: readonly unknown[]) => unknown[]>()

interface Shape {
  columns: readonly string[]
  query: CompiledQuery
}

const shapes = new WeakMap<Db, Map<string, Shape[]>>()

/**
 * Run the query that `build` describes. Building one costs more than running it, and so does a name for each shape that
 * is put together anew each time.
 * @param what together with `columns` it names everything but the values: same name, same SQL
 * @param values in the order in which the SQL takes them
 */
export const prepared = async <T>(
  db: Db,
  what: string,
  columns: readonly string[],
  build: () => Compilable<T>,
  values: readonly unknown[],
): Promise<T[]> => {
  let known = shapes.get(db)
  if (!known) shapes.set(db, (known = new Map()))
  let alike = known.get(what)
  if (!alike) known.set(what, (alike = []))
  let shape = alike.find((each) => isSame(each.columns, columns))
  if (!shape) {
    const query = build().compile()
    if (query.parameters.length !== values.length || query.parameters.some((each, i) => each !== values[i]))
      throw new Error(`The values of ${what} are not in the order of its SQL.`)
    alike.push((shape = { columns, query }))
  }
  const straight = direct.get(db)
  if (straight) return straight(shape.query.sql, values) as T[]
  return (await db.executeQuery({ ...shape.query, parameters: values })).rows as T[]
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((each, i) => each === others[i])

/** Insert rows of one table that have the same columns. */
export const insert = async (db: Db, table: keyof Tables, rows: readonly object[]): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {})
  const values: unknown[] = []
  for (const row of rows) for (const column of columns) values.push((row as Record<string, unknown>)[column])
  await prepared(db, `${rows.length} in ${table}`, columns, () => db.insertInto(table).values(rows as never), values)
}
