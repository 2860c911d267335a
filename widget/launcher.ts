/** The round button in the corner, and its badge. */
import { css, html, nothing, type TemplateResult } from 'lit'
import type { PersonaCard } from '../bff/api.ts'
import { face } from './face.ts'
import { down, mark } from './icons.ts'
import { launcherWords as words } from './strings/launcher.ts'

export interface LauncherState {
  persona: PersonaCard | undefined
  open: boolean
  unread: number
  /** Beside it, while it is closed. */
  greeting: TemplateResult | typeof nothing
}

export const launcher = ({ persona, open, unread, greeting }: LauncherState, toggle: () => void): TemplateResult => {
  const label = open ? words.close : words.open(persona?.name ?? '')
  return html`<div class="corner">
    ${open ? nothing : greeting}
    <button
      type="button"
      class="launcher ${open ? 'open' : ''}"
      part="launcher"
      aria-label=${unread > 0 && !open ? `${label}, ${words.unread(unread)}` : label}
      aria-expanded=${open}
      @click=${toggle}
    >
      <span class="at-rest"><slot name="launcher">${persona?.avatar ? face(persona, 56) : mark}</slot></span>
      <span class="when-open">${down}</span>
      ${unread > 0 && !open ? html`<span class="badge" part="badge" aria-hidden="true">${unread > 9 ? '9+' : unread}</span>` : nothing}
    </button>
  </div>`
}

export const launcherStyles = css`
  .corner {
    position: fixed;
    z-index: var(--persona-z, 2147483000);
    inset-block-end: var(--_block);
    inset-inline-end: var(--_inline);
    display: flex;
    justify-content: end;
    pointer-events: none;
  }
  .corner > * {
    pointer-events: auto;
  }
  :host([position$='start']) .corner {
    inset-inline: var(--_inline) auto;
    justify-content: start;
  }
  :host([position^='top']) .corner {
    inset-block: var(--_block) auto;
  }
  .launcher {
    position: relative;
    display: grid;
    inline-size: var(--_launcher);
    block-size: var(--_launcher);
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow:
      0 1px 2px oklch(0.2 0.02 260 / 0.16),
      0 6px 18px oklch(0.2 0.02 260 / 0.2);
    transition: transform 160ms var(--_ease);
  }
  .launcher > span:not(.badge) {
    grid-area: 1 / 1;
    display: grid;
    place-items: center;
    transition:
      transform 180ms var(--_ease),
      opacity 140ms;
  }
  .launcher .icon {
    inline-size: 26px;
    block-size: 26px;
  }
  .launcher .face {
    inline-size: var(--_launcher);
    block-size: var(--_launcher);
  }
  .launcher .when-open,
  .launcher.open .at-rest {
    opacity: 0;
    transform: scale(0.6);
  }
  .launcher.open .when-open {
    opacity: 1;
    transform: none;
  }
  @media (hover: hover) {
    .launcher:hover {
      transform: scale(1.05);
    }
  }
  .launcher:active {
    transform: scale(0.96);
  }
  .badge {
    position: absolute;
    inset-block-start: -3px;
    inset-inline-end: -3px;
    box-sizing: border-box;
    min-inline-size: 20px;
    block-size: 20px;
    padding-inline: 5px;
    border-radius: 10px;
    border: 2px solid var(--_surface);
    background: var(--_badge);
    color: #fff;
    font: 600 11px/16px var(--_font);
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
`
