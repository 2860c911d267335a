/** What was written in the conversation that is shown, and how it becomes messages of it. */
import type { Api, Message, PersonaCard } from '../../bff/api.ts'
import type { Client } from '../client.ts'
import { newKey } from '../key.ts'
import { type Act, Full, type Outbox } from '../outbox.ts'
import { expect, freshThread, type Thread } from './thread.ts'

/** What sending asks of the conversation around it. */
interface Around {
  readonly persona: PersonaCard
  readonly phase: 'loading' | 'ready' | 'failed'
  thread: Thread | null
  trouble: string
  changed(): void
  /** A conversation was started: follow it. */
  started(): Promise<unknown>
  stop(): Promise<void>
}

export class Sending {
  readonly #outbox: Outbox
  readonly #around: Around
  readonly #off: () => void
  /** The answer is to be stopped as soon as the send is confirmed. */
  stopWanted = false
  /** Under which the conversation is started that is not there yet. */
  #startKey = newKey()
  /** The conversation was started here: what was written before it had an id goes first. */
  #stream: string | null = null
  /** The messages that acts became before they were answered, by the act's key. */
  readonly #shown = new Map<string, string>()

  constructor({ outbox }: Client, around: Around) {
    this.#outbox = outbox
    this.#around = around
    this.#off = outbox.listen({
      changed: () => around.changed(),
      began: (act, conversation) => this.#began(act, conversation),
      did: (act, answer) => this.#did(act, answer as Api['chat.send']['output']),
    })
  }

  /** What is not among the messages yet. */
  get waiting(): readonly Act[] {
    return this.#mine.filter(({ key }) => !this.#shown.has(key))
  }

  get busy(): boolean {
    return this.#mine.some(({ state }) => state === 'sending')
  }

  /** @returns false when no more can wait; the reason is said */
  send(text: string): boolean {
    try {
      this.#outbox.add({ action: 'chat.send', ...this.#address(text) })
      return true
    } catch (error) {
      if (!(error instanceof Full)) throw error
      this.#around.trouble = error.message
      this.#around.changed()
      return false
    }
  }

  retry(key: string): void {
    this.#outbox.retry(key)
  }

  discard(key: string): void {
    this.#outbox.discard(key)
  }

  /** Another conversation. What waits for the old one is sent all the same. */
  leave(): void {
    this.stopWanted = false
    this.#startKey = newKey()
    this.#stream = null
    this.#shown.clear()
  }

  close(): void {
    this.#off()
  }

  /**
   * Words from before this page was loaded, for a conversation that was not started yet: then that is where one was.
   * @returns its id, if that is known by now; `null` if not; `undefined` when there is nothing of the kind
   */
  async unstarted(): Promise<string | null | undefined> {
    await this.#outbox.restored()
    const { persona } = this.#around
    const left = this.#outbox.items.findLast(({ start, state }) => start?.persona === persona.id && state !== 'failed')
    if (!left?.start) return undefined
    this.#startKey = left.start.key
    return this.#outbox.startedAs(left.start.key) ?? null
  }

  /** It is known now where what was written meanwhile belongs. */
  settled(): void {
    for (const { key, stream, input } of this.#outbox.items)
      if (stream === '') this.#outbox.change(key, this.#address(String(input['text'])))
  }

  /** The event may come before the answer: the message must not be seen twice meanwhile. */
  seen(message: Message): void {
    const sent = this.waiting.find(({ input, state }) => state !== 'failed' && input['text'] === message.text)
    if (sent) this.#shown.set(sent.key, message.id)
  }

  get #mine(): readonly Act[] {
    const { thread } = this.#around
    return this.#outbox.items.filter(
      ({ action, stream, input, start }) =>
        action === 'chat.send' &&
        (stream === '' ||
          stream === this.#stream ||
          (thread
            ? (input['conversation'] ?? this.#outbox.startedAs(start?.key ?? '')) === thread.conversation.id
            : start?.key === this.#startKey)),
    )
  }

  #address(text: string): Pick<Act, 'input' | 'stream' | 'start'> {
    const { thread, phase, persona } = this.#around
    // What is said of tomorrow is said on this clock.
    const input = { text: text.slice(0, 8000), zone: Intl.DateTimeFormat().resolvedOptions().timeZone }
    if (thread !== null)
      return {
        input: { conversation: thread.conversation.id, ...input },
        stream: this.#stream ?? thread.conversation.id,
      }
    if (phase !== 'ready') return { input, stream: '' }
    return { input, stream: this.#startKey, start: { key: this.#startKey, persona: persona.id } }
  }

  async #began({ start, at }: Act, conversation: string): Promise<void> {
    const around = this.#around
    if (start?.key !== this.#startKey || around.thread !== null) return
    around.thread = freshThread(conversation, start.persona, at)
    this.#stream = start.key
    await around.started()
  }

  #did(act: Act, { message, reply, seq }: Api['chat.send']['output']): void {
    const { thread } = this.#around
    if (thread === null || !this.#mine.some(({ key }) => key === act.key)) return
    const { at } = act
    const common = { conversation: thread.conversation.id, at, superseded: false, problem: null }
    const text = String(act.input['text'])
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
    this.#shown.delete(act.key)
    if (!this.stopWanted) return
    this.stopWanted = false
    void this.#around.stop()
  }
}
