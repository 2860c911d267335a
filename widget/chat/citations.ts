/** What an answer went by: small numbers in the text, each of which opens its source. */
import { css, html, nothing, render, type TemplateResult } from 'lit'
import type { Recollection } from '../../bff/api.ts'
import type { PanelHost } from '../panels.ts'
import { memoryWords as words } from '../strings/memory.ts'
import { clockFor } from './time.ts'

/** Whatever else stands in a mark, a model has made up. */
const citable = /^(?:fct|msg|trn)_\w{1,60}$/

export class Citations {
  readonly #host: PanelHost
  /** What was asked for: `null` where there is nothing by that id. */
  readonly #known = new Map<string, Recollection | null>()

  constructor(host: PanelHost) {
    this.#host = host
  }

  /** Number the marks of one text. What nothing is known by stays unseen. */
  async show(place: HTMLElement): Promise<void> {
    const marks = [...place.querySelectorAll<HTMLElement>('[data-cite]')]
    const idOf = (mark: HTMLElement): string => mark.dataset['cite'] ?? ''
    const unknown = [...new Set(marks.map(idOf))].filter((id) => citable.test(id) && !this.#known.has(id)).slice(0, 50)
    if (unknown.length > 0) {
      const answer = await this.#host.client.call('memory.sources', { ids: unknown }).catch(() => null)
      if (answer === null) return
      for (const id of unknown) this.#known.set(id, answer.found.find((each) => each.id === id) ?? null)
    }
    const cited: string[] = []
    for (const mark of marks) {
      const source = this.#known.get(idOf(mark))
      if (!source) continue
      if (!cited.includes(source.id)) cited.push(source.id)
      this.#draw(mark, source, cited.indexOf(source.id) + 1)
    }
  }

  #draw(mark: HTMLElement, source: Recollection, number: number): void {
    const { persona, locale, strings, reveal } = this.#host
    const { text, trust, at, message, conversation } = source
    const day = clockFor(locale, strings).day(at)
    const whose = words.trust(persona.name)[trust]
    const act = (): void => {
      if (message !== null && conversation !== null) reveal(conversation, message)
      else this.#note(mark, html`<q dir="auto">${text}</q><small>${whose} · ${day}</small>`)
    }
    // Not a button, which would be a box that a line may break before: a number belongs to the word it follows.
    render(
      html`<sup
        role=${message === null ? 'button' : 'link'}
        tabindex="0"
        aria-label=${words.source(number, whose, day)}
        aria-expanded=${message === null ? 'false' : nothing}
        title=${text}
        @click=${act}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Enter' && event.key !== ' ') return
          event.preventDefault()
          act()
        }}
        >${number}</sup
      >`,
      mark,
    )
  }

  /** What was said in no conversation here has no place to go to: it is shown below the block, or hidden again. */
  #note(mark: HTMLElement, words: TemplateResult): void {
    const button = mark.querySelector('sup')
    const block = mark.closest('.words > *')
    const open = button?.getAttribute('aria-expanded') === 'true'
    for (const note of block?.parentElement?.querySelectorAll('.cite-note') ?? []) note.remove()
    for (const each of block?.parentElement?.querySelectorAll('.cite [aria-expanded]') ?? [])
      each.setAttribute('aria-expanded', String(each === button && !open))
    if (open || !block) return
    const note = document.createElement('div')
    note.className = 'cite-note'
    note.setAttribute('role', 'note')
    render(words, note)
    block.after(note)
  }
}

export const citationStyles = css`
  .cite sup {
    position: relative;
    inset-block-start: -0.35em;
    vertical-align: baseline;
    cursor: pointer;
    margin-inline: 2px 1px;
    padding-inline: 4px;
    border-radius: 8px;
    background: var(--_hover);
    color: var(--_accent-text);
    font: 600 10px/16px var(--_font);
    font-variant-numeric: tabular-nums;
  }
  /* The mark is small, what one can hit is not. */
  .cite sup::after {
    content: '';
    position: absolute;
    inset: -5px -4px;
  }
  @media (hover: hover) {
    .cite sup:hover {
      background: var(--_tint);
    }
  }
  .cite-note {
    padding: 2px 12px;
    border-inline-start: 2px solid var(--_edge);
    font: 400 13px/18px var(--_font);
    color: var(--_secondary);
  }
  .cite-note small {
    display: block;
    font: 400 12px/16px var(--_font);
    color: var(--_tertiary);
  }
`
