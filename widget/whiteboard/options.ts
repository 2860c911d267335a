/** What the tool in hand, or what is selected, can be: colours, its place in the stack, a group. */
import { html, nothing, type TemplateResult } from 'lit'
import { groupOf } from '../../bff/board/groups.ts'
import { bin, check, copy } from '../chat/icons.ts'
import { close } from '../icons.ts'
import { workWords as words } from '../strings/whiteboard-work.ts'
import { chosenOf } from './chosen.ts'
import { double, remove, select, tie } from './acts.ts'
import { lines, shapes, toolButton } from './bar.ts'
import { raised, styled } from './change.ts'
import type { Editor } from './editor.ts'
import { back, front, group } from './work-icons.ts'

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

export class Options {
  readonly #editor: Editor

  constructor(editor: Editor) {
    this.#editor = editor
  }

  render(): TemplateResult | typeof nothing {
    const editor = this.#editor
    const { tool } = editor
    const chosen = chosenOf(editor)
    const variants = shapes.includes(tool) ? shapes : lines.includes(tool) ? lines : []
    if (tool === 'select' && (chosen.length === 0 || editor.writing)) return nothing
    if (tool === 'hand' || tool === 'eraser') return nothing
    const kinds = chosen.map(({ kind }) => kind)
    const fillable =
      chosen.length > 0 && tool === 'select'
        ? kinds.some((kind) => kind === 'rectangle' || kind === 'ellipse' || kind === 'diamond' || kind === 'note')
        : shapes.includes(tool)
    const lined = tool !== 'note' && !(chosen.length > 0 && kinds.every((kind) => kind === 'note'))
    return html`<div class="bar options" role="toolbar" aria-label=${words.options}>
      ${variants.map((each) => toolButton(editor, each))} ${lined ? this.#swatches('color', colors) : nothing}
      ${fillable ? this.#swatches('fill', fills) : nothing} ${tool === 'select' ? this.#acts() : nothing}
    </div>`
  }

  #acts(): TemplateResult {
    const editor = this.#editor
    const { board, selected, entered } = editor
    const chosen = chosenOf(editor)
    const tied = chosen.some((each) => groupOf(each, entered))
    const many = chosen.length > 1
    const raise = (way: 'front' | 'back') => () => editor.edit(raised(board.elements, selected, way))
    return html`<span class="deeds">
      ${many || tied ? this.#act(tied ? words.ungroup : words.group, group, () => tie(editor, !tied)) : nothing}
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
    const [first] = chosenOf(editor)
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
    if (editor.tool === 'select') editor.edit(styled(chosenOf(editor), { [which]: value }))
    select(editor, editor.selected)
  }
}
