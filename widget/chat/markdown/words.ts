/** A growing text on the page: finished blocks are drawn once and never touched again. */
import { render, type TemplateResult } from 'lit'
import type { Strings } from '../../strings/strings.ts'
import { MarkdownStream } from './stream.ts'
import { drawBlock } from './templates.ts'
import type { Block } from './tokens.ts'

const fadeLength = 12

export class Words {
  readonly #root: HTMLElement
  readonly #strings: Strings
  #text = ''
  #stream: MarkdownStream | null = null
  /** How many of the root's children are final. */
  #drawn = 0
  #ended = false

  constructor(root: HTMLElement, strings: Strings) {
    this.#root = root
    this.#strings = strings
  }

  /** Show the text; cheap when it only grew. */
  show(text: string, streaming: boolean): void {
    if (this.#stream !== null && text === this.#text && this.#ended === !streaming) return
    if (this.#stream === null || this.#ended || !text.startsWith(this.#text)) this.#restart()
    const stream = this.#stream as MarkdownStream
    stream.feed(text.slice(this.#text.length))
    this.#text = text
    if (!streaming) {
      stream.end()
      this.#ended = true
    }
    const calm = { strings: this.#strings, fade: 0 }
    for (; this.#drawn < stream.finished.length; this.#drawn++) {
      this.#draw(this.#drawn, drawBlock(stream.finished[this.#drawn] as Block, calm))
    }
    const open = streaming ? stream.open() : []
    open.forEach((block, index) => {
      this.#draw(
        this.#drawn + index,
        drawBlock(block, index === open.length - 1 ? { ...calm, fade: fadeLength } : calm),
      )
    })
    while (this.#root.children.length > this.#drawn + open.length) this.#root.lastElementChild?.remove()
  }

  /** Each block has a place of its own, so that a selection inside it survives what comes after. */
  #draw(index: number, block: TemplateResult): void {
    const place = this.#root.children[index] ?? this.#root.appendChild(document.createElement('div'))
    render(block, place as HTMLElement)
  }

  #restart(): void {
    this.#root.replaceChildren()
    this.#stream = new MarkdownStream()
    this.#text = ''
    this.#drawn = 0
    this.#ended = false
  }
}
