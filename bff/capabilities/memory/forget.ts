/** Forgetting: no byte of it is left, in no row and no file; a receipt says what went, by ids. */
import { z } from 'zod'
import { action, type RuntimeContext } from '../../capability.ts'
import { speaksOf } from '../../memory/about.ts'
import { forgetIndexes } from '../../memory/indexes.ts'
import { Problem } from '../../problem.ts'
import type { Receipt } from '../../protocol.ts'
import type { MessageRow, RunRow } from '../../store/tables.ts'
import { forgetEntries } from '../agenda/forget.ts'
import { Id, instant } from '../chat/records.ts'
import { forgetIn } from '../notifications/notice.ts'
import { drop as dropPlan, dropStep } from '../plans/drop.ts'
import { drop as dropSchedule } from '../schedules/drop.ts'
import { FORGOTTEN } from './records.ts'

/** Ids that the journal's tombstone names at most; the counts are whole. */
const NAMED = 500

type Forgetting = Pick<RuntimeContext, 'rows' | 'jobs' | 'tell' | 'erased' | 'principal' | 'now'>
type Speaks = (text: string) => boolean

interface Gone {
  facts: string[]
  turns: string[]
  messages: string[]
}

export const forget = action({
  name: 'memory.forget',
  does: 'Forget for good: one fact, one turn, everything about somebody or something, or everything.',
  scope: 'memory:write',
  risk: 'irreversible',
  input: z
    .strictObject({
      fact: Id.optional().describe('the id of a fact: it goes with what was so before it'),
      turn: Id.optional().describe('the id of a message or an imported turn: it goes with what was learned from it'),
      about: z.string().trim().min(1).max(200).optional().describe('a name or a word: all that speaks of it goes'),
      everything: z.literal(true).optional().describe('all that was said and is known'),
    })
    .refine((input) => Object.values(input).filter((each) => each !== undefined).length === 1, 'must name one thing'),
  async run({ fact, turn, about }, context): Promise<Receipt> {
    const { tell, now, newId, principal } = context
    const gone =
      fact !== undefined
        ? await forgetFact(context, fact)
        : turn !== undefined
          ? await forgetTurn(context, turn)
          : await forgetAll(context, about === undefined ? () => true : subject(about))
    const receipt = newId('fgt')
    const [persona = ''] = principal.personas
    const ids = [...gone.facts, ...gone.turns, ...gone.messages].slice(0, NAMED)
    // A stream of its own: what stays of it is that these ids were forgotten, and when.
    if (ids.length > 0) await tell('memory.forgotten', { id: receipt, owner: principal.person, persona }, ids)
    const counts = { facts: gone.facts.length, turns: gone.turns.length, messages: gone.messages.length }
    return { receipt, at: instant(now), ...counts }
  },
})

/**
 * A run that forgot something still has the words in which it was told to: they go once it is done.
 * @returns whether it was such a run
 */
export const forgetSaid = async (context: Forgetting, { id }: Pick<RunRow, 'id'>): Promise<boolean> => {
  const { rows } = context
  const steps = await rows.from('steps').selectAll().where('run', '=', id).execute()
  const calls = steps.flatMap(({ call, data }) => (call === null ? (JSON.parse(data) as Called).calls : []))
  const forgetting = calls.filter(({ name }) => name === 'memory_forget')
  for (const { arguments: text } of forgetting) {
    const words = /"about"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text)?.[1]
    const speaks = words === undefined ? undefined : speaksOf(JSON.parse(words) as string)
    if (speaks) await forgetAll(context, speaks, id)
  }
  if (forgetting.length === 0) return false
  await rows.remove('steps', 'run', id)
  leaveNothing(context)
  return true
}
interface Called {
  calls: { name: string; arguments: string }[]
}

const subject = (words: string): Speaks => {
  const speaks = speaksOf(words)
  if (!speaks) throw new Problem('invalid_request', 'Say what to forget in words that tell it apart.')
  return speaks
}

const leaveNothing = ({ erased, principal }: Forgetting): void => {
  forgetIndexes(principal.space ?? '', principal.person)
  erased()
}

const forgetFact = async (context: Forgetting, id: string): Promise<Gone> => {
  const { rows } = context
  const { persona, subject: whom, attribute } = await rows.one('facts', id)
  const line = await rows
    .from('facts')
    .select('id')
    .where('persona', '=', persona)
    .where('subject', '=', whom)
    .where('attribute', '=', attribute)
    .execute()
  for (const each of line) await rows.remove('facts', 'id', each.id)
  leaveNothing(context)
  return { facts: line.map((each) => each.id), turns: [], messages: [] }
}

