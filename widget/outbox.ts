/**
 * What a person has done and the backend has not confirmed. Each act has one key, which every attempt repeats, so that it
 * is neither lost nor doubled; acts of one stream are done one after another, and none before the line is there. What
 * waits outlives the page, where the browser lets us keep anything: see kept-acts.ts.
 */
import type { Api } from '../bff/api.ts'
import { isPassing, Pending, Refused } from './answers.ts'
import type { Client } from './client.ts'
import { newKey } from './key.ts'
import type { Keeper } from './kept-acts.ts'
import { pause } from './pause.ts'

export interface Act {
  /** The idempotency key. */
  readonly key: string
  readonly action: keyof Api
  readonly input: Readonly<Record<string, unknown>>
  /** A conversation, a board: what has to stay in order. Empty: where it belongs is not known yet, and it waits for that. */
  readonly stream: string
  /** ISO 8601. */
  readonly at: string
  /** The conversation that `input` misses: it is made first, under this key, by whoever comes to it first. */
  readonly start?: { readonly key: string; readonly persona: string } | undefined
  readonly state: 'queued' | 'sending' | 'failed'
  /** Why it failed, in words a person may read. */
  readonly detail: string
}

/** More does not fit. */
export class Full extends Error {
  override readonly name = 'Full'
}

export interface Ears {
  /** Acts came, went, or are in another state. */
  changed(): void
  /** The conversation that an act had to wait for is there. */
  began?(act: Act, conversation: string): Promise<unknown>
  /** It happened; this is the answer. */
  did?(act: Act, answer: unknown): void
}

type Input<Name extends keyof Api> = Api[Name]['input']
type Output<Name extends keyof Api> = Api[Name]['output']

interface Waiter {
  resolve(answer: unknown): void
  reject(error: unknown): void
}

/** Acts, and characters of all their inputs together. */
const MOST = 400
const LONG = 2_000_000
/** Milliseconds that the backend remembers a key for. After that, the same act might happen twice. */
const DAY = 86_400_000

export class Outbox {
  items: readonly Act[] = []
  /** What waits outlives this page. */
  durable = false
  readonly #client: Client
  readonly #id: string
  readonly #ears = new Set<Ears>()
  readonly #lanes = new Set<string>()
  readonly #waiters = new Map<string, Waiter>()
  /** By the key under which they were started. */
  readonly #started = new Map<string, string>()
  #keeping: Promise<Keeper | null> | null = null

  constructor(client: Client, id: string) {
    this.#client = client
    this.#id = id
    client.on('state', (state) => {
      if (state === 'online') void this.arrived()
      else for (const act of this.items) if (act.state === 'sending') this.change(act.key, { state: 'queued' })
    })
  }

  /** @returns the way to stop listening */
  listen(ears: Ears): () => void {
    this.#ears.add(ears)
    return () => void this.#ears.delete(ears)
  }

