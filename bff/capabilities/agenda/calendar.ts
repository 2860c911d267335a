/** Calendars of elsewhere: brought in and taken out as iCalendar. */
import { z } from 'zod'
import type { Content } from '../../agenda/content.ts'
import { loadCalendar } from '../../agenda/calendar/engine.ts'
import { alone, gather, withOthers } from '../../agenda/calendar/gather.ts'
import { calendarText, zonesOf } from '../../agenda/calendar/write.ts'
import { action } from '../../capability.ts'
import { loadTime } from '../../recurrence/engine.ts'
import type { AgendaEntryRow } from '../../store/tables.ts'
import { Id } from '../chat/records.ts'
import { edit, type Edit, uidOf } from './keep.ts'
import { read, readId } from './records.ts'
import { zoneFor } from './settings.ts'

/** Characters of a calendar, and what it may weigh on its way. */
const LONGEST = 2_000_000
const BYTES = 3_000_000
/** What was left out is named so often. */
const NAMED = 100
/** Entries of one export. */
const MOST = 10_000
/** Entries after which everybody else gets their turn. */
const SLICE = 50

export const bringIn = action({
  name: 'agenda.import',
  does: 'Import a calendar (iCalendar). What cannot be read is left out and named, everything else is taken.',
  scope: 'agenda:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  wakes: 'clock',
  largest: BYTES,
  input: z.strictObject({
    calendar: z.string().min(1).max(LONGEST).describe('the text of an .ics file'),
    persona: Id.optional(),
  }),
  prepares: ({ calendar }) => gather(calendar),
  async run(
    { persona },
    context,
    { entries, loose, skipped },
  ): Promise<{
    imported: number
    updated: number
    unchanged: number
    skipped: { component: string; line: number; why: string }[]
    /** Left out besides those that are named. */
    others: number
    edit: string | null
  }> {
    const { rows, newId } = context
    const { id } = persona === undefined ? context.onlyPersona() : context.persona(persona)
    const zone = await zoneFor(rows, undefined, id)
    const uids = [...new Set([...entries, ...loose.flatMap((event) => [event.content, alone(event)])].map(uidOf))]
    const there = new Map<string, AgendaEntryRow>()
    for (const row of await rows
      .from('agenda_entries')
      .selectAll()
      .where('persona', '=', id)
      .where('uid', 'in', uids)
      .execute())
      there.set(row.uid, row)
    // A great many take a while: before each stretch that is long then, everybody else gets their turn.
    await rows.pause()
    const edits: Edit[] = []
    let unchanged = 0
    const put = (content: Content): void => {
      const before = there.get(uidOf(content)) ?? null
      if (before?.content === JSON.stringify(content)) unchanged++
      else edits.push({ before, after: content })
    }
    for (const content of entries)
      put(content.uid === '' ? { ...content, uid: newId('uid').slice(4).toLowerCase() } : content)
    for (const [uid, list] of Map.groupBy(loose, ({ content }) => content.uid)) {
      const series = there.get(uid)
      // One time of a series that is here, or else something by itself.
      if (series) withOthers(read(series).content, list).forEach(put)
      else list.map(alone).forEach(put)
    }
    const known = edits.filter(({ before }) => before).length
    await rows.pause()
    const done =
      edits.length === 0 ? null : (await edit(context, id, edits, { zone, reason: 'imported', by: 'import' })).edit
    return {
      imported: edits.length - known,
      updated: known,
      unchanged,
      skipped: skipped.slice(0, NAMED),
      others: Math.max(0, skipped.length - NAMED),
      edit: done,
    }
  },
})

export const takeOut = action({
  name: 'agenda.export',
  does: 'Export the agenda as a calendar (iCalendar), whole or only one entry.',
  scope: 'agenda:read',
  risk: 'read',
  words: 'labelled',
  loads: async () => {
    await loadTime()
    await loadCalendar()
  },
  input: z.strictObject({ id: Id.optional().describe('the id of an entry; left out, all of them') }),
  async run({ id }, { rows, taint }): Promise<{ calendar: string; entries: number }> {
    const found =
      id === undefined
        ? await rows.from('agenda_entries').selectAll().orderBy('first_at').orderBy('id').limit(MOST).execute()
        : [await rows.one('agenda_entries', readId(id).entry)]
    if (found.some(({ trust }) => trust === 'outside')) taint()
    const all = found.map((row) => ({ content: read(row).content, at: row.updated_at }))
    const parts: string[] = []
    for (const part of calendarText(all, zonesOf(all))) {
      parts.push(part)
      if (parts.length % SLICE === 0) await rows.pause()
    }
    return { calendar: parts.join(''), entries: found.length }
  },
})
