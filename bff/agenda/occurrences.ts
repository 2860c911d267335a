/** When entries come: every occurrence between two instants, bounded in number and in time. Pure. */
import { type Coming, comings, comingsInTurn } from '../recurrence/recurrence.ts'
import { type Local, readLocal, showLocal, toInstant, toLocal } from '../recurrence/zone.ts'
import { type Content, isUnusual, recurs, type Times } from './content.ts'

export interface Occurrence {
  /** The local time at which it would come, and by which it is named; what one of them was moved to does not count. */
  local: Local
  /** Milliseconds since the epoch; `end` is not included. */
  start: number
  end: number
  /** It is the entry with what is otherwise about this one. */
  content: Content
}

export interface Window {
  from: number
  /** Not included. */
  to: number
  /** Where whoever looks at it is: whole days and times without a zone are there. */
  zone: string
}

/** Milliseconds that the rules which take the slow engine may cost one expansion together. */
const SLOW = 100

/** @param named the local time of an occurrence that is put otherwise */
export const whenOf = (times: Times, zone: string, named = readLocal(times.start)): { start: number; end: number } => {
  const there = times.zone ?? zone
  const start = toInstant(named, there)
  const ms = times.seconds * 1000
  return { start, end: times.allDay ? toInstant(named + ms, there) : start + ms }
}

/**
 * The times at which an entry comes after `after` by its start, its rule and its dates, in their order, without those that
 * are excepted or otherwise. @throws Problem invalid_request for a rule that hardly ever comes round
 */
export function* plainTimes(content: Content, zone: string, after: number): Generator<Coming> {
  for (const batch of timesInTurn(content, zone, after)) yield* batch
}

function* timesInTurn(content: Content, zone: string, after: number): Generator<Coming[]> {
  const there = content.zone ?? zone
  const gone = new Set([...content.except, ...Object.keys(content.overrides)].map(readLocal))
  const own = [...new Set([content.start, ...content.dates])].map((text) => {
    const local = readLocal(text)
    return { local, at: toInstant(local, there) }
  })
  const seen = new Set([...own.map(({ local }) => local), ...gone])
  const single = own.filter(({ local, at }) => at > after && !gone.has(local)).toSorted((a, b) => a.at - b.at)
  // A rule has no time before its start.
  const from = Math.max(after, (own[0] as Coming).at - 1)
  if (content.rule !== null)
    for (const batch of comingsInTurn({ rule: content.rule, start: content.start, zone: there }, from)) {
      const found: Coming[] = []
      for (const coming of batch) {
        for (let first = single[0]; first && first.at <= coming.at; first = single[0]) {
          found.push(first)
          single.shift()
        }
        if (!seen.has(coming.local)) found.push(coming)
      }
      yield found
    }
  yield single
}

/** One occurrence as it is, by its key. */
export const occurrenceAt = (content: Content, key: string, zone: string): Occurrence => {
  const override = content.overrides[key]
  const whole = override ? { ...content, ...override } : content
  const named = override?.start === undefined ? readLocal(key) : readLocal(override.start)
  return { local: readLocal(key), ...whenOf(whole, zone, named), content: whole }
}

/** Whether an entry comes at this local time at all. */
export const comesAt = (content: Content, key: string): boolean => {
  if (Object.hasOwn(content.overrides, key)) return true
  const zone = content.zone ?? 'UTC'
  for (const { local } of plainTimes(content, zone, toInstant(readLocal(key), zone) - 1))
    return showLocal(local) === key
  return false
}

/** Every occurrence of one entry that touches the window, the first ones first but for those that are otherwise. */
export function* occurrencesOf(content: Content, window: Window): Generator<Occurrence> {
  for (const batch of inTurn(content, window)) yield* batch
}

