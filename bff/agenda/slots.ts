/** Time that is taken and time that is free. Pure. */
import { toInstant, toLocal } from '../recurrence/zone.ts'

/** Milliseconds since the epoch; `end` is not included. */
export interface Span {
  start: number
  end: number
}

/** When a day may be used. */
export interface Hours {
  /** `09:00` */
  from: string
  to: string
  /** 1 is Monday, 7 is Sunday. */
  days: number[]
}

const DAY = 86_400_000
const GRID = 15 * 60_000

/** Spans that touch or overlap become one; in their order, cut to the window. */
export const merged = (spans: readonly Span[], { start: from, end: to }: Span): Span[] => {
  const found: Span[] = []
  const sorted = spans
    .filter(({ start, end }) => end > start && start < to && end > from)
    .toSorted((a, b) => a.start - b.start)
  for (const { start, end } of sorted) {
    const last = found.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else found.push({ start, end })
  }
  return found.map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }))
}

/** The spans of a window in which a day may be used, on the clock of `zone`. */
const usable = (window: Span, { from, to, days }: Hours, zone: string): Span[] => {
  const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  const found: Span[] = []
  const first = Math.floor(toLocal(window.start, zone) / DAY)
  const last = Math.floor(toLocal(window.end, zone) / DAY)
  for (let day = first; day <= last; day++) {
    // 1970-01-01 was a Thursday.
    if (!days.includes(((((day + 3) % 7) + 7) % 7) + 1)) continue
    const at = (text: string): number => toInstant(day * DAY + minutes(text) * 60_000, zone)
    const [start, end] = [Math.max(at(from), window.start), Math.min(at(to), window.end)]
    if (end > start) found.push({ start, end })
  }
  return found
}

/** The first `limit` spans of this length that are free, one in each stretch of free time, from a quarter of an hour on. */
export const suggestions = (
  window: Span,
  ms: number,
  { busy, hours, zone, limit }: { busy: readonly Span[]; hours: Hours; zone: string; limit: number },
): Span[] => {
  const taken = merged(busy, window)
  const found: Span[] = []
  for (const open of usable(window, hours, zone)) {
    let at = open.start
    const offer = (until: number): void => {
      const start = Math.ceil(at / GRID) * GRID
      if (start + ms <= until && found.length < limit) found.push({ start, end: start + ms })
    }
    for (const { start, end } of taken) {
      if (end <= open.start || start >= open.end) continue
      offer(start)
      at = Math.max(at, end)
    }
    offer(open.end)
    if (found.length >= limit) break
  }
  return found
}
