/** The field in which words are written: it lies on the board where they will be, in letters of the same size. */
import { html, nothing, type TemplateResult } from 'lit'
import { boxOf, pathOf } from '../../bff/board/boxes.ts'
import { isLinear } from '../../bff/board/element.ts'
import type { PanelHost } from '../panels.ts'
import { boardWords } from '../strings/whiteboard.ts'
import { workWords as words } from '../strings/whiteboard-work.ts'
import type { Editor } from './editor.ts'
import { middleOf } from './paint.ts'

export class Field {
  readonly #host: PanelHost
  readonly #editor: Editor
  #wanted = false

  constructor(host: PanelHost, editor: Editor) {
    this.#host = host
    this.#editor = editor
  }

  render(): TemplateResult | typeof nothing {
    const { writing } = this.#editor
    return writing
      ? html`<textarea
          class="written"
          dir="auto"
          maxlength="2000"
          aria-label=${words.textOf(boardWords.kind(writing.element.kind))}
          @input=${this.#typed}
          @keydown=${this.#fieldKey}
          @blur=${this.#finish}
        ></textarea>`
      : nothing
  }

  get #field(): HTMLTextAreaElement | null {
    return this.#host.find('.written') as HTMLTextAreaElement | null
  }

  place(): void {
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

  readonly #typed = (event: Event): void => {
    this.#editor.typed = (event.target as HTMLTextAreaElement).value
    this.place()
  }

  readonly #fieldKey = (event: KeyboardEvent): void => {
    if (event.isComposing || (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))))
      return
    event.preventDefault()
    this.#editor.finish()
    this.#host.find('.paper')?.focus()
  }

  readonly #finish = (): void => this.#editor.finish()
}
