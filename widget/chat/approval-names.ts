/** What the ids in an input stand for, so that a person sees a title instead of a number. */
import type { PanelHost } from '../panels.ts'
import type { Chat } from './chat.ts'

type Asking = Pick<PanelHost, 'client' | 'may'>

/** Whatever cannot be found keeps its id. */
export const namesOf = async (host: Asking, chat: Chat, ids: readonly string[]): Promise<Map<string, string>> => {
  const names = new Map<string, string>()
  const some = (...kinds: string[]) => ids.filter((id) => kinds.includes(id.slice(0, 3)))
  for (const { id, title } of chat.conversations.all) if (ids.includes(id) && title) names.set(id, title)
  const { client, may } = host
  const said = some('fct', 'msg', 'trn').slice(0, 50)
  const asked: Promise<void>[] = []
  if (said.length > 0 && may('memory:read'))
    asked.push(
      client.call('memory.sources', { ids: said }).then(({ found }) => {
        for (const { id, text } of found) names.set(id, text)
      }),
    )
  if (some('pln', 'stp').length > 0 && may('plans:read'))
    asked.push(
      client.call('plans.list', { status: 'all', limit: 50 }).then(({ plans }) => {
        for (const { id, goal, steps } of plans) {
          names.set(id, goal)
          for (const step of steps) names.set(step.id, step.text)
        }
      }),
    )
  if (some('sch').length > 0 && may('schedules:read'))
    asked.push(
      client.call('schedules.list', { ended: true, limit: 200 }).then(({ schedules }) => {
        for (const { id, prompt } of schedules) names.set(id, prompt)
      }),
    )
  await Promise.allSettled(asked)
  return names
}
