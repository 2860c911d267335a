/** One line of everyday language, read as an entry: somebody looks at it before it is added. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import { type Draft, entryIn, type Unread } from '../../language/entry.ts'
import { loadDates } from '../../language/when.ts'
import { loadTime } from '../../recurrence/engine.ts'
import { toLocal } from '../../recurrence/zone.ts'
import { Zone, zoneFor } from './settings.ts'

export const parse = action({
  name: 'agenda.parse',
  does: 'Read one line such as "lunch with Ana Friday at 1 for 90 minutes" as an entry, which is not added by this.',
  scope: 'agenda:read',
  risk: 'read',
  words: 'own',
  tool: false,
  doors: ['socket', 'http'],
  loads: async () => {
    await loadTime()
    await loadDates()
  },
  input: z.strictObject({ text: z.string().trim().min(1).max(500), zone: Zone.optional() }),
  async run(
    { text, zone: said },
    { rows, now },
  ): Promise<{
    /** `null`: it was not understood. */
    entry: Draft | null
    why: Unread | null
    /** The zone in which its times are meant. */
    zone: string
  }> {
    const zone = await zoneFor(rows, said)
    const read = entryIn(text, toLocal(now, zone))
    return typeof read === 'string' ? { entry: null, why: read, zone } : { entry: read, why: null, zone }
  },
})