const forgetTurn = async (context: Forgetting, id: string): Promise<Gone> => {
  const { rows } = context
  const imported = id.startsWith('trn_')
  const learned = await rows
    .from('facts')
    .select('id')
    .where(imported ? 'turn' : 'message', '=', id)
    .execute()
  if (imported) {
    await rows.one('turns', id)
    await rows.remove('turns', 'id', id)
  } else await strikeOut(context, [await rows.one('messages', id)])
  for (const each of learned) await rows.remove('facts', 'id', each.id)
  leaveNothing(context)
  const facts = learned.map((each) => each.id)
  return imported ? { facts, turns: [id], messages: [] } : { facts, turns: [], messages: [id] }
}

/**
 * Every place where words are kept. What is still being written is left: see `forgetSaid`.
 * @param settled a run that has said its last word
 */
const forgetAll = async (context: Forgetting, speaks: Speaks, settled?: string): Promise<Gone> => {
  const { rows, tell } = context
  const facts = (await rows.from('facts').selectAll().execute()).filter((row) =>
    speaks(`${row.text} ${row.subject} ${row.attribute} ${row.value} ${row.author}`),
  )
  for (const { id } of facts) await rows.remove('facts', 'id', id)
  const turns = (await rows.from('turns').selectAll().execute()).filter((row) =>
    speaks(`${row.text} ${row.speaker} ${row.session} ${row.ref}`),
  )
  for (const { id } of turns) await rows.remove('turns', 'id', id)
  const conversations = await rows.from('conversations').selectAll().execute()
  const messages = (
    await rows
      .messagesOf(idsOf(conversations))
      .selectAll()
      .where('status', 'not in', ['streaming', 'waiting'])
      .execute()
  ).filter(({ text }) => text !== '' && text !== FORGOTTEN && speaks(text))
  await strikeOut(context, messages)

  for (const conversation of conversations)
    if (conversation.title !== '' && speaks(conversation.title))
      await tell('chat.conversation', conversation, conversation.id, { title: '' })
  const runs = await rows
    .from('runs')
    .select(['id', 'prompt'])
    .where('status', 'in', ['done', 'stopped', 'failed'])
    .execute()
  const ended = new Set([...runs.map(({ id }) => id), ...(settled === undefined ? [] : [settled])])
  for (const { id, prompt } of runs)
    if (prompt !== null && speaks(prompt)) await rows.change('runs', id, { prompt: FORGOTTEN })
  for (const { run, data } of await rows.from('steps').select(['run', 'data']).execute())
    if (ended.has(run) && speaks(data)) await rows.remove('steps', 'run', run)
  for (const { id, run, input, reason } of await rows.from('approvals').selectAll().execute())
    if (ended.has(run) && speaks(`${input} ${reason ?? ''}`))
      await rows.change('approvals', id, { input: '{}', reason: null, standing_until: null })
  for (const { id, reason } of await rows.from('handoffs').select(['id', 'reason']).execute())
    if (speaks(reason)) await rows.change('handoffs', id, { reason: FORGOTTEN })
  await forgetMeant(context, speaks)
  await forgetIn(context, speaks)
  leaveNothing(context)
  return { facts: idsOf(facts), turns: idsOf(turns), messages: idsOf(messages) }
}

/** What was summed up of it, and what was to be done about it: here and elsewhere. */
const forgetMeant = async (context: Forgetting, speaks: Speaks): Promise<void> => {
  const { rows } = context
  for (const { id, text } of await rows.from('summaries').select(['id', 'text']).execute())
    if (speaks(text)) await rows.remove('summaries', 'id', id)
  for (const { id, prompt } of await rows.from('schedules').select(['id', 'prompt']).execute())
    if (speaks(prompt)) await dropSchedule(context, id)
  for (const { id, goal } of await rows.from('plans').select(['id', 'goal']).execute())
    if (speaks(goal)) await dropPlan(context, id)
  for (const { id, text, note, input } of await rows.from('plan_steps').selectAll().execute())
    if (speaks(`${text} ${note} ${input ?? ''}`)) await dropStep(context, id)
  await forgetEntries(context, speaks)
  const over = rows.from('effects').selectAll().where('status', 'in', ['done', 'failed', 'unknown'])
  for (const { id, intent, result } of await over.execute())
    if (speaks(`${intent} ${result ?? ''}`)) await rows.change('effects', id, { intent: 'null', result: null })
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)

const strikeOut = async ({ rows, tell }: Forgetting, messages: readonly MessageRow[]): Promise<void> => {
  for (const { id } of messages) await rows.change('messages', id, { text: FORGOTTEN })
  for (const [id, own] of Map.groupBy(messages, ({ conversation }) => conversation))
    await tell('chat.message', await rows.one('conversations', id), idsOf(own))
}
