/** Recurrence: when a rule comes round again. Expanded in local time first, put into its zone afterwards. Pure. */
import { Problem } from '../problem.ts'
import { engines } from './engine.ts'
import { Barren, plainSeries } from './plain.ts'
import { type Local, readLocal, steadyOffset, toInstant, toLocal } from './zone.ts'

/** RFC 5545, section 3.3.10, from HOURLY to YEARLY, on the clock of a zone. The start counts only where it fits the rule. */
export interface Pattern {
  /** `FREQ=WEEKLY;BYDAY=MO,WE` */
  rule: string
  /** Local, such as `2026-03-08T09:30`: the first time at the earliest, and the time of day. */
  start: string
  /** IANA. */
  zone: string
}

/** How far a zone's change of offset can put two local times out of order. A whole day was skipped before (Samoa, 2011). */
const SHIFT = 25 * 3600_000
/** Local milliseconds that are expanded at once. */
const SPAN = 4 * 86_400_000
/** Periods without an occurrence, and candidates, until a rule is given up. It bounds what a rule may cost. */
const BOUND = { maxIterations: 2000, maxCandidateEvaluations: 50_000 }

const number = (least: number, most: number, signed = false) => ({
  one: signed ? /^[+-]?\d{1,3}$/ : /^\d{1,5}$/,
  fits: (value: number) => Math.abs(value) >= least && Math.abs(value) <= most,
})
const DAY = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/
type Part = { one: RegExp; fits?: (value: number) => boolean; many?: number }
const parts: Record<string, Part> = {
  FREQ: { one: /^(HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)$/ },
  INTERVAL: number(1, 1000),
  COUNT: number(1, 10_000),
  UNTIL: { one: /^\d{8}(T\d{6}Z?)?$/ },
  WKST: { one: /^(MO|TU|WE|TH|FR|SA|SU)$/ },
  BYHOUR: { ...number(0, 23), many: 24 },
  BYMINUTE: { ...number(0, 59), many: 12 },
  BYDAY: { one: DAY, many: 28 },
  BYMONTHDAY: { ...number(1, 31, true), many: 31 },
  BYYEARDAY: { ...number(1, 366, true), many: 62 },
  BYWEEKNO: { ...number(1, 53, true), many: 53 },
  BYMONTH: { ...number(1, 12), many: 12 },
  BYSETPOS: { ...number(1, 366, true), many: 31 },
}

/** The parts of a rule. @throws Problem invalid_request that names the first part that is wrong */
const read = (rule: string): Map<string, string> => {
  const found = new Map<string, string>()
  for (const each of rule.slice(0, 500).split(';')) {
    const [name = '', value = ''] = each.split('=')
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined
    const values = value.split(',')
    const valid =
      part !== undefined &&
      !found.has(name) &&
      values.length <= (part.many ?? 1) &&
      values.every((one) => part.one.test(one) && (part.fits?.(Number(one)) ?? true))
    if (!valid) throw wrong(`the part ${each.slice(0, 40)} is not one that is understood here`)
    found.set(name, value)
  }
  if (!found.has('FREQ') || rule.length > 500) throw wrong('it needs a FREQ such as DAILY')
  if (found.has('COUNT') && found.has('UNTIL')) throw wrong('it ends by COUNT or by UNTIL, not by both')
  return found
}

const wrong = (why: string): Problem => new Problem('invalid_request', `The rule is not valid: ${why}.`)

/** What was read of a rule, as a rule is asked for again and again. */
const readBefore = new Map<string, ReadonlyMap<string, string>>()
const partsOf = (rule: string): ReadonlyMap<string, string> => {
  let known = readBefore.get(rule)
  if (!known) {
    if (readBefore.size >= 2000) readBefore.clear()
    readBefore.set(rule, (known = read(rule)))
  }
  return known
}

/** @throws Problem invalid_request that names the first part that is wrong, but for what shows only when it is expanded */
export const checkRule = (rule: string): void => void partsOf(rule)

/** The rule takes the engine that knows all of them, and with it a hundred times as long. */
export const isSlow = ({ rule, start }: Pattern): boolean =>
  plainSeries(partsOf(rule), readLocal(start), undefined) === undefined

