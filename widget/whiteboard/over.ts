/** One's own work over a board: what is being made, what is selected and where to take hold of it. */
import type { BoardElement } from '../../bff/api.ts'
import { around, boxOf, centre } from '../../bff/board/boxes.ts'
import { chosenOf } from './chosen.ts'
import type { Camera } from './camera.ts'
import type { Editor } from './editor.ts'
import { frameOf, handlesOf } from './handles.ts'
import { outlined } from './others.ts'
import { paint, type Style } from './paint.ts'

/** Half a handle, in screen pixels. */
const HALF = 5

export const over = (editor: Editor, ctx: CanvasRenderingContext2D, { zoom }: Camera, style: Style): void => {
  const { held, board, find, marquee, target, entered } = editor
  const chosen = chosenOf(editor)
  const px = 1 / zoom
  for (const each of held.values()) if (!board.find(each.id)) paint(ctx, each, find, style)
  ctx.setLineDash([])
  ctx.strokeStyle = style.accent
  ctx.lineWidth = 1.5 * px
  if (target) outlined(ctx, boxOf(target, find), 3 * px)
  if (entered !== null) {
    const members = [...board.elements.values()].filter(({ groups }) => groups?.includes(entered))
    const box = around(members.map((each) => boxOf(find(each.id) ?? each, find)))
    ctx.setLineDash([4 * px, 4 * px])
    if (box) outlined(ctx, box, 10 * px)
    ctx.setLineDash([])
  }
  if (!editor.writing && chosen.length > 0) selection(editor, ctx, chosen, style, px)
  if (!marquee) return
  ctx.fillStyle = style.accent
  ctx.globalAlpha = 0.08
  ctx.fillRect(marquee.x, marquee.y, marquee.w, marquee.h)
  ctx.globalAlpha = 1
  ctx.strokeRect(marquee.x, marquee.y, marquee.w, marquee.h)
}

const selection = (
  editor: Editor,
  ctx: CanvasRenderingContext2D,
  chosen: readonly BoardElement[],
  style: Style,
  px: number,
): void => {
  const frame = frameOf(editor)
  const all = handlesOf(editor)
  if (frame) {
    if (chosen.length > 1 && chosen.length <= 50) {
      ctx.globalAlpha = 0.5
      for (const each of chosen) outlined(ctx, boxOf(each, editor.find), 0)
      ctx.globalAlpha = 1
    }
    const [cx, cy] = centre(frame)
    ctx.save()
    ctx.translate(cx, cy)
    ctx.rotate(frame.angle)
    ctx.translate(-cx, -cy)
    outlined(ctx, frame, all.length > 0 ? 0 : 4 * px)
    ctx.restore()
  }
  ctx.fillStyle = style.paper
  for (const { x, y, name } of all) {
    ctx.beginPath()
    if (name === 'from' || name === 'to' || name === 'turn') ctx.arc(x, y, HALF * px, 0, 2 * Math.PI)
    else ctx.roundRect(x - (HALF - 1) * px, y - (HALF - 1) * px, 2 * (HALF - 1) * px, 2 * (HALF - 1) * px, 2 * px)
    ctx.fill()
    ctx.stroke()
  }
}
