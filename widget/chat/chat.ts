/** The conversation's state and acts. No DOM: the panel draws what this says. */
import type { Api, Approval, Message, PersonaCard, Published } from '../../bff/api.ts'
import { type Client, Refused } from '../client.ts'
import type { Act } from '../outbox.ts'
import { Conversations } from './conversations.ts'
import { Following } from './following.ts'
import { insist } from './insist.ts'
import { Reading } from './reading.ts'
import { Sending } from './sending.ts'
import { apply, atRest, grow, prepend, shown, threadOf, unreadOf, type Thread } from './thread.ts'

/** What the controller tells the panel and the element. */
export interface Ears {
  /** Something other than a growing text changed. */
  changed(): void
  /** A text grew: cheap, and often. */
  grown(message: Message): void
  /** A message came to rest, or the person's was taken. */
  message(message: Message): void
  /** A conversation is here that was not before. */
  opened(conversation: string): void
  /** Something is asked for, or was decided on. */
  approval(approval: Approval): void
  unread(count: number): void
}

export class Chat {
  readonly conversations: Conversations
  persona: PersonaCard
  /** `null`: no conversation yet, the first message starts one. */
  thread: Thread | null = null
  phase: 'loading' | 'ready' | 'failed' = 'loading'
  earlier: 'idle' | 'loading' | 'failed' = 'idle'
  /** Messages after this `seq` are under the "New" line; `null` draws none. */
  newAfter: number | null = null
  /** The last act that failed, in words a person may read. */
  trouble = ''
  readonly #client: Client
  readonly #ears: Ears
  readonly #off: (() => void)[]
  readonly #sending: Sending
  readonly #following: Following
  readonly #reading: Reading
  /** The conversation to begin with, if it is there. */
  readonly #wanted: string | undefined
  #visible = false
  #counted = 0
  /** Rises with every change of conversation, so that a late answer for the old one is dropped. */
  #turn = 0

