/** One board being worked on: the tool in hand, what is selected, what is held, whose words are written. */
import type { BoardEdit, BoardElement } from '../../bff/api.ts'
import { type Box, centre, pathOf, together } from '../../bff/board/boxes.ts'
import { isLinear } from '../../bff/board/element.ts'
import type { Operation } from '../../bff/board/state.ts'
import type { Client } from '../client.ts'
import { boardWords as words } from '../strings/whiteboard.ts'
import { Board, newName, touched } from './board.ts'
import { type Camera, fitted, onBoard, zoomed } from './camera.ts'
import * as change from './change.ts'
import { over } from './over.ts'
import type { Style } from './paint.ts'
import { Presence } from './presence.ts'
import { Scene, type Source } from './scene.ts'

export type Tool = keyof typeof words.tool
export type Way = 'up' | 'down' | 'left' | 'right'

/** Somebody writes the words of this. */
export interface Writing {
  element: BoardElement
  /** It is not on the board yet. */
  fresh: boolean
  step: string
}

interface Around {
  /** The bars and the field have to be drawn again. */
  changed(): void
  say(text: string): void
  /** After a change that moves the focus. */
  focusField(): void
  nameOf(by: string): string
}

/** Space below that the tools cover. */
const COVERED = 72
const EMPTY: ReadonlySet<string> = new Set()

export class Editor implements Source {
  readonly board: Board
  readonly presence: Presence
  readonly scene: Scene
  readonly nameOf: (by: string) => string
  tool: Tool = 'select'
  /** What new things are drawn with; `null`: the ink of the page. */
  color: string | null = null
  fill: string | null = null
  selected = new Set<string>()
  writing: Writing | null = null
  /** What is being moved or made, as it is now. */
  held: ReadonlyMap<string, BoardElement> = new Map()
  marquee: Box | null = null
  /** What an arrow's end would be bound to. */
  target: BoardElement | null = null
  erasing = new Set<string>()
  readonly #around: Around
  #lifted: ReadonlySet<string> = EMPTY
  #framed = false

