/** Timing: from what somebody writes to the instant that comes next. */
import { z } from 'zod'
import type { RuntimeContext } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import { comings, nextAfter, type Pattern } from '../../recurrence/recurrence.ts'
import { isZone, readInstant, readLocal, showLocal, toLocal } from '../../recurrence/zone.ts'
import type { Rows } from '../../store/rows.ts'
import type { ScheduleRow } from '../../store/tables.ts'

export const Zone = z
  .string()
  .max(60)
  .describe('IANA time zone of the person, such as Europe/Lisbon; left out, the one of what was scheduled last')

export const When = z
  .string()
  .max(40)
  .describe('local time such as 2026-03-08T09:30, or with its offset such as 2026-03-08T09:30:00Z')

/** A schedule does not come more often than this, in milliseconds. */
const CLOSEST = 15 * 60_000
/** So many of the next times are held against it. */
const LOOKED_AT = 26

/** The zone that is meant: this one, the one this person used last, or the one their device told. @throws Problem invalid_request */
export const zoneOf = async (rows: Rows, zone: string | undefined): Promise<string> => {
  if (zone !== undefined) {
    if (!isZone(zone))
      throw new Problem('invalid_request', `There is no time zone ${zone}: write it like Europe/Lisbon.`)
    return zone
  }
  const [last] = await rows.find('schedules', 'zone', [1], (own) => own.select('zone').orderBy('id', 'desc').limit(1))
  if (last) return last.zone
  const [told] = await rows.find('agenda_settings', 'zone', [1], (own) =>
    own.select('zone').orderBy('updated_at', 'desc').limit(1),
  )
  return told?.zone ?? 'UTC'
}

export type Timing = Pick<ScheduleRow, 'rule' | 'start' | 'zone'>

/** Once, at this time. */
export const once = (at: string, zone: string): Timing & { at: number } => {
  const instant = readInstant(at, zone)
  return { rule: null, start: showLocal(toLocal(instant, zone)), zone, at: instant }
}

/** Again and again by this rule. @throws Problem invalid_request, also when it comes too often or never */
export const again = (rule: string, start: string, zone: string): Timing => {
  const year = new Date(readLocal(start)).getUTCFullYear()
  if (year < 1970 || year > 2200) throw new Problem('invalid_request', 'A schedule begins between 1970 and 2200.')
  const pattern = { rule, start, zone }
  let [before, left] = [-Infinity, LOOKED_AT]
  for (const { at } of comings(pattern, readInstant(start, zone) - 1)) {
    if (at - before < CLOSEST)
      throw new Problem('invalid_request', 'The rule comes too often: every 15 minutes is the most.')
    before = at
    if (--left === 0) break
  }
  return pattern
}

export const patternOf = ({ rule, start, zone }: Timing): Pattern | null =>
  rule === null ? null : { rule, start, zone }

/** The time after `after`. @throws Problem invalid_request when there is none */
export const upcoming = (timing: Timing & { at?: number }, after: number): number => {
  const pattern = patternOf(timing)
  const at = pattern ? nextAfter(pattern, after) : (timing.at ?? readInstant(timing.start, timing.zone))
  if (at === null || at <= after) throw new Problem('invalid_request', 'That time has passed: say one that is to come.')
  return at
}

/**
 * What the persona does by itself may not set itself going again at once, and so for ever.
 * @throws Problem invalid_request
 */
export const notAtOnce = async ({ rows, now, principal }: RuntimeContext, at: number): Promise<void> => {
  if (principal.door !== 'brain' || at >= now + CLOSEST) return
  const { trigger } = await rows.one('runs', principal.jti)
  if (trigger !== 'chat')
    throw new Problem('invalid_request', 'That is too soon after this time: leave 15 minutes between.')
}
