/** When: the days and times that a text speaks of, in the person's local time, and the text without them. The only importer of chrono-node. */
import type { Chrono } from 'chrono-node/en'
import { impossible, writtenOut } from './clocks.ts'
import { dayOf, numberOf } from './names.ts'
import { firstOf, repeatIn } from './repeats.ts'
import { lengthIn } from './spans.ts'

export interface When {
  /** Local: 2026-11-19T09:00, or a day alone, or null where none is said. */
  readonly at: string | null
  readonly end: string | null
  /** Whether a day was said, and a time of day. */
  readonly hasDay: boolean
  readonly hasTime: boolean
  /** Minutes that it lasts, where that is said. */
  readonly minutes: number | null
  /** RFC 5545, with `at` as its start. */
  readonly rule: string | null
  /** Words of a time that there is not: 30 February. */
  readonly never: string | null
  /** What else the text says, in its own letters. */
  readonly rest: string
}

let chrono: { casual: Chrono } | undefined
/** Loaded when somebody first writes: it takes a tenth of a second. */
export const loadDates = async (): Promise<void> => {
  chrono ??= await import('chrono-node/en')
}

/** Longer texts name no time for a request. */
const LONGEST = 600
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Making one costs more than using it a hundred times. */
const clocks = new Map<string, Intl.DateTimeFormat>()

/** The wall clock of a zone at an instant, as if it were UTC. */
export const localOf = (instant: number, zone: string): number => {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    if (clocks.size < 100) clocks.set(zone, clock)
  }
  const text = clock.format(instant)
  return Date.parse(`${text.replace(' ', 'T')}:00.000Z`)
}

