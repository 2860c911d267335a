/** Everything on a board as a list: read, written, moved, connected and removed without seeing or pointing. */
import { html, nothing, type TemplateResult } from 'lit'
import type { BoardElement } from '../../bff/api.ts'
import { GRID } from '../../bff/board/place.ts'
import { bin } from '../chat/icons.ts'
import { boardWords as words } from '../strings/whiteboard.ts'
import { connect, move, remove } from './acts.ts'
import { worded } from './change.ts'
import type { Editor, Way } from './editor.ts'
import { moveIcon, target, tools } from './tool-icons.ts'
import { reading, stepOfWay } from './keys.ts'

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
    return html`<div class="outline" tabindex="-1" role="region" aria-label=${words.list}>
      ${
        this.#connecting
          ? html`<p class="connecting">
              ${words.connectTo(editor.nameElement(this.#connecting))}
              <button type="button" class="text" @click=${() => this.#connect(null)}>${words.cancel}</button>
            </p>`
          : nothing
      }
      ${ids.length === 0 ? html`<p class="none">${words.hint}</p>` : nothing}
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
    const name = editor.nameElement(id)
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
              ? html`<span class="words" dir="auto">${text ?? words.kind(kind)}</span>`
              : html`<input
                  dir="auto"
                  autocomplete="off"
                  maxlength="2000"
                  aria-label=${words.textOf(words.kind(kind))}
                  placeholder=${words.kind(kind)}
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
              ${(Object.keys(words.way) as Way[]).map(
                (way) =>
                  html`<button type="button" class="text" @click=${() => this.#step(id, way)}>
                    ${words.way[way]}
                  </button>`,
              )}
            </div>`
          : nothing
      }
    </li>`
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
    else if (id !== null) this.#editor.say(words.connectTo(this.#editor.nameElement(id)))
    this.#connecting = this.#connecting === null ? id : null
    this.#acts.changed()
  }

  readonly #more = (): void => {
    this.#shown += PAGE
    this.#acts.changed()
  }
}
