/** A backend in the page: it speaks the protocol, remembers conversations, and does what a scene or a test tells it. */
import type { Approval, Conversation, Message, PersonaCard, ProblemDetails, Published, Reply } from '../../bff/api.ts'
import type { Connection, LineState } from '../../widget/connection.ts'
import type { Backend, GetToken, Setup } from '../../widget/setup.ts'

export const juno: PersonaCard = {
  id: 'per_1',
  name: 'Juno',
  role: 'Knows the shop, the plans and the people behind them.',
  greeting: 'Hello, I am Juno. What are you working on?',
  starters: ['Plan my week', 'What changed since Friday?', 'Draft a reply to Sam'],
  avatar: null,
  paused: false,
}

interface Call {
  name: string
  // oxlint-disable-next-line typescript/no-explicit-any
  input: any
  key: string | undefined
}

const problem = (code: ProblemDetails['code'], detail: string, retryable = false): Reply => ({
  ok: false,
  problem: { type: 'about:blank', title: code, status: 400, detail, code, retryable },
})

export class Peer implements Connection {
  state: LineState = 'connecting'
  welcome: Connection['welcome'] = null
  readonly calls: Call[] = []
  readonly conversations = new Map<string, Conversation>()
  readonly messages = new Map<string, Message>()
  readonly approvals = new Map<string, Approval>()
  readonly log: Published[] = []
  closed = false
  persona = juno
  sub = 'vis:1'
  /** The next acts of these names fail like this, once each; `lost` happens, but its answer does not arrive. */
  faults: { name: string; how: 'dropped' | 'lost' | 'refused' | 'busy'; detail?: string }[] = []
  scopes = ['chat:read', 'chat:write']
  /** How many conversations are on a page of the list. */
  listed = 20
  /** The rooms that are granted, and what their actions answer. */
  families = ['chat']
  // oxlint-disable-next-line typescript/no-explicit-any
  answers: Record<string, (input: any) => unknown> = {}
  /** A live event with this seq does not arrive. */
  swallow: number | null = null
  readonly #listeners = new Map<string, Set<(data: never) => void>>()
  readonly #replies = new Map<string, Reply>()
  #ids = 0

