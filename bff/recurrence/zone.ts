/** Local time: what a clock on a wall shows, and which instant that is in its zone. */
import { Problem } from '../problem.ts'
import { engines } from './engine.ts'

/** Milliseconds since 1970-01-01T00:00 on the wall, whatever the zone. */
export type Local = number

/** An IANA zone that this process knows; an offset such as `+02:00` is none, it has no summer. */
export const isZone = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format()
    return true
  } catch {
    return false
  }
}

/** A time that is skipped in spring is the same time after the gap; of a time that comes twice, the first is meant. */
export const toInstant = (local: Local, zone: string): number =>
  engines()
    .Temporal.Instant.fromEpochMilliseconds(local)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds

export const toLocal = (instant: number, zone: string): Local => {
  const { offsetNanoseconds } = engines().Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  return instant + offsetNanoseconds / 1e6
}

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
