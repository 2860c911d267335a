/** Days, weeks and months: where one is in them, by arrow or by pointer, and what is picked up. */
import { html, nothing, type TemplateResult } from 'lit'
import { agendaWords as words } from '../strings/agenda.ts'
import type { Desk } from './desk.ts'
import { Hands } from './hands.ts'
import { month } from './month.ts'
import { lanesOf, onDay, type Shown } from './shown.ts'
import { DAY, dayOf, HOUR, type Local, MINUTE } from './time.ts'
import { times } from './times.ts'

export { gridStyles } from './grid-styles.ts'

/** What is on its way to another time; `shown` is `null` for a new entry. */
export interface Held {
  shown: Shown | null
  from: Local
  to: Local
}

/** Minutes of one step of the arrows, and of what is picked up. */
const STEP = 30
const FINE = 15
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
}

export class Grid {
  readonly desk: Desk
  readonly hands: Hands
  held: Held | null = null
  /** Where one is: minutes of the day, -1 for whole days. `null` for no entry: a free place. */
  minute: number
  id: string | null = null
  #help = false
  #focusWanted = false
  #scrolled = ''

  constructor(desk: Desk) {
    this.desk = desk
    this.hands = new Hands(this)
    this.minute = Number(desk.agenda.hours.from.slice(0, 2)) * 60
  }

  render(): TemplateResult {
    const { shows } = this.desk
    this.#settle()
    return html`<div class="ag-grid ${shows}" @keydown=${this.#onKey} @click=${this.hands.hush}>
      ${shows === 'month' ? month(this) : times(this)} ${this.#help ? this.#keys() : nothing}
    </div>`
  }

  drawn(): void {
    const { host, agenda, shows } = this.desk
    const root = host.find('.ag-grid')
    if (!root) return
    // Places are set by script: a page's policy may forbid inline styles.
    for (const box of root.querySelectorAll<HTMLElement>('[data-box]')) {
      const [from = '', to = '', lane = '0', of = '1'] = (box.dataset['box'] ?? '').split(' ')
      for (const [name, value] of Object.entries({ from, to, lane, of })) box.style.setProperty(`--${name}`, value)
    }
    const days = root.querySelector<HTMLElement>('[role=grid]')
    days?.style.setProperty('--days', String(this.desk.days.length))
    const scroll = root.querySelector('.ag-times')
    if (scroll && this.#scrolled !== shows && scroll.clientHeight > 0) {
      this.#scrolled = shows
      const first = Number(agenda.hours.from.slice(0, 2)) * 60
      const now = this.desk.days.includes(agenda.today) ? (agenda.now - agenda.today) / MINUTE - 60 : first
      const hour = root.querySelector('.ag-col')?.clientHeight ?? 0
      scroll.scrollTop = ((Math.min(first, now) - 15) / 1440) * hour
    }
    if (shows === 'month') this.#scrolled = ''
    if (!this.#focusWanted) return
    this.#focusWanted = false
    const place = root.querySelector<HTMLElement>(this.held ? '.ag-held' : '[tabindex="0"]')
    place?.focus({ preventScroll: true })
    place?.scrollIntoView({ block: 'nearest' })
  }

  changed(): void {
    this.desk.host.changed()
  }

  /** Be there. */
  at(day: Local, minute: number, id: string | null = null): void {
    this.minute = minute
    this.id = id ?? this.#coveringAt(day, minute)[0]?.id ?? null
    this.#focusWanted = true
    if (day === this.desk.day) this.changed()
    else this.desk.go(day)
  }

  /** A free place becomes an entry. */
  create(day: Local, minute: number): void {
    const from = day + Math.max(0, minute) * MINUTE
    const allDay = minute < 0
    this.desk.create({ title: '', from, to: from + (allDay ? DAY : HOUR), allDay })
  }

  hold(shown: Shown): void {
    if (!this.desk.agenda.may || !shown.occurrence || shown.asked) return
    this.held = { shown, from: shown.from, to: shown.to }
    this.desk.say(words.held(shown.title))
    this.changed()
  }

  async drop(): Promise<void> {
    const { held, desk } = this
    if (!held) return
    const { shown, from, to } = held
    if (shown) await desk.move(shown, from, to)
    else desk.create({ title: '', from, to, allDay: false })
    this.held = null
    if (shown) this.#atEntry({ ...shown, from })
    this.changed()
  }

  #atEntry({ id, from, allDay }: Pick<Shown, 'id' | 'from' | 'allDay'>): void {
    this.at(dayOf(from), allDay ? -1 : (from - dayOf(from)) / MINUTE, id)
  }

  cancel(): void {
    const { held } = this
    if (!held) return
    this.hands.release()
    this.held = null
    this.desk.say(words.cancelled)
    if (held.shown) this.#atEntry(held.shown)
    else this.changed()
  }

  /** What it is called where one is. */
  whenOf({ from, to }: Pick<Held, 'from' | 'to'>, allDay = false): string {
    const { names, agenda } = this.desk
    const day = names.day(from, agenda.today)
    return allDay ? `${day}, ${words.allDay.toLowerCase()}` : `${day}, ${names.times(from, to)}`
  }

