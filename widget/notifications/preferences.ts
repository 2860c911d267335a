/** What a person wants to be told, and when not. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Quiet } from '../../bff/api.ts'
import { arrowBack } from '../chat/icons.ts'
import { noticeWords as words } from '../strings/notifications.ts'
import type { Inbox } from './inbox.ts'

export { preferencesStyles } from './preferences-styles.ts'

const proposal = { from: '22:00', to: '07:00' }

const toggle = (label: TemplateResult | string, on: boolean, set: (on: boolean) => void): TemplateResult =>
  html`<label class="switch">
    <span dir="auto">${label}</span>
    <input
      type="checkbox"
      role="switch"
      .checked=${on}
      @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
    />
  </label>`

export const preferences = (inbox: Inbox, leave: () => void): TemplateResult => {
  const { quiet = null, categories = [] } = inbox.record ?? {}
  const keep = (change: Partial<Quiet>): void => {
    const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions()
    void inbox.prefer({ quiet: { zone, ...proposal, ...quiet, ...change } })
  }
  const time = (which: 'from' | 'to'): TemplateResult =>
    html`<label
      >${words[which]}
      <input
        type="time"
        required
        .value=${quiet?.[which] ?? ''}
        @change=${({ target }: Event) => {
          const { value } = target as HTMLInputElement
          if (value !== '') keep({ [which]: value })
        }}
    /></label>`
  return html`<div class="scroll prefs">
    <div class="bar">
      <button type="button" class="icon-button" aria-label=${words.back} title=${words.back} @click=${leave}>
        <span class="way">${arrowBack}</span>
      </button>
      <h2>${words.preferences}</h2>
    </div>
    <h3 id="kinds">${words.kinds}</h3>
    <div role="group" aria-labelledby="kinds">
      ${categories.map(({ category, on }) =>
        toggle(words.category(category), on, (wanted) => void inbox.prefer({ category, on: wanted })),
      )}
    </div>
    <h3>${words.quiet}</h3>
    ${toggle(words.quietHelp, quiet !== null, (wanted) => (wanted ? keep({}) : void inbox.prefer({ quiet: null })))}
    ${quiet === null ? nothing : html`<div class="hours">${time('from')} ${time('to')} <bdi>${words.zone(quiet.zone)}</bdi></div>`}
  </div>`
}
