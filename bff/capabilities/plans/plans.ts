/** Plans as a person or the persona makes, finds, changes and removes them. */
import { z } from 'zod'
import { action, type RuntimeContext } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import { loadTime } from '../../recurrence/engine.ts'
import type { Plan } from '../../protocol.ts'
import type { PlanRow } from '../../store/tables.ts'
import { Id } from '../chat/records.ts'
import { Zone, zoneOf } from '../schedules/timing.ts'
import { drop } from './drop.ts'
import { stepsOf, withSteps } from './records.ts'
import { addSteps, Step } from './step.ts'

/** How many a person may have that are active. */
const MOST = 50

const Goal = z.string().trim().min(1).max(500).describe('what is to be reached')

export const make = action({
  name: 'plans.make',
  does: 'Make a plan for a goal: a few steps, each with what does it and when to turn to it, where that is known.',
  scope: 'plans:write',
  risk: 'write',
  wakes: 'clock',
  loads: loadTime,
  input: z.strictObject({
    goal: Goal,
    steps: z.array(Step).max(30).default([]),
    zone: Zone.optional(),
    conversation: Id.optional().describe('where to work on it; left out, in one of its own'),
    persona: Id.optional(),
  }),
  async run(
    { goal, steps, zone, conversation, persona },
    context,
  ): Promise<{
    plan: string
    /** Their ids, in their order. */
    steps: string[]
  }> {
    const { rows, now, newId, tell, principal } = context
    const place = await placeOf(context, conversation)
    const chosen = persona === undefined ? (place?.persona ?? context.onlyPersona().id) : context.persona(persona).id
    if (place && place.persona !== chosen)
      throw new Problem('invalid_request', 'This conversation is with another persona.')
    const active = await rows
      .from('plans')
      .select(({ fn }) => fn.countAll<number>().as('many'))
      .where('status', '=', 'active')
      .executeTakeFirst()
    if (Number(active?.many ?? 0) >= MOST)
      throw new Problem('conflict', `There are ${MOST} active plans already: finish or drop one first.`)
    const id = newId('pln')
    await rows.add('plans', {
      id,
      persona: chosen,
      goal,
      status: 'active',
      zone: await zoneOf(rows, zone),
      conversation: place?.id ?? null,
      tainted: principal.tainted ? 1 : 0,
      created_at: now,
      updated_at: now,
    })
    const plan = await rows.one('plans', id)
    const made = await addSteps(context, plan, 0, steps)
    await tell('plans.plan', plan, id)
    return { plan: id, steps: made }
  },
})

/** The persona works on it where it was asked to. */
const placeOf = async ({ rows, principal }: RuntimeContext, wanted: string | undefined) => {
  if (wanted !== undefined) return await rows.one('conversations', wanted)
  if (principal.door !== 'brain') return undefined
  return await rows.one('conversations', (await rows.one('runs', principal.jti)).conversation)
}

export const list = action({
  name: 'plans.list',
  words: 'labelled',
  does: 'List the plans with their steps, the most recently changed first.',
  scope: 'plans:read',
  risk: 'read',
  input: z.strictObject({
    status: z.enum(['active', 'done', 'dropped', 'all']).default('active'),
    limit: z.int().min(1).max(50).default(20),
  }),
  async run({ status, limit }, { rows, taint }): Promise<{ plans: Plan[] }> {
    let query = rows.from('plans').selectAll()
    if (status !== 'all') query = query.where('status', '=', status)
    const found = await query.orderBy('updated_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
    if (found.some(({ tainted }) => tainted === 1)) taint()
    return { plans: await withSteps(rows, found) }
  },
})

export const update = action({
  name: 'plans.update',
  does: 'Change the goal of a plan, add steps at its end, or say that it is done, dropped or active again.',
  scope: 'plans:write',
  risk: 'write',
  wakes: 'clock',
  loads: loadTime,
  input: z.strictObject({
    plan: Id,
    goal: Goal.optional(),
    status: z.enum(['active', 'done', 'dropped']).optional(),
    steps: z.array(Step).max(30).default([]).describe('steps to add'),
  }),
  async run({ plan: id, goal, status, steps }, context): Promise<{ plan: string; steps: string[] }> {
    const { rows, tell } = context
    const plan = await rows.one('plans', id)
    const before = await stepsOf(rows, [id])
    const made = await addSteps(
      context,
      plan,
      before.length === 0 ? 0 : Math.max(...before.map(({ place }) => place)) + 1,
      steps,
    )
    await touch(context, plan, { ...(goal === undefined ? {} : { goal }), ...(status === undefined ? {} : { status }) })
    // Nobody turns to what is over.
    if (status === 'done' || status === 'dropped')
      for (const each of await stepsOf(rows, [id]))
        if (each.wake_at !== null) {
          await context.jobs.cancel(each.id)
          await rows.change('plan_steps', each.id, { wake_at: null })
        }
    await tell('plans.plan', plan, id)
    return { plan: id, steps: made }
  },
})

/** Somebody wrote in it now, and whoever had read words of others leaves a mark. */
const touch = (
  { rows, now, principal }: RuntimeContext,
  { id }: PlanRow,
  more: Partial<Pick<PlanRow, 'goal' | 'status'>> = {},
): Promise<void> => rows.change('plans', id, { ...more, ...(principal.tainted ? { tainted: 1 } : {}), updated_at: now })

export const remove = action({
  name: 'plans.remove',
  does: 'Delete a plan with all its steps.',
  scope: 'plans:write',
  risk: 'irreversible',
  input: z.strictObject({ plan: Id }),
  async run({ plan: id }, context): Promise<{ removed: string }> {
    await drop(context, id)
    return { removed: id }
  },
})
