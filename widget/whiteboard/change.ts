/** What people do to a board, as operations. */
import type { BoardElement } from '../../bff/api.ts'
import { type Box, centre, together } from '../../bff/board/boxes.ts'
import { byIndex, isLinear, most, type Properties } from '../../bff/board/element.ts'
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
export const movable = (all: All, ids: Iterable<string>): BoardElement[] =>
  together(all.values(), ids).flatMap((id) => {
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
  const [left, top] = [points[0] as number, points[1] as number]
  const own = points.map((each, i) => r(each - (i % 2 ? top : left)))
  const [xs, ys] = [own.filter((_, i) => i % 2 === 0), own.filter((_, i) => i % 2 === 1)]
  return {
    ...element,
    x: r(left),
    y: r(top),
    w: Math.max(...xs) - Math.min(...xs),
    h: Math.max(...ys) - Math.min(...ys),
    points: own,
    [which]: bound,
  }
}

const names = ['x', 'y', 'w', 'h', 'points', 'size', 'from', 'to'] as const

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

export const grouped = (elements: readonly BoardElement[]): Operation[] => {
  const name = newName()
  return elements.flatMap(({ id, groups }) =>
    (groups?.length ?? 0) < most.groups ? [set(id, { groups: [...(groups ?? []), name] })] : [],
  )
}

export const ungrouped = (elements: readonly BoardElement[]): Operation[] =>
  elements.flatMap(({ id, groups }) => {
    const left = groups?.slice(0, -1) ?? []
    return groups?.length ? [set(id, { groups: left.length > 0 ? left : null })] : []
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
