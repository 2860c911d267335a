/** What to do about an occurrence that is due: on time, late, or one of many that were missed. Pure. */
import { between, nextAfter, type Pattern } from '../../recurrence/recurrence.ts'
import type { ScheduleRow } from '../../store/tables.ts'

/** So late is still on time, in milliseconds. */
const GRACE = 60_000
/** Of those that were missed at most so many are made up for: the last ones. */
const MOST = 50
/** Missed ones that are looked at. */
const FAR = 10_000

interface Reckoning {
  /** The occurrence to perform now, if any. */
  fire: number | null
  /** The one after it; `null` when it was the last. */
  next: number | null
}

/**
 * @param pattern `null`: it comes once
 * @param due the nominal instant that the clock came for
 */
export const reckon = (
  pattern: Pattern | null,
  catchUp: ScheduleRow['catch_up'],
  due: number,
  now: number,
): Reckoning => {
  const late = now - due > GRACE
  if (pattern === null) return { fire: late && catchUp === 'none' ? null : due, next: null }
  if (!late) return { fire: due, next: nextAfter(pattern, due) }
  // The last one may be on time after all.
  if (catchUp === 'none') return { fire: null, next: nextAfter(pattern, Math.max(due, now - GRACE - 1)) }
  const missed = between(pattern, due, now + 1, FAR)
  const fire = missed.at(catchUp === 'all' ? -Math.min(MOST, missed.length) : -1) ?? due
  return { fire, next: nextAfter(pattern, fire) }
}
