/** Writing: entries as iCalendar (RFC 5545), with everything that an import said of them. */
import { readLocal, showLocal, stretchAt, toInstant, toLocal } from '../../recurrence/zone.ts'
import type { Attendee, Component, Content, Property, Times, Words } from '../content.ts'
import { recurs } from '../content.ts'
import { calendarEngine } from './engine.ts'
import { PARAMS } from './read.ts'

interface Written {
  content: Content
  /** Milliseconds since the epoch: when it was changed last. */
  at: number
}

/** The lines of one calendar, in pieces: its head, each entry, its end. */
export function* calendarText(entries: Iterable<Written>, zones: ReadonlyMap<string, number>): Generator<string> {
  yield 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Persona//Agenda//EN\r\nCALSCALE:GREGORIAN\r\n'
  for (const [zone, from] of zones) yield zoneText(zone, from)
  for (const { content, at } of entries) {
    yield textOf(eventOf(content, content, at, null))
    for (const [key, override] of Object.entries(content.overrides))
      yield textOf(eventOf({ ...content, start: key, ...override }, content, at, key))
  }
  yield 'END:VCALENDAR\r\n'
}

/** The zones that entries name, each with the first instant at which it is needed. */
export const zonesOf = (entries: Iterable<Written>): Map<string, number> => {
  const found = new Map<string, number>()
  for (const { content } of entries)
    for (const { zone = content.zone, start = content.start } of [content, ...Object.values(content.overrides)])
      if (zone !== null && zone !== 'UTC')
        found.set(zone, Math.min(found.get(zone) ?? Infinity, toInstant(readLocal(start), zone)))
  return found
}

/** A rule goes out as it is written: the writer would name a type that nobody knows. */
const textOf = (component: Component): string =>
  `${calendarEngine()
    .stringify(component as never)
    .trimEnd()
    .replace(/^RRULE;VALUE=UNKNOWN:/m, 'RRULE:')}\r\n`

/** Words as a line may hold them: no character that ends it, or that nobody sees. A line break of a text stays. */
const clean = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f\u0085\u2028\u2029]/g, '')
const flat = (text: string): string => clean(text).replaceAll('\n', ' ')

const cleanParams = (params: Record<string, string | string[]>): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(params)
      .filter(([name]) => /^[a-z0-9-]{1,64}$/i.test(name))
      .map(([name, value]) => [name, Array.isArray(value) ? value.map(flat) : flat(value)]),
  )

const cleanProperty = ([name, params, type, ...values]: Property): Property => {
  const word = type === 'text' ? clean : flat
  const each = (value: unknown): unknown =>
    typeof value === 'string' ? word(value) : Array.isArray(value) ? value.map(each) : value
  return [name, cleanParams(params), type, ...values.map(each)]
}

const cleanComponent = ([name, properties, components]: Component): Component => [
  name,
  properties.map(cleanProperty),
  components.map(cleanComponent),
]

const dated = (name: string, { zone, allDay }: Pick<Times, 'zone' | 'allDay'>, ...locals: string[]): Property => {
  if (allDay) return [name, {}, 'date', ...locals.map((local) => local.slice(0, 10))]
  if (zone === 'UTC') return [name, {}, 'date-time', ...locals.map((local) => `${local}Z`)]
  return [name, zone === null ? {} : { tzid: zone }, 'date-time', ...locals]
}

