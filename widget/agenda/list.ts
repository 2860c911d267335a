/** The agenda as a list: days with their entries, where now is, and what the persona proposes among them. */
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { agendaWords as words } from '../strings/agenda.ts'
import type { Desk } from './desk.ts'
import { repeat as again } from './icons.ts'
import { onDay, type Shown } from './shown.ts'
import { DAY, daysOf, type Local } from './time.ts'

/** When one of them is, on the day that it is listed under. */
const whenOn = ({ names }: Desk, { from, to, allDay }: Shown, day: Local): [string, string] => {
  if (allDay || (from < day && to >= day + DAY)) return [words.allDay, '']
  if (from < day) return [words.until(names.time(to)), '']
  return [names.time(from), to > from ? names.time(to) : '']
}

/** What else there is to know at a glance. */
export const notesOf = ({ names, agenda }: Desk, { occurrence, place, clashes, asked }: Shown): string[] => {
  const { zone, allDay, startLocal, endLocal, trust } = occurrence ?? {}
  const far = zone !== undefined && zone !== agenda.zone && !allDay
  const local = (text = ''): Local => Date.parse(`${text}Z`)
  return [
    place,
    far ? words.elsewhere(names.times(local(startLocal), local(endLocal)), names.zone(zone)) : '',
    clashes.length > 0 ? words.clash(clashes.slice(0, 2).join(', ')) : '',
    trust === 'outside' || asked?.approval.tainted ? words.outside : '',
  ].filter((note) => note !== '')
}

export const kindOf = ({ asked, leaving, occurrence, waits }: Shown): string =>
  [
    waits ? `waits ${waits.state}` : '',
    waits?.action === 'agenda.remove' ? 'gone' : '',
    asked ? 'ghost' : '',
    asked?.what === 'remove' ? 'gone' : '',
    leaving ? 'leaving' : '',
    occurrence?.free ? 'free' : '',
    occurrence?.trust === 'outside' ? 'outside' : '',
  ].join(' ')

/** To say yes or no to what is asked for. */
export const deciding = (desk: Desk, shown: Shown): TemplateResult | typeof nothing =>
  shown.asked && desk.agenda.mayDecide
    ? html`<div class="ag-decide">
        <button
          type="button"
          class="solid"
          aria-label=${words.acceptOf(shown.title)}
          @click=${() => void desk.decide(shown, 'approve')}
        >
          ${words.accept}
        </button>
        <button
          type="button"
          class="text muted"
          aria-label=${words.declineOf(shown.title)}
          @click=${() => void desk.decide(shown, 'reject')}
        >
          ${words.decline}
        </button>
      </div>`
    : nothing

/** How far it is with what was done here. */
export const stateOf = ({ host }: Desk, { waits }: Shown): string => {
  const { strings } = host
  // What is on its way says so where it takes no place: a row that grows for a moment would jump.
  if (!waits || waits.state === 'sending') return ''
  return waits.state === 'failed' ? `${strings.notSent} ${waits.detail}`.trim() : strings.queued
}

/** The same, with ways on. */
export const waiting = (desk: Desk, shown: Shown): TemplateResult | typeof nothing => {
  const { agenda, host } = desk
  const { waits } = shown
  const state = stateOf(desk, shown)
  if (!waits || state === '') return nothing
  const failed = waits.state === 'failed'
  return html`<div class="ag-wait" role=${failed ? 'alert' : 'note'}>
    <span dir="auto">${state}</span>
    ${
      failed
        ? html`<button type="button" class="text" @click=${() => agenda.retry(waits)}>${host.strings.tryAgain}</button>`
        : nothing
    }
    <button type="button" class="text muted" @click=${() => agenda.discard(waits)}>${host.strings.discard}</button>
  </div>`
}

export const row = (desk: Desk, shown: Shown, day: Local): TemplateResult => {
  const { id, title, asked, occurrence, to, allDay } = shown
  const [begins, ends] = whenOn(desk, shown, day)
  const notes = notesOf(desk, shown)
  const over = !asked && !allDay && to <= desk.agenda.now
  return html`<li class="ag-row ${kindOf(shown)} ${over ? 'over' : ''}">
    <button type="button" class="ag-what" data-id=${id} @click=${() => desk.open(shown)}>
      <span class="ag-when"
        ><bdi>${begins}</bdi><small><bdi>${ends}</bdi></small></span
      >
      <span class="ag-tint">
        <span class="ag-title" dir="auto"
          >${title}${occurrence?.recurs ? html`<i role="img" aria-label=${words.repeats}>${again}</i>` : nothing}</span
        >
        ${asked ? html`<small class="ag-who">${words.proposes[asked.what](desk.host.persona.name)}</small>` : nothing}
        ${notes.map((note) => html`<small dir="auto">${note}</small>`)}
        ${shown.waits?.state === 'sending' ? html`<small class="ag-sending">${desk.host.strings.sending}</small>` : nothing}
      </span>
    </button>
    ${deciding(desk, shown)} ${waiting(desk, shown)}
  </li>`
}

/** @param until the first day that is not listed */
export const list = (desk: Desk, until: Local): TemplateResult => {
  const { agenda, names } = desk
  const { today, now, shown } = agenda
  const days = daysOf(today, until)
    .map((day) => [day, onDay(shown, day)] as const)
    .filter(([day, all]) => all.length > 0 || day === today)
  return html`<div class="ag-list">
    ${repeat(
      days,
      ([day]) => day,
      ([day, all]) => {
        const past = all.filter(({ to, allDay }) => day === today && !allDay && to <= now)
        const coming = all.filter((each) => !past.includes(each))
        const each = (some: Shown[]) =>
          repeat(
            some,
            ({ id }) => id,
            (one) => row(desk, one, day),
          )
        return html`<section aria-labelledby="ag-${day}">
          <h3 id="ag-${day}">
            <span>${names.day(day, today)}</span> ${
              Math.abs(day - today) <= DAY ? html`<small>${names.date(day)}</small>` : nothing
            }
          </h3>
          ${
            all.length === 0
              ? html`<p class="ag-none">${words.nothingToday}</p>`
              : html`<ul>
                  ${each(past)}
                  ${
                    day === today
                      ? html`<li class="ag-now">
                          <span><bdi>${names.time(now)}</bdi></span
                          ><i role="img" aria-label=${words.now}></i>
                        </li>`
                      : nothing
                  }
                  ${each(coming)}
                </ul>`
          }
        </section>`
      },
    )}
  </div>`
}
