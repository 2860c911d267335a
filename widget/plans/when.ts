/** Times that are to come, as people say them. */
import { planWords as words } from '../strings/plans.ts'

const dayOf = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()

/** "tomorrow 9:30", "Friday 9:30", "12 May 9:30". */
export const whenOf = (at: string, locale: string): string => {
  const tag = locale || undefined
  const then = new Date(at)
  const days = Math.round((dayOf(then) - dayOf(new Date())) / 86_400_000)
  const time = new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit' }).format(then)
  const day =
    Math.abs(days) <= 1
      ? new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(days, 'day')
      : new Intl.DateTimeFormat(
          tag,
          days > 1 && days < 7
            ? { weekday: 'long' }
            : {
                day: 'numeric',
                month: 'long',
                ...(then.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' }),
              },
        ).format(then)
  return `${day} ${time}`
}

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** The gist of an RFC 5545 rule: how often, and on which weekdays. */
export const repeatsOf = (rule: string, locale: string): string => {
  const parts = new Map(
    rule
      .replace(/^RRULE:/i, '')
      .split(';')
      .map((part) => part.toUpperCase().split('=', 2) as [string, string]),
  )
  const tag = locale || undefined
  const name = new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' })
  const days = (parts.get('BYDAY') ?? '')
    .split(',')
    // The first of January 2023 was a Sunday.
    .flatMap((day) => (weekdays.includes(day) ? [name.format(Date.UTC(2023, 0, 1 + weekdays.indexOf(day)))] : []))
  const listed = new Intl.ListFormat(tag, { type: 'conjunction' }).format(days)
  return words.every(parts.get('FREQ') ?? '', Number(parts.get('INTERVAL') ?? 1), listed)
}
