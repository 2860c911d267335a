/** What is being written, by conversation: it outlives a reload of this tab, and is the same in all that are open. */
import { Channel } from '../channel.ts'

type Word = [conversation: string, text?: string]

export class Drafts {
  readonly #id: string
  readonly #channel: Channel<Word>

  /**
   * @param id under which they are kept
   * @param heard another tab has other words for this conversation; `''` is the one that is not started yet
   */
  constructor(id: string, heard: (conversation: string, text: string) => void) {
    this.#id = id
    this.#channel = new Channel<Word>(id, ([conversation, text]) => {
      if (text === undefined) {
        // A tab that was just opened asks what there is.
        const mine = this.get(conversation)
        if (mine) this.#channel.tell([conversation, mine])
      } else {
        this.#keep(conversation, text)
        heard(conversation, text)
      }
    })
  }

  get(conversation: string): string {
    try {
      return sessionStorage.getItem(`${this.#id}|${conversation}`) ?? ''
    } catch {
      return ''
    }
  }

  set(conversation: string, text: string): void {
    this.#keep(conversation, text)
    this.#channel.tell([conversation, text])
  }

  /** Have other tabs say what they have for it. */
  ask(conversation: string): void {
    this.#channel.tell([conversation])
  }

  close(): void {
    this.#channel.close()
  }

  #keep(conversation: string, text: string): void {
    try {
      if (text === '') sessionStorage.removeItem(`${this.#id}|${conversation}`)
      else sessionStorage.setItem(`${this.#id}|${conversation}`, text)
    } catch {
      // The draft then lives as long as the page.
    }
  }
}
