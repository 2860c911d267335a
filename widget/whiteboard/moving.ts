/** What is selected is moved, made larger or smaller, turned; an end of a line is put elsewhere. */
import type { BoardElement } from '../../bff/api.ts'
import { type Box, centre, pathOf, rotated } from '../../bff/board/boxes.ts'
import { chosenOf } from './chosen.ts'
import { newName } from './board.ts'
import { ended, movable, moved, scaled, settling, turned } from './change.ts'
import type { Editor } from './editor.ts'
import { type Corner, frameOf } from './handles.ts'
import { bindable } from './hit.ts'
import type { Gesture, Point, Touch } from './touch.ts'

/** ms between two edits of what somebody is still moving: others see it move. */
const SHARE = 250
/** Screen pixels that count as a click. */
export const STILL = 4
const SNAP = Math.PI / 12

type Next = (touch: Touch) => BoardElement[] | null

/** These are held as `next` has them, and told to others now and then while they are. */
const holding = (editor: Editor, before: readonly BoardElement[], next: Next): Gesture => {
  const step = newName()
  let now: readonly BoardElement[] = []
  let told = performance.now()
  const tell = (): void =>
    editor.edit(
      now.flatMap((each) => {
        const known = editor.board.find(each.id)
        return known ? settling(known, each) : []
      }),
      step,
    )
  const release = (): void => {
    tell()
    editor.target = null
    editor.hold([])
  }
  return {
    move(touch) {
      const held = next(touch)
      if (!held) return
      now = held
      editor.hold(held)
      if (performance.now() - told < SHARE || before.length > 20) return
      told = performance.now()
      tell()
    },
    end: release,
    cancel() {
      now = now.length > 0 ? before : []
      release()
    },
  }
}

export const drag = (editor: Editor, from: Point): Gesture => {
  const before = movable(editor.board.elements, editor.selected, editor.entered)
  let begun = false
  return holding(editor, before, ({ at: [x, y] }) => {
    const [dx, dy] = [x - from[0], y - from[1]]
    begun ||= Math.hypot(dx, dy) * editor.scene.camera.zoom > STILL
    return begun ? before.map((each) => moved(each, dx, dy)) : null
  })
}

export const resize = (editor: Editor, corner: Corner): Gesture => {
  const before = chosenOf(editor)
  const frame = frameOf(editor) as Box & { angle: number }
  const middle = centre(frame)
  const [west, north] = [corner.includes('w'), corner.includes('n')]
  // Letters are not stretched, nor is what stands askew among others.
  const keeps = before.some(({ kind, angle }) => kind === 'text' || (angle && before.length > 1))
  return holding(editor, before, ({ at, shift }) => {
    const [x, y] = rotated(at, middle, -frame.angle)
    let w = Math.max(8, west ? frame.x + frame.w - x : x - frame.x)
    let h = Math.max(8, north ? frame.y + frame.h - y : y - frame.y)
    if (keeps || shift) {
      const k = Math.max(w / Math.max(frame.w, 1), h / Math.max(frame.h, 1))
      ;[w, h] = [frame.w * k, frame.h * k]
    }
    const upright = { x: west ? frame.x + frame.w - w : frame.x, y: north ? frame.y + frame.h - h : frame.y, w, h }
    // Of what is turned, the corner on the other side stays where it is.
    const [cx, cy] = rotated(centre(upright), middle, frame.angle)
    return before.map((each) => scaled(each, frame, { x: cx - w / 2, y: cy - h / 2, w, h }))
  })
}

export const turn = (editor: Editor, from: Point): Gesture => {
  const before = movable(editor.board.elements, editor.selected, editor.entered)
  const frame = frameOf(editor) as Box & { angle: number }
  const middle = centre(frame)
  const angleOf = ([x, y]: Point): number => Math.atan2(y - middle[1], x - middle[0])
  return holding(editor, before, ({ at, shift }) => {
    let by = angleOf(at) - angleOf(from)
    if (shift) by = Math.round((frame.angle + by) / SNAP) * SNAP - frame.angle
    return before.map((each) => turned(each, middle, by))
  })
}

/** An end of the one line that is selected. */
export const putEnd = (editor: Editor, which: 'from' | 'to'): Gesture => {
  const [line] = chosenOf(editor) as [BoardElement]
  const path = pathOf(line, editor.find)
  return holding(editor, [line], ({ at }) => {
    editor.target = bindable(editor.scene.stack, ...at) ?? null
    return [ended(line, path, which, at, editor.target?.id ?? null)]
  })
}
