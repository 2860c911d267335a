/** The colours that a page chose: what CSS alone makes of them, and what is computed so that they can be read. */
import type { check } from './legible.ts'

const seeds = ['accent', 'surface', 'text'] as const

export class Paint {
  readonly sheet = new CSSStyleSheet()
  readonly #element: HTMLElement & { accent: string }
  /** The document knows its seeds through styles only, so those are watched. */
  readonly #restyled = new MutationObserver(() => void this.again())
  #legible: { check: typeof check } | null = null
  /** Somebody reads. */
  #wanted = false

  constructor(element: HTMLElement & { accent: string }) {
    this.#element = element
  }

  watch(signal: AbortSignal): void {
    this.#restyled.observe(this.#element, { attributeFilter: ['style', 'class'] })
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => void this.again(), { signal })
    signal.addEventListener('abort', () => this.#restyled.disconnect())
  }

  /** From now on colours can be read, whichever the page chooses; ours can be as they are. */
  async check(): Promise<void> {
    this.#wanted = true
    await this.again()
  }

  async again(): Promise<void> {
    const { sheet } = this
    const { accent, shadowRoot } = this.#element
    const seed = accent && CSS.supports('color', accent) ? `:host{--persona-accent:${accent}!important}` : ''
    sheet.replaceSync(seed)
    const probe = shadowRoot?.querySelector<HTMLElement>('.probe')
    if (!probe || !this.#wanted) return
    const style = getComputedStyle(probe)
    if (!seeds.some((name) => style.getPropertyValue(`--persona-${name}`))) return
    this.#legible ??= await import('./legible.ts').catch(() => null)
    this.#legible?.check(probe, (rules) => sheet.replaceSync(seed + rules))
  }
}
