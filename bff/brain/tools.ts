/** Tools: the actions that a principal may have the model use, and what they answer. */
import { familyOf, type Principal } from '../capability.ts'
import type { Gate } from '../gate.ts'
import { decide } from '../policy/policy.ts'
import type { Reply } from '../protocol.ts'
import { inputSchema } from '../schema.ts'
import type { SpaceDocument } from '../spaces/document.ts'
import type { ModelTool, ToolCall } from './model.ts'

/** The longest result that the model gets to see, in characters. */
const RESULT = 16_000

/** Tool names allow no dot. */
const toolName = (action: string): string => action.replace('.', '_')

export const toolsFor = ({ actions }: Gate, principal: Principal, document: SpaceDocument): ModelTool[] =>
  [...actions.values()].flatMap((action): ModelTool[] => {
    if (action.plane !== 'runtime' || !action.tool || !action.doors.includes('brain')) return []
    if (!principal.scopes.has(action.scope) || !document.space.capabilities.includes(familyOf(action.name))) return []
    const persona = document.personas.find(({ id }) => id === principal.personas[0])
    try {
      // What would be refused is not offered; what must be asked for is, so that the persona can ask.
      decide(document, persona, action, principal)
    } catch {
      return []
    }
    return [
      {
        type: 'function',
        function: { name: toolName(action.name), description: action.does, parameters: inputSchema(action) },
      },
    ]
  })

/** To the model every failure is a result. */
export const useTool = async (
  gate: Gate,
  principal: Principal,
  call: ToolCall,
  idempotencyKey: string,
): Promise<{ action: string; reply: Reply; content: string }> => {
  const action = call.name.replace('_', '.')
  const input = parsed(call.arguments)
  const reply: Reply =
    input === undefined
      ? { ok: false, problem: badArguments }
      : await gate.perform(principal, action, input, { idempotencyKey })
  const text = JSON.stringify(reply.ok === true ? (reply.data ?? null) : reply)
  const content = text.length > RESULT ? `${text.slice(0, RESULT)}… (cut: ${text.length} characters in all)` : text
  return { action, reply, content }
}

const badArguments = {
  type: 'urn:persona:problem:invalid_request',
  title: 'The request is not valid',
  status: 400,
  detail: 'The arguments are not a JSON object.',
  code: 'invalid_request' as const,
  retryable: false,
}

const parsed = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text || '{}')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
