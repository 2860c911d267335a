/** A backend for tests and its clients: real HTTP, real sockets, real SQLite, on loopback, in a folder of its own. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { TestContext } from 'node:test'
import * as dpop from 'dpop'
import { calculateJwkThumbprint, exportJWK, importJWK, type JWTPayload, SignJWT } from 'jose'
import { io, type Socket } from 'socket.io-client'
import type { Api } from '../bff/api.ts'
import type { Model, ModelEvent } from '../bff/brain/model.ts'
import { type Config, readConfig } from '../bff/config.ts'
import { localOperator } from '../bff/demo.ts'
import type { Published, Reply, Welcome } from '../bff/protocol.ts'
import { type Overrides, type Running, start } from '../bff/server.ts'
import type { TokenResponse } from '../bff/identity/oauth.ts'

export const SHOP = 'https://shop.example'

export type Close = Pick<TestContext, 'after'>

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
      // Tests come faster than people; test/limits.test.ts proves what holds otherwise.
      LIMITS: 'off',
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
  /** Set it where the server's clock was moved. */
  now: (() => number) | undefined

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

  /** Somebody with a key that is known already, or with a grant that is not the usual one. */
  static async with(
    place: { url: string; app: string },
    {
      keys,
      now,
      origin,
      ...params
    }: { keys?: dpop.KeyPair; now?: () => number; origin?: string } & Record<string, unknown> = {},
  ): Promise<Visitor> {
    const visitor = new Visitor(place, origin)
    visitor.keys = keys ?? (await dpop.generateKeyPair('ES256'))
    visitor.now = now
    await visitor.grant(params as Record<string, string>)
    return visitor
  }

  proof(htm: string, path: string, more: { token?: string; eio?: string | undefined } = {}): Promise<string> {
    const claims = more.eio === undefined ? undefined : { eio: more.eio }
    if (this.now) {
      const { token } = more
      const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') }
      return prove(this.keys, { htm, htu: `${this.url}${path}`, ...ath, ...claims }, this.now())
    }
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

  /** Perform an action by HTTP with a token of this moment, where time has been moved. @throws when it is refused */
  async fresh<N extends keyof Api>(name: N, input: Api[N]['input']): Promise<Api[N]['output']> {
    await this.grant()
    const response = await this.act(name, input)
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`)
    return (await response.json()) as Api[N]['output']
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
    socket.on('events', (events: Published[]) => this.heard.push(...events))
    socket.on('chat.delta', (delta) => this.deltas.push(delta))
  }

  static async open(t: Close, visitor: Visitor): Promise<Line> {
    const socket = dial(visitor)
    t.after(() => socket.close())
    const welcome = await new Promise<Welcome>((resolve, reject) => {
      socket.once('welcome', resolve)
      socket.once('connect_error', reject)
      socket.once('disconnect', (reason) => reject(new Error(reason)))
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
    const reply = (await this.socket.timeout(20_000).emitWithAck(name, input, options)) as Reply
    if (reply.ok === true && reply.events) this.heard.push(...reply.events)
    return reply
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

/**
 * A socket with a fresh proof for each attempt.
 * @param auth what to present instead, given the connection's Engine.IO id
 */
export const dial = (
  visitor: Visitor,
  {
    origin = visitor.origin,
    app = visitor.app,
    auth = async (eio) => {
      const token = visitor.tokens.access_token
      return { token, proof: await visitor.proof('GET', '/socket.io/', { token, eio }) }
    },
    reconnection = false,
  }: {
    origin?: string | null
    app?: string | null
    reconnection?: boolean
    auth?: (eio: string | undefined) => Promise<object>
  } = {},
): Socket => {
  const socket: Socket = io(visitor.url, {
    transports: ['websocket'],
    query: app === null ? {} : { app },
    extraHeaders: origin === null ? {} : { origin },
    reconnection,
    forceNew: true,
    auth: (give) => void auth(socket.io.engine.id).then(give, () => give({})),
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

/** A proof of possession, signed by hand: any claims, any time. */
export const prove = async (
  { privateKey, publicKey }: dpop.CryptoKeyPair,
  claims: JWTPayload,
  now = Date.now(),
  header: Record<string, unknown> = {},
): Promise<string> =>
  new SignJWT({ jti: randomUUID(), iat: Math.floor(now / 1000), ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(publicKey), ...header })
    .sign(privateKey)

export const thumbprint = async ({ publicKey }: dpop.CryptoKeyPair): Promise<string> =>
  calculateJwkThumbprint(await exportJWK(publicKey))

/** What `hash` is to a DPoP proof. */
export const ath = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Signs with the server's own key what the server would sign, and what it never would. */
export const signer = async ({ dir, url }: { dir: string; url: string }) => {
  const [row] = tables(dir, ['signing_keys'])['signing_keys'] as { kid: string; jwk: string }[]
  const { kid, jwk } = row as { kid: string; jwk: string }
  const key = await importJWK(JSON.parse(jwk), 'ES256')
  return (claims: JWTPayload, header: Record<string, unknown> = {}): Promise<string> => {
    const iat = Math.floor(Date.now() / 1000)
    const usual = { iss: url, aud: 'urn:persona:runtime', jti: randomUUID(), iat, exp: iat + 300 }
    return new SignJWT(JSON.parse(JSON.stringify({ ...usual, ...claims })) as JWTPayload)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...header })
      .sign(key)
  }
}

/** Every row of the runtime store, by table, as another connection sees it; only these tables when they are named. */
export const tables = (dir: string, only?: readonly string[]): Record<string, Record<string, unknown>[]> => {
  const database = new DatabaseSync(join(dir, 'persona.db'), { readOnly: true })
  try {
    const names = only ?? database.prepare("select name from sqlite_master where type = 'table'").all().map(nameOf)
    return Object.fromEntries(names.map((name) => [name, database.prepare(`select * from "${name}"`).all()]))
  } finally {
    database.close()
  }
}
const nameOf = (row: Record<string, unknown>): string => String(row['name'])

export interface Ids {
  persona: string
  conversation: string
  message: string
  run: string
  board?: string
}

/** A valid input for every runtime action, about these things. Whoever adds an action adds it here. */
export const inputs = ({
  persona,
  conversation,
  message,
  run,
  board = 'brd_00000000000000000000000000',
}: Ids): { [N in keyof Api]: Api[N]['input'] } => ({
  'chat.start': { persona, title: 'A title' },
  'chat.list': { archived: false, before: '99999999999999.cnv_1', limit: 20 },
  'chat.history': { conversation, before: message, limit: 50 },
  'chat.resume': { conversation, after: 0 },
  'chat.send': { conversation, text: 'Hello' },
  'chat.stop': { conversation },
  'chat.regenerate': { message },
  'chat.handoff': { conversation, reason: 'They want a human being.' },
  'chat.brief': { run, about: 'Hello' },
  'chat.begin': { run },
  'chat.transcript': { run },
  'chat.step': { run, lease: 1, step: 0, text: 'Hello', said: { text: 'Hello', calls: [] }, ms: 1 },
  'chat.result': { run, lease: 1, step: 0, call: 0, result: { state: 'done', content: '{}', tainted: false } },
  'chat.renew': { run, lease: 1 },
  'chat.answer': { run, lease: 1, text: 'Hello', status: 'done' },
  'chat.end': { run, lease: 1 },
  'chat.summarize': { run, lease: 1, upto: 1, text: 'Hello', before: 2, after: 1 },
  'chat.unsummarize': { conversation },
  'chat.read': { conversation, seq: 1 },
  'chat.rename': { conversation, title: 'Another title' },
  'chat.archive': { conversation, archived: true },
  'chat.remove': { conversation },
  'approvals.ask': {
    run,
    key: 'a:0:0',
    action: 'chat.rename',
    does: 'Rename.',
    risk: 'write',
    input: {},
    hash: 'x',
    by: 'person',
    tainted: false,
  },
  'approvals.list': { status: 'pending', conversation, limit: 20 },
  'memory.search': { query: 'parcel', limit: 5, at: '2026-05-04T12:00:00Z' },
  'memory.sources': { ids: ['fct_00000000000000000000000000'] },
  'memory.list': { core: true, past: true, before: 'fct_1', limit: 20 },
  'memory.remember': { text: 'My sister is called Ana.', persona },
  'memory.correct': { fact: 'fct_00000000000000000000000000', text: 'My sister is called Eva.' },
  'memory.forget': { fact: 'fct_00000000000000000000000000' },
  'memory.import': {
    turns: [{ speaker: 'Ana', text: 'Hello', at: '2026-05-04T12:00:00Z', session: 's1', ref: 't1' }],
    persona,
  },
  'memory.export': { after: 'fct_1', limit: 20 },
  'memory.brief': { run, about: 'parcels' },
  'memory.learn': { run },
  'approvals.decide': { approval: 'apr_00000000000000000000000000', decision: 'reject' },
  'schedules.add': { conversation, prompt: 'Water the plants.', rule: 'FREQ=DAILY', start: '2026-01-01T09:00' },
  'schedules.list': { ended: true, limit: 20 },
  'schedules.change': { schedule: 'sch_00000000000000000000000000', active: false },
  'schedules.remove': { schedule: 'sch_00000000000000000000000000' },
  'schedules.brief': { run, about: 'Hello' },
  'schedules.fire': { schedule: 'sch_00000000000000000000000000', at: 0 },
  'plans.make': { conversation, goal: 'A garden' },
  'plans.list': { status: 'all', limit: 20 },
  'plans.update': { plan: 'pln_00000000000000000000000000', status: 'done' },
  'plans.step': { step: 'stp_00000000000000000000000000', status: 'done' },
  'plans.remove': { plan: 'pln_00000000000000000000000000' },
  'plans.brief': { run, about: 'Hello' },
  'agenda.list': { from: '2026-01-05T00:00', to: '2026-01-12T00:00', zone: 'Europe/Lisbon', limit: 20 },
  'agenda.get': { id: 'ent_00000000000000000000000000' },
  'agenda.add': { persona, title: 'Lunch with Ana', start: '2026-01-09T13:00', minutes: 90, rule: 'FREQ=WEEKLY' },
  'agenda.update': { id: 'ent_00000000000000000000000000@2026-01-09T13:00:00', scope: 'this', title: 'Dinner' },
  'agenda.remove': { id: 'ent_00000000000000000000000000', scope: 'all' },
  'agenda.undo': { edit: 'edt_00000000000000000000000000' },
  'agenda.import': { persona, calendar: 'BEGIN:VEVENT\nUID:1\nDTSTART:20260109T130000Z\nEND:VEVENT' },
  'agenda.export': { id: 'ent_00000000000000000000000000' },
  'agenda.freebusy': { from: '2026-01-05T00:00', to: '2026-01-12T00:00', zone: 'Europe/Lisbon' },
  'agenda.suggest': { minutes: 60, from: '2099-01-05T00:00', to: '2099-01-06T00:00', zone: 'Europe/Lisbon' },
  'agenda.parse': { text: 'Lunch on 9 January 2099 at 13:00', zone: 'Europe/Lisbon' },
  'agenda.settings': { persona, zone: 'Europe/Lisbon' },
  'agenda.brief': { run, about: 'Hello' },
  'agenda.remind': { entry: 'ent_00000000000000000000000000', at: 0 },
  'plans.wake': { step: 'stp_00000000000000000000000000', at: 0 },
  'whiteboard.create': { persona, title: 'A board' },
  'whiteboard.list': { limit: 20 },
  'whiteboard.open': { board, after: 0, page: 'a' },
  'whiteboard.apply': { board, edit: 'edit-1', operations: [{ op: 'remove', id: 'a' }] },
  'whiteboard.draw': { board, drawing: [{ do: 'shape', id: 'a', text: 'Hello' }], proposal: false },
  'whiteboard.look': { board },
  'whiteboard.accept': { board, proposal: 'prp_00000000000000000000000000' },
  'whiteboard.reject': { board, proposal: 'prp_00000000000000000000000000' },
  'whiteboard.import': { board, file: '{"elements":[]}', batch: 'b1' },
  'whiteboard.export': { board, format: 'text' },
  'whiteboard.presence': { board, tab: 'tab' },
  'whiteboard.share': { board, person: 'usr:shop:ada', can: 'edit' },
  'whiteboard.unshare': { board, person: 'usr:shop:ada' },
  'whiteboard.shares': { board },
  'whiteboard.rename': { board, title: 'Another title' },
  'whiteboard.remove': { board },
  'notifications.list': { unread: true, category: 'plans', before: '99999999999999.ntc_1', limit: 20 },
  'notifications.mark': { notices: ['ntc_00000000000000000000000000'], as: 'read' },
  'notifications.snooze': { notice: 'ntc_00000000000000000000000000', until: '2099-01-01T09:00' },
  'notifications.archive': { notices: ['ntc_00000000000000000000000000'] },
  'notifications.preferences': { persona, category: 'plans', on: true },
  'notifications.send': { title: 'The parcel is here', text: 'It came early.', about: 'parcel' },
  'notifications.wake': { notice: 'ntc_00000000000000000000000000', at: 0 },
})

/** Whether a person can reach an action; the brain's own steps are reached by nobody else. */
export const isReachable = ({ running }: Backend, name: string): boolean => {
  const doors = running.gate.actions.get(name)?.doors ?? []
  return doors.includes('http') && doors.includes('socket')
}

/** A conversation of this person in which one question was answered. */
export const talk = async (t: Close, place: Backend, visitor: Visitor, text = 'Hello') => {
  const line = await visitor.connect(t)
  const { conversation } = await line.act('chat.start', { persona: place.persona })
  const { message, reply } = await line.act('chat.send', { conversation: conversation.id, text })
  await line.settled(reply)
  // What there is to keep of the answer is kept after it is settled.
  const run = await until(() => {
    const found = tables(place.dir, ['runs'])['runs']?.find((each) => each['message'] === reply)
    return found && !['queued', 'running'].includes(String(found['status'])) ? String(found['id']) : undefined
  })
  return {
    line,
    question: message,
    ids: { persona: place.persona, conversation: conversation.id, message: reply, run },
  }
}

/** A token of the operator's, for the admin key that the first start has shown. */
export const adminToken = async ({ url, running }: Backend): Promise<string> => {
  const authorization = `Basic ${Buffer.from(`admin:${running.adminKey}`).toString('base64')}`
  const body = new URLSearchParams({ grant_type: 'client_credentials' })
  const response = await fetch(`${url}/oauth/token`, { method: 'POST', headers: { authorization }, body })
  return ((await response.json()) as TokenResponse).access_token
}

/** What acts change. Journal rows with their seals, kept answers and used proofs come with every call, refused or not. */
export const kept = (dir: string) => {
  const { journal: _, seals: __, answered: ___, used: ____, sqlite_sequence: _____, ...rest } = tables(dir)
  return rest
}

/** A clock that can be moved on. */
export const clock = () => {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    forward(ms: number): void {
      ahead += ms
    },
  }
}

/** A clock that stands still until it is moved. It begins on a Monday, at nine in London. */
export const standing = () => {
  let time = Date.parse('2026-01-05T09:00:00Z')
  return {
    now: () => time,
    forward(ms: number): void {
      time += ms
    },
    set(text: string): void {
      time = Date.parse(text)
    },
  }
}

/** A model that always says this, word for word. */
export const saying = (...words: string[]): Model => ({
  async *stream() {
    for (const text of words) yield { text }
  },
})

/** One call of a model in a script. */
export type Scene = (asked: Parameters<Model['stream']>[0]) => ModelEvent[]

/** Words. */
export const words =
  (text: string): Scene =>
  () => [{ text }]

/** Calls of tools, by the action's name. */
export const uses =
  (...calls: [action: string, input: unknown][]): Scene =>
  () => [
    {
      calls: calls.map(([action, input], index) => ({
        id: `call_${index}`,
        name: action.replace('.', '_'),
        arguments: typeof input === 'string' ? input : JSON.stringify(input),
      })),
    },
  ]

/** A model that plays a script, one scene a call; the last goes on for ever. It does whatever the script says: no more sense than that. */
export const scripted = (...scenes: Scene[]): Model & { asked: Parameters<Model['stream']>[0][] } => {
  const asked: Parameters<Model['stream']>[0][] = []
  return {
    asked,
    async *stream(request) {
      const scene = scenes[Math.min(asked.push(request) - 1, scenes.length - 1)]
      for (const event of scene?.(request) ?? []) {
        request.signal.throwIfAborted()
        yield event
      }
    },
  }
}

/** One call of the model: what it was asked, and what the test has it say. */
class Said {
  readonly asked: Parameters<Model['stream']>[0]
  readonly #events: (ModelEvent | Error | 'end')[] = []
  #wake: () => void = () => {}

  constructor(asked: Parameters<Model['stream']>[0]) {
    this.asked = asked
    asked.signal.addEventListener('abort', () => this.#give(asked.signal.reason as Error))
  }

  say(text: string): void {
    this.#give({ text })
  }
  end(): void {
    this.#give('end')
  }
  fail(thrown: Error): void {
    this.#give(thrown)
  }

  #give(event: ModelEvent | Error | 'end'): void {
    this.#events.push(event)
    this.#wake()
  }

  async *events(): AsyncGenerator<ModelEvent> {
    for (;;) {
      const event = this.#events.shift()
      if (event === 'end') return
      if (event instanceof Error) throw event
      if (event) yield event
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}

/** A model whose words the test gives, one by one. */
export class Puppet implements Model {
  readonly calls: Said[] = []

  stream(asked: Parameters<Model['stream']>[0]): AsyncGenerator<ModelEvent> {
    const said = new Said(asked)
    this.calls.push(said)
    return said.events()
  }

  /** The call with this number, from 0 on, once it has come. */
  call(number: number): Promise<Said> {
    return until(() => this.calls[number])
  }
}

let packets = 1000
/** Send the arguments of an event as they are written: what JSON.stringify would never write, too. @returns the reply */
export const raw = async ({ socket }: Line, written: string): Promise<Reply> => {
  const id = String(packets++)
  const { engine } = socket.io
  return new Promise((resolve) => {
    engine.on('data', (data: unknown) => {
      if (typeof data === 'string' && data.startsWith(`3${id}[`)) resolve(JSON.parse(data.slice(5))[0] as Reply)
    })
    engine.write(`2${id}${written}`)
  })
}
