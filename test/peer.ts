/** A backend for tests and its clients: real HTTP, real sockets, real SQLite, on loopback, in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import * as dpop from 'dpop'
import { io, type Socket } from 'socket.io-client'
import type { Api } from '../bff/api.ts'
import { type Config, readConfig } from '../bff/config.ts'
import { localOperator } from '../bff/demo.ts'
import type { Published, Reply, Welcome } from '../bff/protocol.ts'
import { type Overrides, type Running, start } from '../bff/server.ts'
import type { TokenResponse } from '../bff/identity/exchange.ts'

export const SHOP = 'https://shop.example'

type Close = Pick<TestContext, 'after'>

/** A folder that goes with the test. */
export const folder = (t: Close): string => {
  const dir = mkdtempSync(join(tmpdir(), 'persona-'))
  t.after(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export interface Backend {
  running: Running
  url: string
  dir: string
  config: Config
  space: string
  persona: string
  app: string
  /** Perform a control action as somebody who holds the machine. */
  operate<T = Record<string, never>>(name: string, input?: unknown): Promise<T>
}

/** A running server with one space, one persona and one app that SHOP may embed. */
export const backend = async (
  t: Close,
  { env = {}, dir = folder(t), ...overrides }: Overrides & { env?: NodeJS.ProcessEnv; dir?: string } = {},
): Promise<Backend> => {
  const config = readConfig(
    {
      PORT: '0',
      DATA_DIR: dir,
      DEMO: 'off',
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
      LOCAL_PACE_MS: '0',
      ...env,
    },
    [],
  )
  const running = await start(config, overrides)
  t.after(() => running.close(0))
  const operate = async <T>(name: string, input: unknown = {}): Promise<T> => {
    const reply = await running.gate.perform(localOperator, name, input)
    if (reply.ok !== true) throw new Error(`${name}: ${JSON.stringify(reply)}`)
    return reply.data as T
  }
  const [document] = running.spaces.documents.values()
  const known = document
    ? { space: document.space.id, persona: document.personas[0]?.id ?? '', app: document.apps[0]?.id ?? '' }
    : await furnish(operate)
  return { running, url: running.url, dir, config, operate, ...known }
}

/** A space with a persona and an app. */
export const furnish = async (operate: Backend['operate'], name = 'Acme', origin = SHOP) => {
  const { space } = await operate<{ space: { id: string } }>('spaces.create', { name })
  const { persona } = await operate<{ persona: { id: string } }>('personas.create', {
    space: space.id,
    name: 'Juno',
    role: 'the concierge',
    instructions: 'Opening hours: Tuesday to Saturday, 10:00 to 18:00.\nDelivery: within three days.',
    greeting: 'Good to see you.',
    starters: ['When are you open?'],
  })
  const { app } = await operate<{ app: { id: string } }>('apps.create', {
    space: space.id,
    name: 'Shop',
    origins: [origin],
  })
  return { space: space.id, persona: persona.id, app: app.id }
}

/** A browser's visitor, as far as the wire can tell: a key, an origin, tokens. */
export class Visitor {
  readonly url: string
  readonly app: string
  readonly origin: string
  keys!: dpop.KeyPair
  tokens!: TokenResponse

  constructor({ url, app }: { url: string; app: string }, origin = SHOP) {
    this.url = url
    this.app = app
    this.origin = origin
  }

  static async at(place: { url: string; app: string }, origin = SHOP): Promise<Visitor> {
    const visitor = new Visitor(place, origin)
    visitor.keys = await dpop.generateKeyPair('ES256')
    await visitor.grant()
    return visitor
  }

  proof(htm: string, path: string, more: { token?: string; eio?: string | undefined } = {}): Promise<string> {
    const claims = more.eio === undefined ? undefined : { eio: more.eio }
    return dpop.generateProof(this.keys, `${this.url}${path}`, htm, undefined, more.token, claims)
  }

  async post(path: string, params: Record<string, string>): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { origin: this.origin, dpop: await this.proof('POST', path) },
      body: new URLSearchParams(params),
    })
  }

  async grant(more: Record<string, string> = {}): Promise<TokenResponse> {
    const params = { grant_type: 'urn:persona:params:grant-type:visitor', client_id: this.app, ...more }
    return this.#take(await this.post('/oauth/token', params))
  }

  async refresh(): Promise<TokenResponse> {
    const refresh_token = this.tokens.refresh_token ?? ''
    return this.#take(
      await this.post('/oauth/token', { grant_type: 'refresh_token', client_id: this.app, refresh_token }),
    )
  }

  async #take(response: Response): Promise<TokenResponse> {
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return (this.tokens = (await response.json()) as TokenResponse)
  }

  /** Perform an action by HTTP. */
  async act(name: string, input: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const token = this.tokens.access_token
    return fetch(`${this.url}/v1/${name}`, {
      method: 'POST',
      headers: {
        origin: this.origin,
        authorization: `DPoP ${token}`,
        dpop: await this.proof('POST', `/v1/${name}`, { token }),
        'content-type': 'application/json',
        ...headers,
      },
      body: typeof input === 'string' ? input : JSON.stringify(input),
    })
  }

  async connect(t: Close): Promise<Line> {
    return await Line.open(t, this)
  }
}

