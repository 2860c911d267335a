/** Repeats: "every second Tuesday" as a recurrence rule (RFC 5545, section 3.3.10), by a small grammar. */
import { comingDay, dayOf, MONTH, numberOf, ordinalOf, WEEKDAY } from './names.ts'

export interface Repeat {
  readonly rule: string
  readonly rest: string
  /** A time of day that the words imply. */
  readonly hour?: string
  /** "for 6 weeks" was a count. */
  readonly counted: boolean
  /** The rule names its day itself. */
  readonly dated: boolean
}

const CODES: Record<string, string> = { mon: 'MO', tue: 'TU', wed: 'WE', thu: 'TH', fri: 'FR', sat: 'SA', sun: 'SU' }
const DAY = 86_400_000
const WORKDAYS = 'MO,TU,WE,TH,FR'
const day = `(?:${WEEKDAY})`
const nth =
  '(second|other|third|fourth|fifth|sixth|\\d{1,2}(?:st|nd|rd|th)?|two|three|four|five|six|seven|eight|nine|ten|twelve)'
const place = '(first|second|third|fourth|last|1st|2nd|3rd|4th)'
const placeOf = (word = ''): number => (word === 'last' ? -1 : ordinalOf(word))
const partOf = (word = ''): string | undefined => PARTS[word.trim().replace(/s$/, '')]
const month = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const EACH_DAY = new RegExp(WEEKDAY, 'g')
const codesIn = (text: string): string =>
  [...text.matchAll(EACH_DAY)].map(([name]) => CODES[name.slice(0, 3)]).join(',')
const every = (word = ''): number => (/^(?:second|other)$/.test(word) ? 2 : ordinalOf(word) || numberOf(word) || 1)
const spaced = (n: number): string => (n > 1 ? `;INTERVAL=${n}` : '')
const days = `(${day}s?(?:(?:, and|,| and| or)? ?(?:on )?${day}s?){0,6})`
const units: Record<string, string> = {
  hour: 'HOURLY',
  day: 'DAILY',
  week: 'WEEKLY',
  month: 'MONTHLY',
  quarter: 'MONTHLY',
  year: 'YEARLY',
}
const PART = '(?:mornings?|afternoons?|evenings?|nights?)'
const PARTS: Record<string, string> = {
  morning: '08:00',
  afternoon: '14:00',
  evening: '19:00',
  night: '21:00',
  lunchtime: '12:00',
}
/** Within one week. */
const isLater = (a: string, b: string): boolean => {
  const all = Object.values(CODES)
  return all.indexOf(codesIn(b)) > all.indexOf(codesIn(a))
}
/** The days from one to another, as codes. */
const between = (a: string, b: string): string => {
  const all = Object.values(CODES)
  return all.slice(all.indexOf(codesIn(a)), all.indexOf(codesIn(b)) + 1).join(',')
}
const monthOf = (name = ''): number => month.indexOf(name.slice(0, 3)) + 1

type Read = (
  match: RegExpExecArray,
  text: string,
) => { rule: string; hour?: string | undefined; dated?: boolean } | null
const MORE_THAN_ONCE =
  /\b(?:each time|starting|from now on|going forward|(?:the )?next (?:\d|two|three|four|five|six|eight|ten) weeks)\b/
