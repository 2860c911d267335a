/** The shapes that only the agenda shows. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit'

const icon = (shape: SVGTemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`

export const calendar = icon(
  svg`<path d="M8 2v4"/><path d="M16 2v4"/><rect width="18" height="18" x="3" y="4" rx="2"/><path d="M3 10h18"/>`,
)
export const left = icon(svg`<path d="m15 18-6-6 6-6"/>`)
export const right = icon(svg`<path d="m9 18 6-6-6-6"/>`)
export const sliders = icon(
  svg`<path d="M20 7h-9"/><path d="M14 17H5"/><circle cx="17" cy="17" r="3"/><circle cx="7" cy="7" r="3"/>`,
)
export const repeat = icon(
  svg`<path d="m17 2 4 4-4 4"/><path d="M3 11v-1a4 4 0 0 1 4-4h14"/><path d="m7 22-4-4 4-4"/><path d="M21 13v1a4 4 0 0 1-4 4H3"/>`,
)
export const cross = icon(svg`<path d="M18 6 6 18"/><path d="m6 6 12 12"/>`)
