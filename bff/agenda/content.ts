/** What an entry of an agenda says: when it is, what it is, and when it comes again. Plain data, kept as JSON. */
import { Problem } from '../problem.ts'
import { checkRule, isSlow, nextAfter } from '../recurrence/recurrence.ts'
import { isZone, readLocal } from '../recurrence/zone.ts'

/** A property as jCal has it (RFC 7265, section 3.4): name, parameters, type, values. */
export type Property = [name: string, params: Record<string, string | string[]>, type: string, ...values: unknown[]]
/** A component as jCal has it (RFC 7265, section 3.3). */
export type Component = [name: string, properties: Property[], components: Component[]]

export interface Attendee {
  name: string
  /** A mail address, where there is one. */
  address: string
  /** What an import said of them besides, by iCalendar parameter. */
  params?: Record<string, string | string[]>
}

/** When it is. */
export interface Times {
  /** Local, such as `2026-03-08T09:30:00`; at midnight for whole days. */
  start: string
  /** How long: as time passes, but for whole days as the calendar counts them. */
  seconds: number
  /** IANA. `null`: on the clock of whoever looks at it; whole days are always so. */
  zone: string | null
  allDay: boolean
}

export interface Words {
  title: string
  place: string
  notes: string
  attendees: Attendee[]
  /** Minutes before it begins. */
  reminders: number[]
  /** It takes no time of whoever has it. */
  free: boolean
  /** What an import said that has no field here. */
  extra: Property[]
  parts: Component[]
}

/** What is otherwise about one occurrence. */
export type Override = Partial<Times & Words>

export interface Content extends Times, Words {
  /** iCalendar's name of it. */
  uid: string
  /** RFC 5545 recurrence rule; `null` for none. Its start is always one of its times. */
  rule: string | null
  /** Local times at which it comes besides, and at which it does not come. */
  dates: string[]
  except: string[]
  /** By the local time at which it would come. */
  overrides: Record<string, Override>
}

/** Most of each. */
export const MOST = {
  seconds: 366 * 86_400,
  reminder: 40_320,
  reminders: 10,
  dates: 1000,
  overrides: 500,
  bytes: 64_000,
}

export const recurs = ({ rule, dates }: Pick<Content, 'rule' | 'dates'>): boolean => rule !== null || dates.length > 0

/** `09:30` becomes `09:30:00`. @throws Problem invalid_request when there is no such time, or it is out of reach */
export const wholeLocal = (text: string): string => {
  const local = readLocal(text)
  const year = new Date(local).getUTCFullYear()
  if (year < 1900 || year > 2200) throw new Problem('invalid_request', 'An entry is between the years 1900 and 2200.')
  return new Date(local).toISOString().slice(0, 19)
}

/** A rule that takes the slow engine. */
export const isUnusual = ({ rule, start, zone }: Content): boolean =>
  rule !== null && isSlow({ rule, start, zone: zone ?? 'UTC' })

/** @throws Problem invalid_request for what cannot be, or is too much */
export const checked = (content: Content): Content => {
  checkTimes(content)
  const { rule, start, zone, dates, except, overrides, reminders } = content
  if (rule !== null) {
    checkRule(rule)
    // One that never comes round is found out here, and not by whoever looks at the agenda.
    nextAfter({ rule, start, zone: zone ?? 'UTC' }, 0)
  }
  for (const each of [...dates, ...except, ...Object.keys(overrides)]) wholeLocal(each)
  for (const override of Object.values(overrides)) checkTimes({ ...content, ...override })
  if (dates.length > MOST.dates || except.length > MOST.dates || Object.keys(overrides).length > MOST.overrides)
    throw new Problem('invalid_request', 'It has too many times that are named one by one.')
  if (reminders.length > MOST.reminders)
    throw new Problem('invalid_request', `It has ${MOST.reminders} reminders at most.`)
  if (JSON.stringify(content).length > MOST.bytes) throw new Problem('too_large', 'The entry is too large to be kept.')
  return content
}

const checkTimes = ({ start, seconds, zone, allDay }: Times): void => {
  if (wholeLocal(start) !== start) throw new Problem('invalid_request', 'Its start is no local time.')
  if (zone !== null && !isZone(zone))
    throw new Problem('invalid_request', 'There is no such time zone: write it like Europe/Lisbon.')
  if (seconds < 0) throw new Problem('invalid_request', 'It ends before it begins.')
  if (seconds > MOST.seconds) throw new Problem('invalid_request', 'It is longer than a year.')
  if (!Number.isInteger(seconds)) throw new Problem('invalid_request', 'Its length is no whole number of seconds.')
  if (allDay && (zone !== null || seconds % 86_400 !== 0 || seconds === 0 || !start.endsWith('T00:00:00')))
    throw new Problem('invalid_request', 'Whole days begin at midnight, last a number of days and have no zone.')
}
