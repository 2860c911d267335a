/** What the persona does besides talking: one quiet line for each use of a tool, above the words it led to. */
import { css, html, nothing, type TemplateResult } from 'lit'
import type { Message, Signals } from '../../bff/api.ts'
import { activityWords as words } from '../strings/activity.ts'
import { check } from './icons.ts'
import { atRest } from './thread.ts'

type Signal = Signals['chat.activity']
type Line = Pick<Signal, 'action' | 'state'>

export class Activity {
  /** By message; a new list with every change. */
  readonly #lines = new Map<string, readonly Line[]>()

  of(message: string): readonly Line[] | undefined {
    return this.#lines.get(message)
  }

  /** @returns what there is to say */
  hear({ message, action, state }: Signal): string {
    const lines = [...(this.#lines.get(message) ?? [])]
    const open = lines.findLastIndex((line) => line.action === action && line.state === 'running')
    if (open === -1 || state === 'running') lines.push({ action, state })
    else lines[open] = { action, state }
    this.#lines.set(message, lines)
    return state === 'running' ? words.doing(action) : `${words.doing(action)}: ${words[state]}`
  }

  render(message: Message): TemplateResult | typeof nothing {
    // What never came to an end ended with its answer.
    const lines = (this.of(message.id) ?? []).filter(({ state }) => state !== 'running' || !atRest(message))
    if (lines.length === 0) return nothing
    return html`<ul class="activity" part="activity">
      ${lines.map(
        ({ action, state }) =>
          html`<li class=${state}>
            ${state === 'done' ? check : html`<i></i>`}
            <span>${words.doing(action)}${state === 'running' ? '…' : ''}</span>
            ${state === 'running' ? nothing : html`<small>${words[state]}</small>`}
          </li>`,
      )}
    </ul>`
  }
}

export const activityStyles = css`
  .activity {
    display: grid;
    gap: 4px;
    margin: 0 0 6px;
    padding: 0;
    list-style: none;
    font: 400 13px/18px var(--_font);
    color: var(--_secondary);
  }
  .activity li {
    display: flex;
    align-items: center;
    gap: 8px;
    animation: arrive 160ms var(--_ease);
  }
  .activity .icon,
  .activity i {
    flex: none;
    inline-size: 14px;
    block-size: 14px;
    color: var(--_tertiary);
  }
  .activity i::before {
    content: '';
    display: block;
    inline-size: 6px;
    block-size: 6px;
    margin: 4px;
    border-radius: 50%;
    background: currentColor;
  }
  .activity .running i {
    animation: breathe 1200ms ease-in-out infinite;
  }
  .activity:has(.running) + .thinking {
    display: none;
  }
  .activity small {
    flex: none;
    font: inherit;
    color: var(--_tertiary);
  }
  .activity .refused small {
    color: var(--_danger);
  }
`
