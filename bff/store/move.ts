/** What a visitor has with a persona becomes a person's: the rows change their owner, in one transaction. */
import { newId } from '../id.ts'
import { lasting } from '../jobs/jobs.ts'
import { append } from './journal.ts'
import type { Db } from './store.ts'
import { messagesOf } from './lists.ts'
import { keepPosition, type Position, positionOf, type StreamRow } from './streams.ts'
import { type AskedWith, openRun, unbegun } from './tables.ts'

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

/** What happened in each stream that moved or was moved into, to be published. */
export interface Moved {
  event: 'chat.conversation' | 'notifications.inbox'
  stream: StreamRow
  id: string
  seq: number
  at: Position
  changes: undefined
}

const OVER_TIME = [
  'schedules',
  'occurrences',
  'plans',
  'plan_steps',
  'agenda_entries',
  'agenda_reminders',
  'jobs',
] as const

/**
 * An answer that is being written moves under a new run id: the brain lets go of the run that is gone, and goes on with
 * the one it finds, as it does after a crash.
 */
export const moveConversations = async (
  db: Db,
  { space, from, to, personas, app, jti, token, at }: Move,
): Promise<Moved[]> => {
  for (const table of OVER_TIME)
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
    .select(['id', 'persona', 'seq', 'head'])
    .where('space', '=', space)
    .where('owner', '=', from)
    .where('persona', 'in', personas)
    .execute()
  // Where the person is they have said themselves, or the visitor has; what was changed is not undone in another's name.
  for (const persona of personas) {
    const mine = () =>
      db.selectFrom('agenda_settings').select('id').where('space', '=', space).where('persona', '=', persona)
    if (!(await mine().where('owner', '=', to).executeTakeFirst()))
      await db
        .updateTable('agenda_settings')
        .set({ owner: to })
        .where('id', 'in', mine().where('owner', '=', from))
        .execute()
  }
  for (const table of ['agenda_settings', 'agenda_edits'] as const)
    await db
      .deleteFrom(table as 'agenda_edits')
      .where('space', '=', space)
      .where('owner', '=', from)
      .where('persona', 'in', personas)
      .execute()
  const remembered = await moveMemory(db, { space, from, to, personas })
  const drawn = await moveBoards(db, { space, from, to, personas })
  const told = await moveNotices(db, { space, from, to, personas, at })
  if (found.length + remembered + drawn + told.length === 0) return []
  const ids = found.map(({ id }) => id)
  const open = await db.selectFrom('runs').select('id').where('conversation', 'in', ids).where(openRun).execute()
  for (const { id } of open) {
    const renamed = newId('run', at)
    await db.updateTable('runs').set({ id: renamed, token, lease_until: 0 }).where('id', '=', id).execute()
    await db.updateTable('steps').set({ run: renamed }).where('run', '=', id).execute()
    await db.updateTable('approvals').set({ run: renamed }).where('run', '=', id).execute()
  }
  const waiting = await db
    .selectFrom('messages')
    .select(['id', 'asked'])
    .where(unbegun)
    .where('conversation', 'in', ids)
    .execute()
  for (const { id, asked } of waiting) {
    const anew: AskedWith = { ...(JSON.parse(asked as string) as AskedWith), token }
    const values = { run: newId('run', at), asked: JSON.stringify(anew) }
    await db.updateTable('messages').set(values).where('id', '=', id).execute()
  }
  const runs = db.selectFrom('runs').select('id').where('conversation', 'in', ids)
  await db.updateTable('steps').set({ owner: to }).where('run', 'in', runs).execute()
  await db.updateTable('messages').set({ owner: to }).where('id', 'in', messagesOf(db, ids)).execute()
  for (const table of ['runs', 'approvals', 'summaries', 'handoffs'] as const)
    await db
      .updateTable(table as 'handoffs')
      .set({ owner: to, ...(table === 'handoffs' && { token: lasting(token, to), app }) })
      .where('conversation', 'in', ids)
      .execute()
  await db.updateTable('conversations').set({ owner: to }).where('id', 'in', ids).execute()
  const touched = [
    ...found.map(({ id, persona, seq, head }) => ({
      event: 'chat.conversation' as const,
      stream: { id, owner: to, persona, seq, head },
    })),
    ...told.map(({ id, persona }) => ({ event: 'notifications.inbox' as const, stream: { id, owner: to, persona } })),
  ]
  const moved: Moved[] = []
  for (const { event, stream } of touched) {
    const { seq, head } = await positionOf(db, space, stream)
    moved.push({ event, stream, id: stream.id, seq: seq + 1, at: { seq: seq + 1, head }, changes: undefined })
  }
  const base = {
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
  }
  const entries = moved.map(({ event, id, seq, at: { head: before } }) => ({
    ...base,
    stream: id,
    seq,
    events: JSON.stringify([[event, id]]),
    before,
  }))
  const numbers = await append(db, { from, to, conversations: ids }, entries.length > 0 ? entries : [base])
  for (const [index, { stream, seq }] of moved.entries())
    await keepPosition(db, space, stream, { seq, head: numbers[index] ?? null })
  return moved
}

