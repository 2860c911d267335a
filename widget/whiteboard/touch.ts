/** Where a pointer is, told so that it can be done over later. */
import type { Camera } from './camera.ts'
import { onBoard } from './camera.ts'

export type Point = readonly [x: number, y: number]

export interface Touch {
  /** On the board. */
  at: Point
  screen: Point
  /** mouse, pen or touch */
  kind: string
  buttons: number
  shift: boolean
  /** The way here since the last time: places on the board, and how hard the pen pressed, 0 to 1. */
  trail: readonly (readonly [x: number, y: number, pressure: number])[]
}

/** What a pointer does from the moment it goes down. */
export interface Gesture {
  move(touch: Touch): void
  end(touch: Touch): void
  /** It was not meant. */
  cancel(): void
}

export const screenOf = ({ clientX, clientY, currentTarget }: MouseEvent): Point => {
  const { x, y } = (currentTarget as HTMLElement).getBoundingClientRect()
  return [clientX - x, clientY - y]
}

export const touchOf = (event: PointerEvent, camera: Camera): Touch => {
  const screen = screenOf(event)
  const [dx, dy] = [screen[0] - event.clientX, screen[1] - event.clientY]
  const all = event.getCoalescedEvents?.() ?? []
  return {
    at: onBoard(camera, screen),
    screen,
    kind: event.pointerType,
    buttons: event.buttons,
    shift: event.shiftKey,
    trail: (all.length > 0 ? all : [event]).map(
      ({ clientX, clientY, pressure }) => [...onBoard(camera, [clientX + dx, clientY + dy]), pressure] as const,
    ),
  }
}
