/** The chat as one sees it: messages, the field, the list of conversations. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Message } from '../../bff/api.ts'
import type { Panel, PanelHost } from '../panels.ts'
import { Chat } from './chat.ts'
import { Composer } from './composer.ts'
import { arrowDown } from './icons.ts'
import type { ConversationList } from './list.ts'
import { Words } from './markdown/words.ts'
import { type MessageActs, type MessageView, outgoingMessage, personaMessage, personMessage } from './message.ts'
import { type Row, Rows } from './rows.ts'
import { Scroll } from './scroll.ts'
import { styles } from './styles.ts'
import { clockFor } from './time.ts'

/** The longest text that is read out when an answer ends. */
const spoken = 600

export class ChatPanel implements Panel {
  static readonly styles = styles
  readonly chat: Chat
  readonly #host: PanelHost
  readonly #composer: Composer
  /** Fetched when it is first asked for. */
  #list: ConversationList | null = null
  readonly #scroll: Scroll
  readonly #rows = new Rows()
  /** The texts on the page, by the place they are in and by message. */
  readonly #words = new WeakMap<Element, Words>()
  readonly #live = new Map<string, Words>()
  readonly #view: MessageView
  readonly #born = Date.now()
  #listing = false
  #frame = 0
  #grown = new Map<string, Message>()
  #firstSeen: string | null = null
  #lastSeen: string | null = null
  #announcement = ''

