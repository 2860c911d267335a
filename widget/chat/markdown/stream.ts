/** Markdown as it arrives: finished blocks are final, only the last open one is ever parsed again. */
import { parseBlocks } from './blocks.ts'
import type { Block } from './tokens.ts'

const linesOf = (text: string): string[] => text.replaceAll('\r\n', '\n').split('\n')

/** A line that is nothing but the beginning of a marker says nothing yet. */
const undecided = /^[ \t]*(?:#{1,6}|[-*_+]{1,}|\d{1,9}[.)]?|`{1,}|~{1,}|>[ \t]*|[-*+][ \t]+\[[ xX]?\]?|\|)[ \t]*$/

/** The whole of a finished text. */
export const parse = (text: string): Block[] => parseBlocks(linesOf(text)).map(({ block }) => block)

export class MarkdownStream {
  /** Blocks that no further text can change. The array only grows. */
  readonly finished: Block[] = []
  /** The source behind the last finished block. */
  #tail = ''

  /** More of the text. */
  feed(text: string): void {
    this.#tail += text
    if (!text.includes('\n')) return
    // A block is final once a *complete* line has begun the next: what looks ahead looks one line ahead.
    const complete = this.#tail.slice(0, this.#tail.lastIndexOf('\n') + 1)
    const lines = linesOf(complete)
    lines.pop()
    const placed = parseBlocks(lines)
    const open = placed.at(-1)
    if (open === undefined || placed.length < 2) return
    for (const { block } of placed.slice(0, -1)) this.finished.push(block)
    this.#tail = linesOf(this.#tail).slice(open.line).join('\n')
  }

  /** The blocks that are still open, as they may be shown meanwhile. */
  open(): Block[] {
    const lines = linesOf(this.#tail)
    const last = lines.at(-1) ?? ''
    const fenced = lines.length > 1 && /^ {0,3}(`{3,}|~{3,})/.test(lines[0] ?? '')
    if (!fenced && undecided.test(last)) lines.pop()
    return parseBlocks(lines, true).map(({ block }) => block)
  }

  /** The text is complete. */
  end(): void {
    for (const block of parse(this.#tail)) this.finished.push(block)
    this.#tail = ''
  }
}
