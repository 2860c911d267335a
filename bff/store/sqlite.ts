/** The embedded runtime store: node:sqlite, one connection that writes and one that reads. */
import { closeSync, fdatasync, openSync, statSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { promisify } from 'node:util'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { Problem } from '../problem.ts'
import { checkpoints } from './checkpoints.ts'
import { migrations } from './migrations/index.ts'
import { direct } from './prepared.ts'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'
import { makeWriter } from './writer.ts'

/**
 * Open (and bring up to date) the store in `file`, with a write-ahead log (https://sqlite.org/wal.html).
 * What synchronous=FULL does at each commit is done by `flush`, off the main thread: an act resolves when the log is on
 * the disk, and the loop does not stand still meanwhile. `secure_delete` overwrites what is removed.
 * @param onCommit told how many acts shared each commit
 * @param flush puts a file on the disk, by its descriptor (fdatasync, as SQLite does it)
 */
export const openSqlite = async (
  file: string,
  onCommit: (acts: number) => void = () => {},
  flush: (descriptor: number) => Promise<void> = promisify(fdatasync),
): Promise<Store> => {
  refuseCutOff(file)
  const writer = new DatabaseSync(file)
  // Patience first: after a crash, whoever opens the log at the same moment may be the one that recovers it.
  writer.exec(`PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;
    PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=16000; PRAGMA temp_store=MEMORY`)
  refuseMiscounted(writer, file)
  const folding = checkpoints(file)
  let changes = 0
  const db = kysely(writer, (rows) => {
    changes += rows
    folding.changed(rows)
  })
  // All of it or none: a process that is killed in its first second leaves nothing half made.
  writer.exec('BEGIN IMMEDIATE')
  try {
    await migrate(db)
    writer.exec('COMMIT; PRAGMA synchronous=NORMAL')
  } catch (thrown) {
    writer.exec('ROLLBACK')
    throw thrown
  }
  const reader = new DatabaseSync(file, { readOnly: true })
  reader.exec('PRAGMA busy_timeout=5000; PRAGMA cache_size=-8000')
  const read = kysely(reader)

  // Whoever flushes it, through any handle, flushes it whole.
  const log = openSync(`${file}-wal`, 'r+')
  const told = (acts: number): void => {
    onCommit(acts)
    folding.committed()
  }
  const { write, between, durable, idle } = makeWriter(
    writer,
    db,
    () => changes,
    () => flush(log),
    told,
  )
  let again: NodeJS.Timeout | undefined

  const checkpoint = () => between(fold)
  const fold = (): void => {
    clearTimeout(again)
    const [result] = writer.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all()
    // Somebody reads an older moment of it, as a backup does: it is tried again until they are done.
    if (result?.['busy'] === 1) again = setTimeout(() => void checkpoint(), 1000)
  }

  return {
    read,
    write: (act, committed) => write(act, committed).catch(translate),
    durable,
    checkpoint,
    scrub: () =>
      between(() => {
        // `secure_delete` overwrites what is removed, but not the copies that stay behind where rows moved to other pages.
        writer.exec('PRAGMA temp_store=FILE; VACUUM; PRAGMA temp_store=MEMORY')
        fold()
      }).catch(translate),
    async close() {
      await idle()
      await folding.end()
      clearTimeout(again)
      reader.close()
      writer.close()
      closeSync(log)
    },
  }
}

/**
 * SQLite notices a file that misses pages; one that misses a part of its last page it fills up with zeros, and goes on.
 * With a log beside it that is a checkpoint which was cut off: the log holds that page.
 */
const refuseCutOff = (file: string): void => {
  const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  // 4096 bytes are a page of ours.
  if (sizeOf(file) % 4096 !== 0 && sizeOf(`${file}-wal`) === 0)
    throw Object.assign(new Error('the end of the file is missing'), { code: 'ERR_SQLITE_ERROR' })
}

/**
 * SQLite believes its header that there are fewer pages than the file has, and misses the rest when it comes to them.
 * With a log beside it the file may be behind.
 */
const refuseMiscounted = (db: DatabaseSync, file: string): void => {
  const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const valueOf = (pragma: string): number => Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0])
  if (sizeOf(`${file}-wal`) > 0 || valueOf('page_count') * valueOf('page_size') >= sizeOf(file)) return
  db.close()
  throw Object.assign(new Error('the header misses pages of the file'), { code: 'ERR_SQLITE_ERROR' })
}

