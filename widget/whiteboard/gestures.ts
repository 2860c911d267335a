/** What the pointer does with each tool. */
import { overlap } from '../../bff/board/boxes.ts'
import { together } from '../../bff/board/groups.ts'
import { enterOrWrite, place, remove, select } from './acts.ts'
import type { Editor } from './editor.ts'
import { handleAt } from './handles.ts'
import type { Work } from './hands.ts'
import { hit } from './hit.ts'
import { boxBetween, line, shape } from './making.ts'
import { drag, putEnd, resize, turn } from './moving.ts'
import { stroke } from './stroke.ts'
import type { Gesture, Point, Touch } from './touch.ts'

/** How far one reaches, in screen pixels: fingers further than a mouse. */
const reachOf = (kind: string): { handle: number; thing: number } =>
  kind === 'touch' ? { handle: 16, thing: 14 } : { handle: 8, thing: 6 }

const under = ({ scene, find }: Editor, [x, y]: Point, reach: number) =>
  hit(scene.stack, find, x, y, reach / scene.camera.zoom)

export const workOn = (editor: Editor): Work => ({
  begin(touch) {
    const { tool } = editor
    const { at, buttons } = touch
    // The other end of a pen erases.
    if (tool === 'eraser' || (tool === 'pen' && buttons === 32)) return erase(editor, touch)
    if (tool === 'pen') return stroke(editor, touch)
    if (tool === 'arrow' || tool === 'line') return line(editor, at, tool)
    if (tool === 'text' || tool === 'note')
      return { move() {}, cancel() {}, end: ({ at: to }) => place(editor, tool, to) }
    return tool === 'select' || tool === 'hand' ? take(editor, touch) : shape(editor, at, tool)
  },

  hover(at) {
    const { tool, canEdit } = editor
    // What the tool itself looks like.
    if (tool !== 'select' || !canEdit) return ''
    const handle = handleAt(editor, at, reachOf('mouse').handle)
    if (handle === 'turn') return 'alias'
    if (handle) return handle === 'from' || handle === 'to' ? 'pointer' : `${handle}-resize`
    return under(editor, at, reachOf('mouse').thing) ? 'move' : 'default'
  },

  twice(at) {
    if (editor.tool !== 'select') return
    const element = under(editor, at, reachOf('mouse').thing)
    if (element) enterOrWrite(editor, element)
    else place(editor, 'text', at)
  },
})

/** The arrow of the mouse: a handle, a thing, or everything within a frame. */
const take = (editor: Editor, touch: Touch): Gesture => {
  const { at, shift, kind } = touch
  const reach = reachOf(kind)
  const handle = handleAt(editor, at, reach.handle)
  if (handle === 'from' || handle === 'to') return putEnd(editor, handle)
  if (handle === 'turn') return turn(editor, at)
  if (handle) return resize(editor, handle)
  const element = under(editor, at, reach.thing)
  if (!element) return marquee(editor, touch)
  const { selected } = editor
  const isSelected = selected.has(element.id)
  if (shift) {
    const its = new Set(together(editor.board.elements.values(), [element.id], editor.entered))
    select(editor, [...selected].filter((id) => !its.has(id)).concat(isSelected ? [] : element.id), true)
  } else if (!isSelected) select(editor, [element.id], true)
  return drag(editor, at)
}

const marquee = (editor: Editor, { at: from, shift }: Touch): Gesture => {
  const before = shift ? [...editor.selected] : []
  if (!shift) select(editor, [])
  const done = (): void => {
    editor.marquee = null
    editor.scene.again()
  }
  return {
    move({ at }) {
      const box = boxBetween(from, at)
      editor.marquee = box
      const inside = editor.scene.stack.filter((each) => overlap(each.box, box))
      select(editor, [...before, ...inside.map(({ element }) => element.id)])
    },
    end() {
      if (editor.marquee) select(editor, editor.selected, true)
      done()
    },
    cancel: done,
  }
}

/** What is crossed fades, and goes when the pointer is lifted. */
const erase = (editor: Editor, { at: from }: Touch): Gesture => {
  const cross = ([x, y]: Point): void => {
    const { scene, find, erasing } = editor
    const left = scene.stack.filter(({ element }) => !erasing.has(element.id))
    const element = hit(left, find, x, y, 8 / scene.camera.zoom)
    if (!element) return
    erasing.add(element.id)
    scene.repaint()
  }
  const done = (): string[] => {
    const all = [...editor.erasing]
    editor.erasing = new Set()
    editor.scene.repaint()
    return all
  }
  cross(from)
  return {
    move: ({ trail }) => trail.forEach(([x, y]) => cross([x, y])),
    end: () => remove(editor, done()),
    cancel: () => void done(),
  }
}
