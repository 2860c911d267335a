/** How what was written gets to the backend: one after another, each with its key, until it is confirmed or refused. */
import type { PersonaCard } from '../../bff/api.ts'
import { type Client, Lost, Refused } from '../client.ts'
import { newKey } from '../key.ts'
import { pause } from './insist.ts'
import { Outbox, type Outgoing } from './outbox.ts'
import { expect, freshThread, type Thread } from './thread.ts'

/** What sending asks of the conversation around it. */
interface Around {
  readonly persona: PersonaCard
  thread: Thread | null
  /** Whether it may send now. */
  readonly ready: boolean
  changed(): void
  /** A conversation was started: follow it. */
  started(): Promise<unknown>
  stop(): Promise<void>
}

export class Sending {
  readonly outbox = new Outbox()
  /** The answer is to be stopped as soon as the send is confirmed. */
  stopWanted = false
  readonly #client: Client
  readonly #around: Around
  #draining = false
  #startKey: string | null = null
  /** Rises with every change of conversation, so that a late answer for the old one is dropped. */
  #turn = 0

  constructor(client: Client, around: Around) {
    this.#client = client
    this.#around = around
  }

  get #online(): boolean {
    return this.#client.state === 'online'
  }

  /** Send, now or when the line is back. */
  send(text: string): void {
    this.outbox.add(text.slice(0, 8000), this.#online ? 'sending' : 'queued')
    this.#around.changed()
    void this.drain()
  }

  /** Try a failed send again, with the key it has: whatever happened to the first try, it counts once. */
  retry(key: string): void {
    this.outbox.change(key, { state: this.#online ? 'sending' : 'queued', detail: '' })
    this.#around.changed()
    void this.drain()
  }

  discard(key: string): void {
    this.outbox.remove(key)
    this.#around.changed()
  }

  /** Another conversation: what waited belongs to the old one. */
  leave(): void {
    this.#turn++
    this.stopWanted = false
    this.#startKey = null
    this.outbox.clear()
  }

  markQueued(): void {
    for (const { key, state } of this.outbox.items)
      if (state === 'sending') this.outbox.change(key, { state: 'queued' })
  }

  /** Send what waits, one after another. */
  async drain(): Promise<void> {
    if (this.#draining || this.#client.closed) return
    this.#draining = true
    let losses = 0
    try {
      for (let item = this.#nextUp(); item !== undefined && this.#around.ready; item = this.#nextUp()) {
        const turn = this.#turn
        this.outbox.change(item.key, { state: 'sending' })
        this.#around.changed()
        try {
          await this.#sendOne(item, turn)
          losses = 0
        } catch (error) {
          if (turn !== this.#turn) continue
          losses++
          const retryable = error instanceof Lost || (error instanceof Refused && error.problem.retryable)
          if (!this.#online) this.markQueued()
          else if (retryable && losses <= 3) await pause(700 * 2 ** losses)
          else {
            const detail = error instanceof Refused ? error.problem.detail : ''
            this.outbox.change(item.key, { state: 'failed', message: null, detail })
            losses = 0
          }
        }
        this.#around.changed()
      }
    } finally {
      this.#draining = false
    }
  }

  /** An item whose event came before its ack still needs the ack. */
  #nextUp(): Outgoing | undefined {
    return this.outbox.items.find(({ state }) => state !== 'failed')
  }

  async #sendOne({ key, text, at }: Outgoing, turn: number): Promise<void> {
    const around = this.#around
    if (around.thread === null) {
      this.#startKey ??= newKey()
      const persona = around.persona.id
      const { conversation } = await this.#client.call('chat.start', { persona }, this.#startKey)
      if (turn !== this.#turn) return
      around.thread ??= freshThread(conversation.id, persona, at)
      await around.started()
    }
    const { thread } = around
    if (thread === null) return
    const conversation = thread.conversation.id
    // What is said of tomorrow is said on this clock.
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const { message, reply, seq } = await this.#client.call('chat.send', { conversation, text, zone }, key)
    if (turn !== this.#turn) return
    const common = { conversation, at, superseded: false, problem: null }
    expect(thread, { ...common, id: message, seq, role: 'person', status: 'done', text, answers: null })
    expect(thread, {
      ...common,
      id: reply,
      seq: seq + 1,
      role: 'persona',
      status: 'streaming',
      text: '',
      answers: message,
    })
    this.outbox.remove(key)
    if (!this.stopWanted) return
    this.stopWanted = false
    await around.stop()
  }
}
