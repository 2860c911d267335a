/** Where a person is, and when they may be asked for. Never where the server is. */
import { z } from 'zod'
import { nextReminder } from '../../agenda/reminders.ts'
import type { Hours } from '../../agenda/slots.ts'
import { action, type RuntimeContext } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import { loadTime } from '../../recurrence/engine.ts'
import { isZone } from '../../recurrence/zone.ts'
import type { Rows } from '../../store/rows.ts'
import { Id } from '../chat/records.ts'
import { zoneOf as zoneOfSchedules } from '../schedules/timing.ts'
import { remindOf } from './keep.ts'
import { read } from './records.ts'

export const Zone = z
  .string()
  .max(60)
  .describe("the person's IANA time zone, such as Europe/Lisbon; left out, the one that is known of them")

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const HoursOf = z
  .strictObject({
    from: Time.default('09:00'),
    to: Time.default('18:00'),
    days: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5]).describe('1 is Monday, 7 is Sunday'),
  })
  .describe('the hours of a day that may be used')

const OFFICE: Hours = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] }

const settingsOf = async (rows: Rows, persona?: string) => {
  const found = await rows.find('agenda_settings', 'latest', [], (own) => own.selectAll().orderBy('updated_at', 'desc'))
  return found.find((row) => persona === undefined || row.persona === persona)
}

/** The zone that is meant: this one, the one that the person has set, or the one they scheduled in last. */
export const zoneFor = async (rows: Rows, zone: string | undefined, persona?: string): Promise<string> => {
  if (zone !== undefined) {
    if (isZone(zone)) return zone
    throw new Problem('invalid_request', 'There is no such time zone: write it like Europe/Lisbon.')
  }
  return (await settingsOf(rows, persona))?.zone ?? (await zoneOfSchedules(rows, undefined))
}

/** The zone that a person's own device tells: kept where they have set none. What is none is left. */
export const tellZone = async (
  { rows, now, newId }: Pick<RuntimeContext, 'rows' | 'now' | 'newId'>,
  persona: string,
  zone: string,
): Promise<void> => {
  if (!isZone(zone) || (await settingsOf(rows, persona))) return
  await rows.add('agenda_settings', { id: newId('ags'), persona, zone, hours: JSON.stringify(OFFICE), updated_at: now })
}

/** The zone that is known of a person; `undefined` for none. */
export const knownZone = async (rows: Rows): Promise<string | undefined> => (await settingsOf(rows))?.zone

export const hoursFor = async (rows: Rows): Promise<Hours> => {
  const row = await settingsOf(rows)
  return row ? (JSON.parse(row.hours) as Hours) : OFFICE
}

export const settings = action({
  name: 'agenda.settings',
  does: "Set the person's time zone and the hours in which they may be asked for; without any, say which they are.",
  scope: 'agenda:write',
  risk: 'write',
  wakes: 'clock',
  loads: loadTime,
  input: z.strictObject({ zone: Zone.optional(), hours: HoursOf.optional(), persona: Id.optional() }),
  async run(
    { zone, hours, persona },
    context,
  ): Promise<{
    zone: string
    hours: Hours
    /** The person has said so, or something that knows where they are. */
    known: boolean
  }> {
    const { rows, now, newId } = context
    const { id } = persona === undefined ? context.onlyPersona() : context.persona(persona)
    const before = await settingsOf(rows, id)
    if (hours && hours.from >= hours.to) throw new Problem('invalid_request', 'The hours end before they begin.')
    const said = {
      zone: await zoneFor(rows, zone, id),
      hours: hours ?? (before ? (JSON.parse(before.hours) as Hours) : OFFICE),
    }
    if (zone === undefined && hours === undefined) return { ...said, known: before !== undefined }
    const row = { zone: said.zone, hours: JSON.stringify(said.hours), updated_at: now }
    if (before) await rows.change('agenda_settings', before.id, row)
    else await rows.add('agenda_settings', { id: newId('ags'), persona: id, ...row })
    if (said.zone !== before?.zone) await moveReminders(context, id, said.zone)
    return { ...said, known: true }
  },
})

/** What is on the person's own clock comes at another time now. */
const moveReminders = async (context: RuntimeContext, persona: string, zone: string): Promise<void> => {
  const { rows, now } = context
  const found = await rows
    .from('agenda_entries')
    .selectAll()
    .where('persona', '=', persona)
    .where('remind_at', 'is not', null)
    .execute()
  for (const row of found) {
    const { content } = read(row)
    if ([content, ...Object.values(content.overrides)].every((each) => each.zone !== null)) continue
    const next = nextReminder(content, zone, Math.max(now, row.reminded_at ?? 0))
    if (next === row.remind_at) continue
    await rows.change('agenda_entries', row.id, { remind_at: next, revision: row.revision + 1 })
    await context.jobs.cancel(row.id)
    if (next !== null) await context.jobs.at(remindOf({ ...row, revision: row.revision + 1 }, next))
  }
}
