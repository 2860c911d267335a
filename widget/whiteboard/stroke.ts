/** The pen: a stroke grows where it goes, and is told to others as it does. */
import type { BoardElement } from '../../bff/api.ts'
import { most } from '../../bff/board/element.ts'
import { draft } from './acts.ts'
import { newName } from './board.ts'
import { added } from './change.ts'
import type { Editor } from './editor.ts'
import type { Gesture, Touch } from './touch.ts'

const WIDTH = 3
/** Screen pixels between two points. */
const FINE = 1.5

export const stroke = (editor: Editor, first: Touch): Gesture => {
  const id = newName()
  const points: number[] = []
  const pressures: number[] = []
  const feels = first.kind === 'pen'
  const color = editor.color ? { color: editor.color } : {}
  const take = (x: number, y: number, pressure: number): void => {
    if (points.length >= 2 * most.points) return
    points.push(x, y)
    if (feels) pressures.push(Math.round(Math.min(1, Math.max(0, pressure)) * 100) / 100)
  }
  /** Only what is new is told to others. */
  let told = 0
  const tell = (): void => {
    if (editor.presence.waits) return
    const fresh = points.slice(2 * told, 2 * told + 128).map((each) => Math.round(each * 10) / 10)
    editor.presence.tell({ pointer: null, stroke: { id, from: told, points: fresh, width: WIDTH, ...color } })
    told += fresh.length / 2
  }
  const [left, top] = first.at
  const begins = first.trail.at(-1)?.[2] ?? 0.5
  take(left, top, begins)
  const shown = (): BoardElement => {
    const own = points.map((each, i) => each - (i % 2 ? top : left))
    return draft(editor, 'stroke', id, [left, top], {
      points: own.length > 2 ? own : [0, 0, 0.1, 0.1],
      pressures: feels ? pressures : null,
      width: WIDTH,
    })
  }
  return {
    move({ trail }) {
      for (const [x, y, pressure] of trail) {
        const [px = 0, py = 0] = points.slice(-2)
        if (Math.hypot(x - px, y - py) * editor.scene.camera.zoom >= FINE) take(x, y, pressure)
      }
      tell()
      editor.hold([shown()])
    },
    end() {
      // A dot.
      if (points.length === 2) take(left + 0.1, top + 0.1, begins)
      const r = (value: number): number => Math.round(value * 10) / 10
      const [xs, ys] = [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)]
      const [x, y] = [r(Math.min(...xs)), r(Math.min(...ys))]
      const own = points.map((each, i) => r(each - (i % 2 ? y : x)))
      const size = { w: Math.max(...xs) - x, h: Math.max(...ys) - y }
      const felt = feels ? { pressures } : {}
      editor.edit([
        added(
          editor.board.elements,
          { kind: 'stroke', x, y, ...size, points: own, width: WIDTH, ...felt, ...color },
          id,
        ),
      ])
      editor.hold([])
    },
    cancel() {
      editor.presence.tell({ stroke: null })
      editor.hold([])
    },
  }
}
