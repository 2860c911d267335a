/** What opens from the head of a board, one at a time: the menu, and whom it is shared with. */
import { html, nothing, type TemplateResult } from 'lit'
import type { PanelHost } from '../panels.ts'
import { boardWords as words } from '../strings/whiteboard.ts'
import type { Popover, Tools } from './tools.ts'

export class Popovers {
  open: Popover | null = null
  readonly #host: PanelHost
  readonly #parts: Pick<Tools['parts'], Popover>

  constructor(host: PanelHost, parts: Pick<Tools['parts'], Popover>) {
    this.#host = host
    this.#parts = parts
  }

  render(): TemplateResult | typeof nothing {
    const { open } = this
    const inside = open && this.#parts[open].now
    return inside
      ? html`<div
          class="menu ${open}"
          role="group"
          aria-label=${open === 'menu' ? words.more : words.share}
          @keydown=${this.#key}
          @focusout=${this.#left}
        >
          ${inside.render()}
        </div>`
      : nothing
  }

  async toggle(what: Popover): Promise<void> {
    const there = this.open !== what && (await this.#parts[what].fetch()) !== null
    this.open = there ? what : null
    this.#host.changed()
    await this.#host.drawn()
    if (there) this.#host.find('.menu button, .menu select, .menu input')?.focus()
  }

  close(): void {
    if (!this.open) return
    this.open = null
    this.#host.changed()
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    this.#host.find('.board-head [aria-expanded=true]')?.focus()
    this.close()
  }

  readonly #left = ({ relatedTarget }: FocusEvent): void => {
    const to = relatedTarget as Element | null
    if (to !== null && !to.closest('.menu, [aria-expanded]')) this.close()
  }
}
