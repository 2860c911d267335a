/** The built-in local model: a `fetch` that answers chat completions as the OpenAI API does, without a network. */
import { hash } from 'node:crypto'
import { restated } from './learned/restating.ts'
import { paced } from './pace.ts'
import { replyTo } from './reply.ts'
import { ASKED, clip, type Call, type Reply, type Talk, TEAM, type Tool, type Turn } from './talk.ts'
import { loadDates } from '../../language/when.ts'

const model = 'persona-local'
type Json = Record<string, unknown>
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const string = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Of a long conversation, only so many messages at its end are read. */
const readable = 400

const textOf = (content: unknown, most: number): string => {
  if (typeof content === 'string') return clip(content, most)
  const parts = list(content)
    .slice(0, 100)
    .map((part) => (isJson(part) && part.type === 'text' ? string(part.text) : ''))
  return clip(parts.join(''), most)
}

const callOf = (call: unknown): Call => {
  const { id, function: called } = isJson(call) ? call : {}
  return isJson(called)
    ? { id: string(id), name: string(called.name), input: string(called.arguments) }
    : { id: string(id), name: '', input: '' }
}

const roles: ReadonlyMap<unknown, Turn['by']> = new Map([
  ['user', 'person'],
  ['assistant', 'persona'],
  ['tool', 'tool'],
] as const)

const turnOf = (message: Json): Turn[] => {
  const by = roles.get(message.role)
  if (!by) return []
  const text = textOf(message.content, by === 'tool' ? 100_000 : 20_000)
  // What others have said to each other here is not answered, nor told as anybody's own.
  if (by === 'person' && text.startsWith(TEAM)) return []
  return [{ by, text, calls: list(message.tool_calls).map(callOf), answers: string(message.tool_call_id) }]
}

const toolOf = (tool: unknown): Tool[] => {
  const called = isJson(tool) ? tool.function : undefined
  if (!isJson(called) || string(called.name) === '') return []
  const properties = isJson(called.parameters) ? called.parameters.properties : undefined
  const told = string(called.description)
  const asks = told.endsWith(ASKED)
  const does = asks ? told.slice(0, -ASKED.length) : told
  return [
    {
      name: string(called.name),
      does: does.slice(0, 500),
      asks,
      inputs: Object.keys(isJson(properties) ? properties : {}),
      schema: called.parameters,
    },
  ]
}

/** The talk in a request, or null when it is none. */
const talkOf = (request: unknown): Talk | null => {
  const messages = isJson(request) ? list(request.messages) : []
  if (!isJson(request) || messages.length === 0 || !messages.every(isJson)) return null
  const isSystem = ({ role }: Json) => role === 'system' || role === 'developer'
  const system = messages[0] && isSystem(messages[0]) ? textOf(messages[0].content, 200_000) : ''
  let recent = messages.slice(-readable)
  let partial: string | null = null
  const [said, order] = recent.slice(-2)
  if (said && order && isSystem(order) && textOf(order.content, 100).startsWith('Continue')) {
    recent = recent.slice(0, -1)
    if (said.role === 'assistant') {
      partial = typeof said.content === 'string' ? said.content : textOf(said.content, 200_000)
      recent = recent.slice(0, -1)
    }
  }
  const tools = request.tool_choice === 'none' ? [] : list(request.tools).slice(0, 500).flatMap(toolOf)
  return { system, turns: recent.flatMap(turnOf), tools, partial }
}

const failed = (status: number, message: string): Response =>
  Response.json({ error: { message, type: 'invalid_request_error', param: null, code: null } }, { status })

/** A text in chunks of a word with the space after it; JSON in pieces of a few characters. */
const wordsIn = (text: string): string[] => text.match(/(?:^\s*)?\S+\s*/g) ?? (text === '' ? [] : [text])
const piecesOf = (text: string): string[] => text.match(/[\s\S]{1,12}/g) ?? []

const usageOf = (body: string, said: string) => {
  const [prompt_tokens, completion_tokens] = [Math.ceil(body.length / 4), Math.ceil(said.length / 4)]
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens, estimated: true }
}

interface Answer {
  reply: Reply
  id: string
  created: number
  usage: ReturnType<typeof usageOf>
}

