/** Runs: how one is queued, taken up, written down step by step, and settled. */
import { z } from 'zod'
import { action, type RuntimeContext } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import type { Message } from '../../protocol.ts'
import type { Rows } from '../../store/rows.ts'
import { type ConversationRow, queued, type RunRow, runOf, unbegun } from '../../store/tables.ts'
import { asked } from './asked.ts'
import { asMessage, Id, said } from './records.ts'

/** How long a run belongs to whoever took it up, after the last sign of life. Milliseconds. */
export const LEASE = 30_000

/** Queue the run that will write a message which no message asks for. Of an answer, the message itself is the entry. */
export const queue = (
  { rows, now, newId, principal }: Pick<RuntimeContext, 'rows' | 'now' | 'newId' | 'principal'>,
  { id: conversation, persona }: ConversationRow,
  message: string,
  said: Pick<RunRow, 'trigger' | 'prompt' | 'tainted'>,
): Promise<void> =>
  rows.add('runs', { ...queued(now), ...asked(principal), ...said, id: newId('run'), persona, conversation, message })

/** The run that is to write an answer, which nobody has begun to: it has no row yet. */
const unbegunRun = async (rows: Rows, id: string): Promise<RunRow | undefined> => {
  const [message] = await rows.find('messages', 'unbegun', [id], (own) =>
    own.selectAll().where(unbegun).where('run', '=', id),
  )
  return message && runOf(message)
}

/** A run, whether or not its beginning is written down by now. @throws Problem not_found */
export const anyRun = async (rows: Rows, id: string): Promise<RunRow> =>
  (await unbegunRun(rows, id)) ?? (await rows.one('runs', id))

/** What the model said in one step, and the tools that it called. */
interface Said {
  text: string
  calls: { id: string; name: string; arguments: string }[]
}

/** What came of one call. */
export interface Result {
  state: 'done' | 'refused'
  /** As the model gets to see it. */
  content: string
  tainted: boolean
}

/** Everything that a run did so far. */
export interface Step extends Said {
  /** By the number of the call; those without a result were not finished. */
  results: (Result | undefined)[]
}

/** The newest holder's run. @throws Problem conflict for anybody else's word on it */
export const held = async (rows: Rows, id: string, lease: number): Promise<RunRow> => {
  const run = await rows.one('runs', id)
  if (run.lease !== lease) throw new Problem('conflict', 'Somebody else has taken this run up since.')
  if (!['running', 'stopping'].includes(run.status)) throw new Problem('conflict', 'This run has ended already.')
  return run
}

export const Held = { run: Id, lease: z.int().min(1).describe('the fencing number that the run was taken up with') }

export const begin = action({
  name: 'chat.begin',
  does: 'Take up a run: one that waits in the queue, or one whose holder is gone.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['brain'],
  input: z.strictObject({ run: Id }),
  async run(
    { run: id },
    { rows, tell, now },
  ): Promise<{
    lease: number
    attempt: number
    /** Its answer is settled already: what there is to keep of it is not, perhaps. */
    settled: boolean
  }> {
    const first = await unbegunRun(rows, id)
    if (first) {
      await rows.add('runs', first)
      await rows.change('messages', first.message, { asked: null })
    }
    const run = first ?? (await rows.one('runs', id))
    const orphan = ['running', 'stopping'].includes(run.status) && run.lease_until <= now
    if (run.status !== 'queued' && !orphan) throw new Problem('conflict', 'This run has begun already.')
    const lease = run.lease + 1
    // Attempts are counted since it last waited: only what is cut off time and again is given up.
    const attempt = run.attempt + 1
    const status = run.status === 'stopping' ? 'stopping' : 'running'
    await rows.change('runs', id, { status, lease, attempt, lease_until: now + LEASE, updated_at: now })
    const message = await rows.one('messages', run.message)
    const settled = orphan && message.status === 'done'
    if (!settled && (message.status !== 'streaming' || orphan)) {
      const cut = { problem_code: 'model_interrupted', problem_detail: 'The answer was cut off, and goes on.' }
      const mark = orphan ? cut : { problem_code: null, problem_detail: null }
      await rows.change('messages', message.id, { status: 'streaming', ...mark })
      await tell('chat.message', await rows.one('conversations', run.conversation), message.id)
    }
    return { lease, attempt, settled }
  },
})

/** The messages that an answer may look back on, after those that its conversation's summary stands for. */
const BACK = 1000

export const transcript = action({
  name: 'chat.transcript',
  does: 'Read what was said before an answer, and what its run did so far.',
  scope: 'chat:write',
  risk: 'read',
  tool: false,
  doors: ['brain'],
  input: z.strictObject({ run: Id }),
  async run(
    { run: id },
    { rows },
  ): Promise<{
    text: string
    messages: Message[]
    /** What was said before these, in short. */
    summary: { upto: number; text: string } | null
    steps: Step[]
    /** Words of others are among all this. */
    tainted: boolean
  }> {
    const run = await anyRun(rows, id)
    const message = await rows.one('messages', run.message)
    const [summary] = await rows.all('summaries', [run.conversation])
    const before = await said(rows, message.before, BACK, summary?.upto)
    const kept = await rows.find('steps', 'of a run', [id], (own) =>
      own.selectAll().where('run', '=', id).orderBy('step').orderBy('call'),
    )
    const steps: Step[] = []
    for (const { step, call, data } of kept)
      if (call === null) steps[step] = { ...(JSON.parse(data) as Said), results: [] }
      else (steps[step] as Step).results[call] = JSON.parse(data) as Result
    const tainted = [run, ...before, ...(summary ? [summary] : [])].some((row) => row.tainted === 1)
    return {
      text: message.text,
      messages: before.toReversed().map(asMessage),
      summary: summary ? { upto: summary.upto, text: summary.text } : null,
      steps,
      tainted,
    }
  },
})

