/** Entries as a person or the persona adds, changes and removes them. */
import { z } from 'zod'
import { type Content, recurs, wholeLocal } from '../../agenda/content.ts'
import { change, type Difference, differences, type Edited, remove as removeFrom } from '../../agenda/edits.ts'
import { expand, occurrenceAt } from '../../agenda/occurrences.ts'
import { action, type RuntimeContext } from '../../capability.ts'
import { loadTime } from '../../recurrence/engine.ts'
import type { AgendaEntryRow } from '../../store/tables.ts'
import { Id, instant } from '../chat/records.ts'
import { changesOf, Fields, timesOf } from './fields.ts'
import { edit, type Edit } from './keep.ts'
import { entriesIn } from './list.ts'
import { idOf, read, readId } from './records.ts'
import { zoneFor } from './settings.ts'

/** Others at the same time that are named. */
const CONFLICTS = 5

const Reason = z.string().trim().max(300).default('').describe('why, in a few words, to be shown beside the entry')
const Scope = z
  .enum(['this', 'following', 'all'])
  .optional()
  .describe(
    'of something that comes again: only this one, this and all that follow, or all; left out, this one where its own id is given',
  )
const Dates = z.array(z.string().max(19)).max(1000)

export interface Conflict {
  id: string
  start: string
  end: string
}

export const add = action({
  name: 'agenda.add',
  does: 'Add something to the agenda, once or again and again, with reminders. It says what else there is at that time.',
  scope: 'agenda:write',
  risk: 'write',
  wakes: 'clock',
  loads: loadTime,
  input: z.strictObject({
    title: Fields.title,
    start: Fields.start,
    end: Fields.end.optional(),
    minutes: Fields.minutes.optional(),
    days: Fields.days.optional(),
    zone: Fields.zone.optional(),
    place: Fields.place.default(''),
    notes: Fields.notes.default(''),
    attendees: Fields.attendees.default([]),
    reminders: Fields.reminders.default([]),
    rule: Fields.rule.min(1).optional(),
    dates: Dates.default([]).describe('local times at which it comes besides'),
    except: Dates.default([]).describe('local times at which it does not come'),
    free: Fields.free.default(false),
    reason: Reason,
    persona: Id.optional(),
  }),
  async run(said, context): Promise<{ entry: string; edit: string; conflicts: Conflict[] }> {
    const { rows, newId } = context
    const { id: persona } = said.persona === undefined ? context.onlyPersona() : context.persona(said.persona)
    const zone = await zoneFor(rows, undefined, persona)
    const { title, place, notes, attendees, reminders, rule, dates, except, free } = said
    const content: Content = {
      ...timesOf(said, zone),
      uid: newId('uid').slice(4).toLowerCase(),
      title,
      place,
      notes,
      attendees,
      reminders: [...new Set(reminders)].toSorted((a, b) => a - b),
      free,
      extra: [],
      parts: [],
      rule: rule ?? null,
      dates: dates.map(wholeLocal),
      except: except.map(wholeLocal),
      overrides: {},
    }
    const { entries, edit: done } = await edit(context, persona, [{ before: null, after: content }], {
      zone,
      reason: said.reason,
    })
    const [entry] = entries as [string]
    return { entry, edit: done, conflicts: await conflictsOf(context, entry, content, content.start, zone) }
  },
})

/** What else takes the time of one occurrence. */
const conflictsOf = async (
  { rows }: RuntimeContext,
  entry: string,
  content: Content,
  key: string,
  zone: string,
): Promise<Conflict[]> => {
  const { start, end, content: whole } = occurrenceAt(content, key, zone)
  if (whole.free) return []
  const window = { from: start, to: Math.max(end, start + 1), zone }
  const others = (await entriesIn(rows, window)).filter(({ row, content: { free } }) => row.id !== entry && !free)
  return expand(others, window, CONFLICTS).found.map(({ entry: other, occurrence }) => ({
    id: idOf(other, occurrence),
    start: instant(occurrence.start),
    end: instant(occurrence.end),
  }))
}

