/** How the rows of a plan become what crosses the wire, live and in a replay alike. */
import type { Plan, PlanStep } from '../../protocol.ts'
import type { Rows } from '../../store/rows.ts'
import type { PlanRow, PlanStepRow } from '../../store/tables.ts'
import { instant } from '../chat/records.ts'

/** What is still to be done. */
export const isOpen = ({ status }: Pick<PlanStepRow, 'status'>): boolean =>
  status === 'todo' || status === 'doing' || status === 'waiting'

export const stepsOf = (rows: Rows, plans: readonly string[]): Promise<PlanStepRow[]> =>
  rows.from('plan_steps').selectAll().where('plan', 'in', plans).orderBy('place').execute()

const asStep = (row: PlanStepRow): PlanStep => ({
  id: row.id,
  text: row.text,
  status: row.status,
  act: row.action === null ? null : { action: row.action, input: JSON.parse(row.input ?? '{}') as PlanInput },
  note: row.note,
  evidence: JSON.parse(row.evidence) as string[],
  wake: row.wake_at === null ? null : instant(row.wake_at),
})
type PlanInput = Record<string, unknown>

export const withSteps = async (rows: Rows, list: PlanRow[]): Promise<Plan[]> => {
  const ids = list.map(({ id }) => id)
  if (ids.length === 0) return []
  const steps = Map.groupBy(await stepsOf(rows, ids), ({ plan }) => plan)
  const seqs = await rows.lastSeq(ids)
  return list.map((row) => {
    const own = steps.get(row.id) ?? []
    const wakes = own.flatMap(({ wake_at }) => (wake_at === null ? [] : [wake_at]))
    return {
      id: row.id,
      persona: row.persona,
      goal: row.goal,
      status: row.status,
      conversation: row.conversation,
      steps: own.map(asStep),
      wake: wakes.length === 0 ? null : instant(Math.min(...wakes)),
      tainted: row.tainted === 1,
      at: instant(row.created_at),
      updatedAt: instant(row.updated_at),
      seq: seqs.get(row.id) ?? 0,
    }
  })
}

export const loadPlans = async (rows: Rows, ids: string[]): Promise<Map<string, Plan>> => {
  const found = await rows.all('plans', ids)
  return new Map((await withSteps(rows, found)).map((plan) => [plan.id, plan]))
}
