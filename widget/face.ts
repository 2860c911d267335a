/** A persona's face: its picture, or its initial on a tinted circle. */
import { html, type TemplateResult } from 'lit'
import type { PersonaCard } from '../bff/api.ts'

const sizes: Readonly<Record<number, string>> = { 24: 'small', 32: 'middle', 56: 'large' }

/** The first letter as readers of any script see it. */
const initial = (name: string): string => {
  const [first = ''] = new Intl.Segmenter().segment(name.trim())
  return (typeof first === 'string' ? first : first.segment).toLocaleUpperCase()
}

/** A picture that does not load gives way to the initial behind it. */
const hide = (event: Event): void => (event.target as HTMLElement).remove()

export const face = (persona: PersonaCard | undefined, size: 24 | 32 | 56): TemplateResult =>
  html`<span class="face ${sizes[size] ?? ''}" part="avatar" aria-hidden="true"
    ><span>${initial(persona?.name ?? '')}</span>${
      persona?.avatar
        ? html`<img
            src=${persona.avatar}
            alt=""
            loading="lazy"
            decoding="async"
            referrerpolicy="no-referrer"
            @error=${hide}
          />`
        : ''
    }</span
  >`
