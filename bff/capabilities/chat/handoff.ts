/** Handing over: a conversation is passed on to people, the operators' team, who answer in it. */
import { z } from 'zod'
import { action, type RuntimeContext } from '../../capability.ts'
import { grantOf } from '../../jobs/jobs.ts'
import type { Rows } from '../../store/rows.ts'
import type { ConversationRow, HandoffRow } from '../../store/tables.ts'
import { blank } from './messages.ts'
import { Id } from './records.ts'
import { anyRun } from './runs.ts'

/** The last one of a conversation. */
const last = async (rows: Rows, conversation: string): Promise<HandoffRow | undefined> => {
  const [found] = await rows.find('handoffs', 'last', [conversation, 1], (own) =>
    own.selectAll().where('conversation', '=', conversation).orderBy('id', 'desc').limit(1),
  )
  return found
}

/** Put words of the team into a conversation; none of them say that it was handed over. @returns the message */
export const teamSays = async (
  { rows, now, newId, tell }: Pick<RuntimeContext, 'rows' | 'now' | 'newId' | 'tell'>,
  conversation: ConversationRow,
  text: string,
): Promise<string> => {
  const id = newId('msg')
  const seq = await tell('chat.message', conversation, id, { updated_at: now, archived: 0, last: id })
  await rows.add('messages', { ...blank(conversation, id, seq, now), role: 'team', status: 'done', text })
  return id
}

export const handoff = action({
  name: 'chat.handoff',
  does: 'Hand this conversation over to a person of the team, when somebody asks for a human being or cannot be helped here: they are told so in it, and the team answers in it too.',
  scope: 'chat:write',
  risk: 'write',
  rate: { perSecond: 1, burst: 5 },
  input: z.strictObject({
    conversation: Id,
    reason: z.string().trim().min(1).max(500).describe('what it is about, as it was said or in short'),
  }),
  async run({ conversation: id, reason }, context): Promise<{ handoff: string; status: HandoffRow['status'] }> {
    const { rows, now, newId, principal } = context
    const conversation = await rows.one('conversations', id)
    const before = await last(rows, id)
    // Who asks twice waits for the same.
    if (before?.status === 'open') return { handoff: before.id, status: 'open' }
    const made = { id: newId('hnd'), persona: conversation.persona, conversation: id, reason, status: 'open' as const }
    await rows.add('handoffs', {
      ...made,
      ...(await grantOf(rows, principal)),
      created_at: now,
      updated_at: now,
    })
    await teamSays(context, conversation, '')
    return { handoff: made.id, status: 'open' }
  },
})

export const brief = action({
  name: 'chat.brief',
  does: 'Say whether the conversation was handed to the team, before the persona answers in it.',
  scope: 'chat:write',
  risk: 'read',
  words: 'own',
  tool: false,
  doors: ['brain'],
  briefs: true,
  input: z.strictObject({ run: Id, about: z.string().max(8000) }),
  async run({ run: id }, { rows }): Promise<{ lines: string[] }> {
    const found = await last(rows, (await anyRun(rows, id)).conversation)
    return { lines: found ? [STANDS[found.status]] : [] }
  },
})

const STANDS: Record<HandoffRow['status'], string> = {
  open: 'This conversation was handed to the team: a person of it will answer here, and the person knows. Help meanwhile where you can; do not hand it over again, and promise no time.',
  closed:
    'This conversation was handed to the team, and the team has closed that. Go on by yourself; hand it over again only when the person asks anew.',
}
