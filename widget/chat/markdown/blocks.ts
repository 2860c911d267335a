/** Lines into blocks: one pass over the lines, nesting at most `maxDepth` deep. */
import { parseInline } from './inline.ts'
import type { Align, Block, Inline, Item } from './tokens.ts'

const maxDepth = 8
// No two parts of a pattern may match the same characters in a row: that is what keeps a hostile line linear.
const fence = /^ {0,3}(`{3,}|~{3,}(?!~))([^`]*)$/
const heading = /^ {0,3}(#{1,6})(?:[ \t]+([^]*))?$/
const rule = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/
const quote = /^ {0,3}>/
const bullet = /^( {0,3})([-*+]|\d{1,9}[.)])(?:([ \t]+)([^]*)|)$/
const task = /^\[([ xX])\][ \t]+/
const delimiter = /^:?-+:?$/

/** A block and the line where it begins. */
export interface Placed {
  line: number
  block: Block
}

const blank = (line: string): boolean => line.trim() === ''
const indentOf = (line: string): number => line.length - line.trimStart().length

/** `Title ##` → `Title` */
const withoutClosing = (text: string): string => {
  let end = text.length
  while (text[end - 1] === '#') end--
  return end === 0 || text[end - 1] === ' ' ? text.slice(0, end).trimEnd() : text
}

/** Cells of a row: split at bars that are neither escaped nor in code. */
const cellsOf = (line: string): string[] => {
  const cells: string[] = []
  let cell = ''
  let inCode = false
  const row = line.trim()
  for (let i = row.startsWith('|') ? 1 : 0; i < row.length; i++) {
    const c = row[i] as string
    if (c === '\\' && row[i + 1] === '|') {
      cell += '|'
      i++
      continue
    }
    if (c === '`') inCode = !inCode
    if (c === '|' && !inCode) {
      cells.push(cell.trim())
      cell = ''
    } else cell += c
  }
  if (cell.trim() !== '') cells.push(cell.trim())
  return cells
}

const alignOf = (cell: string): Align => (cell.endsWith(':') ? (cell.startsWith(':') ? 'center' : 'end') : 'start')

const startsTable = (line: string, next: string | undefined): boolean =>
  next !== undefined &&
  line.includes('|') &&
  next.includes('-') &&
  next.includes('|') &&
  cellsOf(next).every((cell) => delimiter.test(cell)) &&
  cellsOf(line).length === cellsOf(next).length

/** Would this line end a paragraph above it? An empty item or a list that does not begin with 1 would not. */
const interrupts = (line: string): boolean => {
  if (fence.test(line) || heading.test(line) || rule.test(line) || quote.test(line)) return true
  const item = bullet.exec(line)
  if (item === null || (item[4] ?? '').trim() === '') return false
  const mark = item[2] as string
  return mark.length === 1 || Number.parseInt(mark, 10) === 1
}

/**
 * @param pending the last block is still being written: its open markers are hidden or taken as closed
 */
