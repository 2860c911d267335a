/** Room on a board: on the grid, beside what is there and over nothing. */
import { around, type Box, boxOf, overlap } from './boxes.ts'
import type { Element } from './element.ts'
import { measure, SIZE } from './measure.ts'

export const GRID = 20
/** Between things that belong side by side. */
export const APART = 80

export const snap = (value: number): number => Math.round(value / GRID) * GRID || 0
const snapUp = (value: number): number => Math.ceil(value / GRID) * GRID

/** The room that a shape of this kind needs for its words. */
export const roomFor = (kind: Element['kind'], text: string): { w: number; h: number } => {
  if (kind === 'text') return measure(text, 480)
  const { w, h } = text === '' ? { w: 0, h: 0 } : measure(text, kind === 'note' ? 200 : 240)
  // The words of a diamond or an ellipse have only the box inside it.
  const wide = kind === 'diamond' ? 2 : kind === 'ellipse' ? 1.42 : 1
  const [least, high] = kind === 'note' ? [160, 120] : [120, 60]
  return { w: Math.max(least, snapUp(w * wide + 2 * GRID)), h: Math.max(high, snapUp(h * wide + SIZE)) }
}

/** The boxes that nothing may lie over: lines between things are no obstacle. */
export const takenBy = (elements: ReadonlyMap<string, Element>): Box[] =>
  [...elements.values()]
    .filter(({ kind }) => kind !== 'arrow' && kind !== 'line')
    .map((element) => boxOf(element, (id) => elements.get(id)))

/** How many steps the search goes outwards, and the most neighbours it looks at. */
const RINGS = 12
const CROWD = 500
const STEP = 2 * GRID

/** The free place nearest to where a box is wanted, on the grid; beside everything when there is none nearby. */
export const freePlace = (wanted: Box, taken: readonly Box[]): Box => {
  const at = { ...wanted, x: snap(wanted.x), y: snap(wanted.y) }
  const near = taken.filter((box) => overlap(at, box, RINGS * STEP + GRID))
  if (near.length <= CROWD)
    for (const [dx, dy] of offsets) {
      const there = { ...at, x: at.x + dx, y: at.y + dy }
      if (!near.some((box) => overlap(there, box, GRID - 1))) return there
    }
  const all = around(taken) as Box
  return { ...at, x: snapUp(all.x + all.w) + APART, y: snap(all.y) }
}

/** Nearest first; of equally near ones to the right and below before to the left and above. */
const offsets: [number, number][] = Array.from({ length: (2 * RINGS + 1) ** 2 }, (_, i): [number, number] => [
  ((i % (2 * RINGS + 1)) - RINGS) * STEP,
  (Math.floor(i / (2 * RINGS + 1)) - RINGS) * STEP,
]).toSorted(([ax, ay], [bx, by]) => Math.hypot(ax, ay) - Math.hypot(bx, by) || bx + by - (ax + ay))
