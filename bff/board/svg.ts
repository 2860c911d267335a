/** A board as one SVG picture, without script, reference or foreign content: every text is escaped, every number is one. */
import { around, boxOf, pathOf } from './boxes.ts'
import { byIndex, type Element } from './element.ts'
import { LINE, lineWidth, SIZE, wrap } from './measure.ts'
import { outline } from './outline.ts'

const INK = '#1b1b1f'
const PAD = 20

export const toSvg = (title: string, elements: ReadonlyMap<string, Element>): string => {
  const find = (id: string): Element | undefined => elements.get(id)
  const stack = [...elements.values()].toSorted(byIndex)
  const all = around(stack.map((each) => boxOf(each, find))) ?? { x: 0, y: 0, w: 0, h: 0 }
  const [x, y, w, h] = [all.x - PAD, all.y - PAD, all.w + 2 * PAD, all.h + 2 * PAD]
  const { lines, left } = outline(elements)
  const words = left > 0 ? [...lines, `and ${left} more`] : lines
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${n(x)} ${n(y)} ${n(w)} ${n(h)}" width="${n(w)}" height="${n(h)}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<desc>${escape(words.join('\n'))}</desc>`,
    ...stack.map((element) => drawn(element, find)),
    '</svg>',
    '',
  ].join('\n')
}

const drawn = (element: Element, find: (id: string) => Element | undefined): string => {
  const { kind, x, y, w, h, angle, ghost } = element
  const turn = angle ? ` transform="rotate(${n((angle * 180) / Math.PI)} ${n(x + w / 2)} ${n(y + h / 2)})"` : ''
  const faint = ghost ? ' opacity="0.5"' : ''
  const pen = penOf(element)
  const parts: string[] = []
  if (kind === 'rectangle' || kind === 'note')
    parts.push(`<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" rx="${kind === 'note' ? 2 : 8}"${pen}/>`)
  else if (kind === 'ellipse')
    parts.push(`<ellipse cx="${n(x + w / 2)}" cy="${n(y + h / 2)}" rx="${n(w / 2)}" ry="${n(h / 2)}"${pen}/>`)
  else if (kind === 'diamond')
    parts.push(
      `<path d="M${n(x + w / 2)} ${n(y)}L${n(x + w)} ${n(y + h / 2)}L${n(x + w / 2)} ${n(y + h)}L${n(x)} ${n(y + h / 2)}Z"${pen}/>`,
    )
  else if (kind === 'other')
    parts.push(
      `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="none" stroke="${INK}" stroke-dasharray="4 4"/>`,
    )
  else if (kind !== 'text') {
    const path = pathOf(element, find)
    parts.push(`<path d="${dOf(path)}" stroke-linecap="round" stroke-linejoin="round"${pen}/>`)
    if (kind === 'arrow')
      parts.push(`<path d="${headOf(path)}" stroke-linecap="round"${penOf({ ...element, fill: null, dash: null })}/>`)
  }
  parts.push(...labelOf(element, find))
  return `<g${turn}${faint}>${parts.join('')}</g>`
}

const penOf = ({ kind, color, fill, width, dash }: Element): string => {
  const wide = width ?? 2
  const dashes =
    dash === 'dashed'
      ? ` stroke-dasharray="${n(wide * 4)} ${n(wide * 3)}"`
      : dash === 'dotted'
        ? ` stroke-dasharray="0 ${n(wide * 2)}" stroke-linecap="round"`
        : ''
  const edge = kind === 'note' && !color ? 'none' : (color ?? INK)
  return ` fill="${escape(fill && kind !== 'arrow' ? fill : 'none')}" stroke="${escape(edge)}" stroke-width="${n(wide)}"${dashes}`
}

const labelOf = (element: Element, find: (id: string) => Element | undefined): string[] => {
  const { kind, text, x, y, w, h, color } = element
  if (!text) return []
  const size = element.size ?? SIZE
  const linear = kind === 'line' || kind === 'arrow' || kind === 'stroke'
  const box = linear ? boxOf(element, find) : { x, y, w, h }
  const lines =
    kind === 'text' ? wrap(text, Math.max(w, size) + 1, size) : wrap(text, Math.max(linear ? 160 : w - 16, size), size)
  const top = box.y + box.h / 2 - ((lines.length - 1) * size * LINE) / 2
  const middle = kind !== 'text'
  const left = middle ? box.x + box.w / 2 : box.x
  const ground = linear ? Math.max(...lines.map((line) => lineWidth(line, size))) : 0
  const spans = lines.map((line, i) => `<tspan x="${n(left)}" y="${n(top + i * size * LINE)}">${escape(line)}</tspan>`)
  const behind = linear
    ? [
        `<rect x="${n(left - ground / 2 - 4)}" y="${n(top - size * 0.7)}" width="${n(ground + 8)}" height="${n(lines.length * size * LINE + 2)}" fill="#fff"/>`,
      ]
    : []
  const ink = kind === 'text' ? (color ?? INK) : INK
  return [
    ...behind,
    `<text font-family="system-ui, sans-serif" font-size="${n(size)}" fill="${escape(ink)}" dominant-baseline="central"${middle ? ' text-anchor="middle"' : ''}>${spans.join('')}</text>`,
  ]
}

const dOf = (path: readonly number[]): string => {
  let d = ''
  for (let i = 0; i + 1 < path.length; i += 2)
    d += `${i === 0 ? 'M' : 'L'}${n(path[i] as number)} ${n(path[i + 1] as number)}`
  return d
}

const headOf = (path: readonly number[]): string => {
  const [px, py, x, y] = path.slice(-4) as [number, number, number, number]
  const way = Math.atan2(y - py, x - px)
  const wing = (turn: number) => `${n(x - 12 * Math.cos(way + turn))} ${n(y - 12 * Math.sin(way + turn))}`
  return `M${wing(0.45)}L${n(x)} ${n(y)}L${wing(-0.45)}`
}

const n = (value: number): string => String(Number.isFinite(value) ? Math.round(value * 100) / 100 || 0 : 0)

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Text for XML 1.0: what it has no place for at all goes, the rest is written so that it is only ever text. */
const escape = (text: string): string =>
  text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (char) => entities[char] as string)