export const parseBlocks = (lines: readonly string[], pending = false, depth = 0): Placed[] => {
  const placed: Placed[] = []
  let at = 0
  const tail = (): boolean => pending && at >= lines.length
  while (at < lines.length) {
    const line = lines[at] as string
    const start = at
    if (blank(line)) {
      at++
      continue
    }
    const add = (block: Block): void => void placed.push({ line: start, block })

    const opened = fence.exec(line)
    if (opened !== null) {
      const [, mark = '```', info = ''] = opened
      const language = info.trim().split(' ', 1)[0] as string
      const closing = new RegExp(`^ {0,3}${mark[0] === '`' ? '`' : '~'}{${mark.length},}[ \\t]*$`)
      const indent = indentOf(line)
      const body: string[] = []
      at++
      let closed = false
      for (; at < lines.length && !closed; at++) {
        const inner = lines[at] as string
        if (closing.test(inner)) closed = true
        else body.push(inner.slice(Math.min(indent, indentOf(inner))))
      }
      // The first backticks of the closing fence are not code.
      if (!closed && tail() && /^ {0,3}(`{1,2}|~{1,2})$/.test(body.at(-1) ?? '')) body.pop()
      if (!closed && body.at(-1) === '') body.pop()
      add({ type: 'code', language: language.slice(0, 40), text: body.join('\n') })
      continue
    }

    const titled = heading.exec(line)
    if (titled !== null) {
      at++
      const text = withoutClosing((titled[2] ?? '').trim())
      if (text !== '' || !tail()) {
        add({ type: 'heading', level: (titled[1] as string).length, children: parseInline(text, tail()) })
      }
      continue
    }

    if (rule.test(line)) {
      at++
      add({ type: 'rule' })
      continue
    }

    if (quote.test(line) && depth < maxDepth) {
      const inner: string[] = []
      for (; at < lines.length; at++) {
        const next = lines[at] as string
        if (quote.test(next)) inner.push(next.replace(/^ {0,3}> ?/, ''))
        else if (!blank(next) && !blank(inner.at(-1) ?? '') && !interrupts(next)) inner.push(next)
        else break
      }
      add({ type: 'quote', children: parseBlocks(inner, tail(), depth + 1).map(({ block }) => block) })
      continue
    }

    const item = bullet.exec(line)
    if (item !== null && depth < maxDepth) {
      at = list(lines, at, pending, depth, add)
      continue
    }

    if (startsTable(line, lines[at + 1])) {
      const align = cellsOf(lines[at + 1] as string).map(alignOf)
      const head = cellsOf(line).map((cell) => parseInline(cell))
      const rows: Inline[][][] = []
      at += 2
      for (; at < lines.length; at++) {
        const next = lines[at] as string
        if (blank(next) || interrupts(next)) break
        const last = pending && at === lines.length - 1
        const cells = cellsOf(next)
        if (last && cells.length === 0) continue
        rows.push(align.map((_, column) => parseInline(cells[column] ?? '', last && column >= cells.length - 1)))
      }
      add({ type: 'table', align, head, rows })
      continue
    }

    const text: string[] = []
    for (; at < lines.length; at++) {
      const next = lines[at] as string
      if (blank(next)) break
      if (at > start && (interrupts(next) || startsTable(next, lines[at + 1]))) break
      // At most one space of the indent could matter to nobody; the two at the end make a hard break.
      text.push(next.trimStart())
    }
    // What looks like the head of a table waits for its second line.
    if (tail()) {
      const head = text.findLastIndex((row, index) => row.startsWith('|') && index >= text.length - 2)
      const first = text.at(-2)?.startsWith('|') ? text.length - 2 : head
      if (first !== -1) text.length = first
    }
    const joinedText = text.join('\n').trimEnd()
    if (joinedText !== '') add({ type: 'paragraph', children: parseInline(joinedText, tail()) })
  }
  return placed
}

/** A list and all of its items. @returns the first line behind it */
const list = (
  lines: readonly string[],
  from: number,
  pending: boolean,
  depth: number,
  add: (block: Block) => void,
): number => {
  const first = bullet.exec(lines[from] as string) as RegExpExecArray
  const mark = first[2] as string
  const kind = mark.at(-1) as string
  const items: Item[] = []
  let at = from
  while (at < lines.length) {
    const begun = bullet.exec(lines[at] as string)
    if (begun === null || (begun[2] as string).at(-1) !== kind) break
    if (rule.test(lines[at] as string)) break
    const gap = begun[3]?.replaceAll('\t', '    ').length ?? 1
    const own = (begun[1] as string).length
    const width = own + (begun[2] as string).length + (gap > 4 ? 1 : gap)
    const inner: string[] = [begun[4] ?? '']
    at++
    let gone = false
    for (; at < lines.length; at++) {
      const next = lines[at] as string
      if (blank(next)) {
        inner.push('')
        gone = true
        continue
      }
      const indent = indentOf(next.replaceAll('\t', '    '))
      // Models indent nested items by two under "1." as well: what is indented and an item belongs inside.
      if (indent >= width || (indent >= own + 2 && bullet.test(next.trimStart()))) {
        inner.push(next.replaceAll('\t', '    ').slice(Math.min(indent, width)))
      } else if (!gone && !interrupts(next) && !bullet.test(next)) inner.push(next.trimStart())
      else break
      gone = false
    }
    const checked = task.exec(inner[0] as string)
    if (checked !== null) inner[0] = (inner[0] as string).slice(checked[0].length)
    const open = pending && at >= lines.length
    items.push({
      done: checked === null ? null : checked[1] !== ' ',
      children: parseBlocks(inner, open, depth + 1).map(({ block }) => block),
    })
  }
  add({ type: 'list', start: kind === '.' || kind === ')' ? Number.parseInt(mark, 10) : null, items })
  return at
}
