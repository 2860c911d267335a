/** The first words of a persona, beside the launcher: fetched where there is somebody to greet. */
import { css, html, type TemplateResult } from 'lit'
import type { PersonaCard } from '../bff/api.ts'
import { close } from './icons.ts'
import { launcherWords as words } from './strings/launcher.ts'

const keyOf = (app: string): string => `persona:greeted:${app}`

/** A greeting that was dismissed stays so, in this browser. */
export const dismiss = (app: string): void => {
  try {
    localStorage.setItem(keyOf(app), '1')
  } catch {
    // Where nothing can be kept, `dismissed` has kept the greeting from being shown at all.
  }
}

export const dismissed = (app: string): boolean => {
  try {
    return localStorage.getItem(keyOf(app)) !== null
  } catch {
    return true
  }
}

export const greet = (persona: PersonaCard, acts: { toggle(): void; dismiss(): void }): TemplateResult =>
  html`<div class="greeting" part="greeting">
    <button type="button" class="hello" dir="auto" @click=${acts.toggle}>
      <strong>${persona.name}</strong>${persona.greeting}
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

export const greetingStyles = css`
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
  :host([position$='start']) .greeting {
    inset-inline: 0 auto;
  }
  :host([position^='top']) .greeting {
    inset-block: calc(var(--_launcher) + 12px) auto;
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
  @media (forced-colors: active) {
    .greeting {
      border: 1px solid CanvasText;
    }
  }
`
