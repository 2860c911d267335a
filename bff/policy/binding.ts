/** What an approval is bound to: one exact act, for one person, under the rules of that moment. */
import { hash } from 'node:crypto'
import { Problem } from '../problem.ts'
import type { Persona } from '../spaces/document.ts'
import type { Db } from '../store/store.ts'

export interface Claim {
  id: string
  hash: string
}

/** SHA-256 over the act, its canonical input, the person and the persona's rules, base64url. */
export const bindingOf = (action: string, input: unknown, { id, policy, rollout }: Persona, person: string): string =>
  hash('sha256', canonical([action, input, person, id, policy, rollout.stage]), 'base64url')

/** JSON with the keys of every object in order (RFC 8785, for what JSON can say). */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )

/** Use an approval up, within the act's own transaction. @throws Problem approval_expired when it does not cover this */
export const claim = async (db: Db, { id, hash: bound }: Claim, at: number): Promise<void> => {
  const { numUpdatedRows } = await db
    .updateTable('approvals')
    .set({ status: 'used' })
    .where('id', '=', id)
    .where('status', '=', 'approved')
    .where('hash', '=', bound)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  if (Number(numUpdatedRows) !== 1)
    throw new Problem(
      'approval_expired',
      'What was approved no longer holds: the rules have changed since, or time ran out.',
    )
}
