/** The shapes that only plans show. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit'

const icon = (shape: SVGTemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`

export const pause = icon(svg`<path d="M9 5v14"/><path d="M15 5v14"/>`)
export const play = icon(svg`<path d="m7 4 13 8-13 8z"/>`)
