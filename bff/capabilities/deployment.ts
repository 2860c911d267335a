/** Deployment: the upkeep of what belongs to no space. Control plane. */
import { z } from 'zod'
import { control, type Family } from '../capability.ts'

const sweep = control({
  name: 'deployment.sweep',
  does: 'Delete expired idempotency keys, sessions and single-use values.',
  scope: 'deployment:write',
  risk: 'write',
  doors: ['clock', 'http', 'cli'],
  every: 3600,
  input: z.strictObject({}),
  async run(_, { deployment, now }) {
    return { deleted: await deployment.sweep(now) }
  },
})

const actions = [sweep] as const
export const deployment = { name: 'deployment', panel: false, actions, events: {} } satisfies Family<typeof actions>
