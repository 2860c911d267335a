/** Mouse, pen and fingers on a board. A pen draws; once one was seen, fingers only move the paper. */
import type { BoardElement } from '../../bff/api.ts'
import { type Box, overlap, pathOf } from '../../bff/board/boxes.ts'
import { most } from '../../bff/board/element.ts'
import { newName } from './board.ts'
import { onBoard, panned } from './camera.ts'
import { added, ended, movable, moved, scaled, settling } from './change.ts'
import { draft, place, remove, write } from './acts.ts'
import type { Editor } from './editor.ts'
import { bindable, hit } from './hit.ts'
import { type Handle, handles } from './over.ts'
import { boxAround } from './paint.ts'

type Point = readonly [x: number, y: number]

interface Gesture {
  /** @param at on the board */
  move(at: Point, event: PointerEvent): void
  end(at: Point): void
  /** It was not meant. */
  cancel(): void
}

/** ms between two edits of what somebody is still moving: others see it move. */
const SHARE = 250
/** Screen pixels that count as a click. */
const STILL = 4

export class Hands {
  readonly #editor: Editor
  #gesture: Gesture | null = null
  #pointer = -1
  /** Fingers on the board, on the screen. */
  readonly #fingers = new Map<number, Point>()
  #penSeen = false
  #penDown = false
  #space = false

  constructor(editor: Editor) {
    this.#editor = editor
  }

  /** The space bar turns the mouse into a hand. */
  set space(held: boolean) {
    this.#space = held
  }