  constructor(client: Client, id: string, me: string, around: Around) {
    this.#around = around
    this.nameOf = around.nameOf
    this.presence = new Presence(client, id, () => {
      this.scene.again()
      around.changed()
    })
    this.scene = new Scene(this, () => this.#frame())
    this.board = new Board(client, id, me, { changed: () => this.#changed(), heard: (edit) => this.#heard(edit) })
  }

  close(): void {
    this.finish()
    this.presence.close()
    this.board.close()
    this.scene.close()
  }

  // What the scene asks.
  elements = (): ReadonlyMap<string, BoardElement> => this.board.elements
  readonly find = (id: string): BoardElement | undefined => this.held.get(id) ?? this.board.find(id)
  lifted = (): ReadonlySet<string> => this.#lifted
  fading = (): ReadonlySet<string> => this.erasing
  written = (): string | null => this.writing?.element.id ?? null
  over = (ctx: CanvasRenderingContext2D, camera: Camera, style: Style): void => over(this, ctx, camera, style)

  get chosen(): BoardElement[] {
    return [...this.selected].flatMap((id) => this.find(id) ?? [])
  }

  get canEdit(): boolean {
    return this.board.phase === 'ready' && !this.board.readOnly
  }

  /** Proposals of personas that wait for a decision, and how much is in each. */
  get proposals(): { id: string; by: string; ids: string[] }[] {
    const all = new Map<string, { id: string; by: string; ids: string[] }>()
    for (const { id, by, ghost } of this.board.elements.values())
      if (ghost) {
        const one = all.get(ghost) ?? { id: ghost, by, ids: [] }
        one.ids.push(id)
        all.set(ghost, one)
      }
    return [...all.values()]
  }

  nameElement(id: string): string {
    const element = this.find(id)
    return element ? words.nameOf(element, this.find) : ''
  }

  say(text: string): void {
    this.#around.say(text)
  }

  use(tool: Tool): void {
    this.finish()
    this.tool = tool
    // What is selected is what an arrow would connect.
    if (tool !== 'select' && tool !== 'arrow' && tool !== 'line') this.select([])
    this.#around.changed()
    this.scene.again()
  }

  select(ids: Iterable<string>, speak = false): void {
    this.selected = new Set(
      together(
        this.board.elements.values(),
        [...ids].filter((id) => this.board.find(id)),
      ),
    )
    this.presence.tell({ selected: [...this.selected].slice(0, 50) })
    if (speak) this.say(this.#words(this.selected))
    this.#around.changed()
    this.scene.again()
  }

  edit(operations: Operation[], step?: string): void {
    this.board.edit(operations, step)
  }

  /** Hold these as they are now, over the rest; nothing lets go. */
  hold(elements: Iterable<BoardElement>): void {
    const before = this.#lifted
    this.held = new Map([...elements].map((each) => [each.id, each]))
    const ids = new Set(this.held.keys())
    if (ids.size > 0)
      for (const { id, from, to } of this.board.elements.values())
        if ((from && this.held.has(from)) || (to && this.held.has(to))) ids.add(id)
    this.#lifted = ids
    // Another set: what lies still is different too.
    if (before.size !== ids.size || [...ids].some((id) => !before.has(id))) this.scene.changed()
    else this.scene.again()
  }

  /** @param point on the screen, from the view's corner; left out, the middle */
  zoom(factor: number, point?: readonly [number, number]): void {
    const { width, height, camera } = this.scene
    this.scene.look(zoomed(camera, factor, point ?? [width / 2, height / 2]))
    this.#around.changed()
  }

  fit(): void {
    const { width, height, all } = this.scene
    this.scene.look(fitted(all, width, height, COVERED))
    this.#around.changed()
  }

  /** Bring these into view, if they are not. */
  reveal(ids: Iterable<string>): void {
    const box = change.boxAround(
      [...ids].flatMap((id) => this.find(id) ?? []),
      this.find,
    )
    const { camera, width, height } = this.scene
    if (!box || width === 0) return
    const [x, y] = [(box.x - camera.x) * camera.zoom, (box.y - camera.y) * camera.zoom]
    if (x >= 0 && y >= 0 && x + box.w * camera.zoom <= width && y + box.h * camera.zoom <= height - COVERED) return
    const next = fitted(box, width, height, COVERED)
    this.scene.look(
      next.zoom < camera.zoom ? next : { ...camera, ...middle(box, width, height - COVERED, camera.zoom) },
    )
  }

  get middle(): [number, number] {
    const { camera, width, height } = this.scene
    return onBoard(camera, [width / 2, (height - COVERED) / 2])
  }

  /** Put something of this kind where it is wanted, with the size that such things have. */
  place(kind: Tool, [x, y]: readonly [number, number], size?: { w: number; h: number }): void {
    const step = newName()
    if (kind === 'text') {
      const element = { ...this.#fresh('text', { x, y: y - 12, w: 20, h: 25 }), text: '' }
      return this.write(element as BoardElement, true, step)
    }
    const { w, h } = size ?? (kind === 'note' ? { w: 160, h: 120 } : { w: 120, h: 80 })
    const box = size ? { x, y, w, h } : { x: Math.round(x - w / 2), y: Math.round(y - h / 2), w, h }
    const operation = change.added(this.board.elements, this.#fresh(kind as BoardElement['kind'], box))
    this.board.edit([operation], step)
    const { id } = operation.element
    this.tool = 'select'
    this.select([id])
    this.say(words.made(this.nameElement(id)))
    const made = this.find(id)
    if (made && (kind === 'note' || !size)) this.write(made, false, step)
  }

  #fresh(kind: BoardElement['kind'], box: Box): Omit<change.Fresh, 'id' | 'index'> & Partial<BoardElement> {
    const { color, fill } = this
    const paper = kind === 'note' ? (fill ?? change.NOTE) : kind === 'text' ? null : fill
    const look = { ...(color ? { color } : {}), ...(paper ? { fill: paper } : {}) }
    return { kind, ...box, ...look, ...(kind === 'text' ? { id: newName(), index: 'a0', by: this.board.me } : {}) }
  }

  /** What a tool is drawing, before it is on the board. */
  draft(kind: BoardElement['kind'], id: string, points: number[], more: Partial<BoardElement> = {}): BoardElement {
    const { color, fill } = this
    const look = { ...(color ? { color } : {}), ...(fill && !isLinear({ kind }) ? { fill } : {}) }
    const [x = 0, y = 0] = points
    return { id, kind, by: this.board.me, index: 'zz', x, y, w: 0, h: 0, ...look, ...more }
  }

  write(element: BoardElement, fresh = false, step = newName()): void {
    if (!this.canEdit || element.kind === 'other' || element.kind === 'stroke') return
    this.finish()
    this.writing = { element, fresh, step }
    this.tool = 'select'
    this.presence.tell({ writing: element.id })
    this.scene.changed()
    this.#around.changed()
    this.#around.focusField()
  }

  /** Words are kept when somebody turns to something else. */
  finish(text?: string): void {
    const { writing } = this
    if (!writing) return
    this.writing = null
    this.presence.tell({ writing: null })
    const { element, fresh, step } = writing
    const value = text ?? this.typed
    if (fresh && value.trim() !== '') {
      const { id: _, index: __, by: ___, words: ____, ...rest } = element
      const room = change.worded({ ...element, text: null }, value)[0]
      const to = room?.op === 'set' ? room.to : {}
      const operation = change.added(this.board.elements, { ...rest, ...to } as Omit<change.Fresh, 'id' | 'index'>)
      this.board.edit([operation], step)
      this.select([operation.element.id])
    } else if (!fresh) {
      const now = this.board.find(element.id)
      if (now) this.board.edit(change.worded(now, value), step)
    }
    this.scene.changed()
    this.#around.changed()
  }

  /** What the field holds now. */
  typed = ''

  remove(ids: Iterable<string> = this.selected): void {
    const all = [...ids].filter((id) => this.board.find(id))
    if (all.length === 0) return
    const what = this.#words(new Set(all))
    this.board.edit(change.removing(all))
    this.select([])
    this.say(words.removed(what))
  }

  move(ids: Iterable<string>, dx: number, dy: number, step?: string): void {
    const all = change.movable(this.board.elements, ids)
    this.board.edit(
      all.flatMap((each) => change.settling(each, change.moved(each, dx, dy))),
      step,
    )
    const [first] = all
    const now = first && this.find(first.id)
    if (now) this.say(words.moved(this.nameElement(now.id), Math.round(now.x), Math.round(now.y)))
  }

  connect(from: string, to: string): void {
    const operation = change.connecting(this.board.elements, from, to)
    if (!operation) return
    this.board.edit([operation])
    this.say(words.connected(this.nameElement(from), this.nameElement(to)))
  }

  double(): void {
    const copies = change.doubled(this.board.elements, this.chosen)
    this.board.edit(copies)
    this.select(
      copies.map(({ element }) => element.id),
      true,
    )
  }

  undo(back = true): void {
    this.finish()
    if (!(back ? this.board.undo() : this.board.redo())) return this.say(words.nothing)
    this.say(back ? words.undo : words.redo)
    this.select(this.selected)
  }

  #words(ids: ReadonlySet<string>): string {
    const [first] = ids
    if (first === undefined) return words.none
    return ids.size === 1 ? words.selected(this.nameElement(first)) : words.several(ids.size)
  }

  /** What is seen first is everything. */
  #frame(): void {
    if (this.#framed || this.board.phase !== 'ready' || this.scene.width === 0) return
    this.#framed = true
    this.fit()
  }

  #changed(): void {
    for (const id of this.selected) if (!this.board.find(id)) this.selected.delete(id)
    this.scene.changed()
    this.#frame()
    this.#around.changed()
  }

  #heard(edit: BoardEdit): void {
    const all = touched(this.board, edit)
    // Whoever drew a stroke has finished it.
    for (const other of this.presence.others.values())
      if (all.some(({ id }) => id === other.stroke?.id)) other.stroke = null
    if (edit.by === this.board.me) return
    this.say(words.changedBy(this.nameOf(edit.by), edit.operations.length))
    const last = all.at(-1)
    if (!last || !edit.by.startsWith('per:')) return
    const path = isLinear(last) ? pathOf(last, this.find) : null
    this.presence.point(edit.by, path ? [path.at(-2) as number, path.at(-1) as number] : centre(last))
    this.#framed ||= this.board.elements.size > all.length
    this.#frame()
  }
}

const middle = (box: Box, width: number, height: number, zoom: number): { x: number; y: number } => ({
  x: box.x + box.w / 2 - width / 2 / zoom,
  y: box.y + box.h / 2 - height / 2 / zoom,
})