const seriesOf = ({ rule, start, zone }: Pattern) => {
  const found = new Map(partsOf(rule))
  const until = found.get('UNTIL')
  found.delete('UNTIL')
  const rruleString = `RRULE:${[...found].map((part) => part.join('=')).join(';')}`
  try {
    const series = new (engines().Rule)({
      rruleString,
      dtstart: floating(readLocal(start)),
      ...(until === undefined ? {} : { until: floating(untilOf(until, zone)) }),
      ...BOUND,
    })
    return {
      next: (after: Local): Local | undefined => series.next(floating(after), true)?.epochMilliseconds,
      between: (from: Local, to: Local): Local[] =>
        series.between(floating(from), floating(to), true).map(({ epochMilliseconds }) => epochMilliseconds),
    }
  } catch (thrown) {
    throw thrown instanceof Problem ? thrown : wrong('its parts do not go together')
  }
}

/** A local time as the engine takes it: as though every wall stood in Greenwich. */
const floating = (local: Local) => engines().Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC')

/** `20271231`, the whole day; `20271231T235959`, local; `20271231T225959Z`, an instant. */
const untilOf = (text: string, zone: string): Local => {
  const [, y, mo, d, h = '23', mi = '59', s = '59'] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/.exec(text) ?? []
  const local = readLocal(`${y}-${mo}-${d}T${h}:${mi}:${s}`)
  return text.endsWith('Z') ? toLocal(local, zone) : local
}

/** The local times of a rule from `from` on, in their order, some at a time. */
function* locals(pattern: Pattern, from: Local): Generator<Local[]> {
  const parts = partsOf(pattern.rule)
  const end = parts.get('UNTIL')
  const until = end === undefined ? undefined : untilOf(end, pattern.zone)
  const plain = plainSeries(parts, readLocal(pattern.start), until)
  if (!plain) return yield* engineLocals(pattern, from)
  try {
    yield* plain(from)
  } catch (thrown) {
    if (thrown instanceof Barren) throw wrong('it never comes round, or hardly ever')
    throw thrown
  }
}

function* engineLocals(pattern: Pattern, from: Local): Generator<Local[]> {
  const { next, between } = seriesOf(pattern)
  try {
    for (let at = from; ;) {
      const first = next(at)
      if (first === undefined) return
      yield between(first, first + SPAN)
      at = first + SPAN + 1
    }
  } catch (thrown) {
    if (thrown instanceof Error && thrown.message.startsWith('Maximum'))
      throw wrong('it never comes round, or hardly ever')
    throw thrown
  }
}

/** One time of a pattern: as the rule says it, and when that is. */
export interface Coming {
  local: Local
  at: number
}

/**
 * The times of a pattern after `after`, each once, in their order. None is left out when the clocks change: what falls
 * into the gap comes as much later, what comes twice is its first time.
 * @throws Problem invalid_request
 */
export function* comings(pattern: Pattern, after: number): Generator<Coming> {
  for (const batch of comingsInTurn(pattern, after)) yield* batch
}

/** The same, some at a time: a generator's step costs more than a time does. */
export function* comingsInTurn(pattern: Pattern, after: number): Generator<Coming[]> {
  const { zone } = pattern
  const waiting: Coming[] = []
  let last = after
  for (const batch of locals(pattern, toLocal(after, zone) - SHIFT)) {
    const found: Coming[] = []
    const give = (coming: Coming): void => {
      if (coming.at <= last) return
      last = coming.at
      found.push(coming)
    }
    for (const local of batch) {
      const offset = waiting.length === 0 ? steadyOffset(local, zone) : undefined
      if (offset !== undefined) {
        give({ local, at: local - offset })
        continue
      }
      // A time out of the gap may come after one that is written later.
      for (let first = waiting[0]; first && first.local < local - SHIFT; first = waiting[0]) {
        waiting.shift()
        give(first)
      }
      const at = toInstant(local, zone)
      const ordered = at >= (waiting.at(-1)?.at ?? -Infinity)
      waiting.push({ local, at })
      if (!ordered) waiting.sort((a, b) => a.at - b.at)
    }
    if (found.length > 0) yield found
  }
  const rest = waiting.filter(({ at }, index) => at > Math.max(last, waiting[index - 1]?.at ?? -Infinity))
  if (rest.length > 0) yield rest
}

/** The first instant of a pattern after `after`; `null` when there is none any more. @throws Problem invalid_request */
export const nextAfter = (pattern: Pattern, after: number): number | null => {
  for (const { at } of comings(pattern, after)) return at
  return null
}

/** The instants of a pattern from `from` up to, not including, `to`; the first `limit` of them. @throws Problem invalid_request */
export const between = (pattern: Pattern, from: number, to: number, limit: number): number[] => {
  const found: number[] = []
  for (const { at } of comings(pattern, from - 1)) {
    if (at >= to || found.length >= limit) break
    found.push(at)
  }
  return found
}