  readonly wheel = {
    passive: false,
    handleEvent: (event: WheelEvent): void => {
      event.preventDefault()
      const { scene } = this.#editor
      const lines = event.deltaMode === 1 ? 16 : 1
      if (event.ctrlKey || event.metaKey)
        return this.#editor.zoom(
          Math.exp((-event.deltaY * lines) / (event.ctrlKey && event.deltaMode === 0 ? 150 : 400)),
          this.#screen(event),
        )
      const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY]
      scene.look(panned(scene.camera, -dx * lines, -dy * lines))
    },
  }

  readonly down = (event: PointerEvent): void => {
    const editor = this.#editor
    const touch = event.pointerType === 'touch'
    if (event.pointerType === 'pen') {
      // A palm that came first did not mean anything.
      if (!this.#penDown) this.#stop()
      this.#penSeen = true
      this.#penDown = true
      this.#fingers.clear()
    } else if (this.#penDown) return
    const screen = this.#screen(event)
    const stage = event.currentTarget as HTMLElement
    // A pointer that a test or an assistive tool made up cannot be captured.
    if (event.isTrusted) stage.setPointerCapture(event.pointerId)
    if (touch) {
      this.#fingers.set(event.pointerId, screen)
      if (this.#fingers.size === 2) this.#stop()
      if (this.#fingers.size > 1) return
    } else if (this.#gesture) return
    this.#pointer = event.pointerId
    editor.finish()
    const pans =
      event.button === 1 || this.#space || editor.tool === 'hand' || (touch && this.#penSeen) || !editor.canEdit
    if (event.button === 2 || event.button > 5) return
    const at = onBoard(editor.scene.camera, screen)
    if (pans && !(editor.tool === 'select' && !editor.canEdit && this.#hit(at, 6))) this.#gesture = this.#pan(screen)
    else this.#gesture = this.#begin(at, event)
  }

  readonly move = (event: PointerEvent): void => {
    const editor = this.#editor
    const screen = this.#screen(event)
    const finger = this.#fingers.get(event.pointerId)
    if (finger && this.#fingers.size === 2) return this.#pinch(event.pointerId, screen)
    if (finger) this.#fingers.set(event.pointerId, screen)
    const at = onBoard(editor.scene.camera, screen)
    if (event.pointerType !== 'touch' && !(this.#gesture && editor.tool === 'pen'))
      editor.presence.tell({ pointer: [Math.round(at[0]), Math.round(at[1])] })
    if (this.#gesture && event.pointerId === this.#pointer) this.#gesture.move(at, event)
    else if (event.pointerType === 'mouse') this.#hover(event.currentTarget as HTMLElement, at)
  }

  readonly up = (event: PointerEvent): void => {
    this.#fingers.delete(event.pointerId)
    if (event.pointerType === 'pen') this.#penDown = false
    if (event.pointerId !== this.#pointer) return
    const gesture = this.#gesture
    this.#gesture = null
    this.#pointer = -1
    gesture?.end(onBoard(this.#editor.scene.camera, this.#screen(event)))
  }

  readonly cancel = (event: PointerEvent): void => {
    this.#fingers.delete(event.pointerId)
    if (event.pointerType === 'pen') this.#penDown = false
    if (event.pointerId === this.#pointer) this.#stop()
  }

  readonly leave = (): void => this.#editor.presence.tell({ pointer: null })

  readonly twice = (event: MouseEvent): void => {
    const editor = this.#editor
    const at = onBoard(editor.scene.camera, this.#screen(event))
    if (editor.tool !== 'select' || !editor.canEdit) return
    const element = this.#hit(at)
    if (element) write(editor, element)
    else place(editor, 'text', at)
  }

  #stop(): void {
    this.#gesture?.cancel()
    this.#gesture = null
    this.#pointer = -1
  }

  #screen(event: MouseEvent): Point {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect()
    return [event.clientX - box.x, event.clientY - box.y]
  }

  #hit([x, y]: Point, near = 6): BoardElement | undefined {
    const { scene, find } = this.#editor
    return hit(scene.stack, find, x, y, near / scene.camera.zoom)
  }

  #handle([x, y]: Point, coarse: boolean): Handle | undefined {
    const near = (coarse ? 16 : 8) / this.#editor.scene.camera.zoom
    return handles(this.#editor).find((each) => Math.abs(each.x - x) <= near && Math.abs(each.y - y) <= near)?.name
  }

  #hover(stage: HTMLElement, at: Point): void {
    const { tool, canEdit } = this.#editor
    const handle = tool === 'select' && canEdit ? this.#handle(at, false) : undefined
    const cursor =
      tool === 'hand' || this.#space
        ? 'grab'
        : tool !== 'select'
          ? 'crosshair'
          : handle
            ? handle === 'from' || handle === 'to'
              ? 'pointer'
              : `${handle}-resize`
            : this.#hit(at)
              ? 'move'
              : 'default'
    stage.style.setProperty('cursor', cursor)
  }

  #pinch(id: number, now: Point): void {
    const editor = this.#editor
    const before = this.#fingers.get(id) as Point
    const other = [...this.#fingers].find(([each]) => each !== id)?.[1] as Point
    this.#fingers.set(id, now)
    const apart = (a: Point): number => Math.max(10, Math.hypot(a[0] - other[0], a[1] - other[1]))
    editor.scene.look(panned(editor.scene.camera, (now[0] - before[0]) / 2, (now[1] - before[1]) / 2))
    editor.zoom(apart(now) / apart(before), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2])
  }

  #begin(at: Point, event: PointerEvent): Gesture {
    const editor = this.#editor
    const { tool } = editor
    if (tool === 'pen') return event.buttons === 32 ? this.#erase(at) : this.#stroke(at, event)
    if (tool === 'eraser') return this.#erase(at)
    if (tool === 'arrow' || tool === 'line') return this.#line(at, tool)
    if (tool === 'text' || tool === 'note') {
      return { move: () => {}, cancel: () => {}, end: (to) => place(editor, tool, to) }
    }
    if (tool !== 'select' && tool !== 'hand') return this.#shape(at, tool)
    const handle = this.#handle(at, event.pointerType === 'touch')
    if (handle === 'from' || handle === 'to') return this.#end(handle)
    if (handle) return this.#resize(handle)
    const element = this.#hit(at, event.pointerType === 'touch' ? 14 : 6)
    if (!element) return this.#marquee(at, event.shiftKey)
    if (event.shiftKey) {
      const rest = editor.selected.has(element.id)
        ? [...editor.selected].filter((id) => id !== element.id)
        : [...editor.selected, element.id]
      editor.select(rest, true)
    } else if (!editor.selected.has(element.id)) editor.select([element.id], true)
    return this.#drag(at)
  }

  #pan(from: Point): Gesture {
    const { scene } = this.#editor
    let last = from
    return {
      move: (_, event) => {
        const now = this.#screen(event)
        scene.look(panned(scene.camera, now[0] - last[0], now[1] - last[1]))
        last = now
      },
      end: () => {},
      cancel: () => {},
    }
  }

  /** Elements that are held, and told to others now and then while they are. */
  #holding(before: readonly BoardElement[]): { hold(now: BoardElement[]): void; end(): void; cancel(): void } {
    const editor = this.#editor
    const step = newName()
    let now: BoardElement[] = []
    let told = performance.now()
    const tell = (): void =>
      editor.edit(
        now.flatMap((each) => {
          const known = editor.board.find(each.id)
          return known ? settling(known, each) : []
        }),
        step,
      )
    return {
      hold(next) {
        now = next
        editor.hold(next)
        if (performance.now() - told < SHARE || before.length > 20) return
        told = performance.now()
        tell()
      },
      end() {
        tell()
        editor.target = null
        editor.hold([])
      },
      cancel() {
        now = now.length > 0 ? [...before] : []
        tell()
        editor.target = null
        editor.hold([])
      },
    }
  }

  #drag(from: Point): Gesture {
    const editor = this.#editor
    const before = movable(editor.board.elements, editor.selected)
    const held = this.#holding(before)
    let begun = false
    return {
      move: ([x, y]) => {
        const [dx, dy] = [x - from[0], y - from[1]]
        begun ||= Math.hypot(dx, dy) * editor.scene.camera.zoom > STILL
        if (begun) held.hold(before.map((each) => moved(each, dx, dy)))
      },
      end: () => held.end(),
      cancel: () => held.cancel(),
    }
  }

  #resize(handle: Handle): Gesture {
    const editor = this.#editor
    const before = editor.chosen
    const box = boxAround(before, editor.find) as Box
    const held = this.#holding(before)
    const keeps = before.some(({ kind }) => kind === 'text')
    return {
      move: ([x, y], { shiftKey }) => {
        const [west, north] = [handle.includes('w'), handle.includes('n')]
        let w = Math.max(8, west ? box.x + box.w - x : x - box.x)
        let h = Math.max(8, north ? box.y + box.h - y : y - box.y)
        if (keeps || shiftKey) {
          const k = Math.max(w / Math.max(box.w, 1), h / Math.max(box.h, 1))
          ;[w, h] = [box.w * k, box.h * k]
        }
        const to = { x: west ? box.x + box.w - w : box.x, y: north ? box.y + box.h - h : box.y, w, h }
        held.hold(before.map((each) => scaled(each, box, to)))
      },
      end: () => held.end(),
      cancel: () => held.cancel(),
    }
  }

  #end(which: 'from' | 'to'): Gesture {
    const editor = this.#editor
    const [line] = editor.chosen as [BoardElement]
    const path = pathOf(line, editor.find)
    const held = this.#holding([line])
    return {
      move: (at) => {
        editor.target = bindable(editor.scene.stack, ...at) ?? null
        held.hold([ended(line, path, which, at, editor.target?.id ?? null)])
      },
      end: () => held.end(),
      cancel: () => held.cancel(),
    }
  }

  #marquee(from: Point, more: boolean): Gesture {
    const editor = this.#editor
    const before = more ? [...editor.selected] : []
    if (!more) editor.select([])
    const done = (): void => {
      editor.marquee = null
      editor.scene.again()
    }
    return {
      move: (at) => {
        const box = boxBetween(from, at)
        editor.marquee = box
        const inside = editor.scene.stack.filter((each) => overlap(each.box, box))
        editor.select([...before, ...inside.map(({ element }) => element.id)])
      },
      end: () => {
        if (editor.marquee) editor.select(editor.selected, true)
        done()
      },
      cancel: done,
    }
  }

  #shape(from: Point, kind: 'rectangle' | 'ellipse' | 'diamond'): Gesture {
    const editor = this.#editor
    const id = newName()
    let box: Box | null = null
    return {
      move: (at, { shiftKey }) => {
        box = boxBetween(from, at)
        if (shiftKey) box = { ...box, w: Math.max(box.w, box.h), h: Math.max(box.w, box.h) }
        editor.hold([draft(editor, kind, id, [], box)])
      },
      end: () => {
        editor.hold([])
        const { zoom } = editor.scene.camera
        if (box && Math.max(box.w, box.h) * zoom > 2 * STILL) place(editor, kind, [box.x, box.y], box)
        else place(editor, kind, from)
      },
      cancel: () => editor.hold([]),
    }
  }

  #line(from: Point, kind: 'arrow' | 'line'): Gesture {
    const editor = this.#editor
    const id = newName()
    const start = bindable(editor.scene.stack, ...from)
    let line: BoardElement | null = null
    return {
      move: (at) => {
        const end = bindable(editor.scene.stack, ...at, start?.id)
        editor.target = end ?? null
        const bare = draft(editor, kind, id, [...from], { points: [0, 0, 0, 0], ...(start ? { from: start.id } : {}) })
        line = ended(bare, [...from, ...from], 'to', at, end?.id ?? null)
        editor.hold([line])
      },
      end: () => {
        editor.target = null
        editor.hold([])
        if (!line || Math.hypot(line.w, line.h) * editor.scene.camera.zoom < STILL) return
        const { x, y, w, h, points, from: bound, to, color } = line
        const ends = { ...(bound ? { from: bound } : {}), ...(to ? { to } : {}), ...(color ? { color } : {}) }
        const operation = added(editor.board.elements, { kind, x, y, w, h, points: points ?? [], ...ends }, id)
        editor.edit([operation])
        editor.tool = 'select'
        editor.select([id], true)
      },
      cancel: () => {
        editor.target = null
        editor.hold([])
      },
    }
  }

  #stroke(from: Point, first: PointerEvent): Gesture {
    const editor = this.#editor
    const id = newName()
    const width = 3
    const points: number[] = []
    const pressures: number[] = []
    const feels = first.pointerType === 'pen'
    const take = ([x, y]: Point, pressure: number): void => {
      if (points.length >= 2 * most.points) return
      points.push(x, y)
      if (feels) pressures.push(Math.round(Math.min(1, Math.max(0, pressure)) * 100) / 100)
    }
    take(from, first.pressure)
    const shown = (): BoardElement => {
      const own = points.map((each, i) => each - (from[i % 2] as number))
      return draft(editor, 'stroke', id, [...from], {
        points: own.length > 2 ? own : [0, 0, 0.1, 0.1],
        pressures: feels ? pressures : null,
        width,
      })
    }
    return {
      move: (_, event) => {
        const all = event.getCoalescedEvents?.() ?? []
        for (const each of all.length > 0 ? all : [event]) {
          const box = (event.currentTarget as HTMLElement).getBoundingClientRect()
          const at = onBoard(editor.scene.camera, [each.clientX - box.x, each.clientY - box.y])
          const [x = 0, y = 0] = points.slice(-2)
          if (Math.hypot(at[0] - x, at[1] - y) * editor.scene.camera.zoom >= 1.5) take(at, each.pressure)
        }
        editor.presence.draw(id, points, { width, ...(editor.color ? { color: editor.color } : {}) })
        editor.hold([shown()])
      },
      end: () => {
        if (points.length === 2) take([from[0] + 0.1, from[1] + 0.1], first.pressure)
        const xs = points.filter((_, i) => i % 2 === 0)
        const ys = points.filter((_, i) => i % 2 === 1)
        const [x, y] = [Math.min(...xs), Math.min(...ys)].map((each) => Math.round(each * 10) / 10) as [number, number]
        const own = points.map((each, i) => Math.round((each - (i % 2 ? y : x)) * 10) / 10)
        const operation = added(
          editor.board.elements,
          {
            kind: 'stroke',
            x,
            y,
            w: Math.max(...xs) - x,
            h: Math.max(...ys) - y,
            points: own,
            width,
            ...(feels ? { pressures } : {}),
            ...(editor.color ? { color: editor.color } : {}),
          },
          id,
        )
        editor.edit([operation])
        editor.hold([])
      },
      cancel: () => {
        editor.presence.tell({ stroke: null })
        editor.hold([])
      },
    }
  }

  #erase(from: Point): Gesture {
    const editor = this.#editor
    const take = (at: Point): void => {
      const found = editor.scene.stack.toReversed().filter(({ element }) => !editor.erasing.has(element.id))
      const { zoom } = editor.scene.camera
      const element = hit(found.toReversed(), editor.find, at[0], at[1], 8 / zoom)
      if (!element) return
      editor.erasing.add(element.id)
      editor.scene.repaint()
    }
    take(from)
    const done = (): void => {
      editor.erasing = new Set()
      editor.scene.repaint()
    }
    return {
      move: take,
      end: () => {
        const all = [...editor.erasing]
        done()
        remove(editor, all)
      },
      cancel: done,
    }
  }
}

const boxBetween = ([x, y]: Point, [nx, ny]: Point): Box => ({
  x: Math.round(Math.min(x, nx)),
  y: Math.round(Math.min(y, ny)),
  w: Math.round(Math.abs(nx - x)),
  h: Math.round(Math.abs(ny - y)),
})
