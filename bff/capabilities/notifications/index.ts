/** Notifications: what a person is told, wherever it comes from, and how the person wants to be told. */
import type { Family } from '../../capability.ts'
import { list } from './list.ts'
import { archive, mark } from './mark.ts'
import { preferences } from './preferences.ts'
import { loaders } from './records.ts'
import { send } from './send.ts'
import { snooze, wake } from './snooze.ts'

const actions = [list, mark, snooze, archive, preferences, send, wake] as const

export const notifications = {
  name: 'notifications',
  panel: true,
  actions,
  events: loaders,
} satisfies Family<typeof actions>
