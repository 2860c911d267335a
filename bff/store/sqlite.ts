/** The embedded runtime store: node:sqlite, one connection that writes and one that reads. */
import { statSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { Problem } from '../problem.ts'
import { checkpoints } from './checkpoints.ts'
import { migrations } from './migrations/index.ts'
import { direct } from './prepared.ts'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'

/** Acts that share one commit at most: it bounds how long the first of them waits. */
const GROUP = 128

/**
 * Open (and bring up to date) the store in `file`.
 * WAL with synchronous=FULL: a commit is on the disk when it returns. `secure_delete` overwrites what is removed.
 * @param onCommit told how many acts shared each commit
 */
export const openSqlite = async (file: string, onCommit: (acts: number) => void = () => {}): Promise<Store> => {
  refuseCutOff(file)
  const writer = new DatabaseSync(file)
  // Patience first: after a crash, whoever opens the log at the same moment may be the one that recovers it.
  writer.exec(`PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;
    PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=8000; PRAGMA temp_store=MEMORY`)
  refuseMiscounted(writer, file)
  const db = kysely(writer)
  // All of it or none: a process that is killed in its first second leaves nothing half made.
  writer.exec('BEGIN IMMEDIATE')
  try {
    await migrate(db)
    writer.exec('COMMIT')
  } catch (thrown) {
    writer.exec('ROLLBACK')
    throw thrown
  }
  const reader = new DatabaseSync(file, { readOnly: true })
  reader.exec('PRAGMA busy_timeout=5000; PRAGMA cache_size=-8000')
  const read = kysely(reader)

  // Prepared once: `exec` would compile each of these again for every act.
  const [begin, savepoint, release, undo, commit] = [
    'BEGIN IMMEDIATE',
    'SAVEPOINT act',
    'RELEASE act',
    'ROLLBACK TO act',
    'COMMIT',
  ].map((sql) => writer.prepare(sql)) as [StatementSync, StatementSync, StatementSync, StatementSync, StatementSync]
  const folding = checkpoints(file)
  const queue: Waiting[] = []
  let draining: Promise<void> | undefined
  let again: NodeJS.Timeout | undefined

  /** Run one act in a savepoint of its own. @returns how to tell its caller, once it is committed */
  const perform = async ({ act, resolve, reject }: Waiting): Promise<() => void> => {
    savepoint.run()
    try {
      const result = await act(db)
      release.run()
      return () => resolve(result)
    } catch (thrown) {
      undo.run()
      release.run()
      return () => reject(translate(thrown))
    }
  }

  /** One commit for all that wait, up to GROUP, and for those that come meanwhile. */
  const commitGroup = async (): Promise<void> => {
    const group: Waiting[] = []
    const settle: (() => void)[] = []
    try {
      begin.run()
      while (queue.length > 0 && group.length < GROUP) {
        for (let next; group.length < GROUP && (next = queue.shift());) {
          group.push(next)
          settle.push(await perform(next))
        }
        // As long as each turn of the event loop brings more of them: a commit costs more than a turn.
        await new Promise(setImmediate)
      }
      commit.run()
    } catch (thrown) {
      if (writer.isTransaction) writer.exec('ROLLBACK')
      const problem = translate(thrown)
      for (const { reject } of group) reject(problem)
      return
    }
    for (const done of settle) done()
    onCommit(group.length)
    folding.committed(group.length)
  }

  const drain = async (): Promise<void> => {
    // Acts that arrive in the same turn of the event loop are all in the queue before the first one runs.
    await new Promise(setImmediate)
    while (queue.length > 0) await commitGroup()
    draining = undefined
  }

  const checkpoint = async (): Promise<void> => {
    await draining
    const [result] = writer.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all()
    // Somebody reads an older moment of it, as a backup does: it is tried again until they are done.
    if (result?.['busy'] === 1) again ??= setTimeout(retry, 1000)
  }
  const retry = (): void => {
    again = undefined
    void checkpoint()
  }

  return {
    read,
    write: <T>(act: (db: Db) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        queue.push({ act, resolve: resolve as (value: unknown) => void, reject })
        draining ??= drain()
      }),
    checkpoint,
    async scrub() {
      await draining
      try {
        // `secure_delete` overwrites what is removed, but not the copies that stay behind where rows moved to other pages.
        writer.exec('PRAGMA temp_store=FILE; VACUUM; PRAGMA temp_store=MEMORY')
      } catch (thrown) {
        throw translate(thrown)
      }
      await checkpoint()
    },
    async close() {
      while (draining) await draining
      clearTimeout(again)
      await folding.end()
      reader.close()
      writer.close()
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

interface Waiting {
  act: (db: Db) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

/** Kysely over a DatabaseSync: its SQLite dialect wants a better-sqlite3 shaped object, and this is one. */
export const kysely = (database: DatabaseSync): Db => {
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
    return {
      reader: statement.columns().length > 0,
      all: (params: readonly unknown[]) => statement.all(...(params as SQLInputValue[])),
      run: (params: readonly unknown[]) => {
        const { changes, lastInsertRowid } = statement.run(...(params as SQLInputValue[]))
        return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) }
      },
      iterate: (params: readonly unknown[]) => statement.iterate(...(params as SQLInputValue[])),
    }
  }
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: { prepare, close: () => {} } as never }),
  })
  direct.set(db, (sql, values) => {
    const { reader, all, run } = prepare(sql)
    if (reader) return all(values)
    run(values)
    return []
  })
  return db
}

const migrate = async (db: Db): Promise<void> => {
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest()
  if (error) throw error
}

/** SQLITE_FULL and SQLITE_IOERR mean that nothing was kept; the caller may try again when there is room. */
const translate = (thrown: unknown): unknown => {
  const code = (thrown as { errcode?: number }).errcode
  if (code === undefined) return thrown
  const primary = code & 0xff
  return primary === 13 || primary === 10
    ? new Problem('insufficient_storage', 'There is no space left to keep this. Nothing was changed; try again later.')
    : thrown
}
