/** Whose hand it is: a mouse, a pen or fingers. Any can move the paper; what else they do is up to the tool. */
import { onBoard, panned } from './camera.ts'
import type { Editor } from './editor.ts'
import { type Gesture, type Point, screenOf, type Touch, touchOf } from './touch.ts'

/** What tools do under a hand. */
export interface Work {
  begin(touch: Touch): Gesture
  /** Nothing is pressed. @returns the look of the mouse */
  hover(at: Point): string
  twice(at: Point): void
}

interface Later {
  readonly now: Work | null
  fetch(): Promise<Work | null>
}

export class Hands {
  readonly #editor: Editor
  readonly #work: Later
  #gesture: Gesture | null = null
  #pointer = -1
  /** Fingers on the board, on the screen. */
  readonly #fingers = new Map<number, Point>()
  /** A pen draws; once one was seen, fingers only move the paper. */
  #penSeen = false
  #penDown = false
  /** The space bar turns the mouse into a hand. */
  space = false

  /** @param work is fetched when a hand first does more than moving the paper */
  constructor(editor: Editor, work: Later) {
    this.#editor = editor
    this.#work = work
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
          screenOf(event),
        )
      const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY]
      scene.look(panned(scene.camera, -dx * lines, -dy * lines))
    },
  }

  readonly down = (event: PointerEvent): void => {
    const { pointerType, pointerId, button } = event
    const isTouch = pointerType === 'touch'
    if (pointerType === 'pen') {
      // A palm that came first did not mean anything.
      if (!this.#penDown) this.#stop()
      this.#penSeen = true
      this.#penDown = true
      this.#fingers.clear()
    } else if (this.#penDown) return
    const editor = this.#editor
    const touch = touchOf(event, editor.scene.camera)
    // A pointer that a test or an assistive tool made up cannot be captured.
    if (event.isTrusted) (event.currentTarget as HTMLElement).setPointerCapture(pointerId)
    if (isTouch) {
      this.#fingers.set(pointerId, touch.screen)
      if (this.#fingers.size === 2) this.#stop()
      if (this.#fingers.size > 1) return
    } else if (this.#gesture) return
    if (button === 2 || button > 5) return
    this.#pointer = pointerId
    editor.finish()
    const pans = button === 1 || this.space || editor.tool === 'hand' || (isTouch && this.#penSeen) || !editor.canEdit
    this.#gesture = pans ? this.#pan(touch.screen) : (this.#work.now?.begin(touch) ?? this.#later(touch))
  }

  readonly move = (event: PointerEvent): void => {
    const editor = this.#editor
    const { pointerId, pointerType } = event
    const touch = touchOf(event, editor.scene.camera)
    const finger = this.#fingers.get(pointerId)
    if (finger && this.#fingers.size === 2) return this.#pinch(pointerId, touch.screen)
    if (finger) this.#fingers.set(pointerId, touch.screen)
    const [x, y] = touch.at
    if (pointerType !== 'touch' && !(this.#gesture && editor.tool === 'pen'))
      editor.presence.tell({ pointer: [Math.round(x), Math.round(y)] })
    if (this.#gesture && pointerId === this.#pointer) this.#gesture.move(touch)
    else if (pointerType === 'mouse') {
      const looks = this.space ? 'grab' : (this.#work.now?.hover(touch.at) ?? '')
      ;(event.currentTarget as HTMLElement).style.setProperty('cursor', looks)
    }
  }

  readonly up = (event: PointerEvent): void => {
    this.#lift(event)
    if (event.pointerId !== this.#pointer) return
    const gesture = this.#gesture
    this.#gesture = null
    this.#pointer = -1
    gesture?.end(touchOf(event, this.#editor.scene.camera))
  }

  readonly cancel = (event: PointerEvent): void => {
    this.#lift(event)
    if (event.pointerId === this.#pointer) this.#stop()
  }

  readonly leave = (): void => this.#editor.presence.tell({ pointer: null })

  readonly twice = (event: MouseEvent): void => {
    const { canEdit, scene } = this.#editor
    const at = onBoard(scene.camera, screenOf(event))
    if (canEdit) void this.#work.fetch().then((work) => work?.twice(at))
  }

  #lift({ pointerId, pointerType }: PointerEvent): void {
    this.#fingers.delete(pointerId)
    if (pointerType === 'pen') this.#penDown = false
  }

  #stop(): void {
    this.#gesture?.cancel()
    this.#gesture = null
    this.#pointer = -1
  }

  #pan(from: Point): Gesture {
    const { scene } = this.#editor
    let last = from
    return {
      move({ screen }) {
        scene.look(panned(scene.camera, screen[0] - last[0], screen[1] - last[1]))
        last = screen
      },
      end() {},
      cancel() {},
    }
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

  /** The tools are on their way: what a hand does until then is done over with them. */
  #later(first: Touch): Gesture {
    const moves: Touch[] = []
    let [gesture, end, meant]: [Gesture | null, Touch | null, boolean] = [null, null, true]
    void this.#work.fetch().then((work) => {
      if (!work || !meant) return
      gesture = work.begin(first)
      for (const each of moves) gesture.move(each)
      if (end) gesture.end(end)
    })
    return {
      move: (touch) => (gesture ? gesture.move(touch) : void moves.push(touch)),
      end: (touch) => (gesture ? gesture.end(touch) : void (end = touch)),
      cancel() {
        meant = false
        gesture?.cancel()
      },
    }
  }
}