function* inTurn(content: Content, { from, to, zone }: Window): Generator<Occurrence[]> {
  const touches = ({ start, end }: Occurrence): boolean =>
    start < to && (end > from || (start === end && start >= from))
  if (!recurs(content)) {
    yield [occurrenceAt(content, content.start, zone)].filter(touches)
    return
  }
  const there = content.zone ?? zone
  const ms = content.seconds * 1000
  // A whole day has an hour more or less when the clocks change.
  const before = from - ms - (content.allDay ? 26 * 3600_000 : 1)
  let over = false
  for (const batch of timesInTurn(content, zone, before)) {
    const found: Occurrence[] = []
    for (const { local, at } of batch) {
      over = at >= to
      if (over) break
      const end = content.allDay ? toInstant(local + ms, there) : at + ms
      const one = { local, start: at, end, content }
      if (touches(one)) found.push(one)
    }
    yield found
    if (over) break
  }
  yield Object.keys(content.overrides)
    .filter((key) => !content.except.includes(key))
    .map((key) => occurrenceAt(content, key, zone))
    .filter(touches)
}

/**
 * The first `limit` occurrences of many entries in a window, in their order. Once there are enough, nothing after the
 * last of them is looked at: what it takes does not grow with how often a rule comes round.
 * @returns `more`: there are others in the window; `left`: entries whose rule took too long, so that some may be missing
 */
export const expand = <E extends { content: Content }>(
  entries: Iterable<E>,
  window: Window,
  limit: number,
): { found: { entry: E; occurrence: Occurrence }[]; more: boolean; left: E[] } => {
  let found: { entry: E; occurrence: Occurrence }[] = []
  let { to } = window
  let more = false
  let slow = SLOW
  const left: E[] = []
  const cut = (): void => {
    found.sort((a, b) => a.occurrence.start - b.occurrence.start || a.occurrence.local - b.occurrence.local)
    if (found.length <= limit) return
    more = true
    found = found.slice(0, limit)
    to = Math.min(to, (found.at(-1) as (typeof found)[0]).occurrence.start + 1)
  }
  for (const entry of entries) {
    const began = recurs(entry.content) && isUnusual(entry.content) ? performance.now() : undefined
    if (began !== undefined && slow <= 0) {
      left.push(entry)
      continue
    }
    let of = 0
    for (const batch of inTurn(entry.content, { ...window, to })) {
      for (const occurrence of batch) found.push({ entry, occurrence })
      of += batch.length
      if (of > limit) {
        more = true
        break
      }
      if (began !== undefined && performance.now() - began > slow) {
        left.push(entry)
        break
      }
    }
    if (began !== undefined) slow -= performance.now() - began
    if (found.length > 2 * limit) cut()
  }
  cut()
  return { found, more, left }
}

/** The first and the last instant at which an entry may be, wherever it is looked at. `null`: it never ends. */
export const boundsOf = (content: Content): { first: number; last: number | null } => {
  const zones = content.zone === null ? ['Pacific/Kiritimati', 'Etc/GMT+12'] : [content.zone]
  const singles = zones.flatMap((zone) =>
    [content.start, ...content.dates, ...Object.keys(content.overrides)].map((key) => occurrenceAt(content, key, zone)),
  )
  const first = Math.min(...singles.map(({ start }) => start))
  let last = Math.max(...singles.map(({ end }) => end))
  if (content.rule === null) return { first, last }
  if (!/;?(COUNT|UNTIL)=/.test(content.rule) || isUnusual(content)) return { first, last: null }
  const [zone] = zones.toReversed() as [string]
  // A day more: it may be whole days, on which the clocks change.
  const tail = content.seconds * 1000 + 86_400_000
  const until = /UNTIL=(\d{4})(\d\d)(\d\d)/.exec(content.rule)
  if (until) return { first, last: Math.max(last, Date.parse(`${until.slice(1).join('-')}T00:00:00Z`) + 2 * tail) }
  for (const { at } of comings({ rule: content.rule, start: content.start, zone }, 0)) last = Math.max(last, at + tail)
  return { first, last }
}

/** An instant as the clock shows it where the occurrence is. */
export const shownAt = (instant: number, { zone }: Times, viewer: string): string =>
  showLocal(toLocal(instant, zone ?? viewer))
