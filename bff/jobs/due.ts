/** What is due: the clock's side of the jobs, over every space. */
import type { ProblemDetails } from '../protocol.ts'
import type { Store } from '../store/store.ts'
import type { JobRow } from '../store/tables.ts'

/** What became of a job that was begun. */
export type Outcome =
  | { job: JobRow; is: 'done' }
  /** `counts`: it was tried in vain, and one day that is enough. */
  | { job: JobRow; is: 'later'; at: number; counts: boolean }
  | { job: JobRow; is: 'dead'; why: Pick<ProblemDetails, 'code' | 'detail'> }

/** The part of a job that says who it is done for, and by what right. */
export type GrantOf = Pick<JobRow, 'space' | 'owner' | 'persona' | 'app' | 'scope' | 'token'>

export interface Due {
  /** When the next job is to be tried, but for those of these personas. `Infinity`: never. */
  next(but: readonly string[]): Promise<number>
  /** Begin what is to be tried now, the oldest first: nobody else does for `lease` milliseconds. */
  begin(now: number, lease: number, limit: number, but: readonly string[]): Promise<JobRow[]>
  /** Durable when it resolves. What somebody else began since, moved or cancelled, stays as it is. */
  settle(outcomes: readonly Outcome[]): Promise<void>
  /** Whoever held a lease is gone. */
  release(): Promise<void>
  /** What waiting jobs stand on, each once. */
  grants(): Promise<GrantOf[]>
  /** Give up everything that stands on a grant. */
  end(grant: GrantOf, why: Pick<ProblemDetails, 'code' | 'detail'>): Promise<void>
}

export const dueIn = (store: Store): Due => ({
  async next(but) {
    const first = await store.read
      .selectFrom('jobs')
      .select('try_at')
      .where('status', '=', 'waiting')
      .$if(but.length > 0, (query) => query.where('persona', 'not in', but))
      .orderBy('try_at')
      .limit(1)
      .executeTakeFirst()
    return first?.try_at ?? Infinity
  },
  begin: (now, lease, limit, but) =>
    store.write((db) =>
      db
        .updateTable('jobs')
        .set(({ eb }) => ({ lease_until: now + lease, try_at: now + lease, attempts: eb('attempts', '+', 1) }))
        .where('id', 'in', (query) =>
          query
            .selectFrom('jobs')
            .select('id')
            .where('status', '=', 'waiting')
            .where('try_at', '<=', now)
            .$if(but.length > 0, (each) => each.where('persona', 'not in', but))
            .orderBy('try_at')
            .limit(limit),
        )
        .returningAll()
        .execute(),
    ),
  settle: (outcomes) =>
    store.write(async (db) => {
      for (const outcome of outcomes) {
        const { id, attempts, lease_until: until } = outcome.job
        if (outcome.is === 'done') {
          await db.deleteFrom('jobs').where('id', '=', id).where('lease_until', '=', until).execute()
          continue
        }
        const change =
          outcome.is === 'later'
            ? { try_at: outcome.at, attempts: outcome.counts ? attempts : attempts - 1 }
            : { status: 'dead' as const, problem_code: outcome.why.code, problem_detail: outcome.why.detail }
        await db
          .updateTable('jobs')
          .set({ ...change, lease_until: 0 })
          .where('id', '=', id)
          .where('lease_until', '=', until)
          .execute()
      }
    }),
  async release() {
    await store.write((db) =>
      db
        .updateTable('jobs')
        .set(({ ref }) => ({ lease_until: 0, try_at: ref('due_at') }))
        .where('lease_until', '>', 0)
        .execute(),
    )
  },
  grants: () =>
    store.read
      .selectFrom('jobs')
      .select(['space', 'owner', 'persona', 'app', 'scope', 'token'])
      .distinct()
      .where('status', '=', 'waiting')
      .where('token', 'is not', null)
      .execute(),
  async end({ space, owner, persona, app, scope, token }, { code, detail }) {
    await store.write((db) =>
      db
        .updateTable('jobs')
        .set({ status: 'dead', problem_code: code, problem_detail: detail, lease_until: 0 })
        .where('status', '=', 'waiting')
        .where('space', '=', space)
        .where('owner', '=', owner)
        .where('persona', '=', persona)
        .where('app', '=', app)
        .where('scope', '=', scope)
        .where('token', '=', token)
        .execute(),
    )
  },
})
