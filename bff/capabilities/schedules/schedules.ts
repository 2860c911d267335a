/** Schedules as a person or the persona sets, finds, changes and removes them. */
import { z } from 'zod'
import { action, type RuntimeContext } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import { loadTime } from '../../recurrence/engine.ts'
import type { Schedule } from '../../protocol.ts'
import type { ScheduleRow } from '../../store/tables.ts'
import { Id } from '../chat/records.ts'
import { drop } from './drop.ts'
import { occurrenceOf, withFate } from './records.ts'
import { again, notAtOnce, once, type Timing, upcoming, When, Zone, zoneOf } from './timing.ts'

/** How many one person may have that are to come. */
const MOST = 200

const Kind = z.enum(['reminder', 'followup', 'brief'])
const Prompt = z.string().trim().min(1).max(2000).describe('what to say or to do then, as one would ask for it')
const Rule = z
  .string()
  .max(500)
  .describe('RFC 5545 recurrence rule such as FREQ=WEEKLY;BYDAY=MO,TH; together with start, instead of at')
const Start = z.string().max(19).describe('local time such as 2026-03-08T09:30: the first day and the time of day')
const CatchUp = z
  .enum(['none', 'latest', 'all'])
  .describe('what to do about times that were missed: nothing, the last of them, each of them')
const Overlap = z
  .enum(['skip', 'queue'])
  .describe('what to do while the time before is not finished: leave this one out, or do it afterwards')

/** What a brief is about unless it says otherwise. */
const BRIEF = 'Tell me what there is today: what is due, how my plans stand, and what waits for my decision.'

export const add = action({
  name: 'schedules.add',
  does: 'Schedule a reminder, a follow-up or a regular brief: once at a time, or by a rule from a start on.',
  scope: 'schedules:write',
  risk: 'write',
  wakes: 'clock',
  loads: loadTime,
  input: z.strictObject({
    kind: Kind.default('reminder'),
    prompt: Prompt.optional(),
    at: When.optional(),
    rule: Rule.optional(),
    start: Start.optional(),
    zone: Zone.optional(),
    catchUp: CatchUp.default('latest'),
    overlap: Overlap.default('skip'),
    conversation: Id.optional().describe('where to say it; left out, in a conversation of its own'),
    persona: Id.optional(),
  }),
  async run(
    { kind, prompt = kind === 'brief' ? BRIEF : undefined, catchUp, overlap, persona, ...wanted },
    context,
  ): Promise<{ schedule: string; next: string }> {
    const { rows, now, newId, tell, principal } = context
    const conversation = await placeOf(context, wanted.conversation, kind)
    const chosen =
      persona === undefined ? (conversation?.persona ?? context.onlyPersona().id) : context.persona(persona).id
    if (conversation && conversation.persona !== chosen)
      throw new Problem('invalid_request', 'This conversation is with another persona.')
    if (prompt === undefined) throw new Problem('invalid_request', 'Say what the persona is to say or to do then.')
    const timing = timingOf(wanted, await zoneOf(rows, wanted.zone))
    if (!timing) throw new Problem('invalid_request', 'Say when: at a time, or by a rule from a start on.')
    const waiting = await rows
      .from('schedules')
      .select(({ fn }) => fn.countAll<number>().as('many'))
      .where('active', '=', 1)
      .where('next_at', 'is not', null)
      .executeTakeFirst()
    if (Number(waiting?.many ?? 0) >= MOST)
      throw new Problem('conflict', `There are ${MOST} schedules already: remove some first.`)
    const next = upcoming(timing, now)
    await notAtOnce(context, next)
    const row = {
      id: newId('sch'),
      persona: chosen,
      kind,
      prompt,
      rule: timing.rule,
      start: timing.start,
      zone: timing.zone,
      catch_up: catchUp,
      overlap,
      conversation: conversation?.id ?? null,
      active: 1,
      next_at: next,
      last_at: null,
      tainted: principal.tainted ? 1 : 0,
      created_at: now,
      updated_at: now,
    }
    await rows.add('schedules', row)
    await setJob(context, row, next)
    await tell('schedules.schedule', await rows.one('schedules', row.id), row.id)
    return { schedule: row.id, next: new Date(next).toISOString() }
  },
})

/** Where it is said: there, or where the persona was asked for it. A brief has a place of its own. */
const placeOf = async ({ rows, principal }: RuntimeContext, wanted: string | undefined, kind: Schedule['kind']) => {
  if (wanted !== undefined) return await rows.one('conversations', wanted)
  if (principal.door !== 'brain' || kind === 'brief') return undefined
  return await rows.one('conversations', (await rows.one('runs', principal.jti)).conversation)
}

