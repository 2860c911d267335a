/** Spans: the stretch of time that a question is about, how long something takes, and how long before it somebody wants to know. */
import { dayOf, MONTH, numberOf } from './names.ts'
import type { When } from './when.ts'

export interface Span {
  /** Local: 2026-11-19T00:00 */
  readonly from: string
  /** Not included. */
  readonly to: string
  /** Somebody said when. */
  readonly said: boolean
}

const DAY = 86_400_000
const minute = (local: number): string => new Date(local).toISOString().slice(0, 16)
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const IN_MONTH = new RegExp(`\\b(?:in|during|for|all of) (${MONTH})\\b(?! \\d)`)
const PARTS: [RegExp, string, string][] = [
  [/\bmornings?\b/, '06:00', '12:00'],
  [/\bafternoons?\b/, '12:00', '18:00'],
  [/\b(?:evenings?|tonight)\b/, '18:00', '24:00'],
]

/** @param now the local time, as if it were UTC. @param days how far to look where nobody said when */
export const spanIn = (text: string, when: When, now: number, days: number): Span => {
  const low = text.toLowerCase()
  const today = now - (now % DAY)
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY
  const span = (from: number, to: number): Span => ({ from: minute(from), to: minute(to), said: true })
  const ahead = /\b(?:next|coming|following) (\w+) (day|week|month)s\b/.exec(low)
  const n = numberOf(ahead?.[1] ?? '')
  if (ahead && n > 0 && n < 100)
    return span(today, today + n * ({ day: 1, week: 7, month: 30 }[ahead[2] ?? ''] ?? 1) * DAY)
  if (/\bnext weekend\b/.test(low)) return span(monday + 12 * DAY, monday + 14 * DAY)
  if (/\bweekend\b/.test(low)) return span(monday + 5 * DAY, monday + 7 * DAY)
  const named = /(?:mon|tues|wednes|thurs|fri|satur|sun)day|\btomorrow\b|\btoday\b/.test(low)
  if (!named && /\b(?:next|the coming) week\b/.test(low)) return span(monday + 7 * DAY, monday + 14 * DAY)
  if (!named && /\b(?:this|my|our|the|rest of the|the whole|all) week\b/.test(low)) return span(today, monday + 7 * DAY)
  const at = new Date(today)
  const month = (more: number): number => Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + more, 1)
  if (!named && /\bnext month\b/.test(low)) return span(month(1), month(2))
  if (!named && /\b(?:this|rest of the) month\b/.test(low)) return span(today, month(1))
  const end =
    /\b(?:until|till|til|up to|to|now and|today and|before) the end of (?:the |this )?(week|month|year)\b/.exec(
      low,
    )?.[1]
  if (end)
    return span(
      today,
      end === 'week' ? monday + 7 * DAY : end === 'month' ? month(1) : Date.UTC(at.getUTCFullYear() + 1, 0, 1),
    )
  const [, name] = IN_MONTH.exec(low) ?? []
  if (name) {
    const more = (MONTHS.indexOf(name.slice(0, 3)) - at.getUTCMonth() + 12) % 12
    return span(Math.max(month(more), today), month(more + 1))
  }
  const day =
    when.at?.slice(0, 10) ?? (/\b(?:today|tonight|this (?:morning|afternoon|evening))\b/.test(low) ? dayOf(now) : null)
  if (day === null) return { from: minute(today), to: minute(today + days * DAY), said: false }
  const start = Date.parse(`${day}T00:00Z`)
  if (when.end !== null && when.at !== null) return { from: when.at, to: when.end, said: true }
  const part = PARTS.find(([pattern]) => pattern.test(low))
  if (part) return span(start + hoursOf(part[1]), start + hoursOf(part[2]))
  if (when.hasTime && when.at !== null && when.at.length > 10)
    return { from: when.at, to: minute(Date.parse(`${when.at}:00Z`) + (when.minutes ?? 60) * 60_000), said: true }
  return span(start, start + DAY)
}
const hoursOf = (clock: string): number => Number(clock.slice(0, 2)) * 3_600_000

const UNIT: Record<string, number> = { m: 1, h: 60, d: 1440, w: 10_080 }
const AMOUNT =
  '(\\d{1,4}|an?|the|one|two|three|four|five|six|ten|fifteen|twenty|thirty|forty-five|half an|a quarter of an)'
