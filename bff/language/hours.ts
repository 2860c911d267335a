/** Hours: from when to when, and the times of day that stand without a word before them. */
import { MONTH, numberOf, pad, WEEKDAY } from './names.ts'

const WORDS = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
const LATE =
  /\b(?:afternoons?|evenings?|tonight|nights?|nightly|dinner|supper|drinks|party|concert|cinema|theatre|opera|pub|people over)\b/
const EARLY = /\b(?:mornings?|wake|alarm|breakfast|before (?:work|school))\b/
const QUIET = /\b(?:quiet|pings?|disturb|notif\w{0,12}|silen(?:t|ce)|mute|nothing|bother|sleep|peace|buzz)\b/
const WORKDAYS =
  /\b(?:weekdays?|workdays?|school ?days?|monday (?:to|through|until|till) friday)\b|(?:\b(?:mon|tues|wednes|thurs|fri)day,? (?:and )?){2}/

/** A clock's time as hh:mm. Without am or pm it is what people mean by day: one to six in the afternoon. */
export const clock = (hour: number, minute: number, part: string, rest: string): string => {
  const late = part.startsWith('p') || (part === '' && LATE.test(rest) && !/\bthis morning\b/.test(rest))
  const early =
    part.startsWith('a') || (part === '' && (EARLY.test(rest) || (hour === 6 && minute > 0 && WORKDAYS.test(rest))))
  let h = hour
  if (late && h < 12) h += 12
  else if (part.startsWith('a') && h === 12) h = 0
  else if (!late && !early && h >= 1 && h <= 6) h += 12
  return `${pad(h)}:${pad(minute)}`
}

/** An hour, its minutes, the half of the day, and minutes after an h. */
const H = `(?:at |about |around )?(\\d{1,2}|${WORDS}|noon|midday|midnight)(?:[:.]([0-5]\\d))?(?: ?(am|pm|h|o'?clock)(?![a-z])([0-5]\\d)?)?`
const UNITS = `${MONTH}|st|nd|rd|th|minutes?|mins?|hours?|hrs|days?|weeks?|months?|years?|people|times|euros?|%|percent|pages?|km|kg|kids|children|of (?:us|them)|bedtime stories`
const DAY_AFTER = `,? ?(?:on |every |each |next |this )?(?:today|tomorrow|tonight|daily|every|each|weekdays|${WEEKDAY})`
const RANGE = new RegExp(
  `(?<![\\d:.,/£$€#-])(?<!\\b(?:in|pages?|chapters?|rooms?|steps?|units?|lines?|questions?|exercises?|ages?|aged|season|version|numbers?|weeks?|levels?|sections?|years?|grades?|size|lessons?|modules?|parts?|items?|verses?|won|lost|score|beat|q) )` +
    `\\b(from |between |between the hours of )?${H}( ?[-–—] ?| (?:to|till?|until|and|through) )${H}(?: (?:in the |this |at )?(morning|afternoon|evening|night|daytime)s?\\b)?(?!\\w|[:/]\\d|\\.\\d|-\\d| ?(?:${UNITS})(?![a-z]))(${DAY_AFTER}\\b)?`,
  'g',
)
/** What stands before a span that says nothing else of being one. */
const AFTER_DAY = new RegExp(
  `(?:^|[,:(] ?|\\b(?:${WEEKDAY}s?|tomorrow|today|tonight|daily|weekdays|weekends?|months?|weeks?|quarter|mornings?|afternoons?|evenings?|nights?|days?|me|calendar|diary|agenda|is|are|${MONTH}(?: \\d{1,2}(?:st|nd|rd|th)?)?|\\d(?:st|nd|rd|th)|\\d{1,2} ${MONTH}|\\d{4}-\\d\\d-\\d\\d),? )$`,
)
const MOVES = /^(?:move|change|push|reschedule|shift|swap|bring|make|postpone)\b/

const hourOf = (word: string): number => (/noon|midday/.test(word) ? 12 : word === 'midnight' ? 0 : numberOf(word))

