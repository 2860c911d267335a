/** Rules in plain arithmetic: almost every one there is, and a hundred times as fast as the engine that knows them all. */
import type { Local } from './zone.ts'

const DAY = 86_400_000
/** Nobody asks for what comes after it. */
const LAST_YEAR = 2300
const LAST = Date.UTC(LAST_YEAR, 0, 1)
/** Periods in a row without a time until a rule is given up: more than eight years of each, leap days and all. */
const BARREN = { DAILY: 3000, WEEKLY: 500, MONTHLY: 200, YEARLY: 50 }
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** Thrown by a series that never comes round. */
export class Barren extends Error {}

type Parts = ReadonlyMap<string, string>

/** The days of one period, in their order: days since 1970-01-01. `null`: there is no such period any more. */
type Period = (index: number) => number[] | null

/**
 * The times of a rule from `from` on, in their order, some at a time. The parts were read and found right.
 * @returns undefined for the few rules that take the engine: BYWEEKNO, BYYEARDAY, HOURLY with more than an interval
 */
export const plainSeries = (
  parts: Parts,
  start: Local,
  until: Local | undefined,
): ((from: Local) => Generator<Local[]>) | undefined => {
  const freq = parts.get('FREQ') as keyof typeof BARREN | 'HOURLY'
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const count = parts.has('COUNT') ? Number(parts.get('COUNT')) : Infinity
  if (freq === 'HOURLY') return plainHours(parts, start, interval, count, until)
  const days = periodOf(freq, parts, start, interval)
  if (!days) return undefined
  const times = timesOf(parts, start)
  const places = numbers(parts, 'BYSETPOS')
  const first = (from: Local): number => (count < Infinity ? 0 : indexOf(freq, parts, start, interval, from))
  return function* (from) {
    let left = count
    let barren = 0
    let [batch, size]: [Local[], number] = [[], 2]
    for (let index = first(from); ; index++) {
      const found = days(index)
      if (found === null) return yield batch
      let any = false
      for (const local of chosen(found, times, places)) {
        if (local < start) continue
        if ((until !== undefined && local > until) || left-- <= 0) return yield batch
        any = true
        if (local >= from) batch.push(local)
      }
      if (left <= 0) return yield batch
      if (batch.length >= size) {
        yield batch
        // Few for whoever asks for the next one, many for whoever asks for a year.
        ;[batch, size] = [[], Math.min(size * 2, 128)]
      }
      barren = any ? 0 : barren + 1
      if (barren > BARREN[freq]) throw new Barren()
      // Before the start there is nothing, and that is no sign.
      if (until !== undefined && found.length > 0 && (found[0] as number) * DAY > until) return yield batch
    }
  }
}

const plainHours = (parts: Parts, start: Local, interval: number, count: number, until: Local = Infinity) => {
  if ([...parts.keys()].some((name) => name.startsWith('BY'))) return undefined
  const step = interval * 3600_000
  return function* (from: Local): Generator<Local[]> {
    let batch: Local[] = []
    for (let n = Math.max(0, Math.ceil((from - start) / step)); n < count; n++) {
      const local = start + n * step
      if (local > until || local > LAST) break
      batch.push(local)
      if (batch.length === 64) {
        yield batch
        batch = []
      }
    }
    yield batch
  }
}

const numbers = (parts: Parts, name: string): number[] | undefined => parts.get(name)?.split(',').map(Number)

/** Times of day that come on each day, in milliseconds after midnight. */
const timesOf = (parts: Parts, start: Local): number[] => {
  const at = new Date(start)
  const hours = numbers(parts, 'BYHOUR') ?? [at.getUTCHours()]
  const minutes = numbers(parts, 'BYMINUTE') ?? [at.getUTCMinutes()]
  const rest = at.getUTCSeconds() * 1000
  const found = hours.flatMap((hour) => minutes.map((minute) => (hour * 60 + minute) * 60_000 + rest))
  return [...new Set(found)].toSorted((a, b) => a - b)
}

const chosen = (days: number[], times: number[], places: number[] | undefined): Local[] => {
  const [only] = times
  const all =
    times.length === 1
      ? days.map((day) => day * DAY + (only as number))
      : days.flatMap((day) => times.map((time) => day * DAY + time))
  if (!places) return all
  const found = places.flatMap((place) => all.at(place > 0 ? place - 1 : place) ?? [])
  return [...new Set(found)].toSorted((a, b) => a - b)
}

const monthOf = (local: Local): number => {
  const date = new Date(local)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}
/** The first day of the week that a local time is in. */
const weekOf = (local: Local, parts: Parts): number => {
  const day = Math.floor(local / DAY)
  const first = DAYS.indexOf(parts.get('WKST') ?? 'MO')
  return day - ((weekday(day) - first + 7) % 7)
}
/** 1970-01-01 was a Thursday. */
const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7
const dayOf = (year: number, month: number, day: number): number => Date.UTC(year, month, day) / DAY

