/** How the rows of an agenda become what crosses the wire, live and in a replay alike. */
import type { Content } from '../../agenda/content.ts'
import { recurs } from '../../agenda/content.ts'
import { type Occurrence, shownAt, whenOf } from '../../agenda/occurrences.ts'
import type { AgendaEntry, AgendaOccurrence, AgendaReminder } from '../../protocol.ts'
import { loadTime } from '../../recurrence/engine.ts'
import { readLocal, showLocal } from '../../recurrence/zone.ts'
import type { Rows } from '../../store/rows.ts'
import type { AgendaEntryRow } from '../../store/tables.ts'
import { instant } from '../chat/records.ts'

/** An entry with what it says. */
export interface Read {
  row: AgendaEntryRow
  content: Content
}

export const read = (row: AgendaEntryRow): Read => ({ row, content: JSON.parse(row.content) as Content })

/** A person has one agenda with each persona, and it is one stream. */
export const agendaOf = (owner: string, persona: string) => ({ id: `agenda:${persona}:${owner}`, owner, persona })

export const asEntry = ({ row, content }: Read): AgendaEntry => ({
  id: row.id,
  persona: row.persona,
  title: content.title,
  place: content.place,
  notes: content.notes,
  attendees: content.attendees.map(({ name, address }) => ({ name, address })),
  start: content.start,
  end: shownAt(whenOf(content, 'UTC').end, content, 'UTC'),
  zone: content.zone,
  allDay: content.allDay,
  rule: content.rule,
  dates: content.dates,
  except: content.except,
  changed: Object.keys(content.overrides),
  reminders: content.reminders,
  free: content.free,
  trust: row.trust,
  source: JSON.parse(row.source) as AgendaEntry['source'],
  reason: row.reason,
  revision: row.revision,
  at: instant(row.created_at),
  updatedAt: instant(row.updated_at),
})

/** The id of an occurrence, and from it the entry's and the local time. */
export const idOf = ({ row: { id }, content }: Read, { local }: Pick<Occurrence, 'local'>): string =>
  recurs(content) ? `${id}@${showLocal(local)}` : id
export const readId = (id: string): { entry: string; key: string | null } => {
  const at = id.indexOf('@')
  return at < 0 ? { entry: id, key: null } : { entry: id.slice(0, at), key: id.slice(at + 1) }
}

/** @param viewer the zone of whoever looks at it */
export const asOccurrence = (entry: Read, occurrence: Occurrence, viewer: string): AgendaOccurrence => {
  const { start, end, content, local } = occurrence
  const zone = content.zone ?? viewer
  return {
    id: idOf(entry, occurrence),
    entry: entry.row.id,
    persona: entry.row.persona,
    start: instant(start),
    end: instant(end),
    startLocal: shownAt(start, content, viewer),
    endLocal: shownAt(end, content, viewer),
    zone,
    allDay: content.allDay,
    title: content.title,
    place: content.place,
    rule: content.rule,
    recurs: recurs(content),
    changed: Object.hasOwn(entry.content.overrides, showLocal(local)),
    free: content.free,
    trust: entry.row.trust,
  }
}

export const loadEntries = async (rows: Rows, ids: string[]): Promise<Map<string, AgendaEntry>> => {
  await loadTime()
  const found = await rows.all('agenda_entries', ids)
  return new Map(found.map((row) => [row.id, asEntry(read(row))]))
}

export const loadReminders = async (rows: Rows, ids: string[]): Promise<Map<string, AgendaReminder>> => {
  const found = await rows.all('agenda_reminders', ids)
  const entries = await rows.all('agenda_entries', [...new Set(found.map(({ entry }) => entry))])
  return new Map(
    found.flatMap((row) => {
      const own = entries.find(({ id }) => id === row.entry)
      if (!own) return []
      const entry = read(own)
      const title = entry.content.overrides[row.occurrence]?.title ?? entry.content.title
      return [
        [
          row.id,
          {
            id: row.id,
            entry: row.entry,
            persona: row.persona,
            occurrence: idOf(entry, { local: readLocal(row.occurrence) }),
            title,
            start: instant(row.start_at),
            minutes: row.minutes,
            at: instant(row.at),
            trust: own.trust,
          },
        ] as const,
      ]
    }),
  )
}

export const loadImports = async (_: Rows, ids: string[]): Promise<Map<string, { id: string }>> =>
  new Map(ids.map((id) => [id, { id }]))
