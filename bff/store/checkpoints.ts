/** Checkpoints: a thread of its own folds the log into the database, beside whoever writes. */
import { DatabaseSync } from 'node:sqlite'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

export interface Checkpoints {
  /** Count what was committed: every so often the thread folds what is there by then. */
  committed(acts: number): void
  end(): Promise<void>
}

/** Acts between two checkpoints: somewhat more than a thousand pages of the log. */
const MANY = 2000

/**
 * The thread begins when it is first needed. Nobody depends on it: at its own limit the writer folds whatever is left, and
 * the log begins anew.
 */
export const checkpoints = (file: string): Checkpoints => {
  let thread: Worker | undefined
  let acts = 0
  return {
    committed(more) {
      acts += more
      if (acts < MANY) return
      acts = 0
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

if (!isMainThread && parentPort) {
  const database = new DatabaseSync(workerData as string)
  database.exec('PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL')
  const fold = database.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  parentPort.on('message', () => fold.all())
}
