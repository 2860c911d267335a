/** Which part of an endless board is seen, and how large. */
import type { Box } from '../../bff/board/boxes.ts'

export interface Camera {
  /** What lies in the upper left corner, in the board's units. */
  readonly x: number
  readonly y: number
  /** Screen pixels for one unit. */
  readonly zoom: number
}

const LEAST = 0.05
const MOST = 8

export const panned = ({ x, y, zoom }: Camera, dx: number, dy: number): Camera => ({
  x: x - dx / zoom,
  y: y - dy / zoom,
  zoom,
})

/** Closer or further by a factor; what is at this place of the screen stays there. */
export const zoomed = ({ x, y, zoom }: Camera, factor: number, [sx, sy]: readonly [number, number]): Camera => {
  const next = Math.min(MOST, Math.max(LEAST, zoom * factor))
  return { x: x + sx / zoom - sx / next, y: y + sy / zoom - sy / next, zoom: next }
}

/** The whole of a box in a view of this size, no closer than 1:1. */
export const fitted = (box: Box | null, width: number, height: number, bottom = 0): Camera => {
  if (!box) return { x: -width / 2, y: -height / 2, zoom: 1 }
  const room = 32
  const high = Math.max(40, height - bottom)
  const zoom = Math.min(
    1,
    Math.max(LEAST, Math.min((width - 2 * room) / Math.max(box.w, 1), (high - 2 * room) / Math.max(box.h, 1))),
  )
  return { x: box.x + box.w / 2 - width / 2 / zoom, y: box.y + box.h / 2 - high / 2 / zoom, zoom }
}

export const onBoard = ({ x, y, zoom }: Camera, [sx, sy]: readonly [number, number]): [number, number] => [
  x + sx / zoom,
  y + sy / zoom,
]
