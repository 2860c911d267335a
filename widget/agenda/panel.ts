/** The agenda as one sees it: a list first, then days, weeks and months; one line adds to it, one step undoes. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Api } from '../../bff/api.ts'
import { bones } from '../chat/empty.ts'
import type { Panel, PanelHost } from '../panels.ts'
import { agendaWords as words } from '../strings/agenda.ts'
import { Agenda, clashes, type Edit } from './agenda.ts'
import type { Beginning, Desk, View } from './desk.ts'
import type { EntrySheet } from './entry.ts'
import type { Grid } from './grid.ts'
import { calendar, cross, left, right, sliders } from './icons.ts'
import { list } from './list.ts'
import { Quick } from './quick.ts'
import type * as Sheets from './sheets.ts'
import type { Shown } from './shown.ts'
import { styles } from './styles.ts'
import {
  addMonths,
  DAY,
  dayOf,
  type Local,
  MINUTE,
  type Names,
  namesFor,
  show,
  showDay,
  toInstant,
  toLocal,
  weekOf,
} from './time.ts'
import type { Tools } from './tools.ts'

type Scope = NonNullable<Api['agenda.update']['input']['scope']>
const views: readonly View[] = ['list', 'day', 'week', 'month']
const scopes: readonly Scope[] = ['this', 'following', 'all']
/** Days of the list at first, and with each step more. */
const LISTED = 28
/** Pixels from which on a week is seven days, and not three. */
const WIDE = 560

export class AgendaPanel implements Panel, Desk {
  static readonly styles = styles
  readonly busy = false
  readonly view = 'agenda'
  readonly host: PanelHost
  readonly agenda: Agenda
  shows: View = 'list'
  day: Local
  width = 400
  readonly #quick: Quick
  #listed = LISTED
  /** Fetched when somebody first wants to look at days. */
  #grid: Grid | null = null
  /** What is in front of the views: one entry, or settings. */
  #sheet: EntrySheet | Tools | null = null
  /** Asks which times of a series are meant. */
  #which: ((scope: Scope | null) => void) | null = null
  readonly #sizes = new ResizeObserver(([entry]) => this.#resized(entry?.contentRect.width ?? 0))
  #watched: Element | null = null
  readonly #clock: ReturnType<typeof setInterval>
  readonly #born = Date.now()
  #focusWanted = false
  /** An entry to show as soon as it is there. */
  #pointed = ''

  constructor(host: PanelHost) {
    this.host = host
    this.agenda = new Agenda(host, () => words.lost)
    this.day = this.agenda.today
    this.#quick = new Quick(this)
    // Now goes by itself.
    this.#clock = setInterval(() => host.changed(), 30_000)
    // Bones only where there was time to miss the flesh.
    setTimeout(() => host.changed(), 160)
    // Whoever loses the line later still has the forms to edit by.
    setTimeout(() => void import('./sheets.ts').catch(() => null), 2000)
  }

  see(): void {}

  get names(): Names {
    return namesFor(this.host.locale)
  }