/** From one clock's time to another: the halves of the day that make a stretch of them. */
const stretch = (
  [h1, m1, p1]: [string, string, string],
  [h2, m2, p2]: [string, string, string],
  half: string,
  rest: string,
): [string, string] | null => {
  const [a, b] = [hourOf(h1), hourOf(h2)]
  if (!(a <= 24 && b <= 24)) return null
  // "08" and "22" are what they say, and so is noon.
  const plain = (h: string, p: string) => p === 'h' || /^0\d|^1[3-9]|^2\d|noon|mid|^0$/.test(h)
  const isSaid = (p: string) => p === 'am' || p === 'pm'
  const on = (h: number, p: string) => (p === 'am' ? h % 12 : (h % 12) + 12)
  const minutes = (h: number, m: string) => h * 60 + Number(m || 0)
  // Who wants peace between 11 and 7 sleeps.
  if (
    QUIET.test(rest) &&
    half === '' &&
    p1 + p2 === '' &&
    a > 7 &&
    a < 12 &&
    b > 4 &&
    b < 10 &&
    !plain(h1, p1) &&
    !plain(h2, p2)
  )
    return [`${a + 12}:${m1 || '00'}`, `${pad(b)}:${m2 || '00'}`]
  let from: number | null = plain(h1, p1) ? a : isSaid(p1) ? on(a, p1) : null
  let to: number | null = plain(h2, p2) ? b : isSaid(p2) ? on(b, p2) : null
  if (from === null) {
    const said = half === 'morning' ? 'am' : half === 'daytime' || half === '' ? '' : 'pm'
    if (isSaid(p2) && to !== null) {
      // "Between 2 and 4pm": of the same half of the day where it can be.
      const same = on(a, p2)
      from = minutes(same, m1) < minutes(to, m2) ? same : (same + 12) % 24
    } else if (said === '') from = Number(clock(a, Number(m1 || 0), '', half === '' ? rest : '').slice(0, 2))
    else from = on(a, said)
    // "6 to 14h": nobody means the evening before.
    if (
      to !== null &&
      !isSaid(p2) &&
      to > 12 &&
      minutes(a, m1) < minutes(to, m2) &&
      minutes(from, m1) >= minutes(to, m2)
    )
      from = a
  }
  if (to === null) {
    const start = minutes(from, m1)
    const found = [b % 12, (b % 12) + 12].find((h) => minutes(h, m2) > start)
    // Who writes 20 writes 21.
    to = from >= 18 && plain(h1, p1) ? b : (found ?? b % 12)
  }
  const write = (h: number, m: string) => `${pad(h % 24)}:${m || '00'}`
  return [write(from, m1), write(to, m2)]
}

/** A text with its spans as "from 09:00 to 17:00". */
export const rangesWritten = (text: string): string => {
  const isMove = MOVES.test(text)
  return text.replace(RANGE, (...match: unknown[]) => {
    const [
      whole = '',
      lead = '',
      h1 = '',
      m1 = '',
      p1 = '',
      n1 = '',
      way = '',
      h2 = '',
      m2 = '',
      p2 = '',
      n2 = '',
      half = '',
      after = '',
    ] = match.slice(0, 13).map((part) => (typeof part === 'string' ? part : ''))
    const before = text.slice(0, Number(match[13]))
    const isClear = lead !== '' || ((m1 !== '' || p1 !== '') && (m2 !== '' || p2 !== '') && !isMove)
    // "At ten to nine"
    if (/^at (?:5|10|20|25) to (?:\d|[a-z])/.test(whole) && m2 + p2 + n2 === '')
      return `at ${clock(hourOf(h2) - 1, 60 - Number(h1), '', text)}${after}`
    if (/\band\b/.test(way) && !lead.startsWith('between')) return whole
    if (!isClear && p2 === '' && p1 === '') {
      if (isMove || !(AFTER_DAY.test(before) || after !== '' || half !== '' || /till?|until/.test(way))) return whole
      if (/\b(?:at|by) \d/.test(before)) return whole
    } else if (!isClear && isMove) return whole
    const found = stretch([h1, m1 || n1, p1], [h2, m2 || n2, p2], half, text)
    return found ? `from ${found[0]} to ${found[1]}${after}` : whole
  })
}

const DAYS = `(?:tomorrow|today|tonight|${WEEKDAY})`
const BEFORE_DAY = new RegExp(
  `(?<=^|[,:] |\\b(?:for|to|by|from|until|till|around|about|past|calendar|agenda|diary|me|before|after) )(?<!\\b(?:table|dinner|lunch|brunch|reservation|booking|room|seats?|tickets?|party|place) for )(\\d{1,2}|${WORDS})(?= (?:on |next |this )?${DAYS}\\b)`,
  'g',
)
/** A time of day that is said, next to which another number is none. */
const SAID = new RegExp(`\\b(?:at|by) (?:\\d|${WORDS})|\\d ?[ap]m\\b|\\d:\\d\\d|\\bnoon\\b`)
const BEHIND_DAY = new RegExp(
  `\\b(${DAYS}s?(?: mornings?| afternoons?| evenings?| nights?)?,?) (\\d{1,2}|${WORDS})(?= ?(?:$|[,;!?)]|:(?!\\d)|\\.(?!\\d)|sharp\\b|and \\d))`,
  'g',
)
const FOUR = new RegExp(
  `(?<=^|\\b${DAYS}s?,? )([01]\\d|2[0-3])([0-5]\\d)(?=$|[,:;!?]| (?:on )?${DAYS}\\b)|^(1[0-9]|0\\d|2[0-3])([0-5]\\d)(?= (?:on )?${DAYS}\\b)`,
  'g',
)
const FOUR_TO_FOUR = /(?<![\d:.,/£$€-])\b([01]\d|2[0-3])([0-5]\d) ?[-–] ?([01]\d|2[0-3])([0-5]\d)\b(?![\d:/-])/g
const DOTTED_HALF = /(?<![\d.:£$€])\b(\d{1,2})\.([0-5]\d)(?= ?[ap]m\b)/g
const DOTTED = new RegExp(
  `(?<=^|\\b(?:${DAYS}s?,?|at|me|evenings?|mornings?|nights?) )([01]?\\d|2[0-3])\\.([0-5][05])(?=$|[,;!?]|:(?!\\d)| (?:on |every |each )?(?:${DAYS}|weekdays|daily|to (?:my|the))\\b)|(?<=\\b${WEEKDAY}s )(\\d{1,2})\\.([0-5]\\d)(?= [a-z])(?! ?(?:${UNITS}|m)\\b)`,
  'g',
)
const ISH = new RegExp(`(?<!\\d)\\b(\\d{1,2}(?::\\d\\d)?(?: ?[ap]m)?|${WORDS})[ -]?ish\\b`, 'g')
const SHARP = new RegExp(`\\b(\\d{1,2}(?::\\d\\d)?(?: ?[ap]m)?|${WORDS}) (?:sharp|on the dot|prompt)\\b`, 'g')

