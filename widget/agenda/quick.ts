/** Quick add: one line in one's own words, shown as it was understood before it is added. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Api } from '../../bff/api.ts'
import { arrowUp } from '../chat/icons.ts'
import { repeatsOf } from '../repeats.ts'
import { agendaWords as words } from '../strings/agenda.ts'
import type { Desk } from './desk.ts'
import { DAY, HOUR, type Local, MINUTE, read } from './time.ts'

type Answer = Api['agenda.parse']['output']
type Draft = NonNullable<Answer['entry']>

/** Milliseconds without a key, after which it is read. */
const REST = 350

export class Quick {
  readonly #desk: Desk
  #text = ''
  /** What was read, of which text. */
  #read: { text: string; answer: Answer } | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #busy = false

  constructor(desk: Desk) {
    this.#desk = desk
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  render(): TemplateResult {
    const read = this.#read
    const draft = read?.answer.entry
    const why = read?.answer.why
    return html`<form class="ag-quick" @submit=${this.#submit} @keydown=${this.#onKey}>
      ${
        draft
          ? html`<div class="ag-preview">
              <p>
                <b dir="auto">${draft.title}</b>
                ${this.#facts(draft).map((fact) => html`<span dir="auto">${fact}</span>`)}
              </p>
              <div class="ag-decide">
                <button type="submit" class="solid" ?disabled=${this.#busy}>${words.add}</button>
                <button type="button" class="text" @click=${() => this.#adjust(draft)}>${words.adjust}</button>
              </div>
            </div>`
          : why
            ? html`<p class="ag-unread" id="ag-unread">${words.unread[why]}</p>`
            : nothing
      }
      <div class="ag-line">
        <input
          name="quick"
          type="text"
          maxlength="500"
          autocomplete="off"
          enterkeyhint="done"
          dir="auto"
          aria-label=${words.quickLabel}
          aria-describedby=${why ? 'ag-unread' : nothing}
          placeholder=${words.quick}
          .value=${this.#text}
          @input=${this.#onInput}
        />
        ${
          this.#text.trim() === ''
            ? nothing
            : html`<button type="submit" class="ag-go" aria-label=${words.add} ?disabled=${this.#busy}>
                ${arrowUp}
              </button>`
        }
      </div>
    </form>`
  }

  readonly #onInput = (event: Event): void => {
    this.#text = (event.target as HTMLInputElement).value
    clearTimeout(this.#timer)
    if (this.#text.trim() === '') this.#read = null
    else this.#timer = setTimeout(() => void this.#look(false), REST)
    this.#desk.host.changed()
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.#text === '') return
    event.stopPropagation()
    this.#clear()
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const text = this.#text.trim()
    if (text === '' || this.#busy) return
    // What was not seen is not added.
    if (this.#read?.text !== text) return await this.#look(true)
    if (this.#read.answer.entry) await this.#add(this.#read.answer.entry, this.#read.answer.zone)
  }

  async #look(asked: boolean): Promise<void> {
    const { host, agenda } = this.#desk
    clearTimeout(this.#timer)
    const text = this.#text.trim()
    const answer = await host.client.call('agenda.parse', { text, zone: agenda.zone }).catch(() => null)
    if (text !== this.#text.trim()) return
    // Half a line is not wrong yet.
    if (answer !== null && (answer.entry || asked)) this.#read = { text, answer }
    else this.#read = null
    if (answer === null && asked) agenda.trouble = words.lost
    if (answer?.entry) this.#desk.say(words.readAs([answer.entry.title, ...this.#facts(answer.entry)].join(', ')))
    else if (answer?.why && asked) this.#desk.say(words.unread[answer.why])
    host.changed()
  }

  async #add(draft: Draft, zone: string): Promise<void> {
    const { host } = this.#desk
    const { title, start, minutes, days, rule, attendees, place, reminders } = draft
    this.#busy = true
    const input = {
      title,
      start,
      place,
      attendees,
      reminders,
      persona: host.persona.id,
      ...(minutes === null ? {} : { minutes, zone }),
      ...(days === null ? {} : { days }),
      ...(rule === null ? {} : { rule }),
    }
    const done = await this.#desk.edit('agenda.add', input, (clash) => (clash ? words.addedClash : words.added)(title))
    this.#busy = false
    if (!done) return
    this.#clear()
    this.#desk.go(read(start))
  }

  #adjust(draft: Draft): void {
    const [from, to] = spanOf(draft)
    const { title, rule, place, reminders, attendees, days } = draft
    this.#clear()
    this.#desk.create({ title, from, to, allDay: days !== null, rule, place, reminders, attendees })
  }

  #clear(): void {
    clearTimeout(this.#timer)
    this.#text = ''
    this.#read = null
    this.#desk.host.changed()
  }

  #facts(draft: Draft): string[] {
    const { names, agenda, host } = this.#desk
    const [from, to] = spanOf(draft)
    const last = to - DAY
    const day = names.day(from, agenda.today)
    return [
      draft.days === null
        ? `${day}, ${names.times(from, to)}`
        : last > from
          ? `${day} – ${names.day(last, agenda.today)}`
          : `${day}, ${words.allDay.toLowerCase()}`,
      draft.rule === null ? '' : repeatsOf(draft.rule, host.locale),
      draft.place,
      ...draft.reminders.map(words.reminder),
    ].filter((fact) => fact !== '')
  }
}

const spanOf = ({ start, minutes, days }: Draft): [from: Local, to: Local] => {
  const from = read(start)
  return [from, from + (days === null ? (minutes ?? HOUR / MINUTE) * MINUTE : days * DAY)]
}
