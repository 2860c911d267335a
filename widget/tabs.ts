/** The ways from one panel to the next, where there are several. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Strings } from './strings/strings.ts'

export const tabs = (
  names: readonly string[],
  current: string,
  strings: Strings,
  /** What is new in a room. */
  count: (name: string) => number,
  show: (name: string) => void,
): TemplateResult =>
  html`<div class="tabs" part="tabs" role="tablist" aria-label=${strings.tabs}>
    ${names.map(
      (name) =>
        html`<button
          type="button"
          role="tab"
          data-room=${name}
          aria-selected=${name === current}
          @click=${() => show(name)}
        >
          ${strings.tab[name] ?? name}${
            name !== current && count(name) > 0
              ? html`<b aria-label=${strings.fresh(count(name))}>${count(name) > 99 ? '99+' : count(name)}</b>`
              : nothing
          }
        </button>`,
    )}
  </div>`
