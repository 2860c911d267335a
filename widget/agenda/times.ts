/** Days beside one another, hour by hour. */
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { agendaWords as words } from '../strings/agenda.ts'
import type { Grid } from './grid.ts'
import { kindOf, notesOf, stateOf } from './list.ts'
import { type Lane, lanesOf, onDay, type Shown } from './shown.ts'
import { DAY, HOUR, type Local, MINUTE } from './time.ts'

const HOURS = Array.from({ length: 23 }, (_, index) => index + 1)

const box = (from: number, to: number, lane = 0, of = 1): string => `${from} ${to} ${lane} ${of}`

export const times = (grid: Grid): TemplateResult => {
  const { desk, hands } = grid
  const { days, names, agenda, day: current, shows } = desk
  const { today } = agenda
  const first = days[0] ?? current
  const label = shows === 'day' ? names.full(current) : `${names.date(first)} – ${names.date(days.at(-1) ?? first)}`
  return html`<div
    class="ag-grid-days"
    role="grid"
    aria-label=${words.grid(label)}
    @pointerdown=${hands.down}
    @pointermove=${hands.move}
    @pointerup=${hands.up}
    @pointercancel=${hands.lost}
    @touchmove=${hands.still}
    @click=${hands.click}
  >
    <div class="ag-heads" role="row">
      <span class="ag-gutter" role="columnheader"><small>${names.zone(agenda.zone)}</small></span>
      ${days.map(
        (day) =>
          html`<span role="columnheader" class=${day === today ? 'today' : ''} aria-label=${names.full(day)}
            ><span>${names.weekday(day)}</span> <b>${new Date(day).getUTCDate()}</b></span
          >`,
      )}
    </div>
    <div class="ag-alldays" role="row">
      <span class="ag-gutter" role="rowheader"><small>${words.allDay}</small></span>
      ${days.map((day) => wholeDay(grid, day))}
    </div>
    <div class="ag-times" role="row">
      <span class="ag-gutter ag-hours" role="rowheader"
        ><span class="sr">${words.hour}</span>${HOURS.map(
          (hour) =>
            html`<small aria-hidden="true" data-box=${box(hour * 60, hour * 60)}
              ><bdi>${names.hour(hour * HOUR)}</bdi></small
            >`,
        )}</span
      >
      ${repeat(
        days,
        (day) => day,
        (day) => column(grid, day),
      )}
    </div>
  </div>`
}

const column = (grid: Grid, day: Local): TemplateResult => {
  const { desk, held, minute, id } = grid
  const { agenda, names, day: current } = desk
  const { today, now, hours } = agenda
  const lanes = lanesOf(agenda.shown, day)
  const weekday = new Date(day).getUTCDay() || 7
  const [from, to] = [hours.from, hours.to].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))
  const free = day === current && id === null && minute >= 0
  return html`<div class="ag-col ${day === today ? 'today' : ''}" role="gridcell" data-day=${day}>
    ${hours.days.includes(weekday) ? html`<i class="ag-work" data-box=${box(from ?? 0, to ?? 0)}></i>` : nothing}
    ${repeat(
      lanes,
      ({ shown }) => shown.id,
      (lane) => entry(grid, lane, day),
    )}
    ${
      free
        ? html`<button
            type="button"
            class="ag-slot"
            tabindex="0"
            data-box=${box(minute, minute + 30)}
            aria-label=${`${names.time(day + minute * MINUTE)}, ${names.full(day)}, ${words.free}`}
            @click=${() => agenda.may && grid.create(day, minute)}
          >
            <span aria-hidden="true">${agenda.may ? '+' : ''} ${names.time(day + minute * MINUTE)}</span>
          </button>`
        : nothing
    }
    ${
      held && !held.shown?.allDay && held.from < day + DAY && held.to > day
        ? html`<button
            type="button"
            class="ag-held"
            tabindex="-1"
            aria-label=${`${held.shown?.title ?? ''} ${grid.whenOf(held)}`}
            data-box=${box(Math.max(0, (held.from - day) / MINUTE), Math.min(1440, (held.to - day) / MINUTE))}
          >
            <b>${names.times(held.from, held.to)}</b><span dir="auto">${held.shown?.title ?? ''}</span>
          </button>`
        : nothing
    }
    ${day === today ? html`<i class="ag-nowline" data-box=${box((now - today) / MINUTE, 0)}></i>` : nothing}
  </div>`
}

