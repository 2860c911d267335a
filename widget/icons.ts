/** Lucide shapes (ISC licence), drawn at 20 px with a stroke of 1.75. All are decoration: the words are beside them. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit'

const icon = (shape: SVGTemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`

export const mark = icon(svg`<path d="M7.9 20A9 9 0 1 0 4 16.1L2 22Z"/><path d="M8.5 13.2a4.4 4.4 0 0 0 7 0"/>`)
export const close = icon(svg`<path d="M18 6 6 18"/><path d="m6 6 12 12"/>`)
export const down = icon(svg`<path d="m6 9 6 6 6-6"/>`)
