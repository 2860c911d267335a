/** The conversation's state and acts. No DOM: the panel draws what this says. */
import { newKey } from '../key.ts'
import type { Api, Conversation, Message, PersonaCard, Published } from '../../bff/api.ts'
import { type Client, Lost, Refused } from '../client.ts'
import { Outbox, type Outgoing } from './outbox.ts'
import {
  apply,
  atRest,
  expect,
  freshThread,
  grow,
  prepend,
  resumeFrom,
  shown,
  threadOf,
  unreadOf,
  type Thread,
} from './thread.ts'

/** What the controller tells the panel and the element. */
export interface Ears {
  /** Something other than a growing text changed. */
  changed(): void
  /** A text grew: cheap, and often. */
  grown(message: Message): void
  /** A message came to rest, or the person's was taken. */
  message(message: Message): void
  unread(count: number): void
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

export class Chat {
  readonly outbox = new Outbox()
  persona: PersonaCard
  /** `null`: no conversation yet, the first message starts one. */
  thread: Thread | null = null
  conversations: readonly Conversation[] = []
  /** More conversations follow the last of the list. */
  phase: 'loading' | 'ready' | 'failed' = 'loading'
  earlier: 'idle' | 'loading' | 'failed' = 'idle'
  /** Messages after this `seq` are under the "New" line; `null` draws none. */
  newAfter: number | null = null
  /** The last act that failed, in words a person may read. */
  trouble = ''
  readonly #client: Client
  readonly #ears: Ears
  readonly #off: (() => void)[]
  #visible = false
  #stopWanted = false
  #startKey: string | null = null
  #resuming: Promise<void> | null = null
  #draining = false
  /** Where the list goes on; `null` at its end. */
  #older: string | null = null
  #relist: ReturnType<typeof setTimeout> | undefined
  #reading = 0
  #counted = 0
  #closed = false
  /** Rises with every change of conversation, so that a late answer for the old one is dropped. */
  #turn = 0

  constructor(client: Client, persona: PersonaCard, ears: Ears) {
    this.#client = client
    this.#ears = ears
    this.persona = persona
    this.#off = [
      client.on('chat.message', (event) => this.#heard(event)),
      client.on('chat.conversation', (event) => this.#heard(event)),
      client.on('chat.delta', (delta) => {
        if (this.thread?.conversation.id !== delta.conversation) return
        const outcome = grow(this.thread, delta)
        const message = this.thread.messages.get(delta.message)
        if (outcome === 'grown' && message) ears.grown(message)
        if (outcome === 'gap') this.#catchUp()
      }),
      client.on('state', (state) => {
        if (state === 'online') void this.#arrive()
        else this.#markQueued()
        this.#changed()
      }),
    ]
    if (client.state === 'online') void this.#arrive()
  }

  get moreConversations(): boolean {
    return this.#older !== null
  }

  get messages(): Message[] {
    return this.thread === null ? [] : shown(this.thread)
  }

  /** What was written and is not among the messages yet. */
  get outgoing(): readonly Outgoing[] {
    return this.outbox.items.filter(({ message }) => message === null)
  }

  get online(): boolean {
    return this.#client.state === 'online'
  }

  /** An answer is being written, or about to be. */
  get busy(): boolean {
    return this.online && (this.#streaming() || this.outbox.items.some(({ state }) => state === 'sending'))
  }

  get unread(): number {
    const current = this.thread
    const others = this.conversations
      .filter(({ id, persona }) => id !== current?.conversation.id && persona === this.persona.id)
      .reduce((sum, { unread }) => sum + unread, 0)
    return others + (current === null ? 0 : unreadOf(current))
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#relist)
    for (const off of this.#off) off()
  }

  /** The panel tells whether a person can see the messages. */
  see(visible: boolean): void {
    if (this.#visible === visible) return
    this.#visible = visible
    const { thread } = this
    if (thread !== null) this.newAfter = visible && unreadOf(thread) > 0 ? thread.conversation.read : null
    this.#changed()
  }

  /** Send, now or when the line is back. */
  send(text: string): void {
    const words = text.trim()
    if (words === '') return
    this.trouble = ''
    this.newAfter = null
    this.outbox.add(words.slice(0, 8000), this.online ? 'sending' : 'queued')
    this.#changed()
    void this.#drain()
  }

  /** Try a failed send again, with the key it has: whatever happened to the first try, it counts once. */
  retry(key: string): void {
    this.outbox.change(key, { state: this.online ? 'sending' : 'queued', detail: '' })
    this.#changed()
    void this.#drain()
  }

  discard(key: string): void {
    this.outbox.remove(key)
    this.#changed()
  }

  /** Stop the answer; before the backend has even confirmed the send, the wish is kept. */
  async stop(): Promise<void> {
    const { thread } = this
    if (thread === null || !this.#streaming()) {
      this.#stopWanted = true
      return
    }
    await this.#tried(this.#insist('chat.stop', { conversation: thread.conversation.id }))
  }

  async regenerate(message: string): Promise<void> {
    await this.#tried(this.#insist('chat.regenerate', { message }))
  }

  /** Begin anew: the conversation itself is made by the first message. */
  startOver(): void {
    this.#leave()
    this.phase = 'ready'
    this.#changed()
  }

  async openConversation(id: string): Promise<void> {
    if (this.thread?.conversation.id === id) return
    this.#leave()
    await this.#load(id)
  }

  async earlierMessages(): Promise<void> {
    const { thread } = this
    if (thread === null || thread.before === null || this.earlier === 'loading') return
    this.earlier = 'loading'
    this.#changed()
    try {
      const page = await this.#client.call('chat.history', {
        conversation: thread.conversation.id,
        before: thread.before,
      })
      prepend(thread, page.messages, page.before)
      this.earlier = 'idle'
    } catch {
      this.earlier = 'failed'
    }
    this.#changed()
  }

  async list(more = false): Promise<void> {
    const cursor = more ? this.#older : null
    try {
      const { conversations, before } = await this.#client.call('chat.list', cursor === null ? {} : { before: cursor })
      const known = new Set(conversations.map(({ id }) => id))
      this.conversations = more
        ? [...this.conversations.filter(({ id }) => !known.has(id)), ...conversations]
        : conversations
      this.#older = before
      this.#changed()
    } catch {
      // The list stays as it was; the next event or the next opening asks again.
    }
  }

  async rename(conversation: string, title: string): Promise<void> {
    await this.#tried(this.#insist('chat.rename', { conversation, title: title.trim().slice(0, 120) }))
    await this.list()
  }

  async remove(conversation: string): Promise<void> {
    await this.#tried(this.#insist('chat.remove', { conversation }))
    if (this.thread?.conversation.id === conversation) this.startOver()
    await this.list()
  }

  /** After a failed load. */
  async again(): Promise<void> {
    this.phase = 'loading'
    this.#changed()
    await this.#arrive()
  }

  #streaming(): boolean {
    return (
      this.thread !== null &&
      [...this.thread.messages.values()].some((message) => !atRest(message) && !message.superseded)
    )
  }

  #leave(): void {
    this.#turn++
    this.thread = null
    this.newAfter = null
    this.trouble = ''
    this.#stopWanted = false
    this.#startKey = null
    this.#resuming = null
    this.#reading = 0
    this.earlier = 'idle'
    this.outbox.clear()
  }

