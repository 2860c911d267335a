/** What people do with the tools: things are placed, written on, moved, turned, connected, doubled and removed. */
import type { BoardElement } from '../../bff/api.ts'
import { type Box, centre } from '../../bff/board/boxes.ts'
import { isLinear } from '../../bff/board/element.ts'
import { groupOf, together } from '../../bff/board/groups.ts'
import { boardWords } from '../strings/whiteboard.ts'
import { workWords as words } from '../strings/whiteboard-work.ts'
import { chosenOf } from './chosen.ts'
import { newName } from './board.ts'
import * as change from './change.ts'
import type { Editor, Tool } from './editor.ts'
import { frameOf } from './handles.ts'
import { reveal } from './revealing.ts'

export const nameOf = ({ find }: Editor, id: string): string => {
  const element = find(id)
  return element ? words.nameOf(element, find) : ''
}

/** Select these, with what they are grouped with. @param speak and say so */
export const select = (editor: Editor, ids: Iterable<string>, speak = false): void => {
  const { board, entered } = editor
  const chosen = [...ids].flatMap((id) => board.find(id) ?? [])
  // Whoever turns to something else has left the group.
  const stays = entered !== null && chosen.length > 0 && chosen.every(({ groups }) => groups?.includes(entered))
  editor.entered = stays ? entered : null
  const names = chosen.map(({ id }) => id)
  editor.select(together(board.elements.values(), names, editor.entered))
  if (!speak) return
  const [first, second] = editor.selected
  if (first === undefined) editor.say(words.none)
  else editor.say(second === undefined ? words.selected(nameOf(editor, first)) : words.several(editor.selected.size))
}

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
  select(editor, [id])
  reveal(editor, [id])
  editor.say(words.made(nameOf(editor, id)))
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

const write = (editor: Editor, element: BoardElement, isFresh = false, step = newName()): void => {
  if (!editor.canEdit || element.kind === 'other' || element.kind === 'stroke') return
  editor.finish()
  editor.writing = { element, fresh: isFresh, step }
  editor.tool = 'select'
  editor.presence.tell({ writing: element.id })
  editor.scene.changed()
  editor.changed()
  editor.focusField()
}

/** First into a group, then into the words. */
export const enterOrWrite = (editor: Editor, element: BoardElement): void => {
  const group = groupOf(element, editor.entered)
  if (group === undefined) return write(editor, element)
  editor.entered = group
  select(editor, [element.id], true)
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
    select(editor, [operation.element.id])
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
  const what = all.length === 1 ? nameOf(editor, only as string) : boardWords.count(all.length)
  editor.edit(change.removing(all))
  select(editor, [])
  editor.say(words.removed(what))
}

export const move = (editor: Editor, ids: Iterable<string>, dx: number, dy: number, step?: string): void => {
  const [now] = changeAll(editor, ids, (each) => change.moved(each, dx, dy), step)
  if (now) editor.say(words.moved(nameOf(editor, now.id), Math.round(now.x), Math.round(now.y)))
}

/** Around their middle, in radians. */
export const turn = (editor: Editor, by: number, step?: string): void => {
  const frame = frameOf(editor)
  if (!frame) return
  const [now] = changeAll(editor, editor.selected, (each) => change.turned(each, centre(frame), by), step)
  if (now) editor.say(words.turned(nameOf(editor, now.id), Math.round(((now.angle ?? 0) * 180) / Math.PI)))
}

/** Larger or smaller by this much, from the upper left corner. */
export const grow = (editor: Editor, dw: number, dh: number, step?: string): void => {
  const frame = frameOf(editor)
  if (!frame) return
  const to = { ...frame, w: Math.max(8, frame.w + dw), h: Math.max(8, frame.h + dh) }
  const [now] = changeAll(editor, editor.selected, (each) => change.scaled(each, frame, to), step)
  if (now) editor.say(words.sized(nameOf(editor, now.id), Math.round(now.w), Math.round(now.h)))
}

/** @returns what was changed, as it is now */
const changeAll = (
  editor: Editor,
  ids: Iterable<string>,
  how: (element: BoardElement) => BoardElement,
  step: string | undefined,
): BoardElement[] => {
  const all = change.movable(editor.board.elements, ids, editor.entered)
  editor.edit(
    all.flatMap((each) => change.settling(each, how(each))),
    step,
  )
  return all.flatMap(({ id }) => editor.find(id) ?? [])
}

/** Tie what is selected together, or untie it. */
export const tie = (editor: Editor, whole: boolean): void => {
  const { entered } = editor
  const chosen = chosenOf(editor)
  if (whole && chosen.length < 2) return
  editor.edit((whole ? change.grouped : change.ungrouped)(chosen, entered))
  select(editor, editor.selected)
  editor.say(whole ? words.grouped(chosen.length) : words.ungrouped)
}

export const connect = (editor: Editor, from: string, to: string): void => {
  const operation = change.connecting(editor.board.elements, from, to)
  if (!operation) return
  editor.edit([operation])
  editor.say(words.connected(nameOf(editor, from), nameOf(editor, to)))
}

export const double = (editor: Editor): void => {
  const copies = change.doubled(editor.board.elements, chosenOf(editor))
  editor.edit(copies)
  select(
    editor,
    copies.map(({ element }) => element.id),
    true,
  )
}

export const undo = (editor: Editor, back = true): void => {
  editor.finish()
  const { outbox } = editor.board
  if (!(back ? outbox?.undo() : outbox?.redo())) return editor.say(words.nothing)
  editor.say(back ? words.undone : words.redone)
  select(editor, editor.selected)
}