/** One accepted socket: acts, and everything that was heard. */
export class Line {
  readonly socket: Socket
  readonly welcome: Welcome
  readonly heard: Published[] = []
  readonly deltas: { message: string; offset: number; text: string }[] = []

  private constructor(socket: Socket, welcome: Welcome) {
    this.socket = socket
    this.welcome = welcome
    socket.onAny((event: string, data) => {
      if (event === 'chat.delta') this.deltas.push(data)
      else if (typeof data?.seq === 'number') this.heard.push(data)
    })
  }

  static async open(t: Close, visitor: Visitor): Promise<Line> {
    const socket = dial(visitor)
    t.after(() => socket.close())
    const welcome = await new Promise<Welcome>((resolve, reject) => {
      socket.once('welcome', resolve)
      socket.once('connect_error', reject)
    })
    return new Line(socket, welcome)
  }

  /** @throws when the reply is not ok */
  async act<N extends keyof Api>(name: N, input: Api[N]['input'], key?: string): Promise<Api[N]['output']> {
    const reply = await this.try(name, input, key)
    if (reply.ok !== true) throw new Error(`${name}: ${JSON.stringify(reply)}`)
    return reply.data as Api[N]['output']
  }

  async try(name: string, input?: unknown, idempotencyKey?: string): Promise<Reply> {
    const options = idempotencyKey === undefined ? {} : { idempotencyKey }
    return (await this.socket.timeout(5000).emitWithAck(name, input, options)) as Reply
  }

  /** The message's last record, once it is at rest. */
  async settled(message: string, ms = 5000): Promise<Published<'chat.message'>> {
    return await until(() => {
      const last = this.heard.findLast(
        (each): each is Published<'chat.message'> => each.event === 'chat.message' && each.data?.id === message,
      )
      return last?.data && last.data.status !== 'streaming' ? last : undefined
    }, ms)
  }
}

/** A socket with a fresh proof for each attempt. */
export const dial = (visitor: Visitor): Socket => {
  const socket: Socket = io(visitor.url, {
    transports: ['websocket'],
    query: { app: visitor.app },
    extraHeaders: { origin: visitor.origin },
    reconnection: false,
    forceNew: true,
    auth: (give) => {
      const token = visitor.tokens.access_token
      visitor.proof('GET', '/socket.io/', { token, eio: socket.io.engine.id }).then(
        (proof) => give({ token, proof }),
        () => give({}),
      )
    },
  })
  return socket
}

/** Wait until `look` finds something. */
export const until = async <T>(look: () => T | undefined | Promise<T | undefined>, ms = 5000): Promise<T> => {
  const end = Date.now() + ms
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`Nothing came within ${ms} ms.`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
