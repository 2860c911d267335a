/** Reading: what the components of a calendar say, as entries. Each is taken or refused by itself. */
import { Problem } from '../../problem.ts'
import { readLocal, showLocal, toInstant, toLocal } from '../../recurrence/zone.ts'
import { type Attendee, type Component, type Content, MOST, type Property, type Times, wholeLocal } from '../content.ts'
import { calendarEngine } from './engine.ts'
import type { Piece } from './lines.ts'
import { zoneNamed } from './zones.ts'

/** One event of a calendar: an entry, or what is otherwise about one time of it. */
export interface Event {
  line: number
  content: Content
  /** The local time, in the entry's own zone, or as it is written, that this one takes the place of. */
  instead: { local: string; zone: string | null; utc: boolean; following: boolean; said: Property } | null
  cancelled: boolean
  sequence: number
}

/** Why a component is left out. The sentence repeats nothing of what it says. */
export class Refused extends Error {}

const FIELDS = new Set([
  'uid',
  'dtstart',
  'dtend',
  'duration',
  'summary',
  'location',
  'description',
  'attendee',
  'rdate',
  'exdate',
  'recurrence-id',
  'transp',
])

/** @throws Refused */
export const readEvent = (piece: Piece, located: ReadonlyMap<string, string>): Event => {
  const rules: string[] = []
  let depth = 0
  const lines = piece.lines.filter((line) => {
    if (line.startsWith('BEGIN:')) depth++
    if (line.startsWith('END:')) depth--
    const rule = depth === 1 ? /^RRULE(?:;[^:]*)?:(.*)$/i.exec(line)?.[1] : undefined
    // As it is written: what it means is not for the parser to say.
    if (rule !== undefined) rules.push(rule.trim().toUpperCase().replace(/;$/, ''))
    if (depth === 1 && /^EXRULE[;:]/i.test(line))
      throw new Refused('It has a rule for exceptions, which is not understood here.')
    return rule === undefined
  })
  if (rules.length > 1) throw new Refused('It has more than one rule.')
  const [, properties, components] = parsed(lines)
  const all = (name: string): Property[] => properties.filter(([each]) => each === name)
  const one = (name: string): Property | undefined => all(name)[0]
  const begins = one('dtstart')
  if (!begins) throw new Refused('It does not say when it begins.')
  const zoneOf = zoneReader(located)
  const start = timeOf(begins, zoneOf)
  const times: Times = {
    start: start.local,
    seconds: lengthOf(start, one('dtend'), one('duration'), zoneOf),
    zone: start.zone,
    allDay: start.allDay,
  }
  const alarms = components.map(alarmOf)
  const params = Object.fromEntries(
    ['summary', 'location', 'description'].flatMap((name) => {
      const [, found = {}] = one(name) ?? []
      return Object.keys(found).length === 0 ? [] : [[name, found]]
    }),
  )
  const extra = properties.filter(([name]) => !FIELDS.has(name))
  if (Object.keys(params).length > 0) extra.push([PARAMS, {}, 'unknown', JSON.stringify(params)])
  const overrides: Content['overrides'] = {}
  const dates = all('rdate').flatMap(([name, given, type, ...values]) =>
    values.map((value) => {
      const [from, to] = type === 'period' ? (value as [string, string]) : [value as string]
      const time = inZoneOf(times, timeOf([name, given, type === 'period' ? 'date-time' : type, from], zoneOf))
      if (to !== undefined) overrides[time] = { seconds: spanOf(from, to) }
      return time
    }),
  )
  const except = all('exdate').flatMap(([name, given, type, ...values]) =>
    values.map((value) => inZoneOf(times, timeOf([name, given, type, value], zoneOf), times.start)),
  )
  const recurrence = one('recurrence-id')
  const instead = recurrence ? timeOf(recurrence, zoneOf) : undefined
  const range = recurrence?.[1]['range']
  return {
    line: piece.line,
    content: {
      ...times,
      uid: textOf(one('uid'), 500),
      title: textOf(one('summary'), 500),
      place: textOf(one('location'), 500),
      notes: textOf(one('description'), 20_000),
      attendees: all('attendee').slice(0, 200).map(attendeeOf),
      reminders: [...new Set(alarms.flatMap((alarm) => (typeof alarm === 'number' ? [alarm] : [])))]
        .toSorted((a, b) => a - b)
        .slice(0, MOST.reminders),
      free: textOf(one('transp'), 20).toUpperCase() === 'TRANSPARENT',
      extra,
      parts: alarms.filter((alarm) => typeof alarm !== 'number'),
      rule: rules[0] ?? null,
      dates: [...new Set(dates)].toSorted(),
      except: [...new Set(except)].toSorted(),
      overrides,
    },
    instead:
      instead && recurrence
        ? {
            said: recurrence,
            local: instead.local,
            zone: instead.zone,
            utc: instead.utc,
            following: typeof range === 'string' && range.toUpperCase() === 'THISANDFUTURE',
          }
        : null,
    cancelled: textOf(one('status'), 20).toUpperCase() === 'CANCELLED',
    sequence: Number(textOf(one('sequence'), 10)) || 0,
  }
}

/** Where the parameters of a title, a place and notes are kept: a name that no calendar can have. */
export const PARAMS = '.params'

const parsed = (lines: string[]): Component => {
  try {
    const found = calendarEngine().parse(`BEGIN:VCALENDAR\r\n${lines.join('\r\n')}\r\nEND:VCALENDAR\r\n`) as Component
    const [event] = (found[2] ?? []) as Component[]
    if (event) return event
  } catch {
    // Said below: what the parser says repeats what it read.
  }
  throw new Refused('It cannot be read.')
}

