/** What the persona knows about a person, for that person: seen, searched, put right, forgotten, taken along. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Fact, Recollection } from '../../bff/api.ts'
import { bones } from '../chat/empty.ts'
import { alert, bin, pencil } from '../chat/icons.ts'
import { clockFor } from '../chat/time.ts'
import { close } from '../icons.ts'
import type { Panel, PanelHost } from '../panels.ts'
import { sheetStyles } from '../sheet.ts'
import { memoryWords as words } from '../strings/memory.ts'
import { Facts, grouped } from './facts.ts'
import { save } from './save.ts'

type Editing = { id: string; how: 'correct' | 'forget' } | { id: 'all'; how: 'forget' }

export class MemoryPanel implements Panel {
  static readonly styles = sheetStyles
  readonly busy = false
  readonly view = 'memory'
  readonly #host: PanelHost
  readonly #facts: Facts
  #editing: Editing | null = null
  #announcement = ''

  constructor(host: PanelHost) {
    this.#host = host
    this.#facts = new Facts(host.client, host.persona.id, () => host.changed(), words.lost)
  }

  drawn(): void {}

  see(): void {}

  focus(): void {
    this.#host.find('.sheet input[type=search]')?.focus()
  }

  close(): void {
    this.#facts.close()
  }

  render(): TemplateResult {
    const { strings } = this.#host
    const facts = this.#facts
    return html`<div class="sheet" part="memory" tabindex="-1" @keydown=${this.#escape}>
      <div class="sheet-head">
        <h2>${words.title}</h2>
        <p>${words.lead(this.#host.persona.name)}</p>
      </div>
      <div class="find" role="search">
        <input
          type="search"
          autocomplete="off"
          dir="auto"
          maxlength="1000"
          placeholder=${words.search}
          aria-label=${words.search}
          .value=${facts.query}
          @input=${(event: Event) => facts.look((event.target as HTMLInputElement).value)}
        />
      </div>
      ${this.#receipt()}
      ${
        facts.trouble === ''
          ? nothing
          : html`<p class="sheet-wrong" role="alert">${alert}<span>${facts.trouble}</span></p>`
      }
      ${
        facts.phase === 'failed'
          ? html`<div class="sheet-empty">
              <p>${words.failed}</p>
              <button type="button" class="solid" @click=${() => void facts.again()}>${strings.tryAgain}</button>
            </div>`
          : facts.phase === 'loading'
            ? bones(strings.loading)
            : facts.found !== null
              ? this.#results(facts.found)
              : this.#known()
      }
      <div class="sr" role="status" aria-live="polite">${this.#announcement}</div>
    </div>`
  }

  #known(): TemplateResult {
    const facts = this.#facts
    const { persona } = this.#host
    const may = this.#host.may('memory:write')
    const empty = facts.all.length === 0
    return html`
      ${
        empty
          ? html`<div class="sheet-empty">
              <h3>${words.empty}</h3>
              <p>${words.emptyHow(persona.name)}</p>
            </div>`
          : nothing
      }
      ${grouped(facts.all).map(
        ([subject, own]) =>
          html`<section>
            <h3 dir="auto">${subject === '' ? words.you : subject === '\uffff' ? words.others : subject}</h3>
            ${subject === '\uffff' ? html`<p class="sheet-note">${words.othersHow(persona.name)}</p>` : nothing}
            <ul>
              ${own.map((fact) => this.#fact(fact, may))}
            </ul>
          </section>`,
      )}
      ${
        facts.more
          ? html`<button type="button" class="text" @click=${() => void facts.showMore()}>${words.more}</button>`
          : nothing
      }
      <div class="sheet-foot">
        <label class="tick"
          ><input
            type="checkbox"
            .checked=${facts.past}
            @change=${(event: Event) => void facts.showPast((event.target as HTMLInputElement).checked)}
          /><span>${words.past}</span></label
        >
        <div class="sheet-acts">
          <button type="button" class="text" ?disabled=${empty} @click=${() => void this.#save()}>
            ${words.export}
          </button>
          ${
            may
              ? html`<button
                  type="button"
                  class="text danger to-forget-all"
                  @click=${() => this.#edit({ id: 'all', how: 'forget' })}
                >
                  ${words.forgetAll}
                </button>`
              : nothing
          }
        </div>
        ${this.#editing?.id === 'all' ? this.#askAll() : nothing}
      </div>
    `
  }

  #askAll(): TemplateResult {
    return html`<div class="ask-all editing" role="group" aria-labelledby="forget-all">
      <h3 id="forget-all">${words.forgetAllAsk}</h3>
      <p>${words.forgetAllWhat(this.#host.persona.name)}</p>
      <div class="sheet-acts">
        <button type="button" class="text danger" @click=${() => void this.#forget(() => this.#facts.forgetAll())}>
          ${words.forgetAll}
        </button>
        <button type="button" class="text muted" @click=${() => this.#settle('.to-forget-all')}>${words.keep}</button>
      </div>
    </div>`
  }

  #fact(fact: Fact, may: boolean): TemplateResult {
    const { id, text, trust, since, until, core, message, conversation, turn } = fact
    const editing = this.#editing?.id === id ? this.#editing.how : null
    if (editing === 'correct') return this.#correcting(fact)
    if (editing === 'forget') return html`<li>${this.#asking(id, text, () => this.#facts.forget(id))}</li>`
    const { locale, strings } = this.#host
    const clock = clockFor(locale, strings)
    // "since yesterday", but "since Friday".
    const day = (when: string): string => {
      const name = clock.day(when)
      return name === strings.today || name === strings.yesterday ? name.toLocaleLowerCase(locale || undefined) : name
    }
    return html`<li class="item ${until === null ? '' : 'over'}" data-item=${id}>
      <div class="item-text">
        <p dir="auto">${text}</p>
        <p class="item-meta">
          <span class=${trust === 'outside' ? 'wary' : ''}>${words.trust(this.#host.persona.name)[trust]}</span>
          <time datetime=${since} title=${clock.exact(since)}>${words.since(day(since))}</time>
          ${
            until === null
              ? nothing
              : html`<time datetime=${until} title=${clock.exact(until)}>${words.until(day(until))}</time>`
          }
          ${core ? html`<span>${words.always}</span>` : nothing}
          ${
            message !== null && conversation !== null
              ? html`<button type="button" class="link" @click=${() => this.#host.reveal(conversation, message)}>
                  ${words.where}
                </button>`
              : turn === null
                ? nothing
                : html`<span>${words.imported}</span>`
          }
        </p>
      </div>
      ${
        may
          ? html`<span class="item-acts"
              >${
                until === null
                  ? html`<button
                      type="button"
                      class="icon-button small to-correct"
                      aria-label=${`${words.correct}: ${text}`}
                      title=${words.correct}
                      @click=${() => this.#edit({ id, how: 'correct' })}
                    >
                      ${pencil}
                    </button>`
                  : nothing
              }<button
                type="button"
                class="icon-button small to-forget"
                aria-label=${`${words.forget}: ${text}`}
                title=${words.forget}
                @click=${() => this.#edit({ id, how: 'forget' })}
              >
                ${bin}
              </button></span
            >`
          : nothing
      }
    </li>`
  }

  #correcting({ id, text }: Fact): TemplateResult {
    return html`<li>
      <form class="editing" @submit=${(event: SubmitEvent) => void this.#correct(event, id, text)}>
        <textarea
          name="text"
          rows="1"
          maxlength="1000"
          dir="auto"
          aria-label=${words.correctLabel}
          .value=${text}
        ></textarea>
        <div class="sheet-acts">
          <button type="submit" class="solid">${this.#host.strings.save}</button>
          <button type="button" class="text muted" @click=${() => this.#settle(`[data-item="${id}"] .to-correct`)}>
            ${this.#host.strings.cancel}
          </button>
        </div>
      </form>
    </li>`
  }

  #asking(id: string, text: string, act: () => Promise<boolean>): TemplateResult {
    return html`<div class="editing" role="group" aria-label=${words.forgetAsk}>
      <p dir="auto">${text}</p>
      <div class="sheet-acts">
        <b>${words.forgetAsk}</b>
        <button type="button" class="text danger" @click=${() => void this.#forget(act)}>${words.forget}</button>
        <button type="button" class="text muted" @click=${() => this.#settle(`[data-item="${id}"] .to-forget`)}>
          ${words.keep}
        </button>
      </div>
    </div>`
  }

  #results(found: readonly Recollection[]): TemplateResult {
    if (found.length === 0) return html`<div class="sheet-empty"><p>${words.nothingFound}</p></div>`
    const may = this.#host.may('memory:write')
    const clock = clockFor(this.#host.locale, this.#host.strings)
    return html`<section>
      <h3>${words.found(found.length)}</h3>
      <ul>
        ${found.map((each) => {
          const { id, kind, text, at, trust, message, conversation, speaker } = each
          const known = kind === 'fact' ? this.#facts.all.find((fact) => fact.id === id) : undefined
          if (known !== undefined) return this.#fact(known, may)
          const said = kind === 'turn' && message === null
          return html`<li class="item">
            <div class="item-text">
              <p dir="auto">${text}</p>
              <p class="item-meta">
                <span class=${trust === 'outside' ? 'wary' : ''}
                  >${said ? speaker : words.trust(this.#host.persona.name)[trust]}</span
                >
                <time datetime=${at} title=${clock.exact(at)}>${clock.day(at)}</time>
                ${
                  message !== null && conversation !== null
                    ? html`<button type="button" class="link" @click=${() => this.#host.reveal(conversation, message)}>
                        ${words.where}
                      </button>`
                    : said
                      ? html`<span>${words.imported}</span>`
                      : nothing
                }
              </p>
            </div>
          </li>`
        })}
      </ul>
    </section>`
  }

  #receipt(): TemplateResult | typeof nothing {
    const { receipt } = this.#facts
    if (receipt === null) return nothing
    const clock = clockFor(this.#host.locale, this.#host.strings)
    return html`<div class="receipt" tabindex="-1">
      <p>${words.forgotten(receipt)}</p>
      <small>${words.receipt} <code>${receipt.receipt}</code> · ${clock.exact(receipt.at)}</small>
      <button
        type="button"
        class="icon-button small"
        aria-label=${words.dismiss}
        title=${words.dismiss}
        @click=${() => {
          this.#facts.receipt = null
          this.#host.changed()
          this.focus()
        }}
      >
        ${close}
      </button>
    </div>`
  }

  #edit(editing: Editing): void {
    this.#editing = editing
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
    this.#settle(id === 'all' ? '.to-forget-all' : `[data-item="${id}"] .to-${how}`)
  }

  async #correct(event: SubmitEvent, id: string, before: string): Promise<void> {
    event.preventDefault()
    const text = String(new FormData(event.target as HTMLFormElement).get('text') ?? '').trim()
    if (text === '') return
    if (text !== before && !(await this.#facts.correct(id, text))) return
    if (text !== before) this.#say(words.corrected)
    // Meanwhile something else may be in hand.
    if (this.#editing?.id !== id || this.#editing.how !== 'correct') return
    this.#settle(`[data-item="${this.#facts.all.find((fact) => fact.text === text)?.id ?? id}"] .to-correct`)
  }

  async #forget(act: () => Promise<boolean>): Promise<void> {
    if (!(await act())) return
    const { receipt } = this.#facts
    if (receipt !== null) this.#say(words.forgotten(receipt))
    this.#settle('.receipt')
  }

  async #save(): Promise<void> {
    const text = await this.#facts.export()
    if (text === null) return
    save(text, `${this.#host.persona.name}-memory.json`)
    this.#say(words.exported)
  }

  #say(text: string): void {
    this.#announcement = text
    this.#host.changed()
  }
}
