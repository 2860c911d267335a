/** The chat as one sees it: messages, the field, the list of conversations. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Approval, Message, PersonaCard, Signals } from '../../bff/api.ts'
import { draftsOf } from '../forget.ts'
import type { Panel, PanelHost } from '../panels.ts'
import { idOf } from '../setup.ts'
import { worded } from '../strings/words.ts'
import type { Activity } from './activity.ts'
import type { Approvals } from './approvals.ts'
import { Chat } from './chat.ts'
import type { Citations } from './citations.ts'
import { Composer } from './composer.ts'
import { copyText, withoutMarks } from './copy.ts'
import { bones, welcome } from './empty.ts'
import { arrowDown } from './icons.ts'
import type { Aloud } from './aloud.ts'
import type { ConversationList } from './list.ts'
import { line } from './line.ts'
import { Log } from './log.ts'
import { endOf, type MessageView } from './message.ts'
import { Scroll } from './scroll.ts'
import { styles } from './styles.ts'
import { clockFor } from './time.ts'
import type { Yours } from './yours.ts'

const spoken = 600

export class ChatPanel implements Panel {
  static readonly styles = styles
  readonly chat: Chat
  readonly #host: PanelHost
  readonly #composer: Composer
  /** Fetched when it is first asked for. */
  #list: ConversationList | null = null
  readonly #scroll: Scroll
  readonly #log: Log
  #activity: Promise<Activity> | null = null
  #approvals: Promise<Approvals> | null = null
  /** Fetched with the first answer that is being written. */
  #aloud: Aloud | null | undefined
  #citations: Promise<Citations> | null = null
  readonly #view: MessageView
  readonly #born = Date.now()
  #listing = false
  #firstSeen: string | null = null
  #lastSeen: string | null = null

  constructor(host: PanelHost) {
    this.#host = host
    const { strings, persona } = host
    const ears = {
      changed: () => host.changed(),
      grown: (message: Message) => this.#grow(message),
      unread: (count: number) => host.unread(count),
      message: (message: Message) => this.#arrived(message),
      opened: (conversation: string) => void this.#askedBefore(conversation),
      approval: (approval: Approval) => void this.#asked([approval], true),
    }
    this.chat = new Chat(host.client, persona, ears, host.conversation)
    const { chat } = this
    this.#view = {
      strings,
      get clock() {
        return clockFor(host.locale, strings)
      },
      // Who it is may be told, or change, after this panel was made.
      get name() {
        return chat.persona.name
      },
      get face() {
        return host.face(24)
      },
    }
    this.#log = new Log(chat, this.#view, {
      retry: (key) => chat.retry(key),
      discard: (key) => chat.discard(key),
      regenerate: (id) => {
        this.#scroll.toEnd()
        void chat.regenerate(id)
      },
      copy: (event, text) => void this.#copy(event.currentTarget as HTMLElement, withoutMarks(text)),
    })
    this.#log.citations = async () => (host.may('memory:read') ? this.#cited() : null)
    this.#log.offers = (place, last) =>
      import('./offers.ts').then(({ offer }) =>
        offer(place, host.strings.suggestions, last ? (text) => this.send(text) : null),
      )
    host.client.on('chat.activity', (signal) => void this.#hear(signal))
    this.#composer = new Composer(draftsOf(idOf(host.place)), {
      find: () => host.find('textarea'),
      changed: () => host.changed(),
      send: (text) => this.send(text),
      stop: () => void this.chat.stop(),
    })
    this.#scroll = new Scroll(
      () => host.changed(),
      () => void this.chat.earlierMessages(),
    )
    // Bones only where there was time to miss the flesh.
    setTimeout(() => host.changed(), 160)
  }

  get busy(): boolean {
    return this.chat.busy
  }

  get view(): 'chat' | 'conversations' {
    return this.#listing ? 'conversations' : 'chat'
  }

  async show(view: 'chat' | 'conversations'): Promise<void> {
    const host = this.#host
    if (view === 'conversations' && this.#list === null) {
      // Without a line there is no list either, so the conversation simply stays.
      const list = await worded(import('./list.ts')).catch(() => null)
      if (list === null) return
      host.adopt(list.listStyles)
      const { find, drawn, changed } = host
      const leave = (): void => void this.show('chat')
      this.#list = new list.ConversationList(this.chat, { find, drawn, changed, leave, yours: () => this.#yours() })
    }
    this.#listing = view === 'conversations'
    if (this.#listing) void this.chat.conversations.list()
    host.changed()
    await host.drawn()
    if (!this.#listing) this.focus()
    else host.find('.list-head button')?.focus()
  }

  see(visible: boolean): void {
    this.chat.see(visible)
  }

  /** A card may come with a new name, or tell of a pause or its end. */
  meet(persona: PersonaCard): void {
    const { paused } = this.chat.persona
    this.chat.persona = persona
    const { strings } = this.#host
    if (paused !== persona.paused) this.#host.say((persona.paused ? strings.pausedLine : strings.resumed)(persona.name))
  }

  focus(): void {
    this.#composer.focus()
  }

  prefill(text: string): void {
    this.#listing = false
    this.#composer.prefill(text)
  }

  /** @returns false when the page prevented it */
  send(text: string): boolean {
    if (!this.#host.emit('persona-before-send', { length: text.length }, { text })) return false
    this.#listing = false
    this.#scroll.toEnd()
    return this.chat.send(text)
  }

  newConversation(): void {
    this.#listing = false
    this.chat.startOver()
    this.focus()
  }

  /** Go to what was said, and back in the conversation as far as that takes. */
  async reveal(conversation: string, message: string): Promise<void> {
    this.#listing = false
    const later = await import('./reveal.ts').catch(() => null)
    const { chat } = this
    const { strings, find, drawn } = this.#host
    this.#scroll.following = false
    const bring = (id: string): void => this.#log.long?.bring(id)
    if (!(await later?.reveal({ chat, find, drawn, bring }, conversation, message))) this.#host.say(strings.goneMessage)
  }

  close(): void {
    void this.#approvals?.then((approvals) => approvals.close())
    this.#aloud?.close()
    this.#log.close()
    this.#composer.close()
    this.#scroll.close()
    this.chat.close()
  }

  /** After the page has been drawn. */
  drawn(): void {
    this.#log.show(this.#host.find('.messages'))
    this.#scroll.attach(this.#host.find('.log'))
    const { messages } = this.chat
    const first = messages[0]?.id ?? null
    const above = this.#firstSeen !== null && first !== this.#firstSeen && first !== null
    if (above && this.#log.long === null) this.#scroll.release()
    else this.#scroll.follow()
    this.#firstSeen = first
    this.#lastSeen = messages.at(-1)?.id ?? null
  }

  render(): TemplateResult {
    const { strings } = this.#host
    const { chat } = this
    const { persona } = chat
    this.#scroll.hold()
    this.#composer.turnTo(chat.phase === 'ready' ? (chat.thread?.conversation.id ?? '') : null)
    this.#log.long?.hold()
    if (this.#listing) return html`<div class="chat">${this.#list?.render(strings, this.#view.clock)}</div>`
    return html`<div class="chat" part="chat">
      <div class="stage">
        <div
          class="log"
          part="log"
          role="log"
          aria-live="off"
          aria-label=${strings.log}
          tabindex="0"
          @scroll=${this.#scroll.onScroll}
          @click=${this.#onClick}
        >
          <div class="thread">${this.#content()}</div>
        </div>
        ${
          this.#scroll.following
            ? nothing
            : html`<button type="button" class="jump" part="jump" @click=${this.#jump}>
                ${arrowDown}<span
                  >${this.#scroll.missed > 0 ? strings.jumpCount(this.#scroll.missed) : strings.jump}</span
                >
              </button>`
        }
      </div>
      ${line(chat, this.#host.client, strings)}
      ${this.#composer.render({ strings, name: persona.name, paused: persona.paused, busy: chat.busy })}
    </div>`
  }

  #content(): TemplateResult | typeof nothing {
    const { strings } = this.#host
    const { chat } = this
    if (chat.phase === 'failed') {
      return html`<div class="empty">
        <p>${strings.loadFailed}</p>
        <button type="button" class="solid" @click=${() => void chat.again()}>${strings.tryAgain}</button>
      </div>`
    }
    const { messages, outgoing } = chat
    if (messages.length === 0 && outgoing.length === 0) {
      return chat.phase === 'loading'
        ? Date.now() - this.#born > 150
          ? bones(strings.loading)
          : nothing
        : welcome(chat.persona, this.#host.face(56), strings, (text) => this.send(text))
    }
    return html`
      ${
        chat.earlier === 'failed'
          ? html`<p class="aside center">
              ${strings.earlierFailed}
              <button type="button" class="text" @click=${() => void chat.earlierMessages()}>
                ${strings.tryAgain}
              </button>
            </p>`
          : chat.thread?.before != null
            ? html`<div class="bones short" aria-hidden="true"><i></i><i></i></div>`
            : nothing
      }
      <div class="messages"></div>
    `
  }

  readonly #onClick = (event: Event): void => {
    const target = event.target as Element
    const button = target.closest<HTMLElement>('[data-copy]')
    if (button !== null) void this.#copy(button, button.closest('figure')?.querySelector('pre')?.textContent ?? '')
    const link = target.closest<HTMLAnchorElement>('.words a')
    if (link === null) return
    if (!this.#host.emit('persona-link-click', { origin: new URL(link.href).origin }, { href: link.href }))
      event.preventDefault()
  }

  async #copy(button: HTMLElement, text: string): Promise<void> {
    if (await copyText(button, text)) this.#host.say(this.#host.strings.copied)
  }

  readonly #jump = (): void => {
    this.#scroll.toEnd(true)
    this.#host.changed()
  }

  #grow(message: Message): void {
    if (this.#aloud) this.#aloud.grow(message)
    else if (this.#aloud === undefined) {
      this.#aloud = null
      void import('./aloud.ts').then(
        ({ Aloud }) => (this.#aloud = new Aloud(this.#host.locale, spoken, (text, first) => this.#read(text, first))),
        () => {},
      )
    }
    // The first words replace the dots.
    if (this.#log.grow(message) && this.#host.find('.thinking')) this.#host.changed()
  }

  /** The persona uses a tool: most never do, so how that looks is fetched with the first time. */
  async #hear(signal: Signals['chat.activity']): Promise<void> {
    if (this.chat.thread?.conversation.id !== signal.conversation) return
    this.#activity ??= worded(import('./activity.ts')).then(({ Activity, activityStyles }) => {
      this.#host.adopt(activityStyles)
      return (this.#log.activity = new Activity())
    })
    // Without it the answer comes all the same.
    const activity = await this.#activity.catch(() => null)
    if (activity === null) this.#activity = null
    else this.#host.say(activity.hear(signal))
  }

  /** What was asked for in this conversation, before it was opened here. */
  async #askedBefore(conversation: string): Promise<void> {
    const { client, may } = this.#host
    if (!may('approvals:read')) return
    const answer = await client.call('approvals.list', { conversation, status: 'all' }).catch(() => null)
    if (answer !== null && answer.approvals.length > 0) await this.#asked(answer.approvals, false)
  }

  /** Few personas ever ask: how that looks is fetched with the first time. */
  async #asked(list: Approval[], live: boolean): Promise<void> {
    const host = this.#host
    const { chat } = this
    this.#approvals ??= worded(import('./approvals.ts')).then(({ Approvals, approvalStyles }) => {
      host.adopt(approvalStyles)
      const acts = { say: (text: string) => this.#host.say(text), name: () => chat.persona.name, chat }
      return (this.#log.approvals = new Approvals(host, acts))
    })
    const approvals = await this.#approvals.catch(() => null)
    // The answer says by itself that it waits.
    if (approvals === null) this.#approvals = null
    else for (const each of list) approvals.take(each, live)
  }

  /** What the persona went by, where it says so. */
  async #cited(): Promise<Citations | null> {
    const host = this.#host
    this.#citations ??= worded(import('./citations.ts')).then(({ Citations, citationStyles }) => {
      host.adopt(citationStyles)
      return new Citations(host)
    })
    return this.#citations.catch(() => (this.#citations = null))
  }

  /** What can be done with one's data. */
  async #yours(): Promise<Yours | null> {
    const later = await import('./yours.ts').catch(() => null)
    if (later === null) return null
    this.#host.adopt(later.yoursStyles)
    return new later.Yours(this.#host, () => void this.chat.conversations.list())
  }

  #arrived(message: Message): void {
    const { strings } = this.#host
    this.#host.emit(
      'persona-message',
      { id: message.id, role: message.role, conversation: message.conversation },
      { text: message.text },
    )
    if (message.role === 'person') return
    if (!this.#scroll.following && message.id !== this.#lastSeen) this.#scroll.missed++
    const from = this.#aloud?.end(message) ?? 0
    this.#read(
      message.text.slice(from, Math.max(from, spoken)),
      from === 0,
      endOf(message, strings),
      message.role === 'team' ? strings.team : undefined,
    )
  }

  #read(text: string, first: boolean, end = '', name = this.chat.persona.name): void {
    const words = withoutMarks(text).replace(/[*_`#>|~]/g, '')
    this.#host.say(`${first ? `${name}: ` : ''}${words} ${end}`)
  }
}