interface Time extends Pick<Times, 'zone' | 'allDay'> {
  local: string
  utc: boolean
}
type ZoneReader = (tzid: string) => string

const zoneReader =
  (located: ReadonlyMap<string, string>): ZoneReader =>
  (tzid) => {
    const zone = zoneNamed(tzid, located)
    if (zone === undefined) throw new Refused('Its time zone is not known here.')
    return zone
  }

const timeOf = ([, params, type, value]: Property, zoneOf: ZoneReader): Time => {
  const text = typeof value === 'string' ? value : ''
  if (type === 'date') return { local: localOf(`${text.slice(0, 10)}T00:00`), zone: null, allDay: true, utc: false }
  const local = localOf(text.replace(/Z$/, ''))
  if (text.endsWith('Z')) return { local, zone: 'UTC', allDay: false, utc: true }
  const { tzid } = params
  return { local, zone: typeof tzid === 'string' && tzid !== '' ? zoneOf(tzid) : null, allDay: false, utc: false }
}

const localOf = (text: string): string => {
  try {
    return wholeLocal(text)
  } catch (thrown) {
    if (thrown instanceof Problem) throw new Refused('It names a time that there is not, or that is too far away.')
    throw thrown
  }
}

/** A time as the clock of the entry shows it. @param start lends its time of day to an exception that is a date */
const inZoneOf = ({ zone, allDay }: Times, time: Time, start?: string): string => {
  if (allDay) return `${time.local.slice(0, 10)}T00:00:00`
  if (time.allDay) return start === undefined ? time.local : `${time.local.slice(0, 10)}${start.slice(10)}`
  if (zone === null || time.zone === null || time.zone === zone) return time.local
  return showLocal(toLocal(toInstant(readLocal(time.local), time.zone), zone))
}

/** The local time of the entry that an event takes the place of. */
export const keyFor = (content: Content, { local, zone, utc }: Omit<NonNullable<Event['instead']>, 'said'>): string =>
  inZoneOf(content, {
    local,
    zone,
    utc,
    allDay: local.endsWith('T00:00:00') && zone === null && !utc && content.allDay,
  })

const DURATION = /^([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/

/** Seconds; days are as long as the calendar counts them. */
const secondsOf = (text: unknown): number => {
  const found = typeof text === 'string' ? DURATION.exec(text) : null
  if (!found) throw new Refused('Its length cannot be read.')
  const [w = 0, d = 0, h = 0, m = 0, s = 0] = found.slice(2).map((each) => Number(each ?? 0))
  return (found[1] === '-' ? -1 : 1) * ((w * 7 + d) * 86_400 + h * 3600 + m * 60 + s)
}

const spanOf = (from: string, to: string): number =>
  to.startsWith('P')
    ? secondsOf(to)
    : (Date.parse(`${to.replace(/Z$/, '')}Z`) - Date.parse(`${from.replace(/Z$/, '')}Z`)) / 1000

const lengthOf = (
  start: Time,
  end: Property | undefined,
  duration: Property | undefined,
  zoneOf: ZoneReader,
): number => {
  const from = readLocal(start.local)
  const passed = (until: number, zone: string | null): number =>
    (toInstant(until, zone ?? start.zone ?? 'UTC') - toInstant(from, start.zone ?? zone ?? 'UTC')) / 1000
  let seconds = start.allDay ? 86_400 : 0
  if (end) {
    const { local, zone, allDay } = timeOf(end, zoneOf)
    if (allDay !== start.allDay) throw new Refused('It begins with a day and ends with a time, or the other way round.')
    seconds = start.allDay ? (readLocal(local) - from) / 1000 : passed(readLocal(local), zone)
    // The same day twice means that day.
    if (start.allDay && seconds === 0) seconds = 86_400
  } else if (duration) {
    const wanted = secondsOf(duration[3])
    seconds = start.allDay || wanted % 86_400 !== 0 ? wanted : passed(from + wanted * 1000, start.zone)
  }
  if (seconds < 0) throw new Refused('It ends before it begins.')
  if (seconds > MOST.seconds) throw new Refused('It is longer than a year.')
  return seconds
}

const textOf = (property: Property | undefined, most: number): string => {
  const value = property?.[3]
  return typeof value === 'string' ? value.trim().slice(0, most) : typeof value === 'number' ? String(value) : ''
}

const attendeeOf = ([, { cn, ...params }, , value]: Property): Attendee => ({
  name: typeof cn === 'string' ? cn.slice(0, 200) : '',
  address: typeof value === 'string' ? value.replace(/^mailto:/i, '').slice(0, 320) : '',
  ...(Object.keys(params).length > 0 || (typeof value === 'string' && !/^mailto:/i.test(value))
    ? { params: typeof value === 'string' && !/^mailto:/i.test(value) ? { ...params, '.uri': '' } : params }
    : {}),
})

/** Minutes before the start, for an alarm that says no more; else the alarm as it is. */
const alarmOf = (component: Component): number | Component => {
  const [name, properties] = component
  const trigger = properties.find(([each]) => each === 'trigger')
  const action = textOf(
    properties.find(([each]) => each === 'action'),
    20,
  ).toUpperCase()
  if (name !== 'valarm' || !trigger || trigger[2] !== 'duration' || action !== 'DISPLAY') return component
  if (typeof trigger[1]['related'] === 'string' && trigger[1]['related'].toUpperCase() !== 'START') return component
  if (properties.some(([each]) => !['trigger', 'action', 'description'].includes(each))) return component
  try {
    const minutes = -secondsOf(trigger[3]) / 60
    // oxlint-disable-next-line unicorn/no-negated-condition
    return Number.isInteger(minutes) && minutes >= 0 && minutes <= MOST.reminder ? minutes + 0 : component
  } catch {
    return component
  }
}
