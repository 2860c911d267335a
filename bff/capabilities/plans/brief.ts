/** The standing plans, as the persona has them in mind. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import type { PlanRow, PlanStepRow } from '../../store/tables.ts'
import { Id, instant } from '../chat/records.ts'
import { brieflyQuoted } from '../schedules/brief.ts'
import { isOpen, stepsOf } from './records.ts'

/** Plans, and open steps of each. */
const PLANS = 4
const STEPS = 5

export const brief = action({
  name: 'plans.brief',
  does: 'Say how the standing plans stand and what comes next in them.',
  scope: 'chat:write',
  risk: 'read',
  tool: false,
  doors: ['brain'],
  briefs: true,
  input: z.strictObject({ run: Id, about: z.string() }),
  async run(_, { rows, principal }): Promise<{ lines: string[] }> {
    // An app that may not read them is not told of them by the way.
    if (!principal.scopes.has('plans:read')) return { lines: [] }
    const found = await rows.find('plans', 'active', ['active', PLANS], (own) =>
      own.selectAll().where('status', '=', 'active').orderBy('updated_at', 'desc').limit(PLANS),
    )
    if (found.length === 0) return { lines: [] }
    const steps = Map.groupBy(
      await stepsOf(
        rows,
        found.map(({ id }) => id),
      ),
      ({ plan }) => plan,
    )
    return { lines: found.flatMap((plan) => linesOf(plan, steps.get(plan.id) ?? [])) }
  },
})

/** Words that may be of others are left where they are: `plans.list` shows them with their label. */
const linesOf = ({ id, goal, tainted }: PlanRow, steps: PlanStepRow[]): string[] => {
  const said = (text: string): string => (tainted === 1 ? 'in words that may be of others' : brieflyQuoted(text))
  const open = steps.filter(isOpen)
  return [
    `Plan ${id}, ${said(goal)}: ${steps.length - open.length} of ${steps.length} steps are over.`,
    ...open
      .slice(0, STEPS)
      .map(
        (step) =>
          `- step ${step.id}, ${step.status}${step.wake_at === null ? '' : `, next at ${instant(step.wake_at)}`}: ${said(step.text)}`,
      ),
  ]
}
