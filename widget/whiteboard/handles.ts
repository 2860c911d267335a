/** Where one takes hold of what is selected: to change its size, to turn it, or to put an end elsewhere. */
import { type Box, centre, cornersOf, pathOf, rotated } from '../../bff/board/boxes.ts'
import { isLinear } from '../../bff/board/element.ts'
import { chosenOf } from './chosen.ts'
import type { Editor } from './editor.ts'
import { boxAround } from './paint.ts'
import type { Point } from './touch.ts'

export type Corner = 'nw' | 'ne' | 'se' | 'sw'
export interface Handle {
  name: Corner | 'turn' | 'from' | 'to'
  x: number
  y: number
}

/** How far the handle that turns stands off, in screen pixels. */
const OFF = 22
const corners: readonly Corner[] = ['nw', 'ne', 'se', 'sw']

/** The box around what is selected; of one thing as that is turned. `null`: nothing is, or it is a line with two ends. */
export const frameOf = (editor: Editor): (Box & { angle: number }) | null => {
  const { find } = editor
  const chosen = chosenOf(editor)
  const [only] = chosen
  if (!only) return null
  if (chosen.length > 1 || only.kind === 'stroke') return { ...(boxAround(chosen, find) as Box), angle: 0 }
  return isLinear(only) ? null : { x: only.x, y: only.y, w: only.w, h: only.h, angle: only.angle ?? 0 }
}

/** In the board's units. */
export const handlesOf = (editor: Editor): Handle[] => {
  const { find, canEdit, scene } = editor
  const chosen = chosenOf(editor)
  const [only] = chosen
  if (!canEdit || !only) return []
  const frame = frameOf(editor)
  if (!frame) {
    const path = pathOf(only, find)
    return [
      { name: 'from', x: path[0] as number, y: path[1] as number },
      { name: 'to', x: path.at(-2) as number, y: path.at(-1) as number },
    ]
  }
  const places = cornersOf(frame)
  const above: Point = [frame.x + frame.w / 2, frame.y - OFF / scene.camera.zoom]
  const [x, y] = rotated(above, centre(frame), frame.angle)
  return [
    ...corners.map((name, i) => ({ name, x: places[2 * i] as number, y: places[2 * i + 1] as number })),
    { name: 'turn', x, y },
  ]
}

/** The one within reach: fingers reach further. */
export const handleAt = (editor: Editor, [x, y]: Point, reach: number): Handle['name'] | undefined => {
  const near = reach / editor.scene.camera.zoom
  return handlesOf(editor).find((each) => Math.abs(each.x - x) <= near && Math.abs(each.y - y) <= near)?.name
}
