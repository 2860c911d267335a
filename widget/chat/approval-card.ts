/** One thing that the persona asks for: what would be done in plain words, with what, how bad it could be, and the answer. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Approval } from '../../bff/api.ts'
import { fromField, toField } from '../local-time.ts'
import { approvalWords as words } from '../strings/approvals.ts'
import { isEditable, isId, type Leaf, leavesOf } from './approval-input.ts'
import { alert, check } from './icons.ts'

export interface CardState {
  approval: Approval
  mode: 'look' | 'edit' | 'refuse'
  /** The input as it would be allowed. */
  draft: Approval['input']
  /** Also without asking, for a while. */
  days: boolean
  busy: boolean
  trouble: string
}

interface CardActs {
  name: string
  locale: string
  /** What an id stands for. */
  called(id: string): string | undefined
  /** This person may decide at all. */
  may: boolean
  allow(): void
  refuse(reason: string): void
  change(change: Partial<CardState>, focus?: string): void
  edit(path: Leaf['path'], value: unknown): void
}

const long = 400

const label = ({ path }: Leaf): string => path.map((part) => words.field(part)).join(' › ')

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/

const shown = ({ value }: Leaf, { locale, called }: CardActs): TemplateResult | string => {
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return new Intl.NumberFormat(locale || undefined).format(value)
  if (typeof value !== 'string' || value === '') return words.none
  if (isId(value)) {
    const name = called(value)
    return name === undefined ? html`<code>${value}</code>` : html`<span title=${value} dir="auto">${name}</span>`
  }
  if (!instant.test(value)) return value
  const when = new Intl.DateTimeFormat(locale || undefined, { dateStyle: 'full', timeStyle: 'short' })
  return html`<time datetime=${value} title=${value}>${when.format(new Date(value))}</time>`
}

const table = (input: Approval['input'], acts: CardActs): TemplateResult => {
  const leaves = leavesOf(input)
  if (leaves.length === 0) return html`<p class="ask-meta">${words.nothing}</p>`
  return html`<dl class="ask-table" aria-label=${words.details}>
    ${leaves.map((leaf) => {
      const much = typeof leaf.value === 'string' && leaf.value.length > long
      return html`<div>
        <dt>${label(leaf)}</dt>
        <dd dir="auto" class=${much ? 'much' : ''} tabindex=${much ? '0' : nothing}>${shown(leaf, acts)}</dd>
      </div>`
    })}
  </dl>`
}

const field = (leaf: Leaf, acts: CardActs): TemplateResult => {
  const { path, value } = leaf
  if (!isEditable(leaf))
    return html`<div class="ask-field">
      <span>${label(leaf)}</span>
      <p>${shown(leaf, acts)}</p>
    </div>`
  if (typeof value === 'boolean')
    return html`<label class="ask-tick"
      ><input
        type="checkbox"
        .checked=${value}
        @change=${(event: Event) => acts.edit(path, (event.target as HTMLInputElement).checked)}
      /><span>${label(leaf)}</span></label
    >`
  if (typeof value === 'number')
    return html`<label class="ask-field"
      ><span>${label(leaf)}</span
      ><input
        type="number"
        step="any"
        .value=${String(value)}
        @change=${(event: Event) => {
          const { valueAsNumber } = event.target as HTMLInputElement
          if (!Number.isNaN(valueAsNumber)) acts.edit(path, valueAsNumber)
        }}
    /></label>`
  if (instant.test(String(value)))
    return html`<label class="ask-field"
      ><span>${label(leaf)}</span
      ><input
        type="datetime-local"
        .value=${toField(String(value))}
        @change=${(event: Event) => {
          const at = fromField((event.target as HTMLInputElement).value)
          if (at !== null) acts.edit(path, at)
        }}
    /></label>`
  return html`<label class="ask-field"
    ><span>${label(leaf)}</span
    ><textarea
      rows="1"
      dir="auto"
      .value=${String(value)}
      @input=${(event: Event) => acts.edit(path, (event.target as HTMLTextAreaElement).value)}
    ></textarea>
  </label>`
}

/** The time that is left, in its largest unit. */
const left = (expires: string, locale: string): string => {
  const minutes = Math.floor((Date.parse(expires) - Date.now()) / 60_000)
  if (minutes < 1) return words.soon
  const [amount, unit] = minutes < 60 ? [minutes, 'minute'] : [Math.floor(minutes / 60), 'hour']
  return words.left(
    new Intl.NumberFormat(locale || undefined, { style: 'unit', unit, unitDisplay: 'long' }).format(amount),
  )
}

/** Escape leaves the small thing first, and only then the panel. */
const escape =
  (acts: CardActs, to: string) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    acts.change({ mode: 'look', trouble: '' }, to)
  }