interface Wanted {
  at?: string | undefined
  rule?: string | undefined
  start?: string | undefined
}

const timingOf = ({ at, rule, start }: Wanted, zone: string): (Timing & { at?: number }) | undefined => {
  if (at !== undefined && rule !== undefined)
    throw new Problem('invalid_request', 'Say when once: at a time, or by a rule from a start on.')
  if (at !== undefined) return once(at, zone)
  if (rule === undefined || start === undefined) return undefined
  return again(rule, start, zone)
}

/** Have the clock come at `next`, by the right of whoever says so. */
export const setJob = (
  { jobs }: Pick<RuntimeContext, 'jobs'>,
  { id, persona }: Pick<ScheduleRow, 'id' | 'persona'>,
  next: number,
): Promise<void> =>
  jobs.at({
    id: occurrenceOf(id, next),
    key: id,
    due: next,
    persona,
    action: 'schedules.fire',
    input: { schedule: id, at: next },
  })

export const list = action({
  name: 'schedules.list',
  words: 'labelled',
  does: 'List what is scheduled, what comes next first.',
  scope: 'schedules:read',
  risk: 'read',
  input: z.strictObject({
    ended: z.boolean().default(false).describe('also those that do not come again'),
    limit: z.int().min(1).max(200).default(50),
  }),
  async run({ ended, limit }, { rows, taint }): Promise<{ schedules: Schedule[] }> {
    let query = rows.from('schedules').selectAll()
    if (!ended) query = query.where((eb) => eb.or([eb('active', '=', 0), eb('next_at', 'is not', null)]))
    const found = await query
      .orderBy(({ eb }) => eb('next_at', 'is', null))
      .orderBy('next_at')
      .orderBy('id')
      .limit(limit)
      .execute()
    if (found.some(({ tainted }) => tainted === 1)) taint()
    return { schedules: await withFate(rows, found) }
  },
})

export const change = action({
  name: 'schedules.change',
  does: 'Change what is scheduled or when, pause it, or let it go on.',
  scope: 'schedules:write',
  risk: 'write',
  wakes: 'clock',
  loads: loadTime,
  input: z.strictObject({
    schedule: Id,
    prompt: Prompt.optional(),
    at: When.optional(),
    rule: Rule.optional(),
    start: Start.optional(),
    zone: Zone.optional(),
    catchUp: CatchUp.optional(),
    overlap: Overlap.optional(),
    active: z.boolean().optional().describe('false: it pauses until it is true again; what falls between is left out'),
  }),
  async run(
    { schedule: id, prompt, at, rule, start, zone, catchUp, overlap, active },
    context,
  ): Promise<{ schedule: string; next: string | null }> {
    const { rows, jobs, now, tell, principal } = context
    const row = await rows.one('schedules', id)
    const timed = [at, rule, start, zone, active].some((each) => each !== undefined)
    const runs = active ?? row.active === 1
    let timing: Timing & { at?: number } = row
    if (timed) {
      const chosen = zone === undefined ? row.zone : await zoneOf(rows, zone)
      const asked = { at, rule: at === undefined ? (rule ?? row.rule ?? undefined) : rule, start: start ?? row.start }
      timing = timingOf(asked, chosen) ?? once(asked.start, chosen)
    }
    const next = timed ? (runs ? upcoming(timing, Math.max(now, row.last_at ?? 0)) : null) : row.next_at
    await rows.change('schedules', id, {
      ...(prompt === undefined ? {} : { prompt, tainted: principal.tainted ? 1 : 0 }),
      rule: timing.rule,
      start: timing.start,
      zone: timing.zone,
      catch_up: catchUp ?? row.catch_up,
      overlap: overlap ?? row.overlap,
      active: runs ? 1 : 0,
      next_at: next,
      updated_at: now,
    })
    if (timed) {
      if (next !== null) await notAtOnce(context, next)
      await jobs.cancel(id)
      if (next !== null) await setJob(context, row, next)
    }
    await tell('schedules.schedule', row, id)
    return { schedule: id, next: next === null ? null : new Date(next).toISOString() }
  },
})

export const remove = action({
  name: 'schedules.remove',
  does: 'Remove what is scheduled: it does not come again.',
  scope: 'schedules:write',
  risk: 'write',
  input: z.strictObject({ schedule: Id }),
  async run({ schedule: id }, context): Promise<{ removed: string }> {
    await context.rows.one('schedules', id)
    await drop(context, id)
    return { removed: id }
  },
})