  /** A new socket follows nothing: load, or catch up, then send what waited. */
  async #arrive(): Promise<void> {
    if (this.thread !== null) this.#catchUp()
    else if (this.phase !== 'ready') return this.#load(null)
    await this.#drain()
  }

  async #load(id: string | null): Promise<void> {
    const turn = this.#turn
    this.phase = 'loading'
    this.#changed()
    try {
      await this.list()
      const latest = id ?? this.conversations.find(({ persona }) => persona === this.persona.id)?.id
      const page = latest === undefined ? null : await this.#client.call('chat.history', { conversation: latest })
      if (turn !== this.#turn || this.#closed) return
      this.thread = page === null ? null : threadOf(page)
      if (this.thread !== null) this.newAfter = unreadOf(this.thread) > 0 ? this.thread.conversation.read : null
      this.phase = 'ready'
      this.#catchUp()
    } catch (error) {
      if (turn !== this.#turn || this.#closed) return
      // A lost line loads again by itself when it is back.
      if (error instanceof Refused) this.phase = 'failed'
    }
    this.#changed()
    void this.#drain()
  }

  /** Follow the conversation and fetch what was missed. Overlapping wishes share one. */
  #catchUp(): void {
    if (this.#resuming !== null) return
    const resuming = this.#resume().finally(() => {
      if (this.#resuming === resuming) this.#resuming = null
    })
    this.#resuming = resuming
  }

