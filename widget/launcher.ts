/** The round button in the corner, its badge, and the first greeting. */
import { css, html, nothing, type TemplateResult } from 'lit'
import type { PersonaCard } from '../bff/api.ts'
import { face } from './face.ts'
import { close, down, mark } from './icons.ts'
import { launcherWords as words } from './strings/launcher.ts'

/** A greeting that was dismissed stays so, in this browser. */
export const greeting = {
  dismissed(app: string): boolean {
    try {
      return localStorage.getItem(`persona:greeted:${app}`) !== null
    } catch {
      return true
    }
  },
  dismiss(app: string): void {
    try {
      localStorage.setItem(`persona:greeted:${app}`, '1')
    } catch {
      // Where nothing can be kept, `dismissed` has kept the greeting from being shown at all.
    }
  },
}

export interface LauncherState {
  persona: PersonaCard | undefined
  open: boolean
  unread: number
  /** Empty: none. */
  greeting: string
}

export const launcher = (
  { persona, open, unread, greeting: hello }: LauncherState,
  acts: { toggle(): void; dismiss(): void },
): TemplateResult => {
  const label = open ? words.close : words.open(persona?.name ?? '')
  return html`<div class="corner">
    ${
      hello && !open
        ? html`<div class="greeting" part="greeting">
            <button type="button" class="hello" dir="auto" @click=${acts.toggle}>
              ${persona ? html`<strong>${persona.name}</strong>` : nothing}${hello}
            </button>
            <button
              type="button"
              class="dismiss"
              aria-label=${words.dismissGreeting}
              title=${words.dismissGreeting}
              @click=${acts.dismiss}
            >
              ${close}
            </button>
          </div>`
        : nothing
    }
    <button
      type="button"
      class="launcher ${open ? 'open' : ''}"
      part="launcher"
      aria-label=${unread > 0 && !open ? `${label}, ${words.unread(unread)}` : label}
      aria-expanded=${open}
      @click=${acts.toggle}
    >
      <span class="at-rest"><slot name="launcher">${persona?.avatar ? face(persona, 56) : mark}</slot></span>
      <span class="when-open">${down}</span>
      ${unread > 0 && !open ? html`<span class="badge" part="badge" aria-hidden="true">${unread > 9 ? '9+' : unread}</span>` : nothing}
    </button>
  </div>`
}

export const launcherStyles = css`
  .corner {
    position: relative;
    display: flex;
    justify-content: end;
    pointer-events: none;
  }
  .corner > * {
    pointer-events: auto;
  }
  :host([position='start']) .corner {
    justify-content: start;
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
  .greeting {
    position: absolute;
    inset-block-end: calc(var(--_launcher) + 12px);
    inset-inline-end: 0;
    inline-size: max-content;
    max-inline-size: min(272px, calc(100vw - 72px));
    border-radius: var(--_radius-card);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
    animation: rise 240ms var(--_ease);
  }
  :host([position='start']) .greeting {
    inset-inline: 0 auto;
  }
  .hello {
    display: grid;
    gap: 2px;
    padding: 12px 36px 12px 16px;
    padding-inline: 16px 40px;
    border-radius: inherit;
    font: 400 14px/20px var(--_font);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .hello strong {
    font: 600 12px/16px var(--_font);
    color: var(--_secondary);
  }
  .dismiss {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-end: 6px;
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    border-radius: 50%;
    color: var(--_tertiary);
  }
  .dismiss .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  @media (hover: hover) {
    .dismiss:hover {
      background: var(--_hover);
    }
  }
  @media (pointer: coarse) {
    .dismiss {
      inline-size: 44px;
      block-size: 44px;
      inset: 0 0 auto auto;
    }
  }
`