/** What is seen of it comes first. */
const nameOf = ({ desk }: Grid, shown: Shown, seen: string, day: Local): string =>
  [
    seen,
    desk.names.day(day, desk.agenda.today),
    shown.asked ? words.proposes[shown.asked.what](desk.host.persona.name) : '',
    shown.occurrence?.recurs ? words.repeats : '',
    ...notesOf(desk, { ...shown, place: '' }),
    stateOf(desk, shown),
  ]
    .filter((part) => part !== '')
    .join(', ')

const entry = (grid: Grid, { shown, from, to, lane, of }: Lane, day: Local): TemplateResult => {
  const { desk, held, id } = grid
  const { names, agenda, day: current } = desk
  const { title, place, occurrence, asked } = shown
  const mine = id === shown.id && day === current
  const movable = agenda.may && occurrence !== null && !asked
  const seen = names.times(shown.from, shown.to) + (place === '' ? '' : `, ${place}`)
  return html`<button
    type="button"
    class="ag-entry ${kindOf(shown)} ${held?.shown?.id === shown.id ? 'away' : ''} ${to - from < 45 ? 'short' : ''} ${
      movable ? 'movable' : ''
    } ${shown.clashes.length > 0 ? 'clash' : ''} ${shown.to <= agenda.now && !asked ? 'over' : ''}"
    data-id=${shown.id}
    data-box=${box(from, to, lane, of)}
    tabindex=${mine ? 0 : -1}
    aria-label=${nameOf(grid, shown, `${title} ${seen}`, day)}
    title=${`${title}, ${names.times(shown.from, shown.to)}`}
    @click=${() => desk.open(shown)}
  >
    <span class="ag-title" dir="auto">${title}</span>
    <small><bdi>${seen}</bdi></small>
    ${movable ? html`<i class="ag-grip"></i>` : nothing}
  </button>`
}

const wholeDay = (grid: Grid, day: Local): TemplateResult => {
  const { desk, held, minute, id } = grid
  const { agenda, names, day: current } = desk
  const all = onDay(agenda.shown, day).filter(({ allDay }) => allDay)
  const carried = held?.shown?.allDay && held.from < day + DAY && held.to > day ? held : null
  return html`<div class="ag-cell" role="gridcell" data-day=${day}>
    ${all.map(
      (shown) =>
        html`<button
          type="button"
          class="ag-entry whole ${kindOf(shown)} ${held?.shown?.id === shown.id ? 'away' : ''}"
          data-id=${shown.id}
          tabindex=${id === shown.id && day === current ? 0 : -1}
          aria-label=${nameOf(grid, shown, shown.title, day)}
          title=${shown.title}
          @click=${() => desk.open(shown)}
        >
          <span class="ag-title" dir="auto">${shown.title}</span>
        </button>`,
    )}
    ${
      carried
        ? html`<button type="button" class="ag-held whole" tabindex="-1">
            <span dir="auto">${carried.shown?.title}</span>
          </button>`
        : nothing
    }
    ${
      day === current && minute < 0 && id === null
        ? html`<button
            type="button"
            class="ag-slot whole"
            tabindex="0"
            aria-label=${`${words.allDay}, ${names.full(day)}, ${words.free}`}
            @click=${() => agenda.may && grid.create(day, -1)}
          >
            +
          </button>`
        : nothing
    }
  </div>`
}
