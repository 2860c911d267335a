/** An answer read out while it is written: whole sentences, several together, each once. Never a word at a time. */
import type { Message } from '../../bff/api.ts'

/** Milliseconds between what is said and what is said next: a screen reader drops what comes while it speaks. */
const PAUSE = 3000

export class Aloud {
  readonly #say: (text: string, first: boolean) => void
  readonly #sentences: Intl.Segmenter
  readonly #most: number
  #message: Message | null = null
  /** Characters of its text that were said. */
  #said = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param most characters of an answer that are said at all; the rest is there to be read */
  constructor(locale: string, most: number, say: (text: string, first: boolean) => void) {
    this.#sentences = new Intl.Segmenter(locale || undefined, { granularity: 'sentence' })
    this.#most = most
    this.#say = say
  }

  grow(message: Message): void {
    if (message.id !== this.#message?.id) this.close()
    this.#message = message
    this.#timer ??= setTimeout(() => this.#speak(), PAUSE)
  }

  /** It is over. @returns where in its text that begins which was not said */
  end(message: Message): number {
    // Of another one that is being written, more comes.
    if (message.id !== this.#message?.id) return 0
    const said = this.#said
    this.close()
    return said
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#message = null
    this.#said = 0
  }

  #speak(): void {
    this.#timer = undefined
    const rest = this.#message?.text.slice(this.#said, this.#most) ?? ''
    // The last one may go on.
    const length = [...this.#sentences.segment(rest)].at(-1)?.index ?? 0
    if (length === 0) return
    this.#say(rest.slice(0, length), this.#said === 0)
    this.#said += length
  }
}
