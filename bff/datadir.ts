/** The data directory: who holds it, and what is in it. */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { finishSwap } from './swap.ts'

/** Another process holds the directory. */
export class Held extends Error {}

export interface DataDir {
  readonly store: string
  readonly spaces: string
  /** Tell others on this machine where the running server is. */
  announce(url: string): void
  release(): void
}

/** What is where in a data directory. */
export const paths = (dir: string) => ({
  lock: join(dir, 'lock'),
  server: join(dir, 'server.json'),
  store: join(dir, 'persona.db'),
  spaces: join(dir, 'spaces'),
})

/**
 * Hold a data directory for this process alone.
 * The lock is the operating system's own, on a file that SQLite keeps locked: it ends with the process, however that
 * ends, so there is never a stale one to remove by hand. A restore that was cut off is completed first.
 * @throws Held
 */
export const holdDataDir = (dir: string): DataDir => {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  chmodSync(dir, 0o700)
  const { lock, server, store, spaces } = paths(dir)
  const holder = new DatabaseSync(lock)
  try {
    holder.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE')
  } catch (thrown) {
    holder.close()
    if ((thrown as { errcode?: number }).errcode !== 5) throw thrown
    throw new Held(`The data directory ${dir} is in use by another process.`)
  }
  rmSync(server, { force: true })
  try {
    finishSwap(dir)
  } catch (thrown) {
    holder.close()
    throw thrown
  }
  return {
    store,
    spaces,
    announce: (url) => writeFileSync(server, `${JSON.stringify({ url, pid: process.pid })}\n`, { mode: 0o600 }),
    release() {
      rmSync(server, { force: true })
      holder.close()
    },
  }
}

/** The address that the running server announced, if any. */
export const announcedUrl = (dir: string): string | undefined => {
  try {
    return (JSON.parse(readFileSync(paths(dir).server, 'utf8')) as { url: string }).url
  } catch {
    return undefined
  }
}
