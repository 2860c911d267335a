/** Local time: what a clock on a wall shows, and which instant that is in its zone. */
import { Problem } from '../problem.ts'
import { engines } from './engine.ts'

/** Milliseconds since 1970-01-01T00:00 on the wall, whatever the zone. */
export type Local = number

/** Names that were asked for, right and wrong ones. */
const names = new Map<string, boolean>()

/** An IANA zone that this process knows; an offset such as `+02:00` is none, it has no summer. */
export const isZone = (name: string): boolean => {
  let known = names.get(name)
  if (known === undefined) {
    if (names.size >= 2000) names.clear()
    names.set(name, (known = /^[A-Za-z]/.test(name) && knows(name)))
  }
  return known
}

const knows = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format()
    return true
  } catch {
    return false
  }
}

/** A time during which a zone keeps its offset, in milliseconds. */
export interface Stretch {
  from: number
  /** Not included. */
  to: number
  offset: number
}

/** Asking the engine takes 20 µs, and an agenda asks for 50,000 times of a year: those asked for last, by zone. */
const stretches = new Map<string, Stretch[]>()

export const stretchAt = (instant: number, zone: string): Stretch => {
  let known = stretches.get(zone)
  if (!known) {
    if (stretches.size >= 1000) stretches.clear()
    stretches.set(zone, (known = []))
  }
  const holds = ({ from, to }: Stretch): boolean => from <= instant && instant < to
  const [last] = known
  if (last && holds(last)) return last
  const place = known.findIndex(holds)
  const found = (place < 0 ? undefined : known.splice(place, 1)[0]) ?? findStretch(instant, zone)
  known.unshift(found)
  if (known.length > 64) known.pop()
  return found
}

const findStretch = (instant: number, zone: string): Stretch => {
  const { Instant } = engines().Temporal
  const at = Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  // The change before the next moment may be this very one.
  const before = Instant.fromEpochMilliseconds(instant + 1)
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition('previous')
  return {
    from: before?.epochMilliseconds ?? -Infinity,
    to: at.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    offset: at.offsetNanoseconds / 1e6,
  }
}

/** More than any offset is away from Greenwich, or changes by. */
const FAR = 26 * 3600_000

/** The offset of a zone at a local time, where it does not change for a day before and after. */
export const steadyOffset = (local: Local, zone: string): number | undefined => {
  const { to, offset } = stretchAt(local - FAR, zone)
  return local + FAR < to ? offset : undefined
}

/** A time that is skipped in spring is the same time after the gap; of a time that comes twice, the first is meant. */
export const toInstant = (local: Local, zone: string): number => {
  const steady = steadyOffset(local, zone)
  if (steady !== undefined) return local - steady
  const before = stretchAt(local - FAR, zone)
  const after = stretchAt(local + FAR, zone)
  if (after.from === before.to) {
    const [early, late] = [local - before.offset, local - after.offset]
    return early < before.to || late < after.from ? early : late
  }
  return engines()
    .Temporal.Instant.fromEpochMilliseconds(local)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
}

export const toLocal = (instant: number, zone: string): Local => instant + stretchAt(instant, zone).offset

/** `2026-03-08T02:30` or `2026-03-08T02:30:00`. */
const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/

/** @throws Problem invalid_request when there is no such day or time */
export const readLocal = (text: string): Local => {
  const local = LOCAL.test(text) ? Date.parse(`${text}Z`) : Number.NaN
  // A day that is not in the calendar would become another.
  if (Number.isNaN(local) || !showLocal(local).startsWith(text))
    throw new Problem('invalid_request', `There is no such local time as ${text}: write it like 2026-03-08T09:30.`)
  return local
}

export const showLocal = (local: Local): string => new Date(local).toISOString().slice(0, 19)

/**
 * The instant that is meant by a local time in `zone`, or by a time with its offset (RFC 3339).
 * @throws Problem invalid_request
 */
export const readInstant = (text: string, zone: string): number => {
  if (LOCAL.test(text)) return toInstant(readLocal(text), zone)
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (Number.isNaN(instant))
    throw new Problem('invalid_request', `There is no such time as ${text}: write it like 2026-03-08T09:30.`)
  return instant
}