const put = (
  context: RuntimeContext,
  row: AgendaEntryRow,
  { entry, next }: Edited,
  more: { zone: string; reason: string },
) => {
  const edits: Edit[] = [{ before: row, after: entry }]
  if (next) edits.push({ before: null, after: next })
  return edit(context, row.persona, edits, more)
}

/** Which occurrence is meant, and how much of the entry. */
const scoped = (content: Content, key: string | null, scope: z.output<typeof Scope>) => {
  if (!recurs(content)) return { key: null, scope: 'all' as const }
  if (key === null) return { key: scope === 'this' ? content.start : null, scope: scope ?? ('all' as const) }
  return { key: wholeLocal(key), scope: scope ?? ('this' as const) }
}

export const update = action({
  name: 'agenda.update',
  does: 'Change an entry of the agenda, or move it: one time of it, that and all that follow, or all of it.',
  scope: 'agenda:write',
  risk: 'write',
  wakes: 'clock',
  loads: loadTime,
  input: z.strictObject({
    id: Id.describe('the id of an entry or of one of its times, from agenda.list'),
    scope: Scope,
    title: Fields.title.optional(),
    start: Fields.start.optional(),
    end: Fields.end.optional(),
    minutes: Fields.minutes.optional(),
    days: Fields.days.optional(),
    zone: Fields.zone.optional(),
    place: Fields.place.optional(),
    notes: Fields.notes.optional(),
    attendees: Fields.attendees.optional(),
    reminders: Fields.reminders.optional(),
    rule: Fields.rule.optional().describe('the rule it comes by from now on; empty: it does not come again'),
    free: Fields.free.optional(),
    reason: Reason,
  }),
  async run(
    said,
    context,
  ): Promise<{
    entry: string
    /** The part that goes on, where it was split. */
    next: string | null
    edit: string
    diff: Difference[]
    conflicts: Conflict[]
  }> {
    const { rows, newId } = context
    const { entry: id, key: named } = readId(said.id)
    const row = await rows.one('agenda_entries', id)
    const { content } = read(row)
    const zone = await zoneFor(rows, undefined, row.persona)
    const { key, scope } = scoped(content, named, said.scope)
    const whole = key === null ? content : wholeAt(content, key)
    const changes = changesOf(said, whole, zone)
    const edited = change(content, changes, scope, key, newId('uid').slice(4).toLowerCase())
    const after = edited.next ?? (edited.entry as Content)
    const { entries, edit: done } = await put(context, row, edited, { zone, reason: said.reason })
    const [entry, next = null] = entries as [string, string?]
    const diff =
      scope === 'this' ? differences(content, after, key) : differences({ ...whole, rule: content.rule }, after, null)
    const at = scope === 'this' && key !== null ? key : after.start
    return { entry, next, edit: done, diff, conflicts: await conflictsOf(context, next ?? entry, after, at, zone) }
  },
})

/** The entry as this time of it is. */
const wholeAt = (content: Content, key: string): Content => {
  const { content: whole } = occurrenceAt(content, key, 'UTC')
  return { ...whole, start: content.overrides[key]?.start ?? key }
}

export const remove = action({
  name: 'agenda.remove',
  does: 'Remove an entry from the agenda: one time of it, that and all that follow, or all of it. It can be undone.',
  scope: 'agenda:write',
  risk: 'write',
  wakes: 'clock',
  loads: loadTime,
  input: z.strictObject({
    id: Id.describe('the id of an entry or of one of its times, from agenda.list'),
    scope: Scope,
    reason: Reason,
  }),
  async run({ id: said, scope: wanted, reason }, context): Promise<{ entry: string; edit: string }> {
    const { rows } = context
    const { entry: id, key: named } = readId(said)
    const row = await rows.one('agenda_entries', id)
    const { content } = read(row)
    const { key, scope } = scoped(content, named, wanted)
    const zone = await zoneFor(rows, undefined, row.persona)
    const { edit: done } = await put(context, row, removeFrom(content, scope, key), { zone, reason })
    return { entry: id, edit: done }
  },
})
