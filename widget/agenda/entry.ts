/** One entry: what there is to know of it, who made it and why, and the form by which it is changed or made. */
import { html, nothing, type TemplateResult } from 'lit'
import type { AgendaEntry, Api } from '../../bff/api.ts'
import { arrowBack } from '../chat/icons.ts'
import { partsOf, repeatsOf } from '../repeats.ts'
import { agendaWords as words } from '../strings/agenda.ts'
import type { Beginning, Desk } from './desk.ts'
import { deciding, notesOf, waiting } from './list.ts'
import type { Shown } from './shown.ts'
import { DAY, here, MINUTE, read, show, showDay, toInstant } from './time.ts'

/** Simple ways to come again; every other rule is kept as it is. */
const RULES = {
  none: '',
  daily: 'FREQ=DAILY',
  workdays: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  weekly: 'FREQ=WEEKLY',
  fortnightly: 'FREQ=WEEKLY;INTERVAL=2',
  monthly: 'FREQ=MONTHLY',
  yearly: 'FREQ=YEARLY',
} as const
type Rule = keyof typeof RULES
const REMINDERS = [0, 10, 30, 60, 1440]
const WEEK = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** Which of the simple ways a rule is. @param start local @returns `null`: none of them */
const simpleOf = (rule: string | null, start: string): Rule | null => {
  if (rule === null) return 'none'
  const parts = partsOf(rule)
  if (parts.has('COUNT')) return null
  parts.delete('UNTIL')
  if (parts.get('INTERVAL') === '1') parts.delete('INTERVAL')
  const at = new Date(read(start))
  if (parts.get('FREQ') === 'WEEKLY' && parts.get('BYDAY') === WEEK[at.getUTCDay()]) parts.delete('BYDAY')
  if (parts.get('FREQ') === 'MONTHLY' && Number(parts.get('BYMONTHDAY')) === at.getUTCDate()) parts.delete('BYMONTHDAY')
  const plain = [...parts].map((part) => part.join('=')).join(';')
  return (Object.keys(RULES) as Rule[]).find((name) => RULES[name] === plain) ?? null
}
const untilOf = (rule: string | null): string =>
  /UNTIL=(\d{4})(\d\d)(\d\d)/
    .exec(rule ?? '')
    ?.slice(1)
    .join('-') ?? ''

const namesOf = (all: readonly { name: string; address: string }[]): string =>
  all.map(({ name, address }) => (address === '' ? name : name === '' ? address : `${name} <${address}>`)).join(', ')
const attendeesIn = (text: string): { name: string; address: string }[] =>
  text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.lastIndexOf('<')
      if (at >= 0)
        return {
          name: part.slice(0, at).trim(),
          address: part
            .slice(at + 1)
            .replace('>', '')
            .trim(),
        }
      return part.includes('@') && !part.includes(' ') ? { name: '', address: part } : { name: part, address: '' }
    })

export class EntrySheet {
  readonly #desk: Desk
  readonly #shown: Shown | null
  readonly #beginning: Beginning | null
  #entry: AgendaEntry | null = null
  #failed = false
  #editing: boolean
  #allDay: boolean
  /** What was chosen in the form. */
  #rule: string | null = null
  #wrong = ''
  #busy = false

  /** @param shown what is looked at, or else @param beginning what a new one begins with */
  constructor(desk: Desk, shown: Shown | null, beginning: Beginning | null) {
    this.#desk = desk
    this.#shown = shown
    this.#beginning = beginning
    this.#editing = beginning !== null
    this.#allDay = (shown ?? beginning)?.allDay ?? false
    if (shown?.occurrence) void this.#load(shown.occurrence.id)
  }

  escape(): void {
    if (this.#editing && this.#shown) this.#edit(false)
    else this.#leave()
  }

  render(): TemplateResult {
    const shown = this.#shown
    return html`<div class="ag-sheet sheet" part="entry">
      <button type="button" class="text muted ag-back" @click=${() => this.#leave()}>
        <span class="ag-flip">${arrowBack}</span>${words.title}
      </button>
      ${this.#editing ? this.#form() : shown ? this.#card(shown) : nothing}
    </div>`
  }

  #leave(): void {
    this.#desk.leave(this.#shown?.id)
  }

