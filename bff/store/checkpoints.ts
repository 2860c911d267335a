/** Checkpoints: a thread of its own folds the log into the database, beside whoever writes (https://sqlite.org/wal.html, 2.2). */
import { DatabaseSync } from 'node:sqlite'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

export interface Checkpoints {
  changed(rows: number): void
  /** When the log has grown by many pages since the last time, the thread folds what is there by now. */
  committed(): void
  end(): Promise<void>
}

/** Pages of the log between two checkpoints. */
const MANY = 3000
/** What a commit writes of the log, about: a page of each tree that it changes, and one for every few rows. */
const pagesOf = (rows: number): number => 8 + rows / 4

/**
 * The thread begins when it is first needed. Nobody depends on it: at its own limit the writer folds whatever is left, and
 * the log begins anew.
 */
export const checkpoints = (file: string): Checkpoints => {
  let thread: Worker | undefined
  let changed = 0
  let pages = 0
  return {
    changed(rows) {
      changed += rows
    },
    committed() {
      pages += pagesOf(changed)
      changed = 0
      if (pages < MANY) return
      pages = 0
      if (!thread) {
        thread = new Worker(new URL(import.meta.url), { workerData: file })
        thread.on('error', () => (thread = undefined))
        thread.unref()
      }
      thread.postMessage('fold')
    },
    async end() {
      await thread?.terminate()
    },
  }
}

if (!isMainThread && parentPort && typeof workerData === 'string') {
  const database = new DatabaseSync(workerData)
  database.exec('PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL')
  const fold = database.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  parentPort.on('message', () => fold.all())
}
