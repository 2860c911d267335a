/** Everything that a hand does on a board, by keyboard. */
import { GRID } from '../../bff/board/place.ts'
import { connect, double, enterOrWrite, grow, move, place, remove, select, tie, turn, undo } from './acts.ts'
import { panned } from './camera.ts'
import { raised } from './change.ts'
import type { Editor, Tool, Way } from './editor.ts'
import { middleOfView, reveal } from './revealing.ts'

const tools: Readonly<Record<string, Tool>> = {
  v: 'select',
  h: 'hand',
  p: 'pen',
  e: 'eraser',
  r: 'rectangle',
  o: 'ellipse',
  d: 'diamond',
  a: 'arrow',
  l: 'line',
  t: 'text',
  n: 'note',
}

const ways: Readonly<Record<string, Way>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

export const stepOfWay: Readonly<Record<Way, readonly [number, number]>> = {
  up: [0, -1],
  down: [0, 1],
  left: [-1, 0],
  right: [1, 0],
}

const TURN = Math.PI / 12

/** Steps of one flurry of arrow keys are undone at once. */
let flurry = { name: '', at: 0 }
const flurryOf = (key: string): string => {
  const now = Date.now()
  const name = now - flurry.at < 800 && flurry.name.startsWith(key) ? flurry.name : `${key}${now}`
  flurry = { name, at: now }
  return name
}

/** @returns whether the key meant something here */
export const onKey = (editor: Editor, event: KeyboardEvent): boolean => {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (event.altKey) return false
  const way = ways[key]
  if (event.ctrlKey || event.metaKey) return way ? size(editor, way) : command(editor, key, event.shiftKey)
  if (way) {
    const [dx, dy] = stepOfWay[way]
    const by = event.shiftKey ? 1 : GRID
    if (editor.selected.size > 0 && editor.canEdit) {
      move(editor, editor.selected, dx * by, dy * by, flurryOf([...editor.selected].join()))
      reveal(editor, editor.selected)
    } else editor.scene.look(panned(editor.scene.camera, -dx * 60, -dy * 60))
    return true
  }
  if (key === '+' || key === '=') return done(() => editor.zoom(1.25))
  if (key === '-') return done(() => editor.zoom(0.8))
  if (key === '0' || key === '1' || (event.shiftKey && key === '!')) return done(() => editor.fit())
  if (key === ',' || key === '.') return done(() => next(editor, key === '.' ? 1 : -1))
  if (key === 'Escape') return leave(editor)
  if (!editor.canEdit) return false
  if (key === 'Delete' || key === 'Backspace') return done(() => remove(editor))
  if (key === 'Enter') return enter(editor)
  if (key === '[' || key === ']')
    return done(() => turn(editor, key === '[' ? -TURN : TURN, flurryOf(`turn${[...editor.selected].join()}`)))
  const tool = event.shiftKey ? undefined : tools[key]
  if (tool) {
    editor.use(tool)
    return true
  }
  return false
}

const done = (act: () => void): true => {
  act()
  return true
}

const command = (editor: Editor, key: string, shift: boolean): boolean => {
  if (key === 'z') return done(() => undo(editor, !shift))
  if (key === 'y') return done(() => undo(editor, false))
  if (key === 'a') return done(() => select(editor, editor.board.elements.keys(), true))
  if (!editor.canEdit || editor.selected.size === 0) return false
  if (key === 'd') return done(() => double(editor))
  if (key === 'g') return done(() => tie(editor, !shift))
  if (key === ']' || key === '[')
    return done(() => editor.edit(raised(editor.board.elements, editor.selected, key === ']' ? 'front' : 'back')))
  return false
}

const size = (editor: Editor, way: Way): boolean => {
  if (!editor.canEdit || editor.selected.size === 0) return false
  const [dx, dy] = stepOfWay[way]
  grow(editor, dx * GRID, dy * GRID, flurryOf(`size${[...editor.selected].join()}`))
  return true
}

/** From one object to the next, in the order in which one reads. */
const next = (editor: Editor, by: 1 | -1): void => {
  const { entered } = editor
  const all = reading(editor).filter((id) => entered === null || editor.find(id)?.groups?.includes(entered))
  if (all.length === 0) return
  const at = all.findIndex((id) => editor.selected.has(id))
  const id = all[(at + by + all.length + (at < 0 && by < 0 ? 1 : 0)) % all.length] as string
  editor.tool = 'select'
  select(editor, [id], true)
  reveal(editor, [id])
}

/** Ids in the order in which one reads: rows from the top, lines between things last. */
export const reading = ({ scene }: Editor): string[] =>
  scene.stack
    .map(({ element: { id, kind }, box }) => ({
      id,
      place: [kind === 'arrow' || kind === 'line' ? 1 : 0, Math.floor(box.y / 100), box.x] as const,
    }))
    .toSorted(({ place: a }, { place: b }) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
    .map(({ id }) => id)

const leave = (editor: Editor): boolean => {
  if (editor.tool !== 'select') editor.use('select')
  else if (editor.entered !== null) {
    const ids = [...editor.selected]
    editor.entered = null
    select(editor, ids, true)
  } else if (editor.selected.size > 0) select(editor, [], true)
  else return false
  return true
}

const enter = (editor: Editor): boolean => {
  const { tool } = editor
  const [first, second] = editor.selected
  if (tool === 'select') {
    const element = first === undefined ? undefined : editor.find(first)
    if (element) enterOrWrite(editor, element)
    return element !== undefined
  }
  if ((tool === 'arrow' || tool === 'line') && first !== undefined && second !== undefined)
    connect(editor, first, second)
  else if (tool !== 'pen' && tool !== 'eraser' && tool !== 'hand' && tool !== 'arrow' && tool !== 'line')
    place(editor, tool, middleOfView(editor))
  else return false
  return true
}
