/** One live line to the backend, which mends itself. The only importer of socket.io-client. */
import { Manager, type Socket } from 'socket.io-client'
import type { ActOptions, ProblemDetails, Published, Reply, Welcome } from '../bff/api.ts'
import { type Session, signedOut } from './session.ts'
import type { Place } from './setup.ts'
import { Trouble } from './trouble.ts'

export type LineState = 'connecting' | 'online' | 'offline'

/** What happens to the line itself; everything else that `on` hears are the backend's events and signals. */
export interface LineEvents {
  /** `online` follows every welcome: each is a new socket that follows nothing yet. */
  state: LineState
  welcome: Welcome
  /** It will not try again. */
  refused: Trouble
  /** The visitor is a person now, by a log-in in another tab: whoever shows what was the visitor's asks anew. */
  person: string
}

export interface Connection {
  readonly state: LineState
  readonly welcome: Welcome | null
  /** @throws anything when the answer is unknown: not connected, dropped, or late */
  act(name: string, input: unknown, options: ActOptions): Promise<Reply>
  on(event: string, listener: (data: never) => void): () => void
  close(): void
}

const patience = 15_000
const PROTOCOL: Welcome['protocol'] = 1

class SocketConnection implements Connection {
  state: LineState = 'connecting'
  welcome: Welcome | null = null
  readonly #session: Session
  readonly #socket: Socket
  readonly #listeners = new Map<string, Set<(data: never) => void>>()
  readonly #life = new AbortController()
  #renewal: ReturnType<typeof setTimeout> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #refusals: number[] = []
  #over = false

  constructor(session: Session, socketUrl: string, app: string) {
    this.#session = session
    const manager = new Manager(socketUrl, {
      path: '/socket.io',
      transports: ['websocket'],
      query: { app },
      reconnectionDelay: 500,
      reconnectionDelayMax: 8000,
      randomizationFactor: 0.5,
    })
    this.#socket = manager.socket('/', { auth: (answer) => void this.#introduce(answer) })
    this.#socket.on('connect_error', (error) => this.#notLetIn(error))
    this.#socket.on('disconnect', (reason) => {
      clearTimeout(this.#renewal)
      this.#become('offline')
      // The backend closed it (an ended token, a restart): socket.io leaves coming back to us.
      if (reason === 'io server disconnect') this.#reconnect(300)
    })
    this.#socket.on('auth.expired', () => this.#session.spoil())
    this.#socket.on('welcome', (welcome: Welcome) => {
      if (welcome.protocol !== PROTOCOL)
        return this.#giveUp(new Trouble('version_mismatch', `protocol ${welcome.protocol}, not ${PROTOCOL}`))
      const before = this.welcome?.sub ?? welcome.sub
      if (before !== welcome.sub) {
        // By another tab. What is on the screen is another person's, unless it was this one's as a visitor.
        if (before.startsWith('vis:') && welcome.sub.startsWith('usr:')) return this.#tell('person', welcome.sub)
        return this.#giveUp(signedOut())
      }
      this.welcome = welcome
      this.#tell('welcome', welcome)
      this.#become('online')
      void this.#planRenewal()
    })
    this.#socket.onAny((event: string, data: unknown) => {
      // What one act did comes together; whoever listens hears it one by one.
      if (event === 'events') for (const each of data as Published[]) this.#tell(each.event, each)
      else if (event !== 'welcome' && event !== 'auth.expired') this.#tell(event, data)
    })
    const { signal } = this.#life
    addEventListener('online', () => this.#wake(), { signal })
    addEventListener('offline', () => this.#socket.connected || this.#become('offline'), { signal })
    document.addEventListener('visibilitychange', () => document.hidden || this.#wake(), { signal })
  }

  async act(name: string, input: unknown, options: ActOptions): Promise<Reply> {
    if (!this.#socket.connected) throw new Error('not connected')
    return (await this.#socket.timeout(patience).emitWithAck(name, input, options)) as Reply
  }

  on(event: string, listener: (data: never) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners.add(listener))
    return () => void listeners.delete(listener)
  }

  close(): void {
    clearTimeout(this.#renewal)
    clearTimeout(this.#retry)
    this.#life.abort()
    this.#listeners.clear()
    this.#socket.disconnect()
  }

  #tell(event: string, data: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(data as never)
  }

  #become(state: LineState): void {
    if (this.state === state && state !== 'online') return
    this.state = state
    this.#tell('state', state)
  }

  /** Each connection gets a fresh token and a proof bound to its own engine; neither is worth stealing. */
  async #introduce(answer: (auth: object) => void): Promise<void> {
    const { engine } = this.#socket.io
    try {
      answer(await this.#session.auth('GET', (engine as { id?: string }).id ?? ''))
    } catch (error) {
      if (error instanceof Trouble) return this.#giveUp(error)
      // No token now: end this attempt, and let the next one come with its own delay.
      engine.close()
    }
  }

  #notLetIn(error: Error & { data?: { problem?: ProblemDetails } }): void {
    this.#become('offline')
    const problem = error.data?.problem
    // Without a problem it was the network, and socket.io is trying again already.
    if (problem === undefined) return
    if (problem.code === 'invalid_token' || problem.code === 'token_expired') {
      const now = Date.now()
      this.#refusals = [...this.#refusals.filter((at) => now - at < 60_000), now]
      this.#session.spoil()
      if (this.#refusals.length <= 3) return this.#reconnect(250 * this.#refusals.length)
    } else if (problem.retryable) {
      return this.#reconnect(2000 + Math.random() * 4000)
    }
    this.#giveUp(new Trouble('token_refused', `${problem.code}: ${problem.detail}`))
  }

  #giveUp(trouble: Trouble): void {
    this.#over = true
    this.#socket.disconnect()
    this.#become('offline')
    this.#tell('refused', trouble)
  }

  #reconnect(delay: number): void {
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#socket.connect(), delay)
  }

  /** A laptop that was asleep has missed its timers. */
  #wake(): void {
    if (this.#socket.connected) void this.#planRenewal()
    else if (!this.#over) this.#socket.connect()
  }

  async #planRenewal(): Promise<void> {
    clearTimeout(this.#renewal)
    const grant = await this.#session.grant().catch(() => null)
    if (grant === null || this.#life.signal.aborted) return
    const left = grant.renewAt - Date.now()
    this.#renewal = setTimeout(() => void this.#renew(), Math.max(0, left * (0.85 + Math.random() * 0.15)))
  }

  async #renew(): Promise<void> {
    try {
      await this.#session.renew()
      const { engine } = this.#socket.io
      const auth = await this.#session.auth('POST', (engine as { id?: string }).id ?? '')
      const reply = (await this.#socket.timeout(patience).emitWithAck('auth.renew', auth)) as Reply
      if (reply.ok !== true) throw new Error('not renewed')
      await this.#planRenewal()
    } catch {
      // The open socket lives until its token ends; a new one with a new token is the sure way.
      if (this.#life.signal.aborted) return
      this.#renewal = setTimeout(() => this.#socket.disconnect().connect(), 5000 + Math.random() * 5000)
    }
  }
}

/** Starts to connect. @throws Trouble when the backend refuses; TypeError when nobody answers */
export const connect = async (session: Session, { app }: Place): Promise<Connection> => {
  const { socketUrl } = await session.grant()
  return new SocketConnection(session, socketUrl, app)
}
