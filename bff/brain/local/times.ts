/** Times: the new time of what has one already: a new hour keeps its day, a new day keeps its hour. */
import { whenIn, type When } from './when.ts'
import type { Wish } from './wishes.ts'

const SHIFT =
  /\b(?:by|back|forward|for|earlier|later)? ?(an?|one|two|three|four|half an|\d{1,3}) (minute|hour|day|week)s?\b/
const AMOUNT: Record<string, number> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, 'half an': 0.5 }
const UNIT: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 }

/** @param start where it begins now, local @param now the local time, as if it were UTC */
export const timeFor = (wish: Wish, start: string | undefined, now: number): When => {
  const low = wish.whole.toLowerCase()
  const shift =
    /\b(?:postpone|delay|push|shift|bring|move|put|snooze)\b/.test(low) && !/\bto\b|\bat\b/.test(low)
      ? SHIFT.exec(low)
      : null
  if (shift && start) {
    const by = (AMOUNT[shift[1] ?? ''] ?? Number(shift[1])) * (UNIT[shift[2] ?? ''] ?? 0)
    const sign = /earlier|forward|bring/.test(low) ? -1 : 1
    const at = new Date(Date.parse(`${start}:00Z`) + sign * by).toISOString().slice(0, 16)
    return { ...wish.when, at, end: null, minutes: null, rule: null }
  }
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
  const when =
    new_ && new_.at !== null ? new_ : whenIn(wish.to && !wish.when.at ? `at ${wish.to}` : said, now, { base: start })
  // What was asked for came later.
  if (when.at === null && wish.when.at !== null) return wish.when
  if (when.at === null || start === undefined) return when
  if (when.rule !== null) return when.hasTime ? when : { ...when, at: `${when.at.slice(0, 10)}T${start.slice(11)}` }
  if (!when.hasDay && when.at.length > 10) return { ...when, at: `${start.slice(0, 10)}T${when.at.slice(11)}` }
  return when.hasTime ? when : { ...when, at: `${when.at.slice(0, 10)}T${start.slice(11)}` }
}
