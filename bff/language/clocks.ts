/** Clocks: how people say a time or a day, written out so that a parser of dates can read it. */

const NUMBERS = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen twenty'
).split(' ')
const ORDINALS = (
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
  'sixteenth seventeenth eighteenth nineteenth twentieth'
).split(' ')
const MONTHS = 'january|february|march|april|may|june|july|august|september|october|november|december'
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
const pad = (n: number): string => String(n).padStart(2, '0')
/** Local time is kept as if it were UTC, in milliseconds. */
export const dayOf = (local: number): string => new Date(local).toISOString().slice(0, 10)
const dateOf = (y: number, m: number, d: number): number | null => {
  const at = new Date(Date.UTC(y, m, d))
  return at.getUTCMonth() === ((m % 12) + 12) % 12 && at.getUTCDate() === d ? at.getTime() : null
}

/** Feasts whose day never moves. */
const FEASTS: [RegExp, number, number][] = [
  [/\b(?:on )?christmas eve\b/g, 12, 24],
  [/\b(?:on |at )?(?:christmas(?: day)?|xmas)\b/g, 12, 25],
  [/\b(?:on )?boxing day\b/g, 12, 26],
  [/\b(?:on )?(?:new year'?s eve|silvester)\b/g, 12, 31],
  [/\b(?:on )?new year'?s(?: day)?\b/g, 1, 1],
  [/\b(?:on )?valentine'?s(?: day)?\b/g, 2, 14],
  [/\b(?:on |at )?halloween\b/g, 10, 31],
]

/** The next day of this number, in this month or one that has it. */
const nextDay = (d: number, now: number, months = 0): string => {
  const today = new Date(now)
  for (let more = months; more < months + 12; more += 1) {
    const at = dateOf(today.getUTCFullYear(), today.getUTCMonth() + more, d)
    if (at !== null && (months > 0 || at >= now - (now % DAY))) return dayOf(at)
  }
  return ''
}
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')
/** The next such weekday; today does not count. */
const comingDay = (name: string, now: number): number => {
  const from = now - (now % DAY)
  const ahead = (WEEKDAYS.indexOf(name) - new Date(from).getUTCDay() + 7) % 7
  return from + (ahead || 7) * DAY
}

const COUNT = `(\\d{1,3}|an?|${NUMBERS.slice(1, 13).join('|')})`
const ORDINAL = `(\\d{1,2}(?:st|nd|rd|th)|${ORDINALS.join('|')})`

const days = `(tomorrow|today|now|${WEEKDAY})`
const hours = NUMBERS.slice(1, 13).join('|')
const hour = `(\\d{1,2}|${hours}|noon|midday|midnight)`
const part = '(?: ?(am|pm)\\b)?'
const inPart = '(?: in the (morning|afternoon|evening)| at (night))?'

const DAY_OF_MONTH = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})\\b(?:,? (\\d{4}))?|\\b(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,? (\\d{4}))?`,
  'g',
)
const HOURS_AND = new RegExp(
  `\\b(\\d+|an?|${NUMBERS.slice(1, 13).join('|')}) hours? and (\\d+|${NUMBERS.slice(1, 13).join('|')}|a half) ?(?:minutes)?\\b`,
  'g',
)
const NTH_OF_NEXT = new RegExp(
  `\\b(?:on )?(?:the )?${ORDINAL} of (?:the )?next month\\b|\\bnext month on the ${ORDINAL}`,
  'g',
)
const NTH_OF_MONTH = new RegExp(`\\b(?:on )?(?:the )?${ORDINAL} (?:of )?(${MONTH})\\b`, 'g')
const NTH = new RegExp(
  `\\b(?:on|by|until|till|from) the ${ORDINAL}\\b(?! (?:floor|of|time|day|step|one|week|street|edition|version|${WEEKDAY}))`,
  'g',
)
const DAY_NEXT_WEEK = new RegExp(`\\bnext week (?:on )?(${WEEKDAY})\\b`, 'g')
const DAY_WEEK = new RegExp(`\\b(?:on )?(${WEEKDAY}|tomorrow) week\\b`, 'g')
/** "Every week on Sunday" is none of it. */
const NO_REPEAT =
  '(?<!\\b(?:every|each|other|second|third|fourth|once|twice|once a|twice a|times a|this|next|last|two|three|four) )'
const WEEK_ON_DAY = new RegExp(`${NO_REPEAT}\\b(?:a )?week on (${WEEKDAY})\\b`, 'g')
const DAY_THE_NTH = new RegExp(`\\b(?:on )?(${WEEKDAY}),? the (\\d{1,2})(?:st|nd|rd|th)\\b(?! of)`, 'g')
const WEEKS_FROM_DAY = new RegExp(`\\b(?:in )?${COUNT} weeks? from ${days}\\b`, 'g')
const DAY_IN_WEEKS = new RegExp(`\\b(?:on )?(${WEEKDAY}) in ${COUNT} weeks?\\b`, 'g')
const WEEKS_FROM_TODAY = new RegExp(`\\b(?:${COUNT}) weeks? from today\\b`, 'g')
const AFTER_DAY = new RegExp(`\\bthe day after (${WEEKDAY})\\b`, 'g')
const PAST_OR_TO = new RegExp(
  `\\b(?:at |by )?(?:a )?(half|quarter|five|ten|twenty(?:[- ]five)?|\\d{1,2})(?: minutes?)? (past|after|to) ${hour}${part}${inPart}`,
  'g',
)
const SPELLED = new RegExp(`\\b(?:at )?(${hours}) (thirty|fifteen|forty[- ]five)\\b(?! (?:minutes|people|euros?))`, 'g')
const HALF = new RegExp(`\\bhalf (\\d{1,2}|${hours})\\b(?! (?:hour|minute|day))`, 'g')
const BETWEEN = new RegExp(
  `\\b(?:between|from) ${hour}(?::(\\d\\d))?${part} ?(?:and|to|until|till|-|–) ?${hour}(?::(\\d\\d))?${part}`,
  'g',
)
const OCLOCK = new RegExp(`\\b(?:at )?(\\d{1,2}|${hours})(?: o'?clock| oclock)${inPart}`, 'g')
const HALF_OF_DAY = new RegExp(
  `\\b(?:at |by )?(\\d{1,2}|${hours})(?::(\\d\\d))? ?(?:(am|pm)\\b|in the (morning|afternoon|evening)|at (night)\\b)`,
  'g',
)
const BARE_HOUR = new RegExp(
  `\\b(?:at|by|around|about|until|till) (\\d{1,2}|${hours})(?::(\\d\\d))?(?![\\d:%€$]| ?(?:${MONTH}\\b|minutes|hours|days|weeks|months|years|times|people|euros?|o'clock|percent)\\b)`,
  'g',
)

/** "1 December, 10 to 11" */
const SPAN_AFTER = new RegExp(
  `(\\b(?:${WEEKDAY}|tomorrow|today|\\d{1,2} ${MONTH}|${MONTH} \\d{1,2}|\\d{1,2}(?:st|nd|rd|th)),?) (\\d{1,2})(?::(\\d\\d))? (?:to|until|till) (\\d{1,2})(?::(\\d\\d))?(?! ?(?:${MONTH}|minutes|hours|people|st\\b|nd\\b|rd\\b|th\\b|\\d))`,
  'g',
)

/** What cannot be: the words of it, or null. */
export const impossible = (text: string): string | null => {
  for (const match of text.matchAll(DAY_OF_MONTH)) {
    const month = MONTHS.split('|').findIndex((name) => name.startsWith((match[2] ?? match[4] ?? '').slice(0, 3)))
    if (dateOf(Number(match[3] ?? match[6] ?? 2028), month, Number(match[1] ?? match[5])) === null) return match[0]
  }
  const iso = /\b(\d{4})-(\d\d)-(\d\d)\b/.exec(text)
  if (iso && (Number(iso[2]) > 12 || dateOf(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3])) === null)) return iso[0]
  const nth = /\bthe (\d{2})(?:st|nd|rd|th)\b/.exec(text)
  if (nth && Number(nth[1]) > 31) return nth[0]
  const clock = /\b(\d{1,2}):(\d\d)\b/.exec(text)
  if (clock && (Number(clock[1]) > 24 || Number(clock[2]) > 59)) return clock[0]
  return null
}

/** A clock's time as hh:mm. Without am or pm it is what people mean by day: one to six in the afternoon. */
const clock = (hour: number, minute: number, part: string, rest: string): string => {
  const late =
    part.startsWith('p') ||
    (part === '' &&
      /\b(?:afternoon|evening|tonight|night|dinner|supper|drinks|party|concert|cinema|theatre|opera|pub|people over)\b/.test(
        rest,
      ))
  const early = part.startsWith('a') || (part === '' && /\b(?:morning|wake|alarm)\b/.test(rest))
  let h = hour
  if (late && h < 12) h += 12
  else if (early && h === 12) h = 0
  else if (!late && !early && h >= 1 && h <= 6) h += 12
  return `${pad(h)}:${pad(minute)}`
}

/** All of a plain lower-case text with its times as "at 16:30" and its feasts and odd days as 2026-12-24. */
export const writtenOut = (text: string, now: number): string => {
  const year = new Date(now).getUTCFullYear()
  let t = text
  const put = (pattern: RegExp, by: (...parts: string[]) => string) => {
    t = t.replace(pattern, (...match: unknown[]) => by(...match.map((part) => (typeof part === 'string' ? part : ''))))
  }
  for (const [pattern, m, d] of FEASTS) {
    const here = dateOf(year, m - 1, d) ?? 0
    put(pattern, () => dayOf(here >= now - (now % DAY) ? here : (dateOf(year + 1, m - 1, d) ?? 0)))
  }
  put(
    /\b(at|from|until|till|to|by|around|before|after) (\d{1,2})\.([0-5]\d)\b(?! ?(?:euros?|€|%|\d))/g,
    (_, way, h, m) => `${way} ${h}:${m}`,
  )
  put(SPAN_AFTER, (whole, before, h1, m1, h2, m2) =>
    Number(h1) <= 24 && Number(h2) <= 24
      ? `${before} from ${h1}${m1 ? `:${m1}` : ''} to ${h2}${m2 ? `:${m2}` : ''}`
      : (whole ?? ''),
  )
  put(/\bp\.\s?m\b\.?/g, () => 'pm')
  put(/\ba\.\s?m\b\.?/g, () => 'am')
  put(/\ban? (?:hour|hr) and a half\b/g, () => '90 minutes')
  put(/\bhalf an hour\b/g, () => '30 minutes')
  put(/\b(?:a )?quarter of an hour\b/g, () => '15 minutes')
  put(/\b(?:a )?fortnight\b/g, () => 'two weeks')
  put(HOURS_AND, (_, h, m) => `${numberOf(h ?? '') * 60 + (m === 'a half' ? 30 : numberOf(m ?? ''))} minutes`)
  put(/\b(?:the )?(?:end|last day) of (?:the|this) month\b/g, () =>
    dayOf(Date.UTC(year, new Date(now).getUTCMonth() + 1, 0)),
  )
  put(NTH_OF_NEXT, (_, a, b) => nextDay(ordinalOf(a || b || ''), now, 1))
  put(NTH_OF_MONTH, (_, d, m) => `${ordinalOf(d ?? '')} ${m}`)
  put(DAY_THE_NTH, (whole, _, d) => {
    const day = nextDay(ordinalOf(d ?? ''), now)
    return day === '' ? (whole ?? '') : `on ${day}`
  })
  put(NTH, (whole, d) => {
    const day = nextDay(ordinalOf(d ?? ''), now)
    return day === '' ? (whole ?? '') : `on ${day}`
  })
  put(DAY_NEXT_WEEK, (_, name) => `${name} next week`)
  const from = now - (now % DAY)
  const dayNamed = (name: string): number =>
    name === 'tomorrow' ? from + DAY : name === 'today' || name === 'now' ? from : comingDay(name, now)
  put(DAY_WEEK, (_, name) => dayOf(dayNamed(name ?? '') + 7 * DAY))
  put(WEEK_ON_DAY, (_, name) => dayOf(dayNamed(name ?? '') + 7 * DAY))
  put(WEEKS_FROM_DAY, (_, n, name) => dayOf(dayNamed(name ?? '') + 7 * DAY * numberOf(n ?? '')))
  put(DAY_IN_WEEKS, (_, name, n) => {
    const monday = from - ((new Date(from).getUTCDay() + 6) % 7) * DAY
    return dayOf(monday + 7 * DAY * numberOf(n ?? '') + ((WEEKDAYS.indexOf(name ?? '') + 6) % 7) * DAY)
  })
  put(WEEKS_FROM_TODAY, (_, n) => dayOf(from + 7 * DAY * numberOf(n ?? '')))
  put(AFTER_DAY, (_, name) => dayOf(dayNamed(name ?? '') + DAY))

  const hourOf = (word = ''): number => (/noon|midday/.test(word) ? 12 : word === 'midnight' ? 24 : numberOf(word))
  const half = (p = '', a = '', b = ''): string => p || (a === 'morning' ? 'am' : a || b ? 'pm' : '')
  put(PAST_OR_TO, (whole, m, way, h, p, a, b) => {
    const minutes =
      m === 'half' ? 30 : m === 'quarter' ? 15 : m?.startsWith('twenty') && m.length > 6 ? 25 : numberOf(m ?? '')
    if (Number.isNaN(minutes) || (way === 'to' && /^\d/.test(m ?? '') && !/minute/.test(whole ?? '')))
      return whole ?? ''
    const shift = way === 'to' ? -1 : 0
    return `at ${clock(hourOf(h) + shift, shift ? 60 - minutes : minutes, half(p, a, b), t)}`
  })
  put(
    /\b((?:alarm|timer|wake[- ]?up call|reminder) (?:clock )?)for (\d{1,2}(?::\d\d)?)(?= ?(?:[ap]\.?m|tomorrow|today|on\b|to\b|about\b|that\b|$))/g,
    (_, what, at) => `${what}at ${at}`,
  )
  put(SPELLED, (_, h, m) => `at ${clock(numberOf(h ?? ''), m === 'thirty' ? 30 : m === 'fifteen' ? 15 : 45, '', t)}`)
  put(HALF, (_, h) => `at ${clock(hourOf(h), 30, '', t)}`)
  put(BETWEEN, (_, h1, m1, p1, h2, m2, p2) => {
    const end = clock(hourOf(h2), Number(m2 || 0), p2 ?? '', t)
    // "Between 2 and 4pm": the first is of the same half of the day where it can be.
    const start = clock(hourOf(h1), Number(m1 || 0), p1 || (p2 && hourOf(h1) < hourOf(h2) ? p2 : ''), t)
    return `from ${start} to ${end}`
  })
  put(/\b(\d{1,2})(?::(\d\d))? ?(am|pm)? ?[-–] ?(\d{1,2})(?::(\d\d))? ?(am|pm|h)\b/g, (_, h1, m1, p1, h2, m2, p2) => {
    const p = p2 === 'h' ? '' : (p2 ?? '')
    return `from ${clock(Number(h1), Number(m1 || 0), p1 || p, t)} to ${clock(Number(h2), Number(m2 || 0), p, t)}`
  })
  put(/\b(?:at )?(\d{1,2})h(\d\d)?\b/g, (_, h, m) => `at ${pad(Number(h))}:${m || '00'}`)
  put(/\bat (\d\d)(\d\d)\b(?!-)/g, (whole, h, m) => (Number(h) < 24 && Number(m) < 60 ? `at ${h}:${m}` : (whole ?? '')))
  put(/\b(?:at )?(?:around )?(noon|midday|lunch ?time|midnight)\b/g, (_, word) =>
    word === 'midnight' ? 'at 00:00' : 'at 12:00',
  )
  put(OCLOCK, (_, h, a, b) => `at ${clock(hourOf(h), 0, half('', a, b), t)}`)
  put(HALF_OF_DAY, (_, h, m, p, a, b) => `at ${clock(hourOf(h), Number(m || 0), half(p, a, b), t)}`)
  // A bare hour needs a word before it.
  put(BARE_HOUR, (whole, h, m) =>
    hourOf(h) <= 24
      ? `at ${/^0\d/.test(h ?? '') ? `${h}:${m || '00'}` : clock(hourOf(h), Number(m || 0), '', t)}`
      : (whole ?? ''),
  )
  return t.replace(/\bat (?:at )+/g, 'at ')
}
