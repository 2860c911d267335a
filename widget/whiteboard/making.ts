/** Shapes, arrows and lines are drawn out from where the pointer goes down. */
import type { BoardElement } from '../../bff/api.ts'
import type { Box } from '../../bff/board/boxes.ts'
import { draft, place, select } from './acts.ts'
import { newName } from './board.ts'
import { added, ended } from './change.ts'
import type { Editor } from './editor.ts'
import { bindable } from './hit.ts'
import { STILL } from './moving.ts'
import type { Gesture, Point } from './touch.ts'

export const boxBetween = ([x, y]: Point, [nx, ny]: Point): Box => ({
  x: Math.round(Math.min(x, nx)),
  y: Math.round(Math.min(y, ny)),
  w: Math.round(Math.abs(nx - x)),
  h: Math.round(Math.abs(ny - y)),
})

/** A click is a shape of the usual size. */
export const shape = (editor: Editor, from: Point, kind: 'rectangle' | 'ellipse' | 'diamond'): Gesture => {
  const id = newName()
  let box: Box | null = null
  return {
    move({ at, shift }) {
      box = boxBetween(from, at)
      const side = Math.max(box.w, box.h)
      if (shift)
        box = {
          x: at[0] < from[0] ? from[0] - side : from[0],
          y: at[1] < from[1] ? from[1] - side : from[1],
          w: side,
          h: side,
        }
      editor.hold([draft(editor, kind, id, [], box)])
    },
    end() {
      editor.hold([])
      const { zoom } = editor.scene.camera
      if (box && Math.max(box.w, box.h) * zoom > 2 * STILL) place(editor, kind, [box.x, box.y], box)
      else place(editor, kind, from)
    },
    cancel: () => editor.hold([]),
  }
}

/** An end that lies on a shape is bound to it. */
export const line = (editor: Editor, from: Point, kind: 'arrow' | 'line'): Gesture => {
  const id = newName()
  const start = bindable(editor.scene.stack, ...from)
  const bound = start ? { from: start.id } : {}
  let made: BoardElement | null = null
  const release = (): void => {
    editor.target = null
    editor.hold([])
  }
  return {
    move({ at }) {
      const end = bindable(editor.scene.stack, ...at, start?.id)
      editor.target = end ?? null
      const bare = draft(editor, kind, id, [...from], { points: [0, 0, 0, 0], ...bound })
      made = ended(bare, [...from, ...from], 'to', at, end?.id ?? null)
      editor.hold([made])
    },
    end() {
      release()
      if (!made || Math.hypot(made.w, made.h) * editor.scene.camera.zoom < STILL) return
      const { x, y, w, h, points, to, color } = made
      const ends = { ...bound, ...(to ? { to } : {}), ...(color ? { color } : {}) }
      editor.edit([added(editor.board.elements, { kind, x, y, w, h, points: points ?? [], ...ends }, id)])
      editor.tool = 'select'
      select(editor, [id], true)
    },
    cancel: release,
  }
}
