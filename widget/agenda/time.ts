/** Local time: what the clock on a wall shows, kept in milliseconds as if it were UTC. No DOM. */

export type Local = number

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const clocks = new Map<string, Intl.DateTimeFormat>()

/** @param instant milliseconds since the epoch */
export const toLocal = (instant: number, zone: string): Local => {
  let clock = clocks.get(zone)
  // Swedes write a time as ISO 8601 does.
  if (!clock)
    clocks.set(
      zone,
      (clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })),
    )
  return Date.parse(`${clock.format(instant).replace(' ', 'T')}Z`)
}

/** A time that is skipped in spring is the same time after the gap. */
export const toInstant = (local: Local, zone: string): number => {
  const guess = local - (toLocal(local, zone) - local)
  return guess - (toLocal(guess, zone) - local)
}

export const here = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

export const read = (text: string): Local => Date.parse(`${text.length > 10 ? text : `${text}T00:00`}Z`)
/** `2026-03-08T09:30` */
export const show = (local: Local): string => new Date(local).toISOString().slice(0, 16)
export const showDay = (local: Local): string => show(local).slice(0, 10)
export const dayOf = (local: Local): Local => Math.floor(local / DAY) * DAY
export const addMonths = (day: Local, months: number): Local => {
  const at = new Date(day)
  const month = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months)
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0)).getUTCDate()
  return month + (Math.min(at.getUTCDate(), last) - 1) * DAY
}

/** @param until not included */
export const daysOf = (from: Local, until: Local): Local[] =>
  Array.from({ length: Math.round((until - from) / DAY) }, (_, index) => from + index * DAY)

/** 1 is Monday. */
const firstDay = (locale: string): number => {
  const here = new Intl.Locale(locale || navigator.language) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number }
    weekInfo?: { firstDay: number }
  }
  return (here.getWeekInfo?.() ?? here.weekInfo)?.firstDay ?? 1
}
export const weekOf = (day: Local, locale: string): Local =>
  day - ((new Date(day).getUTCDay() - firstDay(locale) + 7) % 7) * DAY

/** Days and times as one says them. */
export interface Names {
  time(local: Local): string
  times(from: Local, to: Local): string
  hour(local: Local): string
  weekday(local: Local): string
  /** "Tue 24" */
  short(local: Local): string
  date(local: Local): string
  /** "Today", "Tomorrow", else a weekday with its date. */
  day(local: Local, today: Local): string
  full(local: Local): string
  month(local: Local): string
  zone(zone: string): string
}

let last: [locale: string, names: Names] | undefined

/** The same ones until another locale is spoken. */
export const namesFor = (locale: string): Names => {
  if (last?.[0] !== locale) last = [locale, namesIn(locale)]
  return last[1]
}

const namesIn = (locale: string): Names => {
  const tag = locale || undefined
  const by = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' })
  const time = by({ hour: 'numeric', minute: '2-digit' })
  const hour = by({ hour: 'numeric' })
  const weekday = by({ weekday: 'short' })
  const short = by({ weekday: 'short', day: 'numeric' })
  const date = by({ day: 'numeric', month: 'long' })
  const dated = by({ weekday: 'long', day: 'numeric', month: 'long' })
  const full = by({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const month = by({ month: 'long', year: 'numeric' })
  const near = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  const begin = (text: string): string => text.charAt(0).toLocaleUpperCase(tag) + text.slice(1)
  return {
    time: (local) => time.format(local),
    times: (from, to) => (to > from ? time.formatRange(from, to) : time.format(from)),
    hour: (local) => hour.format(local),
    weekday: (local) => weekday.format(local),
    short: (local) => short.format(local),
    date: (local) => date.format(local),
    day(local, today) {
      const days = Math.round((dayOf(local) - today) / DAY)
      if (Math.abs(days) <= 1) return begin(near.format(days, 'day'))
      const sameYear = new Date(local).getUTCFullYear() === new Date(today).getUTCFullYear()
      return begin((sameYear ? dated : full).format(local))
    },
    full: (local) => full.format(local),
    month: (local) => begin(month.format(local)),
    zone: (zone) => zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' '),
  }
}
