/**
 * The line to the backend, and who has the socket: one for all widgets of an app in this browser, in whatever tab, whoever
 * they show. They stand in line for a lock; whoever holds it leads, and speaks for the others: see sharing.ts, which is
 * fetched once there are others. The access token stays with the leader, in memory; what is shared is the key that cannot
 * leave the browser, with its refresh token, where it always was. Where there are no locks, each has a socket of its own.
 */
import type { ActOptions, Reply, Welcome } from '../bff/api.ts'
import { type Connection, type LineState, SocketWire, type Wire } from './connection.ts'
import { pause } from './pause.ts'
import { type Session, signedOut } from './session.ts'
import { idOf, type Place } from './setup.ts'
import { Trouble } from './trouble.ts'
import { VERSION } from './version.ts'

const PROTOCOL: Welcome['protocol'] = 1

export class Line implements Connection {
  state: LineState = 'connecting'
  welcome: Welcome | null = null
  /** Between those who share the socket. */
  channel: BroadcastChannel | null = null
  /** What is heard here, the others hear too. */
  relay: ((event: string, data: unknown) => void) | null = null
  readonly session: Session
  readonly #place: Place
  readonly #name: string
  readonly #listeners = new Map<string, Set<(data: never) => void>>()
  readonly #life = new AbortController()
  /** Of this stay in the line. */
  #stay = new AbortController()
  /** Of waiting for the lock. */
  #queue = new AbortController()
  #wire: Wire | null = null
  /** Rises with every change of wires. */
  #turn = 0

  constructor(session: Session, place: Place) {
    this.session = session
    this.#place = place
    this.#name = `persona:line:${VERSION}:${idOf(place)}`
    const { signal } = this.#life
    const on = (target: EventTarget, event: string, act: () => void) => target.addEventListener(event, act, { signal })
    const wake = (): void => this.#wire?.wake()
    const away = (): void => this.#leave()
    const back = (): void => void (this.#stay.signal.aborted && this.#rejoin())
    on(window, 'online', wake)
    on(document, 'visibilitychange', () => document.hidden || wake())
    on(window, 'offline', () => this.state === 'online' || this.hear('state', 'offline'))
    // A page that is put aside would keep the others waiting.
    on(window, 'pagehide', away)
    on(document, 'freeze', away)
    on(window, 'pageshow', back)
    on(document, 'resume', back)
  }

  act(name: string, input: unknown, options: ActOptions): Promise<Reply> {
    return this.#wire?.act(name, input, options) ?? Promise.reject(new Error('not connected'))
  }

  on(event: string, listener: (data: never) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners.add(listener))
    return () => void listeners.delete(listener)
  }

  wake(): void {
    this.#wire?.wake()
  }

  close(): void {
    this.#life.abort()
    this.#leave()
    this.#listeners.clear()
  }

  /** Begin to connect. @throws Trouble when the backend refuses; TypeError when nobody answers */
  async join(): Promise<void> {
    this.#stay = new AbortController()
    // The page may say that it is somebody else now, and then nobody can speak for them yet.
    if (!(await this.session.known())) await this.session.grant()
    if (!navigator.locks || !globalThis.BroadcastChannel) return this.lead()
    this.channel = new BroadcastChannel(this.#name)
    if (!(await this.#stand({ ifAvailable: true }))) void this.#follow()
  }

  /** Get the lock from a leader that does not answer. */
  steal(): void {
    this.#queue.abort()
    void this.#stand({ steal: true })
  }

  /** Connect by a socket of one's own. */
  async lead(): Promise<void> {
    const { signal } = this.#stay
    const turn = ++this.#turn
    const { socketUrl } = await this.session.grant()
    if (signal.aborted || turn !== this.#turn) return
    this.#wire?.close()
    this.#wire = new SocketWire(this.session, socketUrl, this.#place.app, (event, data) => {
      if (!signal.aborted) this.hear(event, data)
    })
  }

  /** Something came, by whatever wire. */
  hear(event: string, data: unknown): void {
    if (event === 'welcome') return this.#welcomed(data as Welcome)
    if (event === 'state') {
      if (this.state === data && data !== 'online') return
      this.state = data as LineState
    }
    if (event === 'refused') {
      this.relay?.(event, data)
      this.#leave()
    }
    this.#tell(event, data)
  }

  #welcomed(welcome: Welcome): void {
    const before = this.welcome?.sub ?? welcome.sub
    if (welcome.protocol !== PROTOCOL)
      return this.hear('refused', new Trouble('version_mismatch', `protocol ${welcome.protocol}, not ${PROTOCOL}`))
    if (before !== welcome.sub) {
      // By another tab. What is on the screen is another person's, unless it was this one's as a visitor.
      if (before.startsWith('vis:') && welcome.sub.startsWith('usr:')) return this.#tell('person', welcome.sub)
      return this.hear('refused', signedOut())
    }
    this.welcome = welcome
    this.#tell('welcome', welcome)
  }

  #tell(event: string, data: unknown): void {
    this.relay?.(event, data)
    for (const listener of this.#listeners.get(event) ?? []) listener(data as never)
  }

  async #rejoin(): Promise<void> {
    while (!this.#life.signal.aborted)
      try {
        return await this.join()
      } catch (error) {
        if (error instanceof Trouble) return this.hear('refused', error)
        this.#leave()
        await pause(1000)
      }
  }

  /** @returns whether the lock was had; it is held until one leaves, or is robbed of it */
  #stand(how: LockOptions): Promise<boolean> {
    const { signal } = this.#stay
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(this.#name, how, async (lock) => {
          if (lock === null || signal.aborted) return resolve(false)
          try {
            await this.#takeOver(how.ifAvailable === true)
          } catch (error) {
            return reject(error as Error)
          }
          resolve(true)
          if (!signal.aborted) await new Promise((free) => signal.addEventListener('abort', free))
        })
        .catch(() => {
          // Robbed of it, then, unless it was no longer wanted.
          if (!signal.aborted && !how.signal?.aborted) void this.#follow()
        })
    })
  }

  async #takeOver(first: boolean): Promise<void> {
    const { signal } = this.#stay
    const { channel } = this
    const early: MessageEvent[] = []
    if (channel)
      channel.onmessage = (event) => {
        if (early.push(event) > 1) return
        void import('./sharing.ts').then(
          ({ serve }) => signal.aborted || serve(this, channel, early),
          // Those who ask will lead themselves.
          () => {},
        )
      }
    this.#wire?.close()
    this.#wire = null
    this.hear('state', 'connecting')
    channel?.postMessage({ kind: 'lead' })
    while (!signal.aborted)
      try {
        return await this.lead()
      } catch (error) {
        if (first) throw error
        if (error instanceof Trouble) return this.hear('refused', error)
        this.hear('state', 'offline')
        await pause(1000)
      }
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stay
    const { channel } = this
    const turn = ++this.#turn
    this.#wire?.close()
    this.#wire = null
    this.relay = null
    this.hear('state', 'connecting')
    const sharing = await import('./sharing.ts').catch(() => null)
    if (signal.aborted || channel === null || turn !== this.#turn) return
    if (sharing === null) return this.lead()
    this.#wire = sharing.follow(this, channel)
    this.#queue = new AbortController()
    void this.#stand({ signal: this.#queue.signal })
  }

  #leave(): void {
    this.#stay.abort()
    this.#queue.abort()
    this.#wire?.close()
    this.#wire = null
    this.relay = null
    this.channel?.close()
    this.channel = null
    if (this.state !== 'offline' && !this.#life.signal.aborted) this.hear('state', 'offline')
  }
}
