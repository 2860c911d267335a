/** Entry: what somebody writes in one line, read as an entry of an agenda: "lunch with Ana Friday at 1, every second week". */
import { numberOf } from './names.ts'
import { type When, whenIn } from './when.ts'

export interface Draft {
  title: string
  /** Local: `2026-11-27T13:00`, or `2026-11-27` for whole days. */
  start: string
  /** How long: one of the two. */
  minutes: number | null
  days: number | null
  /** RFC 5545 recurrence rule. */
  rule: string | null
  attendees: { name: string; address: string }[]
  place: string
  /** Minutes before it begins. */
  reminders: number[]
}

/** Why a line is no entry: it says no time, one that there is not, or nothing else. */
export type Unread = 'no_time' | 'no_such_time' | 'no_title'

const DAY = 86_400_000
const UNITS: Record<string, number> = { m: 1, h: 60, d: 1440, w: 10_080 }
const REMINDER =
  /\b(?:remind me|reminder|notify me)(?: (?:at )?(\d{1,3}|an?|one|two|three|five|ten|fifteen|thirty|half an) ?([mhdw])[a-z]{0,8})? (?:beforehand|before|ahead|earlier|in advance)\b/i
const COMMAND =
  /^(?:please )?(?:add|book|schedule|create|new|set up|plan|put(?: in)?|pencil in)(?: an?)?(?: new)?:? (?=\S)/i
const WITH = /\bwith (?=\p{Lu})/u
const NAME = /^\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*)?/u
const PLACE = / (?:at|in) |,? ?@ ?/gi
const SPAN = / (?:to|until|till|through) | ?[–-] ?/giu
/** When something is that nobody said a time for. */
const USUAL: [RegExp, string][] = [
  [/\bbreakfast\b/i, 'T08:00'],
  [/\bbrunch\b/i, 'T11:00'],
  [/\blunch\b/i, 'T12:30'],
  [/\bdinner\b/i, 'T19:00'],
  [/\bmorning\b/i, 'T09:00'],
  [/\bafternoon\b/i, 'T14:00'],
  [/\bevening\b/i, 'T19:00'],
]

/** @param now the local time, as if it were UTC; dates must be loaded */
export const entryIn = (line: string, now: number): Draft | Unread => {
  let text = line.trim().replace(/\s+/g, ' ')
  const reminders: number[] = []
  const wanted = /^remind me (?:to|of|about) /i.exec(text)
  if (wanted) {
    reminders.push(0)
    text = text.slice(wanted[0].length)
  }
  for (let found = REMINDER.exec(text); found && reminders.length < 10; found = REMINDER.exec(text)) {
    const [all, many = '10', unit = 'm'] = found
    const count = /^half/i.test(many) ? 0.5 : spelled(many.toLowerCase())
    reminders.push(Math.min(40_320, Math.round(count * (UNITS[unit.toLowerCase()] ?? 1))))
    text = text.replace(all, ' ')
  }
  text = text
    .replace(COMMAND, '')
    .replace(/\btonight\b/i, 'today at 8pm')
    .replace(/\bthis evening\b/i, 'today at 7pm')
    // "14-16" is of hours where both can be.
    .replace(/(?<![-–:.\d])([01]?\d|2[0-3])[-–]([01]?\d|2[0-3])\b(?![-–:.\d]| ?[ap]m)/iu, '$1:00 to $2:00')
  const span = daysIn(text, now)
  const when = span?.when ?? whenIn(text, now)
  if (when.never !== null) return 'no_such_time'
  if (when.at === null) return 'no_time'
  const whole = /\b(?:all|whole|full)[ -]day\b/i.test(when.rest)
  const words = wordsIn(when.rest.replace(/,? ?\b(?:for the |the )?(?:all|whole|full)[ -]day\b/i, ''))
  if (words.title === '') return 'no_title'
  const usual = USUAL.find(([name]) => name.test(text))?.[1]
  const timed = !whole && !span && (when.hasTime || usual !== undefined)
  const day = when.at.slice(0, 10)
  return {
    ...words,
    start: timed ? (when.hasTime ? when.at : day + (usual ?? '')) : day,
    minutes: timed ? lengthOf(when) : null,
    days: timed ? null : (span?.days ?? 1),
    rule: when.rule,
    reminders: [...new Set(reminders)].toSorted((a, b) => a - b),
  }
}

