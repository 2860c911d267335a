/** A decision: what somebody says to an approval, whoever that is, and what becomes of it. */
import { z } from 'zod'
import type { ControlContext, RuntimeContext } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import type { Approval } from '../../protocol.ts'
import type { ApprovalRow } from '../../store/tables.ts'
import { Id } from '../chat/records.ts'
import { attended } from '../notifications/notice.ts'

/** How long one waits for an answer, and how long what was approved may still be done. Milliseconds. */
export const WAITS = 24 * 3600_000

/** A tool's input, whatever the tool. */
export const Input = z.record(z.string(), z.unknown())

export const Decision = z.strictObject({
  approval: Id,
  decision: z.enum(['approve', 'reject']),
  reason: z.string().trim().max(500).optional().describe('why it is rejected; the persona is told'),
  input: Input.optional().describe('what to do instead of what was asked for; the whole input'),
  days: z.int().min(1).max(90).optional().describe('do the very same without asking for this many days'),
})

export interface Decided {
  approval: string
  status: Approval['status']
}

type Place = ReturnType<ControlContext['within']>

/**
 * Decide on an approval; its run goes on by itself.
 * @throws Problem conflict, when it was decided otherwise before or nobody may decide any more
 */
export const settle = async (
  { decision, reason, input, days }: z.output<typeof Decision>,
  row: ApprovalRow,
  place: Place,
  { now, principal }: Pick<RuntimeContext, 'now' | 'principal'>,
): Promise<Decided> => {
  const status = decision === 'approve' ? 'approved' : 'rejected'
  // The same decision once more is no mistake.
  const same = row.status === status || (row.status === 'used' && status === 'approved')
  if (same && input === undefined) return { approval: row.id, status: row.status }
  if (row.status !== 'pending') throw new Problem('conflict', `This was ${row.status} already.`)
  if (row.expires_at <= now) throw new Problem('conflict', 'It is too late: nobody decided in time.')
  const { input: agreed, hash } = place.bind({
    action: row.action,
    input: input ?? JSON.parse(row.input),
    persona: row.persona,
    person: row.owner,
  })
  // The rules have changed since it was asked for: whoever looked at it looked at something else.
  if (status === 'approved' && input === undefined && hash !== row.hash) return await end(row, 'expired', place, now)
  await place.rows.change('approvals', row.id, {
    input: JSON.stringify(agreed),
    hash,
    decided_by: principal.sub,
    reason: reason ?? null,
    standing_until: status === 'approved' && days !== undefined ? now + days * 86_400_000 : null,
    expires_at: now + WAITS,
  })
  return await end(row, status, place, now)
}

/** Bring an approval to an end. The run that waits for it is taken up again, whatever the end is. */
export const end = async (
  row: ApprovalRow,
  status: Approval['status'],
  { rows, tell }: Place,
  now: number,
): Promise<Decided> => {
  await rows.change('approvals', row.id, { status })
  await tell('chat.approval', await rows.one('conversations', row.conversation), row.id)
  await attended({ rows, tell, now }, row, row.id)
  const run = await rows.one('runs', row.run)
  if (run.status === 'waiting') await rows.change('runs', run.id, { status: 'queued' })
  return { approval: row.id, status }
}
