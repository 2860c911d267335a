/** The port of the runtime store. An adapter brings a dialect and these promises; the contract tests hold it to them. */
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>

export interface Store {
  /** Committed rows only, the newest of them on their way to the disk: see `durable`. Never write through it. */
  readonly read: Db
  /** Until all that `read` has shown is durable; `undefined` when it is. Before that, it is not to be told to anybody. */
  durable(): Promise<void> | undefined
  /**
   * Run `act` alone among writers, and resolve once its commit is durable.
   * Those that arrive together share one commit. `act` awaits nothing but its queries, and it may be run twice: when one
   * beside it fails, the writes of both may be undone first.
   * @param committed called when it can be read, on its way to the disk; never when it failed there
   * @throws whatever `act` threw: its own writes are undone, its neighbours' are not
   * @throws Problem insufficient_storage, when the disk is full: none of the commit happened
   */
  write<T>(act: (db: Db) => Promise<T>, committed?: () => void): Promise<T>
  /** Fold the write-ahead log into the database where there is one. */
  checkpoint(): Promise<void>
  /**
   * Leave no byte of what was removed or changed before in any file of the store. It writes the whole store anew.
   * @throws Problem insufficient_storage, when there is no room for that
   */
  scrub(): Promise<void>
  close(): Promise<void>
}
