/** Who else is at a board, where they point, and what they are drawing. Nobody keeps it. */
import type { Api, Signals } from '../../bff/api.ts'
import type { Client } from '../client.ts'

type Shown = Omit<Api['whiteboard.presence']['input'], 'board' | 'tab'>

export interface Other {
  by: string
  tab: string
  pointer: readonly [number, number] | null
  selected: readonly string[]
  writing: string | null
  stroke: { id: string; points: number[]; color: string | undefined; width: number } | null
  at: number
}

/** ms between two signals; how long somebody who says nothing is still there; between two words of one who only looks. */
const OFTEN = 70
const SILENT = 20_000
const STILL = 8000

export class Presence {
  readonly others = new Map<string, Other>()
  readonly #client: Client
  readonly #board: string
  readonly #tab = crypto.randomUUID().slice(0, 8)
  readonly #changed: () => void
  readonly #off: () => void
  readonly #clock: ReturnType<typeof setInterval>
  #next: Shown = {}
  #sent = 0
  #waiting: ReturnType<typeof setTimeout> | undefined

  constructor(client: Client, board: string, changed: () => void) {
    this.#client = client
    this.#board = board
    this.#changed = changed
    this.#off = client.on('whiteboard.presence', (signal) => this.#hear(signal))
    this.#clock = setInterval(() => this.#forget(), 2000)
    this.tell({})
  }

  close(): void {
    clearTimeout(this.#waiting)
    clearInterval(this.#clock)
    this.#off()
    if (this.#client.state === 'online') this.#send({ pointer: null, selected: [] })
  }

  /** A signal waits to be sent: what is told now joins it. */
  get waits(): boolean {
    return this.#waiting !== undefined
  }

  tell(shown: Shown): void {
    this.#next = { ...this.#next, ...shown }
    this.#waiting ??= setTimeout(() => {
      this.#waiting = undefined
      const next = this.#next
      this.#next = {}
      if (this.#client.state === 'online') this.#send(next)
    }, OFTEN)
  }

  /** The persona has no hand: it points where it has just worked. */
  point(by: string, pointer: readonly [number, number]): void {
    this.others.set(by, { ...blank(by, ''), pointer, at: Date.now() - SILENT + 6000 })
  }

  #send(shown: Shown): void {
    this.#sent = Date.now()
    this.#client.call('whiteboard.presence', { board: this.#board, tab: this.#tab, ...shown }).catch(() => {})
  }

  #hear({ board, by, tab, pointer, selected, writing, stroke }: Signals['whiteboard.presence']): void {
    if (board !== this.#board || tab === this.#tab) return
    const key = `${by} ${tab}`
    const other = this.others.get(key) ?? blank(by, tab)
    other.at = Date.now()
    if (pointer !== undefined) other.pointer = pointer
    if (selected !== undefined) other.selected = selected
    if (writing !== undefined) other.writing = writing
    if (stroke === null) other.stroke = null
    else if (stroke) {
      const { id, from, points, color, width = 2 } = stroke
      const before = other.stroke?.id === id ? other.stroke.points : []
      if (before.length >= 2 * from)
        other.stroke = { id, points: [...before.slice(0, 2 * from), ...points], color, width }
    }
    this.others.set(key, other)
    this.#changed()
  }

  #forget(): void {
    const now = Date.now()
    if (now - this.#sent > STILL && !document.hidden) this.tell({})
    const end = now - SILENT
    for (const [key, { at }] of this.others) if (at <= end && this.others.delete(key)) this.#changed()
  }
}

const blank = (by: string, tab: string): Other => ({
  by,
  tab,
  pointer: null,
  selected: [],
  writing: null,
  stroke: null,
  at: 0,
})