const callIn = (reply: Reply, id: string) =>
  'call' in reply
    ? {
        id: `call_${id}`,
        type: 'function',
        function: { name: reply.call.name, arguments: JSON.stringify(reply.call.input) },
      }
    : null

const completion = ({ reply, id, created, usage }: Answer): Json => {
  const call = callIn(reply, id)
  const message = {
    role: 'assistant',
    content: 'text' in reply ? reply.text : null,
    refusal: null,
    ...(call ? { tool_calls: [call] } : {}),
  }
  const choice = { index: 0, message, logprobs: null, finish_reason: call ? 'tool_calls' : 'stop' }
  return { id: `chatcmpl-${id}`, object: 'chat.completion', created, model, choices: [choice], usage }
}

const events = ({ reply, id, created, usage }: Answer, withUsage: boolean): string[] => {
  const base = { id: `chatcmpl-${id}`, object: 'chat.completion.chunk', created, model }
  const event = (data: Json) =>
    `data: ${JSON.stringify({ ...base, ...data, ...(withUsage && !data.usage ? { usage: null } : {}) })}\n\n`
  const delta = (delta: Json, finish_reason: string | null = null) =>
    event({ choices: [{ index: 0, delta, logprobs: null, finish_reason }] })
  const call = callIn(reply, id)
  const parts = call
    ? [
        delta({ tool_calls: [{ index: 0, ...call, function: { name: call.function.name, arguments: '' } }] }),
        ...piecesOf(call.function.arguments).map((part) =>
          delta({ tool_calls: [{ index: 0, function: { arguments: part } }] }),
        ),
      ]
    : wordsIn('text' in reply ? reply.text : '').map((content) => delta({ content }))
  return [
    delta({ role: 'assistant', content: call ? null : '', refusal: null }),
    ...parts,
    delta({}, call ? 'tool_calls' : 'stop'),
    ...(withUsage ? [event({ choices: [], usage })] : []),
    'data: [DONE]\n\n',
  ]
}

/** The first answer of a process takes a hundred times as long as the second; this one nobody waits for. */
const warm = (): void => {
  const system = 'You are A, b of C.\n<instructions>\nHours: ten to six.\n</instructions>\n<context>\n</context>'
  for (const text of ['When are you open?', 'What is this?'])
    replyTo({ system, turns: [{ by: 'person', text, calls: [], answers: '' }], tools: [], partial: null })
  restated('remind me at 5 to ring Ana')
  Response.json(null)
}

/**
 * A `fetch` for the `fetch` option of the OpenAI client.
 * @param options.pace milliseconds between two words of a stream
 * @param options.now milliseconds since the epoch; with it and the request, every byte of the answer is given
 */
export const localFetch = ({ pace = 0, now = Date.now }: { pace?: number; now?: () => number } = {}): typeof fetch => {
  warm()
  return async function answer(input, init) {
    const request = input instanceof Request ? input : null
    const signal = init?.signal ?? request?.signal
    signal?.throwIfAborted()
    const { pathname } = new URL(input instanceof Request ? input.url : input, 'http://local')
    const method = (init?.method ?? request?.method ?? 'GET').toUpperCase()
    if (method !== 'POST' || !pathname.endsWith('/chat/completions'))
      return failed(404, `The built-in local model answers POST …/chat/completions only, not ${method} ${pathname}.`)
    const sent = init?.body ?? request?.body ?? ''
    const body = typeof sent === 'string' ? sent : await new Response(sent).text()
    let asked: unknown
    try {
      asked = JSON.parse(body)
    } catch {
      return failed(400, 'The body is not JSON.')
    }
    const talk = talkOf(asked)
    if (!talk || !isJson(asked)) return failed(400, "'messages' must be an array of at least one message.")
    await loadDates()
    const id = hash('sha256', body).slice(0, 24)
    const reply = replyTo(talk)
    const said = 'text' in reply ? reply.text : JSON.stringify(reply.call)
    const whole: Answer = { reply, id, created: Math.floor(now() / 1000), usage: usageOf(body, said) }
    if (asked.stream !== true) return Response.json(completion(whole))
    const withUsage = isJson(asked.stream_options) && asked.stream_options.include_usage === true
    const parts = events(whole, withUsage)
    return new Response(paced(parts, pace, Number.parseInt(id.slice(0, 8), 16), signal), {
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
    })
  }
}
