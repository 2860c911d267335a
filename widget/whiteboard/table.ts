/** The open board: head, paper, bars, and the field in which words are written. */
import { html, nothing, type TemplateResult } from 'lit'
import { outline } from '../../bff/board/outline.ts'
import { isLinear } from '../../bff/board/element.ts'
import { boxOf } from '../../bff/board/boxes.ts'
import { bones } from '../chat/empty.ts'
import { alert } from '../chat/icons.ts'
import type { PanelHost } from '../panels.ts'
import { boardWords as words } from '../strings/whiteboard.ts'
import { Bars } from './bars.ts'
import { Editor } from './editor.ts'
import type { Format } from './files.ts'
import { Hands } from './hands.ts'
import { list, more, redo, undo } from './icons.ts'
import { onKey } from './keys.ts'
import { Outline } from './outline.ts'
import { middleOf } from './paint.ts'
import { pathOf } from '../../bff/board/boxes.ts'

interface Room {
  say(text: string): void
  leave(): void
  rename(title: string): void
  readonly back: TemplateResult
}

const SKETCH = 'persona:sketch'
/** Lines of the board in words that are told of the canvas itself; the list has all. */
const TOLD = 20

export class Table {
  readonly editor: Editor
  readonly #host: PanelHost
  readonly #room: Room
  readonly #hands: Hands
  readonly #bars: Bars
  readonly #outline: Outline
  #listing = false
  #menu = false
  #sketch = remembered()
  #wanted = false

