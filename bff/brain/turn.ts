/** A turn: one answer, from the prompt to the last word, with the tools it uses on the way. */
import type { Principal } from '../capability.ts'
import type { Result, Step } from '../capabilities/chat/runs.ts'
import type { Gate } from '../gate.ts'
import type { Outbox } from '../outbox.ts'
import { Problem } from '../problem.ts'
import type { Message } from '../protocol.ts'
import type { Answer, Relay } from '../signals.ts'
import type { Persona, SpaceDocument } from '../spaces/document.ts'
import type { RunRow } from '../store/tables.ts'
import { circles } from './guards.ts'
import type { Model, ModelMessage, ToolCall } from './model.ts'
import { systemPrompt, transcript } from './prompt.ts'
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
  now: () => number
}

export interface Turn {
  run: RunRow
  /** What was said before this answer. */
  said: Message[]
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
  }
}

/**
 * Write the answer of a run into `answer`.
 * @returns the approvals it waits for; none when it is done
 * @throws Problem why it could not be finished; the signal's reason when it was stopped
 */
export const takeTurn = async (parts: TurnParts, turn: Turn): Promise<string[]> => {
  const { model, now } = parts
  const { run, persona, document, said, mind, answer, signal, steps, note } = turn
  const principal = { ...turn.principal, tainted: turn.principal.tainted ?? false }
  const system = systemPrompt(persona, document, run.conversation, now(), mind)
  const history = transcript(said)
  if (run.prompt !== null) history.push({ role: 'user', content: run.prompt })
  const tools = toolsFor(parts.gate, principal, document)
  // What a crash left of a step that was not written down: said already, so it is gone on from.
  let begun = answer.text.slice(steps.reduce((text, step) => joined(text, step.text), '').length).trimStart()
  let spent = run.active_ms
  let since = now()

  for (;;) {
    const waits = await finish(parts, { ...turn, principal }, tools)
    if (waits.length > 0) return waits
    const { stop, warn } = circles(steps)
    if (stop) throw new Problem(stop, words[stop])
    if (steps.length >= STEPS) throw new Problem('step_limit', 'This took too many steps, so it was stopped.')
    if (spent + now() - since > ACTIVE) throw new Problem('time_limit', 'This took too long, so it was stopped.')

    const messages: ModelMessage[] = [{ role: 'system', content: system }, ...history, ...steps.flatMap(asMessages)]
    if (warn)
      messages.push({
        role: 'system',
        content: `You made the same call ${warn} times. Do something else, or say what you know.`,
      })
    if (begun !== '') messages.push(...goingOn(begun))
    let text = begun
    begun = ''
    let calls: ToolCall[] = []
    for await (const event of model.stream({ messages, tools, signal })) {
      if ('calls' in event) calls = event.calls
      else {
        // Words before and after a tool are two paragraphs.
        const gap = text === '' && answer.text !== '' ? '\n\n' : ''
        text += event.text
        answer.push((gap + event.text).slice(0, LONGEST - answer.text.length))
        if (answer.text.length >= LONGEST)
          throw new Problem('model_interrupted', 'The answer grew too long, so it was cut.')
      }
    }
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

const asMessages = ({ text, calls, results }: Step): ModelMessage[] => [
  {
    role: 'assistant',
    content: text || null,
    tool_calls: calls.map(({ id, name, arguments: args }) => ({
      id,
      type: 'function' as const,
      function: { name, arguments: args },
    })),
  },
  ...calls.map(({ id }, index): ModelMessage => ({
    role: 'tool',
    tool_call_id: id,
    content: results[index]?.content ?? '',
  })),
]

const goingOn = (begun: string): ModelMessage[] => [
  { role: 'assistant', content: begun },
  { role: 'system', content: 'Continue your last message exactly where it breaks off. Do not repeat any of it.' },
]
