/** The head of the panel: who this is, how it is, and the ways to elsewhere. */
import { html, nothing, type TemplateResult } from 'lit'
import type { PersonaCard } from '../bff/api.ts'
import { compose, past } from './chat/icons.ts'
import { face } from './face.ts'
import { close, mark } from './icons.ts'
import type { Strings } from './strings/strings.ts'

export interface HeadState {
  strings: Strings
  persona: PersonaCard | undefined
  presence: string
  state: 'connecting' | 'online' | 'offline'
  floating: boolean
  listing: boolean
  onList: (() => void) | null
  onNew: (() => void) | null
  onClose: () => void
}

const button = (label: string, shape: TemplateResult, act: () => void, name: string): TemplateResult =>
  html`<button type="button" class="icon-button ${name}" aria-label=${label} title=${label} @click=${act}>
    ${shape}
  </button>`

export const head = ({
  strings,
  persona,
  presence,
  state,
  floating,
  listing,
  onList,
  onNew,
  onClose,
}: HeadState): TemplateResult =>
  html`<header class="head" part="head">
    <slot name="header-start"></slot>
    ${persona ? face(persona, 32) : html`<span class="face" aria-hidden="true">${mark}</span>`}
    <div class="who">
      <div class="name" part="name"><bdi>${persona?.name ?? strings.fallbackName}</bdi></div>
      <div class="presence ${state}" part="presence"><i></i><span>${presence}</span></div>
    </div>
    <slot name="header-end"></slot>
    ${onNew ? button(strings.newConversation, compose, onNew, 'to-new') : nothing}
    ${
      onList
        ? html`<button
            type="button"
            class="icon-button to-list ${listing ? 'on' : ''}"
            aria-label=${strings.conversations}
            aria-pressed=${listing}
            title=${strings.conversations}
            @click=${onList}
          >
            ${past}
          </button>`
        : nothing
    }
    ${floating ? button(strings.close, close, onClose, 'close') : nothing}
  </header>`