const spelled = (word: string): number => {
  const known = { fifteen: 15, thirty: 30 }[word] ?? numberOf(word)
  return Number.isNaN(known) ? 10 : known
}

const lengthOf = ({ at, end, minutes }: When): number => {
  if (minutes !== null) return Math.min(527_040, Math.round(minutes))
  return end === null || at === null ? 60 : Math.max(0, (Date.parse(`${end}Z`) - Date.parse(`${at}Z`)) / 60_000)
}

/** From one day to another: "24 December to 2 January", "3 to 7 December". The last day is one of them. */
const daysIn = (text: string, now: number): { when: When; days: number } | null => {
  for (const found of [...text.matchAll(SPAN)].slice(0, 5)) {
    const read = spanOf(text.slice(0, found.index).trim(), text.slice(found.index + found[0].length).trim(), now)
    if (read) return read
  }
  return null
}

const spanOf = (before: string, after: string, now: number): { when: When; days: number } | null => {
  const last = whenIn(after, now)
  if (!last.hasDay || last.hasTime || last.at === null || last.rule !== null || /\p{L}/u.test(last.rest)) return null
  const bare = /\b\d{1,2}$/.test(before) && !whenIn(before, now).hasDay
  const when = whenIn(bare ? before + after.replace(/^\d{1,2}(?:st|nd|rd|th)?/, '') : before, now)
  if (!when.hasDay || when.hasTime || when.at === null || when.rule !== null) return null
  const to = whenIn(after, Date.parse(`${when.at.slice(0, 10)}T00:00Z`)).at ?? last.at
  const days = (Date.parse(to.slice(0, 10)) - Date.parse(when.at.slice(0, 10))) / DAY + 1
  return days > 1 && days <= 366 ? { when, days } : null
}

const EDGE = ' ,;:.–-'
const LOST = new Set(['on', 'at', 'from', 'for', 'and', 'in', 'starting', 'with', 'a'])
/** Without what is left over at its ends. */
const tidy = (text: string): string => {
  let [from, to] = [0, text.length]
  while (from < to && EDGE.includes(text.charAt(from))) from++
  while (to > from && EDGE.includes(text.charAt(to - 1))) to--
  const words = text
    .slice(from, to)
    .replace(/ ([,;.])/g, '$1')
    .split(' ')
  while (words.length > 1 && LOST.has(words.at(-1)?.toLowerCase() ?? '')) words.pop()
  return words.join(' ')
}

/** Who, where, and what it is called. */
const wordsIn = (rest: string): Pick<Draft, 'title' | 'attendees' | 'place'> => {
  let title = tidy(rest)
  const found = [...title.matchAll(PLACE)].at(-1)
  const where = found ? title.slice(found.index + found[0].length) : ''
  const isPlace = found?.[0].includes('@') || /^(?:the \p{L}|\p{Lu}|\d)/u.test(where)
  const place = isPlace ? tidy(where.replace(/^the (?=\p{Lu})/u, '')) : ''
  if (found && place !== '') title = tidy(title.slice(0, found.index))
  const names: string[] = []
  const who = WITH.exec(title)
  for (const part of who
    ? title
        .slice(who.index + who[0].length)
        .split(/,? and |, ?| ?& /)
        .slice(0, 20)
    : []) {
    const [name] = NAME.exec(part) ?? []
    if (name !== undefined) names.push(name)
    if (name !== part) break
  }
  return {
    title: (title.charAt(0).toUpperCase() + title.slice(1)).slice(0, 500),
    place,
    attendees: names.map((name) => ({ name, address: '' })),
  }
}