  /** An entry that is gone from where one is has left its place. */
  #settle(): void {
    const { day, days, agenda } = this.desk
    if (!days.includes(day)) this.id = null
    const here = onDay(agenda.shown, day)
    if (this.id !== null && !here.some(({ id }) => id === this.id))
      this.id = this.#coveringAt(day, this.minute)[0]?.id ?? null
  }

  /** What takes this time, side by side. */
  #coveringAt(day: Local, minute: number): Shown[] {
    const { agenda, shows } = this.desk
    if (shows === 'month') return []
    if (minute < 0) return onDay(agenda.shown, day).filter(({ allDay }) => allDay)
    return lanesOf(agenda.shown, day)
      .filter(({ from, to }) => from < minute + STEP && to > minute)
      .toSorted((a, b) => a.lane - b.lane)
      .map(({ shown }) => shown)
  }

  get #current(): Shown | undefined {
    return this.desk.agenda.shown.find(({ id }) => id === this.id)
  }

  #keys(): TemplateResult {
    return html`<div class="ag-keys" role="note" aria-label=${words.keys}>
      <dl>
        ${words.keyList.map(
          ([key, what]) =>
            html`<dt><kbd>${key}</kbd></dt>
              <dd>${what}</dd>`,
        )}
      </dl>
    </div>`
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { desk, held } = this
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey) return
    if (!(event.target as Element).closest('[role=grid]')) return
    const root = event.currentTarget as Element
    const rtl = getComputedStyle(root).direction === 'rtl'
    const [dx, dy] = ARROWS[key] ?? [0, 0]
    const current = this.#current
    if (dx !== 0 || dy !== 0) {
      const across = rtl ? -dx : dx
      if (held) this.#carry(held, across, dy, shiftKey)
      else if (desk.shows === 'month') this.at(desk.day + (across + dy * 7) * DAY, this.minute)
      else if (across === 0) this.#down(dy)
      else this.#across(across)
    } else if (held && (key === 'Enter' || key === ' ' || key === 'm')) void this.drop()
    else if (held && key === 'Escape') this.cancel()
    else if (held) return
    else if (key === 'm' || key === 'M') {
      if (current) this.hold(current)
    } else if (key === 'Delete' || key === 'Backspace') {
      if (current?.occurrence && desk.agenda.may) void desk.remove(current)
    } else if (key === 'PageUp' || key === 'PageDown') {
      this.#focusWanted = true
      desk.step(key === 'PageUp' ? -1 : 1)
    } else if (key === 'Home' || key === 'End') {
      const week = desk.shows === 'month' ? weekAround(desk.days, desk.day) : desk.days
      this.at((key === 'Home' ? week[0] : week.at(-1)) ?? desk.day, this.minute)
    } else if (key === 't' || key === 'T') this.at(desk.agenda.today, this.minute)
    else if (key === '?') {
      this.#help = !this.#help
      if (this.#help) desk.say(words.keyList.map((each) => each.join(': ')).join('. '))
      this.changed()
    } else if (key === 'Escape' && this.#help) {
      this.#help = false
      this.changed()
    } else if (desk.shows === 'month' && (key === 'Enter' || key === ' ')) desk.look('day', desk.day)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** Up and down: from place to place, and over an entry at one stride. */
  #down(way: number): void {
    const { day, agenda } = this.desk
    if (this.minute < 0) {
      const whole = this.#coveringAt(day, -1)
      const next = whole[whole.findIndex(({ id }) => id === this.id) + way]
      if (next) return this.at(day, -1, next.id)
      if (way < 0) return
      return this.at(day, 0)
    }
    const own = lanesOf(agenda.shown, day).find(({ shown }) => shown.id === this.id)
    const from = own ? (way > 0 ? Math.ceil(own.to / STEP) * STEP : Math.floor(own.from / STEP) * STEP - STEP) : null
    const minute = from ?? this.minute + way * STEP
    if (minute < 1440) this.at(day, minute < 0 ? -1 : minute)
  }

  /** Left and right: among those of one time, then to the next day. */
  #across(way: number): void {
    const { day } = this.desk
    const here = this.minute < 0 ? [] : this.#coveringAt(day, this.minute)
    const next = here[here.findIndex(({ id }) => id === this.id) + way]
    if (this.id !== null && next) this.at(day, this.minute, next.id)
    else this.at(day + way * DAY, this.minute)
  }

  #carry(held: Held, across: number, down: number, size: boolean): void {
    const allDay = held.shown?.allDay ?? false
    const step = allDay ? DAY : FINE * MINUTE
    if (size) {
      const to = held.to + (allDay ? across : down) * step
      if (to <= held.from) return
      this.held = { ...held, to }
    } else {
      const by = across * DAY + (allDay ? 0 : down * step)
      this.held = { ...held, from: held.from + by, to: held.to + by }
    }
    const { from } = this.held
    this.desk.say(this.whenOf(this.held, allDay))
    this.#focusWanted = true
    if (!this.desk.days.includes(dayOf(from))) this.desk.go(dayOf(from))
    this.changed()
  }
}

const weekAround = (days: readonly Local[], day: Local): Local[] => {
  const at = Math.floor(days.indexOf(day) / 7) * 7
  return days.slice(at, at + 7)
}