  async #resume(): Promise<void> {
    for (let attempt = 0; attempt < 40; attempt++) {
      const { thread } = this
      if (thread === null || this.#closed) return
      try {
        const { id } = thread.conversation
        const answer = await this.#client.call('chat.resume', { conversation: id, after: resumeFrom(thread) })
        if (thread !== this.thread) return
        if (answer.resync) {
          this.thread = threadOf(await this.#client.call('chat.history', { conversation: id }))
          this.#changed()
          continue
        }
        let seq = answer.seq
        for (const event of answer.events) {
          seq = event.seq
          this.#apply(thread, event, false)
        }
        if (thread !== this.thread) return
        this.#changed()
        if (answer.more) {
          thread.seq = Math.max(thread.seq, seq)
          continue
        }
        if (thread.held.size === 0) return
        // The kept partial is written a few times a second: a little later it reaches the deltas held here.
        await pause(300)
      } catch (error) {
        if (error instanceof Refused && error.problem.code === 'not_found') this.startOver()
        if (error instanceof Refused || !this.online) return
        await pause(1000)
      }
    }
  }

  #heard(event: Published): void {
    const { thread } = this
    if (thread !== null && thread.conversation.id === event.stream) {
      if (this.#apply(thread, event, true) === 'gap') this.#catchUp()
      this.#changed()
    }
    // A new title or another tab's conversation: the list is asked for again, once for a flurry of events.
    if (event.event === 'chat.conversation' || thread?.conversation.id !== event.stream) {
      clearTimeout(this.#relist)
      this.#relist = setTimeout(() => void this.list(), 600)
    }
  }

  #apply(thread: Thread, event: Published, live: boolean): string {
    const before = event.event === 'chat.message' && event.data ? thread.messages.get(event.data.id) : undefined
    const outcome = apply(thread, event, live)
    if (outcome === 'removed') this.startOver()
    if (outcome !== 'changed' || event.event !== 'chat.message') return outcome
    const message = event.data as Message
    if (message.role === 'person') {
      // The event may come before the ack: the message must not be seen twice meanwhile.
      const sent = this.outbox.items.find(
        (item) => item.message === null && item.state !== 'failed' && item.text === message.text,
      )
      if (before === undefined && sent !== undefined) this.outbox.change(sent.key, { message: message.id })
    }
    const settled = message.role === 'person' ? before === undefined : before === undefined || !atRest(before)
    if (atRest(message) && !message.superseded && settled) this.#ears.message(message)
    return outcome
  }

  #markQueued(): void {
    for (const { key, state } of this.outbox.items)
      if (state === 'sending') this.outbox.change(key, { state: 'queued' })
  }

  /** Send what waits, one after another. */
  async #drain(): Promise<void> {
    if (this.#draining) return
    if (this.#closed) return
    this.#draining = true
    let losses = 0
    try {
      for (
        let item = this.#nextUp();
        item !== undefined && this.online && this.phase === 'ready';
        item = this.#nextUp()
      ) {
        const turn = this.#turn
        this.outbox.change(item.key, { state: 'sending' })
        this.#changed()
        try {
          await this.#sendOne(item, turn)
          losses = 0
        } catch (error) {
          if (turn !== this.#turn) continue
          losses++
          const retryable = error instanceof Lost || (error instanceof Refused && error.problem.retryable)
          if (!this.online) this.#markQueued()
          else if (retryable && losses <= 3) await pause(700 * 2 ** losses)
          else {
            this.outbox.change(item.key, {
              state: 'failed',
              message: null,
              detail: error instanceof Refused ? error.problem.detail : '',
            })
            losses = 0
          }
        }
        this.#changed()
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
    if (this.thread === null) {
      this.#startKey ??= newKey()
      const { conversation } = await this.#client.call('chat.start', { persona: this.persona.id }, this.#startKey)
      if (turn !== this.#turn) return
      this.thread ??= freshThread(conversation.id, this.persona.id, at)
      this.#catchUp()
      await this.#resuming
    }
    const { thread } = this
    if (thread === null) return
    const conversation = thread.conversation.id
    const { message, reply, seq } = await this.#client.call('chat.send', { conversation, text }, key)
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
    if (this.#stopWanted) {
      this.#stopWanted = false
      await this.stop()
    }
  }

  /** An act that must happen: a lost one is repeated with its key, as often as the line comes back. */
  async #insist<Name extends keyof Api>(name: Name, input: Api[Name]['input']): Promise<Api[Name]['output']> {
    const key = newKey()
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#client.call(name, input, key)
      } catch (error) {
        if (!(error instanceof Lost) || attempt === 5 || this.#closed) throw error
        await this.#backOnline()
      }
    }
  }

  #backOnline(): Promise<void> {
    if (this.online) return pause(1000)
    return new Promise((resolve) => {
      const off = this.#client.on('state', (state) => {
        if (state !== 'online') return
        off()
        resolve()
      })
    })
  }

  async #tried(act: Promise<unknown>): Promise<void> {
    try {
      await act
      this.trouble = ''
    } catch (error) {
      this.trouble = error instanceof Refused ? error.problem.detail : ''
    }
    this.#changed()
  }

  #changed(): void {
    if (this.#closed) return
    this.#read()
    const { unread } = this
    if (unread !== this.#counted) this.#ears.unread(unread)
    this.#counted = unread
    this.#ears.changed()
  }

  /** Tell how far the person has read. Only finished messages count: the end of an answer is news. */
  #read(): void {
    const { thread } = this
    if (!this.#visible || thread === null || !this.online) return
    const seq = Math.max(0, ...this.messages.filter(atRest).map((message) => message.seq))
    if (seq <= thread.conversation.read) return
    thread.conversation = { ...thread.conversation, read: seq, unread: 0 }
    if (this.#reading === seq) return
    this.#reading = seq
    // Not worth insisting: the next message tells it again.
    this.#client.call('chat.read', { conversation: thread.conversation.id, seq }, newKey()).catch(() => {})
  }
}