/** The period that `from` is in, or the one before it. */
const indexOf = (freq: keyof typeof BARREN, parts: Parts, start: Local, interval: number, from: Local): number => {
  if (from <= start) return 0
  const passed = {
    DAILY: () => Math.floor(from / DAY) - Math.floor(start / DAY),
    WEEKLY: () => (weekOf(from, parts) - weekOf(start, parts)) / 7,
    MONTHLY: () => monthOf(from) - monthOf(start),
    YEARLY: () => new Date(from).getUTCFullYear() - new Date(start).getUTCFullYear(),
  }[freq]()
  return Math.floor(passed / interval)
}

const periodOf = (freq: keyof typeof BARREN, parts: Parts, start: Local, interval: number): Period | undefined => {
  if (parts.has('BYWEEKNO') || parts.has('BYYEARDAY')) return undefined
  const months = numbers(parts, 'BYMONTH')
  const monthDays = numbers(parts, 'BYMONTHDAY')
  const named = parts.get('BYDAY')?.split(',').map(readDay)
  const ordinal = named?.some(({ nth }) => nth !== 0) ?? false
  const weekdays = named && new Set(named.map(({ day }) => day))
  const first = Math.floor(start / DAY)
  const inMonth = (day: number): boolean => !months || months.includes(new Date(day * DAY).getUTCMonth() + 1)

  if (freq === 'DAILY') {
    if (ordinal) return undefined
    const fits = (day: number): boolean => {
      if (weekdays && !weekdays.has(weekday(day))) return false
      if (!inMonth(day)) return false
      if (!monthDays) return true
      const date = new Date(day * DAY)
      const length = lengthOf(date.getUTCFullYear(), date.getUTCMonth())
      return monthDays.some((each) => date.getUTCDate() === (each > 0 ? each : length + each + 1))
    }
    const last = dayOf(LAST_YEAR, 0, 1)
    return (index) => {
      const day = first + index * interval
      return day > last ? null : fits(day) ? [day] : []
    }
  }
  if (freq === 'WEEKLY') {
    if (ordinal || monthDays) return undefined
    const week = weekOf(start, parts)
    const offsets = [0, 1, 2, 3, 4, 5, 6].filter((each) =>
      (weekdays ?? new Set([weekday(first)])).has(weekday(week + each)),
    )
    const last = dayOf(LAST_YEAR, 0, 1)
    return (index) => {
      const begins = week + index * interval * 7
      if (begins > last) return null
      const days = offsets.map((each) => begins + each)
      return months ? days.filter(inMonth) : days
    }
  }
  const own = new Date(start).getUTCDate()
  const daysOf = (year: number, month: number): number[] => daysIn(year, month, { own, monthDays, named })
  if (monthDays && ordinal) return undefined
  if (freq === 'MONTHLY') {
    const begins = monthOf(start)
    return (index) => {
      const [year, month] = [Math.floor((begins + index * interval) / 12), (begins + index * interval) % 12]
      if (year > LAST_YEAR) return null
      return months && !months.includes(month + 1) ? [] : daysOf(year, month)
    }
  }
  // RFC 5545 can be read in two ways here.
  if (monthDays && !months) return undefined
  const begins = new Date(start).getUTCFullYear()
  const sorted = months ? [...new Set(months)].toSorted((a, b) => a - b) : undefined
  return (index) => {
    const year = begins + index * interval
    if (year > LAST_YEAR) return null
    if (sorted) return sorted.flatMap((month) => daysOf(year, month - 1))
    if (named) return daysNamed(dayOf(year, 0, 1), dayOf(year + 1, 0, 1), named)
    return daysOf(year, new Date(start).getUTCMonth())
  }
}

interface Named {
  /** 0: each of them; 2: the second; -1: the last. */
  nth: number
  day: number
}
const readDay = (text: string): Named => ({ nth: Number(text.slice(0, -2)), day: DAYS.indexOf(text.slice(-2)) })

const lengthOf = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate()

interface Wanted {
  own: number
  monthDays: number[] | undefined
  named: Named[] | undefined
}

const daysIn = (year: number, month: number, { own, monthDays, named }: Wanted): number[] => {
  const first = dayOf(year, month, 1)
  const length = lengthOf(year, month)
  if (!monthDays && named) return daysNamed(first, first + length, named)
  const found = (monthDays ?? [own])
    .map((each) => (each > 0 ? each : length + each + 1))
    .filter((each) => each >= 1 && each <= length)
    .map((each) => first + each - 1)
  const days = found.length > 1 ? [...new Set(found)].toSorted((a, b) => a - b) : found
  return named ? days.filter((day) => named.some((each) => each.day === weekday(day))) : days
}

/** Weekdays from `first` up to, not including, `end`. */
const daysNamed = (first: number, end: number, named: Named[]): number[] => {
  const found = new Set<number>()
  for (const { nth, day } of named) {
    const opening = first + ((day - weekday(first) + 7) % 7)
    const many = Math.ceil((end - opening) / 7)
    if (nth === 0) for (let n = 0; n < many; n++) found.add(opening + 7 * n)
    else {
      const n = nth > 0 ? nth - 1 : many + nth
      if (n >= 0 && n < many) found.add(opening + 7 * n)
    }
  }
  return [...found].toSorted((a, b) => a - b)
}
