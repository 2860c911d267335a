/** The messages on the page: rows that know when they have changed, and texts that grow without drawing the rest. */
import { html, nothing } from 'lit'
import type { Message } from '../../bff/api.ts'
import type { Activity } from './activity.ts'
import type { Approvals } from './approvals.ts'
import type { Chat } from './chat.ts'
import type { Citations } from './citations.ts'
import { Words } from './markdown/words.ts'
import { type MessageActs, type MessageView, outgoingMessage, personaMessage, personMessage } from './message.ts'
import type { Long } from './long.ts'
import { type Row, Rows } from './rows.ts'
import type { Clock } from './time.ts'

/** So many messages are drawn whole: fewer than come at once. */
const whole = 49

export class Log {
  /** Fetched when the persona first uses a tool. */
  activity: Activity | null = null
  /** Fetched when it first asks for something. */
  approvals: Approvals | null = null
  /** Fetched when there is more than one would draw at once. */
  long: Long | null = null
  #asked = false
  /** Fetched when there is first something to cite. */
  citations: (() => Promise<Citations | null>) | null = null
  offers: ((place: Element, last: boolean) => unknown) | null = null
  readonly #chat: Chat
  readonly #view: MessageView
  readonly #acts: MessageActs
  readonly #rows = new Rows()
  /** The texts on the page, by the place they are in and by message. */
  #words = new WeakMap<Element, Words>()
  /** In whose language they are. */
  #clock: Clock | null = null
  readonly #live = new Map<string, Words>()
  readonly #grown = new Map<string, Message>()
  #frame = 0

  constructor(chat: Chat, view: MessageView, acts: MessageActs) {
    this.#chat = chat
    this.#view = view
    this.#acts = acts
  }

  show(root: Element | null): void {
    const { messages } = this.#chat
    if (messages.length > whole && root !== null && !this.#asked) void this.#shorten(() => this.show(root))
    const { long } = this
    const [from, to] = long?.pick(root, messages) ?? [0, messages.length]
    const rows = this.#thread(messages, from, to)
    this.#rows.show(root, long?.framed(rows) ?? rows)
    long?.settle()
  }

  /** Without it all is drawn, as before. */
  async #shorten(again: () => void): Promise<void> {
    this.#asked = true
    const later = await import('./long.ts').catch(() => null)
    if (later) this.long = new later.Long(this.#rows, again)
  }

  close(): void {
    this.long?.close()
    cancelAnimationFrame(this.#frame)
  }

  /**
   * Texts are drawn once a frame, however many deltas came.
   * @returns true for the first words of a message, which its own template has to make room for
   */
  grow(message: Message): boolean {
    const first = !this.#live.has(message.id) || !this.#grown.has(message.id)
    this.#grown.set(message.id, message)
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      for (const [id, grown] of this.#grown) this.#live.get(id)?.show(grown.text, true)
      this.#grown.clear()
    })
    return first
  }

  #thread(messages: readonly Message[], from: number, to: number): Row[] {
    const { outgoing, newAfter } = this.#chat
    const view = this.#view
    const { clock, strings } = view
    if (clock !== this.#clock) this.#words = new WeakMap()
    this.#clock = clock
    const { activity, approvals } = this
    const news = newAfter === null ? undefined : messages.find(({ role, seq }) => role !== 'person' && seq > newAfter)
    const rows = messages.slice(from, to).map((message, place): Row => {
      const index = from + place
      const before = messages[index - 1]
      const day = clock.day(message.at)
      const newDay = before === undefined || clock.day(before.at) !== day ? day : ''
      const isNews = message === news
      const first = newDay !== '' || isNews || before?.role !== message.role
      const last = index === messages.length - 1 && outgoing.length === 0
      return {
        key: message.id,
        on: [clock, message, first, last, newDay, isNews, activity?.of(message.id), approvals?.of(message.id)],
        draw: () => html`
          ${newDay ? html`<div class="divider" role="separator"><span>${newDay}</span></div>` : nothing}
          ${isNews ? html`<div class="divider news" role="separator"><span>${strings.newMessages}</span></div>` : nothing}
          ${
            message.role === 'person'
              ? personMessage(message, first, view)
              : personaMessage(
                  message,
                  first,
                  last,
                  view,
                  this.#acts,
                  activity?.render(message) ?? nothing,
                  approvals?.render(message.id) ?? nothing,
                )
          }
        `,
        drawn: (place) => this.#write(message, place.querySelector<HTMLElement>('.words'), last),
      }
    })
    const follows = messages.at(-1)?.role === 'person'
    const waiting = outgoing.map((item, index): Row => {
      const first = index === 0 && !follows
      return { key: item.key, on: [clock, item, first], draw: () => outgoingMessage(item, first, view, this.#acts) }
    })
    return [...rows, ...waiting]
  }

  /** Put the persona's words into their place; while they grow they are written there without drawing the rest. */
  #write({ id, text, status }: Message, place: HTMLElement | null, last: boolean): void {
    if (place === null) return
    const words = this.#words.get(place) ?? new Words(place, this.#view.strings)
    this.#words.set(place, words)
    words.show(text, status === 'streaming')
    if (status === 'streaming') return void this.#live.set(id, words)
    this.#live.delete(id)
    if (place.querySelector('li>.link')) this.offers?.(place, last)
    if (place.querySelector('[data-cite]')) void this.citations?.().then((citations) => citations?.show(place))
  }
}
