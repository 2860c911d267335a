/** Hand-offs in the hands of the team: who waits for a person, what was said, and what the team says to it. Control plane. */
import { z } from 'zod'
import { control, type ControlContext, type Family, type Principal } from '../capability.ts'
import { jobsOf } from '../jobs/jobs.ts'
import { Problem } from '../problem.ts'
import type { Message } from '../protocol.ts'
import type { HandoffRow } from '../store/tables.ts'
import { teamSays } from './chat/handoff.ts'
import { asMessage, Id, instant, said } from './chat/records.ts'
import { notice } from './notifications/notice.ts'

/** Messages that are listed of each, and that are shown of one. */
const LATEST = 4
const SHOWN = 100

interface Handoff {
  handoff: string
  space: string
  person: string
  persona: string
  conversation: string
  reason: string
  at: string
  /** Oldest first. */
  messages: Pick<Message, 'role' | 'text' | 'at'>[]
}

const list = control({
  name: 'handoffs.list',
  does: 'List the conversations that wait for a person of the team, the oldest first, with what was said last.',
  scope: 'handoffs:read',
  risk: 'read',
  input: z.strictObject({
    space: z.string().min(1).max(64).optional(),
    limit: z.int().min(1).max(500).default(50),
  }),
  async run({ space, limit }, context): Promise<{ handoffs: Handoff[] }> {
    const handoffs: Handoff[] = []
    for (const row of await context.deployment.openHandoffs(limit, space))
      handoffs.push(await withMessages(row, LATEST, context))
    return { handoffs }
  },
})

const show = control({
  name: 'handoffs.show',
  does: 'Read a conversation that waits for a person of the team: its last hundred messages.',
  scope: 'handoffs:read',
  risk: 'read',
  input: z.strictObject({ handoff: Id }),
  run: async ({ handoff }, context): Promise<Handoff> =>
    await withMessages(await open(handoff, context), SHOWN, context),
})

const answer = control({
  name: 'handoffs.answer',
  does: 'Say something to the person, as the team: in their conversation, and with a notice.',
  scope: 'handoffs:write',
  risk: 'contact',
  input: z.strictObject({
    handoff: Id,
    text: z
      .string()
      .max(8000)
      .refine((text) => text.trim() !== '', 'must not be empty')
      .describe('Markdown'),
  }),
  async run({ handoff, text }, context): Promise<{ handoff: string; message: string }> {
    const row = await open(handoff, context)
    const place = { ...placeOf(row, context), now: context.now, newId: context.newId }
    const message = await teamSays(place, await place.rows.one('conversations', row.conversation), text)
    await place.rows.change('handoffs', row.id, { updated_at: context.now })
    await tellPerson(
      row,
      { title: 'The team has answered', text: text.replace(/[*`#]/g, ''), dedupe: message, message },
      context,
    )
    return { handoff, message }
  },
})

const close = control({
  name: 'handoffs.close',
  does: 'Close a hand-off: nobody of the team reads or answers in it any more, until it is asked for anew.',
  scope: 'handoffs:write',
  risk: 'write',
  input: z.strictObject({ handoff: Id }),
  async run({ handoff }, context): Promise<{ handoff: string; status: HandoffRow['status'] }> {
    const row = await open(handoff, context)
    await placeOf(row, context).rows.change('handoffs', row.id, { status: 'closed', updated_at: context.now })
    // Nobody is left waiting for what does not come.
    if (row.updated_at === row.created_at)
      await tellPerson(row, { title: 'The team has closed this without an answer', text: row.reason }, context)
    return { handoff, status: 'closed' }
  },
})

/** What was closed is none of the team's business any more. @throws Problem not_found | conflict */
const open = async (id: string, { deployment }: ControlContext): Promise<HandoffRow> => {
  const row = await deployment.handoff(id)
  if (!row) throw new Problem('not_found', 'There is no such hand-off.')
  if (row.status === 'closed') throw new Problem('conflict', 'This hand-off was closed already.')
  return row
}

const placeOf = ({ space, owner: person, persona }: HandoffRow, { within }: ControlContext) =>
  within({ space, person, persona })

const withMessages = async (row: HandoffRow, count: number, context: ControlContext): Promise<Handoff> => {
  const { rows } = placeOf(row, context)
  const conversation = await rows.one('conversations', row.conversation)
  const { id: handoff, space, owner: person, persona, reason, created_at } = row
  const messages = (await said(rows, conversation.last, count)).toReversed().map(asMessage)
  return {
    handoff,
    space,
    person,
    persona,
    conversation: conversation.id,
    reason,
    at: instant(created_at),
    messages: messages.filter(({ text }) => text !== '').map(({ role, text, at }) => ({ role, text, at })),
  }
}

/** Who asked hears of it, under the grant that it was asked with. */
const tellPerson = async (
  row: HandoffRow,
  { title, text, dedupe = row.id, message }: { title: string; text: string; dedupe?: string; message?: string },
  context: ControlContext,
): Promise<void> => {
  const { now, newId } = context
  const { persona, conversation, scope, app, token } = row
  const { jti = row.id, sid = null, ...minted } = (JSON.parse(token ?? '{}') ?? {}) as Partial<Principal> & object
  const principal: Principal = {
    ...context.principal,
    person: row.owner,
    app,
    scopes: new Set(scope.split(' ')),
    jti,
    sid,
    ...(token === null ? {} : { token: minted as NonNullable<Principal['token']> }),
  }
  const { rows, tell } = placeOf(row, context)
  await notice(
    { rows, tell, now, newId, principal, jobs: jobsOf(rows, principal) },
    {
      persona,
      category: 'chat',
      title,
      text,
      dedupe,
      ...(message === undefined ? {} : { link: { kind: 'turn', id: message, conversation } }),
    },
  )
}

const actions = [list, show, answer, close] as const
export const handoffs = { name: 'handoffs', panel: false, actions, events: {} } satisfies Family<typeof actions>
