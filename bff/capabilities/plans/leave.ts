/** A plan outlives the conversation it was made in. */
import type { RuntimeContext } from '../../capability.ts'

export const leave = async ({ rows, tell }: RuntimeContext, conversation: string): Promise<void> => {
  const found = await rows.from('plans').selectAll().where('conversation', '=', conversation).execute()
  for (const plan of found) {
    await rows.change('plans', plan.id, { conversation: null })
    await tell('plans.plan', plan, plan.id)
  }
}
