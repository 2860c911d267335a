/** A turn: one answer, from the prompt to the last word, with the tools it uses on the way. */
import type { Principal } from '../capability.ts'
import type { Gate } from '../gate.ts'
import { Problem } from '../problem.ts'
import type { Message } from '../protocol.ts'
import type { Answer, Relay } from '../signals.ts'
import type { Persona, SpaceDocument } from '../spaces/document.ts'
import type { RunRow } from '../store/tables.ts'
import type { Model, ModelMessage, ToolCall } from './model.ts'
import { systemPrompt, transcript } from './prompt.ts'
import { toolsFor, useTool } from './tools.ts'

/** The longest answer there may be, in UTF-16 code units. */
const LONGEST = 200_000

/** Model calls in one turn at most. */
const STEPS = 8

export interface TurnParts {
  gate: Gate
  relay: Relay
  model: Model
  now: () => number
}

/**
 * Write the answer of `run` into `answer`.
 * @throws Problem why it could not be finished; the signal's reason when it was stopped
 */
export const takeTurn = async (
  { gate, relay, model, now }: TurnParts,
  {
    run,
    said,
    principal,
    document,
    persona,
    answer,
    signal,
  }: {
    run: RunRow
    /** What was said before this answer. */
    said: Message[]
    principal: Principal
    document: SpaceDocument
    persona: Persona
    answer: Answer
    signal: AbortSignal
  },
): Promise<void> => {
  const system = systemPrompt(persona, document, run.conversation, now())
  const messages: ModelMessage[] = [{ role: 'system', content: system }, ...transcript(said, answer.text)]
  const tools = toolsFor(gate, principal, document)
  for (let step = 0; step < STEPS; step++) {
    let said = ''
    let calls: ToolCall[] = []
    for await (const event of model.stream({ messages, tools, signal })) {
      if ('calls' in event) calls = event.calls
      else {
        // Words before and after a tool are two paragraphs.
        const gap = said === '' && step > 0 && answer.text !== '' ? '\n\n' : ''
        said += event.text
        answer.push((gap + event.text).slice(0, LONGEST - answer.text.length))
        if (answer.text.length >= LONGEST)
          throw new Problem('model_interrupted', 'The answer grew too long, so it was cut.')
      }
    }
    if (calls.length === 0) {
      if (answer.text.trim() === '') throw new Problem('model_interrupted', 'The model gave no answer. Try again.')
      return
    }
    messages.push({ role: 'assistant', content: said || null, tool_calls: calls.map(asWire) })
    for (const [index, call] of calls.entries()) {
      signal.throwIfAborted()
      const activity = { conversation: run.conversation, message: run.message, action: call.name.replace('_', '.') }
      relay.send(run.space, run.conversation, 'chat.activity', { ...activity, state: 'running' })
      // A stable key: when the turn is taken again after a crash, what was done is not done twice.
      const { reply, content } = await useTool(gate, principal, call, `${run.id}:${step}:${index}`)
      const state = reply.ok === true ? 'done' : 'refused'
      relay.send(run.space, run.conversation, 'chat.activity', { ...activity, state })
      messages.push({ role: 'tool', tool_call_id: call.id, content })
    }
  }
  throw new Problem('model_interrupted', 'This took too many steps, so it was stopped.')
}

const asWire = ({ id, name, arguments: text }: ToolCall) => ({
  id,
  type: 'function' as const,
  function: { name, arguments: text },
})
