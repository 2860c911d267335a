/** What stands where there are no messages: a welcome with ways to begin, or the shape of what is being loaded. */
import { html, nothing, type TemplateResult } from 'lit'
import type { PersonaCard } from '../../bff/api.ts'
import type { Strings } from '../strings/strings.ts'

export const welcome = (
  persona: PersonaCard,
  face: TemplateResult,
  strings: Strings,
  send: (text: string) => unknown,
): TemplateResult =>
  html`<div class="empty" part="empty">
    ${face}
    <slot name="empty">
      <h2>${persona.greeting || strings.emptyTitle(persona.name)}</h2>
      ${persona.role ? html`<p>${persona.role}</p>` : nothing}
    </slot>
    ${
      persona.starters.length > 0 && !persona.paused
        ? html`<div class="chips" role="group" aria-label=${strings.suggestions}>
            ${persona.starters.map(
              (starter) =>
                html`<button type="button" class="chip" part="suggestion" dir="auto" @click=${() => send(starter)}>
                  ${starter}
                </button>`,
            )}
          </div>`
        : nothing
    }
  </div>`

export const bones = (label: string): TemplateResult =>
  html`<div class="bones" role="img" aria-label=${label}><i></i><i></i><i></i><b></b><i></i><i></i></div>`
