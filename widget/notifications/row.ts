/** One notice in the feed: what happened, why, and what one can do with it. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Notice } from '../../bff/api.ts'
import { again } from '../chat/icons.ts'
import type { Clock } from '../chat/time.ts'
import { noticeWords as words } from '../strings/notifications.ts'
import { box, clockFace, letter } from './icons.ts'
import { choicesAt } from './later.ts'

/** What a row is drawn with, and what it tells. */
export interface RowView {
  clock: Clock
  /** A time that is to come. */
  when(at: string): string
  cancel: string
  open(notice: Notice): void
  /** Show its category and no other. */
  only(category: string): void
  toggle(notice: Notice): void
  /** Ask until when; `null`: no longer. */
  putOff(id: string | null): void
  snooze(notice: Notice, until: Date | null): void
  archive(notice: Notice): void
}

/** @param dated its day is not said above it */
export const row = (notice: Notice, dated: boolean, snoozing: boolean, view: RowView): TemplateResult => {
  const { id, title, text, urgency, read, arrived, snoozed, trust } = notice
  const { clock } = view
  const unread = read === null
  const marks = [
    urgency === 'critical' ? words.critical : '',
    trust === 'outside' ? words.outside : '',
    snoozed === null ? '' : words.comesBack(view.when(snoozed)),
  ].filter(Boolean)
  return html`<li class="notice ${unread ? 'fresh' : ''} ${urgency}" data-id=${id}>
    <button type="button" class="what" @click=${() => view.open(notice)}>
      <span class="top">
        ${unread ? html`<i class="mark" role="img" aria-label=${words.unread}></i>` : nothing}
        <span class="title" dir="auto">${title}</span>
        <time datetime=${arrived} title=${clock.exact(arrived)}
          >${dated ? clock.day(arrived) : clock.time(arrived)}</time
        >
      </span>
      ${text === '' ? nothing : html`<span class="why" dir="auto">${text}</span>`}
      ${marks.length > 0 ? html`<span class="marks">${marks.join(' · ')}</span>` : nothing}
    </button>
    ${snoozing ? choices(notice, view) : deeds(notice, view)}
  </li>`
}

const deeds = (notice: Notice, view: RowView): TemplateResult => {
  const { id, title, category, read, snoozed, archived } = notice
  const act = (label: string, shape: TemplateResult, key: string, run: () => void): TemplateResult =>
    html`<button
      type="button"
      class="icon-button small ${key}"
      aria-label=${`${label}: ${title}`}
      aria-keyshortcuts=${key}
      title=${`${label} (${key})`}
      @click=${run}
    >
      ${shape}
    </button>`
  const kind = words.category(category)
  return html`<div class="deeds">
    <button type="button" class="kind" aria-label=${words.only(kind)} @click=${() => view.only(category)}>
      ${kind}
    </button>
    ${act(read === null ? words.markRead : words.markUnread, letter, 'u', () => view.toggle(notice))}
    ${
      snoozed === null
        ? act(words.snooze, clockFace, 's', () => view.putOff(id))
        : act(words.bringBack, again, 's', () => view.snooze(notice, null))
    }
    ${
      archived === null
        ? act(words.archive, box, 'e', () => view.archive(notice))
        : act(words.bringBack, again, 'e', () => view.archive(notice))
    }
  </div>`
}

const choices = (notice: Notice, { clock, cancel, snooze, putOff }: RowView): TemplateResult =>
  html`<div class="choices" role="group" aria-label=${words.until}>
    ${choicesAt(new Date()).map(
      ([choice, until]) =>
        html`<button
          type="button"
          class="text"
          title=${clock.exact(until.toISOString())}
          @click=${() => snooze(notice, until)}
        >
          ${words.choices[choice]}
        </button>`,
    )}
    <button type="button" class="text muted" @click=${() => putOff(null)}>${cancel}</button>
  </div>`
