/** The ways from one panel to the next, where there are several. */
import { html, type TemplateResult } from 'lit'
import type { Strings } from './strings/strings.ts'

export const tabs = (
  names: readonly string[],
  current: string,
  strings: Strings,
  show: (name: string) => void,
): TemplateResult =>
  html`<div class="tabs" part="tabs" role="tablist" aria-label=${strings.tabs}>
    ${names.map(
      (name) =>
        html`<button type="button" role="tab" aria-selected=${name === current} @click=${() => show(name)}>
          ${strings.tab[name] ?? name}
        </button>`,
    )}
  </div>`