/** @param master the series; `key`: the time of it that this one takes the place of */
const eventOf = (event: Times & Words, master: Content, at: number, key: string | null): Component => {
  const { extra, parts, title, place, notes, attendees, reminders, free } = event
  const kept = extra.filter(([name]) => /^[a-z0-9-]{1,64}$/i.test(name)).map(cleanProperty)
  const said = extra.find(([name]) => name === PARAMS)?.[3]
  const params = said === undefined ? {} : (JSON.parse(String(said)) as Record<string, Record<string, string>>)
  const words = (name: string, value: string): Property[] =>
    value === '' ? [] : [[name, cleanParams(params[name] ?? {}), 'text', clean(value)]]
  const properties: Property[] = [['uid', {}, 'text', flat(master.uid)]]
  if (!kept.some(([name]) => name === 'dtstamp'))
    properties.push(['dtstamp', {}, 'date-time', `${new Date(at).toISOString().slice(0, 19)}Z`])
  if (key !== null) properties.push(dated('recurrence-id', master, key))
  properties.push(dated('dtstart', event, event.start), ...endOf(event))
  if (key === null && recurs(master)) properties.push(...again(master))
  properties.push(...words('summary', title), ...words('location', place), ...words('description', notes))
  properties.push(...attendees.map(attendeeOf), ...(free ? [['transp', {}, 'text', 'TRANSPARENT'] as Property] : []))
  const alarms = reminders.map((minutes): Component => [
    'valarm',
    [
      ['action', {}, 'text', 'DISPLAY'],
      ['description', {}, 'text', clean(title) || 'Reminder'],
      ['trigger', {}, 'duration', minutes === 0 ? 'PT0S' : `-PT${minutes}M`],
    ],
    [],
  ])
  return ['vevent', [...properties, ...kept], [...alarms, ...parts.map(cleanComponent)]]
}

/** As an end where that says the same; where the clocks change in between it may not. */
const endOf = (event: Times): Property[] => {
  const { start, seconds, zone, allDay } = event
  const from = readLocal(start)
  if (allDay) return [dated('dtend', event, showLocal(from + seconds * 1000))]
  if (seconds === 0) return []
  const there = zone ?? 'UTC'
  const end = toInstant(from, there) + seconds * 1000
  const local = toLocal(end, there)
  if (toInstant(local, there) === end) return [dated('dtend', event, showLocal(local))]
  return [['duration', {}, 'duration', `PT${seconds}S`]]
}

const again = (master: Content): Property[] => [
  ...(master.rule === null ? [] : [['rrule', {}, 'unknown', master.rule] as Property]),
  ...(master.dates.length === 0 ? [] : [dated('rdate', master, ...master.dates)]),
  ...(master.except.length === 0 ? [] : [dated('exdate', master, ...master.except)]),
]

const attendeeOf = ({ name, address, params = {} }: Attendee): Property => {
  const { '.uri': uri, ...rest } = params
  const plain = uri === undefined && address !== ''
  return [
    'attendee',
    cleanParams({ ...(name === '' ? {} : { cn: name }), ...rest }),
    'cal-address',
    flat(plain ? `mailto:${address}` : address || 'urn:persona:somebody'),
  ]
}

/** Years of changes that a calendar says of a zone. */
const YEARS = 20

/** A VTIMEZONE that names each change of the offset, from before it is needed. RFC 5545, section 3.6.5. */
const zoneText = (zone: string, from: number): string => {
  const offset = (ms: number): string => {
    const minutes = Math.abs(Math.round(ms / 60_000))
    const [h, m] = [Math.floor(minutes / 60), minutes % 60].map((each) => String(each).padStart(2, '0'))
    return `${ms < 0 ? '-' : '+'}${h}:${m}`
  }
  let stretch = stretchAt(from, zone)
  const end = from + YEARS * 366 * 86_400_000
  const opening = showLocal(Math.max(stretch.from, Date.UTC(1900, 0, 1)) + stretch.offset)
  const kinds = new Map<string, { from: number; to: number; at: string[] }>()
  kinds.set('', { from: stretch.offset, to: stretch.offset, at: [opening] })
  while (stretch.to < end) {
    const next = stretchAt(stretch.to, zone)
    const kind = `${stretch.offset} ${next.offset}`
    const known = kinds.get(kind) ?? { from: stretch.offset, to: next.offset, at: [] }
    // The clock that is left shows it.
    known.at.push(showLocal(stretch.to + stretch.offset))
    kinds.set(kind, known)
    stretch = next
  }
  const least = Math.min(...[...kinds.values()].map(({ to }) => to))
  const parts = [...kinds.values()].map(({ from: before, to, at: [first, ...rest] }): Component => [
    to > least ? 'daylight' : 'standard',
    [
      ['dtstart', {}, 'date-time', first],
      ['tzoffsetfrom', {}, 'utc-offset', offset(before)],
      ['tzoffsetto', {}, 'utc-offset', offset(to)],
      ...(rest.length === 0 ? [] : [['rdate', {}, 'date-time', ...rest] as Property]),
    ],
    [],
  ])
  return textOf(['vtimezone', [['tzid', {}, 'text', zone]], parts])
}
