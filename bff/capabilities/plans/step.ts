/** The steps of a plan: what they say, what does them, how they stand, and when the persona turns to them. */
import { z } from 'zod'
import { action, type RuntimeContext } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import { loadTime } from '../../recurrence/engine.ts'
import { readInstant } from '../../recurrence/zone.ts'
import type { PlanRow, PlanStepRow } from '../../store/tables.ts'
import { Id, instant } from '../chat/records.ts'
import { notAtOnce, When } from '../schedules/timing.ts'
import { isOpen, stepsOf } from './records.ts'

const MOST = 60

const Text = z.string().trim().min(1).max(500).describe('what is to be done')
const Act = z
  .strictObject({
    action: z.string().max(80).describe('family.verb'),
    input: z.record(z.string(), z.unknown()).default({}).describe('the input of the action'),
  })
  .describe('the action that does it, where there is one')

export const Step = z.strictObject({
  text: Text,
  act: Act.optional(),
  wake: When.optional(),
})

/** What a step costs to keep, in bytes of its input. */
const INPUT = 16_000

const Changes = {
  text: Text.optional(),
  status: z
    .enum(['todo', 'doing', 'waiting', 'done', 'skipped', 'failed'])
    .optional()
    .describe('waiting: for somebody else; done needs evidence or a note'),
  note: z.string().trim().max(1000).optional().describe('what came of it, or why not'),
  evidence: z.array(Id).max(20).optional().describe('ids of messages, acts or things that show it; they are added'),
  act: Act.nullable().optional(),
  wake: When.nullable().optional().describe('when to turn to it by itself; null: not by itself'),
}

export const step = action({
  name: 'plans.step',
  does: 'Say how a step of a plan stands, with what shows it, or change what it says and when to turn to it.',
  scope: 'plans:write',
  risk: 'write',
  wakes: 'clock',
  loads: loadTime,
  input: z.strictObject({ step: Id, ...Changes }),
  async run({ step: id, text, status, note, evidence = [], act, wake }, context): Promise<{ step: string }> {
    const { rows, now, tell, principal } = context
    const row = await rows.one('plan_steps', id)
    const plan = await rows.one('plans', row.plan)
    const before = JSON.parse(row.evidence) as string[]
    const known = new Set([...before, ...evidence])
    const open = isOpen({ status: status ?? row.status })
    if (!open && wake) throw new Problem('invalid_request', 'Nobody turns to a step that is over.')
    await rows.change('plan_steps', id, {
      text: text ?? row.text,
      status: status ?? row.status,
      note: note ?? row.note,
      evidence: JSON.stringify([...known].slice(-40)),
      ...(act === undefined ? {} : actOf(context, plan, act)),
    })
    if (!open || wake === null) await sleep(context, row)
    else if (wake !== undefined) await wakeAt(context, plan, row, readInstant(wake, plan.zone))
    await rows.change('plans', plan.id, { ...(principal.tainted ? { tainted: 1 } : {}), updated_at: now })
    await tell('plans.plan', plan, plan.id)
    return { step: id }
  },
})

/** Add steps from `place` on. @returns their ids */
export const addSteps = async (
  context: RuntimeContext,
  plan: PlanRow,
  place: number,
  steps: readonly z.output<typeof Step>[],
): Promise<string[]> => {
  const { rows, newId } = context
  if (steps.length === 0) return []
  if ((await stepsOf(rows, [plan.id])).length + steps.length > MOST)
    throw new Problem('invalid_request', `A plan has ${MOST} steps at most.`)
  const made: string[] = []
  for (const [index, { text, act, wake }] of steps.entries()) {
    const id = newId('stp')
    await rows.add('plan_steps', {
      id,
      persona: plan.persona,
      plan: plan.id,
      place: place + index,
      text,
      status: 'todo',
      ...actOf(context, plan, act ?? null),
      note: '',
      evidence: '[]',
      wake_at: null,
    })
    if (wake !== undefined) await wakeAt(context, plan, { id }, readInstant(wake, plan.zone))
    made.push(id)
  }
  return made
}

/** What would be refused when it is done is refused now. @throws Problem unknown_action | invalid_request */
const actOf = (
  { bind, principal }: RuntimeContext,
  { persona }: PlanRow,
  act: z.output<typeof Act> | null,
): Pick<PlanStepRow, 'action' | 'input'> => {
  if (act === null) return { action: null, input: null }
  bind({ ...act, persona, person: principal.person })
  const input = JSON.stringify(act.input)
  if (input.length > INPUT) throw new Problem('too_large', 'The input of this step is too long.')
  return { action: act.action, input }
}

/** Have the persona turn to a step at a time. */
const wakeAt = async (
  context: RuntimeContext,
  { persona }: PlanRow,
  { id }: Pick<PlanStepRow, 'id'>,
  at: number,
): Promise<void> => {
  const { rows, jobs, now } = context
  if (at <= now) throw new Problem('invalid_request', 'That time has passed: say one that is to come.')
  await notAtOnce(context, at)
  await rows.change('plan_steps', id, { wake_at: at })
  await jobs.cancel(id)
  const occurrence = `${id}@${instant(at)}`
  await jobs.at({ id: occurrence, key: id, due: at, persona, action: 'plans.wake', input: { step: id, at } })
}

const sleep = async ({ rows, jobs }: RuntimeContext, { id }: PlanStepRow): Promise<void> => {
  await rows.change('plan_steps', id, { wake_at: null })
  await jobs.cancel(id)
}
