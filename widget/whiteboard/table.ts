/** The open board: head, paper, bars, and the field in which words are written. */
import { html, nothing, type TemplateResult } from 'lit'
import { bones } from '../chat/empty.ts'
import { alert } from '../chat/icons.ts'
import type { PanelHost } from '../panels.ts'
import { boardWords as words } from '../strings/whiteboard.ts'
import { Editor } from './editor.ts'
import { list, more, redo, undo } from './icons.ts'
import type { Hand, Nib } from './paint.ts'
import type { Desk, Tools } from './tools.ts'

interface Room {
  say(text: string): void
  leave(): void
  rename(title: string): void
  readonly back: TemplateResult
}

const SKETCH = 'persona:sketch'

export class Table implements Desk {
  readonly editor: Editor
  readonly #host: PanelHost
  readonly #room: Room
  #tools: Tools | null = null
  listing = false
  sketch = remembered()
  #menu = false
  #closed = false

  constructor(host: PanelHost, id: string, me: string, room: Room) {
    this.#host = host
    this.#room = room
    this.editor = new Editor(host.client, id, me, {
      changed: () => {
        this.#hand()
        host.changed()
      },
      say: (text) => room.say(text),
      focusField: () => void host.drawn().then(() => this.#tools?.placeField()),
      nameOf: (by) =>
        by === me
          ? words.otherTab
          : by.startsWith('per:')
            ? (host.client.welcome?.personas.find((each) => by.endsWith(each.id))?.name ?? host.persona.name)
            : words.someone,
    })
    void this.#fetch()
  }

  close(): void {
    this.#closed = true
    this.editor.close()
  }

  drawn(): void {
    this.editor.scene.attach(this.#host.find('.paper'))
    this.#tools?.placeField()
  }

  render(): TemplateResult {
    const { editor } = this
    const { board } = editor
    const { phase } = board
    if (phase === 'gone' || phase === 'failed')
      return html`${this.#head()}
        <div class="boards center">
          <p>${phase === 'gone' ? words.gone : words.boardFailed}</p>
          <button
            type="button"
            class="solid"
            @click=${() => (phase === 'gone' ? this.#room.leave() : void board.catchUp())}
          >
            ${phase === 'gone' ? words.all : this.#host.strings.tryAgain}
          </button>
        </div>`
    return html`${this.#head()}
      <div class="desk">
        ${phase === 'loading' ? html`<div class="boards">${bones(this.#host.strings.loading)}</div>` : nothing}
        ${this.listing ? this.#tools?.outline.render() : this.#paper()}
        <div class="notes">${this.#line()} ${this.listing ? nothing : this.#tools?.bars.proposals()}</div>
        ${!this.listing && editor.canEdit ? this.#tools?.bars.tools() : nothing}
        ${this.#menu ? this.#tools?.menu() : nothing}
      </div>`
  }

  #head(): TemplateResult {
    const { board } = this.editor
    const title = board.card?.title ?? ''
    const { history } = board
    const own = board.card?.owner === board.me
    return html`<div class="board-head">
      ${this.#button(words.all, this.#room.back, () => this.#room.leave())}
      ${
        own
          ? html`<input
              class="board-title"
              dir="auto"
              maxlength="120"
              autocomplete="off"
              aria-label=${words.titleLabel}
              .value=${title}
              @change=${this.#rename}
              @keydown=${this.#titleKey}
            />`
          : html`<h2 class="board-title" dir="auto">${title}</h2>`
      }
      ${
        this.editor.canEdit
          ? html`${this.#button(words.undo, html`<span class="flip">${undo}</span>`, () => this.#tools?.undo(true), !history.canUndo)}
            ${this.#button(words.redo, html`<span class="flip">${redo}</span>`, () => this.#tools?.undo(false), !history.canRedo)}`
          : nothing
      }
      ${this.#button(this.listing ? words.canvas : words.list, list, this.#toggleList, false, this.listing)}
      <button
        type="button"
        class="icon-button ${this.#menu ? 'on' : ''}"
        aria-label=${words.more}
        title=${words.more}
        aria-expanded=${this.#menu}
        @click=${() => this.toggleMenu()}
      >
        ${more}
      </button>
    </div>`
  }

  #button(name: string, icon: TemplateResult, act: () => void, off = false, on?: boolean): TemplateResult {
    return html`<button
      type="button"
      class="icon-button ${on ? 'on' : ''}"
      aria-label=${name}
      title=${name}
      ?disabled=${off}
      @click=${act}
    >
      ${icon}
    </button>`
  }

  #paper(): TemplateResult {
    const { editor } = this
    const { elements, card } = editor.board
    const tools = this.#tools
    const hands = tools?.hands
    return html`<div
        class="paper ${editor.tool}"
        role="application"
        tabindex="0"
        aria-label=${words.board(card?.title ?? '', elements.size)}
        aria-describedby="board-words"
        @pointerdown=${tools?.down}
        @pointermove=${hands?.move}
        @pointerup=${hands?.up}
        @pointercancel=${hands?.cancel}
        @pointerleave=${hands?.leave}
        @dblclick=${hands?.twice}
        @wheel=${hands?.wheel}
        @keydown=${tools?.key}
        @keyup=${tools?.keyUp}
        @contextmenu=${(event: Event) => event.preventDefault()}
      >
        <canvas aria-hidden="true"></canvas>
      </div>
      <p id="board-words" class="sr">${tools?.told}</p>
      ${
        elements.size === 0 && editor.board.phase === 'ready' && editor.tool === 'select' && !editor.writing
          ? html`<p class="hint">${words.hint}</p>`
          : nothing
      }
      ${this.#tools?.field() ?? nothing}
      <button type="button" class="zoom" dir="ltr" title=${words.fit} @click=${() => editor.fit()}>
        ${words.zoomed(Math.round(editor.scene.camera.zoom * 100))}<span class="sr"> ${words.fit}</span>
      </button>`
  }

  #line(): TemplateResult | typeof nothing {
    const { board, presence } = this.editor
    const here = new Set([...presence.others.values()].filter(({ tab }) => tab !== '').map(({ by }) => by))
    here.delete(board.me)
    if (board.trouble) return html`<p class="line wrong" role="alert">${alert}<span>${board.trouble}</span></p>`
    if (this.#host.client.state === 'offline') return html`<p class="line">${words.offline}</p>`
    if (board.readOnly) return html`<p class="line">${words.readOnly}</p>`
    return here.size > 0 ? html`<p class="line">${words.here(here.size)}</p>` : nothing
  }

  readonly #rename = (event: Event): void => {
    const field = event.target as HTMLInputElement
    const title = field.value.trim()
    if (title === '') field.value = this.editor.board.card?.title ?? ''
    else this.#room.rename(title)
  }

  readonly #titleKey = (event: KeyboardEvent): void => {
    const field = event.target as HTMLInputElement
    if (event.key === 'Enter') field.blur()
    if (event.key !== 'Escape') return
    event.preventDefault()
    field.value = this.editor.board.card?.title ?? ''
    field.blur()
  }

  readonly #toggleList = (): void => {
    this.editor.finish()
    this.listing = !this.listing
    this.#menu = false
    this.#host.changed()
    void this.#host.drawn().then(() => this.#host.find(this.listing ? '.outline' : '.paper')?.focus())
  }

  toggleMenu(): void {
    this.#menu = !this.#menu
    this.#host.changed()
    if (this.#menu) void this.#host.drawn().then(() => this.#host.find('.menu button')?.focus())
  }

  closeMenu(): void {
    if (!this.#menu) return
    this.#menu = false
    this.#host.changed()
  }

  show(id: string): void {
    this.#toggleList()
    void this.#host.drawn().then(() => {
      this.editor.tool = 'select'
      this.editor.select([id], true)
      this.editor.reveal([id])
    })
  }

  setSketch(on: boolean): void {
    this.sketch = on
    try {
      localStorage.setItem(SKETCH, this.sketch ? '1' : '')
    } catch {
      // Where nothing is kept, it is as long as the board is open.
    }
    this.#hand()
  }

  async #fetch(): Promise<void> {
    const tools = await import('./tools.ts').catch(() => null)
    if (this.#closed) return
    // Without them the board can be looked at; the next one tries again.
    if (tools === null) {
      this.editor.board.trouble = words.lost
      return this.#host.changed()
    }
    this.#host.adopt(tools.toolStyles)
    this.#tools = new tools.Tools(this.#host, this.editor, this)
    this.#host.changed()
  }

  #loading: Promise<{ hand: Hand; nib: Nib } | null> | null = null

  /** The pen's line and the sketch look are fetched with the first board that has either. */
  #hand(): void {
    const { scene, board } = this.editor
    const wanted = this.sketch || [...board.elements.values()].some(({ kind }) => kind === 'stroke')
    if (!wanted && !scene.style.hand) return
    this.#loading ??= import('./sketch.ts').catch(() => null)
    void this.#loading.then((sketch) => {
      if (sketch === null) this.#loading = null
      const [hand, nib] = [this.sketch ? (sketch?.hand ?? null) : null, sketch?.nib ?? null]
      if (scene.style.hand === hand && scene.style.nib === nib) return
      scene.style = { ...scene.style, hand, nib }
      scene.repaint()
    })
  }
}

const remembered = (): boolean => {
  try {
    return localStorage.getItem(SKETCH) === '1'
  } catch {
    return false
  }
}