  async #load(id: string): Promise<void> {
    const { host } = this.#desk
    const answer = await host.client.call('agenda.get', { id }).catch(() => null)
    this.#entry = answer?.entry ?? null
    this.#failed = answer === null
    host.changed()
  }

  #card(shown: Shown): TemplateResult {
    const { names, agenda, host } = this.#desk
    const { title, from, to, allDay, asked, occurrence } = shown
    const entry = this.#entry
    const day = (at: number): string => names.day(at, agenda.today)
    const last = allDay ? to - DAY : to
    const when = allDay
      ? last > from
        ? `${day(from)} – ${day(last)}`
        : `${day(from)}, ${words.allDay.toLowerCase()}`
      : Math.floor(from / DAY) === Math.floor(to / DAY)
        ? `${day(from)}, ${names.times(from, to)}`
        : `${day(from)}, ${names.time(from)} – ${day(to)}, ${names.time(to)}`
    const [place, ...notes] = shown.place === '' ? ['', ...notesOf(this.#desk, shown)] : notesOf(this.#desk, shown)
    const facts: [string, string][] = [
      [words.field.place, place ?? ''],
      [words.field.rule, entry?.rule ? repeatsOf(entry.rule, host.locale) : ''],
      [words.field.reminders, (entry?.reminders ?? []).map(words.reminder).join(', ')],
      [words.field.attendees, namesOf(entry?.attendees ?? [])],
      [words.field.notes, entry?.notes ?? ''],
      [words.reason, typeof asked?.approval.input['reason'] === 'string' ? asked.approval.input['reason'] : ''],
    ]
    return html`<article class="ag-card ${asked ? 'ghost' : ''}">
      ${asked ? html`<p class="ag-who">${words.proposes[asked.what](host.persona.name)}</p>` : nothing}
      <h2 dir="auto">${title}</h2>
      <p class="ag-time" title=${names.full(from)}>${when}</p>
      ${notes.map((note) => html`<p class="ag-small" dir="auto">${note}</p>`)}
      ${occurrence?.free ? html`<p class="ag-small">${words.isFree}</p>` : nothing}
      ${this.#failed ? html`<p class="ag-small" role="alert">${words.lost}</p>` : nothing}
      <dl>
        ${facts.map(([name, value]) =>
          value === ''
            ? nothing
            : html`<dt>${name}</dt>
                <dd dir="auto">${value}</dd>`,
        )}
      </dl>
      ${entry ? this.#source(entry) : nothing} ${deciding(this.#desk, shown)}
      ${waiting(this.#desk, agenda.shown.find(({ id }) => id === shown.id) ?? { ...shown, waits: null })}
      ${
        asked
          ? html`<button type="button" class="text ag-start" @click=${() => host.follow(asked.approval.conversation)}>
              ${words.inChat}
            </button>`
          : nothing
      }
      ${
        agenda.may && occurrence && !asked
          ? html`<div class="ag-acts">
              <button type="button" class="solid" ?disabled=${!entry} autofocus @click=${() => this.#edit(true)}>
                ${words.edit}
              </button>
              <button type="button" class="text danger" @click=${() => void this.#desk.remove(shown)}>
                ${words.remove}
              </button>
            </div>`
          : nothing
      }
    </article>`
  }

  #source({ source: { by, conversation, message }, reason }: AgendaEntry): TemplateResult {
    const { host } = this.#desk
    const who = by === 'persona' ? words.by.persona(host.persona.name) : words.by[by]
    return html`<p class="ag-small ag-source">
      <span dir="auto">${who}${reason === '' || by === 'import' ? '' : `, ${words.because(reason)}`}</span>
      ${
        conversation !== null && message !== null
          ? html`<button type="button" class="link" @click=${() => host.reveal(conversation, message)}>
              ${words.why}
            </button>`
          : nothing
      }
    </p>`
  }

  #edit(editing: boolean): void {
    this.#editing = editing
    this.#rule = null
    this.#wrong = ''
    this.#allDay = (this.#shown ?? this.#beginning)?.allDay ?? false
    const { host } = this.#desk
    host.changed()
    void host.drawn().then(() => host.find('.ag-sheet [autofocus]')?.focus())
  }

  /** What the fields begin with: on the clock of where it takes place. */
  get #values() {
    const [shown, beginning, entry] = [this.#shown, this.#beginning, this.#entry]
    const { agenda } = this.#desk
    const [from, to] = shown?.occurrence
      ? [read(shown.occurrence.startLocal), read(shown.occurrence.endLocal)]
      : [beginning?.from ?? agenda.now, beginning?.to ?? agenda.now]
    return {
      from,
      to,
      title: shown?.title ?? beginning?.title ?? '',
      place: shown?.place ?? beginning?.place ?? '',
      notes: entry?.notes ?? '',
      rule: entry ? entry.rule : (beginning?.rule ?? null),
      reminders: entry?.reminders ?? beginning?.reminders ?? [],
      attendees: namesOf(entry?.attendees ?? beginning?.attendees ?? []),
      zone: entry ? (entry.allDay ? agenda.zone : (entry.zone ?? 'floating')) : agenda.zone,
      free: shown?.occurrence?.free ?? false,
    }
  }

  #form(): TemplateResult {
    const { host, agenda } = this.#desk
    const value = this.#values
    const allDay = this.#allDay
    const simple = simpleOf(value.rule, show(value.from))
    const type = allDay ? 'date' : 'datetime-local'
    const last = allDay && this.#begunAllDay ? value.to - DAY : value.to
    const text = (at: number): string => (allDay ? showDay(at) : show(at))
    const zones = [...new Set([value.zone, agenda.zone, here(), 'floating'])]
    const reminders = [...new Set([...REMINDERS, ...value.reminders])].toSorted((a, b) => a - b)
    return html`<form class="ag-form editing" novalidate @submit=${this.#save}>
      <h2>${this.#shown ? words.edit : words.newEntry}</h2>
      <label
        ><span>${words.field.title}</span
        ><input name="title" required maxlength="500" dir="auto" autocomplete="off" autofocus .value=${value.title}
      /></label>
      <label class="tick"
        ><input type="checkbox" name="allDay" .checked=${allDay} @change=${this.#onAllDay} /><span
          >${words.field.allDay}</span
        ></label
      >
      <div class="ag-pair">
        <label
          ><span>${words.field.start}</span><input name="start" type=${type} required .value=${text(value.from)}
        /></label>
        <label><span>${words.field.end}</span><input name="end" type=${type} required .value=${text(last)} /></label>
      </div>
      ${
        allDay
          ? nothing
          : html`<label
              ><span>${words.field.zone}</span
              ><select name="zone">
                ${zones.map(
                  (zone) =>
                    html`<option value=${zone} ?selected=${zone === value.zone}>
                      ${zone === 'floating' ? words.floating : zone.replaceAll('_', ' ')}
                    </option>`,
                )}
              </select></label
            >`
      }
      <div class="ag-pair">
        <label
          ><span>${words.field.rule}</span
          ><select
            name="rule"
            @change=${(event: Event) => {
              this.#rule = (event.target as HTMLSelectElement).value
              host.changed()
            }}
          >
            ${(Object.keys(RULES) as Rule[]).map(
              (rule) => html`<option value=${rule} ?selected=${rule === simple}>${words.rule[rule]}</option>`,
            )}
            ${
              simple === null && value.rule !== null
                ? html`<option value="kept" selected>${repeatsOf(value.rule, host.locale)}</option>`
                : nothing
            }
          </select></label
        >
        ${
          (this.#rule ?? simple) === 'none'
            ? nothing
            : html`<label
                ><span>${words.field.until}</span><input name="until" type="date" .value=${untilOf(value.rule)}
              /></label>`
        }
      </div>
      <label
        ><span>${words.field.place}</span><input name="place" maxlength="500" dir="auto" .value=${value.place}
      /></label>
      <label
        ><span>${words.field.attendees}</span
        ><input
          name="attendees"
          maxlength="4000"
          dir="auto"
          placeholder=${words.field.attendeesHow}
          .value=${value.attendees}
      /></label>
      <label
        ><span>${words.field.notes}</span
        ><textarea name="notes" rows="2" maxlength="20000" dir="auto" .value=${value.notes}></textarea>
      </label>
      <fieldset class="ag-ticks">
        <legend>${words.field.reminders}</legend>
        ${reminders.map(
          (minutes) =>
            html`<label class="tick"
              ><input
                type="checkbox"
                name="reminders"
                .value=${String(minutes)}
                .checked=${value.reminders.includes(minutes)}
              /><span>${words.reminder(minutes)}</span></label
            >`,
        )}
      </fieldset>
      <label class="tick"
        ><input type="checkbox" name="free" .checked=${value.free} /><span>${words.field.free}</span></label
      >
      ${
        this.#wrong || agenda.trouble
          ? html`<p class="ag-trouble" role="alert">${this.#wrong || agenda.trouble}</p>`
          : nothing
      }
      <div class="ag-acts">
        <button type="submit" class="solid" ?disabled=${this.#busy}>
          ${this.#shown ? host.strings.save : words.add}
        </button>
        <button type="button" class="text muted" @click=${() => this.escape()}>${host.strings.cancel}</button>
      </div>
    </form>`
  }

  get #begunAllDay(): boolean {
    return (this.#shown ?? this.#beginning)?.allDay ?? false
  }

  readonly #onAllDay = (event: Event): void => {
    const form = (event.target as HTMLInputElement).form as HTMLFormElement
    const [start, end] = ['start', 'end'].map((name) => form.elements.namedItem(name) as HTMLInputElement)
    const [from = '', to = ''] = [start?.value, end?.value]
    this.#allDay = !this.#allDay
    const { host } = this.#desk
    host.changed()
    void host.drawn().then(() => {
      // The days stay; an hour of the morning is as good as any.
      if (start && from) start.value = this.#allDay ? from.slice(0, 10) : `${from.slice(0, 10)}T09:00`
      if (end && to) end.value = this.#allDay ? to.slice(0, 10) : `${to.slice(0, 10)}T10:00`
    })
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const { agenda, host } = this.#desk
    const form = event.target as HTMLFormElement
    const data = new FormData(form)
    const said = (name: string): string => {
      const found = data.get(name)
      return typeof found === 'string' ? found.trim() : ''
    }
    const [start, end, title] = [said('start'), said('end'), said('title')]
    if (title === '' || start === '' || end === '' || end < start) {
      this.#wrong = title === '' ? words.unread.no_title : words.endsBefore
      ;(form.elements.namedItem(title === '' ? 'title' : 'end') as HTMLElement).focus()
      return host.changed()
    }
    this.#wrong = ''
    const allDay = this.#allDay
    const zone = said('zone') || agenda.zone
    const there = zone === 'floating' ? agenda.zone : zone
    const long = allDay
      ? { days: Math.round((read(end) - read(start)) / DAY) + 1 }
      : { minutes: (toInstant(read(end), there) - toInstant(read(start), there)) / MINUTE }
    const all = {
      title,
      start,
      ...long,
      ...(allDay ? {} : { zone }),
      place: said('place'),
      notes: said('notes'),
      attendees: attendeesIn(said('attendees')),
      reminders: data.getAll('reminders').map(Number),
      free: data.has('free'),
      rule: this.#ruleOf(said('rule'), said('until')),
    }
    this.#busy = true
    host.changed()
    const done = await (this.#shown ? this.#change(this.#shown, all, allDay) : this.#add(all))
    this.#busy = false
    if (done) this.#desk.leave(this.#shown?.id)
    else host.changed()
  }

  async #add({ rule, ...all }: Api['agenda.add']['input'] & { rule: string }): Promise<boolean> {
    const input = { ...all, ...(rule === '' ? {} : { rule }), persona: this.#desk.host.persona.id }
    const said = (clash: boolean): string => (clash ? words.addedClash : words.added)(all.title)
    const done = await this.#desk.edit('agenda.add', input, said)
    if (done) this.#desk.go(read(all.start))
    return done
  }

  /** Only what is otherwise than it was is said. */
  async #change(shown: Shown, all: Record<string, unknown>, allDay: boolean): Promise<boolean> {
    const before = this.#values
    const wasDay = this.#begunAllDay
    const rule = before.rule ?? ''
    const was: Record<string, unknown> = {
      ...before,
      start: allDay ? showDay(before.from) : show(before.from),
      ...(wasDay
        ? { days: Math.round((before.to - before.from) / DAY) }
        : { minutes: (Date.parse(shown.occurrence?.end ?? '') - Date.parse(shown.occurrence?.start ?? '')) / MINUTE }),
      attendees: attendeesIn(before.attendees),
      rule: all['rule'] === rule ? rule : null,
    }
    const changes = Object.fromEntries(
      Object.entries(all).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name])),
    )
    // What becomes a day, or is one no more, is said with all its times.
    if (allDay !== wasDay)
      for (const name of ['start', 'days', 'minutes', 'zone']) if (name in all) changes[name] = all[name]
    if (Object.keys(changes).length === 0) return true
    const scope = await this.#desk.which(shown)
    if (scope === null) return false
    const input = { id: shown.id, ...(scope === undefined ? {} : { scope }), ...changes }
    return await this.#desk.edit('agenda.update', input, (clash) =>
      clash ? `${words.saved} ${words.movedClash}` : words.saved,
    )
  }

  #ruleOf(choice: string, until: string): string {
    const before = this.#values.rule ?? ''
    const simple = choice === simpleOf(before || null, show(this.#values.from))
    // What was not touched stays, to the letter.
    if ((choice === 'kept' || simple) && until === untilOf(before)) return before
    const kept = before
      .split(';')
      .filter((part) => !part.startsWith('UNTIL='))
      .join(';')
    const rule = choice === 'kept' || simple ? kept : RULES[choice as Rule]
    if (rule === '' || until === '') return rule
    return `${rule.replace(/;?COUNT=\d+/, '')};UNTIL=${until.replaceAll('-', '')}${this.#allDay ? '' : 'T235959'}`
  }
}