const on = '(?:(?:,|:)? (?:(?:on|at) )?)'
const patterns: [RegExp, Read][] = [
  [
    new RegExp(
      `\\b(?:every|each) (?:single )?(day|morning|afternoon|evening|night)s?,? (?:except|but(?: not)?|apart from|other than)(?: on)? (?:the )?(weekends?|${days})`,
    ),
    ([, p, d = '']) => {
      const without = d.startsWith('weekend') ? 'SA,SU' : codesIn(d)
      const codes = Object.values(CODES).filter((code) => !without.includes(code))
      return { rule: `FREQ=WEEKLY;BYDAY=${codes.join(',')}`, hour: PARTS[p ?? ''] }
    },
  ],
  [
    /\b(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th) and (?:the )?(\d{1,2})(?:st|nd|rd|th) (?:day )?(?:of|in) (?:every|each|the|a) month\b/,
    ([, a, b]) => ({ rule: `FREQ=MONTHLY;BYMONTHDAY=${a},${b}` }),
  ],
  [
    new RegExp(`\\b(?:monthly|(?:every|each) month),? on the ${place} (${day})\\b`),
    ([, p, d]) => ({ rule: `FREQ=MONTHLY;BYDAY=${placeOf(p)}${codesIn(d ?? '')}` }),
  ],
  [/\bevery (\d{1,2})(?:st|nd|rd|th) of the month\b/, ([, d]) => ({ rule: `FREQ=MONTHLY;BYMONTHDAY=${d}` })],
  [
    new RegExp(
      `\\b(?:twice (?:a|per|every|each) month,? |every |(?=(?:the )?${place} and (?:the )?${place} ${day}(?:s|s? (?:(?:of|in) (?:every|each|the|a)|every|each) month)))(?:on )?(?:the )?${place} and (?:the )?${place} (${day})s?\\b(?: (?:of|in) (?:every|each|the|a) month| (?:every|each) month)?`,
    ),
    ([, , , p, p2, d]) => ({
      rule: `FREQ=MONTHLY;BYDAY=${placeOf(p)}${codesIn(d ?? '')},${placeOf(p2)}${codesIn(d ?? '')}`,
    }),
  ],
  [
    new RegExp(
      `\\b(?:on )?(?:the |every )?${place} (${day})s? (?:(?:of|in) (?:every|each|the|a)|every|each) (month|quarter)\\b`,
    ),
    ([, p, d, unit]) => ({
      rule: `FREQ=MONTHLY${unit === 'quarter' ? ';BYMONTH=1,4,7,10' : ''};BYDAY=${placeOf(p)}${codesIn(d ?? '')}`,
    }),
  ],
  [
    /\b(?:on )?(?:the )?last day (?:of|in) (?:every|each|a|the) quarter\b/,
    () => ({ rule: 'FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1' }),
  ],
  [
    new RegExp(`\\b(?:on )?(?:the )?(\\d{1,2}(?:st|nd|rd|th)|first) (?:day )?(?:of|in) every ${nth} months?\\b`),
    ([, d, n]) => ({ rule: `FREQ=MONTHLY${spaced(every(n))};BYMONTHDAY=${ordinalOf(d ?? '')}` }),
  ],
  [
    /\b(?:on )?(?:the )?last day (?:of|in) (?:every|each|a) month\b|\b(?:every|each) month on the last day\b|\bmonthly on the last day\b/,
    () => ({ rule: 'FREQ=MONTHLY;BYMONTHDAY=-1' }),
  ],
  [
    /\b(?:on )?(?:the )?(\d{1,2}(?:st|nd|rd|th)|first|second|third) (?:day )?(?:of|in) (?:every|each|a) month\b/,
    ([, d]) => ({ rule: `FREQ=MONTHLY;BYMONTHDAY=${ordinalOf(d ?? '')}` }),
  ],
  [
    new RegExp(
      `\\b(?:(?:every|each) (?:(?:${nth}) )?(month|quarter)s?|(monthly|quarterly)) on (?:the (\\d{1,2}(?:st|nd|rd|th)|first|second|third)|\\d{4}-\\d\\d-(\\d\\d))`,
    ),
    ([, n, unit, name, d, iso]) => ({
      rule: `FREQ=MONTHLY${spaced(unit === 'quarter' || name === 'quarterly' ? 3 : n ? every(n) : 1)};BYMONTHDAY=${iso ? Number(iso) : ordinalOf(d ?? '')}`,
    }),
  ],
  [
    new RegExp(
      `\\b(?:(?:every|each|once a) year|yearly|annually|every)(?: on|,)? (?:(\\d{1,2})(?:st|nd|rd|th)? (${MONTH})|(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?|\\d{4}-(\\d\\d)-(\\d\\d))\\b`,
    ),
    ([, d, m, m2, d2, m3, d3]) => ({
      rule: `FREQ=YEARLY;BYMONTH=${m3 ? Number(m3) : monthOf(m ?? m2)};BYMONTHDAY=${Number(d ?? d2 ?? d3)}`,
    }),
  ],
  [
    /\b(?:every|each) (\d{4})-(\d\d)-(\d\d)\b/,
    ([, , m, d]) => ({ rule: `FREQ=YEARLY;BYMONTH=${Number(m)};BYMONTHDAY=${Number(d)}` }),
  ],
  [
    new RegExp(`\\b(?:every|each) ${nth} weeks?${on}${days}`),
    ([, n, d]) => ({ rule: `FREQ=WEEKLY${spaced(every(n))};BYDAY=${codesIn(d ?? '')}` }),
  ],
  [
    new RegExp(`\\b(?:fortnightly|bi-?weekly|(?:every|once|once every) two weeks)${on}${days}`),
    ([, d]) => ({ rule: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${codesIn(d ?? '')}` }),
  ],
  [
    new RegExp(
      `\\b(?:weekly|(?:every|each|(?:once|twice|thrice|(?:\\d|two|three|four|five) times) (?:a|per)) week)${on}${days}`,
    ),
    ([, d]) => ({ rule: `FREQ=WEEKLY;BYDAY=${codesIn(d ?? '')}` }),
  ],
  [
    new RegExp(`\\b(?:every|each) ${nth} ${days}( ${PART}\\b)?`),
    ([, n, d, p]) => ({ rule: `FREQ=WEEKLY${spaced(every(n))};BYDAY=${codesIn(d ?? '')}`, hour: partOf(p) }),
  ],
  [
    /\b(?:(?:every|each) (?:weekday|workday|working day|business day|school ?day)s?|(?:on )?(?:weekdays|workdays|working days|school ?days)|(?:from |every )?monday (?:to|through|until|till) friday|(?:on )?weekday(?= (?:mornings|afternoons|evenings|nights)))\b(?: (mornings?|afternoons?|evenings?|nights?)\b)?/,
    ([, p]) => ({ rule: `FREQ=WEEKLY;BYDAY=${WORKDAYS}`, hour: partOf(p) }),
  ],
  [/\b(?:every|each|on) school nights?\b/, () => ({ rule: 'FREQ=WEEKLY;BYDAY=SU,MO,TU,WE,TH' })],
  [
    // A stretch of days with hours in it is of each week.
    new RegExp(`\\b(?:from |every )?(${day}) (?:to|through|until|till) (${day})\\b`),
    ([words, a = '', b = ''], text) =>
      isLater(a, b) &&
      !(words.startsWith('from') && /\b(?:move|shift|swap|change|push|switch|reschedule)\b/.test(text)) &&
      /\d\d:\d\d/.test(text) &&
      !/\d{4}-\d\d/.test(text)
        ? { rule: `FREQ=WEEKLY;BYDAY=${between(a, b)}` }
        : null,
  ],
  [
    new RegExp(`(?<![\\d:])\\b(\\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve) (${day})s\\b`),
    ([, n, d]) => ({ rule: `FREQ=WEEKLY;BYDAY=${codesIn(d ?? '')};COUNT=${numberOf(n ?? '')}` }),
  ],
  [/\b(?:(?:every|each) weekend|(?:on|at) (?:the )?weekends|weekends)\b/, () => ({ rule: 'FREQ=WEEKLY;BYDAY=SA,SU' })],
  [
    new RegExp(`\\b(?:every|each) ${days}( ${PART}\\b)?`),
    ([, d, p]) => ({ rule: `FREQ=WEEKLY;BYDAY=${codesIn(d ?? '')}`, hour: partOf(p) }),
  ],
  [
    new RegExp(`\\b(?:on )?(${day}s(?:(?:, and|,| and| or)? ?(?:on )?${day}s){0,6})( ${PART}\\b)?`),
    ([, d, p]) => ({ rule: `FREQ=WEEKLY;BYDAY=${codesIn(d ?? '')}`, hour: partOf(p) }),
  ],
  [
    new RegExp(`\\b(?:on )?${days} (mornings|afternoons|evenings|nights)\\b`),
    ([, d, p]) => ({ rule: `FREQ=WEEKLY;BYDAY=${codesIn(d ?? '')}`, hour: partOf(p) }),
  ],
  [
    // Three days; or two, and words that say that it is not for once.
    new RegExp(`\\b(?:on )?(${day}(?:(?:, and|,| and)? ?${day}){1,6})\\b`),
    ([, d = ''], text) =>
      codesIn(d).length > 5 || MORE_THAN_ONCE.test(text) ? { rule: `FREQ=WEEKLY;BYDAY=${codesIn(d)}` } : null,
  ],
  [
    new RegExp(`\\b(?:every|each) ${nth} (morning|afternoon|evening|night)s?\\b`),
    ([, n, p]) => ({ rule: `FREQ=DAILY${spaced(every(n))}`, hour: PARTS[p ?? ''] }),
  ],
  [
    /\b(?:every|each) (?:single )?(day|morning|afternoon|evening|night|lunchtime)\b|\b(?:daily|nightly|(?:once|twice|thrice|(?:\d|two|three|four) times) (?:a|per|each|every) day|(?:before |after |with |at )?(?:every|each) meal)\b/,
    ([, p]) => ({ rule: 'FREQ=DAILY', hour: PARTS[p ?? ''] }),
  ],
  [
    new RegExp(`\\bevery ${nth} (hour|day|week|month|year)s?\\b`),
    ([, n, unit]) => ({ rule: `FREQ=${units[unit ?? '']}${spaced(every(n))}` }),
  ],
  [
    /\b(?:every|each|once an?) (hour|week|month|quarter|year)\b/,
    ([, unit]) => ({ rule: `FREQ=${units[unit ?? '']}${unit === 'quarter' ? ';INTERVAL=3' : ''}` }),
  ],
  [
    /\b(hourly|weekly|monthly|quarterly|yearly|annually|fortnightly|bi-?weekly)\b(?! (?:plan|report|meeting|review|magazine))/,
    ([, word = '']) => ({ rule: named[word.replace('-', '')] ?? 'FREQ=DAILY' }),
  ],
]
const named: Record<string, string> = {
  hourly: 'FREQ=HOURLY',
  weekly: 'FREQ=WEEKLY',
  monthly: 'FREQ=MONTHLY',
  quarterly: 'FREQ=MONTHLY;INTERVAL=3',
  yearly: 'FREQ=YEARLY',
  annually: 'FREQ=YEARLY',
  fortnightly: 'FREQ=WEEKLY;INTERVAL=2',
  biweekly: 'FREQ=WEEKLY;INTERVAL=2',
}

const COUNT =
  /,? (?:for )?(?:the )?(?:next )?(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve) (times|weeks|days|months)\b/
const UNTIL = new RegExp(
  `,? (?:until|till|through) (?:the |on )?(?:(\\d{1,2}) (${MONTH})(?: (\\d{4}))?|(\\d{4}-\\d\\d-\\d\\d)|(${WEEKDAY})|(?:(end of ))?(${MONTH})\\b)|,? for (?:an?|one|the next|the whole) (week|month|year)\\b`,
)

/** "Every morning, sundays too" */
const TOO = new RegExp(
  `(\\b(?:every|each) (?:single )?(?:day|morning|afternoon|evening|night)\\b.{0,30}?),? (?:and )?(?:on )?(?:${day}s?|weekends?) (?:too|also|as well|included)\\b`,
)
/** The first repetition in a text that `writtenOut` has gone over. */
export const repeatIn = (text: string, now: number): Repeat | null => {
  const said = text.replace(TOO, '$1')
  for (const [pattern, read] of patterns) {
    const match = pattern.exec(said)
    if (!match) continue
    const found = read(match, said)
    if (!found) continue
    const { rule, hour, dated = /BYMONTHDAY/.test(rule) } = found
    // "4 feb, every year": a month and a comma at the end are read without their day.
    let rest = said.replace(match[0], ' ').trimEnd()
    if (rest.endsWith(',')) rest = rest.slice(0, -1)
    let more = ''
    const count = /COUNT/.test(rule) ? null : COUNT.exec(rest)
    if (count && (count[2] === 'times' || units[(count[2] ?? '').slice(0, -1)] === rule.slice(5).split(';')[0])) {
      // So many weeks have as many times as each has days.
      const each = count[2] === 'times' ? 1 : (/BYDAY=([A-Z,]+)/.exec(rule)?.[1] ?? '').split(',').length
      more = `;COUNT=${numberOf(count[1] ?? '') * each}`
      rest = rest.replace(count[0], ' ')
    }
    rest = rest.replace(/\bend of (?:the |this )?year\b/, 'end of december')
    const until = UNTIL.exec(rest)
    const last = until
      ? lastOf(until, now)
      : /(?<!\b(?:starting|beginning|from) )\bthis week\b/.test(rest)
        ? dayOf(comingDay('sunday', now - DAY))
        : ''
    if (last !== '' && !/COUNT/.test(rule)) {
      more = `;UNTIL=${last.replaceAll('-', '')}T235959`
      rest = rest.replace(until ? until[0] : 'this week', ' ')
    }
    const [hours, left] = hoursOf(rule, rest)
    rest = left
      .replace(/,? ?\b(?:starting|beginning|from) this week\b/, ' ')
      .replace(/\b(?:starting|beginning|from)(?: on)? (?=\S)(?!\d\d:)/, 'on ')
    return {
      rule: (hours && /HOURLY/.test(rule) ? 'FREQ=DAILY' : rule) + hours + more,
      rest,
      ...(hour === undefined ? {} : { hour }),
      counted: count !== null && more.startsWith(';COUNT'),
      dated,
    }
  }
  return null
}

/** The last day that is meant: the one before a month that it goes until. */
const lastOf = ([, d, m, y, iso, name, end, alone, span]: RegExpExecArray, now: number): string => {
  if (span) return dayOf(now + { week: 7, month: 30, year: 365 }[span as 'week'] * DAY)
  if (iso) return iso
  if (name) return dayOf(comingDay(name, now))
  const here = new Date(now).getUTCFullYear()
  const on = (year: number) =>
    dayOf(alone ? Date.UTC(year, monthOf(alone) - (end ? 0 : 1), 0) : Date.UTC(year, monthOf(m) - 1, Number(d)))
  return y ? on(Number(y)) : on(here) < dayOf(now) ? on(here + 1) : on(here)
}

/** Several times of day as a part of the rule, and the text with the first of them. */
const hoursOf = (rule: string, text: string): [string, string] => {
  const every = /^FREQ=HOURLY(?:;INTERVAL=(\d{1,2}))?$/.exec(rule)
  const span = every && /\bfrom (\d\d):(\d\d) to (\d\d):\d\d/.exec(text)
  if (every && span) {
    const [from, to, step] = [Number(span[1]), Number(span[3]), Number(every[1] ?? 1)]
    const found = Array.from({ length: 24 }, (_, n) => from + n * step).filter((one) => one <= to)
    return found.length > 1
      ? [`;BYHOUR=${found.join(',')}`, text.replace(span[0], `at ${span[1]}:${span[2]}`)]
      : ['', text]
  }
  const several = /\bat \d\d:\d\d(?: & \d\d:\d\d){1,5}/.exec(text)
  if (!several || every) return ['', text]
  const times = several[0].slice(3).split(' & ')
  const [first = ''] = times
  const same = times.filter((time) => time.slice(3) === first.slice(3))
  const hours = same.length > 1 ? `;BYHOUR=${same.map((time) => Number(time.slice(0, 2))).join(',')}` : ''
  return [hours, text.replace(several[0], `at ${first}`)]
}

/** The first day that fits the rule, with this time of day, not before `after`. Local time, as if it were UTC. */
export const firstOf = (rule: string, from: number, time: string, after: number): string => {
  const parts = new Map(rule.split(';').map((part) => part.split('=') as [string, string]))
  if (parts.get('FREQ') === 'HOURLY') {
    const hours = Number(parts.get('INTERVAL') ?? 1)
    return new Date(from + hours * 3_600_000).toISOString().slice(0, 16)
  }
  const codes = parts.get('BYDAY')?.split(',') ?? []
  const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
  const fits = (at: Date): boolean => {
    const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
    const [date, code] = [at.getUTCDate(), names[at.getUTCDay()] ?? '']
    const wanted = parts.get('BYMONTHDAY')?.split(',').map(Number)
    if (wanted && !wanted.some((one) => date === (one < 0 ? last + 1 + one : one))) return false
    const months = parts.get('BYMONTH')?.split(',').map(Number)
    if (months && !months.includes(at.getUTCMonth() + 1)) return false
    return (
      codes.length === 0 ||
      codes.some((each) => {
        const n = Number.parseInt(each, 10)
        if (Number.isNaN(n)) return each === code
        return each.endsWith(code) && (n < 0 ? date > last - 7 : Math.ceil(date / 7) === n)
      })
    )
  }
  const times = parts
    .get('BYHOUR')
    ?.split(',')
    .map((one) => `${one.padStart(2, '0')}${time.slice(2)}`) ?? [time]
  for (let i = 0; i < 1500; i += 1) {
    const day = dayOf(from + i * 86_400_000)
    const at = times.map((one) => `${day}T${one}`).find((one) => Date.parse(`${one}:00Z`) >= after)
    if (at !== undefined && fits(new Date(`${day}T00:00Z`))) return at
  }
  return `${dayOf(from)}T${time}`
}
