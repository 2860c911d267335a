/** How a plan goes, with everything that hangs on it. */
import type { RuntimeContext } from '../../capability.ts'

type Dropping = Pick<RuntimeContext, 'rows' | 'jobs' | 'tell'>

export const drop = async ({ rows, jobs, tell }: Dropping, id: string): Promise<void> => {
  await tell('plans.plan', await rows.one('plans', id), id)
  for (const step of await rows.from('plan_steps').select('id').where('plan', '=', id).execute())
    await jobs.cancel(step.id)
  await rows.remove('plan_steps', 'plan', id)
  await rows.remove('plans', 'id', id)
}

export const dropStep = async ({ rows, jobs, tell }: Dropping, id: string): Promise<void> => {
  const { plan } = await rows.one('plan_steps', id)
  await jobs.cancel(id)
  await rows.remove('plan_steps', 'id', id)
  await tell('plans.plan', await rows.one('plans', plan), plan)
}