  constructor(host: PanelHost) {
    this.#host = host
    const { strings, persona } = host
    this.chat = new Chat(host.client, persona, {
      changed: () => host.changed(),
      grown: (message) => this.#grow(message),
      unread: (count) => host.unread(count),
      message: (message) => this.#arrived(message),
    })
    const { chat } = this
    this.#view = {
      strings,
      clock: clockFor(host.locale, strings),
      // Who it is may be told, or change, after this panel was made.
      get name() {
        return chat.persona.name
      },
      get face() {
        return host.face(24)
      },
    }
    this.#composer = new Composer(`persona:draft:${host.place.endpoint}|${host.place.app}`, {
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
      const list = await import('./list.ts').catch(() => null)
      if (list === null) return
      host.adopt(list.listStyles)
      const { find, drawn, changed } = host
      this.#list = new list.ConversationList(this.chat, { find, drawn, changed, leave: () => void this.show('chat') })
    }
    this.#listing = view === 'conversations'
    if (this.#listing) void this.chat.list()
    host.changed()
    await host.drawn()
    if (this.#listing) host.find('.list-head button')?.focus()
    else this.focus()
  }

  see(visible: boolean): void {
    this.chat.see(visible)
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
    this.chat.send(text)
    return true
  }

  newConversation(): void {
    this.#listing = false
    this.chat.startOver()
    this.focus()
  }

  close(): void {
    cancelAnimationFrame(this.#frame)
    this.#scroll.close()
    this.chat.close()
  }

  /** After the page has been drawn. */
  drawn(): void {
    this.#rows.show(this.#host.find('.messages'), this.#thread())
    this.#scroll.attach(this.#host.find('.log'))
    const { messages } = this.chat
    const first = messages[0]?.id ?? null
    if (this.#firstSeen !== null && first !== this.#firstSeen && first !== null) this.#scroll.release()
    else this.#scroll.follow()
    this.#firstSeen = first
    this.#lastSeen = messages.at(-1)?.id ?? null
  }

  render(): TemplateResult {
    const { strings } = this.#host
    const { persona } = this.chat
    const { chat } = this
    this.#scroll.hold()
    if (this.#listing)
      return html`<div class="chat">${this.#list?.render(strings, this.#view.clock)}${this.#announcer()}</div>`
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
            : html`<button type="button" class="jump" part="jump" @click=${() => this.#jump()}>
                ${arrowDown}<span
                  >${this.#scroll.missed > 0 ? strings.jumpCount(this.#scroll.missed) : strings.jump}</span
                >
              </button>`
        }
      </div>
      ${this.#line()} ${this.#composer.render({ strings, name: persona.name, paused: persona.paused, busy: chat.busy })}
      ${this.#announcer()}
    </div>`
  }

  #announcer(): TemplateResult {
    return html`<div class="sr" role="status" aria-live="polite">${this.#announcement}</div>`
  }

  /** One quiet line above the field, when there is something to know. */
  #line(): TemplateResult | typeof nothing {
    const { strings } = this.#host
    const { persona } = this.chat
    if (persona.paused) return html`<p class="line">${strings.pausedLine(persona.name)}</p>`
    if (this.#host.client.state === 'offline') return html`<p class="line">${strings.offlineLine}</p>`
    if (this.chat.trouble !== '') return html`<p class="line wrong" role="alert">${this.chat.trouble}</p>`
    return nothing
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
    const messages = chat.messages
    const { outgoing } = chat
    if (messages.length === 0 && outgoing.length === 0) {
      return chat.phase === 'loading'
        ? Date.now() - this.#born > 150
          ? bones(strings.loading)
          : nothing
        : this.#empty()
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

  /** What the thread consists of, as rows that know when they have changed. */
  #thread(): Row[] {
    const { messages, outgoing, newAfter } = this.chat
    const { clock, strings } = this.#view
    const news = newAfter === null ? undefined : messages.find(({ role, seq }) => role === 'persona' && seq > newAfter)
    const rows = messages.map((message, index): Row => {
      const before = messages[index - 1]
      const day = clock.day(message.at)
      const newDay = before === undefined || clock.day(before.at) !== day ? day : ''
      const isNews = message === news
      const first = newDay !== '' || isNews || before?.role !== message.role
      const last = index === messages.length - 1 && outgoing.length === 0
      return {
        key: message.id,
        on: [message, first, last, newDay, isNews],
        draw: () => html`
          ${newDay ? html`<div class="divider" role="separator"><span>${newDay}</span></div>` : nothing}
          ${isNews ? html`<div class="divider news" role="separator"><span>${strings.newMessages}</span></div>` : nothing}
          ${
            message.role === 'person'
              ? personMessage(message, first, this.#view)
              : personaMessage(message, first, last, this.#view, this.#acts)
          }
        `,
        drawn: (place) => this.#write(message, place.querySelector<HTMLElement>('.words')),
      }
    })
    const follows = messages.at(-1)?.role === 'person'
    const waiting = outgoing.map((item, index): Row => {
      const first = index === 0 && !follows
      return { key: item.key, on: [item, first], draw: () => outgoingMessage(item, first, this.#view, this.#acts) }
    })
    return [...rows, ...waiting]
  }

  /** Put the persona's words into their place; while they grow they are written there without drawing the rest. */
  #write({ id, text, status }: Message, place: HTMLElement | null): void {
    if (place === null) return
    const words = this.#words.get(place) ?? new Words(place, this.#view.strings)
    this.#words.set(place, words)
    words.show(text, status === 'streaming')
    if (status === 'streaming') this.#live.set(id, words)
    else this.#live.delete(id)
  }

  #empty(): TemplateResult {
    const { strings } = this.#host
    const { persona } = this.chat
    return html`<div class="empty" part="empty">
      ${this.#host.face(56)}
      <slot name="empty">
        <h2>${persona.greeting || strings.emptyTitle(persona.name)}</h2>
        ${persona.role ? html`<p>${persona.role}</p>` : nothing}
      </slot>
      ${
        persona.starters.length > 0 && !persona.paused
          ? html`<div class="chips" role="group" aria-label=${strings.suggestions}>
              ${persona.starters.map(
                (starter) =>
                  html`<button
                    type="button"
                    class="chip"
                    part="suggestion"
                    dir="auto"
                    @click=${() => this.send(starter)}
                  >
                    ${starter}
                  </button>`,
              )}
            </div>`
          : nothing
      }
    </div>`
  }

  readonly #acts: MessageActs = {
    retry: (key) => this.chat.retry(key),
    discard: (key) => this.chat.discard(key),
    regenerate: (id) => {
      this.#scroll.toEnd()
      void this.chat.regenerate(id)
    },
    copy: (event, text) => void this.#copy(event.currentTarget as HTMLElement, text),
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
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      // No permission, no clipboard: the text can still be selected.
      return
    }
    button.classList.add('copied')
    this.#say(this.#host.strings.copied)
    setTimeout(() => button.classList.remove('copied'), 1600)
  }

  #jump(): void {
    this.#scroll.toEnd(true)
    this.#host.changed()
  }

  /** Texts are drawn once a frame, however many deltas came, and without drawing the rest. */
  #grow(message: Message): void {
    const words = this.#live.get(message.id)
    // The first words replace the dots: that is the message's own template.
    if (words === undefined || this.#grown.get(message.id) === undefined) {
      if (this.#host.find('.thinking')) this.#host.changed()
    }
    this.#grown.set(message.id, message)
    if (this.#frame !== 0) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      for (const [id, grown] of this.#grown) this.#live.get(id)?.show(grown.text, true)
      this.#grown.clear()
      this.#scroll.follow()
    })
  }

  #arrived(message: Message): void {
    const { strings } = this.#host
    const { persona } = this.chat
    this.#host.emit(
      'persona-message',
      { id: message.id, role: message.role, conversation: message.conversation },
      { text: message.text },
    )
    if (message.role === 'person') return
    if (!this.#scroll.following && message.id !== this.#lastSeen) this.#scroll.missed++
    const words = message.text.replace(/[*_`#>|~]/g, '').slice(0, spoken)
    const end =
      message.status === 'done'
        ? ''
        : message.status === 'stopped'
          ? strings.stopped
          : (message.problem?.detail ?? strings.failed)
    this.#say(`${persona.name}: ${words} ${end}`)
  }

  #say(text: string): void {
    this.#announcement = text
    this.#host.changed()
  }
}

/** The shape of what is to come. */
const bones = (label: string): TemplateResult =>
  html`<div class="bones" role="img" aria-label=${label}><i></i><i></i><i></i><b></b><i></i><i></i></div>`