const again = (acts: CardActs, on: boolean): TemplateResult =>
  html`<label class="ask-tick"
    ><input
      type="checkbox"
      .checked=${on}
      @change=${(event: Event) => acts.change({ days: (event.target as HTMLInputElement).checked })}
    /><span>${words.days}</span></label
  >`

const refusing = (state: CardState, acts: CardActs): TemplateResult =>
  html`<form
    class="ask-form"
    @keydown=${escape(acts, '.to-refuse')}
    @submit=${(event: SubmitEvent) => {
      event.preventDefault()
      acts.refuse(String(new FormData(event.target as HTMLFormElement).get('reason') ?? ''))
    }}
  >
    <label class="ask-field"
      ><span>${words.reason}</span><input name="reason" maxlength="500" dir="auto" autocomplete="off"
    /></label>
    <p class="ask-meta">${words.reasonHint(acts.name)}</p>
    ${wrong(state)}
    <div class="ask-acts">
      <button type="submit" class="solid" ?disabled=${state.busy}>${words.notNow}</button>
      <button type="button" class="text muted" @click=${() => acts.change({ mode: 'look' }, '.to-refuse')}>
        ${words.back}
      </button>
    </div>
  </form>`

const wrong = ({ trouble }: CardState): TemplateResult | typeof nothing =>
  trouble === '' ? nothing : html`<p class="aside wrong" role="alert">${alert}<span>${trouble}</span></p>`

const deciding = (state: CardState, acts: CardActs): TemplateResult => {
  const { mode, busy, days, approval } = state
  const edit = mode === 'edit'
  return html`<form
    class="ask-form"
    @keydown=${edit ? escape(acts, '.to-edit') : nothing}
    @submit=${(event: SubmitEvent) => {
      event.preventDefault()
      acts.allow()
    }}
  >
    ${edit ? leavesOf(state.draft).map((leaf) => field(leaf, acts)) : table(approval.input, acts)}
    ${approval.tainted ? nothing : again(acts, days)} ${wrong(state)}
    <div class="ask-acts">
      <button type="submit" class="solid to-allow" ?disabled=${busy}>${edit ? words.allowEdited : words.allow}</button>
      ${
        edit
          ? html`<button
              type="button"
              class="text muted"
              @click=${() => acts.change({ mode: 'look', draft: approval.input, trouble: '' }, '.to-edit')}
            >
              ${words.back}
            </button>`
          : html`${
                leavesOf(approval.input).some(isEditable)
                  ? html`<button
                      type="button"
                      class="text to-edit"
                      ?disabled=${busy}
                      @click=${() => acts.change({ mode: 'edit', trouble: '' }, '.ask-form :is(textarea, input)')}
                    >
                      ${words.edit}
                    </button>`
                  : nothing
              }<button
                type="button"
                class="text muted to-refuse"
                ?disabled=${busy}
                @click=${() => acts.change({ mode: 'refuse', trouble: '' }, 'input[name=reason]')}
              >
                ${words.notNow}
              </button>`
      }
    </div>
  </form>`
}

/** What was decided: one line, with all the rest behind it. */
const past = ({ approval }: CardState, acts: CardActs): TemplateResult => {
  const { id, does, status, reason, decided, input } = approval
  const good = status === 'approved' || status === 'used'
  return html`<details class="asked ${status}" part="approval" data-approval=${id} tabindex="-1">
    <summary>
      ${good ? check : html`<i></i>`}<span dir="auto">${does}</span>
      <small>${words.state[status]}${decided === 'operator' ? ` ${words.byOperator}` : ''}</small>
    </summary>
    ${reason ? html`<p dir="auto">${reason}</p>` : nothing} ${table(input, acts)}
  </details>`
}

export const card = (state: CardState, acts: CardActs): TemplateResult => {
  const { approval, mode } = state
  const { id, does, risk, by, tainted, status, expires, input } = approval
  const late = Date.parse(expires) <= Date.now()
  if (status !== 'pending') return past(state, acts)
  if (late) return past({ ...state, approval: { ...approval, status: 'expired' } }, acts)
  const mine = by === 'person' && acts.may
  return html`<section
    class="ask ${risk}"
    part="approval"
    role="group"
    tabindex="-1"
    data-approval=${id}
    aria-labelledby=${`${id}-does`}
  >
    <h3 id=${`${id}-does`} dir="auto">${does}</h3>
    <p class="ask-meta">
      <span class="ask-risk">${words.risk[risk]}</span>
      <span>${mine ? words.you : words.operator}</span>
      <time datetime=${expires}><bdi>${left(expires, acts.locale)}</bdi></time>
    </p>
    ${tainted ? html`<p class="ask-tainted">${alert}<span>${words.tainted(acts.name)}</span></p>` : nothing}
    ${
      !mine
        ? table(input, acts)
        : mode === 'refuse'
          ? html`${table(input, acts)} ${refusing(state, acts)}`
          : deciding(state, acts)
    }
  </section>`
}