  close(): void {
    clearInterval(this.#clock)
    this.#sizes.disconnect()
    this.#quick.close()
    this.agenda.close()
  }

  drawn(): void {
    const root = this.host.find('.agenda')
    if (root && root !== this.#watched) {
      this.#sizes.disconnect()
      this.#sizes.observe(root)
      this.#watched = root
    }
    if (!this.#sheet && this.shows !== 'list') this.#grid?.drawn()
    if (this.agenda.phase === 'loading') return
    if (this.#pointed) this.point(this.#pointed)
    if (this.#focusWanted) this.focus()
  }

  focus(): void {
    this.#focusWanted = this.agenda.phase === 'loading'
    const { find } = this.host
    const place = this.#sheet
      ? '.ag-sheet [autofocus]'
      : this.shows === 'list'
        ? '.ag-what, .agenda .solid'
        : '.ag-grid [tabindex="0"]'
    ;(find(place) ?? find('.ag-sheet button, .agenda [aria-pressed=true]'))?.focus()
  }

  render(): TemplateResult {
    const { agenda } = this
    return html`<div class="agenda" part="agenda" role="group" aria-label=${words.title} @keydown=${this.#onKey}>
      ${this.#sheet ? this.#sheet.render() : [this.#bar(), this.#room()]}
      ${agenda.trouble === '' || this.#sheet ? nothing : html`<p class="ag-trouble" role="alert">${agenda.trouble}</p>`}
      ${this.#which ? this.#asking() : agenda.done && !this.#sheet ? this.#undoing(agenda.done) : nothing}
      ${agenda.may && !this.#sheet ? this.#quick.render() : nothing}
    </div>`
  }

  #bar(): TemplateResult {
    const { shows, day, names } = this
    const tool = (name: string, label: string, shape: TemplateResult, act: () => void): TemplateResult =>
      html`<button type="button" class="icon-button ${name}" aria-label=${label} title=${label} @click=${act}>
        ${shape}
      </button>`
    const settings = (): void => void this.#front(({ Tools }) => new Tools(this))
    return html`<div class="ag-bar">
      <div class="ag-views" role="group" aria-label=${words.view}>
        ${views.map(
          (view) =>
            html`<button type="button" aria-pressed=${view === shows} @click=${() => this.look(view)}>
              ${words.views[view]}
            </button>`,
        )}
      </div>
      ${tool('to-tools', words.settings, sliders, settings)}
      ${
        shows === 'list'
          ? nothing
          : html`<div class="ag-nav">
              <h2>${shows === 'day' ? names.day(day, this.agenda.today) : names.month(day)}</h2>
              ${
                this.day === this.agenda.today
                  ? nothing
                  : html`<button type="button" class="text" @click=${() => this.go(this.agenda.today)}>
                      ${words.today}
                    </button>`
              }
              ${tool('ag-flip', words.before, left, () => this.step(-1))}
              ${tool('ag-flip', words.after, right, () => this.step(1))}
            </div>`
      }
    </div>`
  }

  #room(): TemplateResult | typeof nothing {
    const { agenda, host } = this
    const { strings } = host
    if (agenda.phase === 'loading')
      return Date.now() - this.#born > 150
        ? html`<div class="ag-scroll">${bones(strings.loading)}</div>`
        : html`<div class="ag-scroll"></div>`
    if (agenda.phase === 'failed')
      return html`<div class="ag-scroll ag-center">
        <p>${words.failed}</p>
        <button type="button" class="solid" @click=${() => void agenda.again()}>${strings.tryAgain}</button>
      </div>`
    if (this.shows !== 'list') return this.#grid?.render() ?? html`<div class="ag-scroll"></div>`
    const until = agenda.today + this.#listed * DAY
    const any = agenda.shown.some(({ to, from }) => from < until && to >= agenda.today)
    return html`<div class="ag-scroll" @keydown=${this.#onListKey}>
      ${
        any
          ? list(this, until)
          : html`<div class="ag-center">
              ${calendar}
              <h2>${words.empty}</h2>
              <p>${agenda.may ? words.emptyHow(host.persona.name) : words.emptyRead}</p>
            </div>`
      }
      ${agenda.more ? html`<p class="ag-none">${words.tooMany}</p>` : nothing}
      <p class="ag-end">
        <span>${any ? words.upTo(this.names.date(until - DAY)) : nothing}</span>
        <button type="button" class="text" @click=${() => this.#longer()}>${words.moreDays}</button>
      </p>
    </div>`
  }

  #asking(): TemplateResult {
    const settle = (scope: Scope | null): void => this.#which?.(scope)
    return html`<div class="ag-note ag-which" role="group" aria-label=${words.which}>
      <p>${words.which}</p>
      <div class="ag-decide">
        ${scopes.map(
          (scope) =>
            html`<button type="button" class="text" @click=${() => settle(scope)}>${words.scope[scope]}</button>`,
        )}
        <button type="button" class="text muted" @click=${() => settle(null)}>${this.host.strings.cancel}</button>
      </div>
    </div>`
  }

  #undoing({ text, edits }: NonNullable<Agenda['done']>): TemplateResult {
    return html`<div class="ag-note">
      <p dir="auto">${text}</p>
      ${
        edits.length === 0
          ? nothing
          : html`<button type="button" class="text to-undo" @click=${() => void this.undo()}>${words.undo}</button>`
      }
      <button
        type="button"
        class="icon-button small"
        aria-label=${words.dismiss}
        title=${words.dismiss}
        @click=${() => {
          this.agenda.done = null
          this.host.changed()
          void this.host.drawn().then(() => this.focus())
        }}
      >
        ${cross}
      </button>
    </div>`
  }

