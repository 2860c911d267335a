/** What a persona draws is seen being drawn: one thing after another, each a ghost until it is there. */
import type { BoardElement } from '../../bff/api.ts'
import { centre, pathOf } from '../../bff/board/boxes.ts'
import { isLinear } from '../../bff/board/element.ts'
import type { Find } from './paint.ts'

/** ms from one thing to the next, for each, and for all of an edit. */
const APART = 180
const LONG = 420
const MOST = 3000

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

interface Part {
  begins: number
  /** Whose pointer goes with it. */
  by: string
  /** It was seen before, as a proposal. */
  there: boolean
}

export class Arriving {
  readonly #parts = new Map<string, Part>()
  readonly #settled: () => void
  readonly #moves: () => void
  #end = 0

  /** @param settled everything is there @param moves the next frame is different */
  constructor(settled: () => void, moves: () => void) {
    this.#settled = settled
    this.#moves = moves
  }

  /** What is painted over the rest: these, and what is being drawn. */
  with(ids: ReadonlySet<string>): ReadonlySet<string> {
    return this.#parts.size === 0 ? ids : new Set([...ids, ...this.#parts.keys()])
  }

  start(elements: readonly BoardElement[], there: boolean): void {
    if (still() || document.hidden) return
    const now = performance.now()
    const apart = Math.min(APART, MOST / elements.length)
    const first = Math.max(now, this.#end - LONG + apart)
    for (const [i, { id, by }] of elements.entries())
      this.#parts.set(id, { begins: first + i * apart, by: there ? '' : by, there })
    this.#end = first + (elements.length - 1) * apart + LONG
    setTimeout(() => this.#rest(), this.#end - now)
    this.#settled()
  }

  /** As it is drawn now; nothing: it is not there yet. */
  shown(element: BoardElement): BoardElement | undefined {
    const part = this.#parts.get(element.id)
    if (!part) return element
    this.#moves()
    const done = (performance.now() - part.begins) / LONG
    if (done >= 1) return element
    if (done < 0) return part.there ? { ...element, ghost: element.id } : undefined
    const { kind, points } = element
    const drawn =
      kind === 'stroke' && !part.there
        ? points?.slice(0, Math.max(4, 2 * Math.ceil((done * points.length) / 2)))
        : points
    return { ...element, ghost: element.id, ...(drawn ? { points: drawn } : {}) }
  }

  /** Where the persona is, on the board. */
  at(find: Find): { by: string; place: [number, number] } | undefined {
    const now = performance.now()
    const [id, part] = [...this.#parts].findLast(([, { begins }]) => begins <= now) ?? []
    const element = id === undefined ? undefined : find(id)
    if (!part?.by.startsWith('per:') || !element) return undefined
    if (!isLinear(element)) return { by: part.by, place: centre(element) }
    const path = pathOf(element, find)
    const reach = 2 * Math.floor((Math.min(1, (now - part.begins) / LONG) * (path.length - 2)) / 2)
    return { by: part.by, place: [path[reach] as number, path[reach + 1] as number] }
  }

  #rest(): void {
    if (performance.now() < this.#end - 5) return
    this.#parts.clear()
    this.#settled()
  }
}
