/** What belongs to the deployment and to no space: the only store functions that take none. */
import { type Selectable, sql } from 'kysely'
import { prepared } from './prepared.ts'
import type { Db, Store } from './store.ts'
import {
  openEffect,
  openHandoff,
  openRun,
  type RevokedKind,
  type RunRow,
  runOf,
  type Tables,
  unbegun,
} from './tables.ts'

export type Session = Omit<Selectable<Tables['sessions']>, 'epoch'>
export type Refresh = Selectable<Tables['refresh_tokens']>
export type SigningKey = Selectable<Tables['signing_keys']>

export type Deployment = ReturnType<typeof deployment>

/** Bind the deployment's functions to a connection: the reader's, or the writer's inside `store.write`. */
export const deployment = (db: Db) => ({
  keys: () => db.selectFrom('signing_keys').selectAll().orderBy('begins').execute(),
  addKey: (key: SigningKey) => db.insertInto('signing_keys').values(key).execute(),
  /** @returns false when there is no such key */
  dropKey: async (kid: string): Promise<boolean> => {
    const { numDeletedRows } = await db.deleteFrom('signing_keys').where('kid', '=', kid).executeTakeFirst()
    return Number(numDeletedRows) === 1
  },
  keyBegins: (kid: string, begins: number) =>
    db.updateTable('signing_keys').set({ begins }).where('kid', '=', kid).execute(),

  addIdentitySecret: (id: string, secret: string) => db.insertInto('identity_secrets').values({ id, secret }).execute(),
  identitySecret: async (id: string) =>
    (await db.selectFrom('identity_secrets').select('secret').where('id', '=', id).executeTakeFirst())?.secret,
  removeIdentitySecret: (id: string) => db.deleteFrom('identity_secrets').where('id', '=', id).execute(),

  credentialUsed: (id: string, at: number) =>
    db
      .insertInto('credential_uses')
      .values({ id, at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
      .execute(),
  /** When each of these credentials was last used, as far as they were. */
  credentialUses: async (ids: string[]): Promise<Map<string, number>> => {
    if (ids.length === 0) return new Map()
    const rows = await db.selectFrom('credential_uses').selectAll().where('id', 'in', ids).execute()
    return new Map(rows.map(({ id, at }) => [id, at]))
  },

  setting: async (name: string) =>
    (await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst())?.value,
  setSetting: (name: string, value: string) =>
    db
      .insertInto('settings')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute(),

  addSession: (session: Session) =>
    db
      .insertInto('sessions')
      .values({ ...session, epoch: newestEpoch(db) })
      .execute(),
  /** A session that nothing it stands on was revoked since it began. */
  session: async (sid: string): Promise<Session | undefined> => {
    const session = await db.selectFrom('sessions').selectAll().where('sid', '=', sid).executeTakeFirst()
    if (!session) return undefined
    const { sub, app, space, personas, epoch } = session
    const revoked = await db
      .selectFrom('epochs')
      .select('epoch')
      .where('epoch', '>', epoch)
      .where(({ or, and, eb }) => {
        const is = (kind: RevokedKind, values: string[]) => and([eb('kind', '=', kind), eb('value', 'in', values)])
        return or([
          is('sid', [sid]),
          is('sub', [sub]),
          is('app', [app]),
          is('space', [space]),
          is('persona', personas.split(' ')),
        ])
      })
      .executeTakeFirst()
    return revoked ? undefined : session
  },
  sessionReaches: (sid: string, reach: Pick<Session, 'scope' | 'personas'>) =>
    db.updateTable('sessions').set(reach).where('sid', '=', sid).execute(),
  sessionsOf: (space: string, sub: string) =>
    db.selectFrom('sessions').selectAll().where('space', '=', space).where('sub', '=', sub).execute(),

  addRefresh: (row: Refresh) =>
    db
      .insertInto('refresh_tokens')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  refresh: (hash: string) => db.selectFrom('refresh_tokens').selectAll().where('hash', '=', hash).executeTakeFirst(),
  useRefresh: (hash: string, used_at: number) =>
    db.updateTable('refresh_tokens').set({ used_at }).where('hash', '=', hash).execute(),

  /** @param expires milliseconds: when the thing ends by itself, if it does */
  revoke: async (kind: RevokedKind, value: string, expires: number | null = null): Promise<void> => {
    const epoch = sql<number>`${newestEpoch(db)} + 1`
    await db
      .insertInto('epochs')
      .values({ kind, value, epoch, expires })
      .onConflict((conflict) => conflict.columns(['kind', 'value']).doUpdateSet({ epoch, expires }))
      .execute()
  },
  epochsAfter: (epoch: number) =>
    db.selectFrom('epochs').selectAll().where('epoch', '>', epoch).orderBy('epoch').execute(),

  /** Remember a single-use value. @returns false when it was seen before */
  useOnce: async (hash: string, expires: number): Promise<boolean> => {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('used')
      .values({ hash, expires })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return Number(numInsertedOrUpdatedRows) === 1
  },

  /** Runs that are not settled yet, in every space: the brain's work, the oldest first. */
  openRuns: async (): Promise<RunRow[]> => {
    const begun = await prepared(
      db,
      'open',
      'runs',
      [],
      () => db.selectFrom('runs').selectAll().where(openRun).orderBy('id').limit(1000),
      [1000],
    )
    const waiting = await prepared(
      db,
      'unbegun',
      'messages',
      [],
      () => db.selectFrom('messages').selectAll().where(unbegun).orderBy('run').limit(1000),
      [1000],
    )
    return [...begun, ...waiting.map(runOf)].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  },

  /** Runs that a process held which is no more may be taken up by the next. */
  releaseLeases: () => db.updateTable('runs').set({ lease_until: 0 }).where('lease_until', '>', 0).execute(),

  /** Effects that were not settled, in every space: the outbox's work. */
  openEffects: () => db.selectFrom('effects').selectAll().where(openEffect).orderBy('id').limit(200).execute(),
  effect: (id: string) => db.selectFrom('effects').selectAll().where('id', '=', id).executeTakeFirst(),
  changeEffect: (
    id: string,
    values: Partial<Pick<Tables['effects'], 'status' | 'attempts' | 'result' | 'updated_at'>>,
  ) => db.updateTable('effects').set(values).where('id', '=', id).execute(),

  approval: (id: string) => db.selectFrom('approvals').selectAll().where('id', '=', id).executeTakeFirst(),
  /** What nobody has decided on yet, the oldest first. */
  pendingApprovals: (limit: number, space?: string) => {
    const query = db.selectFrom('approvals').selectAll().where('status', '=', 'pending').orderBy('id').limit(limit)
    return (space === undefined ? query : query.where('space', '=', space)).execute()
  },
  lateApprovals: (now: number) =>
    db
      .selectFrom('approvals')
      .selectAll()
      .where('status', '=', 'pending')
      .where('expires_at', '<=', now)
      .limit(500)
      .execute(),

  handoff: (id: string) => db.selectFrom('handoffs').selectAll().where('id', '=', id).executeTakeFirst(),
  /** What waits for the team, the oldest first. */
  openHandoffs: (limit: number, space?: string) => {
    const query = db.selectFrom('handoffs').selectAll().where(openHandoff).orderBy('id').limit(limit)
    return (space === undefined ? query : query.where('space', '=', space)).execute()
  },

  /** Forget what was removed from boards, and the edits that nobody resumes from any more. @returns how many rows went */
  sweepBoards: async (before: number): Promise<number> => {
    const { numDeletedRows: removed } = await db
      .deleteFrom('elements')
      .where('removed_at', '<', before)
      .executeTakeFirst()
    if (Number(removed) > 0)
      await db
        .updateTable('boards')
        .set(({ selectFrom }) => ({
          kept: selectFrom('elements')
            .select(({ fn }) => fn.countAll<number>().as('kept'))
            .whereRef('elements.board', '=', 'boards.id'),
        }))
        .whereRef('kept', '>', 'elements')
        .execute()
    const old = await db
      .selectFrom('edits')
      .select(['board', ({ fn }) => fn.max('seq').as('seq')])
      .where('created_at', '<', before)
      .groupBy('board')
      .execute()
    for (const { board, seq } of old)
      await db.updateTable('boards').set({ swept: seq }).where('id', '=', board).execute()
    const { numDeletedRows: edits } = await db.deleteFrom('edits').where('created_at', '<', before).executeTakeFirst()
    return Number(removed) + Number(edits)
  },

  /** Which of these runs are still there. */
  existingRuns: async (ids: string[]): Promise<Set<string>> => {
    if (ids.length === 0) return new Set()
    const begun = await db.selectFrom('runs').select('id').where('id', 'in', ids).execute()
    const waiting = await db.selectFrom('messages').select('run').where(unbegun).where('run', 'in', ids).execute()
    return new Set([...begun.map(({ id }) => id), ...waiting.map(({ run }) => run as string)])
  },

  /** Delete what has expired. @returns how many rows went */
  sweep: async (now: number): Promise<number> => {
    // The newest epoch stays, whatever it was for: the next one counts on from it.
    const { numDeletedRows: epochs } = await db
      .deleteFrom('epochs')
      .where('expires', '<', now)
      .where('epoch', '<', newestEpoch(db))
      .executeTakeFirst()
    let gone = Number(epochs)
    for (const table of ['answered', 'refresh_tokens', 'sessions', 'used'] as const) {
      const { numDeletedRows } = await db
        .deleteFrom(table as 'used')
        .where('expires', '<', now)
        .executeTakeFirst()
      gone += Number(numDeletedRows)
    }
    return gone
  },
})

/** A subquery: the number of the newest revocation, 0 before the first. */
const newestEpoch = (db: Db) =>
  db.selectFrom('epochs').select(({ fn, val }) => fn.coalesce(fn.max('epoch'), val(0)).as('epoch'))

/** The deployment's functions over committed rows. */
export const readDeployment = (store: Store): Deployment => deployment(store.read)
