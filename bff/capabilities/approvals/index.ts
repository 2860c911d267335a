/** Approvals: what the persona asks to be allowed, and what a person says to it. */
import { z } from 'zod'
import { action, type Family, type RuntimeContext } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import type { Approval } from '../../protocol.ts'
import type { Rows } from '../../store/rows.ts'
import type { ApprovalRow } from '../../store/tables.ts'
import { Id } from '../chat/records.ts'
import { asApproval, type Standing } from './records.ts'

/** How long one waits for an answer, in milliseconds. */
const WAITS = 24 * 3600_000

const Input = z.record(z.string(), z.unknown())

/** The brain's own step: ask, or find out what was said. */
const ask = action({
  name: 'approvals.ask',
  does: 'Ask whether something may be done, once for each call of a run.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['brain'],
  input: z.strictObject({
    run: Id,
    key: z.string().max(200),
    action: z.string().max(80),
    does: z.string(),
    risk: z.enum(['read', 'write', 'spend', 'contact', 'irreversible']),
    input: Input,
    hash: z.string(),
    by: z.enum(['person', 'operator']),
    tainted: z.boolean(),
  }),
  async run({ run: id, ...wanted }, { rows, now, newId, tell }): Promise<Standing> {
    const run = await rows.one('runs', id)
    const found = await rows
      .from('approvals')
      .selectAll()
      .where('run', '=', id)
      .where('key', '=', wanted.key)
      .executeTakeFirst()
    if (found && found.status === 'pending' && found.expires_at <= now)
      return standing(await close(rows, found, 'expired'))
    if (found) return standing(found)
    const before = await rows
      .from('approvals')
      .selectAll()
      .where('hash', '=', wanted.hash)
      .where('standing_until', '>', now)
      .executeTakeFirst()
    const row = {
      ...wanted,
      id: newId('apr'),
      persona: run.persona,
      run: id,
      conversation: run.conversation,
      message: run.message,
      input: JSON.stringify(wanted.input),
      tainted: wanted.tainted ? 1 : 0,
      // What a person allowed for a while was allowed of the person's own words, not of a stranger's.
      ...(before && !wanted.tainted
        ? { status: 'approved' as const, decided_by: before.decided_by }
        : { status: 'pending' as const, decided_by: null }),
      reason: null,
      created_at: now,
      expires_at: now + WAITS,
      standing_until: null,
    }
    await rows.add('approvals', row)
    await tell('chat.approval', await rows.one('conversations', run.conversation), row.id)
    return standing(row)
  },
})

const standing = ({
  id,
  status,
  reason,
  input,
}: Pick<ApprovalRow, 'id' | 'status' | 'reason' | 'input'>): Standing => ({
  id,
  status,
  reason,
  input: JSON.parse(input) as Record<string, unknown>,
})

const close = async (rows: Rows, row: ApprovalRow, status: 'expired' | 'withdrawn'): Promise<ApprovalRow> => {
  await rows.change('approvals', row.id, { status })
  return { ...row, status }
}

const list = action({
  name: 'approvals.list',
  does: 'List what the persona asks to be allowed, the newest first.',
  scope: 'approvals:read',
  risk: 'read',
  words: 'own',
  input: z.strictObject({
    status: z.enum(['pending', 'approved', 'used', 'rejected', 'expired', 'withdrawn']).default('pending'),
    limit: z.int().min(1).max(100).default(20),
  }),
  async run({ status, limit }, { rows }): Promise<{ approvals: Approval[] }> {
    const found = await rows
      .from('approvals')
      .selectAll()
      .where('status', '=', status)
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return { approvals: found.map(asApproval) }
  },
})

/** What somebody says to an approval, whoever decides. */
const Decision = z.strictObject({
  approval: Id,
  decision: z.enum(['approve', 'reject']),
  reason: z.string().trim().max(500).optional().describe('why it is rejected; the persona is told'),
  input: Input.optional().describe('what to do instead of what was asked for; the whole input'),
  days: z.int().min(1).max(90).optional().describe('do the very same without asking for this many days'),
})

const decide = action({
  name: 'approvals.decide',
  does: 'Allow what the persona asks for, as it is or edited, or refuse it.',
  scope: 'approvals:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  wakes: 'brain',
  input: Decision,
  async run(decision, context): Promise<{ approval: string; status: Approval['status'] }> {
    const row = await context.rows.one('approvals', decision.approval)
    if (row.by === 'operator') throw new Problem('not_allowed', 'An operator decides on this.')
    return await settle(decision, row, context)
  },
})

/**
 * Decide on an approval; its run goes on by itself.
 * @throws Problem conflict, when it was decided otherwise before or nobody may decide any more
 */
const settle = async (
  { decision, reason, input, days }: z.output<typeof Decision>,
  row: ApprovalRow,
  { rows, tell, now, principal, bind }: Pick<RuntimeContext, 'rows' | 'tell' | 'now' | 'principal' | 'bind'>,
): Promise<{ approval: string; status: Approval['status'] }> => {
  const status = decision === 'approve' ? 'approved' : 'rejected'
  // The same decision once more is no mistake.
  const same = row.status === status || (row.status === 'used' && status === 'approved')
  if (same && input === undefined) return { approval: row.id, status: row.status }
  if (row.status !== 'pending') throw new Problem('conflict', `This was ${row.status} already.`)
  if (row.expires_at <= now) throw new Problem('conflict', 'It is too late: nobody decided in time.')
  const { input: agreed, hash } = bind({
    action: row.action,
    input: input ?? JSON.parse(row.input),
    persona: row.persona,
    person: row.owner,
  })
  if (status === 'approved' && input === undefined && hash !== row.hash) {
    await rows.change('approvals', row.id, { status: 'expired' })
    await told(rows, tell, row)
    return { approval: row.id, status: 'expired' }
  }
  await rows.change('approvals', row.id, {
    status,
    input: JSON.stringify(agreed),
    hash,
    decided_by: principal.sub,
    reason: reason ?? null,
    standing_until: status === 'approved' && days !== undefined ? now + days * 86_400_000 : null,
    // Once decided it has the same time again to be done.
    expires_at: now + WAITS,
  })
  await told(rows, tell, row)
  return { approval: row.id, status }
}

/** The run that waited is taken up again, whatever the decision was. */
const told = async (rows: Rows, tell: RuntimeContext['tell'], row: ApprovalRow): Promise<void> => {
  const conversation = await rows.one('conversations', row.conversation)
  const run = await rows.one('runs', row.run)
  await tell('chat.approval', conversation, row.id)
  if (run.status === 'waiting') await rows.change('runs', run.id, { status: 'queued' })
}

const actions = [ask, list, decide] as const
export const approvals = { name: 'approvals', panel: false, actions, events: {} } satisfies Family<typeof actions>
