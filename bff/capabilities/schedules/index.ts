/** Schedules: what the persona says or does by itself, at a time or again and again. */
import type { Family } from '../../capability.ts'
import { brief } from './brief.ts'
import { fire } from './fire.ts'
import { loadSchedules } from './records.ts'
import { add, change, list, remove } from './schedules.ts'

const actions = [add, list, change, remove, brief, fire] as const

export const schedules = {
  name: 'schedules',
  panel: false,
  actions,
  events: { 'schedules.schedule': loadSchedules },
} satisfies Family<typeof actions>
