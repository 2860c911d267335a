/** What belongs to the deployment and to no space: the only store functions that take none. */
import type { Selectable } from 'kysely'
import type { Db, Store } from './store.ts'
import { openRun, type Tables } from './tables.ts'

export type Session = Selectable<Tables['sessions']>
export type Refresh = Selectable<Tables['refresh_tokens']>

export type Deployment = ReturnType<typeof deployment>

/** Bind the deployment's functions to a connection: the reader's, or the writer's inside `store.write`. */
export const deployment = (db: Db) => ({
  keys: () => db.selectFrom('signing_keys').selectAll().orderBy('created_at').execute(),
  addKey: (kid: string, jwk: string, created_at: number) =>
    db.insertInto('signing_keys').values({ kid, jwk, created_at }).execute(),

  setting: async (name: string) =>
    (await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst())?.value,
  setSetting: (name: string, value: string) =>
    db
      .insertInto('settings')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute(),

  addSession: (session: Session) => db.insertInto('sessions').values(session).execute(),
  session: (sid: string) => db.selectFrom('sessions').selectAll().where('sid', '=', sid).executeTakeFirst(),

  addRefresh: (row: Refresh) =>
    db
      .insertInto('refresh_tokens')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  refresh: (hash: string) => db.selectFrom('refresh_tokens').selectAll().where('hash', '=', hash).executeTakeFirst(),
  useRefresh: (hash: string, used_at: number) =>
    db.updateTable('refresh_tokens').set({ used_at }).where('hash', '=', hash).execute(),

  revoke: (kind: 'jti' | 'sid', value: string, expires: number) =>
    db
      .insertInto('revoked')
      .values({ kind, value, expires })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  revoked: (now: number) =>
    db.selectFrom('revoked').select(['kind', 'value', 'expires']).where('expires', '>', now).execute(),

  /** Remember a single-use value. @returns false when it was seen before */
  useOnce: async (hash: string, expires: number): Promise<boolean> => {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('used')
      .values({ hash, expires })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return Number(numInsertedOrUpdatedRows) === 1
  },

  /** Answers that are not settled yet, in every space: the brain's work. */
  openRuns: () => db.selectFrom('runs').selectAll().where(openRun).orderBy('id').limit(1000).execute(),

  /** Which of these runs are still there. */
  existingRuns: async (ids: string[]): Promise<Set<string>> => {
    if (ids.length === 0) return new Set()
    const rows = await db.selectFrom('runs').select('id').where('id', 'in', ids).execute()
    return new Set(rows.map(({ id }) => id))
  },

  /** Delete what has expired. @returns how many rows went */
  sweep: async (now: number): Promise<number> => {
    let gone = 0
    for (const table of ['answered', 'refresh_tokens', 'sessions', 'revoked', 'used'] as const) {
      const { numDeletedRows } = await db
        .deleteFrom(table as 'used')
        .where('expires', '<', now)
        .executeTakeFirst()
      gone += Number(numDeletedRows)
    }
    return gone
  },
})

/** The deployment's functions over committed rows. */
export const readDeployment = (store: Store): Deployment => deployment(store.read)
