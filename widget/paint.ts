/** The accent on the page: what CSS alone makes of it for the launcher, and what the room computes for the rest. */

export class Paint {
  readonly sheet = new CSSStyleSheet()
  readonly #element: HTMLElement & { accent: string }
  /** The document knows the accent through styles only, so those are watched. */
  readonly #restyled = new MutationObserver(() => this.again())
  /** Rules for an accent that this surface can bear, from a probe of both; the room brings it. */
  compute: ((probe: Element) => string) | null = null

  constructor(element: HTMLElement & { accent: string }) {
    this.#element = element
  }

  watch(signal: AbortSignal): void {
    this.#restyled.observe(this.#element, { attributeFilter: ['style', 'class'] })
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.again(), { signal })
    signal.addEventListener('abort', () => this.#restyled.disconnect())
  }

  again(): void {
    const { accent, shadowRoot } = this.#element
    const seed = accent && CSS.supports('color', accent) ? `:host{--persona-accent:${accent}!important}` : ''
    this.sheet.replaceSync(seed)
    const probe = shadowRoot?.querySelector('.probe')
    if (this.compute !== null && probe) this.sheet.replaceSync(seed + this.compute(probe))
  }
}