  constructor(host: PanelHost, id: string, me: string, room: Room) {
    this.#host = host
    this.#room = room
    this.editor = new Editor(host.client, id, me, {
      changed: () => {
        this.#hand()
        host.changed()
      },
      say: (text) => room.say(text),
      focusField: () => void host.drawn().then(() => this.#field?.select()),
      nameOf: (by) =>
        by === me
          ? words.otherTab
          : by.startsWith('per:')
            ? (host.client.welcome?.personas.find((each) => by.endsWith(each.id))?.name ?? host.persona.name)
            : words.someone,
    })
    this.#hands = new Hands(this.editor)
    this.#bars = new Bars(this.editor)
    this.#outline = new Outline(this.editor, { changed: () => host.changed(), show: (one) => this.#show(one) })
    const over = this.editor.over
    this.editor.over = (ctx, camera, style) => {
      over(ctx, camera, style)
      this.#placeField()
    }
  }

  close(): void {
    this.editor.close()
  }

  drawn(): void {
    this.editor.scene.attach(this.#host.find('.paper'))
    this.#placeField()
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
        ${this.#listing ? this.#outline.render() : this.#paper()}
        <div class="notes">${this.#line()} ${this.#listing ? nothing : this.#bars.proposals()}</div>
        ${!this.#listing && editor.canEdit ? this.#bars.tools() : nothing} ${this.#menu ? this.#menuList() : nothing}
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
          ? html`${this.#button(words.undo, html`<span class="flip">${undo}</span>`, () => this.editor.undo(), !history.canUndo)}
            ${this.#button(words.redo, html`<span class="flip">${redo}</span>`, () => this.editor.undo(false), !history.canRedo)}`
          : nothing
      }
      ${this.#button(this.#listing ? words.canvas : words.list, list, this.#toggleList, false, this.#listing)}
      <button
        type="button"
        class="icon-button ${this.#menu ? 'on' : ''}"
        aria-label=${words.more}
        title=${words.more}
        aria-expanded=${this.#menu}
        @click=${this.#toggleMenu}
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
    const hands = this.#hands
    const { lines, left } = outline(elements.size > 500 ? new Map([...elements].slice(0, 500)) : elements)
    return html`<div
        class="paper ${editor.tool}"
        role="application"
        tabindex="0"
        aria-label=${words.board(card?.title ?? '', elements.size)}
        aria-describedby="board-words"
        @pointerdown=${this.#down}
        @pointermove=${hands.move}
        @pointerup=${hands.up}
        @pointercancel=${hands.cancel}
        @pointerleave=${hands.leave}
        @dblclick=${hands.twice}
        @wheel=${hands.wheel}
        @keydown=${this.#key}
        @keyup=${this.#keyUp}
        @contextmenu=${(event: Event) => event.preventDefault()}
      >
        <canvas aria-hidden="true"></canvas>
      </div>
      <p id="board-words" class="sr">
        ${words.keys} ${lines.slice(0, TOLD).join('. ')} ${left > 0 || lines.length > TOLD ? '…' : ''}
      </p>
      ${
        elements.size === 0 && editor.board.phase === 'ready' && editor.tool === 'select' && !editor.writing
          ? html`<p class="hint">${words.hint}</p>`
          : nothing
      }
      ${
        editor.writing
          ? html`<textarea
              class="written"
              dir="auto"
              maxlength="2000"
              aria-label=${words.textOf(words.kind(editor.writing.element.kind))}
              @input=${this.#typed}
              @keydown=${this.#fieldKey}
              @blur=${this.#finish}
            ></textarea>`
          : nothing
      }
      <button type="button" class="zoom" title=${words.fit} @click=${() => editor.fit()}>
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

  #menuList(): TemplateResult {
    const { editor } = this
    const save = (format: Format) => () => void this.#save(format)
    const item = (name: string, act: () => void): TemplateResult =>
      html`<button type="button" @click=${act}>${name}</button>`
    return html`<div
      class="menu"
      role="group"
      aria-label=${words.more}
      @keydown=${this.#menuKey}
      @focusout=${this.#menuLeft}
    >
      ${
        this.#listing
          ? nothing
          : html`${item(words.fit, () => this.#chosen(() => editor.fit()))}
              <span class="pair"
                >${item(words.zoomOut, () => editor.zoom(0.8))}${item(words.zoomIn, () => editor.zoom(1.25))}</span
              >
              <label class="tick"
                ><input type="checkbox" .checked=${this.#sketch} @change=${this.#toggleSketch} />${words.sketch}</label
              >
              <hr />`
      }
      <p>${words.saveAs}</p>
      ${item(words.picture, save('png'))} ${item(words.drawing, save('svg'))}
      ${item(words.excalidraw, save('excalidraw'))} ${item(words.inWords, save('text'))}
      ${
        editor.canEdit
          ? html`<hr />
              <label class="bring"
                >${words.bring}<input
                  class="sr"
                  type="file"
                  accept=".excalidraw,application/json"
                  @change=${(event: Event) => void this.#bring(event.target as HTMLInputElement)}
              /></label>`
          : nothing
      }
    </div>`
  }

  get #field(): HTMLTextAreaElement | null {
    return this.#host.find('.written') as HTMLTextAreaElement | null
  }

  /** The field lies where the words will be, in letters of the same size. */
  #placeField(): void {
    const field = this.#field
    const { writing, scene, find } = this.editor
    if (!field || !writing) return
    const element = find(writing.element.id) ?? writing.element
    const { camera } = scene
    const own = isLinear(element) ? middleOf(pathOf(element, find)) : boxOf(element, find)
    const size = Math.max(writing.element.size ?? 20, 8)
    const loose = element.kind === 'text'
    const w = loose ? Math.max(own.w + size, 160) : Math.max(own.w - 16, 100)
    const x = loose ? own.x : own.x + own.w / 2 - w / 2
    const box = { left: (x - camera.x) * camera.zoom, width: w * camera.zoom }
    if (field.dataset['of'] !== writing.element.id) {
      field.dataset['of'] = writing.element.id
      field.value = element.text ?? ''
      this.editor.typed = field.value
      this.#wanted = true
    }
    field.classList.toggle('loose', loose)
    const put = (name: string, value: string): void => field.style.setProperty(name, value)
    put('font-size', `${size * camera.zoom}px`)
    put('width', `${box.width}px`)
    put('height', '0')
    const high = Math.max(field.scrollHeight, size * 1.25 * camera.zoom)
    put('height', `${high}px`)
    put('left', `${box.left}px`)
    const top = (own.y - camera.y) * camera.zoom
    put('top', `${loose ? top : top + (own.h * camera.zoom - high) / 2}px`)
    if (this.#wanted) {
      this.#wanted = false
      field.focus({ preventScroll: true })
      field.select()
    }
  }

  readonly #down = (event: PointerEvent): void => {
    this.#menu = false
    ;(event.currentTarget as HTMLElement).focus({ preventScroll: true })
    this.#hands.down(event)
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === ' ') {
      this.#hands.space = true
      event.preventDefault()
    } else if (!event.isComposing && onKey(this.editor, event)) event.preventDefault()
    // What a key means here it does not mean to the page around.
    if (event.key !== 'Escape' && event.key !== 'F6' && event.key !== 'Tab') event.stopPropagation()
  }

  readonly #keyUp = (event: KeyboardEvent): void => {
    if (event.key === ' ') this.#hands.space = false
    event.stopPropagation()
  }

  readonly #typed = (event: Event): void => {
    this.editor.typed = (event.target as HTMLTextAreaElement).value
    this.#placeField()
  }

  readonly #fieldKey = (event: KeyboardEvent): void => {
    if (event.isComposing || (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))))
      return
    event.preventDefault()
    this.editor.finish()
    this.#host.find('.paper')?.focus()
  }

  readonly #finish = (): void => this.editor.finish()

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
    this.#listing = !this.#listing
    this.#menu = false
    this.#host.changed()
    void this.#host.drawn().then(() => this.#host.find(this.#listing ? '.outline' : '.paper')?.focus())
  }

  readonly #toggleMenu = (): void => {
    this.#menu = !this.#menu
    this.#host.changed()
    if (this.#menu) void this.#host.drawn().then(() => this.#host.find('.menu button')?.focus())
  }

  readonly #menuKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    this.#toggleMenu()
    this.#host.find('.board-head [aria-expanded]')?.focus()
  }

  readonly #menuLeft = (event: FocusEvent): void => {
    const to = event.relatedTarget as Element | null
    if (to === null || to.closest('.menu, [aria-expanded]')) return
    this.#menu = false
    this.#host.changed()
  }

  #chosen(act: () => void): void {
    this.#menu = false
    act()
    this.#host.changed()
    this.#host.find('.paper')?.focus()
  }

  #show(id: string): void {
    this.#toggleList()
    void this.#host.drawn().then(() => {
      this.editor.tool = 'select'
      this.editor.select([id], true)
      this.editor.reveal([id])
    })
  }

  async #save(format: Format): Promise<void> {
    this.#menu = false
    this.#host.changed()
    const files = await import('./files.ts').catch(() => null)
    if (await files?.saveBoard(this.editor.board, this.editor.scene, format)) this.#room.say(words.saved)
  }

  async #bring(field: HTMLInputElement): Promise<void> {
    const [file] = field.files ?? []
    const files = await import('./files.ts').catch(() => null)
    this.#menu = false
    if (!file || !files) return
    const { board } = this.editor
    const brought = await files.bringFile(board, file)
    if (brought === null) board.trouble = words.notExcalidraw
    else if (brought) {
      this.#room.say(words.imported(brought.imported, brought.left))
      await board.catchUp()
      this.editor.fit()
    }
    this.#host.changed()
  }

  readonly #toggleSketch = (event: Event): void => {
    this.#sketch = (event.target as HTMLInputElement).checked
    try {
      localStorage.setItem(SKETCH, this.#sketch ? '1' : '')
    } catch {
      // Where nothing is kept, it is as long as the board is open.
    }
    this.#hand()
  }

  #loading: Promise<typeof import('./sketch.ts') | null> | null = null

  /** The pen's line and the sketch look are fetched with the first board that has either. */
  #hand(): void {
    const { scene, board } = this.editor
    const wanted = this.#sketch || [...board.elements.values()].some(({ kind }) => kind === 'stroke')
    if (!wanted && !scene.style.hand) return
    this.#loading ??= import('./sketch.ts').catch(() => null)
    void this.#loading.then((sketch) => {
      if (sketch === null) this.#loading = null
      const [hand, nib] = [this.#sketch ? (sketch?.hand ?? null) : null, sketch?.nib ?? null]
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