/** A text with the dots of its clocks as colons, and the hours of four digits with one. */
export const hoursDotted = (text: string): string =>
  text
    .replace(FOUR_TO_FOUR, (whole, h1: string, m1: string, h2: string, m2: string) =>
      /^(?:19|20)/.test(h1) && /^(?:19|20)/.test(h2) ? whole : `${h1}:${m1}-${h2}:${m2}`,
    )
    .replace(DOTTED_HALF, '$1:$2')
    .replace(DOTTED, (_, h1 = '', m1 = '', h2 = '', m2 = '') => `${h1 || h2}:${m1 || m2}`)
    .replace(FOUR, (_, h1 = '', m1 = '', h2 = '', m2 = '') => `at ${h1 || h2}:${m1 || m2}`)

/** A text with "at" before the hours that are ones by where they stand. */
export const hoursWritten = (text: string): string =>
  text
    .replace(ISH, 'at $1')
    .replace(SHARP, 'at $1')
    .replace(BEFORE_DAY, (whole, h: string) => (numberOf(h) <= 24 && !SAID.test(text) ? `at ${h}` : whole))
    .replace(BEHIND_DAY, (whole, day: string, h: string) => (numberOf(h) <= 24 ? `${day} at ${h}` : whole))

const ONE = `(?:\\d{1,2}|${WORDS})(?::[0-5]\\d)?(?: ?[ap]m\\b| in the (?:morning|afternoon|evening)| at night)?`
const SEVERAL = new RegExp(
  `(?<=^|[,:] |\\b(?:daily|day|meal|weekday|weekdays|workday|me|evening|morning|days) |\\bat |(?=\\d{1,2}(?:,| and|, and) \\d{1,2}(?: and \\d{1,2})? (?:daily|every day|each day|a day)\\b))(?:at )?\\b${ONE}(?:(?:, and|,| and| &| n) (?:at )?${ONE}){1,5}(?!\\w|:\\d| ?(?:${UNITS})(?![a-z]))`,
)
const EACH = new RegExp(
  `(\\d{1,2}|${WORDS})(?::([0-5]\\d))?(?: ?([ap])m\\b| in the (morning|afternoon|evening)| at (night))?`,
  'g',
)
const OFTEN = /\b(?:every|each|daily|weekdays|workdays|(?:twice|times|thrice) (?:a|per) day)\b|\b[a-z]{3,6}days\b/

/** "Every day at 8, 1 and 6": with these as "at 08:00 & 13:00 & 18:00". */
export const severalWritten = (text: string): string => {
  if (!OFTEN.test(text)) return text
  return text.replace(SEVERAL, (whole) => {
    let last = -1
    const found: string[] = []
    for (const [, h = '', m = '', p = '', a = '', b = ''] of whole.matchAll(EACH)) {
      const hour = numberOf(h)
      if (hour > 24) return whole
      const half = p || (a === 'morning' ? 'a' : a || b ? 'p' : '')
      const minute = Number(m || 0)
      const both =
        half === 'a' ? [hour % 12] : half === 'p' ? [(hour % 12) + 12] : hour > 12 ? [hour] : [hour, hour + 12]
      const from = last < 0 && half === '' && hour < 6 ? [hour + 12] : both
      const at = from.find((one) => one < 24 && one * 60 + minute > last)
      if (at === undefined) return whole
      last = at * 60 + minute
      found.push(`${pad(at)}:${pad(minute)}`)
    }
    return `at ${found.join(' & ')}`
  })
}
