/** The map of the keys, on `?`: what they do in the rooms that there are. */
import { css, html, nothing, render, type TemplateResult } from 'lit'
import { close } from './icons.ts'
import { shortcutWords as words } from './strings/shortcuts.ts'
import type { Strings } from './strings/strings.ts'

const combination = (keys: string): TemplateResult[] => keys.split(' ').map((key) => html`<kbd>${key}</kbd>`)

const group = (title: string, room: string): TemplateResult | typeof nothing => {
  const keys = words.keys[room]
  if (!keys) return nothing
  return html`<h3>${title}</h3>
    <dl>
      ${keys.map(
        ([ways, does]) => html`
          <dt>${does}</dt>
          <dd>
            ${ways.map((way, index) => [index > 0 ? html`<span class="sr">${words.or}</span>` : nothing, combination(way)])}
          </dd>
        `,
      )}
    </dl>`
}

/** @param rooms the names of those that are granted */
export const showShortcuts = (root: ParentNode, rooms: readonly string[], strings: Strings): void => {
  const panel = root.querySelector<HTMLElement>('.panel')
  if (panel === null || panel.querySelector('.keys') !== null) return
  const before = (root as ShadowRoot).activeElement as HTMLElement | null
  const sheet = document.createElement('section')
  sheet.className = 'keys'
  sheet.setAttribute('part', 'shortcuts')
  sheet.setAttribute('role', 'dialog')
  sheet.setAttribute('aria-label', words.title)
  sheet.tabIndex = -1
  const leave = (): void => {
    sheet.remove()
    before?.focus()
  }
  sheet.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' && event.key !== '?') return
    event.preventDefault()
    leave()
  })
  render(
    html`<div class="keys-head">
        <h2>${words.title}</h2>
        <button type="button" class="icon-button" aria-label=${words.close} title=${words.close} @click=${leave}>
          ${close}
        </button>
      </div>
      ${group(words.anywhere, 'anywhere')} ${rooms.map((room) => group(strings.tab[room] ?? room, room))}`,
    sheet,
  )
  panel.append(sheet)
  sheet.focus()
}

export const shortcutStyles = css`
  .keys {
    position: absolute;
    inset: 0;
    z-index: 5;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 0 16px 24px;
    background: var(--_surface);
    animation: arrive 140ms var(--_ease);
  }
  /* It has the focus so that it is read; what can be pressed shows its own. */
  .keys:focus-visible {
    outline: none;
  }
  .keys-head {
    position: sticky;
    inset-block-start: 0;
    display: flex;
    align-items: center;
    justify-content: space-between;
    block-size: 52px;
    margin-inline-end: -8px;
    background: inherit;
  }
  .keys h2 {
    margin: 0;
    font: 600 16px/24px var(--_font);
  }
  .keys h3 {
    margin: 16px 0 4px;
    font: 600 13px/18px var(--_font);
    color: var(--_secondary);
  }
  .keys dl {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    margin: 0;
  }
  .keys :is(dt, dd) {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    margin: 0;
    padding-block: 6px;
    border-block-start: 1px solid var(--_hairline);
  }
  .keys dd {
    justify-content: end;
    padding-inline-start: 12px;
  }
  .keys kbd {
    min-inline-size: 22px;
    box-sizing: border-box;
    padding: 1px 6px;
    border-radius: var(--_radius-control);
    background: var(--_quiet);
    box-shadow: inset 0 0 0 1px var(--_edge);
    font: 500 12px/18px var(--_font);
    text-align: center;
  }
`