  /** @throws Full */
  add(act: Pick<Act, 'action' | 'input' | 'stream' | 'start'> & { key?: string }): Act {
    const waiting = this.items.reduce((sum, { input }) => sum + JSON.stringify(input).length, 0)
    if (this.items.length >= MOST || waiting + JSON.stringify(act.input).length > LONG)
      throw new Full('Too much is waiting to be sent. Wait for the connection before you go on.')
    const made: Act = { key: newKey(), ...act, at: new Date().toISOString(), state: this.#state, detail: '' }
    this.#take(made)
    this.#keep(made)
    void this.#drain(made.stream)
    return made
  }

  /**
   * Have something done, now or when the line is back.
   * @returns its answer, in this life of the page or never
   * @throws Full, Refused, Pending
   */
  post<Name extends keyof Api>(
    action: Name,
    input: Input<Name>,
    stream: string,
    key = newKey(),
  ): Promise<Output<Name>> {
    return new Promise((resolve, reject) => {
      this.#waiters.set(key, { resolve: resolve as Waiter['resolve'], reject })
      try {
        this.add({ key, action, input: input as Act['input'], stream })
      } catch (error) {
        this.#waiters.delete(key)
        reject(error as Error)
      }
    })
  }

  change(key: string, change: Partial<Act>): void {
    this.items = this.items.map((act) => (act.key === key ? { ...act, ...change } : act))
    const now = this.items.find((act) => act.key === key)
    // Whether it is on its way right now is nothing to remember.
    if (now && (change.state === 'failed' || change.stream !== undefined)) this.#keep(now)
    this.#changed()
    if (now && change.stream) void this.#drain(now.stream)
  }

  /** Try a failed act again, with the key it has: whatever happened to the first try, it counts once. */
  retry(key: string): void {
    const act = this.items.find((each) => each.key === key)
    if (!act) return
    if (isOld(act)) {
      // Nobody remembers that key any more, and the person was told.
      this.discard(key)
      this.add({ ...act, key: newKey() })
    } else {
      this.change(key, { state: this.#state, detail: '' })
      void this.#drain(act.stream)
    }
  }

  discard(key: string): void {
    this.items = this.items.filter((act) => act.key !== key)
    void this.#keeping?.then((keeper) => keeper?.remove(key))
    this.#changed()
  }

  /** The line is there: take up what an earlier life of the page left, and send what waits. */
  async arrived(): Promise<void> {
    await this.restored()
    for (const stream of new Set(this.items.map((act) => act.stream))) void this.#drain(stream)
  }

  /** After what an earlier life of the page left has been looked for. */
  async restored(): Promise<void> {
    const { welcome } = this.#client
    if (!welcome || this.#id === '' || this.#client.closed) return
    if (this.#keeping === null) {
      this.#keeping = import('./kept-acts.ts')
        .then(({ keep }) => keep(this.#id, welcome.sub, (acts) => this.#adopt(acts)))
        .catch(() => null)
      for (const act of this.items) this.#keep(act)
    }
    // Where that hangs, what there is goes all the same.
    this.durable = Boolean(await Promise.race([this.#keeping, pause(1500)]))
  }

  /** The conversation that was started under this key, once it is. */
  startedAs(key: string): string | undefined {
    return this.#started.get(key)
  }

  close(): void {
    this.#ears.clear()
    void this.#keeping?.then((keeper) => keeper?.close())
  }

  get #online(): boolean {
    return this.#client.state === 'online'
  }

  get #state(): 'sending' | 'queued' {
    return this.#online ? 'sending' : 'queued'
  }

  #changed(): void {
    for (const { changed } of this.#ears) changed()
  }

  #keep(act: Act): void {
    void this.#keeping?.then((keeper) => this.items.some(({ key }) => key === act.key) && keeper?.put(act))
  }

  #take(...acts: readonly Act[]): void {
    this.items = [...this.items, ...acts]
    this.#changed()
  }

  /** What the page left that was closed, or this one before it was loaded again. */
  #adopt(acts: readonly Act[]): void {
    const fresh = acts.filter(({ key }) => !this.items.some((act) => act.key === key))
    const aged = fresh.map((act): Act => {
      const failed = act.state === 'failed' || isOld(act)
      return {
        ...act,
        state: failed ? 'failed' : this.#state,
        detail: isOld(act) ? 'It is more than a day old.' : act.detail,
      }
    })
    this.items = [...aged, ...this.items]
    if (aged.length > 0) this.#changed()
    for (const { stream } of aged) void this.#drain(stream)
  }

  async #drain(stream: string): Promise<void> {
    if (stream === '' || this.#lanes.has(stream)) return
    this.#lanes.add(stream)
    let losses = 0
    try {
      // Before the first of them goes, those that were left have to be in front of it.
      await this.restored()
      while (this.#online && !this.#client.closed) {
        const act = this.items.find((each) => each.stream === stream && each.state !== 'failed')
        if (!act) break
        this.change(act.key, { state: 'sending' })
        try {
          const answer = await this.#do(act)
          losses = 0
          this.#settle(act, answer)
        } catch (error) {
          if (this.#client.closed || !this.items.some(({ key }) => key === act.key)) continue
          losses++
          const insists = this.#waiters.has(act.key)
          if (!this.#online) this.change(act.key, { state: 'queued' })
          else if (isPassing(error) && (insists || losses <= 3)) await pause(Math.min(700 * 2 ** losses, 10_000))
          else {
            losses = 0
            this.#fail(act, error)
          }
        }
      }
    } finally {
      this.#lanes.delete(stream)
    }
  }

  async #do({ start, input, action, key, ...rest }: Act): Promise<unknown> {
    let whole = input
    if (start) {
      let conversation = this.#started.get(start.key)
      if (conversation === undefined) {
        const answer = await this.#client.call('chat.start', { persona: start.persona }, start.key)
        conversation = answer.conversation.id
        this.#started.set(start.key, conversation)
        for (const { began } of this.#ears) await began?.({ start, input, action, key, ...rest }, conversation)
      }
      whole = { ...input, conversation }
    }
    return this.#client.call(action, whole as never, key)
  }

  #settle(act: Act, answer: unknown): void {
    for (const { did } of this.#ears) did?.(act, answer)
    this.discard(act.key)
    this.#waiters.get(act.key)?.resolve(answer)
    this.#waiters.delete(act.key)
  }

  #fail(act: Act, error: unknown): void {
    const waiter = this.#waiters.get(act.key)
    this.#waiters.delete(act.key)
    const over = waiter !== undefined || error instanceof Pending
    if (over) this.discard(act.key)
    else this.change(act.key, { state: 'failed', detail: error instanceof Refused ? error.problem.detail : '' })
    waiter?.reject(error)
  }
}

const isOld = ({ at }: Act): boolean => Date.now() - Date.parse(at) > DAY
