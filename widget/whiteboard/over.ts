/** What is painted over a board and is not part of it: the selection, what is being drawn, the pointers of others. */
import type { BoardElement } from '../../bff/api.ts'
import { type Box, boxOf, pathOf } from '../../bff/board/boxes.ts'
import type { Camera } from './camera.ts'
import type { Editor } from './editor.ts'
import { boxAround, curve, paint, shade, type Style } from './paint.ts'

export type Handle = 'nw' | 'ne' | 'sw' | 'se' | 'from' | 'to'

/** Half a handle, in screen pixels. */
const HALF = 5

/** Where one takes hold of the selection to change its size or an end, in the board's units. */
export const handles = ({ chosen, find, canEdit }: Editor): { name: Handle; x: number; y: number }[] => {
  const [only] = chosen
  if (!canEdit || !only) return []
  if (chosen.length === 1 && (only.kind === 'arrow' || only.kind === 'line')) {
    const path = pathOf(only, find)
    return [
      { name: 'from', x: path[0] as number, y: path[1] as number },
      { name: 'to', x: path.at(-2) as number, y: path.at(-1) as number },
    ]
  }
  if (chosen.some(({ angle }) => angle)) return []
  const box = boxAround(chosen, find) as Box
  const [right, bottom] = [box.x + box.w, box.y + box.h]
  return [
    { name: 'nw', x: box.x, y: box.y },
    { name: 'ne', x: right, y: box.y },
    { name: 'sw', x: box.x, y: bottom },
    { name: 'se', x: right, y: bottom },
  ]
}

export const over = (editor: Editor, ctx: CanvasRenderingContext2D, { zoom }: Camera, style: Style): void => {
  const { held, board, find, marquee, target, chosen } = editor
  const px = 1 / zoom
  for (const each of held.values()) if (!board.find(each.id)) paint(ctx, each, find, style)
  ctx.setLineDash([])
  for (const { stroke } of editor.presence.others.values()) if (stroke) drawing(ctx, stroke, style)
  ctx.strokeStyle = style.accent
  ctx.lineWidth = 1.5 * px
  if (target) outlined(ctx, boxOf(target, find), 3 * px)
  if (!editor.writing && chosen.length > 0) selection(editor, ctx, chosen, style, px)
  if (marquee) {
    ctx.fillStyle = style.accent
    ctx.globalAlpha = 0.08
    ctx.fillRect(marquee.x, marquee.y, marquee.w, marquee.h)
    ctx.globalAlpha = 1
    ctx.strokeRect(marquee.x, marquee.y, marquee.w, marquee.h)
  }
  for (const other of editor.presence.others.values()) {
    const color = colorOf(other.by + other.tab, style)
    ctx.strokeStyle = color
    ctx.lineWidth = 1.5 * px
    for (const id of other.selected) {
      const element = find(id)
      if (element) outlined(ctx, boxOf(element, find), 4 * px)
    }
    const written = other.writing === null ? undefined : find(other.writing)
    const name = editor.nameOf(other.by)
    if (written) {
      const box = boxOf(written, find)
      tag(ctx, `${name} …`, box.x, box.y - 14 * px, color, style, px)
    }
    if (other.pointer) pointer(ctx, other.pointer, name, color, style, px)
  }
}

const selection = (
  editor: Editor,
  ctx: CanvasRenderingContext2D,
  chosen: readonly BoardElement[],
  style: Style,
  px: number,
): void => {
  const box = boxAround(chosen, editor.find) as Box
  const all = handles(editor)
  const ends = all[0]?.name === 'from'
  if (!ends) {
    if (chosen.length > 1 && chosen.length <= 50) {
      ctx.globalAlpha = 0.5
      for (const each of chosen) outlined(ctx, boxOf(each, editor.find), 0)
      ctx.globalAlpha = 1
    }
    outlined(ctx, box, all.length > 0 ? 0 : 4 * px)
  }
  ctx.fillStyle = style.paper
  for (const { x, y } of all) {
    ctx.beginPath()
    if (ends) ctx.arc(x, y, HALF * px, 0, 2 * Math.PI)
    else ctx.roundRect(x - (HALF - 1) * px, y - (HALF - 1) * px, 2 * (HALF - 1) * px, 2 * (HALF - 1) * px, 2 * px)
    ctx.fill()
    ctx.stroke()
  }
}

const outlined = (ctx: CanvasRenderingContext2D, { x, y, w, h }: Box, gap: number): void => {
  ctx.beginPath()
  ctx.roundRect(x - gap, y - gap, w + 2 * gap, h + 2 * gap, 2 * gap)
  ctx.stroke()
}

const drawing = (
  ctx: CanvasRenderingContext2D,
  { points, color, width }: { points: number[]; color: string | undefined; width: number },
  style: Style,
): void => {
  if (points.length < 4) return
  const line = new Path2D()
  curve(line, points)
  ctx.strokeStyle = color ? shade(color, style) : style.ink
  ctx.lineWidth = width
  ctx.stroke(line)
}

const pointer = (
  ctx: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  name: string,
  color: string,
  style: Style,
  px: number,
): void => {
  ctx.fillStyle = color
  ctx.strokeStyle = style.paper
  ctx.beginPath()
  for (const [dx, dy] of [
    [0, 0],
    [4.5, 15],
    [7.5, 8.5],
    [14, 6],
  ] as const)
    ctx.lineTo(x + dx * px, y + dy * px)
  ctx.closePath()
  ctx.fill()
  ctx.stroke()
  tag(ctx, name, x + 12 * px, y + 22 * px, color, style, px)
}

const tag = (
  ctx: CanvasRenderingContext2D,
  name: string,
  x: number,
  y: number,
  color: string,
  style: Style,
  px: number,
): void => {
  ctx.font = `600 ${11 * px}px ${style.font}`
  ctx.textAlign = 'left'
  const wide = ctx.measureText(name).width
  ctx.fillStyle = color
  ctx.beginPath()
  ctx.roundRect(x - 5 * px, y - 9 * px, wide + 10 * px, 18 * px, 9 * px)
  ctx.fill()
  ctx.fillStyle = style.dark ? '#1b1b1f' : '#fff'
  ctx.fillText(name, x, y + px / 2)
}

/** The same person has the same colour for everybody. */
const colorOf = (key: string, { dark }: Style): string => {
  let sum = 0
  for (const char of key) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 360
  return `oklch(${dark ? '0.78 0.12' : '0.52 0.16'} ${sum})`
}
