/** Everything that one works on a board with: hands, keys, bars, the list, the menu, the field for words. Fetched with the first board. */
import { html, nothing, type TemplateResult } from 'lit'
import { boxOf, pathOf } from '../../bff/board/boxes.ts'
import { isLinear } from '../../bff/board/element.ts'
import type { PanelHost } from '../panels.ts'
import { boardWords as words } from '../strings/whiteboard.ts'
import { finish, undo } from './acts.ts'
import { Bars } from './bars.ts'
import type { Editor } from './editor.ts'
import type { Format } from './files.ts'
import { Hands } from './hands.ts'
import { onKey, reading } from './keys.ts'
import { Outline } from './outline.ts'
import { over } from './over.ts'
import { middleOf } from './paint.ts'

export { toolStyles } from './tool-styles.ts'

/** What the tools may ask of the board around them. */
export interface Desk {
  readonly listing: boolean
  readonly sketch: boolean
  toggleMenu(): void
  closeMenu(): void
  setSketch(on: boolean): void
  /** Back to the drawing, with this selected. */
  show(id: string): void
}

/** Objects that are told of the canvas itself. */
const TOLD = 20

export class Tools {
  readonly hands: Hands
  readonly bars: Bars
  readonly outline: Outline
  readonly #host: PanelHost
  readonly #editor: Editor
  readonly #desk: Desk
  #wanted = false

  constructor(host: PanelHost, editor: Editor, desk: Desk) {
    this.#host = host
    this.#editor = editor
    this.#desk = desk
    this.hands = new Hands(editor)
    this.bars = new Bars(editor)
    this.outline = new Outline(editor, { changed: () => host.changed(), show: (id) => desk.show(id) })
    editor.finish = () => finish(editor)
    editor.over = (ctx, camera, style) => {
      over(editor, ctx, camera, style)
      this.placeField()
    }
  }

  undo(back: boolean): void {
    undo(this.#editor, back)
  }

  /** The board in words, for those who do not see it. */
  get told(): string {
    const editor = this.#editor
    const ids = reading(editor)
    const names = ids.slice(0, TOLD).map((id) => editor.nameElement(id))
    return `${words.keys} ${[...names, ...(ids.length > TOLD ? ['…'] : [])].join('. ')}`
  }

  field(): TemplateResult | typeof nothing {
    const { writing } = this.#editor
    return writing
      ? html`<textarea
          class="written"
          dir="auto"
          maxlength="2000"
          aria-label=${words.textOf(words.kind(writing.element.kind))}
          @input=${this.#typed}
          @keydown=${this.#fieldKey}
          @blur=${this.#finish}
        ></textarea>`
      : nothing
  }

  menu(): TemplateResult {
    const editor = this.#editor
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
        this.#desk.listing
          ? nothing
          : html`${item(words.fit, () => this.#chosen(() => editor.fit()))}
              <span class="pair"
                >${item(words.zoomOut, () => editor.zoom(0.8))}${item(words.zoomIn, () => editor.zoom(1.25))}</span
              >
              <label class="tick"
                ><input
                  type="checkbox"
                  .checked=${this.#desk.sketch}
                  @change=${(event: Event) => this.#desk.setSketch((event.target as HTMLInputElement).checked)}
                />${words.sketch}</label
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
  placeField(): void {
    const field = this.#field
    const { writing, scene, find } = this.#editor
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
      this.#editor.typed = field.value
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

  readonly down = (event: PointerEvent): void => {
    this.#desk.closeMenu()
    ;(event.currentTarget as HTMLElement).focus({ preventScroll: true })
    this.hands.down(event)
  }

  readonly key = (event: KeyboardEvent): void => {
    if (event.key === ' ') {
      this.hands.space = true
      event.preventDefault()
    } else if (!event.isComposing && onKey(this.#editor, event)) event.preventDefault()
    // What a key means here it does not mean to the page around.
    if (event.key !== 'Escape' && event.key !== 'F6' && event.key !== 'Tab') event.stopPropagation()
  }

  readonly keyUp = (event: KeyboardEvent): void => {
    if (event.key === ' ') this.hands.space = false
    event.stopPropagation()
  }

  readonly #typed = (event: Event): void => {
    this.#editor.typed = (event.target as HTMLTextAreaElement).value
    this.placeField()
  }

  readonly #fieldKey = (event: KeyboardEvent): void => {
    if (event.isComposing || (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))))
      return
    event.preventDefault()
    this.#editor.finish()
    this.#host.find('.paper')?.focus()
  }

  readonly #finish = (): void => this.#editor.finish()

  readonly #menuKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    this.#desk.toggleMenu()
    this.#host.find('.board-head [aria-expanded]')?.focus()
  }

  readonly #menuLeft = (event: FocusEvent): void => {
    const to = event.relatedTarget as Element | null
    if (to === null || to.closest('.menu, [aria-expanded]')) return
    this.#desk.closeMenu()
  }

  #chosen(act: () => void): void {
    this.#desk.closeMenu()
    act()
    this.#host.changed()
    this.#host.find('.paper')?.focus()
  }

  async #save(format: Format): Promise<void> {
    this.#desk.closeMenu()
    const files = await import('./files.ts').catch(() => null)
    if (await files?.saveBoard(this.#editor.board, this.#editor.scene, format)) this.#editor.say(words.saved)
  }

  async #bring(field: HTMLInputElement): Promise<void> {
    const [file] = field.files ?? []
    const files = await import('./files.ts').catch(() => null)
    this.#desk.closeMenu()
    if (!file || !files) return
    const { board } = this.#editor
    const brought = await files.bringFile(board, file)
    if (brought === null) board.trouble = words.notExcalidraw
    else if (brought) {
      this.#editor.say(words.imported(brought.imported, brought.left))
      await board.catchUp()
      this.#editor.fit()
    }
    this.#host.changed()
  }
}
