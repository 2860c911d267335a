/** How a schedule goes, with everything that hangs on it. */
import type { RuntimeContext } from '../../capability.ts'

type Dropping = Pick<RuntimeContext, 'rows' | 'jobs' | 'tell'>

export const drop = async ({ rows, jobs, tell }: Dropping, id: string): Promise<void> => {
  await tell('schedules.schedule', await rows.one('schedules', id), id)
  await jobs.cancel(id)
  await rows.remove('occurrences', 'schedule', id)
  await rows.remove('schedules', 'id', id)
}

/** With a conversation goes what was to be said in it. */
export const dropWith = async (context: Dropping, conversation: string): Promise<void> => {
  const found = await context.rows.from('schedules').select('id').where('conversation', '=', conversation).execute()
  for (const { id } of found) await drop(context, id)
}
