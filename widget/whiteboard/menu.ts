/** What is done with a board as a whole: how it is seen, saved as a file, and added to from one. */
import { html, nothing, type TemplateResult } from 'lit'
import { boardWords } from '../strings/whiteboard.ts'
import { workWords as words } from '../strings/whiteboard-work.ts'
import type { Editor } from './editor.ts'
import type { Format } from './files.ts'
import type { Desk } from './tools.ts'

export class Menu {
  readonly #editor: Editor
  readonly #desk: Desk
  readonly #close: () => void

  constructor(editor: Editor, desk: Desk, close: () => void) {
    this.#editor = editor
    this.#desk = desk
    this.#close = close
  }

  render(): TemplateResult {
    const editor = this.#editor
    const desk = this.#desk
    const save = (format: Format) => () => void this.#save(format)
    const item = (name: string, act: () => void): TemplateResult =>
      html`<button type="button" @click=${act}>${name}</button>`
    const view = html`${item(boardWords.fit, this.#fit)}
      <span class="pair"
        >${item(words.zoomOut, () => editor.zoom(0.8))}${item(words.zoomIn, () => editor.zoom(1.25))}</span
      >
      <label class="tick"
        ><input
          type="checkbox"
          .checked=${desk.sketch}
          @change=${(event: Event) => desk.setSketch((event.target as HTMLInputElement).checked)}
        />${words.sketch}</label
      >
      <hr />`
    return html`${desk.listing ? nothing : view}
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
      }`
  }

  readonly #fit = (): void => {
    this.#close()
    this.#editor.fit()
    this.#desk.focusPaper()
  }

  async #save(format: Format): Promise<void> {
    this.#close()
    const files = await import('./files.ts').catch(() => null)
    if (await files?.saveBoard(this.#editor.board, this.#editor.scene, format)) this.#editor.say(words.saved)
  }

  async #bring(field: HTMLInputElement): Promise<void> {
    const [file] = field.files ?? []
    const files = await import('./files.ts').catch(() => null)
    this.#close()
    if (!file || !files) return
    const { board } = this.#editor
    const brought = await files.bringFile(board, file)
    if (brought === null) board.trouble = words.notExcalidraw
    else if (brought) {
      this.#editor.say(words.imported(brought.imported, brought.left))
      await board.catchUp()
      this.#editor.fit()
    }
    board.changed()
  }
}