const MANY: Record<string, number> = {
  the: 1,
  thirty: 30,
  'forty-five': 45,
  fifteen: 15,
  twenty: 20,
  'half an': 0.5,
  'a quarter of an': 0.25,
}
const minutesOf = (n: string, unit: string): number =>
  Math.round((MANY[n] ?? numberOf(n)) * (UNIT[unit.slice(0, 1)] ?? 1))
const LEAD = new RegExp(
  `(?:,? ?\\b(?:and|with|plus)?,? ?(?:please )?(?:remind me|(?:a |one )?reminder|(?:give me )?a (?:heads[- ]?up|nudge|warning|notice)|an? (?:alert|alarm)|warn me|nudge me|tell me|let me know|notify me|ping me|alert me)?(?: of it| about it)?,? ?)?\\b${AMOUNT}[ -]?(minutes?|mins?|hours?|hrs?|h|days?|weeks?) (?:before(?:hand)?|ahead of(?: time)?|(?<=\\b(?:alert|alarm|an? reminder|nudge|ping|warning|notice) (?:of )?.{1,16})(?:ahead|prior)|in advance(?: of)?|prior to)\\b(?: it (?:starts|begins)| it| that| then| the start)?(?= |[.,!?]|$)`,
  'i',
)

/** How many minutes before it somebody wants to be told; what stands before these words, and what stands after them. */
export const leadIn = (text: string): { minutes: number; before: string; after: string; isVague: boolean } | null => {
  const found = LEAD.exec(text.slice(0, 600))
  if (!found) return null
  const minutes = minutesOf((found[1] ?? '').toLowerCase(), (found[2] ?? '').toLowerCase())
  // Four weeks are the most that anybody is told before.
  if (!(minutes > 0 && minutes <= 40_320)) return null
  const isVague = /^the$/i.test(found[1] ?? '')
  return {
    minutes,
    isVague,
    before: text.slice(0, found.index).trim(),
    after: text.slice(found.index + found[0].length).trim(),
  }
}

const LENGTH = new RegExp(
  `(?<!\\b(?:in|every|by|within|after|next|past|last) )\\b(?!the )${AMOUNT}[ -](minutes?|mins?|hours?|hrs?)(?:[ -]long)?\\b(?! (?:before|ago|later|earlier|early|from|and|after|back|forward|ahead|in advance))`,
)

/** How long something takes, said without "for": "a two hour workshop". The words of it, and the minutes. */
export const lengthIn = (text: string): { words: string; minutes: number } | null => {
  const found = LENGTH.exec(text)
  if (!found) return null
  const minutes = minutesOf(found[1] ?? '', found[2] ?? '')
  return minutes > 0 && minutes <= 1440 ? { words: found[0], minutes } : null
}

/** From one hour to another, each day: 22:00 and 07:00. */
export const hoursIn = (written: string): { from: string; to: string } | null => {
  const found =
    /\b(?:from|between) (?:at )?(\d\d:\d\d) (?:to|and|until|till|-) (?:at )?(\d\d:\d\d)/.exec(written) ??
    /\b(?:at )?(\d\d:\d\d) ?(?:to|until|till|-|–) ?(?:at )?(\d\d:\d\d)/.exec(written)
  const [, from = '', to = ''] = found ?? []
  return found && from !== to ? { from, to } : null
}

/** Names that the list of zones does not have, or has as they were. */
const ALIASES: readonly (readonly [string, string])[] = [
  ['eastern', 'America/New_York'],
  ['central', 'America/Chicago'],
  ['mountain', 'America/Denver'],
  ['pacific', 'America/Los_Angeles'],
  ['kolkata', 'Asia/Kolkata'],
  ['india', 'Asia/Kolkata'],
  ['kyiv', 'Europe/Kyiv'],
]
let zones: Map<string, string> | undefined
/** A time zone by its name (IANA) or by the city in it. */
export const zoneIn = (text: string): string | null => {
  zones ??= new Map([
    ...[...Intl.supportedValuesOf('timeZone'), 'UTC'].flatMap((name) => [
      [name.toLowerCase(), name] as const,
      [(name.split('/').at(-1) ?? name).replaceAll('_', ' ').toLowerCase(), name] as const,
    ]),
    ...ALIASES,
  ])
  const words = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[?!,.]/g, '')
    .split(/\s+/)
    .slice(0, 60)
  for (let size = 3; size > 0; size -= 1)
    for (let at = 0; at + size <= words.length; at += 1) {
      const zone = zones.get(words.slice(at, at + size).join(' '))
      if (zone !== undefined) return zone
    }
  return null
}
