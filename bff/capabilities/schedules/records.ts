/** How the row of a schedule becomes what crosses the wire, live and in a replay alike. */
import type { Schedule } from '../../protocol.ts'
import type { Rows } from '../../store/rows.ts'
import type { ScheduleRow } from '../../store/tables.ts'
import { instant } from '../chat/records.ts'

/** One occurrence, by its nominal instant: there is no second one. */
export const occurrenceOf = (id: string, at: number): string => `${id}@${instant(at)}`

export const withFate = async (rows: Rows, list: ScheduleRow[]): Promise<Schedule[]> => {
  const ids = list.map(({ id }) => id)
  if (ids.length === 0) return []
  const dead = await rows.from('jobs').selectAll().where('key', 'in', ids).where('status', '=', 'dead').execute()
  const lasts = await rows.all(
    'occurrences',
    list.flatMap(({ id, last_at }) => (last_at === null ? [] : [occurrenceOf(id, last_at)])),
  )
  const seqs = await rows.lastSeq(ids)
  return list.map((row) => {
    const job = dead.find(({ key }) => key === row.id)
    const last = lasts.find(({ schedule }) => schedule === row.id)
    return {
      id: row.id,
      persona: row.persona,
      kind: row.kind,
      prompt: row.prompt,
      rule: row.rule,
      start: row.start,
      zone: row.zone,
      catchUp: row.catch_up,
      overlap: row.overlap,
      conversation: row.conversation,
      status: row.active === 0 ? 'paused' : row.next_at === null || job ? 'ended' : 'active',
      next: row.next_at === null || job ? null : instant(row.next_at),
      last: last ? { due: instant(last.due_at), outcome: last.outcome, message: last.message } : null,
      problem: job?.problem_code ? { code: job.problem_code, detail: job.problem_detail ?? '' } : null,
      tainted: row.tainted === 1,
      seq: seqs.get(row.id) ?? 0,
    }
  })
}

export const loadSchedules = async (rows: Rows, ids: string[]): Promise<Map<string, Schedule>> => {
  const found = await rows.all('schedules', ids)
  return new Map((await withFate(rows, found)).map((schedule) => [schedule.id, schedule]))
}
