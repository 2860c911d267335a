/** What was answered: the same idempotency key gives the same answer for as long as it is kept. */
import { Problem } from '../problem.ts'
import { digestOf } from './journal.ts'
import { insert } from './prepared.ts'
import type { Db, Store } from './store.ts'

/** One call as its caller named it. */
export interface Call {
  space: string
  sub: string
  key: string
  action: string
  input: unknown
}

const digestOfCall = ({ action, input, key }: Call): string => digestOf([action, input], key)

/**
 * Keep an answer within the act's own transaction. Where the key was used before, the insert fails and the act with it.
 * @param answer `undefined` when it holds a secret: the call is known, its answer is not
 * @param expires milliseconds since the epoch
 */
export const keepAnswer = (db: Db, call: Call, answer: unknown, expires: number): unknown => {
  const { space, sub, key, action } = call
  const text = answer === undefined ? '' : JSON.stringify(answer)
  return insert(db, 'answered', [{ space, key, sub, action, digest: digestOfCall(call), answer: text, expires }])
}

/**
 * What a failed act failed over: if its key was answered before, that answer; if that was a day ago, nothing stands in
 * its way any more.
 * @throws Problem idempotency_conflict, when the key was used for something else
 */
export const answerBefore = async (
  store: Store,
  call: Call,
  at: number,
): Promise<{ answer: unknown } | 'expired' | undefined> => {
  const { space, sub, key } = call
  const mine = (db: Db) =>
    db.selectFrom('answered').where('space', '=', space).where('sub', '=', sub).where('key', '=', key)
  const before = await mine(store.read).select(['digest', 'answer', 'expires']).executeTakeFirst()
  if (!before) return undefined
  if (before.expires <= at) {
    await store.write((db) =>
      db.deleteFrom('answered').where('space', '=', space).where('sub', '=', sub).where('key', '=', key).execute(),
    )
    return 'expired'
  }
  if (before.digest !== digestOfCall(call))
    throw new Problem('idempotency_conflict', 'This idempotency key was used for something else.')
  if (before.answer === '')
    throw new Problem('idempotency_conflict', 'This was done already; its answer was shown once.')
  return { answer: JSON.parse(before.answer) as unknown }
}
