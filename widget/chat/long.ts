/** A long conversation: what is far from what can be seen gives its place to as much empty space, so the page stays small. */
import { nothing } from 'lit'
import type { Message } from '../../bff/api.ts'
import type { Row, Rows } from './rows.ts'

/** Messages above and below what can be seen, in heights of what can be seen. */
const margin = 0.8
/** What a message is taken for until it was drawn, in pixels. */
const guess = 72

export class Long {
  readonly #rows: Rows
  readonly #again: () => void
  readonly #heights = new Map<string, number>()
  #log: HTMLElement | null = null
  #messages: readonly Message[] = []
  #from = 0
  #to = 0
  /** The key of what has to be on the page, whatever can be seen now. */
  #wanted: string | null = null
  #held: { element: HTMLElement; top: number } | null = null

  constructor(rows: Rows, again: () => void) {
    this.#rows = rows
    this.#again = again
  }

  close(): void {
    this.#log?.removeEventListener('scroll', this.#scrolled)
    this.#log = null
  }

  /** Which of the messages to draw: the indexes of the first, and of the one after the last. */
  pick(root: Element | null, messages: readonly Message[]): [from: number, to: number] {
    this.#attach(root)
    // Until now all of them were drawn.
    if (this.#to === 0) [this.#messages, this.#to] = [messages, messages.length]
    this.#measure()
    const before = this.#messages
    this.#messages = messages
    const log = this.#log
    if (log === null) return [0, messages.length]
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 48
    const found = this.#wanted === null ? -1 : messages.findIndex(({ id }) => id === this.#wanted)
    if (found >= 0) [this.#from, this.#to] = [Math.max(0, found - 15), Math.min(messages.length, found + 15)]
    else if (atEnd) [this.#from, this.#to] = this.#around(Infinity)
    else {
      // What was put above has moved what is read further down, by places that nobody has seen yet.
      const added = before[0] && before[0] !== messages[0] ? messages.findIndex(({ id }) => id === before[0]?.id) : 0
      const above = added > 0 ? this.#sum(0, added) : 0
      ;[this.#from, this.#to] = this.#around(log.scrollTop + above)
    }
    if (this.#held === null) this.hold()
    return [this.#from, this.#to]
  }

  /** The rows, between as much space as the others take. */
  framed(rows: Row[]): Row[] {
    const space = (key: string, height: number): Row => ({
      key,
      on: [height],
      draw: () => nothing as never,
      drawn: (place) => place.style.setProperty('block-size', `${height}px`),
    })
    return [
      space('above', this.#sum(0, this.#from)),
      ...rows,
      space('below', this.#sum(this.#to, this.#messages.length)),
    ]
  }

  /** After the drawing: what is read stays where it was. */
  settle(): void {
    const held = this.#held
    this.#held = null
    if (this.#log === null || !held?.element.isConnected) return
    const moved = held.element.getBoundingClientRect().top - held.top
    if (Math.abs(moved) >= 1) this.#log.scrollTop += moved
  }

  /** Have this one on the page. */
  bring(key: string): void {
    if (this.#rows.at(key)) return
    this.#wanted = key
    this.#again()
    this.#wanted = null
  }

  readonly #scrolled = (): void => {
    const log = this.#log
    if (log === null) return
    const half = log.clientHeight / 2
    const top = this.#sum(0, this.#from)
    const bottom = top + this.#sum(this.#from, this.#to)
    const short = this.#from > 0 && log.scrollTop - half < top
    if (short || (this.#to < this.#messages.length && log.scrollTop + log.clientHeight + half > bottom)) this.#again()
  }

  #attach(root: Element | null): void {
    const log = root?.closest<HTMLElement>('.log') ?? null
    if (log === this.#log) return
    this.close()
    this.#log = log
    log?.addEventListener('scroll', this.#scrolled, { passive: true })
  }

  #heightOf(index: number): number {
    return this.#heights.get(this.#messages[index]?.id ?? '') ?? guess
  }

  #sum(from: number, to: number): number {
    let sum = 0
    for (let index = from; index < to; index++) sum += this.#heightOf(index)
    return sum
  }

  /** The messages from `margin` above a place in the log to `margin` below what can be seen from there. */
  #around(top: number): [from: number, to: number] {
    const seen = this.#log?.clientHeight ?? 0
    const count = this.#messages.length
    let to = count
    let from: number
    if (top === Infinity) {
      from = count
      for (let room = seen * (1 + margin); from > 0 && room > 0; from--) room -= this.#heightOf(from - 1)
    } else {
      from = 0
      let y = 0
      for (; from < count && y + this.#heightOf(from) < top - seen * margin; from++) y += this.#heightOf(from)
      for (to = from; to < count && y < top + seen * (1 + margin); to++) y += this.#heightOf(to)
    }
    return [from, to]
  }

  #drawn(): [key: string, element: HTMLElement][] {
    return this.#messages
      .slice(this.#from, this.#to)
      .flatMap(({ id }) => [[id, this.#rows.at(id)] as const])
      .filter((each): each is [string, HTMLElement] => each[1] !== undefined)
  }

  #measure(): void {
    for (const [key, element] of this.#drawn()) this.#heights.set(key, element.getBoundingClientRect().height)
  }

  /** Before anything is drawn: something that can be seen now, and stays. */
  hold(): void {
    const log = this.#log
    if (log === null) return
    const { top } = log.getBoundingClientRect()
    // Not the first: that one may lose its day and its name to what is put above it.
    const seen = this.#drawn().filter(([, each]) => each.getBoundingClientRect().bottom > top)
    const [, element] = seen[1] ?? seen[0] ?? []
    this.#held = element ? { element, top: element.getBoundingClientRect().top } : null
  }
}
