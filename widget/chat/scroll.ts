/** Where the reader is: at the end and following it, or somewhere above and left in peace. */

const near = 48

export class Scroll {
  /** At the end, and to be kept there. */
  following = true
  /** Messages that came while the reader was above. */
  missed = 0
  #log: HTMLElement | null = null
  #from: { height: number; top: number } | null = null
  readonly #changed: () => void
  readonly #reachedTop: () => void
  readonly #sizes: ResizeObserver

  constructor(changed: () => void, reachedTop: () => void) {
    this.#changed = changed
    this.#reachedTop = reachedTop
    this.#sizes = new ResizeObserver(() => this.follow())
  }

  attach(log: HTMLElement | null): void {
    if (log === null || log === this.#log) return
    this.#sizes.disconnect()
    this.#log = log
    this.#sizes.observe(log)
    // What is in it grows by tokens. It is told once the page is laid out, so that nothing is laid out for the asking.
    for (const content of log.children) this.#sizes.observe(content)
    this.follow()
  }

  close(): void {
    this.#sizes.disconnect()
    this.#log = null
  }

  readonly onScroll = (): void => {
    const log = this.#log
    if (log === null) return
    const following = log.scrollHeight - log.scrollTop - log.clientHeight < near
    if (log.scrollTop < 120) this.#reachedTop()
    if (following === this.following) return
    this.following = following
    if (following) this.missed = 0
    this.#changed()
  }

  /** Keep to the end, if that is where the reader is. */
  follow(): void {
    if (this.following && this.#log !== null) this.#log.scrollTop = this.#log.scrollHeight
  }

  /** Go to the end and stay there. */
  toEnd(smooth = false): void {
    this.following = true
    this.missed = 0
    const log = this.#log
    if (log === null) return
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    log.scrollTo({ top: log.scrollHeight, behavior: smooth && !calm ? 'smooth' : 'instant' })
  }

  /** Before older messages are put above. */
  hold(): void {
    if (this.#log !== null) this.#from = { height: this.#log.scrollHeight, top: this.#log.scrollTop }
  }

  /** After it: what was read stays where it was. */
  release(): void {
    if (this.#log === null || this.#from === null) return
    this.#log.scrollTop = this.#from.top + this.#log.scrollHeight - this.#from.height
    this.#from = null
  }
}
