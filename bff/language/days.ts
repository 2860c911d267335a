/** Days: dates as people say them, written out as 2026-12-24. */
import { comingDay, dateOf, dayOf, MONTH, MONTHS, nextDay, numberOf, ordinalOf, WEEKDAY, WEEKDAYS } from './names.ts'

const DAY = 86_400_000
const monthOf = (name: string): number => MONTHS.split('|').findIndex((one) => one.startsWith(name.slice(0, 3)))
/** This day of this month, in the year it comes next. */
const coming = (month: number, day: number, now: number, year = ''): number | null => {
  const here = new Date(now).getUTCFullYear()
  if (year !== '') return dateOf(Number(year), month, day)
  const at = dateOf(here, month, day)
  return at !== null && at >= now - (now % DAY) ? at : dateOf(here + 1, month, day)
}

/** Easter Sunday of a year (Meeus, Jones and Butcher). */
const easter = (year: number): number => {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1)
}
const EASTER =
  /\b(?:on |at |over )?(good friday|easter monday|easter(?: sunday| day)?)\b(?! (?:eggs?|bunny|hunts?|cards?|break|holidays?|hols|baskets?|chocolates?|islands?|term|lunch|dinner|monday))/g

const WAY = '(?: ?[-–—] ?| (?:to|till?|until|through|and) )'
const TH = '(?:st|nd|rd|th)'
const NOT_HOUR = "(?!\\d|[:/.]\\d| ?(?:am|pm|h|o'?clock|st|nd|rd|th|in the)\\b)"
const DAYS_OF_MONTH = new RegExp(
  `(?<!\\b(?:at|by) )\\b(?:from |between )?(?:the )?(\\d{1,2})${TH}?(${WAY})(?:the )?(\\d{1,2})${TH}?(?: of)? (${MONTH})\\b(?:,? (\\d{4}))?`,
  'g',
)
const MONTH_DAYS = new RegExp(
  `\\b(?:from |between )?(${MONTH}) (\\d{1,2})${TH}?(${WAY})(?:the )?(\\d{1,2})${TH}?${NOT_HOUR}`,
  'g',
)
const NTH_TO_NTH = new RegExp(
  `\\b(?:(?:from|between|for|on) )?(?:${WEEKDAY},? )?(?:the )?(\\d{1,2})${TH}(${WAY})(?:${WEEKDAY},? )?(?:the )?(\\d{1,2})${TH}\\b(?! (?:of|${MONTH}))`,
  'g',
)
/** What may follow a day that is nothing but a number. */
export const FOLLOWS =
  '(?= ?(?:$|[,;!?)–-]|:(?!\\d)|\\.(?!\\d))| (?:at|from|to|until|till|through|around|about|by|before|after|between|in the|please|pls|all day|mornings?|afternoon|evening|night|noon|midday|midnight|instead|open|free|busy|i|we|he|she|\\d|@|half|quarter)(?![a-z]))'
const OF_MONTH = new RegExp(`\\b(the (?:\\d{1,2}${TH}|[a-z]{5,11}))(?: day)? of (?:the|this) month\\b`, 'g')
const THE_NTH = new RegExp(
  `(?<!next month (?:on )?)(?:\\b(?:on|for|to|by|until|till|from|of) )?\\bthe (?:whole )?(\\d{1,2})${TH}${FOLLOWS}|(?<=^|\\b(?:on|for|until|till|by|from) )(\\d{1,2})${TH}${FOLLOWS}|(?<!\\b(?:the|every|each|${MONTH}) )\\b(\\d{1,2})${TH}(?= (?:from|at|between) \\d)|\\b(?:on|for|by) the (\\d{1,2})(?= at\\b| from\\b|$)`,
  'g',
)
const THE_WORD = new RegExp(
  `\\b(?:on|for|to|by|until|till|from) the (fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth)${FOLLOWS}`,
  'g',
)
const PLACED = new RegExp(
  `(?<!\\b(?:every|each) )\\b(?:on |for )?(?:the )?(first|second|third|fourth|last|penultimate|[1-4]${TH}) (${WEEKDAY}) (?:of|in) (${MONTH}|next month)\\b`,
  'g',
)
const MID = new RegExp(`\\b(?:in )?mid[- ](${MONTH})\\b`, 'g')
const START_OF = new RegExp(`\\b(?:in |during |for )?(?:the )?(?:first week|start|beginning) of (${MONTH})\\b`, 'g')
const LAST = new RegExp(
  `(?<!\\b(?:the|every|each|on|at|to|my) )\\blast (${WEEKDAY})\\b(?! (?:of|in|each|every)\\b)`,
  'g',
)
const FROM_NOW = new RegExp(
  `\\b(?:in )?(\\d|two|three|four|five|six) (${WEEKDAY})s (?:from now|away|from today)\\b`,
  'g',
)
const DAY_THE_NTH = new RegExp(`\\b(?:on )?${WEEKDAY},? (?:the )?(\\d{1,2})${TH}\\b(?! (?:of|${MONTH}))`, 'g')
const UNTIL = /^(?:until|till) /

