/** The scene in which the persona asks to be allowed something. */
import { ago } from './inbox.ts'
import type { World } from './world.ts'

export const ask = ({ peer }: World): void => {
  const { id } = peer.seed(
    'Kiln 2',
    { role: 'person', text: 'Book kiln 2 for my plates.' },
    { text: 'Monday is free. May I write it into your agenda?', status: 'waiting' },
  )
  const message = [...peer.messages.values()].at(-1)
  if (!message) return
  peer.approvals.set('apr_1', {
    id: 'apr_1',
    persona: 'per_1',
    conversation: id,
    message: message.id,
    action: 'agenda.add',
    does: 'Write an entry into the agenda.',
    risk: 'write',
    input: { title: 'Kiln 2, eight plates', start: '2026-03-09T07:00', minutes: 660 },
    status: 'pending',
    by: 'person',
    decided: null,
    tainted: false,
    reason: null,
    at: ago(1),
    expires: ago(-23.5 * 60),
  })
}
