/** What tabs tell each other. A page that is put aside has none: a word that reached it there would be the end of it. */

export class Channel<Word> {
  readonly #life = new AbortController()
  #open: BroadcastChannel | null = null

  /** @param back it was put aside, and has missed what was told meanwhile */
  constructor(name: string, heard: (word: Word) => void, back?: () => void) {
    const { signal } = this.#life
    const open = (): void => {
      // Without it each tab is by itself.
      if (!globalThis.BroadcastChannel) return
      this.#open = new BroadcastChannel(name)
      this.#open.onmessage = ({ data }) => heard(data as Word)
    }
    addEventListener('pagehide', () => this.#shut(), { signal })
    addEventListener(
      'pageshow',
      ({ persisted }) => {
        if (!persisted) return
        open()
        back?.()
      },
      { signal },
    )
    open()
  }

  tell(word: Word): void {
    this.#open?.postMessage(word)
  }

  close(): void {
    this.#life.abort()
    this.#shut()
  }

  /** A word into a closed one would throw. */
  #shut(): void {
    this.#open?.close()
    this.#open = null
  }
}
