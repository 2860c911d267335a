/** Clocks: how people say a time or a day, written out so that a parser of dates can read it. */
import { daysWritten, FOLLOWS } from './days.ts'
import { clock, hoursDotted, hoursWritten, rangesWritten, severalWritten } from './hours.ts'
import {
  comingDay,
  dateOf,
  dayOf,
  MONTH,
  MONTHS,
  nextDay,
  NUMBERS,
  numberOf,
  ordinalOf,
  ORDINALS,
  pad,
  WEEKDAY,
  WEEKDAYS,
} from './names.ts'
import { longhand } from './words.ts'

export { numberOf } from './names.ts'

const DAY = 86_400_000

/** Feasts whose day never moves. */
const FEASTS: [RegExp, number, number][] = [
  [/\b(?:on )?(?:christmas|xmas) eve\b/g, 12, 24],
  [/\b(?:on |at )?(?:christmas(?: day)?|xmas)\b/g, 12, 25],
  [/\b(?:on )?boxing day\b/g, 12, 26],
  [/\b(?:on )?(?:new year'?s eve|silvester)\b/g, 12, 31],
  [/\b(?:on )?new year'?s(?: day)?\b/g, 1, 1],
  [/\b(?:on )?valentine'?s(?: day)?\b/g, 2, 14],
  [/\b(?:on |at )?halloween\b/g, 10, 31],
]

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
const WEEK_ON_DAY = new RegExp(`${NO_REPEAT}\\b(?:a )?week (?:on |from )?(today|tomorrow|(?<=on )${WEEKDAY})\\b`, 'g')
const DAY_FORTNIGHT = new RegExp(`\\b(?:on )?(${WEEKDAY}) fortnight\\b`, 'g')
const WEEKS_FROM_DAY = new RegExp(`${NO_REPEAT}\\b(?:in )?${COUNT} weeks? (?:from ${days}|(?:on )(${WEEKDAY}))\\b`, 'g')
const DAY_IN_WEEKS = new RegExp(`\\b(?:on )?(${WEEKDAY}) in ${COUNT} weeks?\\b`, 'g')
const WEEKS_FROM_TODAY = new RegExp(`\\b(?:${COUNT}) weeks? from today\\b`, 'g')
const AFTER_DAY = new RegExp(`\\bthe day after (${WEEKDAY})\\b`, 'g')
const PAST_OR_TO = new RegExp(
  `(?<!\\b(?:from|between) )\\b(?:at |by )?(?:a )?(half|quarter|five|ten|twenty(?:[- ]five)?|\\d{1,2})(?: minutes?)? (past|after|to) ${hour}${part}${inPart}`,
  'g',
)
const SPELLED = new RegExp(`\\b(?:at )?(${hours}) (thirty|fifteen|forty[- ]five)\\b(?! (?:minutes|people|euros?))`, 'g')
const HALF = new RegExp(`\\bhalf (\\d{1,2}|${hours})\\b(?! (?:hour|minute|day))`, 'g')
const OCLOCK = new RegExp(`\\b(?:at )?(\\d{1,2}|${hours})(?: o'?clock| oclock)${inPart}`, 'g')
const HALF_OF_DAY = new RegExp(
  `(?<!\\d-)\\b(?:at |by )?(\\d{1,2}|${hours})(?::(\\d\\d))? ?(?:(am|pm)\\b|in the (morning|afternoon|evening)|at (night)\\b)`,
  'g',
)
const BARE_HOUR = new RegExp(
  `\\b(?:at|by|around|about|until|till|(?<!\\d )(?:after|before|from|to)(?= (?:\\d{1,2}|${hours})(?::\\d\\d)?(?:$|[,;!?)]|\\.(?!\\d)|:(?!\\d)| (?:on|every|each|today|tonight|tomorrow|free|to (?:my|the|our)|${WEEKDAY})\\b))) (\\d{1,2}|${hours})(?::(\\d\\d))?(?![\\d%€$]|:\\d| ?(?:${MONTH}\\b|minutes|mins?|hours|hrs?|secs?|seconds|days|weeks|months|years|times|people|euros?|o'clock|percent)\\b)`,
  'g',
)

/** "3:45", with no word before it; the one of a span is written out. */
const BARE_CLOCK = /(?<![\d:.T/-])(?<!\b(?:from|to) )\b([1-9]|1[01]):([0-5]\d)(?!\d|:\d| ?(?:[ap]\.?m\b|h\b))/g

/** "1 December, 10 to 11" */
const SPAN_AFTER = new RegExp(
  `(\\b(?:${WEEKDAY}|tomorrow|today|\\d{1,2} ${MONTH}|${MONTH} \\d{1,2}|\\d{1,2}(?:st|nd|rd|th)),?) (\\d{1,2})(?::(\\d\\d))? (?:to|until|till) (\\d{1,2})(?::(\\d\\d))?(?! ?(?:${MONTH}|minutes|hours|people|st\\b|nd\\b|rd\\b|th\\b|\\d))`,
  'g',
)

/** Something that says a time of day. */
const CLOCK = new RegExp(
  `\\d ?[ap]m\\b|\\d:\\d\\d|\\b(?:at|from|by|to|till|until) (?:\\d{1,2}(?!\\d|st|nd|rd|th)|${hours})\\b|\\d(?:h|ish)\\b|noon\\b|o'?clock`,
)
const FIRST_THING = new RegExp(
  `(?<!\\b(?:the|my|one))(?<!\\b(?:the|my|one) )(?:(?<=(?:${WEEKDAY}|tomorrow|today),? ?)|(?=^first thing(?: in the morning)?(?:$|[,.:;!?]))|(?= ?first thing(?: in the morning)?(?: on| this| next)?,? (?:tomorrow|today|${WEEKDAY})))\\s?first thing(?: in the morning)?\\b`,
  'g',
)
const BEFORE_TWELVE = /\b(an?|half an|\d{1,2}|two|three|ten|twenty) (hours?|minutes?|mins?) before (midnight|noon)\b/g
const MINUTES_ALONE =
  /(?<=^|\bat |\bby |\bme )(?:a )?(half|quarter|five|ten|twenty(?:[- ]five)?) (past|to)(?= ?(?:$|[,:;!?.])| so\b)/g
const NO_DAY = new RegExp(`\\bthe (\\d{2})(?:st|nd|rd|th)\\b${FOLLOWS}`)

/** What cannot be: the words of it, or null. */
export const impossible = (text: string): string | null => {
  for (const match of text.matchAll(DAY_OF_MONTH)) {
    const month = MONTHS.split('|').findIndex((name) => name.startsWith((match[2] ?? match[4] ?? '').slice(0, 3)))
    if (dateOf(Number(match[3] ?? match[6] ?? 2028), month, Number(match[1] ?? match[5])) === null) return match[0]
  }
  const iso = /\b(\d{4})-(\d\d)-(\d\d)\b/.exec(text)
  if (iso && (Number(iso[2]) > 12 || dateOf(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3])) === null)) return iso[0]
  const nth = NO_DAY.exec(text)
  if (nth && Number(nth[1]) > 31) return nth[0]
  const clock = /\b(\d{1,2}):(\d\d)\b/.exec(text)
  if (clock && (Number(clock[1]) > 24 || Number(clock[2]) > 59)) return clock[0]
  return null
}

/** All of a plain lower-case text with its times as "at 16:30" and its feasts and odd days as 2026-12-24. */
export const writtenOut = (text: string, now: number): string => {
  const year = new Date(now).getUTCFullYear()
  const isRepeated = /\b(?:every|each|daily|weekly|weekdays)\b/.test(text)
  let t = daysWritten(longhand(text), now)
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
  const noClock = !CLOCK.test(t)
  put(FIRST_THING, () => (noClock ? ' at 09:00' : ''))
  put(/\b(?:(?:right |straight |just )?after|at) lunch\b(?! ?(?:time|break|with))/g, (whole) =>
    noClock ? (whole?.startsWith('at') ? 'at 12:00' : 'at 13:00') : (whole ?? ''),
  )
  put(/\bthis morning\b/g, (whole) => (noClock ? dayOf(now) : (whole ?? '')))
  put(BEFORE_TWELVE, (_, n, unit, twelve) => {
    const minutes = (n === 'half an' ? 0.5 : numberOf(n ?? '')) * (unit?.startsWith('h') ? 60 : 1)
    const at = (twelve === 'midnight' ? 1440 : 720) - minutes
    return `at ${pad(Math.floor(at / 60) % 24)}:${pad(at % 60)}`
  })
  put(MINUTES_ALONE, (_, m, way) => {
    const minutes =
      m === 'half' ? 30 : m === 'quarter' ? 15 : m?.startsWith('twenty') && m.length > 6 ? 25 : numberOf(m ?? '')
    const mark = way === 'to' ? 60 - minutes : minutes
    const next = now - (now % 3_600_000) + mark * 60_000
    return `at ${new Date(next > now ? next : next + 3_600_000).toISOString().slice(11, 16)}`
  })
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
  put(DAY_FORTNIGHT, (_, name) => `on ${dayOf(comingDay(name ?? '', now) + 14 * DAY)}`)
  put(/\b(?:a )?fortnight\b/g, () => 'two weeks')
  put(HOURS_AND, (_, h, m) => `${numberOf(h ?? '') * 60 + (m === 'a half' ? 30 : numberOf(m ?? ''))} minutes`)
  put(/\b(?:the )?(?:end|last day) of (?:the|this) month\b/g, () =>
    dayOf(Date.UTC(year, new Date(now).getUTCMonth() + 1, 0)),
  )
  put(NTH_OF_NEXT, (_, a, b) => nextDay(ordinalOf(a || b || ''), now, 1))
  put(NTH_OF_MONTH, (_, d, m) => `${ordinalOf(d ?? '')} ${m}`)
  put(NTH, (whole, d) => {
    const day = nextDay(ordinalOf(d ?? ''), now)
    return day === '' ? (whole ?? '') : `${isRepeated && /^(?:until|till)/.test(whole ?? '') ? 'until' : 'on'} ${day}`
  })
  put(DAY_NEXT_WEEK, (_, name) => `${name} next week`)
  const from = now - (now % DAY)
  const dayNamed = (name: string): number =>
    name === 'tomorrow' ? from + DAY : name === 'today' || name === 'now' ? from : comingDay(name, now)
  put(DAY_WEEK, (_, name) => dayOf(dayNamed(name ?? '') + 7 * DAY))
  put(WEEK_ON_DAY, (_, name) => dayOf(dayNamed(name ?? '') + 7 * DAY))
  put(WEEKS_FROM_DAY, (_, n, a, b) => dayOf(dayNamed(a || b || '') + 7 * DAY * numberOf(n ?? '')))
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
  t = hoursWritten(severalWritten(rangesWritten(hoursDotted(t))))
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
  put(BARE_CLOCK, (_, h, m) => clock(Number(h), Number(m), '', t))
  return t.replace(/\bat (?:at )+/g, 'at ')
}