const Text = z.string().max(200_000).describe('the whole answer so far')

export const step = action({
  name: 'chat.step',
  does: 'Write down what the model said and called, before any of it is done.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['brain'],
  input: z.strictObject({
    ...Held,
    step: z.int().min(0),
    text: Text,
    said: z.strictObject({
      text: z.string(),
      calls: z.array(z.strictObject({ id: z.string(), name: z.string(), arguments: z.string() })).max(64),
    }),
    ms: z.int().min(0).describe('milliseconds spent since the step before'),
  }),
  async run({ run: id, lease, step: number, text, said, ms }, context): Promise<void> {
    const { rows } = context
    const run = await held(rows, id, lease)
    await rows.change('messages', run.message, { text })
    await write(context, run, number, null, said)
    await alive(context, run, { active_ms: run.active_ms + ms })
  },
})

export const result = action({
  name: 'chat.result',
  does: 'Write down what came of one call.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['brain'],
  input: z.strictObject({
    ...Held,
    step: z.int().min(0),
    call: z.int().min(0),
    result: z.strictObject({ state: z.enum(['done', 'refused']), content: z.string(), tainted: z.boolean() }),
  }),
  async run({ run: id, lease, step: number, call, result: came }, context): Promise<void> {
    const run = await held(context.rows, id, lease)
    await write(context, run, number, call, came)
    if (came.tainted) await context.rows.change('messages', run.message, { tainted: 1 })
    await alive(context, run, came.tainted ? { tainted: 1 } : {})
  },
})

export const renew = action({
  name: 'chat.renew',
  does: 'Say that a run is still being worked on.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['brain'],
  input: z.strictObject(Held),
  async run({ run: id, lease }, context): Promise<void> {
    await alive(context, await held(context.rows, id, lease), {})
  },
})

const write = (
  { rows, now }: RuntimeContext,
  { id: run, persona }: RunRow,
  number: number,
  call: number | null,
  data: Said | Result,
): Promise<void> =>
  rows.add('steps', {
    // Written once: a second holder of the same run cannot write another.
    id: `${run}:${number}${call === null ? '' : `:${call}`}`,
    persona,
    run,
    step: number,
    call,
    data: JSON.stringify(data),
    created_at: now,
  })

const alive = (
  { rows, now }: RuntimeContext,
  { id }: RunRow,
  more: Partial<Pick<RunRow, 'active_ms' | 'tainted'>>,
): Promise<void> => rows.change('runs', id, { ...more, lease_until: now + LEASE, updated_at: now })

export const answer = action({
  name: 'chat.answer',
  does: 'Settle an answer: its whole text and how it ended; or park it until a person has decided.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['brain'],
  input: z.strictObject({
    ...Held,
    text: Text,
    status: z.enum(['done', 'stopped', 'failed', 'interrupted', 'waiting']),
    problem: z.strictObject({ code: z.string().max(64), detail: z.string().max(500) }).optional(),
    waits: z.array(Id).max(64).default([]).describe('the approvals that it waits for'),
  }),
  async run({ run: id, lease, text, status, problem, waits }, { rows, tell, now }): Promise<{ message: string }> {
    const run = await held(rows, id, lease)
    if (status === 'waiting' && (await rows.all('approvals', waits)).some((each) => each.status !== 'pending')) {
      // Somebody was quicker than the parking.
      await rows.change('runs', id, { status: 'queued', attempt: 0, lease_until: 0, updated_at: now })
      return { message: run.message }
    }
    const conversation = await rows.one('conversations', run.conversation)
    await rows.change('messages', run.message, {
      text,
      status,
      problem_code: problem?.code ?? null,
      problem_detail: problem?.detail ?? null,
    })
    // An answer that is done is learned from before its run ends.
    const ended = status === 'interrupted' ? 'failed' : status === 'done' ? 'running' : status
    await rows.change('runs', id, {
      status: ended,
      ...(ended === 'waiting' ? { attempt: 0 } : {}),
      lease_until: ended === 'running' ? now + LEASE : 0,
      updated_at: now,
    })
    await tell('chat.message', conversation, run.message, { updated_at: now })
    return { message: run.message }
  },
})

export const end = action({
  name: 'chat.end',
  does: 'End a run whose answer is settled and learned from.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['brain'],
  input: z.strictObject(Held),
  async run({ run: id, lease }, { rows, now }): Promise<void> {
    await held(rows, id, lease)
    await rows.change('runs', id, { status: 'done', lease_until: 0, updated_at: now })
  },
})
