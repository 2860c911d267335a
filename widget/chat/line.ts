/** One quiet line above the field, when there is something to know. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Client } from '../client.ts'
import type { Strings } from '../strings/strings.ts'
import type { Chat } from './chat.ts'

export const line = (
  { persona, trouble }: Chat,
  { state, outbox }: Client,
  strings: Strings,
): TemplateResult | typeof nothing => {
  if (persona.paused) return html`<p class="line">${strings.pausedLine(persona.name)}</p>`
  if (state === 'offline')
    return html`<p class="line">${trouble || (outbox.durable ? strings.offlineLine : strings.offlineHere)}</p>`
  return trouble ? html`<p class="line wrong" role="alert">${trouble}</p>` : nothing
}
