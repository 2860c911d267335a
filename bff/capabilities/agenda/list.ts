/** Looking at an agenda: what there is, when somebody is free, when something would fit. */
import { z } from 'zod'
import { expand, type Window } from '../../agenda/occurrences.ts'
import { merged, suggestions } from '../../agenda/slots.ts'
import { action } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import type { AgendaEntry, AgendaOccurrence } from '../../protocol.ts'
import { loadTime } from '../../recurrence/engine.ts'
import { readInstant } from '../../recurrence/zone.ts'
import type { Rows } from '../../store/rows.ts'
import { Id, instant } from '../chat/records.ts'
import { asEntry, asOccurrence, type Read, read, readId } from './records.ts'
import { HoursOf, hoursFor, Zone, zoneFor } from './settings.ts'

const DAY = 86_400_000
/** The longest window, in days, and the occurrences that are looked at for what is free. */
const WINDOW = 400
const BUSY = 5000

const From = z
  .string()
  .max(40)
  .describe('local time such as 2026-03-08T00:00, or with its offset such as 2026-03-08T00:00:00Z')
const To = z.string().max(40).describe('the end, in the same way; it is not included')

/** The entries that may come in a window. */
export const entriesIn = async (rows: Rows, { from, to }: Window): Promise<Read[]> => {
  const found = await rows.find('agenda_entries', 'window', [to, from], (own) =>
    own
      .selectAll()
      .where('first_at', '<', to)
      .where((eb) => eb.or([eb('last_at', 'is', null), eb('last_at', '>=', from)])),
  )
  return found.map(read)
}

/** @throws Problem invalid_request */
const windowOf = async (
  rows: Rows,
  { from, to, zone: said }: { from: string; to: string; zone?: string | undefined },
): Promise<Window> => {
  const zone = await zoneFor(rows, said)
  const window = { from: readInstant(from, zone), to: readInstant(to, zone), zone }
  if (window.to <= window.from) throw new Problem('invalid_request', 'The end is not after the beginning.')
  if (window.to - window.from > WINDOW * DAY) throw new Problem('invalid_request', `Ask for ${WINDOW} days at most.`)
  return window
}

export const list = action({
  name: 'agenda.list',
  does: 'List what is in the agenda between two times, each time of what comes again by itself.',
  scope: 'agenda:read',
  risk: 'read',
  words: 'labelled',
  loads: loadTime,
  input: z.strictObject({
    from: From,
    to: To,
    zone: Zone.optional(),
    limit: z.int().min(1).max(1000).default(200),
  }),
  async run(
    { limit, ...said },
    { rows, taint },
  ): Promise<{
    occurrences: AgendaOccurrence[]
    /** The zone in which whole days are meant. */
    zone: string
    /** There are more between the last one and the end. */
    more: boolean
    /** Entries whose rules take so long that some of their times may be missing. */
    left: string[]
  }> {
    const window = await windowOf(rows, said)
    const { found, more, left } = expand(await entriesIn(rows, window), window, limit)
    if (found.some(({ entry: { row } }) => row.trust === 'outside')) taint()
    return {
      occurrences: found.map(({ entry, occurrence }) => asOccurrence(entry, occurrence, window.zone)),
      zone: window.zone,
      more,
      left: left.map(({ row }) => row.id),
    }
  },
})

export const get = action({
  name: 'agenda.get',
  does: 'Show all there is to know of one entry of the agenda: notes, attendees, reminders, rule, and who made it.',
  scope: 'agenda:read',
  risk: 'read',
  words: 'labelled',
  loads: loadTime,
  input: z.strictObject({ id: Id.describe('the id of an entry or of one of its times, from agenda.list') }),
  async run({ id }, { rows, taint }): Promise<{ entry: AgendaEntry }> {
    const row = await rows.one('agenda_entries', readId(id).entry)
    if (row.trust === 'outside') taint()
    return { entry: asEntry(read(row)) }
  },
})

/** Times that are taken, as `expand` finds them. */
const busyIn = async (rows: Rows, window: Window) => {
  const entries = await entriesIn(rows, window)
  const { found, more } = expand(entries, window, BUSY)
  const spans = found.flatMap(({ occurrence: { start, end, content } }) => (content.free ? [] : [{ start, end }]))
  // What comes after the last one that was looked at is not known to be free.
  const until = more ? (found.at(-1)?.occurrence.start ?? window.to) : window.to
  return { spans, until }
}

const wire = ({ start, end }: { start: number; end: number }) => ({ start: instant(start), end: instant(end) })

export const freebusy = action({
  name: 'agenda.freebusy',
  does: 'Say at which times between two others the person is busy. All the rest is free.',
  scope: 'agenda:read',
  risk: 'read',
  words: 'own',
  loads: loadTime,
  input: z.strictObject({ from: From, to: To, zone: Zone.optional() }),
  async run(
    said,
    { rows },
  ): Promise<{
    busy: { start: string; end: string }[]
    /** So far it is known. */
    until: string
  }> {
    const window = await windowOf(rows, said)
    const { spans, until } = await busyIn(rows, window)
    return { busy: merged(spans, { start: window.from, end: until }).map(wire), until: instant(until) }
  },
})

export const suggest = action({
  name: 'agenda.suggest',
  does: 'Suggest times at which something of this length would fit: the person is free, and everybody else that is named.',
  scope: 'agenda:read',
  risk: 'read',
  words: 'own',
  loads: loadTime,
  input: z.strictObject({
    minutes: z.int().min(5).max(1440),
    from: From,
    to: To,
    zone: Zone.optional(),
    hours: HoursOf.optional(),
    busy: z
      .array(z.strictObject({ start: From, end: To }))
      .max(500)
      .default([])
      .describe('times at which others cannot'),
    limit: z.int().min(1).max(20).default(5),
  }),
  async run(
    { minutes, hours, busy, limit, ...said },
    { rows, now },
  ): Promise<{ slots: { start: string; end: string }[] }> {
    const window = await windowOf(rows, said)
    const { spans, until } = await busyIn(rows, window)
    const others = busy.map(({ start, end }) => ({
      start: readInstant(start, window.zone),
      end: readInstant(end, window.zone),
    }))
    const chosen = hours ?? (await hoursFor(rows))
    if (chosen.from >= chosen.to) throw new Problem('invalid_request', 'The hours end before they begin.')
    const slots = suggestions({ start: Math.max(window.from, now), end: until }, minutes * 60_000, {
      busy: [...spans, ...others],
      hours: chosen,
      zone: window.zone,
      limit,
    })
    return { slots: slots.map(wire) }
  },
})
