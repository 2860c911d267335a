/** The card in place of a blank box: what is wrong, for whom it matters, what to do. */
import { css, html, nothing, type TemplateResult } from 'lit'
import type { Strings } from './strings/strings.ts'
import { diagnosisWords as words } from './strings/diagnosis.ts'
import type { Trouble } from './trouble.ts'

export const diagnostic = (trouble: Trouble, strings: Strings, again: () => void): TemplateResult => {
  const { title, what, todo } = words.diagnosis[trouble.code]
  return html`<div class="diagnostic" part="diagnostic" role="alert">
    <h2>${title}</h2>
    <p>${what}</p>
    <div class=${todo ? 'site' : ''}>
      ${
        todo
          ? html`<h3>${words.forSite}</h3>
              <p>${todo}</p>`
          : nothing
      }
      ${
        trouble.code === 'origin_not_allowed'
          ? html`<div class="origin">
              <code>${location.origin}</code>
              <button type="button" class="text" aria-label=${words.copyOrigin} @click=${copyOrigin}>
                ${strings.copy}
              </button>
            </div>`
          : nothing
      }
      <p class="reason" lang="en" dir="ltr"><code>${trouble.code}</code> ${trouble.message}</p>
    </div>
    <button type="button" class="solid" @click=${again}>
      ${trouble.code === 'signed_out' ? words.goOn : strings.tryAgain}
    </button>
  </div>`
}

const copyOrigin = async (event: Event): Promise<void> => {
  const button = event.currentTarget as HTMLElement
  // Without the permission the origin is there to be selected.
  await navigator.clipboard.writeText(location.origin).then(
    () => button.classList.add('copied'),
    () => {},
  )
}

export const diagnosticStyles = css`
  .diagnostic {
    display: grid;
    align-content: start;
    gap: 8px;
    padding: 24px 20px;
    overflow: auto;
  }
  .diagnostic h2 {
    margin: 0;
    font: 600 16px/24px var(--_font);
  }
  .diagnostic p {
    margin: 0;
    color: var(--_secondary);
    max-inline-size: 60ch;
    text-wrap: pretty;
  }
  .site {
    display: grid;
    gap: 8px;
    margin-block: 12px 8px;
    padding: 14px 16px;
    border-radius: var(--_radius-card);
    background: var(--_quiet);
  }
  .site h3 {
    margin: 0;
    font: 600 12px/16px var(--_font);
    color: var(--_secondary);
  }
  .site p {
    color: var(--_text);
    font: 400 13px/18px var(--_font);
  }
  .diagnostic .reason {
    color: var(--_tertiary);
    font-size: 12px;
    overflow-wrap: anywhere;
  }
  .diagnostic code {
    font: 12px/16px var(--_mono);
  }
  .origin {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 6px 6px 6px 12px;
    padding-inline: 12px 6px;
    border-radius: var(--_radius-control);
    background: var(--_surface);
    box-shadow: inset 0 0 0 1px var(--_hairline);
  }
  .origin code {
    flex: 1;
    overflow-wrap: anywhere;
    user-select: all;
  }
  .diagnostic .solid {
    justify-self: start;
  }
`
