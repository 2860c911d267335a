/** The conversations of the person: open one, name it, delete it. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Conversation } from '../../bff/api.ts'
import { listWords } from '../strings/list.ts'
import type { Strings } from '../strings/strings.ts'
import type { Chat } from './chat.ts'
import { arrowBack, bin, compose, pencil } from './icons.ts'
import type { Clock } from './time.ts'
import type { Yours } from './yours.ts'

export { listStyles } from './list-styles.ts'

interface Acts {
  find(selector: string): HTMLElement | null
  /** After the next drawing. */
  drawn(): Promise<unknown>
  changed(): void
  leave(): void
  /** What can be done with one's data: fetched when it is asked for. */
  yours(): Promise<Yours | null>
}

export class ConversationList {
  readonly #chat: Chat
  readonly #acts: Acts
  #renaming: string | null = null
  #removing: string | null = null
  #yours: Yours | null = null

  constructor(chat: Chat, acts: Acts) {
    this.#chat = chat
    this.#acts = acts
  }

  render(strings: Strings, clock: Clock): TemplateResult {
    const chat = this.#chat
    const mine = chat.conversations.all.filter(({ persona }) => persona === chat.persona.id)
    return html`<div class="list" part="conversations">
      <div class="list-head">
        <button
          type="button"
          class="icon-button"
          aria-label=${strings.back}
          title=${strings.back}
          @click=${() => this.#acts.leave()}
        >
          <span class="flip">${arrowBack}</span>
        </button>
        <h2>${strings.conversations}</h2>
      </div>
      <button type="button" class="new" @click=${() => this.#startOver()}>
        ${compose}<span>${strings.newConversation}</span>
      </button>
      ${mine.length === 0 ? html`<p class="none">${listWords.noConversations}</p>` : nothing}
      <ul>
        ${mine.map((conversation) => this.#row(conversation, strings, clock))}
      </ul>
      ${
        chat.conversations.more
          ? html`<button type="button" class="text more" @click=${() => void chat.conversations.list(true)}>
              ${listWords.moreConversations}
            </button>`
          : nothing
      }
      ${
        this.#yours?.render() ??
        html`<button type="button" class="text muted more" @click=${() => void this.#showYours()}>
          ${listWords.yourData}
        </button>`
      }
    </div>`
  }

  async #showYours(): Promise<void> {
    this.#yours = await this.#acts.yours()
    this.#acts.changed()
    await this.#acts.drawn()
    this.#acts.find('.yours button')?.focus()
  }

  #row(conversation: Conversation, strings: Strings, clock: Clock): TemplateResult {
    const { id, unread, updatedAt } = conversation
    const title = conversation.title || listWords.untitled
    if (this.#renaming === id) {
      return html`<li>
        <form class="row editing" @submit=${(event: SubmitEvent) => this.#rename(event, id)} @keydown=${this.#escape}>
          <input
            name="title"
            maxlength="120"
            dir="auto"
            autocomplete="off"
            aria-label=${listWords.renameLabel}
            .value=${conversation.title}
          />
          <button type="submit" class="text">${strings.save}</button>
          <button type="button" class="text muted" @click=${this.#settle}>${strings.cancel}</button>
        </form>
      </li>`
    }
    if (this.#removing === id) {
      return html`<li>
        <div class="row editing" role="group" aria-label=${`${listWords.removeAsk} ${title}`} @keydown=${this.#escape}>
          <span class="ask">${listWords.removeAsk}</span>
          <button type="button" class="text danger" @click=${() => this.#remove(id)}>${strings.remove}</button>
          <button type="button" class="text muted" @click=${this.#settle}>${strings.keep}</button>
        </div>
      </li>`
    }
    const current = this.#chat.thread?.conversation.id === id
    return html`<li>
      <div class="row ${current ? 'current' : ''}">
        <button type="button" class="open" aria-current=${current ? 'true' : 'false'} @click=${() => this.#open(id)}>
          <span class="title ${unread > 0 ? 'strong' : ''}" dir="auto">${title}</span>
          <time datetime=${updatedAt} title=${clock.exact(updatedAt)}>${clock.day(updatedAt)}</time>
          ${unread > 0 && !current ? html`<span class="dot" role="img" aria-label=${strings.unread(unread)}></span>` : nothing}
        </button>
        <span class="row-acts">
          <button
            type="button"
            class="icon-button small"
            aria-label=${`${listWords.rename}: ${title}`}
            title=${listWords.rename}
            @click=${() => this.#edit('rename', id)}
          >
            ${pencil}
          </button>
          <button
            type="button"
            class="icon-button small"
            aria-label=${`${strings.remove}: ${title}`}
            title=${strings.remove}
            @click=${() => this.#edit('remove', id)}
          >
            ${bin}
          </button>
        </span>
      </div>
    </li>`
  }

  #edit(how: 'rename' | 'remove', id: string): void {
    this.#renaming = how === 'rename' ? id : null
    this.#removing = how === 'remove' ? id : null
    this.#acts.changed()
    // What has just taken the button's place takes its focus too.
    void this.#acts.drawn().then(() => this.#acts.find('.editing input, .editing .muted')?.focus())
  }

  readonly #settle = (): void => {
    this.#renaming = null
    this.#removing = null
    this.#acts.changed()
  }

  /** Escape leaves the small thing first, and only then the panel. */
  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    this.#settle()
  }

  #open(id: string): void {
    void this.#chat.openConversation(id)
    this.#acts.leave()
  }

  #startOver(): void {
    this.#chat.startOver()
    this.#acts.leave()
  }

  #rename(event: SubmitEvent, id: string): void {
    event.preventDefault()
    const title = String(new FormData(event.target as HTMLFormElement).get('title') ?? '').trim()
    if (title !== '') void this.#name(id, title)
    this.#settle()
  }

  #remove(id: string): void {
    void this.#drop(id)
    this.#settle()
  }

  async #name(conversation: string, title: string): Promise<void> {
    await this.#chat.insist('chat.rename', { conversation, title: title.slice(0, 120) })
    await this.#chat.conversations.list()
  }

  async #drop(conversation: string): Promise<void> {
    const chat = this.#chat
    await chat.insist('chat.remove', { conversation })
    if (chat.trouble === '' && chat.thread?.conversation.id === conversation) chat.startOver()
    await chat.conversations.list()
  }
}
