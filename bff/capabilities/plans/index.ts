/** Plans: a goal and the way there, which the persona and the person walk together, for as long as it takes. */
import type { Family } from '../../capability.ts'
import { brief } from './brief.ts'
import { list, make, remove, update } from './plans.ts'
import { loadPlans } from './records.ts'
import { step } from './step.ts'
import { wake } from './wake.ts'

const actions = [make, list, update, step, remove, brief, wake] as const

export const plans = {
  name: 'plans',
  panel: true,
  actions,
  events: { 'plans.plan': loadPlans },
} satisfies Family<typeof actions>
