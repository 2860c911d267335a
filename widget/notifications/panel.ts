/** The inbox as one sees it: a feed by days, filters, and what one does with a notice. */
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Notice } from '../../bff/api.ts'
import { bones } from '../chat/empty.ts'
import { clockFor } from '../chat/time.ts'
import type { Panel, PanelHost } from '../panels.ts'
import { noticeWords as words } from '../strings/notifications.ts'
import { bell, checks, sliders } from './icons.ts'
import { type Filter, Inbox } from './inbox.ts'
import type { preferences } from './preferences.ts'
import { row, type RowView } from './row.ts'
import { styles } from './styles.ts'

const filters: readonly Filter[] = ['all', 'unread', 'snoozed', 'archived']

export class InboxPanel implements Panel {
  static readonly styles = styles
  readonly busy = false
  readonly view = 'notifications'
  readonly #host: PanelHost
  readonly #inbox: Inbox
  readonly #view: RowView
  readonly #born = Date.now()
  #choosing = false
  /** Fetched when somebody first wants to choose. */
  #preferences: typeof preferences | null = null
  #focusWanted = false
  /** The notice that is being put off. */
  #snoozing: string | null = null

  constructor(host: PanelHost) {
    this.#host = host
    this.#inbox = new Inbox(host.client, host.persona.id, {
      changed: () => host.changed(),
      count: (unseen) => host.unread(unseen),
      arrived: ({ title, text }) => host.say(`${title}. ${text}`),
    })
    this.#view = {
      get clock() {
        return clockFor(host.locale, host.strings)
      },
      when: (at) => new Date(at).toLocaleString(host.locale || undefined, { dateStyle: 'full', timeStyle: 'short' }),
      get cancel() {
        return host.strings.cancel
      },
      open: (notice) => this.#open(notice),
      only: (category) => this.#inbox.show(this.#inbox.filter, category),
      toggle: (notice) => void this.#toggle(notice),
      putOff: (id) => this.#putOff(id),
      snooze: (notice, until) => void this.#snooze(notice, until),
      archive: (notice) => void this.#archive(notice),
    }
    // Bones only where there was time to miss the flesh.
    setTimeout(() => host.changed(), 160)
  }

  see(visible: boolean): void {
    this.#inbox.see(visible)
  }

  close(): void {
    this.#inbox.close()
  }

  drawn(): void {
    if (this.#focusWanted && this.#inbox.phase !== 'loading') this.focus()
  }

  focus(): void {
    // Until there is a first notice, its place is kept by the filter.
    this.#focusWanted = this.#inbox.phase === 'loading'
    const { find } = this.#host
    ;(find('.inbox .what') ?? find('.inbox [aria-pressed=true], .prefs button'))?.focus()
  }

  render(): TemplateResult {
    const inbox = this.#inbox
    return html`<div class="inbox" part="inbox">
      ${this.#choosing ? this.#preferences?.(inbox, () => void this.#choose(false)) : [this.#bar(), this.#feed()]}
      ${inbox.trouble ? html`<p class="trouble" role="alert">${words.refused}</p>` : nothing}
    </div>`
  }

  #bar(): TemplateResult {
    const inbox = this.#inbox
    const { category } = inbox
    const tool = (label: string, shape: TemplateResult, act: () => void, name: string): TemplateResult =>
      html`<button type="button" class="icon-button ${name}" aria-label=${label} title=${label} @click=${act}>
        ${shape}
      </button>`
    return html`<div class="bar">
      <div class="filters" role="group" aria-label=${words.show}>
        ${filters.map(
          (filter) =>
            html`<button
              type="button"
              class="filter"
              aria-pressed=${inbox.filter === filter}
              @click=${() => inbox.show(filter, category)}
            >
              ${words.filters[filter]}
            </button>`,
        )}
      </div>
      ${tool(words.markAll, checks, () => void this.#markAll(), 'mark-all')}
      ${tool(words.preferences, sliders, () => void this.#choose(true), 'to-prefs')}
    </div>`
  }

  #feed(): TemplateResult {
    const inbox = this.#inbox
    const { notices, phase, filter, category } = inbox
    const chip =
      category === null
        ? nothing
        : html`<button
            type="button"
            class="only"
            aria-label=${words.allCategories}
            title=${words.allCategories}
            @click=${() => inbox.show(filter, null)}
          >
            ${words.category(category)} <span aria-hidden="true">×</span>
          </button>`
    if (phase !== 'ready' || notices.length === 0) return html`<div class="scroll">${chip}${this.#nothing()}</div>`
    const { today, yesterday } = this.#host.strings
    const groups = Map.groupBy(notices, ({ arrived }) => {
      const day = this.#view.clock.day(arrived)
      return day === today || day === yesterday ? day : words.earlier
    })
    return html`<div class="scroll" @keydown=${this.#onKey}>
      ${chip}
      ${[...groups].map(
        ([day, own], index) =>
          html`<section aria-labelledby="day-${index}">
            <h3 id="day-${index}">${day}</h3>
            <ul>
              ${repeat(
                own,
                ({ id }) => id,
                (notice) => row(notice, day === words.earlier, this.#snoozing === notice.id, this.#view),
              )}
            </ul>
          </section>`,
      )}
      ${
        inbox.more
          ? html`<button type="button" class="text more" @click=${() => void inbox.list(true)}>${words.more}</button>`
          : nothing
      }
    </div>`
  }

  #nothing(): TemplateResult | typeof nothing {
    const inbox = this.#inbox
    const { strings } = this.#host
    if (inbox.phase === 'loading') return Date.now() - this.#born > 150 ? bones(strings.loading) : nothing
    if (inbox.phase === 'failed')
      return html`<div class="none">
        <p>${words.failed}</p>
        <button type="button" class="solid" @click=${() => void inbox.list()}>${strings.tryAgain}</button>
      </div>`
    const [title, text] = words.empty[inbox.filter]
    return html`<div class="none">
      ${bell}
      <h2>${title}</h2>
      <p>${text}</p>
    </div>`
  }

  async #choose(choosing: boolean): Promise<void> {
    const host = this.#host
    // Without a line there is nothing to choose with, so the feed simply stays.
    const fetched = await import('./preferences.ts').catch(() => null)
    if (fetched === null) return
    host.adopt(fetched.preferencesStyles)
    this.#preferences = fetched.preferences
    this.#choosing = choosing
    host.changed()
    await host.drawn()
    host.find(choosing ? '.prefs button' : '.to-prefs')?.focus()
  }

  #putOff(id: string | null): void {
    const back = this.#snoozing
    this.#snoozing = id
    this.#host.changed()
    // What has just taken the button's place takes its focus too.
    void this.#host.drawn().then(() => this.#host.find(id ? '.choices button' : `[data-id="${back}"] .s`)?.focus())
  }

  #open({ id, read, link }: Notice): void {
    if (read === null) void this.#inbox.act('notifications.mark', { notices: [id], as: 'read' })
    if (link) this.#host.visit(link)
  }

  #toggle({ id, read }: Notice): Promise<boolean> {
    return this.#inbox.act('notifications.mark', { notices: [id], as: read === null ? 'read' : 'unread' })
  }

  async #snooze({ id }: Notice, until: Date | null): Promise<void> {
    const place = this.#placeOf(id)
    this.#snoozing = null
    const at = until?.toISOString()
    if (await this.#inbox.act('notifications.snooze', { notice: id, ...(at && { until: at }) }))
      this.#done(at ? words.snoozed(this.#view.when(at)) : words.broughtBack, place)
  }

  async #archive({ id, archived }: Notice): Promise<void> {
    const place = this.#placeOf(id)
    if (await this.#inbox.act('notifications.archive', { notices: [id], archived: archived === null }))
      this.#done(archived === null ? words.archived : words.broughtBack, place)
  }

  async #markAll(): Promise<void> {
    if (await this.#inbox.markAll('read')) this.#host.say(words.marked)
  }

  #placeOf(id: string): number {
    return this.#inbox.notices.findIndex((notice) => notice.id === id)
  }

  /** What took the place of the one that went takes its focus too. */
  #done(said: string, place: number): void {
    this.#host.say(said)
    void this.#host.drawn().then(() => this.#focusAt(Math.min(place, this.#inbox.notices.length - 1)))
  }

  #focusAt(place: number): void {
    const { id } = this.#inbox.notices[place] ?? {}
    const row = id === undefined ? null : this.#host.find(`[data-id="${id}"] .what`)
    if (row) row.focus()
    else this.#host.find('.inbox [aria-pressed=true]')?.focus()
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { notices } = this.#inbox
    const row = (event.target as Element).closest<HTMLElement>('.notice')
    if (row === null || event.altKey || event.ctrlKey || event.metaKey) return
    const place = this.#placeOf(row.dataset['id'] ?? '')
    const notice = notices[place]
    if (notice === undefined) return
    const { key } = event
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: notices.length - 1 }[key]
    if (next !== undefined) this.#focusAt(Math.max(0, Math.min(next, notices.length - 1)))
    else if (key === 'Escape' && this.#snoozing === notice.id) this.#putOff(null)
    else if (key === 'u' || key === 's' || key === 'e') row.querySelector<HTMLElement>(`.${key}`)?.click()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}
