/** What the rest of the widget knows of the line to the backend; and that line on a socket of its own. */
import { Manager, type Socket } from 'socket.io-client'
import type { ActOptions, ProblemDetails, Published, Reply, Welcome } from '../bff/api.ts'
import type { Session } from './session.ts'
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

/** The way to the backend: a socket, or another tab that has one. What comes by it is told to the line. */
export interface Wire {
  act: Connection['act']
  /** Somebody is looking, or there is a network again: do not wait for the next attempt. */
  wake(): void
  close(): void
}

/** As much of the line as a wire needs: `state`, `welcome`, `refused`, and the backend's events and signals. */
export type Tell = (event: string, data: unknown) => void

const patience = 15_000

/** One socket, which mends itself. The only user of socket.io-client. */
export class SocketWire implements Wire {
  readonly #session: Session
  readonly #tell: Tell
  readonly #socket: Socket
  #renewal: ReturnType<typeof setTimeout> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #refusals: number[] = []
  #over = false

  constructor(session: Session, socketUrl: string, app: string, tell: Tell) {
    this.#session = session
    this.#tell = tell
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
      tell('state', 'offline')
      // The backend closed it (an ended token, a restart): socket.io leaves coming back to us.
      if (reason === 'io server disconnect') this.#reconnect(300)
    })
    this.#socket.onAny((event: string, data: unknown) => {
      if (event === 'auth.expired') return this.#session.spoil()
      if (event === 'events') this.#hear(data as Published[])
      else tell(event, data)
      if (event !== 'welcome' || this.#over) return
      tell('state', 'online')
      void this.#planRenewal()
    })
  }

  async act(name: string, input: unknown, options: ActOptions): Promise<Reply> {
    if (!this.#socket.connected) throw new Error('not connected')
    const reply = (await this.#socket.timeout(patience).emitWithAck(name, input, options)) as Reply
    if (reply.ok === true && reply.events) this.#hear(reply.events)
    return reply
  }

  /** A laptop that was asleep has missed its timers, and does not know yet that nobody is there any more. */
  wake(): void {
    const { io, connected } = this.#socket
    if (this.#over) return
    if (connected && !(io.engine as unknown as { _hasPingExpired(): boolean })._hasPingExpired())
      void this.#planRenewal()
    // Anew, for a plain connect() would wait for the attempt that is planned.
    else if (io._readyState !== 'opening') this.#socket.disconnect().connect()
  }

  close(): void {
    this.#over = true
    clearTimeout(this.#renewal)
    clearTimeout(this.#retry)
    this.#socket.disconnect()
  }

  /** What one act did comes together; whoever listens hears it one by one. */
  #hear(events: readonly Published[]): void {
    for (const each of events) this.#tell(each.event, each)
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
    this.#tell('state', 'offline')
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
    this.close()
    this.#tell('refused', trouble)
  }

  #reconnect(delay: number): void {
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#socket.connect(), delay)
  }

  async #planRenewal(): Promise<void> {
    clearTimeout(this.#renewal)
    const grant = await this.#session.grant().catch(() => null)
    if (grant === null || this.#over) return
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
      if (this.#over) return
      this.#renewal = setTimeout(() => this.#socket.disconnect().connect(), 5000 + Math.random() * 5000)
    }
  }
}
