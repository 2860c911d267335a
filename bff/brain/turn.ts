/** A turn: one answer, from the prompt to the last word, with the tools it uses on the way. */
import type { Principal } from '../capability.ts'
import type { Result, Step } from '../capabilities/chat/runs.ts'
import type { Gate } from '../gate.ts'
import type { Outbox } from '../outbox.ts'
import { Problem } from '../problem.ts'
import type { Message } from '../protocol.ts'
import type { Answer, Relay } from '../signals.ts'
import type { Persona, SpaceDocument } from '../spaces/document.ts'
import type { Store } from '../store/store.ts'
import type { RunRow } from '../store/tables.ts'
import { DEGRADED } from './chain.ts'
import { cutOf, FULL, spanOf, type Summary, summaryOf } from './compact.ts'
import { charactersIn, tokensOf } from './estimate.ts'
import { circles } from './guards.ts'
import type { Model, ModelMessage, ToolCall } from './model.ts'
import { stepMessages, summaryPrompt, systemPrompt, transcript } from './prompt.ts'
import { shortened } from './shorten.ts'
import { type Spending, spendingOf } from './spending.ts'
import { actionName, type Came, toolsFor, useTool } from './tools.ts'

/** The longest answer there may be, in UTF-16 code units. */
const LONGEST = 200_000
/** Model calls in one run at most. */
const STEPS = 24
/** Milliseconds that one run may be worked on; waiting for a person is free. */
const ACTIVE = 600_000
/** Calls that cannot be understood, of one tool, before the run gives up. */
const MALFORMED = 2

export interface TurnParts {
  gate: Gate
  relay: Relay
  model: Model
  outbox: Outbox
  /** Tokens that the model can read at once. */
  context: number
  store: Store
  now: () => number
}

export interface Turn {
  run: RunRow
  /** What was said before this answer, after what its summary stands for. */
  said: Message[]
  summary: Summary | undefined
  /** What there is to keep in mind, by family. */
  mind: ReadonlyMap<string, string[]>
  /** What the run did before it was taken up again. */
  steps: Step[]
  principal: Principal
  document: SpaceDocument
  persona: Persona
  answer: Answer
  signal: AbortSignal
  /** Write down a step, a result. */
  note: {
    step(step: number, said: Pick<Step, 'text' | 'calls'>, ms: number): Promise<void>
    result(step: number, call: number, result: Result): Promise<void>
    summary(summary: Summary & { before: number; after: number }): Promise<void>
  }
}

/**
 * Write the answer of a run into `answer`.
 * @returns the approvals it waits for; none when it is done
 * @throws Problem why it could not be finished; the signal's reason when it was stopped
 */
export const takeTurn = async (parts: TurnParts, turn: Turn): Promise<string[]> => {
  const spending = spendingOf(parts, turn.run, turn.persona)
  try {
    return await talk(parts, turn, spending)
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'budget_exhausted')
      turn.answer.push(closing(parts.gate, turn).slice(0, LONGEST - turn.answer.text.length))
    throw thrown
  } finally {
    await spending.settled()
  }
}

const talk = async (parts: TurnParts, turn: Turn, spending: Spending): Promise<string[]> => {
  const { model, context, now } = parts
  const { run, persona, document, mind, answer, signal, steps, note } = turn
  const principal = { ...turn.principal, tainted: turn.principal.tainted ?? false }
  const system: ModelMessage = {
    role: 'system',
    content: systemPrompt(persona, document, run.conversation, now(), mind),
  }
  const tools = toolsFor(parts.gate, principal, document)
  const prompt: ModelMessage[] = run.prompt === null ? [] : [{ role: 'user', content: run.prompt }]
  const fixed = tokensOf([system, ...prompt], tools)
  const history = [...(await remembered(parts, turn, spending, fixed)), ...prompt]
  const room = context * FULL - tokensOf([system, ...history], tools)
  // What a crash left of a step that was not written down: said already, so it is gone on from.
  let begun = answer.text.slice(steps.reduce((text, step) => joined(text, step.text), '').length).trimStart()
  let degraded = answer.text.includes(DEGRADED)
  let spent = run.active_ms
  let since = now()

  for (;;) {
    const waits = await finish(parts, { ...turn, principal }, tools)
    if (waits.length > 0) return waits
    const { stop, warn } = circles(steps)
    if (stop) throw new Problem(stop, words[stop])
    if (steps.length >= STEPS) throw new Problem('step_limit', 'This took too many steps, so it was stopped.')
    if (spent + now() - since > ACTIVE) throw new Problem('time_limit', 'This took too long, so it was stopped.')

    const messages: ModelMessage[] = [system, ...history, ...stepMessages(shortened(steps, room))]
    if (warn)
      messages.push({
        role: 'system',
        content: `You made the same call ${warn} times. Do something else, or say what you know.`,
      })
    let text = begun
    let calls: ToolCall[] = []
    const admit = () => spending.admit(messages, tools)
    for await (const event of model.stream({ messages, tools, signal, begun, degraded, admit })) {
      if ('calls' in event) calls = event.calls
      else if ('usage' in event) spending.took(event.usage)
      else {
        // Words before and after a tool are two paragraphs.
        const gap = text === '' && answer.text !== '' ? '\n\n' : ''
        text += event.text
        if (event.text === DEGRADED) degraded = true
        answer.push((gap + event.text).slice(0, LONGEST - answer.text.length))
        if (answer.text.length >= LONGEST)
          throw new Problem('model_interrupted', 'The answer grew too long, so it was cut.')
        await spending.hear(event.text)
      }
    }
    begun = ''
    if (calls.length === 0) {
      if (answer.text.trim() === '') throw new Problem('model_interrupted', 'The model gave no answer. Try again.')
      return []
    }
    const [ms, number] = [now() - since, steps.length]
    await note.step(number, { text, calls }, ms)
    spent += ms
    since = now()
    steps.push({ text, calls, results: [] })
  }
}

