/** Times: the new time of what has one already: a new hour keeps its day, a new day keeps its hour. */
import { numberOf } from '../../language/clocks.ts'
import { whenIn, type When } from '../../language/when.ts'
import type { Wish } from './wish.ts'

const SHIFT =
  /\b(?:by|back|forward|for|earlier|later)? ?(an?|one|two|three|four|five|ten|fifteen|twenty|thirty|half an|\d{1,3}) (minute|hour|day|week)s?\b/
const amountOf = (n: string): number => (n === 'half an' ? 0.5 : n === 'thirty' ? 30 : numberOf(n))
const UNIT: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 }

const STRETCH = /^(?:extend|lengthen|prolong|shorten)\b|\b(?:longer|shorter)$/
/** By how many minutes something is to take longer; fewer are negative. */
export const stretchIn = (wish: Wish): number | null => {
  const low = wish.whole.toLowerCase()
  const by = STRETCH.test(low) ? SHIFT.exec(low) : null
  const minutes = by ? (amountOf(by[1] ?? '') * (UNIT[by[2] ?? ''] ?? 0)) / 60_000 : 0
  return by ? (/shorten|shorter/.test(low) ? -minutes : minutes) : null
}

/** "Move it to 8", of what is at seven in the evening: the half of the day that is nearer. */
const nearer = (clock: string, start: string, low: string): string => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  if (HALVES.test(low) || hour % 12 === 0) return clock
  const [h = 0, m = 0] = start.split(':').map(Number)
  const far = (one: number): number => Math.abs(one * 60 + minute - h * 60 - m)
  const [early, late] = [hour % 12, (hour % 12) + 12]
  return `${String(far(late) <= far(early) ? late : early).padStart(2, '0')}${clock.slice(2)}`
}
const HALVES =
  /\d ?[ap]\.?m\b|\bmorning|\bafternoon|\bevening|\bnight|\bnoon|\bmidday|\b0\d:|\b1[3-9]\b|\b2[0-4]\b|\dh\b/

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
/** The rule of what comes again, once it comes on another day of the month or of the week; `null` where it has no such day. */
export const ruleOn = (rule: string, at: string): string | null => {
  const day = new Date(`${at.slice(0, 10)}T00:00Z`)
  if (rule.startsWith('FREQ=MONTHLY') && /BYMONTHDAY=\d/.test(rule))
    return rule.replace(/BYMONTHDAY=\d+/, `BYMONTHDAY=${day.getUTCDate()}`)
  if (rule.startsWith('FREQ=WEEKLY') && /BYDAY=[A-Z]{2}(?:;|$)/.test(rule))
    return rule.replace(/BYDAY=[A-Z]{2}/, `BYDAY=${DAYS[day.getUTCDay()]}`)
  return null
}

/** @param start where it begins now, local @param now the local time, as if it were UTC */
export const timeFor = (wish: Wish, start: string | undefined, now: number): When => {
  const low = wish.whole.toLowerCase()
  const shift = STRETCH.test(low)
    ? null
    : /\b(?:postpone|delay|push|shift|bring|pull|move|put|snooze|later|earlier)\b/.test(low) &&
        !/\bto\b|\bat\b/.test(low)
      ? SHIFT.exec(low)
      : null
  if (shift && start) {
    const by = amountOf(shift[1] ?? '') * (UNIT[shift[2] ?? ''] ?? 0)
    const sign = /earlier|forward|bring/.test(low) ? -1 : 1
    const at = new Date(Date.parse(`${start}:00Z`) + sign * by).toISOString().slice(0, 16)
    return { ...wish.when, at, end: null, minutes: null, rule: null }
  }
  // Longer or shorter is no other time.
  if (STRETCH.test(low) && start) return { ...wish.when, at: null, end: null, minutes: null }
  const said = wish.whole.split(/\binstead\b/i)[0] ?? ''
  // "Move Thursday's gym to seven": what is after "to" is new.
  const to = / to (?!the (?:agenda|calendar))(?!.* to )(.{1,60})$/i.exec(said)?.[1]
  const new_ =
    to === undefined
      ? null
      : whenIn(
          /^\d|^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|half|quarter)\b/i.test(to)
            ? `at ${to}`
            : to,
          now,
          { base: start },
        )
  let when =
    new_ && new_.at !== null ? new_ : whenIn(wish.to && !wish.when.at ? `at ${wish.to}` : said, now, { base: start })
  // What was asked for came later.
  if (when.at === null && wish.when.at !== null) when = wish.when
  if (when.at === null || start === undefined) return when
  if (when.rule !== null) return when.hasTime ? when : { ...when, at: `${when.at.slice(0, 10)}T${start.slice(11)}` }
  if (!when.hasDay && when.at.length > 10)
    return { ...when, at: `${start.slice(0, 10)}T${nearer(when.at.slice(11), start.slice(11, 16), low)}` }
  return when.hasTime ? when : { ...when, at: `${when.at.slice(0, 10)}T${start.slice(11)}` }
}
