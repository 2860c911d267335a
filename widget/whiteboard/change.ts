/** What people do to a board, as operations. */
import type { BoardElement } from '../../bff/api.ts'
import { type Box, centre, rotated } from '../../bff/board/boxes.ts'
import { byIndex, isLinear, most, type Properties } from '../../bff/board/element.ts'
import { groupOf, together } from '../../bff/board/groups.ts'
import { above, onTop } from '../../bff/board/order.ts'
import { measure, SIZE } from '../../bff/board/measure.ts'
import { roomFor } from '../../bff/board/place.ts'
import type { Operation } from '../../bff/board/state.ts'
import { newName } from './board.ts'

type All = ReadonlyMap<string, BoardElement>

/** A new element, without who made it. */
export type Fresh = Extract<Operation, { op: 'add' }>['element']

export const NOTE = '#fff3bf'

const r = (value: number): number => Math.round(value * 100) / 100
const set = (id: string, to: Partial<Properties>): Operation => ({ op: 'set', id, to })

/** Something new on top of everything. */
export const added = (all: All, element: Omit<Fresh, 'id' | 'index'>, id = newName()): Operation & { op: 'add' } => ({
  op: 'add',
  element: { ...element, id, index: onTop(all.values()) },
})

export const connecting = (all: All, from: string, to: string): (Operation & { op: 'add' }) | undefined => {
  const [start, end] = [all.get(from), all.get(to)]
  if (!start || !end || isLinear(start) || isLinear(end)) return undefined
  const [ax, ay] = centre(start)
  const [bx, by] = centre(end)
  const points = [0, 0, r(bx - ax), r(by - ay)]
  const size = { w: Math.abs(points[2] as number), h: Math.abs(points[3] as number) }
  return added(all, { kind: 'arrow', x: r(ax), y: r(ay), ...size, points, from, to })
}

/** What moves when these do: their groups; not the arrows that follow by themselves. */
export const movable = (all: All, ids: Iterable<string>, within: string | null = null): BoardElement[] =>
  together(all.values(), ids, within).flatMap((id) => {
    const element = all.get(id)
    return element && !(element.from && element.to && all.has(element.from) && all.has(element.to)) ? [element] : []
  })

const within = (value: number): number => Math.min(most.coordinate, Math.max(-most.coordinate, r(value)))

export const moved = (element: BoardElement, dx: number, dy: number): BoardElement => ({
  ...element,
  x: within(element.x + dx),
  y: within(element.y + dy),
})

/** From one box into another, with everything in it. Letters grow with a text, not with the paper they are on. */
export const scaled = (element: BoardElement, from: Box, to: Box): BoardElement => {
  const [kx, ky] = [to.w / Math.max(from.w, 1), to.h / Math.max(from.h, 1)]
  const { points, kind, size } = element
  return {
    ...element,
    x: within(to.x + (element.x - from.x) * kx),
    y: within(to.y + (element.y - from.y) * ky),
    w: r(element.w * kx),
    h: r(element.h * ky),
    ...(points ? { points: points.map((each, i) => r(each * (i % 2 ? ky : kx))) } : {}),
    ...(kind === 'text' ? { size: Math.min(400, Math.max(4, r((size ?? 20) * Math.min(kx, ky)))) } : {}),
  }
}

/** Turned around this point, clockwise. Of lines the points are turned, everything else has an angle. */
export const turned = (element: BoardElement, around: readonly [number, number], by: number): BoardElement => {
  const { x, y, w, h, points, angle } = element
  if (!isLinear(element) || !points) {
    const [cx, cy] = rotated(centre(element), around, by)
    const whole = (angle ?? 0) + by
    const next = Math.round((whole - 2 * Math.PI * Math.round(whole / (2 * Math.PI))) * 1000) / 1000
    return { ...element, x: within(cx - w / 2), y: within(cy - h / 2), angle: next === 0 ? null : next }
  }
  const path = points.flatMap((each, i) =>
    i % 2 ? [] : rotated([x + each, y + (points[i + 1] as number)], around, by),
  )
  const [left, top] = element.kind === 'stroke' ? leastOf(path) : (path as [number, number])
  return { ...element, x: within(left), y: within(top), ...spanOf(path, left, top) }
}

const leastOf = (path: readonly number[]): [number, number] => [
  Math.min(...path.filter((_, i) => i % 2 === 0)),
  Math.min(...path.filter((_, i) => i % 2 === 1)),
]

/** A path as an element has it: points from its own place, and the size of the box around them. */
const spanOf = (path: readonly number[], left: number, top: number): { points: number[]; w: number; h: number } => {
  const points = path.map((each, i) => r(each - (i % 2 ? top : left)))
  const [xs, ys] = [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)]
  return { points, w: r(Math.max(...xs) - Math.min(...xs)), h: r(Math.max(...ys) - Math.min(...ys)) }
}

