/** How often something comes again, in words: the gist of an RFC 5545 rule. */
import { repeatWords as words } from './strings/repeats.ts'

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

export const partsOf = (rule: string): Map<string, string> =>
  new Map(
    rule
      .replace(/^RRULE:/i, '')
      .split(';')
      .map((part) => part.toUpperCase().split('=', 2) as [string, string]),
  )

export const repeatsOf = (rule: string, locale: string): string => {
  const parts = partsOf(rule)
  const tag = locale || undefined
  const name = new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' })
  const days = (parts.get('BYDAY') ?? '').split(',').flatMap((day) => {
    const [, nth = '', code = ''] = /^([+-]?\d*)(..)$/.exec(day) ?? []
    const at = weekdays.indexOf(code)
    if (at < 0) return []
    // The first of January 2023 was a Sunday.
    const called = name.format(Date.UTC(2023, 0, 1 + at))
    return [nth === '' ? called : words.nth(Number(nth), called)]
  })
  const dates = (parts.get('BYMONTHDAY') ?? '').split(',').filter((date) => date !== '')
  const list = new Intl.ListFormat(tag, { type: 'conjunction' })
  const on = list.format(days.length > 0 ? days : dates.map((date) => words.date(Number(date))))
  const [until, year = '', month = '', day = ''] = /^(\d{4})(\d\d)(\d\d)/.exec(parts.get('UNTIL') ?? '') ?? []
  const count = parts.get('COUNT')
  const ends =
    until === undefined
      ? count === undefined
        ? ''
        : words.times(Number(count))
      : words.until(
          new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' }).format(
            Date.parse(`${year}-${month}-${day}`),
          ),
        )
  return words.every(parts.get('FREQ') ?? '', Number(parts.get('INTERVAL') ?? 1), on) + ends
}
