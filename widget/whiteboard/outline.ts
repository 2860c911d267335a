/** Everything on a board as a list: read, written, moved, connected and removed without seeing or pointing. */
import { html, nothing, type TemplateResult } from 'lit'
import type { BoardElement } from '../../bff/api.ts'
import { GRID } from '../../bff/board/place.ts'
import { bin } from '../chat/icons.ts'
import { boardWords } from '../strings/whiteboard.ts'
import { workWords as words } from '../strings/whiteboard-work.ts'
import { connect, grow, move, nameOf, remove, select, turn } from './acts.ts'
import { worded } from './change.ts'
import type { Editor, Way } from './editor.ts'
import { reading, stepOfWay } from './keys.ts'
import { tools } from './tool-icons.ts'
import { moveIcon, target } from './work-icons.ts'

export { outlineStyles } from './outline-styles.ts'

const PAGE = 200

interface Acts {
  changed(): void
  /** Back to the drawing, with this selected. */
  show(id: string): void
}

export class Outline {
  readonly #editor: Editor
  readonly #acts: Acts
  #moving: string | null = null
  #connecting: string | null = null
  #shown = PAGE

  constructor(editor: Editor, acts: Acts) {
    this.#editor = editor
    this.#acts = acts
  }

  render(): TemplateResult {
    const editor = this.#editor
    const ids = reading(editor)
    return html`<div class="outline" tabindex="-1" role="region" aria-label=${boardWords.list}>
      ${
        this.#connecting
          ? html`<p class="connecting">
              ${words.connectTo(nameOf(editor, this.#connecting))}
              <button type="button" class="text" @click=${() => this.#connect(null)}>${words.cancel}</button>
            </p>`
          : nothing
      }
      ${ids.length === 0 ? html`<p class="none">${boardWords.hint}</p>` : nothing}
      <ul>
        ${ids.slice(0, this.#shown).map((id) => this.#row(editor.find(id) as BoardElement))}
      </ul>
      ${
        ids.length > this.#shown
          ? html`<button type="button" class="text" @click=${this.#more}>${words.moreObjects}</button>`
          : nothing
      }
    </div>`
  }

  #row(element: BoardElement): TemplateResult {
    const editor = this.#editor
    const { id, kind, text, from, to, ghost } = element
    const name = nameOf(editor, id)
    const linear = kind === 'arrow' || kind === 'line'
    const wordless = kind === 'stroke' || kind === 'other'
    const icon = kind === 'stroke' ? tools.pen : kind === 'other' ? tools.rectangle : tools[kind]
    const other = this.#connecting !== null && this.#connecting !== id && !linear
    return html`<li>
      <div class="row" role="group" aria-label=${name}>
        ${icon}
        <span class="what">
          ${
            wordless || !editor.canEdit
              ? html`<span class="words" dir="auto">${text ?? boardWords.kind(kind)}</span>`
              : html`<input
                  dir="auto"
                  autocomplete="off"
                  maxlength="2000"
                  aria-label=${words.textOf(boardWords.kind(kind))}
                  placeholder=${boardWords.kind(kind)}
                  .value=${text ?? ''}
                  @change=${(event: Event) => this.#write(id, (event.target as HTMLInputElement).value)}
                />`
          }
          ${from || to ? html`<small dir="auto">${words.nameOf({ ...element, text: null }, editor.find)}</small>` : nothing}
          ${ghost ? html`<small>${words.proposed}</small>` : nothing}
        </span>
        ${
          other
            ? html`<button type="button" class="text" @click=${() => this.#connect(id)}>${words.connectHere}</button>`
            : html`<span class="row-acts">
                ${this.#act(words.show, target, () => this.#acts.show(id))}
                ${
                  editor.canEdit
                    ? html`${
                        linear || wordless ? nothing : this.#act(words.connect, tools.arrow, () => this.#connect(id))
                      }
                      ${from && to ? nothing : this.#act(words.move, moveIcon, () => this.#move(id), this.#moving === id)}
                      ${this.#act(words.remove1, bin, () => remove(editor, [id]))}`
                    : nothing
                }
              </span>`
        }
      </div>
      ${
        this.#moving === id
          ? html`<div class="ways" role="group" aria-label=${words.move}>
              ${(Object.keys(words.way) as Way[]).map((way) => this.#word(words.way[way], () => this.#step(id, way)))}
              ${
                linear
                  ? nothing
                  : [
                      this.#word(words.larger, () => this.#with(id, () => grow(editor, GRID, GRID))),
                      this.#word(words.smaller, () => this.#with(id, () => grow(editor, -GRID, -GRID))),
                      this.#word(words.turnLeft, () => this.#with(id, () => turn(editor, -Math.PI / 12))),
                      this.#word(words.turnRight, () => this.#with(id, () => turn(editor, Math.PI / 12))),
                    ]
              }
            </div>`
          : nothing
      }
    </li>`
  }

  #word(name: string, act: () => void): TemplateResult {
    return html`<button type="button" class="text muted" @click=${act}>${name}</button>`
  }

  /** What is done to the selection is done to this. */
  #with(id: string, act: () => void): void {
    select(this.#editor, [id])
    act()
  }

  #act(name: string, icon: TemplateResult, act: () => void, open?: boolean): TemplateResult {
    return html`<button
      type="button"
      class="icon-button small"
      aria-label=${name}
      title=${name}
      aria-expanded=${open ?? nothing}
      @click=${act}
    >
      ${icon}
    </button>`
  }

  #write(id: string, text: string): void {
    const element = this.#editor.find(id)
    if (element) this.#editor.edit(worded(element, text))
  }

  #step(id: string, way: Way): void {
    const [dx, dy] = stepOfWay[way]
    move(this.#editor, [id], dx * GRID, dy * GRID)
  }

  #move(id: string): void {
    this.#moving = this.#moving === id ? null : id
    this.#acts.changed()
  }

  /** First where from, then where to; `null` is neither. */
  #connect(id: string | null): void {
    if (this.#connecting !== null && id !== null) connect(this.#editor, this.#connecting, id)
    else if (id !== null) this.#editor.say(words.connectTo(nameOf(this.#editor, id)))
    this.#connecting = this.#connecting === null ? id : null
    this.#acts.changed()
  }

  readonly #more = (): void => {
    this.#shown += PAGE
    this.#acts.changed()
  }
}
