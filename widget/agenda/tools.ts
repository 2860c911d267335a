/** Where the person is and when they may be asked for, and the agenda as a file. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Api } from '../../bff/api.ts'
import { arrowBack } from '../chat/icons.ts'
import { agendaWords as words } from '../strings/agenda.ts'
import type { Desk } from './desk.ts'
import { partsOf } from './parts.ts'
import { DAY, here } from './time.ts'

type Receipt = Omit<Api['agenda.import']['output'], 'edit'>
/** Bytes of a file. */
const LARGEST = 2_000_000
/** Bytes of a calendar that fit through the line at once, and acts that can be undone. */
const PART = 56_000
const UNDOABLE = 20
/** The first of January 2024 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1)

export class Tools {
  readonly #desk: Desk
  #receipt: Receipt | null = null
  #wrong = ''
  #busy = false

  constructor(desk: Desk) {
    this.#desk = desk
  }

  escape(): void {
    this.#desk.leave()
  }

  render(): TemplateResult {
    const { agenda, names } = this.#desk
    const { zone, hours, may } = agenda
    const device = here()
    const zones = [...new Set([zone, device, ...Intl.supportedValuesOf('timeZone')])]
    return html`<div class="ag-sheet sheet" part="settings">
      <button type="button" class="text muted ag-back" @click=${() => this.escape()}>
        <span class="ag-flip">${arrowBack}</span>${words.title}
      </button>
      <h2>${words.settings}</h2>
      ${
        may
          ? html`<section class="editing">
              <label
                ><span>${words.zone}</span
                ><select name="zone" @change=${(event: Event) => this.#settle({ zone: valueOf(event) })}>
                  ${zones.map((each) => html`<option value=${each} ?selected=${each === zone}>${each.replaceAll('_', ' ')}</option>`)}
                </select></label
              >
              ${
                device === zone
                  ? nothing
                  : html`<p class="ag-small">
                      ${words.deviceZone(names.zone(device))}
                      <button type="button" class="link" @click=${() => this.#settle({ zone: device })}>
                        ${words.useZone(names.zone(device))}
                      </button>
                    </p>`
              }
              <fieldset class="ag-ticks">
                <legend>${words.hours}</legend>
                <div class="ag-pair">
                  ${(['from', 'to'] as const).map(
                    (name) =>
                      html`<label
                        ><span>${words[name]}</span
                        ><input
                          type="time"
                          name=${name}
                          required
                          .value=${hours[name]}
                          @change=${(event: Event) =>
                            valueOf(event) !== '' && this.#settle({ hours: { ...hours, [name]: valueOf(event) } })}
                      /></label>`,
                  )}
                </div>
                <div class="ag-days">
                  ${[1, 2, 3, 4, 5, 6, 7].map(
                    (day) =>
                      html`<label class="tick"
                        ><input
                          type="checkbox"
                          .checked=${hours.days.includes(day)}
                          @change=${() => this.#toggle(day)}
                        /><span>${names.weekday(MONDAY + (day - 1) * DAY)}</span></label
                      >`,
                  )}
                </div>
              </fieldset>
            </section>`
          : nothing
      }
      <section class="editing">
        <h3>${words.files}</h3>
        <div class="ag-files">
          <button type="button" class="text to-export" ?disabled=${this.#busy} @click=${() => void this.#export()}>
            ${words.exportAll}
          </button>
          ${
            may
              ? html`<button type="button" class="text" ?disabled=${this.#busy} @click=${this.#choose}>
                    ${words.importFile}</button
                  ><input type="file" accept=".ics,text/calendar" hidden @change=${this.#import} />`
              : nothing
          }
        </div>
        ${this.#receipt ? this.#told(this.#receipt) : nothing}
      </section>
      ${
        this.#wrong || agenda.trouble
          ? html`<p class="ag-trouble" role="alert">${this.#wrong || agenda.trouble}</p>`
          : nothing
      }
    </div>`
  }

  #told({ imported, updated, unchanged, skipped, others }: Receipt): TemplateResult {
    return html`<div class="receipt">
      <p>${words.imported(imported, updated, unchanged)}</p>
      ${
        skipped.length === 0
          ? nothing
          : html`<details>
              <summary>${words.skipped(skipped.length + others)}</summary>
              <ul>
                ${skipped.map(
                  ({ component, line, why }) => html`<li><small>${component}, ${words.line(line)}: ${why}</small></li>`,
                )}
                ${others > 0 ? html`<li><small>${words.othersToo(others)}</small></li>` : nothing}
              </ul>
            </details>`
      }
    </div>`
  }

  #settle(settings: Parameters<Desk['agenda']['settle']>[0]): void {
    this.#wrong = ''
    void this.#desk.agenda.settle(settings).then((done) => done && this.#desk.say(words.saved))
  }

  #toggle(day: number): void {
    const { hours } = this.#desk.agenda
    const days = hours.days.includes(day) ? hours.days.filter((each) => each !== day) : [...hours.days, day]
    // There is no week without a day to be asked for.
    if (days.length === 0) return this.#desk.host.changed()
    this.#settle({ hours: { ...hours, days: days.toSorted((a, b) => a - b) } })
  }

  readonly #choose = (event: Event): void =>
    ((event.currentTarget as Element).nextElementSibling as HTMLInputElement).click()

  readonly #import = async (event: Event): Promise<void> => {
    const field = event.target as HTMLInputElement
    const [file] = field.files ?? []
    if (!file) return
    const { agenda, host } = this.#desk
    const calendar = file.size > LARGEST ? '' : await file.text()
    field.value = ''
    this.#receipt = null
    this.#wrong = calendar.includes('BEGIN:') ? '' : words.noFile
    if (this.#wrong !== '') return host.changed()
    this.#busy = true
    host.changed()
    const { parts, left } = partsOf(calendar, PART)
    const skipped = left.map((line) => ({ component: 'VEVENT', line, why: words.tooLong }))
    const sum = { imported: 0, updated: 0, unchanged: 0, skipped, others: 0 }
    const edits: string[] = []
    let done = true
    for (const { text, lines } of parts) {
      const answer = await agenda.part('agenda.import', { calendar: text, persona: host.persona.id })
      done = answer !== null
      if (answer === null) break
      for (const name of ['imported', 'updated', 'unchanged', 'others'] as const) sum[name] += answer[name]
      sum.skipped.push(...answer.skipped.map((each) => ({ ...each, line: lines[each.line - 1] ?? each.line })))
      if (answer.edit !== null) edits.push(answer.edit)
    }
    await agenda.load()
    this.#busy = false
    this.#receipt = done || edits.length > 0 ? sum : null
    host.changed()
    if (this.#receipt === null) return
    const said = words.imported(sum.imported, sum.updated, sum.unchanged)
    if (edits.length > 0 && edits.length <= UNDOABLE) agenda.done = { text: said, edits }
    const many = sum.skipped.length + sum.others
    this.#desk.say(many === 0 ? said : `${said}, ${words.skipped(many)}`)
  }

  async #export(): Promise<void> {
    const { agenda, host } = this.#desk
    const answer = await host.client.call('agenda.export', {}).catch(() => null)
    agenda.trouble = answer === null ? words.lost : ''
    if (answer !== null) {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([answer.calendar], { type: 'text/calendar' }))
      link.download = 'agenda.ics'
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
    }
    host.changed()
  }
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value
