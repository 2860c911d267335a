/** What is being worked towards, step by step, and what comes by itself: seen, changed, paused, removed. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Plan, PlanStep, Schedule } from '../../bff/api.ts'
import { bones } from '../chat/empty.ts'
import { alert, bin, check, pencil } from '../chat/icons.ts'
import { clockFor } from '../chat/time.ts'
import { fromField, toField } from '../local-time.ts'
import type { Panel, PanelHost } from '../panels.ts'
import { sheetStyles } from '../sheet.ts'
import { repeatsOf } from '../repeats.ts'
import { planWords as words } from '../strings/plans.ts'
import { pause, play } from './icons.ts'
import { Plans } from './plans.ts'
import { planStyles } from './styles.ts'
import { whenOf } from './when.ts'

const isOpen = ({ status }: PlanStep): boolean => status === 'todo' || status === 'doing' || status === 'waiting'

export class PlansPanel implements Panel {
  static readonly styles = planStyles
  readonly busy = false
  readonly view = 'plans'
  readonly #host: PanelHost
  readonly #plans: Plans
  #editing: { id: string; how: 'edit' | 'remove' } | null = null
  #announcement = ''

  constructor(host: PanelHost) {
    this.#host = host
    host.adopt(sheetStyles)
    this.#plans = new Plans(host, words.lost)
  }

  drawn(): void {}

  see(): void {}

  focus(): void {
    this.#host.find('.sheet')?.focus()
  }

  close(): void {
    this.#plans.close()
  }

  render(): TemplateResult {
    const { strings, persona } = this.#host
    const plans = this.#plans
    return html`<div
      class="sheet"
      part="plans"
      tabindex="0"
      aria-label=${words.title}
      role="group"
      @keydown=${this.#escape}
    >
      <div class="sheet-head">
        <h2>${words.title}</h2>
        <p>${words.lead(persona.name)}</p>
      </div>
      ${
        plans.trouble === ''
          ? nothing
          : html`<p class="sheet-wrong" role="alert">${alert}<span>${plans.trouble}</span></p>`
      }
      ${
        plans.phase === 'failed'
          ? html`<div class="sheet-empty">
              <p>${words.failed}</p>
              <button type="button" class="solid" @click=${() => void plans.again()}>${strings.tryAgain}</button>
            </div>`
          : plans.phase === 'loading'
            ? bones(strings.loading)
            : this.#all()
      }
      <div class="sr" role="status" aria-live="polite">${this.#announcement}</div>
    </div>`
  }

  #all(): TemplateResult {
    const { plans, schedules } = this.#plans
    const active = plans.filter(({ status }) => status === 'active')
    const over = plans.filter(({ status }) => status !== 'active')
    return html`
      ${
        active.length === 0
          ? html`<div class="sheet-empty">
              <h3>${words.empty}</h3>
              <p>${words.emptyHow(this.#host.persona.name)}</p>
            </div>`
          : active.map((plan) => this.#plan(plan))
      }
      ${
        over.length === 0
          ? nothing
          : html`<details class="past">
              <summary>${words.over} (${over.length})</summary>
              ${over.map((plan) => this.#plan(plan))}
            </details>`
      }
      ${
        schedules === null
          ? nothing
          : html`<section>
              <h3>${words.schedules}</h3>
              ${
                schedules.length === 0
                  ? html`<p class="sheet-note">${words.noSchedules}</p>`
                  : html`<ul>
                      ${schedules.map((schedule) => this.#schedule(schedule))}
                    </ul>`
              }
            </section>`
      }
    `
  }

  #plan(plan: Plan): TemplateResult {
    const { id, goal, status, steps, wake, tainted } = plan
    const editing = this.#editing?.id === id ? this.#editing.how : null
    const over = steps.filter((step) => !isOpen(step)).length
    return html`<article class="plan ${status}" data-item=${id} aria-label=${goal}>
      ${
        editing === 'edit'
          ? html`<form class="editing" @submit=${(event: SubmitEvent) => void this.#saveGoal(event, plan)}>
              <label
                ><span>${words.goal}</span
                ><textarea name="goal" rows="1" required maxlength="500" dir="auto" .value=${goal}></textarea>
              </label>
              ${this.#saving(id)}
            </form>`
          : editing === 'remove'
            ? this.#asking(id, words.removePlanAsk, () => this.#plans.act('plans.remove', { plan: id }))
            : html`<div class="item">
                <div class="item-text">
                  <h3 dir="auto">${goal}</h3>
                  <p class="item-meta">
                    ${status === 'active' ? nothing : html`<span>${words.planStatus[status]}</span>`}
                    <span><bdi>${words.progress(over, steps.length)}</bdi></span>
                    ${wake === null ? nothing : this.#next(wake)}
                    ${tainted ? html`<span class="wary">${words.tainted}</span>` : nothing}
                  </p>
                </div>
                ${
                  this.#host.may('plans:write')
                    ? this.#acts(id, goal, status === 'active', words.aside, () =>
                        this.#plans.act('plans.update', {
                          plan: id,
                          status: status === 'active' ? 'dropped' : 'active',
                        }),
                      )
                    : nothing
                }
              </div>`
      }
      ${
        steps.length === 0
          ? nothing
          : html`<ol>
              ${steps.map((step) => this.#step(step, plan))}
            </ol>`
      }
    </article>`
  }

  #step(step: PlanStep, plan: Plan): TemplateResult {
    const { id, text, status, note, evidence, wake } = step
    const may = this.#host.may('plans:write')
    if (this.#editing?.id === id) return html`<li>${this.#stepForm(step)}</li>`
    const messages = evidence.filter((each) => each.startsWith('msg_'))
    const done = status === 'done'
    return html`<li class="step ${status}" data-item=${id}>
      <button
        type="button"
        class="box"
        role="checkbox"
        aria-checked=${done}
        aria-label=${words.tick(text)}
        ?disabled=${!may}
        @click=${() => void this.#plans.act('plans.step', { step: id, status: done ? 'todo' : 'done' })}
      >
        ${done ? check : nothing}
      </button>
      <div class="item-text">
        <p dir="auto">${text}</p>
        ${note === '' ? nothing : html`<p class="note" dir="auto">${note}</p>`}
        <p class="item-meta">
          ${
            status === 'todo' || done
              ? nothing
              : html`<span class=${status === 'failed' ? 'bad' : ''}>${words.stepStatus[status]}</span>`
          }
          ${wake === null ? nothing : this.#next(wake)}
          ${messages.map(
            (message, index) =>
              html`<button type="button" class="link" @click=${() => void this.#open(message, plan.conversation)}>
                ${words.evidence(index + 1)}
              </button>`,
          )}
        </p>
      </div>
      ${
        may
          ? html`<span class="item-acts"
              ><button
                type="button"
                class="icon-button small to-edit"
                aria-label=${`${words.edit}: ${text}`}
                title=${words.edit}
                @click=${() => this.#edit(id, 'edit')}
              >
                ${pencil}
              </button></span
            >`
          : nothing
      }
    </li>`
  }

  #stepForm(step: PlanStep): TemplateResult {
    const { id, text, status, note, wake } = step
    return html`<form class="editing" @submit=${(event: SubmitEvent) => void this.#saveStep(event, step)}>
      <label
        ><span>${words.step}</span
        ><textarea name="text" rows="1" required maxlength="500" dir="auto" .value=${text}></textarea>
      </label>
      <label
        ><span>${words.status}</span
        ><select name="status">
          ${Object.entries(words.stepStatus).map(
            ([value, name]) => html`<option value=${value} ?selected=${value === status}>${name}</option>`,
          )}
        </select>
      </label>
      <label
        ><span>${words.note}</span><textarea name="note" rows="1" maxlength="1000" dir="auto" .value=${note}></textarea>
      </label>
      <label><span>${words.wake}</span><input name="wake" type="datetime-local" .value=${toField(wake)} /></label>
      ${this.#saving(id)}
    </form>`
  }

  #schedule(schedule: Schedule): TemplateResult {
    const { id, prompt, kind, rule, status, next, last, problem, tainted, conversation, start, zone } = schedule
    const { locale, strings } = this.#host
    const editing = this.#editing?.id === id ? this.#editing.how : null
    if (editing === 'edit')
      return html`<li>
        <form class="editing" @submit=${(event: SubmitEvent) => void this.#saveSchedule(event, schedule)}>
          <label
            ><span>${words.what}</span
            ><textarea name="prompt" rows="1" required maxlength="2000" dir="auto" .value=${prompt}></textarea>
          </label>
          <label
            ><span>${words.when(zone)}</span
            ><input name="start" type="datetime-local" required .value=${start.slice(0, 16)}
          /></label>
          ${this.#saving(id)}
        </form>
      </li>`
    if (editing === 'remove')
      return html`<li>
        ${this.#asking(id, words.removeScheduleAsk, () => this.#plans.act('schedules.remove', { schedule: id }))}
      </li>`
    const message = last?.message ?? null
    return html`<li class="item ${status}" data-item=${id}>
      <div class="item-text">
        <p dir="auto">${prompt}</p>
        <p class="item-meta">
          <span>${words.kind[kind]}</span>
          ${status === 'active' ? nothing : html`<span>${words.scheduleStatus[status]}</span>`}
          ${next === null ? nothing : this.#next(next)}
          ${rule === null ? nothing : html`<span>${repeatsOf(rule, locale)}</span>`}
          ${
            last === null || last.outcome === 'fired'
              ? nothing
              : html`<span title=${clockFor(locale, strings).exact(last.due)}>${words.outcome[last.outcome]}</span>`
          }
          ${
            message === null
              ? nothing
              : html`<button type="button" class="link" @click=${() => void this.#open(message, conversation)}>
                  ${words.last}
                </button>`
          }
          ${tainted ? html`<span class="wary">${words.tainted}</span>` : nothing}
          ${problem === null ? nothing : html`<span class="bad">${problem.detail}</span>`}
        </p>
      </div>
      ${
        this.#host.may('schedules:write')
          ? this.#acts(id, prompt, status === 'active', words.pause, () =>
              this.#plans.act('schedules.change', { schedule: id, active: status !== 'active' }),
            )
          : nothing
      }
    </li>`
  }

  #next(at: string): TemplateResult {
    const { locale, strings } = this.#host
    return html`<time datetime=${at} title=${clockFor(locale, strings).exact(at)}
      >${words.next(whenOf(at, locale))}</time
    >`
  }

  #acts(id: string, title: string, active: boolean, rest: string, toggle: () => Promise<boolean>): TemplateResult {
    const button = (name: string, label: string, shape: TemplateResult, act: () => void) =>
      html`<button
        type="button"
        class="icon-button small ${name}"
        aria-label=${`${label}: ${title}`}
        title=${label}
        @click=${act}
      >
        ${shape}
      </button>`
    return html`<span class="item-acts"
      >${button('to-edit', words.edit, pencil, () => this.#edit(id, 'edit'))}${button(
        'to-pause',
        active ? rest : words.resume,
        active ? pause : play,
        () => void toggle(),
      )}${button('to-remove', words.remove, bin, () => this.#edit(id, 'remove'))}</span
    >`
  }

  #saving(id: string): TemplateResult {
    const { strings } = this.#host
    return html`<div class="sheet-acts">
      <button type="submit" class="solid">${strings.save}</button>
      <button type="button" class="text muted" @click=${() => this.#settle(`[data-item="${id}"] .to-edit`)}>
        ${strings.cancel}
      </button>
    </div>`
  }

  #asking(id: string, question: string, act: () => Promise<boolean>): TemplateResult {
    const removal = async (): Promise<void> => {
      if (!(await act())) return
      this.#say(words.removed)
      if (this.#editing?.id === id) this.#settle('.sheet')
    }
    return html`<div class="editing" role="group" aria-label=${question}>
      <p>${question}</p>
      <div class="sheet-acts">
        <button type="button" class="text danger" @click=${() => void removal()}>${words.remove}</button>
        <button type="button" class="text muted" @click=${() => this.#settle(`[data-item="${id}"] .to-remove`)}>
          ${words.keep}
        </button>
      </div>
    </div>`
  }

  #edit(id: string, how: 'edit' | 'remove'): void {
    this.#editing = { id, how }
    this.#host.changed()
    // What has just taken the button's place takes its focus too.
    void this.#host.drawn().then(() => this.#host.find('.editing :is(textarea, .muted)')?.focus())
  }

  /** @param focus where it goes */
  #settle(focus: string): void {
    this.#editing = null
    this.#host.changed()
    void this.#host.drawn().then(() => (this.#host.find(focus) ?? this.#host.find('.sheet'))?.focus())
  }

  /** Escape leaves the small thing first, and only then the panel. */
  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.#editing === null) return
    event.stopPropagation()
    const { id, how } = this.#editing
    this.#settle(`[data-item="${id}"] .to-${how}`)
  }

  #saveGoal(event: SubmitEvent, { id }: Plan): Promise<void> {
    const { goal } = valuesOf(event)
    return this.#save(id, () => this.#plans.act('plans.update', { plan: id, goal }))
  }

  #saveStep(event: SubmitEvent, { id, wake, status: before }: PlanStep): Promise<void> {
    const { text, status, note, wake: when = '' } = valuesOf(event)
    const changed = when !== toField(wake)
    return this.#save(id, () =>
      this.#plans.act('plans.step', {
        step: id,
        text,
        note,
        ...(status === before ? {} : { status: status as PlanStep['status'] }),
        ...(changed ? { wake: fromField(when) } : {}),
      }),
    )
  }

  #saveSchedule(event: SubmitEvent, { id, rule, start: before }: Schedule): Promise<void> {
    const { prompt, start = '' } = valuesOf(event)
    const moved = start !== before.slice(0, 16)
    return this.#save(id, () =>
      this.#plans.act('schedules.change', {
        schedule: id,
        prompt,
        ...(moved ? (rule === null ? { at: start } : { start }) : {}),
      }),
    )
  }

  async #save(id: string, act: () => Promise<boolean>): Promise<void> {
    if (!(await act())) return
    this.#say(words.saved)
    // Meanwhile something else may be in hand.
    if (this.#editing?.id === id && this.#editing.how === 'edit') this.#settle(`[data-item="${id}"] .to-edit`)
  }

  async #open(message: string, conversation: string | null): Promise<void> {
    if (!(await this.#plans.open(message, conversation))) this.#say(words.gone)
  }

  #say(text: string): void {
    this.#announcement = text
    this.#host.changed()
  }
}

const valuesOf = (event: SubmitEvent): Record<string, string> => {
  event.preventDefault()
  const form = new FormData(event.target as HTMLFormElement)
  return Object.fromEntries([...form].map(([name, value]) => [name, String(value).trim()]))
}