const minute = (local: number): string => new Date(local).toISOString().slice(0, 16)
/** Words that a parser takes for dates, and people for something else. */
const NOT =
  /^(?:(?:a )?half(?: a)? day|the (?:hours?|minutes?|days|weeks?|months?)|now|may|march|sun|sat|mar|wed|second|seconds|day|the day|today'?s|this month|this year|this|next|last|\d{1,4}|mon)$/
const NO_PART =
  /(?<!(?:\bthis|\bin the|\bevery|day|tomorrow|\bthe next|\beach)\s{1,3})\b(?:morning|afternoon|evening|night|lunch)/g
/** What reads as a zone of time or as a number of weeks, and is none: "at 15:45, get it", "our 1:1 w/ Ana". */
const NO_TIME =
  /(?<=\d:\d\d,? )(?:art|bot|cast|cat|cot|east|eat|get|lint|mart|met|nut|pet|vet|west|wet)\b|(?<![\d:])\d:\d(?![\d:])|\b(?:pages?|chapters?|rooms?|units?|steps?|questions?|levels?|verses?|ages?|aged|lessons?|sections?) \d{1,3}(?: ?(?:to|and|-|–) ?\d{1,3})?\b(?!:)|(?<![\d:])\b\d{1,3} ?(?:to|-|–) ?\d{1,3} (?:people|[a-z]{3,12}(?<!day)s)\b|\b(?:[2-9]|\d\d|two|three|four|five|six|ten)[ -](?:day|week|month|year)\b|\b(?:of|for) the (?:week|day|month)\b(?! (?:of|from|after|before)\b)/g
const blank = (words: string): string => '_'.repeat(words.length)
const DURATION =
  /\b(?:for|lasting) (\d{1,3}|an?|one|two|three|four|five|six|seven|eight|ten|twelve)( and a half)? ?(minutes?|mins?|hours?|hrs?|h)\b/

/** @param now the local time, as if it were UTC */
export const whenIn = (text: string, now: number, { base }: { base?: string | undefined } = {}): When => {
  const nothing = {
    at: null,
    end: null,
    hasDay: false,
    hasTime: false,
    minutes: null,
    rule: null,
    never: null,
    rest: text,
  }
  if (!chrono || text.length > LONGEST) return nothing
  const clear = text.toLowerCase().replace(/[’‘`´]/g, "'")
  const never = impossible(clear)
  if (never !== null) return { ...nothing, never }
  let open = writtenOut(clear, now)
  const lasting = DURATION.exec(open)
  const repeat = repeatIn(open, now)
  if (repeat) open = repeat.rest
  const length = lasting ? null : lengthIn(open)
  const minutes = lasting && !repeat?.counted ? lengthOf(lasting) : (length?.minutes ?? null)
  if (length) open = open.replace(length.words, ' ')
  else if (minutes !== null) open = open.replace(DURATION, ' ')

  // "The parent evening" is no time of day where a time is said.
  const names = (/\d:\d\d/.test(open) ? open.replace(NO_PART, blank) : open).replace(NO_TIME, blank)
  const found = chrono.casual
    .parse(names, { instant: new Date(now), timezone: 0 }, { forwardDate: true })
    .filter((one) => isThere(one.start.date()) && (!one.end || isThere(one.end.date())))
    .filter((one) => !NOT.test(one.text.trim()))
  const timed = found.find(({ start }) => start.isCertain('hour'))
  const dated = found.find(
    ({ start }) => start.isCertain('day') || start.isCertain('weekday') || start.isCertain('month'),
  )
  const relative = found.find(
    ({ start, text: said }) => start.isCertain('hour') && /^in |from now|later/.test(said.trim()),
  )
  const loose = found.find((one) => one !== timed && !one.start.isCertain('hour'))
  const day = relative ?? dated ?? loose
  const hasTime = timed !== undefined
  const hasDay = day !== undefined && (day !== timed || isDated(day))
  let [at, end]: [string | null, string | null] = [null, null]
  const clock = timed ? minute(timed.start.date().getTime()).slice(11) : null
  if (relative && timed === relative) at = minute(relative.start.date().getTime())
  else if (day && hasDay) at = dayOf(named(day, now, clear)) + (clock ? `T${clock}` : '')
  // A stretch of hours is what it says; a time alone may be in the other half of the day.
  else if (clock) at = soonest(clock, now, base, !repeat && !timed?.end && !HALVES.test(clear))
  else if (repeat?.hour !== undefined) at = soonest(repeat.hour, now, undefined, false)
  const [, , to] = SPAN.exec(open)?.[1] === clock ? (SPAN.exec(open) ?? []) : []
  const until = to ?? (timed?.end ? minute(timed.end.date().getTime()).slice(11) : null)
  if (at !== null && at.length > 10 && until) end = later(at, `${at.slice(0, 10)}T${until}`)
  // "From Friday 5pm to Monday 9am"
  const last = timed === day && timed?.end?.isCertain('weekday') ? minute(timed.end.date().getTime()) : null
  if (at !== null && last !== null && end !== null && last > end) end = last
  // "From the 21st to the 3rd": whole days, the last of them too.
  if (at !== null && at.length === 10 && day?.end) end = dayOf(day.end.date().getTime())
  if (at !== null && at.length > 10 && minutes !== null) end = minute(Date.parse(`${at}:00Z`) + minutes * 60_000)
  let rest = open
  for (const { text: said } of found) if (used(said)) rest = without(rest, said)
  if (repeat) {
    const time = at?.slice(11) || repeat.hour || '09:00'
    const from = hasDay && at && !repeat.dated ? Date.parse(`${at.slice(0, 10)}T00:00Z`) : now
    // "Every two hours from one o'clock" begins then.
    const isFrom = repeat.rule.startsWith('FREQ=HOURLY') && clock !== null && at !== null
    const first = isFrom ? at : firstOf(repeat.rule, Math.max(from, 0), time, hasDay && !repeat.dated ? from : now)
    const rule = repeat.rule
    return {
      at: first,
      end: null,
      hasDay: true,
      hasTime: hasTime || rule.startsWith('FREQ=HOURLY'),
      minutes: minutes ?? (clock && until ? lastingOf(clock, until) : null),
      rule,
      never: null,
      rest: restOf(text, rest),
    }
  }
  return {
    at,
    end,
    hasDay: hasDay || relative !== undefined,
    hasTime,
    minutes,
    rule: null,
    never: null,
    rest: restOf(text, rest),
  }
}

/** In a year of four digits: "in 99999999 hours" is in none. */
const isThere = (date: Date): boolean => date.getUTCFullYear() > 999 && date.getUTCFullYear() < 9999

const isDated = ({ start }: { start: { isCertain(part: 'day' | 'weekday' | 'month'): boolean } }): boolean =>
  start.isCertain('day') || start.isCertain('weekday') || start.isCertain('month')
/** Who says "on Wednesday" on a Wednesday means the next one. */
const named = (
  { start }: { start: { date(): Date; isCertain(part: 'day' | 'weekday'): boolean } },
  now: number,
  clear: string,
): number => {
  const at = start.date().getTime()
  const isToday = dayOf(at) === dayOf(now) && start.isCertain('weekday') && !start.isCertain('day')
  if (isToday) return /\b(?:this|today|tonight)\b/.test(clear) ? at : at + 7 * DAY
  // A day of the week is to come, but for the last one.
  const isPast = at < now - (now % DAY) && start.isCertain('weekday') && !start.isCertain('day')
  return isPast && !/\b(?:last|past|previous|ago|yesterday)\b/.test(clear) ? at + 7 * DAY : at
}
/** Minutes from one clock's time to another. */
const lastingOf = (from: string, to: string): number =>
  ((Date.parse(`1970-01-01T${to}Z`) - Date.parse(`1970-01-01T${from}Z`) + DAY) % DAY) / 60_000
const used = (said: string): boolean => !NOT.test(said.trim())
/** The text without these words, and without what leads up to them. */
const without = (text: string, said: string): string => {
  const at = text.indexOf(said)
  return at < 0
    ? text
    : `${text.slice(0, at).replace(/(?:\b(?:on|at) (?:the )?){1,3}$/, '')} ${text.slice(at + said.length)}`
}
const lengthOf = ([, n = '', half, unit = '']: RegExpExecArray): number =>
  (numberOf(n) + (half ? 0.5 : 0)) * (unit.startsWith('m') ? 1 : 60)

/** The next time that a clock shows this; in the other half of the day where the morning is over. */
const soonest = (clock: string, now: number, base: string | undefined, either: boolean): string => {
  if (base !== undefined) return `${base.slice(0, 10)}T${clock}`
  const today = Date.parse(`${dayOf(now)}T${clock}:00Z`)
  if (today > now) return minute(today)
  const tonight = today + DAY / 2
  const isMorning = Number(clock.slice(0, 2)) < 12
  return minute(either && isMorning && tonight > now ? tonight : today + DAY)
}
/** A stretch of hours as `writtenOut` puts it. */
const SPAN = /\bfrom (\d\d:\d\d) to (\d\d:\d\d)/
/** Words that say which half of the day is meant. */
const HALVES =
  /(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) ?[ap]\.?m\b|\bmorning|\bevening|\bnight|\bwake|\balarm|\b0\d:|\dh(?:\d\d)?\b|\bmidnight/
const later = (at: string, end: string): string => (end > at ? end : minute(Date.parse(`${end}:00Z`) + DAY))

/** The words that are left, as they were written. */
const restOf = (text: string, left: string): string => {
  const words = left.split(/\s+/).filter((word) => word !== '')
  const lower = text.toLowerCase().replace(/[’‘`´]/g, "'")
  let [from, out] = [0, '']
  for (const word of words) {
    const at = lower.indexOf(word, from)
    if (at < 0) continue
    out += ` ${text.slice(at, at + word.length)}`
    from = at + word.length
  }
  return out.trim()
}
