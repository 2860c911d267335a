/** The shapes that only whiteboards show. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit'

const icon = (shape: SVGTemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`

export const one = (d: string): TemplateResult => icon(svg`<path d=${d} />`)

export const undo = one('M9 14L4 9l5-5M4 9h10.5a5.5 5.5 0 0 1 0 11H11')
export const redo = one('M15 14l5-5-5-5M20 9H9.5a5.5 5.5 0 0 0 0 11H13')
export const more = icon(
  svg`<circle cx="12" cy="12" r="1" /><circle cx="19" cy="12" r="1" /><circle cx="5" cy="12" r="1" />`,
)
export const list = one('M8 6h13M8 12h13M8 18h13M3 6h.01M3 12h.01M3 18h.01')
export const plus = one('M5 12h14M12 5v14')
export const people = one('M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M13 7a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM19 8v6M22 11h-6')