/** A plain lower-case text with its odd days as 2026-12-24, and its stretches of days as one to another. */
export const daysWritten = (text: string, now: number): string => {
  const year = new Date(now).getUTCFullYear()
  const from = now - (now % DAY)
  /** Two days that make a stretch, or, of two that are apart, the first. */
  const both = (whole: string, way: string, a: number | null, b: number | null): string => {
    if (a === null || b === null || b <= a) return whole
    return /and/.test(way) && b - a > DAY && !whole.startsWith('between') ? dayOf(a) : `${dayOf(a)} to ${dayOf(b)}`
  }
  const isRepeated =
    /\b(?:every|each|daily|weekly|weekdays|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)\b/.test(
      text,
    )
  return text
    .replace(EASTER, (_, name: string) => {
      const more = name === 'good friday' ? -2 : name === 'easter monday' ? 1 : 0
      const here = easter(year) + more * DAY
      return dayOf(here >= from ? here : easter(year + 1) + more * DAY)
    })
    .replace(DAYS_OF_MONTH, (whole, d1: string, way: string, d2: string, month: string, y?: string) => {
      const a = coming(monthOf(month), Number(d1), now, y ?? '')
      return both(whole, way, a, a === null ? null : coming(monthOf(month), Number(d2), a, y ?? ''))
    })
    .replace(MONTH_DAYS, (whole, month: string, d1: string, way: string, d2: string) => {
      const a = coming(monthOf(month), Number(d1), now)
      return Number(d2) > Number(d1)
        ? both(whole, way, a, a === null ? null : coming(monthOf(month), Number(d2), a))
        : whole
    })
    .replace(NTH_TO_NTH, (whole, d1: string, way: string, d2: string) => {
      const a = Date.parse(nextDay(Number(d1), now))
      return Number.isNaN(a) ? whole : both(whole, way, a, Date.parse(nextDay(Number(d2), a)))
    })
    .replace(OF_MONTH, (whole, nth: string) => (Number.isNaN(ordinalOf(nth.slice(4))) ? whole : `on ${nth}`))
    .replace(PLACED, (whole, place: string, name: string, month: string) => {
      const at = new Date(now)
      const index = month === 'next month' ? at.getUTCMonth() + 1 : monthOf(month)
      const start = (y: number) => Date.UTC(y, index, 1)
      const found = (y: number): number => {
        const days: number[] = []
        for (let day = start(y); new Date(day).getUTCMonth() === ((index % 12) + 12) % 12; day += DAY)
          if (WEEKDAYS[new Date(day).getUTCDay()] === name) days.push(day)
        return days.at(place === 'last' ? -1 : place === 'penultimate' ? -2 : ordinalOf(place) - 1) ?? 0
      }
      const here = found(year)
      const day = here >= from ? here : found(year + 1)
      return day > 0 ? `on ${dayOf(day)}` : whole
    })
    .replace(MID, (whole, name: string) => {
      const day = coming(monthOf(name), 15, now)
      return day === null ? whole : dayOf(day)
    })
    .replace(START_OF, (whole, name: string) => {
      const day = coming(monthOf(name), 1, now)
      return day === null ? whole : dayOf(day)
    })
    .replace(LAST, (_, name: string) => `on ${dayOf(comingDay(name, now - DAY) - 7 * DAY)}`)
    .replace(FROM_NOW, (_, n: string, name: string) => {
      return `on ${dayOf(comingDay(name, now) + 7 * (numberOf(n) - 1) * DAY)}`
    })
    .replace(/\bafter the weekend\b/g, () => `on ${dayOf(comingDay('monday', now))}`)
    .replace(DAY_THE_NTH, (whole, d: string) => on(whole, Number(d), now, false))
    .replace(THE_NTH, (whole, a = '', b = '', c = '', d = '') => on(whole, Number(a || b || c || d), now, isRepeated))
    .replace(THE_WORD, (whole, word: string) => on(whole, ordinalOf(word), now, isRepeated))
}
const on = (whole: string, day: number, now: number, isRepeated: boolean): string => {
  const found = day > 0 && day < 32 ? nextDay(day, now) : ''
  return found === '' ? whole : `${isRepeated && UNTIL.test(whole) ? 'until' : 'on'} ${found}`
}