  constructor(client: Client, persona: PersonaCard, ears: Ears, wanted?: string) {
    this.#client = client
    this.#ears = ears
    this.#wanted = wanted
    this.persona = persona
    this.conversations = new Conversations(client, () => this.changed())
    this.#sending = new Sending(client, this)
    this.#following = new Following(client, this)
    this.#reading = new Reading(client)
    this.#off = [
      client.on('chat.message', (event) => this.#heard(event)),
      client.on('chat.conversation', (event) => this.#heard(event)),
      client.on('chat.approval', (event) => this.#heard(event)),
      client.on('chat.delta', (delta) => {
        if (this.thread?.conversation.id !== delta.conversation) return
        const outcome = grow(this.thread, delta)
        const message = this.thread.messages.get(delta.message)
        if (outcome === 'grown' && message) ears.grown(message)
        if (outcome === 'gap') void this.#following.catchUp()
      }),
      client.on('state', (state) => {
        if (state === 'online') void this.#arrive()
        this.changed()
      }),
    ]
    if (client.state === 'online') void this.#arrive()
  }

  get messages(): Message[] {
    return this.thread === null ? [] : shown(this.thread)
  }

  /** What was written and is not among the messages yet. */
  get outgoing(): readonly Act[] {
    return this.#sending.waiting
  }

  get online(): boolean {
    return this.#client.state === 'online'
  }

  /** An answer is being written, or about to be. */
  get busy(): boolean {
    return this.online && (this.#streaming() || this.#sending.busy)
  }

  get unread(): number {
    const current = this.thread
    const others = this.conversations.all
      .filter(({ id, persona }) => id !== current?.conversation.id && persona === this.persona.id)
      .reduce((sum, { unread }) => sum + unread, 0)
    return others + (current === null ? 0 : unreadOf(current))
  }

  close(): void {
    this.conversations.close()
    this.#sending.close()
    for (const off of this.#off) off()
  }

  /** The panel tells whether a person can see the messages. */
  see(visible: boolean): void {
    if (this.#visible === visible) return
    this.#visible = visible
    const { thread } = this
    if (thread !== null) this.newAfter = visible && unreadOf(thread) > 0 ? thread.conversation.read : null
    this.changed()
  }

  /** @returns false when nothing more can wait to be sent */
  send(text: string): boolean {
    const words = text.trim()
    if (words === '') return true
    this.trouble = ''
    this.newAfter = null
    return this.#sending.send(words)
  }

  retry(key: string): void {
    this.#sending.retry(key)
  }

  discard(key: string): void {
    this.#sending.discard(key)
  }

  /** A conversation that was just made is followed before its first message is sent. */
  started(): Promise<void> {
    return this.#following.catchUp()
  }

  /** Stop the answer; before the backend has even confirmed the send, the wish is kept. */
  async stop(): Promise<void> {
    const { thread } = this
    if (thread === null || !this.#streaming()) this.#sending.stopWanted = true
    else await this.insist('chat.stop', { conversation: thread.conversation.id })
  }

  regenerate(message: string): Promise<void> {
    return this.insist('chat.regenerate', { message })
  }

  /** Begin anew: the conversation itself is made by the first message. */
  startOver(): void {
    this.#leave()
    this.phase = 'ready'
    this.#sending.settled()
    this.changed()
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
    this.changed()
    try {
      const { before, conversation } = thread
      const page = await this.#client.call('chat.history', { conversation: conversation.id, before })
      prepend(thread, page.messages, page.before)
      this.earlier = 'idle'
    } catch {
      this.earlier = 'failed'
    }
    this.changed()
  }

  /** After a failed load. */
  async again(): Promise<void> {
    this.phase = 'loading'
    this.changed()
    await this.#arrive()
  }

  #streaming(): boolean {
    return (
      this.thread !== null &&
      [...this.thread.messages.values()].some(({ status, superseded }) => status === 'streaming' && !superseded)
    )
  }

  #leave(): void {
    this.#turn++
    this.thread = null
    this.newAfter = null
    this.trouble = ''
    this.#following.leave()
    this.#reading.leave()
    this.earlier = 'idle'
    this.#sending.leave()
  }

  /** A new socket follows nothing: load, or catch up. */
  async #arrive(): Promise<void> {
    if (this.thread !== null) void this.#following.catchUp()
    else if (this.phase !== 'ready') await this.#load(null)
  }

  async #load(id: string | null): Promise<void> {
    const turn = this.#turn
    this.phase = 'loading'
    this.changed()
    try {
      await this.conversations.list()
      const mine = this.conversations.all.filter(({ persona }) => persona === this.persona.id)
      const begun = id === null ? await this.#sending.unstarted() : undefined
      const known = id ?? (mine.find((each) => each.id === this.#wanted) ?? mine[0])?.id
      const latest = begun === undefined ? known : (begun ?? undefined)
      const page = latest === undefined ? null : await this.#client.call('chat.history', { conversation: latest })
      if (turn !== this.#turn || this.#client.closed) return
      if (page !== null) this.thread = threadOf(page)
      if (this.thread !== null) {
        this.newAfter = unreadOf(this.thread) > 0 ? this.thread.conversation.read : null
        this.#ears.opened(this.thread.conversation.id)
      }
      this.phase = 'ready'
      this.#sending.settled()
      void this.#following.catchUp()
    } catch (error) {
      if (turn !== this.#turn || this.#client.closed) return
      // A lost line loads again by itself when it is back.
      if (error instanceof Refused) this.phase = 'failed'
    }
    this.changed()
  }

  replay(thread: Thread, event: Published): void {
    this.#apply(thread, event, false)
  }

  #heard(event: Published): void {
    const { thread } = this
    if (thread !== null && thread.conversation.id === event.stream) {
      if (this.#apply(thread, event, true) === 'gap') void this.#following.catchUp()
      this.changed()
    }
    // A new title or another tab's conversation: the list is asked for again, once for a flurry of events.
    if (event.event === 'chat.conversation' || thread?.conversation.id !== event.stream) this.conversations.listSoon()
  }

  #apply(thread: Thread, event: Published, live: boolean): string {
    const before = event.event === 'chat.message' && event.data ? thread.messages.get(event.data.id) : undefined
    const outcome = apply(thread, event, live)
    if (outcome === 'removed') this.startOver()
    if (outcome === 'changed' && event.event === 'chat.approval' && event.data !== null)
      this.#ears.approval(event.data as Approval)
    if (outcome !== 'changed' || event.event !== 'chat.message') return outcome
    const message = event.data as Message
    if (message.role === 'person') {
      if (before === undefined) this.#sending.seen(message)
    }
    const settled = message.role === 'person' ? before === undefined : before === undefined || !atRest(before)
    if (atRest(message) && !message.superseded && settled) this.#ears.message(message)
    return outcome
  }

  /** What must happen; that it could not is said. */
  async insist<Name extends keyof Api>(name: Name, input: Api[Name]['input']): Promise<void> {
    try {
      await insist(this.#client, name, input)
      this.trouble = ''
    } catch (error) {
      this.trouble = error instanceof Refused ? error.problem.detail : ''
    }
    this.changed()
  }

  changed(): void {
    if (this.#client.closed) return
    if (this.#visible && this.thread !== null && this.online) this.#reading.tell(this.thread, this.messages)
    const { unread } = this
    if (unread !== this.#counted) this.#ears.unread(unread)
    this.#counted = unread
    this.#ears.changed()
  }
}
