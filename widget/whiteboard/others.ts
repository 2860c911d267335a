/** Others at the board: where they point, what they have selected, what they write and draw. */
import { type Box, boxOf } from '../../bff/board/boxes.ts'
import type { Camera } from './camera.ts'
import type { Editor } from './editor.ts'
import { curve, shade, type Style } from './paint.ts'

export const others = (editor: Editor, ctx: CanvasRenderingContext2D, { zoom }: Camera, style: Style): void => {
  const { find, presence, nameOf } = editor
  const px = 1 / zoom
  ctx.setLineDash([])
  for (const { by, tab, pointer, selected, writing, stroke } of presence.others.values()) {
    if (stroke) drawing(ctx, stroke, style)
    const color = colorOf(by + tab, style)
    ctx.strokeStyle = color
    ctx.lineWidth = 1.5 * px
    for (const id of selected) {
      const element = find(id)
      if (element) outlined(ctx, boxOf(element, find), 4 * px)
    }
    const written = writing === null ? undefined : find(writing)
    const name = nameOf(by)
    if (written) {
      const { x, y } = boxOf(written, find)
      tag(ctx, `${name} …`, x, y - 14 * px, color, style, px)
    }
    if (pointer) arrow(ctx, pointer, name, color, style, px)
  }
}

export const outlined = (ctx: CanvasRenderingContext2D, { x, y, w, h }: Box, gap: number): void => {
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

const arrow = (
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
