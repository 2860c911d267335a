/** Repeats: "every second Tuesday" as a recurrence rule (RFC 5545, section 3.3.10), by a small grammar. */
import { dayOf, MONTH, numberOf, ordinalOf, WEEKDAY } from './clocks.ts'

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
const WORKDAYS = 'MO,TU,WE,TH,FR'
const day = `(?:${WEEKDAY})`
const nth =
  '(second|other|third|fourth|fifth|sixth|\\d{1,2}(?:st|nd|rd|th)?|two|three|four|five|six|seven|eight|nine|ten|twelve)'
const place = '(first|second|third|fourth|last|1st|2nd|3rd|4th)'
const month = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const codesIn = (text: string): string =>
  [...text.matchAll(new RegExp(WEEKDAY, 'g'))].map(([name]) => CODES[name.slice(0, 3)]).join(',')
const every = (word = ''): number => (/^(?:second|other)$/.test(word) ? 2 : ordinalOf(word) || numberOf(word) || 1)
const spaced = (n: number): string => (n > 1 ? `;INTERVAL=${n}` : '')
const days = `(${day}s?(?:(?:, and|,| and| or) ?(?:on )?${day}s?){0,6})`
const units: Record<string, string> = {
  hour: 'HOURLY',
  day: 'DAILY',
  week: 'WEEKLY',
  month: 'MONTHLY',
  quarter: 'MONTHLY',
  year: 'YEARLY',
}
const PARTS: Record<string, string> = {
  morning: '08:00',
  afternoon: '14:00',
  evening: '19:00',
  night: '21:00',
  lunchtime: '12:00',
}
const monthOf = (name = ''): number => month.indexOf(name.slice(0, 3)) + 1

type Read = (match: RegExpExecArray) => { rule: string; hour?: string | undefined; dated?: boolean }
const on = '(?:,? (?:on|at) )'
const patterns: [RegExp, Read][] = [
  [
    new RegExp(`\\b(?:on )?(?:the |every )?${place} (${day}) (?:of|in) (?:every|each|the|a) month\\b`),
    ([, p, d]) => ({ rule: `FREQ=MONTHLY;BYDAY=${p === 'last' ? -1 : ordinalOf(p ?? '')}${codesIn(d ?? '')}` }),
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
    new RegExp(`\\b(?:fortnightly|bi-?weekly|every two weeks)${on}${days}`),
    ([, d]) => ({ rule: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${codesIn(d ?? '')}` }),
  ],
  [
    new RegExp(`\\b(?:weekly|(?:every|each|(?:once|twice|two times|three times) a) week)${on}${days}`),
    ([, d]) => ({ rule: `FREQ=WEEKLY;BYDAY=${codesIn(d ?? '')}` }),
  ],
  [
    new RegExp(`\\b(?:every|each) ${nth} ${days}`),
    ([, n, d]) => ({ rule: `FREQ=WEEKLY${spaced(every(n))};BYDAY=${codesIn(d ?? '')}` }),
  ],
  [
    /\b(?:(?:every|each) (?:weekday|workday|working day|business day)s?|(?:on )?(?:weekdays|workdays|working days)|(?:from |every )?monday (?:to|through|until|till) friday)\b/,
    () => ({ rule: `FREQ=WEEKLY;BYDAY=${WORKDAYS}` }),
  ],
  [/\b(?:(?:every|each) weekend|(?:on|at) (?:the )?weekends|weekends)\b/, () => ({ rule: 'FREQ=WEEKLY;BYDAY=SA,SU' })],
  [
    new RegExp(`\\b(?:every|each) ${days}( (?:morning|afternoon|evening|night))?`),
    ([, d, p]) => ({ rule: `FREQ=WEEKLY;BYDAY=${codesIn(d ?? '')}`, hour: PARTS[p?.trim() ?? ''] }),
  ],
  [
    new RegExp(`\\b(?:on )?(${day}s(?:(?:,| and|, and)+ ?(?:on )?${day}s)*)`),
    ([, d]) => ({ rule: `FREQ=WEEKLY;BYDAY=${codesIn(d ?? '')}` }),
  ],
  [
    /\b(?:every|each) (?:single )?(day|morning|afternoon|evening|night|lunchtime)\b|\b(?:daily|once a day|nightly)\b/,
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

const COUNT = /,? (?:for )?(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve) (times|weeks|days|months)\b/
const UNTIL = new RegExp(`,? (?:until|till|through) (?:(\\d{1,2}) (${MONTH})(?: (\\d{4}))?|(\\d{4})-(\\d\\d)-(\\d\\d))`)

/** The first repetition in a text that `writtenOut` has gone over. */
export const repeatIn = (text: string, now: number): Repeat | null => {
  for (const [pattern, read] of patterns) {
    const match = pattern.exec(text)
    if (!match) continue
    const { rule, hour, dated = /BYMONTHDAY/.test(rule) } = read(match)
    let rest = text.replace(match[0], ' ')
    let more = ''
    const count = COUNT.exec(rest)
    if (count && (count[2] === 'times' || units[(count[2] ?? '').slice(0, -1)] === rule.slice(5).split(';')[0])) {
      more = `;COUNT=${numberOf(count[1] ?? '')}`
      rest = rest.replace(count[0], ' ')
    }
    const until = UNTIL.exec(rest)
    if (until) {
      const [, d, m, y, y2, m2, d2] = until
      const pad = (n: number) => String(n).padStart(2, '0')
      const day = (year: number) => `${year}${pad(m2 ? Number(m2) : monthOf(m))}${pad(Number(d ?? d2))}`
      const here = new Date(now).getUTCFullYear()
      const said =
        (y ?? y2) ? day(Number(y ?? y2)) : day(here) < dayOf(now).replaceAll('-', '') ? day(here + 1) : day(here)
      more = `;UNTIL=${said}T235959`
      rest = rest.replace(until[0], ' ')
    }
    rest = rest.replace(/\b(?:starting|beginning|from)(?: on)? (?=\S)/, 'on ')
    return {
      rule: rule + more,
      rest,
      ...(hour === undefined ? {} : { hour }),
      counted: count !== null && more.startsWith(';COUNT'),
      dated,
    }
  }
  return null
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
    const wanted = Number(parts.get('BYMONTHDAY') ?? 0)
    if (wanted !== 0 && date !== (wanted < 0 ? last + 1 + wanted : wanted)) return false
    if (parts.has('BYMONTH') && at.getUTCMonth() + 1 !== Number(parts.get('BYMONTH'))) return false
    return (
      codes.length === 0 ||
      codes.some((each) => {
        const n = Number.parseInt(each, 10)
        if (Number.isNaN(n)) return each === code
        return each.endsWith(code) && (n < 0 ? date > last - 7 : Math.ceil(date / 7) === n)
      })
    )
  }
  for (let i = 0; i < 1500; i += 1) {
    const day = dayOf(from + i * 86_400_000)
    const at = `${day}T${time}`
    if (Date.parse(`${at}:00Z`) >= after && fits(new Date(`${day}T00:00Z`))) return at
  }
  return `${dayOf(from)}T${time}`
}
