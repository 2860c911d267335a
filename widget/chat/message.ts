/** One message, with what can be done about it. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Message } from '../../bff/api.ts'
import type { Act } from '../outbox.ts'
import type { Strings } from '../strings/strings.ts'
import { again, alert, copy } from './icons.ts'
import type { Clock } from './time.ts'

export interface MessageView {
  strings: Strings
  clock: Clock
  name: string
  face: TemplateResult
}

export interface MessageActs {
  retry(key: string): void
  discard(key: string): void
  regenerate(id: string): void
  copy(event: Event, text: string): void
}

/** What the person wrote: plain text in a soft bubble. */
export const personMessage = (message: Message, first: boolean, { strings, clock }: MessageView): TemplateResult =>
  html`<article class="message person ${first ? 'first' : ''}" part="message message-person" data-id=${message.id}>
    <h2 class="sr">${strings.you}</h2>
    <div class="bubble" part="bubble" dir="auto" title=${clock.exact(message.at)}>${message.text}</div>
  </article>`

/** What the person wrote and is not confirmed. */
export const outgoingMessage = (
  item: Act,
  first: boolean,
  { strings }: MessageView,
  acts: MessageActs,
): TemplateResult =>
  html`<article class="message person ${item.state} ${first ? 'first' : ''}" part="message message-person">
    <h2 class="sr">${strings.you}</h2>
    <div class="bubble" part="bubble" dir="auto">${item.input['text']}</div>
    ${
      item.state === 'failed'
        ? html`<p class="aside wrong" role="alert">
            ${alert}<span>${strings.notSent} <bdi>${item.detail}</bdi></span>
            <button type="button" class="text" @click=${() => acts.retry(item.key)}>${strings.tryAgain}</button>
            <button type="button" class="text muted" @click=${() => acts.discard(item.key)}>${strings.discard}</button>
          </p>`
        : html`<p class="aside">${item.state === 'queued' ? strings.queued : strings.sending}</p>`
    }
  </article>`

/** What there is to say of a message beside its words: that it did not end well, or of the team, that it will answer. */
export const endOf = ({ status, text, problem }: Message, strings: Strings): string =>
  status === 'streaming' || (status === 'done' && text !== '')
    ? ''
    : problem?.detail || strings[status === 'done' ? 'handed' : status]

const ending = (message: Message, strings: Strings): TemplateResult | typeof nothing => {
  const { status } = message
  const words = endOf(message, strings)
  const wrong = status === 'failed' || status === 'interrupted'
  return words === ''
    ? nothing
    : html`<p class="aside ${wrong ? 'wrong' : status}">${wrong ? alert : nothing}<span>${words}</span></p>`
}

/** What the persona or the team said: on the page, without a bubble, its name once at the head of its turn. */
export const personaMessage = (
  message: Message,
  first: boolean,
  last: boolean,
  view: MessageView,
  acts: MessageActs,
  activity: TemplateResult | typeof nothing,
  /** What it asks for, with what waits for it. */
  asks: TemplateResult | typeof nothing,
): TemplateResult => {
  const { strings, clock } = view
  const team = message.role === 'team'
  const name = team ? strings.team : view.name
  const streaming = message.status === 'streaming'
  const bad = message.status === 'failed' || message.status === 'interrupted' || message.status === 'stopped'
  return html`<article
    class="message persona ${message.role} ${first ? 'first' : ''}"
    part="message message-${message.role}"
    data-id=${message.id}
    aria-busy=${streaming}
  >
    ${
      first
        ? html`<header class="turn">
            ${team ? nothing : view.face}
            <h2>${name}</h2>
            <time datetime=${message.at} title=${clock.exact(message.at)}>${clock.time(message.at)}</time>
          </header>`
        : html`<h2 class="sr">${name}</h2>`
    }
    ${activity}
    ${
      streaming && message.text === ''
        ? html`<div class="thinking" role="img" aria-label=${strings.thinking(name)}><i></i><i></i><i></i></div>`
        : nothing
    }
    <div class="words" dir="auto"></div>
    ${asks} ${message.status === 'waiting' && asks !== nothing ? nothing : ending(message, strings)}
    ${
      streaming || message.status === 'waiting'
        ? nothing
        : html`<div class="acts ${last ? 'last' : ''}">
            ${
              message.text === ''
                ? nothing
                : html`<button
                    type="button"
                    class="quiet"
                    aria-label=${strings.copy}
                    title=${strings.copy}
                    @click=${(event: Event) => acts.copy(event, message.text)}
                  >
                    ${copy}
                  </button>`
            }
            ${
              last && !team
                ? html`<button
                    type="button"
                    class=${bad ? 'quiet worded' : 'quiet'}
                    aria-label=${bad ? strings.tryAgain : strings.regenerate}
                    title=${bad ? strings.tryAgain : strings.regenerate}
                    @click=${() => acts.regenerate(message.id)}
                  >
                    ${again}${bad ? html`<span>${strings.tryAgain}</span>` : nothing}
                  </button>`
                : nothing
            }
          </div>`
    }
  </article>`
}