/** What was said, as the model gets to read it: summed up first, where it has become too long. */
const remembered = async (
  parts: TurnParts,
  { said, summary, note, signal }: Turn,
  spending: Spending,
  fixed: number,
): Promise<ModelMessage[]> => {
  const whole = transcript(said, summary)
  const kept = transcript([], summary)
  const cut = cutOf(said, fixed + tokensOf(kept), parts.context)
  if (cut === 0) return whole
  const span = said.slice(0, cut)
  // A few words are not worth a call, and a wait: they are kept as they are.
  const isWorthIt = tokensOf(transcript(span)) > parts.context * WORTH
  const lines = spanOf(summary, span, charactersIn(parts.context / 2))
  const told = isWorthIt ? await toldBy(parts, lines, signal, spending) : undefined
  const made = summaryOf(summary, span, told, parts.context)
  const short = transcript(said.slice(cut), made)
  await note.summary({ ...made, before: tokensOf(whole), after: tokensOf(short) })
  return short
}

/** The share of what a model can read from which on it is asked to sum up. */
const WORTH = 0.05
/** How long a person waits for a model to sum up, in milliseconds. */
const PATIENCE = 20_000

/** What a model says of a span. `undefined`: there is none, or it did not manage; words of it that are first are enough. */
const toldBy = async (
  { model }: TurnParts,
  span: string,
  signal: AbortSignal,
  spending: Spending,
): Promise<string | undefined> => {
  if (!model.able) return undefined
  const messages = summaryPrompt(span)
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])
  let told = ''
  try {
    const admit = () => spending.admit(messages, [])
    for await (const event of model.stream({ messages, tools: [], signal: patience, inward: true, admit })) {
      if ('usage' in event) spending.took(event.usage)
      else if ('text' in event) told += event.text
      else return undefined
    }
    return told
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

/** What is said when the budget is used up: what was done of it, and what was not. */
const closing = ({ actions }: Gate, { answer, steps }: Turn): string => {
  const named = (state: Result['state']): string[] => [
    ...new Set(
      steps.flatMap(({ calls, results }) =>
        calls.filter((_, index) => results[index]?.state === state).map(({ name }) => actionName(name)),
      ),
    ),
  ]
  const list = (names: string[]) => names.map((name) => (actions.get(name)?.does ?? name).replace(/\.$/, '')).join('; ')
  const [done, refused] = [list(named('done')), list(named('refused'))]
  const lines = [
    'Stopped: the budget of this persona is used up.',
    `Done: ${done || 'nothing'}.`,
    `Not done: ${refused ? `${refused}; ` : ''}the rest of this answer.`,
  ]
  return `${answer.text === '' ? '' : '\n\n'}${lines.join('\n')}`
}

const words = {
  repeated_tool_calls: 'It kept doing the same thing over again, so it was stopped.',
  no_progress: 'It got no further, so it was stopped.',
}

/** Do what the last step called for and has no result yet. @returns the approvals that it waits for */
const finish = async (
  { gate, relay, outbox }: TurnParts,
  { run, steps, signal, note, principal }: Turn & { principal: { tainted: boolean } },
  tools: ReturnType<typeof toolsFor>,
): Promise<string[]> => {
  const [number, step] = [steps.length - 1, steps.at(-1)]
  if (!step || circles(steps).stop) return []
  const waits: string[] = []
  for (const [index, call] of step.calls.entries()) {
    if (step.results[index]) continue
    signal.throwIfAborted()
    const activity = { conversation: run.conversation, message: run.message, action: actionName(call.name) }
    relay.send(run.space, run.conversation, 'chat.activity', { ...activity, state: 'running' })
    // The call was written down before, so this key names it for good: whoever takes the run up does it once.
    const key = `${run.message}:${number}:${index}`
    const came = await useTool(gate, principal, tools, call, key, (effect) => outbox.outcome(effect, signal))
    relay.send(run.space, run.conversation, 'chat.activity', { ...activity, state: shownAs[came.state] })
    if (came.state === 'pending') {
      waits.push(came.approval)
      continue
    }
    const { content } = came
    const result: Result = came.state === 'malformed' ? { state: 'refused', content, tainted: false } : came
    await note.result(number, index, result)
    step.results[index] = result
    if (result.tainted) principal.tainted = true
    if (came.state === 'malformed' && wrongBefore(steps, call.name) >= MALFORMED)
      throw new Problem('no_progress', 'I did not manage to do that, so I stopped. Please say it in other words.')
  }
  return waits
}

const shownAs: Record<Came['state'], 'done' | 'refused' | 'asked'> = {
  done: 'done',
  refused: 'refused',
  malformed: 'refused',
  pending: 'asked',
}

/** In how many steps this tool was called in a way that could not be understood. */
const wrongBefore = (steps: readonly Step[], name: string): number =>
  steps.filter(({ calls, results }) => calls.some((call, i) => call.name === name && isMalformed(results[i]?.content)))
    .length
const isMalformed = (content = ''): boolean => /^\{"ok":false,.*"code":"(invalid_request|unknown_action)"/.test(content)

const joined = (before: string, text: string): string =>
  before !== '' && text !== '' ? `${before}\n\n${text}` : before + text