  on(event: string, listener: (data: never) => void): () => void {
    const set = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, set.add(listener))
    return () => void set.delete(listener)
  }

  close(): void {
    this.closed = true
    this.#listeners.clear()
  }

  tell(event: string, data: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(data as never)
  }

  become(state: LineState): void {
    if (state === 'online') {
      this.welcome = {
        protocol: 1,
        sub: this.sub,
        personas: [this.persona],
        scopes: this.scopes,
        families: this.families,
        expires: new Date(Date.now() + 600_000).toISOString(),
      }
      this.tell('welcome', this.welcome)
    }
    this.state = state
    this.tell('state', state)
  }

  async act(name: string, input: unknown, { idempotencyKey: key }: { idempotencyKey?: string }): Promise<Reply> {
    if (this.state !== 'online') throw new Error('not connected')
    this.calls.push({ name, input, key })
    const fault = this.faults.findIndex((one) => one.name === name)
    const { how, detail } = (fault === -1 ? null : this.faults.splice(fault, 1)[0]) ?? {}
    await Promise.resolve()
    if (how === 'dropped') throw new Error('dropped')
    if (how === 'refused') return problem('not_allowed', detail ?? 'This persona may not answer that.')
    if (how === 'busy') return problem('unavailable', 'Busy.', true)
    const known = key === undefined ? undefined : this.#replies.get(key)
    const reply = known ?? this.#perform(name, input as never)
    if (key !== undefined) this.#replies.set(key, reply)
    if (how === 'lost') throw new Error('the answer got lost')
    return reply
  }

  /** A conversation with messages in it, as if from before. */
  seed(title: string, ...turns: Partial<Message>[]): Conversation {
    const conversation = this.#start(title)
    for (const turn of turns) this.put(conversation.id, turn)
    return this.conversations.get(conversation.id) as Conversation
  }

  put(conversation: string, change: Partial<Message>): Message {
    const id = change.id ?? `msg_${++this.#ids}`
    const old = this.messages.get(id)
    const { seq } = this.#event(conversation, 'chat.message', id)
    const message: Message = {
      conversation,
      role: 'persona',
      status: 'done',
      text: '',
      at: new Date().toISOString(),
      answers: null,
      superseded: false,
      problem: null,
      seq,
      ...old,
      ...change,
      id,
    }
    this.messages.set(id, message)
    this.#publish(conversation)
    return message
  }

  /** The persona says the next part of an answer. */
  delta(message: string, text: string): void {
    const old = this.messages.get(message) as Message
    this.messages.set(message, { ...old, text: old.text + text })
    this.tell('chat.delta', { conversation: old.conversation, message, offset: old.text.length, text })
  }

  /** Something is asked for, or was decided on. */
  approval(approval: Approval): void {
    this.approvals.set(approval.id, approval)
    this.#event(approval.conversation, 'chat.approval', approval.id)
    this.#publish(approval.conversation)
  }

  settle(message: string, change: Partial<Message> = {}): void {
    this.put((this.messages.get(message) as Message).conversation, {
      ...change,
      id: message,
      status: change.status ?? 'done',
    })
  }

  /** The answer that is being written. */
  get streaming(): Message | undefined {
    return [...this.messages.values()].findLast(({ status }) => status === 'streaming')
  }

  named(name: string): Call[] {
    return this.calls.filter((call) => call.name === name)
  }

  #start(title: string): Conversation {
    const at = new Date().toISOString()
    const id = `cnv_${++this.#ids}`
    const made = { id, persona: this.persona.id, title, at, updatedAt: at, archived: false, seq: 0, read: 0, unread: 0 }
    this.conversations.set(id, made)
    this.#event(id, 'chat.conversation', id)
    return made
  }

  #event(stream: string, event: Published['event'], subject: string): Published {
    const conversation = this.conversations.get(stream) as Conversation
    const seq = conversation.seq + 1
    this.conversations.set(stream, { ...conversation, seq })
    const published: Published & { subject: string } = {
      event,
      stream,
      seq,
      at: new Date().toISOString(),
      data: null,
      subject,
    }
    this.log.push(published)
    return published
  }

  #filled(event: Published): Published {
    const { subject } = event as Published & { subject: string }
    const records = { 'chat.message': this.messages, 'chat.approval': this.approvals }[event.event as 'chat.message']
    return { ...event, data: (records ?? this.conversations).get(subject) ?? null }
  }

  #publish(stream: string): void {
    const event = this.log.findLast((one) => one.stream === stream) as Published
    if (event.seq === this.swallow) return
    this.tell(event.event, this.#filled(event))
  }

  // oxlint-disable-next-line typescript/no-explicit-any
  #perform(name: string, input: any): Reply {
    const ok = (data: unknown): Reply => ({ ok: true, data })
    const conversation = this.conversations.get(input.conversation)
    if (input.conversation !== undefined && conversation === undefined)
      return problem('not_found', 'There is no such conversation.')
    switch (name) {
      case 'chat.list':
        return ok({ conversations: [...this.conversations.values()].toReversed().slice(0, this.listed), before: null })
      case 'chat.start':
        return ok({ conversation: this.#start('') })
      case 'chat.history': {
        const all = [...this.messages.values()].filter(
          (one) => one.conversation === input.conversation && !one.superseded,
        )
        const sorted = all.toSorted((a, b) => b.seq - a.seq)
        const [from, limit] = [sorted.findIndex(({ id }) => id === input.before), input.limit ?? 50]
        const page = sorted.slice(Math.max(from, 0)).slice(0, limit + 1)
        return ok({ conversation, messages: page.slice(0, limit).toReversed(), before: page[limit]?.id ?? null })
      }
      case 'chat.resume': {
        const events = this.log.filter((one) => one.stream === input.conversation && one.seq > input.after)
        const seq = conversation?.seq ?? 0
        return ok({ events: events.map((one) => this.#filled(one)), seq, more: false, resync: input.after > seq })
      }
      case 'chat.send': {
        const said = this.put(input.conversation, { role: 'person', text: input.text })
        const reply = this.put(input.conversation, { status: 'streaming', answers: said.id })
        return ok({ message: said.id, reply: reply.id, seq: said.seq })
      }
      case 'chat.stop': {
        const { streaming } = this
        if (streaming) this.settle(streaming.id, { status: 'stopped' })
        return ok({ stopping: streaming ? [streaming.id] : [] })
      }
      case 'chat.regenerate': {
        const old = this.messages.get(input.message) as Message
        this.put(old.conversation, { id: old.id, superseded: true })
        return ok({ reply: this.put(old.conversation, { status: 'streaming', answers: old.answers }).id })
      }
      case 'chat.read':
        this.#change(input.conversation, { read: input.seq, unread: 0 })
        return ok({ read: input.seq })
      case 'chat.rename':
        return ok({ conversation: this.#change(input.conversation, { title: input.title }) })
      case 'chat.remove':
        this.conversations.delete(input.conversation)
        return ok({ removed: input.conversation })
      default: {
        const answer = this.answers[name]
        return answer === undefined ? problem('unknown_action', name) : ok(answer(input as never))
      }
    }
  }

  #change(id: string, change: Partial<Conversation>): Conversation {
    this.conversations.set(id, { ...(this.conversations.get(id) as Conversation), ...change })
    this.#event(id, 'chat.conversation', id)
    this.#publish(id)
    return this.conversations.get(id) as Conversation
  }
}

export const setupOf = (peer: Peer): Setup => ({
  app: 'app_1',
  name: 'Shop',
  issuer: 'http://localhost:1',
  personas: [peer.persona],
  scopes: ['chat:read', 'chat:write'],
})

/** The element's backend, played by a peer that is online at once unless told otherwise. */
export const backendOf = (
  peer: Peer,
  online = true,
): Backend & { forgotten: number; asked: (GetToken | undefined)[] } => ({
  forgotten: 0,
  asked: [],
  setup: async () => setupOf(peer),
  async connect(_place, _setup, getToken) {
    this.asked.push(getToken)
    if (online) setTimeout(() => peer.become('online'), 0)
    return peer
  },
  async forget() {
    this.forgotten++
  },
})
