/** Where things are: boxes, and the way of an arrow between what it is bound to. */
import { type Element, isLinear } from './element.ts'

export interface Box {
  x: number
  y: number
  w: number
  h: number
}

/** How far the end of an arrow stays off the edge. */
const GAP = 4

type Find = (id: string) => Element | undefined

/** The upright box around an element, turned as it is. */
export const boxOf = (element: Element, find: Find): Box => {
  const points = isLinear(element) ? pathOf(element, find) : cornersOf(element)
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number]
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { x: left, y: top, w: right - left, h: bottom - top }
}

/** The box around all of these; `null` around nothing. */
export const around = (boxes: Iterable<Box>): Box | null => {
  let all: Box | null = null
  for (const box of boxes) {
    if (!all) {
      all = { ...box }
      continue
    }
    const x: number = Math.min(all.x, box.x)
    const y: number = Math.min(all.y, box.y)
    all = { x, y, w: Math.max(all.x + all.w, box.x + box.w) - x, h: Math.max(all.y + all.h, box.y + box.h) - y }
  }
  return all
}

export const overlap = (a: Box, b: Box, gap = 0): boolean =>
  a.x < b.x + b.w + gap && b.x < a.x + a.w + gap && a.y < b.y + b.h + gap && b.y < a.y + a.h + gap

/** The points of a line, an arrow or a stroke on the board: x, y, x, y … The ends of a bound one follow what they are bound to. */
export const pathOf = (element: Element, find: Find): number[] => {
  const { x, y, w, h, points, from, to } = element
  const own = (points && points.length >= 4 ? points : [0, 0, w, h]).map((each, i) => each + (i % 2 ? y : x))
  const [start, end] = [from ? find(from) : undefined, to ? find(to) : undefined]
  if (start && end && start === end) return loop(start)
  const last = own.length - 2
  const toward = (shape: Element | undefined, i: number): [number, number] =>
    shape ? centre(shape) : [own[i] as number, own[i + 1] as number]
  if (start) {
    const next = own.length > 4 ? toward(undefined, 2) : toward(end, last)
    ;[own[0], own[1]] = edge(start, next)
  }
  if (end) {
    const before = own.length > 4 ? toward(undefined, last - 2) : toward(start, 0)
    ;[own[last], own[last + 1]] = edge(end, before)
  }
  return own
}

/** A point turned around another, clockwise. */
export const rotated = (
  [x, y]: readonly [number, number],
  [cx, cy]: readonly [number, number],
  angle: number,
): [number, number] => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [dx, dy] = [x - cx, y - cy]
  return [cx + dx * cos - dy * sin, cy + dx * sin + dy * cos]
}

export const centre = ({ x, y, w, h }: Box): [number, number] => [x + w / 2, y + h / 2]

/** Upper left, upper right, lower right, lower left. */
export const cornersOf = ({ x, y, w, h, angle }: Pick<Element, 'x' | 'y' | 'w' | 'h' | 'angle'>): number[] => {
  const corners = [x, y, x + w, y, x + w, y + h, x, y + h]
  if (!angle) return corners
  const middle = centre({ x, y, w, h })
  return [0, 2, 4, 6].flatMap((i) => rotated([corners[i] as number, corners[i + 1] as number], middle, angle))
}

/** Where the line from the middle of a shape towards a point leaves the shape. */
const edge = (shape: Element, toward: [number, number]): [number, number] => {
  const { angle } = shape
  if (!angle) return edgeUpright(shape, toward)
  const middle = centre(shape)
  return rotated(edgeUpright(shape, rotated(toward, middle, -angle)), middle, angle)
}

const edgeUpright = (shape: Element, [px, py]: [number, number]): [number, number] => {
  const [cx, cy] = centre(shape)
  const [dx, dy] = [px - cx, py - cy]
  const length = Math.hypot(dx, dy)
  if (length === 0) return [cx, cy + shape.h / 2 + GAP]
  const [a, b] = [Math.max(shape.w / 2, 1e-3), Math.max(shape.h / 2, 1e-3)]
  const reach =
    shape.kind === 'ellipse'
      ? 1 / Math.hypot(dx / a, dy / b)
      : shape.kind === 'diamond'
        ? 1 / (Math.abs(dx) / a + Math.abs(dy) / b)
        : Math.min(a / Math.abs(dx), b / Math.abs(dy))
  const t = Math.min(1, reach + GAP / length)
  return [cx + dx * t, cy + dy * t]
}

/** From a shape to itself: around its upper right corner. */
const loop = ({ x, y, w, h }: Element): number[] => {
  const right = x + w
  return [
    right - w / 4,
    y - GAP,
    right - w / 4,
    y - 30,
    right + 30,
    y - 30,
    right + 30,
    y + h / 4,
    right + GAP,
    y + h / 4,
  ]
}
