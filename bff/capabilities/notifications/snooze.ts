/** Putting a notice off, and how it comes back: as something that nobody has seen. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import { loadTime } from '../../recurrence/engine.ts'
import { readInstant } from '../../recurrence/zone.ts'
import { Id } from '../chat/records.ts'
import { When, Zone, zoneOf } from '../schedules/timing.ts'
import { putAway, tellOf, wakeAt } from './notice.ts'
import { choicesOf } from './records.ts'

/** Nothing is put off for longer, in milliseconds. */
const FAR = 366 * 86_400_000

export const snooze = action({
  name: 'notifications.snooze',
  does: 'Put a notice off: it is out of sight until then, and comes back as a new one.',
  scope: 'notifications:write',
  risk: 'write',
  wakes: 'clock',
  loads: loadTime,
  input: z.strictObject({
    notice: Id,
    until: When.min(16).optional().describe('when it comes back: local time or with its offset; left out: now'),
    zone: Zone.optional(),
  }),
  async run({ notice: id, until, zone }, context): Promise<{ notice: string; until: string | null }> {
    const { rows, now, jobs } = context
    const row = await rows.one('notices', id)
    const { quiet } = await choicesOf(rows, row.persona)
    const at = until === undefined ? null : readInstant(until, await zoneOf(rows, zone ?? quiet?.zone))
    if (at !== null && at <= now) throw new Problem('invalid_request', 'That time has passed: say one that is to come.')
    if (at !== null && at > now + FAR) throw new Problem('invalid_request', 'That is too far: a year is the most.')
    await jobs.cancel(id)
    const back = { seen_at: null, read_at: null, arrived_at: now }
    await rows.change('notices', id, {
      archived_at: null,
      held_until: null,
      snoozed_until: at,
      ...(at === null && row.snoozed_until !== null ? back : {}),
    })
    if (at !== null) await wakeAt(context, row, at)
    await tellOf(context, row.persona, row.owner, [id])
    return { notice: id, until: at === null ? null : new Date(at).toISOString() }
  },
})

export const wake = action({
  name: 'notifications.wake',
  does: 'Bring a notice into sight that was snoozed, or held until quiet hours end.',
  scope: 'notifications:read',
  risk: 'write',
  tool: false,
  doors: ['clock'],
  input: z.strictObject({ notice: Id, at: z.int() }),
  async run({ notice: id, at }, context): Promise<{ notice: string }> {
    const { rows, now } = context
    const row = await rows.one('notices', id)
    if ((row.snoozed_until ?? row.held_until) !== at) throw new Problem('conflict', 'It does not come back then.')
    const { off } = await choicesOf(rows, row.persona)
    // Switched off while it was held.
    if (row.held_until !== null && row.urgency !== 'critical' && off.includes(row.category)) await putAway(context, row)
    else {
      const back = { seen_at: null, read_at: null, arrived_at: now }
      await rows.change('notices', id, { ...back, snoozed_until: null, held_until: null })
    }
    await tellOf(context, row.persona, row.owner, [id])
    return { notice: id }
  },
})
