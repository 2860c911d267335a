/** Whiteboards in the widget: the list of them, and the one that is open. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Board as BoardCard } from '../../bff/api.ts'
import { bones } from '../chat/empty.ts'
import { alert, arrowBack, bin } from '../chat/icons.ts'
import { clockFor } from '../chat/time.ts'
import type { Panel, PanelHost } from '../panels.ts'
import { boardWords as words } from '../strings/whiteboard.ts'
import { Boards } from './boards.ts'
import { plus } from './icons.ts'
import { styles } from './styles.ts'
import { Table } from './table.ts'

export class WhiteboardPanel implements Panel {
  static readonly styles = styles
  readonly busy = false
  readonly view = 'whiteboard'
  readonly #host: PanelHost
  readonly #boards: Boards
  #table: Table | null = null
  #removing: string | null = null

  constructor(host: PanelHost) {
    this.#host = host
    this.#boards = new Boards(host.client, host.persona.id, () => host.changed(), words.lost)
  }

  /** Nobody is told of what is shared with them: one looks anew each time. */
  see(visible: boolean): void {
    if (visible && !this.#table) this.#boards.soon()
  }

  drawn(): void {
    this.#table?.drawn()
  }

  focus(): void {
    this.#host.find(this.#table ? '.paper' : '.boards button')?.focus()
  }

  close(): void {
    this.#boards.close()
    this.#table?.close()
  }

  render(): TemplateResult {
    return html`<div class="whiteboard" part="whiteboard">${this.#table?.render() ?? this.#list()}</div>`
  }

  #list(): TemplateResult {
    const { strings, persona } = this.#host
    const { all, phase, trouble } = this.#boards
    if (phase === 'loading') return html`<div class="boards">${bones(strings.loading)}</div>`
    if (phase === 'failed')
      return html`<div class="boards center">
        <p>${words.failed}</p>
        <button type="button" class="solid" @click=${() => void this.#boards.load()}>${strings.tryAgain}</button>
      </div>`
    return html`<div class="boards ${all.length === 0 ? 'center' : ''}">
      ${
        all.length === 0
          ? html`<h2>${words.empty}</h2>
              <p>${words.emptyHow(persona.name)}</p>
              ${this.#may ? html`<button type="button" class="solid" @click=${this.#create}>${words.fresh}</button>` : nothing}`
          : html`<div class="boards-head">
                <h2>${words.title}</h2>
                ${
                  this.#may
                    ? html`<button type="button" class="text new" @click=${this.#create}>${plus}${words.fresh}</button>`
                    : nothing
                }
              </div>
              <ul>
                ${all.map((board) => this.#row(board))}
              </ul>`
      }
      ${trouble ? html`<p class="wrong" role="alert">${alert}<span>${trouble}</span></p>` : nothing}
    </div>`
  }

  #row({ id, title, elements, updatedAt, owner }: BoardCard): TemplateResult {
    const { strings, locale } = this.#host
    if (this.#removing === id)
      return html`<li class="row" role="group" aria-label=${words.removeAsk}>
        <span class="ask">${words.removeAsk}</span>
        <button type="button" class="text danger" @click=${() => void this.#remove(id)}>${strings.remove}</button>
        <button type="button" class="text muted" @click=${() => this.#ask(null)}>${strings.keep}</button>
      </li>`
    const clock = clockFor(locale, strings)
    const own = owner === this.#host.client.welcome?.sub
    return html`<li class="row">
      <button type="button" class="open" @click=${() => this.open(id)}>
        <span class="title" dir="auto">${title}</span>
        <span class="meta"
          >${own ? words.count(elements) : words.shared} ·
          <time datetime=${updatedAt} title=${clock.exact(updatedAt)}>${clock.day(updatedAt)}</time></span
        >
      </button>
      ${
        own && this.#may
          ? html`<button
              type="button"
              class="icon-button small"
              aria-label=${`${words.remove}: ${title}`}
              title=${words.remove}
              @click=${() => this.#ask(id)}
            >
              ${bin}
            </button>`
          : nothing
      }
    </li>`
  }

  get #may(): boolean {
    return this.#host.may('whiteboard:write')
  }

  open(id: string): void {
    const host = this.#host
    const me = host.client.welcome?.sub
    if (me === undefined) return
    this.#table?.close()
    this.#table = new Table(host, id, me, {
      say: (text) => this.#host.say(text),
      leave: () => this.#leave(),
      rename: (title) => void this.#boards.rename(id, title),
      back: html`<span class="flip">${arrowBack}</span>`,
    })
    this.#turned()
  }

  #leave(): void {
    this.#table?.close()
    this.#table = null
    void this.#boards.load()
    this.#turned()
  }

  #turned(): void {
    this.#host.changed()
    void this.#host.drawn().then(() => this.focus())
  }

  readonly #create = async (): Promise<void> => {
    const id = await this.#boards.create(words.untitled)
    if (id !== undefined) this.open(id)
  }

  async #remove(id: string): Promise<void> {
    this.#removing = null
    await this.#boards.remove(id)
  }

  #ask(id: string | null): void {
    this.#removing = id
    this.#host.changed()
    void this.#host.drawn().then(() => this.#host.find('.boards .danger')?.focus())
  }
}
