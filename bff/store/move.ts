/** What a visitor has with a persona becomes a person's: the rows change their owner, in one transaction. */
import { newId } from '../id.ts'
import { lasting } from '../jobs/jobs.ts'
import { append } from './journal.ts'
import type { Db } from './store.ts'
import { openRun } from './tables.ts'

export interface Move {
  space: string
  /** The visitor's `sub`. */
  from: string
  /** The person's `sub`. */
  to: string
  /** Only the conversations with these. */
  personas: readonly string[]
  app: string
  /** The token that asked for it. */
  jti: string
  /** What answers that are being written stand on from now on, as `runs.token`. */
  token: string
  at: number
}

/**
 * An answer that is being written moves under a new run id: the brain lets go of the run that is gone, and goes on with
 * the one it finds, as it does after a crash.
 * @returns how many conversations moved
 */
export const moveConversations = async (
  db: Db,
  { space, from, to, personas, app, jti, token, at }: Move,
): Promise<number> => {
  for (const table of ['schedules', 'occurrences', 'plans', 'plan_steps', 'jobs'] as const)
    await db
      .updateTable(table as 'jobs')
      // A job that the clock has begun for the visitor is begun again for the person.
      .set(({ ref }) => ({
        owner: to,
        ...(table === 'jobs' && { token: lasting(token, to), app, lease_until: 0, try_at: ref('due_at') }),
      }))
      .where('space', '=', space)
      .where('owner', '=', from)
      .where('persona', 'in', personas)
      .execute()
  const found = await db
    .selectFrom('conversations')
    .select('id')
    .where('space', '=', space)
    .where('owner', '=', from)
    .where('persona', 'in', personas)
    .execute()
  if (found.length === 0) return 0
  const ids = found.map(({ id }) => id)
  const open = await db.selectFrom('runs').select('id').where('conversation', 'in', ids).where(openRun).execute()
  for (const { id } of open) {
    const renamed = newId('run', at)
    await db.updateTable('runs').set({ id: renamed, token, lease_until: 0 }).where('id', '=', id).execute()
    await db.updateTable('steps').set({ run: renamed }).where('run', '=', id).execute()
    await db.updateTable('approvals').set({ run: renamed }).where('run', '=', id).execute()
  }
  const runs = db.selectFrom('runs').select('id').where('conversation', 'in', ids)
  await db.updateTable('steps').set({ owner: to }).where('run', 'in', runs).execute()
  for (const table of ['runs', 'messages', 'approvals'] as const)
    await db
      .updateTable(table as 'messages')
      .set({ owner: to })
      .where('conversation', 'in', ids)
      .execute()
  await db.updateTable('conversations').set({ owner: to }).where('id', 'in', ids).execute()
  await append(db, [
    {
      at,
      space,
      act: newId('act', at),
      actor: to,
      app,
      jti,
      door: 'http',
      action: 'identity.move',
      result: 'ok',
      stream: null,
      seq: null,
      events: null,
      before: null,
      owner: to,
      revision: null,
      request_id: null,
      payload: { from, to, conversations: ids },
    },
  ])
  return ids.length
}
