/** A visitor's conversations become a person's: the rows change their owner, in one transaction. */
import { newId } from '../id.ts'
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
  const found = await db
    .selectFrom('conversations')
    .select('id')
    .where('space', '=', space)
    .where('owner', '=', from)
    .where('persona', 'in', personas)
    .execute()
  const boards = await moveBoards(db, { space, from, to, personas })
  if (found.length === 0 && boards === 0) return 0
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

/** Their boards, what they wrote on those of others, and what was shared with them. */
const moveBoards = async (
  db: Db,
  { space, from, to, personas }: Pick<Move, 'space' | 'from' | 'to' | 'personas'>,
): Promise<number> => {
  const columns = {
    boards: ['owner'],
    elements: ['owner', 'made_by', 'words', 'removed_by'],
    edits: ['owner', 'made_by', 'person'],
    shares: ['owner'],
  } as const
  let moved = 0
  for (const [table, names] of Object.entries(columns))
    for (const column of names) {
      const { numUpdatedRows } = await db
        .updateTable(table as 'elements')
        .set({ [column]: to })
        .where('space', '=', space)
        .where(column as 'owner', '=', from)
        .where('persona', 'in', personas)
        .executeTakeFirst()
      moved += Number(numUpdatedRows)
    }
  // Shared with both: the person keeps what they had.
  const had = db.selectFrom('shares').select('thing').where('space', '=', space).where('person', '=', to)
  await db
    .deleteFrom('shares')
    .where('space', '=', space)
    .where('person', '=', from)
    .where('thing', 'in', had)
    .execute()
  await db
    .updateTable('shares')
    .set({ person: to })
    .where('space', '=', space)
    .where('person', '=', from)
    .where('persona', 'in', personas)
    .execute()
  return moved
}
