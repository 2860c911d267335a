/** The panels of a room: each is fetched and made once, when it is first wanted. */
import type { CSSResult } from 'lit'
import { ChatPanel } from './chat/panel.ts'
import { type Panel, type PanelHost, panels } from './panels.ts'
import { spoken } from './strings/words.ts'

export class OpenPanels {
  readonly #open = new Map<string, Panel>()
  /** Rises when all are closed, so that one that is on its way is not opened after that. */
  #turn = 0

  get chat(): ChatPanel | undefined {
    const panel = this.#open.get('chat')
    return panel instanceof ChatPanel ? panel : undefined
  }

  get busy(): boolean {
    return [...this.#open.values()].some(({ busy }) => busy)
  }

  get(name: string): Panel | undefined {
    return this.#open.get(name)
  }

  /** @returns whether it is there now: without a line there may be none to fetch */
  async furnish(name: string, host: PanelHost, adopt: (styles: CSSResult) => void): Promise<boolean> {
    const turn = this.#turn
    const Kind = this.#open.has(name) ? null : await panels[name]?.().catch(() => null)
    await spoken()
    if (Kind && turn === this.#turn && !this.#open.has(name)) {
      adopt(Kind.styles)
      this.#open.set(name, new Kind(host))
      // Whoever finds it may want to put the focus into it.
      host.changed()
    }
    return this.#open.has(name)
  }

  /** Only the panel in front can be seen. */
  see(visible: boolean, front: string): void {
    for (const [name, panel] of this.#open) panel.see(visible && name === front)
  }

  close(): void {
    this.#turn++
    for (const panel of this.#open.values()) panel.close()
    this.#open.clear()
  }
}