export interface Snapshot {
  readonly db: Db
  /** What SQLite itself finds wrong with the file; empty when it is whole. */
  damage(): string[]
  close(): void
}

/**
 * One moment of the store in `file`, beside whoever writes to it. Nothing is changed, not even brought up to date.
 * It pins the write-ahead log, so it is not for keeping.
 */
export const openSnapshot = (file: string): Snapshot => {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    database.exec('PRAGMA busy_timeout=5000; BEGIN')
    return {
      db: kysely(database),
      damage: () =>
        database
          .prepare('PRAGMA integrity_check')
          .all()
          .map((row) => String(row['integrity_check']))
          .filter((line) => line !== 'ok'),
      close: () => database.close(),
    }
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

/**
 * Kysely over a DatabaseSync: its SQLite dialect wants a better-sqlite3 shaped object, and this is one.
 * @param onChange told how many rows were just changed
 */
export const kysely = (database: DatabaseSync, onChange: (rows: number) => void = () => {}): Db => {
  const prepared = new Map<string, ReturnType<typeof compile>>()
  const prepare = (sql: string) => {
    let statement = prepared.get(sql)
    if (!statement) {
      statement = compile(sql)
      if (prepared.size < 1000) prepared.set(sql, statement)
    }
    return statement
  }
  const compile = (sql: string) => {
    const statement = database.prepare(sql)
    const changing = isChange(sql)
    return {
      reader: statement.columns().length > 0,
      all: (params: readonly unknown[]) => {
        const rows = statement.all(...(params as SQLInputValue[]))
        if (changing) onChange(rows.length)
        return rows
      },
      run: (params: readonly unknown[]) => {
        const { changes, lastInsertRowid } = statement.run(...(params as SQLInputValue[]))
        onChange(Number(changes))
        return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) }
      },
      iterate: (params: readonly unknown[]) => statement.iterate(...(params as SQLInputValue[])),
    }
  }
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: { prepare, close: () => {} } as never }),
  })
  direct.set(db, (sql) => {
    const numbered = sql.endsWith(NUMBERED)
    const statement = database.prepare(numbered ? sql.slice(0, -NUMBERED.length) : sql)
    const changing = isChange(sql)
    const columns = statement.columns().map(({ name }) => name)
    if (columns.length > 0) {
      // Objects are cheaper to make here than beyond the language's border, where each name of each row is looked up.
      statement.setReturnArrays(true)
      return (values) => {
        const rows = statement.all(...(values as SQLInputValue[])) as unknown as unknown[][]
        if (changing) onChange(rows.length)
        return rows.map((row) => named(columns, row))
      }
    }
    return (values) => {
      const { changes, lastInsertRowid } = statement.run(...(values as SQLInputValue[]))
      onChange(Number(changes))
      return numbered ? [{ n: Number(lastInsertRowid) }] : []
    }
  })
  return db
}

/** The number of a new row SQLite knows anyway; when it is asked to return it, it first makes a table for what it returns. */
const NUMBERED = ' returning "n"'

const named = (columns: readonly string[], row: readonly unknown[]): object => {
  const object: Record<string, unknown> = {}
  for (let i = 0; i < columns.length; i++) object[columns[i] as string] = row[i]
  return object
}

const isChange = (sql: string): boolean => !/^\s*select\b/i.test(sql)

const migrate = async (db: Db): Promise<void> => {
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest()
  if (error) throw error
}

/** SQLITE_FULL and SQLITE_IOERR mean that nothing was kept; the caller may try again when there is room. */
const translate = (thrown: unknown): never => {
  const code = (thrown as { errcode?: number }).errcode
  const primary = code === undefined ? 0 : code & 0xff
  throw primary === 13 || primary === 10
    ? new Problem('insufficient_storage', 'There is no space left to keep this. Nothing was changed; try again later.')
    : thrown
}