/** An end of an arrow or a line somewhere else. */
export const ended = (
  element: BoardElement,
  path: readonly number[],
  which: 'from' | 'to',
  [x, y]: readonly [number, number],
  bound: string | null,
): BoardElement => {
  const points = [...path]
  const at = which === 'from' ? 0 : points.length - 2
  ;[points[at], points[at + 1]] = [x, y]
  const [left, top] = points as [number, number]
  return { ...element, x: r(left), y: r(top), ...spanOf(points, left, top), [which]: bound }
}

const names = ['x', 'y', 'w', 'h', 'angle', 'points', 'size', 'from', 'to'] as const

/** What is different of an element that was held, property by property. */
export const settling = (before: BoardElement, after: BoardElement): Operation[] => {
  const to: Record<string, unknown> = {}
  for (const name of names)
    if (JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null)) to[name] = after[name] ?? null
  return Object.keys(to).length > 0 ? [set(before.id, to)] : []
}

/** Other words, and the room that they need. */
export const worded = (element: BoardElement, text: string): Operation[] => {
  const { id, kind, w, h, size } = element
  const words = text.slice(0, most.text)
  if ((element.text ?? '') === words) return []
  if (kind === 'text' && words.trim() === '') return [{ op: 'remove', id }]
  const to: Partial<Properties> = { text: words === '' ? null : words }
  if (kind === 'text') {
    const room = roomFor(kind, words)
    const k = (size ?? SIZE) / SIZE
    Object.assign(to, { w: room.w * k, h: room.h * k })
  } else if (!isLinear(element)) {
    // It keeps its width: what stands beside it does not have to make room. The words of a diamond have only its inside.
    const round = kind === 'diamond' ? 2 : kind === 'ellipse' ? 1.42 : 1
    const high = measure(words, Math.max(w - 16, 20), size ?? SIZE).h * round + SIZE
    if (high > h) to.h = high
  }
  return [set(id, to)]
}

export const removing = (ids: Iterable<string>): Operation[] => [...ids].map((id) => ({ op: 'remove', id }))

export const styled = (elements: readonly BoardElement[], to: Pick<Properties, 'color' | 'fill'>): Operation[] =>
  elements.map(({ id }) => set(id, to))

export const raised = (all: All, ids: ReadonlySet<string>, way: 'front' | 'back'): Operation[] => {
  const stack = [...all.values()].toSorted(byIndex)
  const chosen = stack.filter(({ id }) => ids.has(id))
  const rest: { id: string; index: string }[] = stack.filter(({ id }) => !ids.has(id))
  let place = way === 'front' ? rest.length - 1 : -1
  return chosen.map(({ id }) => {
    const index = above(rest, place)
    rest.splice(++place, 0, { id, index })
    return set(id, { index })
  })
}

/** One group of these, right inside of the one that was entered. */
export const grouped = (elements: readonly BoardElement[], inside: string | null = null): Operation[] => {
  const name = newName()
  return elements.flatMap(({ id, groups }) => {
    const own = [...(groups ?? [])]
    if (own.length >= most.groups) return []
    const at = inside === null ? -1 : own.indexOf(inside)
    own.splice(at < 0 ? own.length : at, 0, name)
    return [set(id, { groups: own })]
  })
}

export const ungrouped = (elements: readonly BoardElement[], inside: string | null = null): Operation[] =>
  elements.flatMap((element) => {
    const group = groupOf(element, inside)
    const left = element.groups?.filter((each) => each !== group) ?? []
    return group === undefined ? [] : [set(element.id, { groups: left.length > 0 ? left : null })]
  })

/** The same again, a little aside, bound among themselves as they were. */
export const doubled = (all: All, elements: readonly BoardElement[]): (Operation & { op: 'add' })[] => {
  const ids = new Map(elements.map(({ id }) => [id, newName()]))
  const groups = new Map(elements.flatMap((each) => each.groups ?? []).map((name) => [name, newName()]))
  let top = onTop(all.values())
  return elements
    .filter(({ kind }) => kind !== 'other')
    .toSorted(byIndex)
    .map((element) => {
      const { by: _, words: __, ghost: ___, extra: ____, from, to, ...rest } = element
      const own = Object.fromEntries(Object.entries(rest).filter(([, value]) => value != null)) as Fresh
      const copy: Fresh = {
        ...own,
        id: ids.get(element.id) as string,
        index: top,
        x: element.x + 20,
        y: element.y + 20,
      }
      if (from && ids.has(from)) copy.from = ids.get(from) as string
      if (to && ids.has(to)) copy.to = ids.get(to) as string
      if (own.groups) copy.groups = own.groups.map((name) => groups.get(name) as string)
      top = onTop([{ id: '', index: top }])
      return { op: 'add' as const, element: copy }
    })
}
