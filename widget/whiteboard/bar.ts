/** The tools, in one bar below the board. */
import { html, type TemplateResult } from 'lit'
import { boardWords as words } from '../strings/whiteboard.ts'
import type { Editor, Tool } from './editor.ts'
import { tools } from './tool-icons.ts'

export const shapes: readonly Tool[] = ['rectangle', 'ellipse', 'diamond']
export const lines: readonly Tool[] = ['arrow', 'line']

export const toolButton = (editor: Editor, tool: Tool): TemplateResult =>
  html`<button
    type="button"
    class="icon-button"
    aria-label=${words.tool[tool]}
    title=${words.tool[tool]}
    aria-pressed=${editor.tool === tool}
    @click=${() => editor.use(tool)}
  >
    ${tools[tool]}
  </button>`

/** The shape and the line that were used last stand in the bar for all of theirs. */
export class Bar {
  readonly #editor: Editor
  #shape: Tool = 'rectangle'
  #line: Tool = 'arrow'

  constructor(editor: Editor) {
    this.#editor = editor
  }

  render(): TemplateResult {
    const editor = this.#editor
    const { tool } = editor
    if (shapes.includes(tool)) this.#shape = tool
    if (lines.includes(tool)) this.#line = tool
    const all: Tool[] = ['select', 'hand', 'pen', 'eraser', this.#shape, this.#line, 'text', 'note']
    return html`<div class="bar" role="toolbar" aria-label=${words.tools}>
      ${all.map((each) => toolButton(editor, each))}
    </div>`
  }
}
