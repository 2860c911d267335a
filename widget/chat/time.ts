/** Times as people say them, exact on hover. */
import type { Strings } from '../strings/strings.ts'

export interface Clock {
  time(at: string): string
  /** "Today", "Yesterday", a weekday within the week, else a date. */
  day(at: string): string
  exact(at: string): string
}

const dayOf = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()

let last: [key: string, clock: Clock] | undefined

/** The same one until another locale, or another language, is spoken. */
export const clockFor = (locale: string, strings: Strings): Clock => {
  const key = locale + strings.today
  if (last?.[0] !== key) last = [key, clockIn(locale, strings)]
  return last[1]
}

const clockIn = (locale: string, strings: Strings): Clock => {
  const tag = locale || undefined
  const time = new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit' })
  const weekday = new Intl.DateTimeFormat(tag, { weekday: 'long' })
  const date = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long' })
  const dated = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric' })
  const exact = new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'medium' })
  return {
    time: (at) => time.format(new Date(at)),
    exact: (at) => exact.format(new Date(at)),
    day(at) {
      const then = new Date(at)
      const now = new Date()
      const days = Math.round((dayOf(now) - dayOf(then)) / 86_400_000)
      if (days <= 0) return strings.today
      if (days === 1) return strings.yesterday
      if (days < 7) return weekday.format(then)
      return then.getFullYear() === now.getFullYear() ? date.format(then) : dated.format(then)
    },
  }
}
