/** What is being written, by conversation: it outlives a reload of this tab, and is the same in all that are open. */

export class Drafts {
  readonly #id: string
  readonly #channel: BroadcastChannel | undefined

  /**
   * @param id under which they are kept
   * @param heard another tab has other words for this conversation; `''` is the one that is not started yet
   */
  constructor(id: string, heard: (conversation: string, text: string) => void) {
    this.#id = id
    this.#channel = globalThis.BroadcastChannel && new BroadcastChannel(id)
    if (!this.#channel) return
    this.#channel.onmessage = ({ data }: MessageEvent<[conversation: string, text?: string]>) => {
      const [conversation, text] = data
      if (text === undefined) {
        // A tab that was just opened asks what there is.
        const mine = this.get(conversation)
        if (mine) this.#channel?.postMessage([conversation, mine])
      } else {
        this.#keep(conversation, text)
        heard(conversation, text)
      }
    }
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
    this.#channel?.postMessage([conversation, text])
  }

  /** Have other tabs say what they have for it. */
  ask(conversation: string): void {
    this.#channel?.postMessage([conversation])
  }

  close(): void {
    this.#channel?.close()
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
