/** Names: of numbers, days and months, and the days that they stand for. */

export const NUMBERS = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen twenty'
).split(' ')
export const ORDINALS = (
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
  'sixteenth seventeenth eighteenth nineteenth twentieth'
).split(' ')
export const MONTHS = 'january|february|march|april|may|june|july|august|september|october|november|december'
const SHORT = 'jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec'
export const MONTH = `(?:${MONTHS}|${SHORT})`
export const WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day'

/** "four", "4", "a": as a number; `NaN` for what is none. */
export const numberOf = (word: string): number => {
  if (/^an?$|^one$/.test(word)) return 1
  const known = NUMBERS.indexOf(word)
  return known >= 0 ? known : Number(word)
}
export const ordinalOf = (word: string): number =>
  ORDINALS.includes(word) ? ORDINALS.indexOf(word) + 1 : Number.parseInt(word, 10)

const DAY = 86_400_000
export const pad = (n: number): string => String(n).padStart(2, '0')
/** Local time is kept as if it were UTC, in milliseconds. */
export const dayOf = (local: number): string => new Date(local).toISOString().slice(0, 10)
export const dateOf = (y: number, m: number, d: number): number | null => {
  const at = new Date(Date.UTC(y, m, d))
  return at.getUTCMonth() === ((m % 12) + 12) % 12 && at.getUTCDate() === d ? at.getTime() : null
}

/** The next day of this number, in this month or one that has it. */
export const nextDay = (d: number, now: number, months = 0): string => {
  const today = new Date(now)
  for (let more = months; more < months + 12; more += 1) {
    const at = dateOf(today.getUTCFullYear(), today.getUTCMonth() + more, d)
    if (at !== null && (months > 0 || at >= now - (now % DAY))) return dayOf(at)
  }
  return ''
}
export const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')
/** The next such weekday; today does not count. */
export const comingDay = (name: string, now: number): number => {
  const from = now - (now % DAY)
  const ahead = (WEEKDAYS.indexOf(name) - new Date(from).getUTCDay() + 7) % 7
  return from + (ahead || 7) * DAY
}
