/** A model's server that speaks the OpenAI wire format over real HTTP, and fails in every way that one can. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { pino } from 'pino'
import type { Message } from '../bff/protocol.ts'
import { backend, Visitor } from './peer.ts'

/** What the client asked, as far as tests look at it. */
export interface Asked {
  model: string
  stream: boolean
  messages: { role: string; content: string | null; tool_call_id?: string; tool_calls?: { id: string }[] }[]
  tools?: { function: { name: string; description: string; parameters: unknown } }[]
  authorization: string | undefined
  /** The client's port: the same as long as a connection is. */
  port: number | undefined
}

/** One answer of the model: writes to the response what it likes. */
export type Answer = (wire: Wire, asked: Asked) => void

/** The response, in the words of the wire format. */
export class Wire {
  readonly response: ServerResponse
  constructor(response: ServerResponse) {
    this.response = response
  }

  #open(): void {
    if (!this.response.headersSent) this.response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
  }

  /** Only the headers. */
  open(): this {
    this.#open()
    return this
  }

  /** Any bytes. */
  write(text: string): this {
    this.#open()
    this.response.write(text)
    return this
  }

  chunk(delta: object, finish_reason: string | null = null): this {
    const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'peer' }
    return this.write(`data: ${JSON.stringify({ ...base, choices: [{ index: 0, delta, finish_reason }] })}\n\n`)
  }

  say(...words: string[]): this {
    for (const content of words) this.chunk({ content })
    return this
  }

  /** A call of a tool, its arguments in two pieces as real servers send them. */
  call(name: string, written: string, index = 0): this {
    const half = Math.floor(written.length / 2)
    const id = `call_${name}_${index}`
    this.chunk({
      tool_calls: [{ index, id, type: 'function', function: { name, arguments: written.slice(0, half) } }],
    })
    return this.chunk({ tool_calls: [{ index, function: { arguments: written.slice(half) } }] })
  }

  finish(reason = 'stop'): this {
    return this.chunk({}, reason)
  }

  done(): void {
    this.write('data: [DONE]\n\n')
    this.response.end()
  }

  /** The end of the body without a word. */
  end(): void {
    this.#open()
    this.response.end()
  }

  /** The connection is gone in the middle of it. */
  cut(): void {
    // What was written before is on the wire first.
    setTimeout(() => this.response.destroy(), 50)
  }

  /** What it took, as the last chunk says it. */
  took(prompt_tokens: number, completion_tokens: number): this {
    const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
    return this.write(
      `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'peer', choices: [], usage })}\n\n`,
    )
  }

  error(status: number, message = 'a secret of the provider', headers: Record<string, string> = {}): void {
    this.response.writeHead(status, { 'content-type': 'application/json', ...headers })
    this.response.end(JSON.stringify({ error: { message, type: 'error', code: null, param: null } }))
  }
}

/** The plain answer: these words, and a proper end. */
export const plainly =
  (...words: string[]): Answer =>
  (wire) =>
    wire
      .say(...words)
      .finish()
      .done()

export interface ModelPeer {
  /** What OPENAI_BASE_URL wants. */
  url: string
  /** Everything that was asked so far. */
  asked: Asked[]
  /** How the next calls are answered, one after another; the last goes on for ever. */
  answers: Answer[]
}

export const modelPeer = async (t: Pick<TestContext, 'after'>, ...answers: Answer[]): Promise<ModelPeer> => {
  const peer: ModelPeer = { url: '', asked: [], answers }
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { headers, socket } = request
      const asked = { ...(JSON.parse(body) as Asked), authorization: headers.authorization, port: socket.remotePort }
      peer.asked.push(asked)
      const answer = peer.answers.length > 1 ? peer.answers.shift() : peer.answers[0]
      answer?.(new Wire(response), asked)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  peer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  return peer
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}

export const KEY = 'sk-canary-key'

/** A conversation with a persona whose model is this peer. */
/** @param capabilities the families of the space; all, when left out */
export const conversation = async (
  t: TestContext,
  answers: Answer[],
  env: Record<string, string> = {},
  capabilities?: string[],
) => {
  const peer = await modelPeer(t, ...answers)
  const logged: string[] = []
  const log = pino({ level: 'info' }, { write: (text: string) => void logged.push(text) })
  const limits = { MODEL_CONNECT_SECONDS: '2', MODEL_FIRST_SECONDS: '2', MODEL_IDLE_SECONDS: '2', MODEL_RETRY_MS: '5' }
  const place = await backend(t, {
    env: { OPENAI_BASE_URL: peer.url, OPENAI_API_KEY: KEY, PERSONA_MODEL: 'peer-1', ...limits, ...env },
    log,
  })
  if (capabilities) await place.operate('spaces.update', { space: place.space, capabilities })
  const line = await (await Visitor.at(place)).connect(t)
  const { conversation } = await line.act('chat.start', {})
  await line.act('chat.resume', { conversation: conversation.id, after: 0 })
  const settled = async (id: string) => (await line.settled(id, 8000)).data as Message
  return {
    peer,
    place,
    line,
    logged,
    id: conversation.id,
    ask: async (text = 'Hello') =>
      settled((await line.act('chat.send', { conversation: conversation.id, text })).reply),
    again: async (message: Message) => settled((await line.act('chat.regenerate', { message: message.id })).reply),
  }
}
