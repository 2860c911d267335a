/** How an element looks on a canvas. Paths are made once for each state of an element, which never changes in place. */
import type { BoardElement } from '../../bff/api.ts'
import { around, type Box, boxOf, pathOf } from '../../bff/board/boxes.ts'
import { isLinear } from '../../bff/board/element.ts'
import { LINE, lineWidth, SIZE, wrap } from '../../bff/board/measure.ts'

export type Find = (id: string) => BoardElement | undefined

/** Another hand: what it draws takes the place of the plain lines. */
export interface Hand {
  /** An open or closed line along this path, with the same shape each time for the same element. */
  outline(element: BoardElement, path: readonly number[]): Path2D | null
}

/** The outline of a pen's stroke, to be filled. */
export type Nib = (points: readonly number[], pressures: readonly number[] | null | undefined, width: number) => Path2D

export interface Style {
  ink: string
  paper: string
  accent: string
  font: string
  dark: boolean
  hand: Hand | null
  nib: Nib | null
}

/** The same colour on dark paper: as far from black as it was from white. */
const flipped = new Map<string, string>()
const probe = document.createElement('canvas').getContext('2d')
const turned = (color: string, lift: number): string => {
  const known = flipped.get(color + lift)
  if (known !== undefined || !probe) return known ?? color
  probe.fillStyle = '#000'
  probe.fillStyle = color
  const code = Number.parseInt(String(probe.fillStyle).slice(1, 7), 16)
  const [r, g, b] = [code >> 16, (code >> 8) & 255, code & 255] as [number, number, number]
  // Lightness turned round, hue and the distance between the channels kept.
  const shift = 255 * 0.96 - (Math.max(r, g, b) + Math.min(r, g, b)) * 0.92 + lift
  const [x, y, z] = [r, g, b].map((each) => Math.round(Math.min(255, Math.max(0, each + shift))))
  const result = `rgb(${x} ${y} ${z})`
  flipped.set(color + lift, result)
  return result
}
/** @param lift lines need more light than what is filled */
export const shade = (color: string, { dark }: Style, lift = 54): string => (dark ? turned(color, lift) : color)

interface Drawn {
  from: BoardElement | undefined
  to: BoardElement | undefined
  hand: Hand | null
  nib: Nib | null
  path: Path2D
  /** Filled instead of stroked. */
  solid: boolean
  head: Path2D | null
  label: Label | null
}

interface Label {
  lines: string[]
  x: number
  y: number
  w: number
  middle: boolean
}

const drawn = new WeakMap<BoardElement, Drawn>()

const drawnOf = (element: BoardElement, find: Find, { hand, nib }: Style): Drawn => {
  const from = element.from ? find(element.from) : undefined
  const to = element.to ? find(element.to) : undefined
  const known = drawn.get(element)
  if (known && known.from === from && known.to === to && known.hand === hand && known.nib === nib) return known
  const { kind, pressures } = element
  const path = isLinear(element) ? pathOf(element, find) : []
  const pen = kind === 'stroke' ? (nib?.(path, pressures, element.width ?? 2) ?? null) : null
  const made: Drawn = {
    from,
    to,
    hand,
    nib,
    path: pen ?? (kind === 'stroke' ? null : hand?.outline(element, path)) ?? plain(element, path),
    solid: pen !== null,
    head: kind === 'arrow' ? headOf(path) : null,
    label: labelOf(element, find),
  }
  drawn.set(element, made)
  return made
}

const plain = ({ kind, x, y, w, h }: BoardElement, path: readonly number[]): Path2D => {
  const line = new Path2D()
  if (kind === 'ellipse') line.ellipse(x + w / 2, y + h / 2, w / 2, h / 2, 0, 0, 2 * Math.PI)
  else if (kind === 'diamond') {
    line.moveTo(x + w / 2, y)
    line.lineTo(x + w, y + h / 2)
    line.lineTo(x + w / 2, y + h)
    line.lineTo(x, y + h / 2)
    line.closePath()
  } else if (kind === 'note' || kind === 'rectangle') line.roundRect(x, y, w, h, kind === 'note' ? 2 : 8)
  else if (kind === 'other') line.rect(x, y, w, h)
  else if (kind === 'stroke') curve(line, path)
  else for (let i = 0; i + 1 < path.length; i += 2) line.lineTo(path[i] as number, path[i + 1] as number)
  return line
}

/** Through the middles between the points, so that no corner shows. */
export const curve = (line: Path2D, path: readonly number[]): void => {
  line.moveTo(path[0] as number, path[1] as number)
  for (let i = 2; i + 3 < path.length; i += 2) {
    const [x, y, nx, ny] = path.slice(i, i + 4) as [number, number, number, number]
    line.quadraticCurveTo(x, y, (x + nx) / 2, (y + ny) / 2)
  }
  line.lineTo(path.at(-2) as number, path.at(-1) as number)
}