  /** The days that are in sight. */
  get days(): Local[] {
    const { day, shows, host, width } = this
    const days = (first: Local, count: number): Local[] =>
      Array.from({ length: count }, (_, index) => first + index * DAY)
    if (shows === 'day') return [day]
    if (shows === 'week') return width < WIDE ? days(day, 3) : days(weekOf(day, host.locale), 7)
    const first = day - (new Date(day).getUTCDate() - 1) * DAY
    const start = weekOf(first, host.locale)
    return days(start, Math.ceil((addMonths(first, 1) - start) / DAY / 7) * 7)
  }

  look(view: View, day = this.day): void {
    this.shows = view
    this.#sheet = null
    if (view === 'list') this.host.changed()
    else {
      this.go(day)
      void this.#furnish()
    }
  }

  go(day: Local): void {
    this.day = dayOf(day)
    if (this.shows === 'list')
      this.#listed = Math.max(this.#listed, Math.min(366, (this.day - this.agenda.today) / DAY + 7))
    const { days } = this
    if (this.shows === 'list') this.agenda.look(this.agenda.today, this.agenda.today + this.#listed * DAY)
    else this.agenda.look(days[0] ?? this.day, (days.at(-1) ?? this.day) + DAY)
    this.host.changed()
  }

  step(way: 1 | -1): void {
    const { day, shows, width } = this
    if (shows === 'month') this.go(addMonths(day, way))
    else this.go(day + way * DAY * (shows === 'day' ? 1 : width < WIDE ? 3 : 7))
  }

  say(text: string): void {
    this.host.say(text)
  }

  open(shown: Shown): void {
    void this.#front(({ EntrySheet }) => new EntrySheet(this, shown, null))
  }

  /** An entry, at the time that comes next; once it is known what there is. */
  point(entry: string): void {
    const { phase, shown, now } = this.agenda
    this.#pointed = phase === 'loading' ? entry : ''
    const times = shown.filter(({ occurrence }) => occurrence?.entry === entry)
    const next = times.find(({ to }) => to >= now) ?? times.at(-1)
    if (phase !== 'loading' && next) this.open(next)
  }

  create(beginning: Beginning): void {
    void this.#front(({ EntrySheet }) => new EntrySheet(this, null, beginning))
  }

  /** Back to the views. @param id where the focus goes */
  leave(id?: string): void {
    this.#sheet = null
    this.agenda.trouble = ''
    this.host.changed()
    void this.host.drawn().then(() => {
      const place = id === undefined ? null : this.host.find(`.agenda [data-id="${CSS.escape(id)}"]`)
      if (place) place.focus()
      else this.focus()
    })
  }

  /** @returns which times of a series are meant; `undefined` where there is only one, `null` when it is not to be */
  async which({ occurrence }: Shown): Promise<Scope | undefined | null> {
    if (!occurrence?.recurs) return undefined
    const { host } = this
    const before = host.find('.agenda :focus')
    const scope = await new Promise<Scope | null>((resolve) => {
      this.#which?.(null)
      this.#which = resolve
      host.changed()
      void host.drawn().then(() => host.find('.ag-which button')?.focus())
    })
    this.#which = null
    host.changed()
    await host.drawn()
    if (before?.isConnected) before.focus()
    else this.focus()
    if (scope === null) this.say(words.cancelled)
    return scope
  }

  async move(shown: Shown, from: Local, to: Local): Promise<void> {
    const { agenda, names } = this
    const { occurrence, allDay, id } = shown
    if (occurrence === null || (from === shown.from && to === shown.to)) return
    const scope = await this.which(shown)
    if (scope === null) return
    const there = occurrence.zone === agenda.zone ? from : toLocal(toInstant(from, agenda.zone), occurrence.zone)
    const resized = to - from !== shown.to - shown.from
    const day = names.day(from, agenda.today)
    const when = allDay ? day : `${day}, ${names.times(from, to)}`
    const said = from === shown.from ? words.resized(when) : words.moved(when)
    const input = {
      id,
      ...(scope === undefined ? {} : { scope }),
      ...(from === shown.from ? {} : { start: allDay ? showDay(from) : show(there) }),
      ...(resized
        ? allDay
          ? { days: (to - from) / DAY }
          : { minutes: (toInstant(to, agenda.zone) - toInstant(from, agenda.zone)) / MINUTE }
        : {}),
    }
    await this.edit('agenda.update', input, (clash) => (clash ? `${said} ${words.movedClash}` : said))
  }

  async remove(shown: Shown): Promise<void> {
    const scope = await this.which(shown)
    if (scope === null) return
    const input = { id: shown.id, ...(scope === undefined ? {} : { scope }) }
    if (await this.edit('agenda.remove', input, () => words.removed)) this.leave()
  }

  async edit<Name extends Edit>(
    name: Name,
    input: Api[Name]['input'],
    said: (clash: boolean) => string,
  ): Promise<boolean> {
    this.agenda.done = null
    const answer = await this.agenda.edit(name, input)
    if (answer === null) return false
    // What waits says so where it is.
    if (answer === 'waits') this.say(this.host.strings.queued)
    else this.did(said('conflicts' in answer && clashes(answer.conflicts)), answer.edit)
    return true
  }

  async decide({ asked }: Shown, decision: 'approve' | 'reject'): Promise<void> {
    if (!asked) return
    if ((await this.agenda.act('approvals.decide', { approval: asked.approval.id, decision })) === null) return
    this.did(decision === 'approve' ? words.accepted : words.declined)
    this.leave()
  }

  async undo(): Promise<void> {
    const again: string[] = []
    for (const edit of this.agenda.done?.edits.toReversed() ?? []) {
      const answer = await this.agenda.part('agenda.undo', { edit })
      if (answer === null) break
      again.push(answer.edit)
    }
    if (again.length === 0) return
    await this.agenda.load()
    this.did(words.undone, ...again)
    void this.host.drawn().then(() => this.focus())
  }

  /** Something was done: it is said, and can be undone. */
  did(text: string, ...edits: string[]): void {
    this.agenda.done = { text, edits }
    this.say(text)
    this.host.changed()
  }

  #longer(): void {
    this.#listed += LISTED
    this.agenda.look(this.agenda.today, this.agenda.today + this.#listed * DAY)
    this.host.changed()
  }

  #resized(width: number): void {
    if (width === 0 || Math.round(width) === this.width) return
    this.width = Math.round(width)
    if (this.shows === 'list') this.host.changed()
    else this.go(this.day)
  }

