/** A month: what there is on each day as dots, or by name where there is room; below it the day one is at. */
import { html, nothing, type TemplateResult } from 'lit'
import { agendaWords as words } from '../strings/agenda.ts'
import type { Grid } from './grid.ts'
import { kindOf, row } from './list.ts'
import { onDay } from './shown.ts'
import { type Local } from './time.ts'

/** Pixels from which on entries are shown by name, and how many of a day. */
const ROOMY = 560
const NAMED = 3
const DOTS = 4

export const month = (grid: Grid): TemplateResult => {
  const { desk, hands } = grid
  const { days, names, agenda, day: current, width } = desk
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7))
  const roomy = width >= ROOMY
  const today = onDay(agenda.shown, current)
  return html`<div class="ag-month ${roomy ? 'roomy' : ''}">
    <div
      role="grid"
      aria-label=${words.grid(names.month(current))}
      @pointerdown=${hands.down}
      @pointermove=${hands.move}
      @pointerup=${hands.up}
      @pointercancel=${hands.lost}
      @touchmove=${hands.still}
    >
      <div class="ag-heads" role="row">
        ${days.slice(0, 7).map((day) => html`<span role="columnheader"><span>${names.weekday(day)}</span></span>`)}
      </div>
      ${weeks.map((week) => html`<div class="ag-week" role="row">${week.map((day) => cell(grid, day, roomy))}</div>`)}
    </div>
    ${
      roomy
        ? nothing
        : html`<section class="ag-list" aria-labelledby="ag-current">
            <h3 id="ag-current">${names.day(current, agenda.today)}</h3>
            ${
              today.length === 0
                ? html`<p class="ag-none">${words.empty}</p>`
                : html`<ul>
                    ${today.map((shown) => row(desk, shown, current))}
                  </ul>`
            }
          </section>`
    }
  </div>`
}

const cell = ({ desk, held }: Grid, day: Local, roomy: boolean): TemplateResult => {
  const { names, agenda, day: current } = desk
  const moved = agenda.shown.map((each) =>
    each.id === held?.shown?.id ? { ...each, from: held.from, to: held.to } : each,
  )
  const all = onDay(moved, day).filter(({ leaving }) => !leaving)
  const other = new Date(day).getUTCMonth() !== new Date(current).getUTCMonth()
  const said = [names.full(day), words.entries(all.length), ...all.slice(0, NAMED).map(({ title }) => title)]
  return html`<div
    role="gridcell"
    class="ag-date ${other ? 'other' : ''} ${day === agenda.today ? 'today' : ''} ${day === current ? 'current' : ''}"
    data-day=${day}
    tabindex=${day === current ? 0 : -1}
    aria-selected=${day === current}
    aria-label=${said.join(', ')}
    @click=${() => (roomy || day === current ? desk.look('day', day) : desk.go(day))}
  >
    <b>${new Date(day).getUTCDate()}</b>
    ${
      roomy
        ? html`${all
            .slice(0, NAMED)
            .map(
              (shown) =>
                html`<span
                  class="ag-mini ${kindOf(shown)} ${shown.id === held?.shown?.id ? 'carried' : ''}"
                  data-id=${shown.id}
                  dir="auto"
                  >${shown.allDay ? nothing : html`<small>${names.time(shown.from)}</small>`} ${shown.title}</span
                >`,
            )}${all.length > NAMED ? html`<small>${words.and(all.length - NAMED)}</small>` : nothing}`
        : html`<span class="ag-dots">${all.slice(0, DOTS).map((shown) => html`<i class=${kindOf(shown)}></i>`)}</span>`
    }
  </div>`
}
