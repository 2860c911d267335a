/** Quiet hours: until when somebody is left in peace, by the clock on their wall. Pure. */
import type { Quiet } from '../../protocol.ts'

const MINUTE = 60_000
const DAY = 24 * 60

/**
 * @param now milliseconds since the epoch
 * @returns the instant at which the quiet hours end that it is in; `null` when it is in none
 */
export const quietUntil = (now: number, quiet: Quiet | null): number | null => {
  if (quiet === null) return null
  const [from, to, wall] = [minutesOf(quiet.from), minutesOf(quiet.to), onTheWall(now, quiet.zone)]
  const inside = from <= to ? wall >= from && wall < to : wall >= from || wall < to
  if (!inside) return null
  const end = Math.floor(now / MINUTE) * MINUTE + ((to - wall + DAY) % DAY) * MINUTE
  // The wall was put forward or back meanwhile. A time that is skipped is over when the gap is.
  const off = ((to - onTheWall(end, quiet.zone) + DAY * 1.5) % DAY) - DAY / 2
  const mended = end + off * MINUTE
  return onTheWall(mended, quiet.zone) === to ? mended : Math.max(end, mended)
}

/** `07:30` → 450 */
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Minutes since midnight that a clock in this zone shows. */
const onTheWall = (at: number, timeZone: string): number =>
  minutesOf(
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at),
  )