const headOf = (path: readonly number[]): Path2D => {
  const [px, py, x, y] = path.slice(-4) as [number, number, number, number]
  const way = Math.atan2(y - py, x - px)
  const long = Math.min(14, Math.hypot(x - px, y - py) / 2)
  const head = new Path2D()
  head.moveTo(x - long * Math.cos(way + 0.45), y - long * Math.sin(way + 0.45))
  head.lineTo(x, y)
  head.lineTo(x - long * Math.cos(way - 0.45), y - long * Math.sin(way - 0.45))
  return head
}

/** As in the exported picture: see bff/board/svg.ts. */
const labelOf = (element: BoardElement, find: Find): Label | null => {
  const { kind, text, w } = element
  if (!text) return null
  const size = element.size ?? SIZE
  const linear = isLinear(element)
  const box = linear ? middleOf(pathOf(element, find)) : element
  const lines = wrap(text, kind === 'text' ? Math.max(w, size) + 1 : Math.max(linear ? 160 : w - 16, size), size)
  const middle = kind !== 'text'
  return {
    lines,
    x: middle ? box.x + box.w / 2 : box.x,
    y: box.y + box.h / 2 - ((lines.length - 1) * size * LINE) / 2,
    w: linear ? Math.max(...lines.map((line) => lineWidth(line, size))) : 0,
    middle,
  }
}

/** Where the words of a line stand: halfway along its middle part. */
export const middleOf = (path: readonly number[]): { x: number; y: number; w: number; h: number } => {
  const at = Math.max(0, Math.floor(path.length / 4 - 0.5) * 2)
  const [x, y, nx, ny] = path.slice(at, at + 4) as [number, number, number, number]
  return { x: (x + nx) / 2, y: (y + ny) / 2, w: 0, h: 0 }
}

const dashes = (width: number): Record<string, number[]> => ({
  dashed: [width * 4, width * 3],
  dotted: [0.1, width * 2],
})

/** @param faint it is about to go */
export const paint = (
  ctx: CanvasRenderingContext2D,
  element: BoardElement,
  find: Find,
  style: Style,
  { faint = false, words = true } = {},
): void => {
  const { kind, x, y, w, h, angle, color, fill, ghost } = element
  const { path, solid, head, label } = drawnOf(element, find, style)
  const width = element.width ?? 2
  ctx.globalAlpha = faint ? 0.25 : ghost ? 0.65 : 1
  if (angle) {
    ctx.save()
    ctx.translate(x + w / 2, y + h / 2)
    ctx.rotate(angle)
    ctx.translate(-x - w / 2, -y - h / 2)
  }
  ctx.strokeStyle = color ? shade(color, style) : style.ink
  ctx.lineWidth = width
  if (solid) {
    ctx.fillStyle = ctx.strokeStyle
    ctx.fill(path)
  } else if (kind !== 'text') {
    if (fill && kind !== 'arrow' && kind !== 'line') {
      ctx.fillStyle = shade(fill, style, 0)
      ctx.fill(path)
    }
    const dash = ghost || kind === 'other' ? [6, 5] : (dashes(width)[element.dash ?? ''] ?? [])
    ctx.setLineDash(dash)
    if (kind !== 'note' || color || ghost || !fill) ctx.stroke(path)
    if (dash.length > 0) ctx.setLineDash([])
    if (head) ctx.stroke(head)
  }
  if (label && words) write(ctx, element, label, style)
  if (angle) ctx.restore()
  ctx.globalAlpha = 1
}

const write = (ctx: CanvasRenderingContext2D, element: BoardElement, label: Label, style: Style): void => {
  const { kind, color } = element
  const size = element.size ?? SIZE
  const { lines, x, y, w, middle } = label
  if (w > 0) {
    ctx.fillStyle = style.paper
    ctx.fillRect(x - w / 2 - 4, y - size * 0.7, w + 8, lines.length * size * LINE + 2)
  }
  ctx.fillStyle = kind === 'text' && color ? shade(color, style) : style.ink
  ctx.font = `${size}px ${style.font}`
  ctx.textAlign = middle ? 'center' : 'left'
  for (const [i, line] of lines.entries()) ctx.fillText(line, x, y + i * size * LINE)
}

export const boxFor = (element: BoardElement, find: Find): { x: number; y: number; w: number; h: number } => {
  const box = boxOf(element, find)
  // The words of an arrow may be wider than the arrow.
  if (!isLinear(element) || !element.text) return box
  const middle = middleOf(pathOf(element, find))
  return {
    x: Math.min(box.x, middle.x - 90),
    y: Math.min(box.y, middle.y - 60),
    w: Math.max(box.w, 180),
    h: Math.max(box.h, 120),
  }
}

export const boxAround = (elements: readonly BoardElement[], find: Find): Box | null =>
  around(elements.map((each) => boxOf(each, find)))
