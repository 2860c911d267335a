/** How a person wants to be told: of what, and when not. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import type { Inbox } from '../../protocol.ts'
import { Id } from '../chat/records.ts'
import { Zone, zoneOf } from '../schedules/timing.ts'
import { Category } from './list.ts'
import { choose, tellOf } from './notice.ts'
import { choicesOf, inboxOf, readInbox } from './records.ts'

/** How many categories may be switched off. */
const MOST = 100

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const preferences = action({
  name: 'notifications.preferences',
  does: 'Stop telling this person one kind of notice, tell it again, or set quiet hours; without a change, say how it is.',
  scope: 'notifications:write',
  risk: 'write',
  input: z.strictObject({
    category: Category.optional(),
    notice: Id.optional().describe('instead of a category: a notice of the kind that is meant'),
    on: z.boolean().default(false).describe('false: stop telling it; true: tell it again'),
    quiet: z
      .strictObject({
        from: Time.describe('local time such as 22:00'),
        to: Time.describe('local time such as 07:00'),
        zone: Zone.optional(),
      })
      .nullable()
      .optional()
      .describe('quiet hours; null: none'),
    persona: Id.optional(),
  }),
  async run({ category, notice, on, quiet, persona }, context): Promise<Inbox> {
    const { rows, principal } = context
    if (category !== undefined && notice !== undefined)
      throw new Problem('invalid_request', 'Name a category or a notice, not both.')
    const meant = notice === undefined ? undefined : await rows.one('notices', notice)
    const kind = category ?? meant?.category
    const chosen = persona ?? meant?.persona
    const { id } = chosen === undefined ? context.onlyPersona() : context.persona(chosen)
    const inbox = inboxOf(id, principal.person)
    if (kind === undefined && quiet === undefined) return await readInbox(rows, inbox)
    const { off } = await choicesOf(rows, id)
    if (kind !== undefined && !on && !off.includes(kind) && off.length >= MOST)
      throw new Problem('conflict', `There are ${MOST} kinds switched off already.`)
    const others = off.filter((each) => each !== kind)
    await choose(context, id, principal.person, {
      ...(kind === undefined ? {} : { off: JSON.stringify(on ? others : [...others, kind]) }),
      ...(quiet === undefined
        ? {}
        : quiet === null
          ? { quiet_from: null, quiet_to: null, zone: null }
          : { quiet_from: quiet.from, quiet_to: quiet.to, zone: await zoneOf(rows, quiet.zone) }),
    })
    await tellOf(context, id, principal.person, [])
    return await readInbox(rows, inbox)
  },
})
