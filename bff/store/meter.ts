/** The meter: tokens that a persona takes in a day and in a run, with what is held back for attempts being made. */
import { sql } from 'kysely'
import type { Db } from './store.ts'

/** Whose tokens they are. `day` is UTC, as `2026-11-22`. */
export interface Account {
  space: string
  persona: string
  day: string
  run: string
}

/** Tokens at most; `null`: as many as one likes. */
export interface Budget {
  tokensPerDay: number | null
  tokensPerRun: number | null
}

/**
 * Hold tokens back for the next attempt of a run, in place of what it held back before.
 * @param wants as many as there are left up to this
 * @param least not fewer than this
 * @returns how many are held back; 0: there are not enough, and what was held back before still is
 */
export const reserve = async (
  db: Db,
  account: Account,
  { tokensPerDay, tokensPerRun }: Budget,
  { wants, least }: { wants: number; least: number },
): Promise<number> => {
  const { space, persona, day, run } = account
  const held = await db.selectFrom('reservations').selectAll().where('run', '=', run).executeTakeFirst()
  const today = await of(db, account)
    .select(sql<number>`input + output + reserved`.as('tokens'))
    .executeTakeFirst()
  const own = await db.selectFrom('runs').select('tokens').where('id', '=', run).executeTakeFirst()
  const taken = Number(today?.tokens ?? 0) - (held?.day === day ? held.tokens : 0)
  const left = Math.min(
    tokensPerDay === null ? Infinity : tokensPerDay - taken,
    tokensPerRun === null ? Infinity : tokensPerRun - Number(own?.tokens ?? 0),
  )
  if (left < least) return 0
  await release(db, run)
  const tokens = Math.min(wants, left)
  await db.insertInto('reservations').values({ run, space, persona, day, tokens }).execute()
  await add(db, account, { reserved: tokens })
  return tokens
}

/** Give back what a run holds. */
const release = async (db: Db, run: string): Promise<void> => {
  const held = await db.deleteFrom('reservations').where('run', '=', run).returningAll().executeTakeFirst()
  if (held) await add(db, held, { reserved: -held.tokens })
}

/** An attempt took this much: its reservation is settled. */
export const settle = async (
  db: Db,
  account: Account,
  { input, output, estimated }: { input: number; output: number; estimated: boolean },
): Promise<void> => {
  await release(db, account.run)
  const tokens = input + output
  await add(db, account, { input, output, estimated: estimated ? tokens : 0, attempts: 1 })
  await db
    .updateTable('runs')
    .set({ tokens: sql<number>`tokens + ${tokens}` })
    .where('id', '=', account.run)
    .execute()
}

/** What was held back by a process that is gone counts as taken: nobody knows better. */
export const settleAll = async (db: Db): Promise<void> => {
  for (const held of await db.selectFrom('reservations').selectAll().execute())
    await settle(db, held, { input: held.tokens, output: 0, estimated: true })
}

const of = (db: Db, { space, persona, day }: Omit<Account, 'run'>) =>
  db.selectFrom('spent').where('space', '=', space).where('persona', '=', persona).where('day', '=', day)

const add = async (
  db: Db,
  { space, persona, day }: Omit<Account, 'run'>,
  {
    input = 0,
    output = 0,
    estimated = 0,
    reserved = 0,
    attempts = 0,
  }: Partial<Record<'input' | 'output' | 'estimated' | 'reserved' | 'attempts', number>>,
): Promise<void> => {
  await db
    .insertInto('spent')
    .values({ space, persona, day, input, output, estimated, reserved, attempts })
    .onConflict((conflict) =>
      conflict.columns(['space', 'persona', 'day']).doUpdateSet({
        input: sql<number>`input + ${input}`,
        output: sql<number>`output + ${output}`,
        estimated: sql<number>`estimated + ${estimated}`,
        reserved: sql<number>`reserved + ${reserved}`,
        attempts: sql<number>`attempts + ${attempts}`,
      }),
    )
    .execute()
}
