/** Hands on the days: dragging makes, moves and lengthens entries, with a mouse at once and with a finger after a while. */
import type { Grid } from './grid.ts'
import { DAY, type Local, MINUTE } from './time.ts'

interface Grip {
  pointer: number
  touch: boolean
  x: number
  y: number
  day: Local
  minute: number
  how: 'create' | 'move' | 'resize'
  /** It is in hand: not a click, not a scroll. */
  taken: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}

/** Minutes that a pointer's times are rounded to, and the shortest that is made. */
const SNAP = 15
/** Pixels a mouse may move in a click, and a finger while it is held for so many milliseconds. */
const CLICK = 4
const TREMBLE = 8
const HOLD = 350
/** What a pointer is over: a day with its hours, or a day of a month. */
const PLACES = '.ag-col, .roomy .ag-date'
/** Pixels from the edge at which it scrolls. */
const EDGE = 28

export class Hands {
  readonly #grid: Grid
  #grip: Grip | null = null
  /** The click that ends a drag is none. */
  #quiet = false

  constructor(grid: Grid) {
    this.#grid = grid
  }

  release(): void {
    clearTimeout(this.#grip?.timer)
    this.#grip = null
  }

  readonly down = (event: PointerEvent): void => {
    this.#quiet = false
    const { desk } = this.#grid
    const target = event.target as Element
    const column = target.closest<HTMLElement>(PLACES)
    if (event.button !== 0 || !event.isPrimary || !column || !desk.agenda.may || this.#grid.held) return
    const id = target.closest<HTMLElement>('.ag-entry, .ag-mini')?.dataset['id']
    const shown = desk.agenda.shown.find((each) => each.id === id) ?? null
    if (id === undefined ? desk.shows === 'month' : !shown?.occurrence || shown.asked) return
    const touch = event.pointerType !== 'mouse'
    const { pointerId: pointer, clientX: x, clientY: y } = event
    const how = shown ? (target.closest('.ag-grip') ? 'resize' : 'move') : 'create'
    const day = Number(column.dataset['day'])
    const grip: Grip = { pointer, touch, x, y, day, minute: minuteIn(column, y), how, taken: false, timer: undefined }
    this.#grip = grip
    const root = event.currentTarget as HTMLElement
    const take = (): void => {
      grip.taken = true
      const from = day + Math.floor(grip.minute / SNAP) * SNAP * MINUTE
      this.#grid.held = shown
        ? { shown, from: shown.from, to: shown.to }
        : { shown, from, to: from + 2 * SNAP * MINUTE }
      // A pointer that a test or an assistive tool made up cannot be captured.
      if (event.isTrusted) root.setPointerCapture(pointer)
      this.#grid.changed()
    }
    this.#take = take
    if (touch) grip.timer = setTimeout(take, HOLD)
  }
  #take = (): void => {}

  readonly move = (event: PointerEvent): void => {
    const grip = this.#grip
    if (!grip || event.pointerId !== grip.pointer) return
    const { clientX: x, clientY: y } = event
    const far = Math.hypot(x - grip.x, y - grip.y)
    if (!grip.taken && grip.touch) {
      if (far > TREMBLE) this.release()
      return
    }
    if (!grip.taken && far < CLICK) return
    if (!grip.taken) this.#take()
    this.#carry(grip, event.currentTarget as HTMLElement, x, y)
  }

  readonly up = (event: PointerEvent): void => {
    const grip = this.#grip
    if (!grip || event.pointerId !== grip.pointer) return
    this.release()
    if (!grip.taken) return
    this.#quiet = true
    void this.#grid.drop()
  }

  readonly lost = (): void => {
    const taken = this.#grip?.taken
    this.release()
    if (taken) this.#grid.cancel()
  }

  /** While something is in hand the page does not scroll. */
  readonly still = {
    passive: false,
    handleEvent: (event: TouchEvent): void => {
      if (this.#grip?.taken) event.preventDefault()
    },
  }

  readonly hush = {
    capture: true,
    handleEvent: (event: MouseEvent): void => {
      if (this.#quiet) event.stopPropagation()
      this.#quiet = false
    },
  }

  /** A click on a free place goes there; the button that is there then adds. */
  readonly click = (event: MouseEvent): void => {
    const target = event.target as Element
    if (target.closest('button')) return
    const place = target.closest<HTMLElement>('.ag-col, .ag-cell')
    if (!place) return
    const whole = place.matches('.ag-cell')
    const minute = whole ? -1 : Math.floor(minuteIn(place, event.clientY) / 30) * 30
    this.#grid.at(Number(place.dataset['day']), minute)
  }

  #carry({ how, day, minute }: Grip, root: HTMLElement, x: number, y: number): void {
    const { held } = this.#grid
    const month = this.#grid.desk.shows === 'month'
    const columns = [...root.querySelectorAll<HTMLElement>(PLACES)]
    const column =
      columns.find((each) => {
        const { left, right, top, bottom } = each.getBoundingClientRect()
        return x >= left && x <= right && (!month || (y >= top && y <= bottom))
      }) ?? columns.find((each) => Number(each.dataset['day']) === day)
    if (!held || !column) return
    const at = month ? minute : minuteIn(column, y)
    const snapped = Math.round(at / SNAP) * SNAP
    const start = Math.floor(minute / SNAP) * SNAP
    const before = held
    if (how === 'create') {
      const [from, to] = snapped > start ? [start, snapped] : [snapped, start + SNAP]
      this.#grid.held = { shown: null, from: day + from * MINUTE, to: day + Math.max(from + SNAP, to) * MINUTE }
    } else if (held.shown && how === 'move') {
      const by = Number(column.dataset['day']) - day + Math.round((at - minute) / SNAP) * SNAP * MINUTE
      this.#grid.held = { ...held, from: held.shown.from + by, to: held.shown.to + by }
    } else if (held.shown) {
      const to = Number(column.dataset['day']) + snapped * MINUTE
      const least = held.from + SNAP * MINUTE
      this.#grid.held = { ...held, to: Math.min(Math.max(least, to), held.from + DAY) }
    }
    const scroll = root.querySelector('.ag-times')
    const frame = scroll?.getBoundingClientRect()
    if (scroll && frame) scroll.scrollTop += y < frame.top + EDGE ? -EDGE : y > frame.bottom - EDGE ? EDGE : 0
    const now = this.#grid.held
    if (now && (now.from !== before.from || now.to !== before.to)) this.#grid.changed()
  }
}

const minuteIn = (column: Element, y: number): number => {
  const { top, height } = column.getBoundingClientRect()
  return Math.max(0, Math.min(1439, ((y - top) / height) * 1440))
}
