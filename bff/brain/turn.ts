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
    principal,
    document,
    persona,
    answer,
    signal,
  }: {
    run: RunRow
    principal: Principal
    document: SpaceDocument
    persona: Persona
    answer: Answer
    signal: AbortSignal
  },
): Promise<void> => {
  const messages = await promptFor(gate, principal, document, persona, run, answer.text, now())
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
        answer.push(gap + event.text)
      }
    }
    if (calls.length === 0) return
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

const promptFor = async (
  gate: Gate,
  principal: Principal,
  document: SpaceDocument,
  persona: Persona,
  run: RunRow,
  begun: string,
  now: number,
): Promise<ModelMessage[]> => {
  const reply = await gate.perform(principal, 'chat.history', { conversation: run.conversation, limit: 60 })
  if (reply.ok !== true) throw new Problem('not_allowed', 'The conversation cannot be read.')
  const { messages } = reply.data as { messages: Message[] }
  const until = messages.find(({ id }) => id === run.message)
  if (!until) throw new Problem('not_found', 'The conversation is gone.')
  const system = systemPrompt(persona, document, run.conversation, now)
  return [{ role: 'system', content: system }, ...transcript(messages, until, begun)]
}

const asWire = ({ id, name, arguments: text }: ToolCall) => ({
  id,
  type: 'function' as const,
  function: { name, arguments: text },
})
