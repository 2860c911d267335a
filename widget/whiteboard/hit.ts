/** What lies under a place of the board. */
import type { BoardElement } from '../../bff/api.ts'
import { type Box, centre, pathOf, rotated } from '../../bff/board/boxes.ts'
import { isLinear } from '../../bff/board/element.ts'
import type { Find } from './paint.ts'

interface Placed {
  element: BoardElement
  box: Box
}

/**
 * The topmost element here. Into an empty frame one may reach for what lies behind it, so it counts only where nothing
 * else does.
 * @param near in the board's units: lines are thin, and hands are not
 */
export const hit = (
  stack: readonly Placed[],
  find: Find,
  x: number,
  y: number,
  near: number,
): BoardElement | undefined => {
  let frame: BoardElement | undefined
  for (let i = stack.length - 1; i >= 0; i--) {
    const { element, box } = stack[i] as Placed
    if (x < box.x - near || y < box.y - near || x > box.x + box.w + near || y > box.y + box.h + near) continue
    if (isLinear(element)) {
      if (distance(pathOf(element, find), x, y) <= near + (element.width ?? 2) / 2) return element
      continue
    }
    const depth = inside(element, x, y)
    if (depth < -near) continue
    if (element.fill || element.text || depth < near) return element
    frame ??= element
  }
  return frame
}

/** The topmost thing here that an arrow can be bound to. */
export const bindable = (stack: readonly Placed[], x: number, y: number, but?: string): BoardElement | undefined =>
  stack.findLast(({ element }) => element.id !== but && !isLinear(element) && inside(element, x, y) >= 0)?.element

/** How far within the edge, about; negative outside. */
const inside = ({ kind, x, y, w, h, angle }: BoardElement, px: number, py: number): number => {
  const middle = centre({ x, y, w, h })
  const [ox, oy] = angle ? rotated([px, py], middle, -angle) : [px, py]
  const [dx, dy] = [ox - middle[0], oy - middle[1]]
  const [a, b] = [Math.max(w / 2, 1), Math.max(h / 2, 1)]
  if (kind === 'ellipse') return (1 - Math.hypot(dx / a, dy / b)) * Math.min(a, b)
  if (kind === 'diamond') return ((1 - Math.abs(dx) / a - Math.abs(dy) / b) * a * b) / Math.hypot(a, b)
  return Math.min(a - Math.abs(dx), b - Math.abs(dy))
}

const distance = (path: readonly number[], x: number, y: number): number => {
  let least = Infinity
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [ax, ay, bx, by] = path.slice(i, i + 4) as [number, number, number, number]
    const [dx, dy] = [bx - ax, by - ay]
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
    least = Math.min(least, Math.hypot(x - ax - t * dx, y - ay - t * dy))
  }
  return least
}
