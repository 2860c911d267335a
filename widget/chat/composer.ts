/** The field one writes in: it grows, keeps its draft, and knows when a key belongs to an input method. */
import { html, type TemplateResult } from 'lit'
import type { Strings } from '../strings/strings.ts'
import { Drafts } from './drafts.ts'
import { arrowUp, square } from './icons.ts'

export interface ComposerState {
  strings: Strings
  name: string
  paused: boolean
  busy: boolean
}

export class Composer {
  readonly #find: () => HTMLTextAreaElement | null
  readonly #drafts: Drafts
  /** The conversation that the words are for; `null` while that is not known yet. */
  #conversation: string | null = null
  readonly #changed: () => void
  /** Sends, or returns false and the text stays. */
  readonly #send: (text: string) => boolean
  readonly #stop: () => void
  #text = ''
  /** Then one may not even send by Enter; the field keeps its words and its focus. */
  #paused = false

  constructor(
    drafts: string,
    acts: { find(): Element | null; changed(): void; send(text: string): boolean; stop(): void },
  ) {
    this.#find = () => acts.find() as HTMLTextAreaElement | null
    this.#changed = () => acts.changed()
    this.#send = (text) => acts.send(text)
    this.#stop = () => acts.stop()
    this.#drafts = new Drafts(drafts, (conversation, text) => {
      if (conversation === this.#conversation && text !== this.#text) this.#put(text)
    })
  }

  close(): void {
    this.#drafts.close()
  }

  /**
   * Each conversation has its own words.
   * @param conversation its id; `''` before it is started; `null` while it is not known which it is
   */
  turnTo(conversation: string | null): void {
    const before = this.#conversation
    if (conversation === before) return
    this.#conversation = conversation
    if (conversation === null) return this.#put('')
    const kept = this.#drafts.get(conversation)
    if (kept || before) this.#put(kept)
    else if (this.#text) {
      // Written before that was known, or while its conversation was being started.
      if (before === '') this.#drafts.set(before, '')
      this.#drafts.set(conversation, this.#text)
    }
    if (!kept) this.#drafts.ask(conversation)
  }

  focus(): void {
    this.#find()?.focus({ preventScroll: true })
  }

  /** Put words in the field for the person to look at first. */
  prefill(text: string): void {
    this.#write(text)
    this.focus()
    this.#find()?.setSelectionRange(text.length, text.length)
  }

  render({ strings, name, paused, busy }: ComposerState): TemplateResult {
    this.#paused = paused
    const empty = this.#text.trim() === ''
    const label = paused ? strings.composerPaused : strings.composer(name)
    return html`<form class="composer" part="composer" @submit=${this.#submit}>
      <div class="field ${paused ? 'off' : ''}" part="field" @pointerdown=${this.#toField}>
        <textarea
          rows="1"
          maxlength="8000"
          dir="auto"
          autocomplete="off"
          enterkeyhint="send"
          placeholder=${label}
          aria-label=${label}
          ?readonly=${paused}
          .value=${this.#text}
          @input=${(event: Event) => this.#write((event.target as HTMLTextAreaElement).value)}
          @keydown=${this.#key}
        ></textarea>
        ${
          busy
            ? html`<button
                type="button"
                class="round stop"
                part="stop"
                aria-label=${strings.stop}
                title=${strings.stop}
                @click=${this.#stop}
              >
                ${square}
              </button>`
            : html`<button
                type="submit"
                class="round"
                part="send"
                aria-label=${strings.send}
                title=${strings.send}
                ?disabled=${empty || paused}
              >
                ${arrowUp}
              </button>`
        }
      </div>
    </form>`
  }

  readonly #toField = (event: Event): void => {
    if (event.target !== event.currentTarget) return
    event.preventDefault()
    this.focus()
  }

  readonly #submit = (event?: Event): void => {
    event?.preventDefault()
    const text = this.#text
    if (this.#paused || text.trim() === '' || !this.#send(text)) return
    this.#write('')
    this.focus()
  }

  /** Enter sends while an answer is being written too: the next one waits its turn. */
  readonly #key = (event: KeyboardEvent): void => {
    // 229 is how Safari marks the Enter that ends a composition.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    this.#submit()
  }

  #write(text: string): void {
    if (this.#conversation !== null) this.#drafts.set(this.#conversation, text)
    this.#put(text)
  }

  #put(text: string): void {
    this.#text = text
    const field = this.#find()
    if (field && field.value !== text) field.value = text
    this.#changed()
  }
}
