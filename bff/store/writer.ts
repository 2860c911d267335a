/** The writer: one act after another, in groups that share a commit and a flush of the log to the disk. */
import type { DatabaseSync, StatementSync as S } from 'node:sqlite'
import type { Db } from './store.ts'

/** Acts that share one commit at most: it bounds how long the first of them waits. */
const GROUP = 128
/** A commit of so few does not hold up the next one: where little happens, nobody waits for two flushes after another. */
const FEW = 4

export interface Writer {
  /**
   * Run `act` alone among writers. Resolves once its commit is on the disk. It may be run twice: see `makeWriter`.
   * @param committed called when it can be read, on its way to the disk
   * @throws whatever `act` threw; what the commit threw, for everybody who shared it
   */
  write<T>(act: (db: Db) => Promise<T>, committed?: () => void): Promise<T>
  /** Run `task` while no transaction is open and nothing is left to flush. @throws whatever it threw */
  between<T>(task: () => T): Promise<T>
  /** Until what was committed so far is on the disk; `undefined` when it is already. */
  durable(): Promise<void> | undefined
  /** Until nobody waits any more. */
  idle(): Promise<void>
}

/** What is to be called when an act is committed, and when that is on the disk. */
interface Done {
  committed: (() => void) | undefined
  settle: () => void
}

interface Waiting {
  act: (db: Db) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
  committed: (() => void) | undefined
}

/**
 * While a group is being flushed, off the main thread, the acts of the next one are done already; only its commit
 * waits, or goes to the disk beside a small one. So there are never more than two commits that are not on the disk, they
 * are told of in their order, and the loop goes on while a disk takes its time.
 *
 * A savepoint has SQLite copy every page that an act changes, and almost no act fails after it has changed something. So a
 * group is done without any, and one more time with them, when an act of it did: what that one wrote is undone alone then.
 * @param changes how many rows were changed so far
 * @param flush puts everything committed so far on the disk. When it fails, nobody knows what is there: it ends the process
 * @param onCommit told how many acts shared each commit
 */
export const makeWriter = (
  database: DatabaseSync,
  db: Db,
  changes: () => number,
  flush: () => Promise<void>,
  onCommit: (acts: number) => void,
): Writer => {
  // Prepared once: `exec` would compile each of these again for every act.
  const [begin, savepoint, release, undo, rollback, commit] = [
    'BEGIN IMMEDIATE',
    'SAVEPOINT act',
    'RELEASE act',
    'ROLLBACK TO act',
    'ROLLBACK',
    'COMMIT',
  ].map((sql) => database.prepare(sql)) as [S, S, S, S, S, S]
  const queue: Waiting[] = []
  const tasks: (() => void)[] = []
  let draining: Promise<void> | undefined
  /** Until all that was committed is on the disk. */
  let flushing: Promise<void> | undefined
  /** The acts of each commit that is not. */
  const under: number[] = []
  const mayCommit = (): boolean => under.length === 0 || (under.length === 1 && (under[0] as number) <= FEW)
  let wake = (): void => {}

  /**
   * @param alone in a savepoint of its own
   * @returns what is to be called when it is committed, and when it is on the disk; `undefined` when it failed after it had
   * changed something, and was not alone
   */
  const perform = async ({ act, resolve, reject, committed }: Waiting, alone: boolean) => {
    const before = changes()
    if (alone) savepoint.run()
    try {
      const result = await act(db)
      if (alone) release.run()
      return { committed, settle: () => resolve(result) }
    } catch (thrown) {
      if (!database.isTransaction) throw thrown
      if (alone) {
        undo.run()
        release.run()
      } else if (changes() !== before) return undefined
      return { committed: undefined, settle: () => reject(thrown) }
    }
  }

  /** Each of these after the one before. @returns the same as `perform`; `undefined` when one of them needs a savepoint */
  const performAll = async (acts: readonly Waiting[], alone: boolean) => {
    const done: Done[] = []
    for (const waiting of acts) {
      const each = await perform(waiting, alone)
      if (!each) return undefined
      done.push(each)
    }
    return done
  }

  /** One commit for all that wait, and for all that come while the one before is flushed or turn after turn. */
  const commitGroup = async (): Promise<void> => {
    const group: Waiting[] = []
    let done: Done[] = []
    let alone = false
    try {
      begin.run()
      for (;;) {
        const more = queue.splice(0, GROUP - group.length)
        group.push(...more)
        const also = await performAll(more, alone)
        if (also) done.push(...also)
        else {
          rollback.run()
          begin.run()
          alone = true
          done = (await performAll(group, alone)) ?? []
        }
        if (group.length === GROUP) break
        if (!mayCommit()) await Promise.race([flushing, new Promise<void>((resolve) => (wake = resolve))])
        else {
          // As long as each turn of the event loop brings more of them: a commit costs more than a turn.
          await turn()
          if (queue.length === 0) break
        }
      }
      while (!mayCommit()) await flushing
      commit.run()
    } catch (thrown) {
      if (database.isTransaction) database.exec('ROLLBACK')
      for (const { reject } of group) reject(thrown)
      return
    }
    under.push(group.length)
    const both = Promise.all([flush(), flushing]).then(() => {
      under.shift()
      if (flushing === both) flushing = undefined
      for (const { settle } of done) settle()
      onCommit(group.length)
    }, broken)
    flushing = both
    for (const { committed } of done) committed?.()
  }

  const drain = async (): Promise<void> => {
    await Promise.resolve()
    while (queue.length + tasks.length > 0 || flushing) {
      if (queue.length > 0 && tasks.length === 0) await commitGroup()
      else if (flushing) await Promise.race([flushing, new Promise<void>((resolve) => (wake = resolve))])
      else for (const task of tasks.splice(0)) task()
    }
    draining = undefined
  }

  const start = (): void => {
    wake()
    draining ??= drain()
  }

  return {
    write: <T>(act: (db: Db) => Promise<T>, committed?: () => void) =>
      new Promise<T>((resolve, reject) => {
        queue.push({ act, resolve: resolve as (value: unknown) => void, reject, committed })
        start()
      }),
    between: <T>(task: () => T) =>
      new Promise<T>((resolve, reject) => {
        tasks.push(() => {
          try {
            resolve(task())
          } catch (thrown) {
            reject(thrown)
          }
        })
        start()
      }),
    durable: () => flushing,
    async idle() {
      while (draining) await draining
    },
  }
}

const turn = (): Promise<void> => new Promise(setImmediate)

/** What a disk refused to take may be gone from memory too: only a new start finds out what is there. */
const broken = (thrown: unknown): Promise<never> => {
  setImmediate(() => {
    throw thrown
  })
  return new Promise(() => {})
}
