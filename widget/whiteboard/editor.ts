/** One board being worked on: the tool in hand, what is selected, what is held, whose words are written. */
import type { BoardEdit, BoardElement } from '../../bff/api.ts'
import { type Box, centre, pathOf, together } from '../../bff/board/boxes.ts'
import { isLinear } from '../../bff/board/element.ts'
import type { Operation } from '../../bff/board/state.ts'
import type { Client } from '../client.ts'
import { boardWords as words } from '../strings/whiteboard.ts'
import { Board, touched } from './board.ts'
import { type Camera, fitted, onBoard, zoomed } from './camera.ts'
import { boxAround, type Style } from './paint.ts'
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
  /** Words being written are kept; whoever offers the field says how. */
  finish: () => void = () => {}
  /** What the field holds now. */
  typed = ''
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
    this.board = new Board(client, id, me, { changed: () => this.#different(), heard: (edit) => this.#heard(edit) })
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
  /** Pointers, the selection, the field: the tools bring it. */
  over: (ctx: CanvasRenderingContext2D, camera: Camera, style: Style) => void = () => {}

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

  changed(): void {
    this.#around.changed()
  }

  focusField(): void {
    this.#around.focusField()
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
    if (speak) this.say(this.spoken(this.selected))
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
    const box = boxAround(
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

  spoken(ids: ReadonlySet<string>): string {
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

  #different(): void {
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
