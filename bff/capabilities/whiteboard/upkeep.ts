/** The upkeep of whiteboards: what was removed a week ago is forgotten. Control plane. */
import { z } from 'zod'
import { control, type Family } from '../../capability.ts'

const DAYS = 7

const sweep = control({
  name: 'whiteboard.sweep',
  does: 'Forget what was removed from whiteboards, and the edits that were made to them, seven days ago and before.',
  scope: 'whiteboard:write',
  risk: 'write',
  doors: ['clock', 'http', 'cli'],
  every: 3600,
  input: z.strictObject({}),
  run: async (_, { deployment, now }) => ({ swept: await deployment.sweepBoards(now - DAYS * 86_400_000) }),
})

const actions = [sweep] as const
export const upkeep = { name: 'whiteboard', panel: false, actions, events: {} } satisfies Family<typeof actions>
