/** One board being worked on: the tool in hand, what is selected, what is held, whose words are written. */
import type { BoardEdit, BoardElement } from '../../bff/api.ts'
import type { Box } from '../../bff/board/boxes.ts'
import type { Operation } from '../../bff/board/state.ts'
import type { Client } from '../client.ts'
import { boardWords as words } from '../strings/whiteboard.ts'
import type { Arriving } from './arriving.ts'
import { Board, touched } from './board.ts'
import { type Camera, fitted, zoomed } from './camera.ts'
import { others } from './others.ts'
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
  nameOf(by: string): string
}

/** Space below that the tools cover. */
export const COVERED = 72
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
  /** The group whose members are taken one by one. */
  entered: string | null = null
  writing: Writing | null = null
  /** What is being moved or made, as it is now. */
  held: ReadonlyMap<string, BoardElement> = new Map()
  marquee: Box | null = null
  /** What an arrow's end would be bound to. */
  target: BoardElement | null = null
  erasing = new Set<string>()
  /** Words being written are kept; whoever offers the field says how. */
  finish: () => void = () => {}
  /** What is seen being drawn, where somebody watches. */
  arriving: Arriving | null = null
  watch: (edit: BoardEdit, all: BoardElement[]) => void = () => {}
  /** The tools bring the way to change something, and the field that takes the focus after a change. */
  edit!: (operations: Operation[], step?: string) => void
  focusField!: () => void
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
  lifted = (): ReadonlySet<string> => this.arriving?.with(this.#lifted) ?? this.#lifted
  shown = (id: string): BoardElement | undefined => {
    const element = this.find(id)
    return element && this.arriving ? this.arriving.shown(element) : element
  }
  fading = (): ReadonlySet<string> => this.erasing
  written = (): string | null => this.writing?.element.id ?? null
  /** The selection and what is being made: the tools bring it. */
  own: (ctx: CanvasRenderingContext2D, camera: Camera, style: Style) => void = () => {}
  over = (ctx: CanvasRenderingContext2D, camera: Camera, style: Style): void => {
    this.own(ctx, camera, style)
    others(this, ctx, camera, style)
  }

  get canEdit(): boolean {
    return this.board.phase === 'ready' && !this.board.readOnly
  }

  changed(): void {
    this.#around.changed()
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

  select(ids: Iterable<string>): void {
    this.selected = new Set(ids)
    this.presence.tell({ selected: [...this.selected].slice(0, 50) })
    this.#around.changed()
    this.scene.again()
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
    if (edit.by !== this.board.me) this.say(words.changedBy(this.nameOf(edit.by), edit.operations.length))
    this.watch(edit, all)
  }
}