  async #furnish(): Promise<void> {
    // Without a line there may be none to fetch, so the list stays.
    const fetched = this.#grid ? null : await import('./grid.ts').catch(() => null)
    if (fetched) {
      this.host.adopt(fetched.gridStyles)
      this.#grid = new fetched.Grid(this)
    }
    if (!this.#grid) this.shows = 'list'
    this.host.changed()
  }

  async #front(made: (sheets: typeof Sheets) => EntrySheet | Tools): Promise<void> {
    const { agenda, host } = this
    const fetched = await import('./sheets.ts').catch(() => null)
    if (fetched === null) {
      agenda.trouble = words.lost
      return host.changed()
    }
    for (const each of fetched.sheets) host.adopt(each)
    agenda.trouble = ''
    agenda.done = null
    this.#sheet = made(fetched)
    host.changed()
    await host.drawn()
    this.focus()
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return
    const { key, ctrlKey, metaKey, altKey } = event
    const inField = (event.composedPath()[0] as Element).matches('input, textarea, select')
    if (key === 'Escape' && (this.#which || this.#sheet)) {
      if (this.#which) this.#which(null)
      else this.#sheet?.escape()
    } else if (inField || altKey) return
    else if ((ctrlKey || metaKey) && key.toLowerCase() === 'z' && this.agenda.done?.edits.length) void this.undo()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** The arrows go from entry to entry. */
  readonly #onListKey = (event: KeyboardEvent): void => {
    const { key, currentTarget, target } = event
    if (!(target as Element).matches('.ag-what')) return
    const all = [...(currentTarget as Element).querySelectorAll<HTMLElement>('.ag-what')]
    const at = all.indexOf(target as HTMLElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[key]
    const shown = this.agenda.shown.find(({ id }) => id === (target as HTMLElement).dataset['id'])
    if (next !== undefined) all[Math.max(0, Math.min(next, all.length - 1))]?.focus()
    else if (key === 'Delete' && shown?.occurrence && this.agenda.may) void this.remove(shown)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}
