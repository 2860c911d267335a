/** Approvals in the hands of operators: what waits, what they say to it, and what nobody decided in time. Control plane. */
import { z } from 'zod'
import { control, type ControlContext, type Family } from '../../capability.ts'
import { jobsOf } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import type { ApprovalRow } from '../../store/tables.ts'
import { notice } from '../notifications/notice.ts'
import { type Decided, Decision, end, settle as decided } from './decision.ts'
import { asApproval } from './records.ts'

const pending = control({
  name: 'approvals.pending',
  does: 'List what personas ask to be allowed and nobody has decided on, the oldest first.',
  scope: 'approvals:read',
  risk: 'read',
  input: z.strictObject({
    space: z.string().min(1).max(64).optional(),
    limit: z.int().min(1).max(500).default(50),
  }),
  async run({ space, limit }, { deployment }) {
    const found = await deployment.pendingApprovals(limit, space)
    return { approvals: found.map((row) => ({ ...asApproval(row), space: row.space, person: row.owner })) }
  },
})

const settle = control({
  name: 'approvals.settle',
  does: 'Allow what a persona asks for, as it is or edited, or refuse it, in the place of the person.',
  scope: 'approvals:write',
  risk: 'write',
  wakes: 'brain',
  input: Decision,
  async run(decision, context) {
    const row = await context.deployment.approval(decision.approval)
    if (!row) throw new Problem('not_found', 'There is no such approval.')
    const done = await decided(decision, row, placeOf(row, context), context)
    if (row.status === 'pending') await tellPerson(row, done, decision.reason ?? '', context)
    return done
  },
})

const expire = control({
  name: 'approvals.expire',
  does: 'Let what nobody decided on in time go, so that the runs that wait for it can say so.',
  scope: 'approvals:write',
  risk: 'write',
  doors: ['clock', 'http', 'cli'],
  every: 60,
  wakes: 'brain',
  input: z.strictObject({}),
  async run(_, context) {
    const late = await context.deployment.lateApprovals(context.now)
    for (const row of late) {
      const done = await end(row, 'expired', placeOf(row, context), context.now)
      if (row.by === 'operator') await tellPerson(row, done, '', context)
    }
    return { expired: late.length }
  },
})

const placeOf = ({ space, owner: person, persona }: ApprovalRow, { within }: ControlContext) =>
  within({ space, person, persona })

const TITLES: Partial<Record<Decided['status'], string>> = {
  approved: 'Allowed by an operator',
  rejected: 'Refused by an operator',
  expired: 'Nobody decided in time',
}

/** Who waited for somebody else's word hears of it, under the grant that the run was made under. */
const tellPerson = async (row: ApprovalRow, { status }: Decided, reason: string, context: ControlContext) => {
  const { id, owner: person, persona, run: jti, does, conversation, tainted } = row
  const place = placeOf(row, context)
  const run = await place.rows.one('runs', jti)
  const scopes = new Set(run.scope.split(' '))
  const principal = { ...context.principal, door: 'brain' as const, person, jti, scopes }
  const { now, newId } = context
  await notice(
    { ...place, now, newId, principal, jobs: jobsOf(place.rows, principal) },
    {
      persona,
      category: 'approvals',
      title: TITLES[status] ?? '',
      text: reason === '' ? does : `${does} ${reason}`,
      link: { kind: 'approval', id, conversation },
      dedupe: `${id}.${status}`,
      tainted,
    },
  )
}

const actions = [pending, settle, expire] as const
export const operators = { name: 'approvals', panel: false, actions, events: {} } satisfies Family<typeof actions>
