/** Approvals: what the persona asks to be allowed, and what a person says to it. */
import { z } from 'zod'
import { action, type Family, type RuntimeContext } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import type { Approval } from '../../protocol.ts'
import type { ApprovalRow } from '../../store/tables.ts'
import { Id } from '../chat/records.ts'
import { attended, notice } from '../notifications/notice.ts'
import { type Decided, Decision, Input, settle, WAITS } from './decision.ts'
import { asApproval, type Standing } from './records.ts'

/** The brain's own step: ask, or find out what was said. */
const ask = action({
  name: 'approvals.ask',
  does: 'Ask whether something may be done, once for each call of a run.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['brain'],
  wakes: 'clock',
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
  async run({ run: id, ...wanted }, context): Promise<Standing> {
    const { rows, now, newId, tell } = context
    const run = await rows.one('runs', id)
    const found = await rows
      .from('approvals')
      .selectAll()
      .where('run', '=', id)
      .where('key', '=', wanted.key)
      .executeTakeFirst()
    if (found?.status === 'pending' && found.expires_at <= now) {
      await rows.change('approvals', found.id, { status: 'expired' })
      await tell('chat.approval', await rows.one('conversations', run.conversation), found.id)
      await attended(context, found, found.id)
      return standing({ ...found, status: 'expired' })
    }
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
    if (row.status === 'pending' && row.by === 'person') await noticeOf(context, row)
    return standing(row)
  },
})

const noticeOf = (
  context: RuntimeContext,
  { id, persona, does, conversation, tainted }: Omit<ApprovalRow, 'space' | 'owner'>,
) =>
  notice(context, {
    persona,
    category: 'approvals',
    title: 'Something waits for your approval',
    text: does,
    link: { kind: 'approval', id, conversation },
    dedupe: id,
    tainted,
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

const list = action({
  name: 'approvals.list',
  does: 'List what the persona asks to be allowed, the newest first.',
  scope: 'approvals:read',
  risk: 'read',
  words: 'labelled',
  input: z.strictObject({
    status: z.enum(['pending', 'approved', 'used', 'rejected', 'expired', 'withdrawn']).default('pending'),
    limit: z.int().min(1).max(100).default(20),
  }),
  async run({ status, limit }, { rows, taint }): Promise<{ approvals: Approval[] }> {
    const found = await rows
      .from('approvals')
      .selectAll()
      .where('status', '=', status)
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    if (found.some(({ tainted }) => tainted === 1)) taint()
    return { approvals: found.map(asApproval) }
  },
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
  async run(decision, context): Promise<Decided> {
    const row = await context.rows.one('approvals', decision.approval)
    if (row.by === 'operator') throw new Problem('not_allowed', 'An operator decides on this.')
    return await settle(decision, row, context, context)
  },
})

const actions = [ask, list, decide] as const
export const approvals = { name: 'approvals', panel: false, actions, events: {} } satisfies Family<typeof actions>
