/** What people do with the tools: things are placed, written on, moved, connected, doubled and removed. */
import type { BoardElement } from '../../bff/api.ts'
import type { Box } from '../../bff/board/boxes.ts'
import { isLinear } from '../../bff/board/element.ts'
import { boardWords as words } from '../strings/whiteboard.ts'
import { newName } from './board.ts'
import * as change from './change.ts'
import type { Editor, Tool } from './editor.ts'

/** Put something of this kind where it is wanted, with the size that such things have. */
export const place = (
  editor: Editor,
  kind: Tool,
  [x, y]: readonly [number, number],
  size?: { w: number; h: number },
): void => {
  const step = newName()
  if (kind === 'text') {
    const { color } = editor
    const element: BoardElement = {
      id: newName(),
      kind,
      x,
      y: y - 12,
      w: 20,
      h: 25,
      index: 'a0',
      by: editor.board.me,
      text: '',
      ...(color ? { color } : {}),
    }
    return write(editor, element, true, step)
  }
  const { w, h } = size ?? (kind === 'note' ? { w: 160, h: 120 } : { w: 120, h: 80 })
  const box = size ? { x, y, w, h } : { x: Math.round(x - w / 2), y: Math.round(y - h / 2), w, h }
  const operation = change.added(editor.board.elements, fresh(editor, kind as BoardElement['kind'], box))
  editor.edit([operation], step)
  const { id } = operation.element
  editor.tool = 'select'
  editor.select([id])
  editor.reveal([id])
  editor.say(words.made(editor.nameElement(id)))
  const made = editor.find(id)
  if (made && (kind === 'note' || !size)) write(editor, made, false, step)
}

const fresh = ({ color, fill }: Editor, kind: BoardElement['kind'], box: Box): Omit<change.Fresh, 'id' | 'index'> => {
  const paper = kind === 'note' ? (fill ?? change.NOTE) : fill
  return { kind, ...box, ...(color && kind !== 'note' ? { color } : {}), ...(paper ? { fill: paper } : {}) }
}

/** What a tool is drawing, before it is on the board. */
export const draft = (
  { color, fill, board }: Editor,
  kind: BoardElement['kind'],
  id: string,
  points: number[],
  more: Partial<BoardElement> = {},
): BoardElement => {
  const look = { ...(color ? { color } : {}), ...(fill && !isLinear({ kind }) ? { fill } : {}) }
  const [x = 0, y = 0] = points
  return { id, kind, by: board.me, index: 'zz', x, y, w: 0, h: 0, ...look, ...more }
}

export const write = (editor: Editor, element: BoardElement, isFresh = false, step = newName()): void => {
  if (!editor.canEdit || element.kind === 'other' || element.kind === 'stroke') return
  editor.finish()
  editor.writing = { element, fresh: isFresh, step }
  editor.tool = 'select'
  editor.presence.tell({ writing: element.id })
  editor.scene.changed()
  editor.changed()
  editor.focusField()
}

/** Words are kept when somebody turns to something else. */
export const finish = (editor: Editor): void => {
  const { writing, typed, board } = editor
  if (!writing) return
  editor.writing = null
  editor.presence.tell({ writing: null })
  const { element, step } = writing
  if (writing.fresh && typed.trim() !== '') {
    const { id: _, index: __, by: ___, words: ____, ...rest } = element
    const [room] = change.worded({ ...element, text: null }, typed)
    const to = room?.op === 'set' ? room.to : {}
    const operation = change.added(board.elements, { ...rest, ...to } as Omit<change.Fresh, 'id' | 'index'>)
    editor.edit([operation], step)
    editor.select([operation.element.id])
  } else if (!writing.fresh) {
    const now = board.find(element.id)
    if (now) editor.edit(change.worded(now, typed), step)
  }
  editor.scene.changed()
  editor.changed()
}

export const remove = (editor: Editor, ids: Iterable<string> = editor.selected): void => {
  const all = [...ids].filter((id) => editor.board.find(id))
  if (all.length === 0) return
  const [only] = all
  const what = all.length === 1 ? editor.nameElement(only as string) : words.count(all.length)
  editor.edit(change.removing(all))
  editor.select([])
  editor.say(words.removed(what))
}

export const move = (editor: Editor, ids: Iterable<string>, dx: number, dy: number, step?: string): void => {
  const all = change.movable(editor.board.elements, ids)
  editor.edit(
    all.flatMap((each) => change.settling(each, change.moved(each, dx, dy))),
    step,
  )
  const [first] = all
  const now = first && editor.find(first.id)
  if (now) editor.say(words.moved(editor.nameElement(now.id), Math.round(now.x), Math.round(now.y)))
}

export const connect = (editor: Editor, from: string, to: string): void => {
  const operation = change.connecting(editor.board.elements, from, to)
  if (!operation) return
  editor.edit([operation])
  editor.say(words.connected(editor.nameElement(from), editor.nameElement(to)))
}

export const double = (editor: Editor): void => {
  const copies = change.doubled(editor.board.elements, editor.chosen)
  editor.edit(copies)
  editor.select(
    copies.map(({ element }) => element.id),
    true,
  )
}

export const undo = (editor: Editor, back = true): void => {
  editor.finish()
  if (!(back ? editor.board.undo() : editor.board.redo())) return editor.say(words.nothing)
  editor.say(back ? words.undo : words.redo)
  editor.select(editor.selected)
}
