/** The bars over a board: tools below, with what the tool in hand or the selection can be; proposals above. */
import { html, nothing, type TemplateResult } from 'lit'
import { bin, check, copy } from '../chat/icons.ts'
import { close } from '../icons.ts'
import { boardWords as words } from '../strings/whiteboard.ts'
import { double, remove } from './acts.ts'
import { grouped, raised, styled, ungrouped } from './change.ts'
import type { Editor, Tool } from './editor.ts'
import { back, front, group, tools } from './tool-icons.ts'

const colors: Readonly<Record<keyof typeof words.color, string | null>> = {
  ink: null,
  red: '#e03131',
  orange: '#e8590c',
  green: '#2f9e44',
  blue: '#1971c2',
  violet: '#7048e8',
}
const fills: Readonly<Record<keyof typeof words.color, string | null>> = {
  ink: null,
  red: '#ffc9c9',
  orange: '#fff3bf',
  green: '#b2f2bb',
  blue: '#a5d8ff',
  violet: '#d0bfff',
}

const shapes: readonly Tool[] = ['rectangle', 'ellipse', 'diamond']
const lines: readonly Tool[] = ['arrow', 'line']
const isOne = (all: readonly Tool[], tool: Tool): boolean => all.includes(tool)

/** The shape and the line that were used last stand in the bar for all of theirs. */
export class Bars {
  readonly #editor: Editor
  #shape: Tool = 'rectangle'
  #line: Tool = 'arrow'

  constructor(editor: Editor) {
    this.#editor = editor
  }

  tools(): TemplateResult {
    const { tool } = this.#editor
    if (isOne(shapes, tool)) this.#shape = tool
    if (isOne(lines, tool)) this.#line = tool
    const all: Tool[] = ['select', 'hand', 'pen', 'eraser', this.#shape, this.#line, 'text', 'note']
    return html`<div class="dock">
      ${this.#options()}
      <div class="bar" role="toolbar" aria-label=${words.tools}>${all.map((each) => this.#tool(each))}</div>
    </div>`
  }

  proposals(): TemplateResult[] {
    const editor = this.#editor
    return editor.proposals.map(
      ({ id, by, ids }) =>
        html`<div class="proposal" role="group" aria-label=${words.proposes(editor.nameOf(by), ids.length)}>
          <button type="button" class="about" @click=${() => editor.reveal(ids)}>
            ${words.proposes(editor.nameOf(by), ids.length)}
          </button>
          ${
            editor.canEdit
              ? html`<button type="button" class="solid" @click=${() => void this.#decide(id, 'accept')}>
                    ${words.accept}
                  </button>
                  <button type="button" class="text muted" @click=${() => void this.#decide(id, 'reject')}>
                    ${words.reject}
                  </button>`
              : nothing
          }
        </div>`,
    )
  }

  async #decide(proposal: string, how: 'accept' | 'reject'): Promise<void> {
    const editor = this.#editor
    if (await editor.board.decide(proposal, how)) editor.say(how === 'accept' ? words.accepted : words.rejected)
  }

  #tool(tool: Tool): TemplateResult {
    const editor = this.#editor
    return html`<button
      type="button"
      class="icon-button"
      aria-label=${words.tool[tool]}
      title=${words.tool[tool]}
      aria-pressed=${editor.tool === tool}
      @click=${() => editor.use(tool)}
    >
      ${tools[tool]}
    </button>`
  }

  #options(): TemplateResult | typeof nothing {
    const editor = this.#editor
    const { tool, chosen } = editor
    const variants = isOne(shapes, tool) ? shapes : isOne(lines, tool) ? lines : []
    if (tool === 'select' && (chosen.length === 0 || editor.writing)) return nothing
    if (tool === 'hand' || tool === 'eraser') return nothing
    const kinds = chosen.map(({ kind }) => kind)
    const fillable =
      chosen.length > 0 && tool === 'select'
        ? kinds.some((kind) => kind === 'rectangle' || kind === 'ellipse' || kind === 'diamond' || kind === 'note')
        : isOne(shapes, tool)
    const lined = tool !== 'note' && !(chosen.length > 0 && kinds.every((kind) => kind === 'note'))
    return html`<div class="bar options" role="toolbar" aria-label=${words.options}>
      ${variants.map((each) => this.#tool(each))} ${lined ? this.#swatches('color', colors) : nothing}
      ${fillable ? this.#swatches('fill', fills) : nothing} ${tool === 'select' ? this.#acts() : nothing}
    </div>`
  }

  #acts(): TemplateResult {
    const editor = this.#editor
    const { chosen, board, selected } = editor
    const tied = chosen.some(({ groups }) => groups?.length)
    const many = chosen.length > 1
    const raise = (way: 'front' | 'back') => () => editor.edit(raised(board.elements, selected, way))
    return html`<span class="deeds">
      ${
        many || tied
          ? this.#act(tied ? words.ungroup : words.group, group, () =>
              editor.edit((tied ? ungrouped : grouped)(chosen)),
            )
          : nothing
      }
      ${this.#act(words.front, front, raise('front'))} ${this.#act(words.back, back, raise('back'))}
      ${this.#act(words.copy, copy, () => double(editor))} ${this.#act(words.remove1, bin, () => remove(editor))}
    </span>`
  }

  #act(name: string, icon: TemplateResult, act: () => void): TemplateResult {
    return html`<button type="button" class="icon-button" aria-label=${name} title=${name} @click=${act}>
      ${icon}
    </button>`
  }

  #swatches(which: 'color' | 'fill', all: Readonly<Record<keyof typeof words.color, string | null>>): TemplateResult {
    const editor = this.#editor
    const [first] = editor.chosen
    const now = (first && editor.tool === 'select' ? first[which] : editor[which]) ?? null
    return html`<span class="swatches" role="group" aria-label=${which === 'color' ? words.line('') : words.fill('')}>
      ${(Object.entries(all) as [keyof typeof words.color, string | null][]).map(([name, value]) => {
        const spoken = words.color[name]
        const label = which === 'color' ? words.line(spoken) : value === null ? words.noFill : words.fill(spoken)
        return html`<button
          type="button"
          class="swatch ${which} ${name}"
          aria-label=${label}
          title=${label}
          aria-pressed=${now === value}
          @click=${() => this.#paint(which, value)}
        >
          <i>${now === value ? check : value === null && which === 'fill' ? close : nothing}</i>
        </button>`
      })}
    </span>`
  }

  #paint(which: 'color' | 'fill', value: string | null): void {
    const editor = this.#editor
    editor[which] = value
    if (editor.tool === 'select') editor.edit(styled(editor.chosen, { [which]: value }))
    editor.select(editor.selected)
  }
}