/**
 * What the visitor was told, the person was told. How the person wants to be told holds, where something was chosen.
 * @returns the inboxes that there is something new in
 */
const moveNotices = async (
  db: Db,
  { space, from, to, personas, at }: Pick<Move, 'space' | 'from' | 'to' | 'personas' | 'at'>,
): Promise<{ id: string; persona: string }[]> => {
  const told: { id: string; persona: string }[] = []
  for (const persona of personas) {
    const of = (owner: string) => ({ space, owner, persona })
    const [id, before] = [`notices:${persona}:${to}`, `notices:${persona}:${from}`]
    const { numUpdatedRows } = await db
      .updateTable('notices')
      .set({ owner: to })
      .where(({ and }) => and(of(from)))
      .executeTakeFirst()
    const chosen = await db.selectFrom('inboxes').selectAll().where('id', 'in', [id, before]).execute()
    if (numUpdatedRows === 0n && !chosen.some((row) => row.id === before)) continue
    const kept = chosen.find((row) => row.id === id) ?? chosen[0]
    const unchosen = { off: '[]', quiet_from: null, quiet_to: null, zone: null }
    await db.deleteFrom('inboxes').where('id', 'in', [id, before]).execute()
    await db
      .insertInto('inboxes')
      .values({ ...unchosen, ...kept, id, ...of(to), swept_at: at })
      .execute()
    told.push({ id, persona })
  }
  return told
}

/**
 * What was known of the visitor is known of the person. Where both were known of, the later word holds.
 * @returns how many rows there were to move
 */
const moveMemory = async (
  db: Db,
  { space, from, to, personas }: Pick<Move, 'space' | 'from' | 'to' | 'personas'>,
): Promise<number> => {
  const facts = await db
    .selectFrom('facts')
    .selectAll()
    .where('space', '=', space)
    .where('owner', '=', from)
    .where('persona', 'in', personas)
    .execute()
  for (const { id, persona, subject, attribute, valid_from, valid_to, trust } of facts) {
    const there = await db
      .selectFrom('facts')
      .select(['id', 'valid_from'])
      .where('space', '=', space)
      .where('owner', '=', to)
      .where('persona', '=', persona)
      .where('subject', '=', subject)
      .where('attribute', '=', attribute)
      .where('trust', trust === 'outside' ? '=' : '!=', 'outside')
      .where('valid_to', 'is', null)
      .executeTakeFirst()
    const ends = (which: string, at: number) =>
      db.updateTable('facts').set({ valid_to: at }).where('id', '=', which).execute()
    if (there && valid_to === null)
      await (there.valid_from <= valid_from ? ends(there.id, valid_from) : ends(id, there.valid_from))
    await db.updateTable('facts').set({ owner: to }).where('id', '=', id).execute()
  }
  const turns = await db
    .selectFrom('turns')
    .select(['id', 'ref', 'persona'])
    .where('space', '=', space)
    .where('owner', '=', from)
    .where('persona', 'in', personas)
    .execute()
  for (const { id, ref, persona } of turns) {
    const twice = await db
      .selectFrom('turns')
      .select('id')
      .where('space', '=', space)
      .where('owner', '=', to)
      .where('persona', '=', persona)
      .where('ref', '=', ref)
      .executeTakeFirst()
    if (twice) await db.deleteFrom('turns').where('id', '=', id).execute()
    else await db.updateTable('turns').set({ owner: to }).where('id', '=', id).execute()
  }
  return facts.length + turns.length
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
