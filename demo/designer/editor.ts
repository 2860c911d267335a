/** The token editor: one row for each seed; what was set can be let go again. */
import { h } from '../dom.ts'
import { icon } from './controls.ts'
import type { Settings } from './settings.ts'
import { property, type Token, tokens, usualOf } from './tokens.ts'

interface Row {
  element: HTMLElement
  /** Show what it is now. */
  draw(): void
}

/**
 * @param colours what the widget's own are, as `#rrggbb`
 * @param set a value, or null to let it go
 */
export const editor = (
  settings: Settings,
  colours: () => Record<string, string>,
  set: (name: string, value: string | null) => void,
): { element: HTMLElement; draw(): void } => {
  const row = (token: Token): Row => {
    const id = `token-${token.name}`
    const said = h('output', { for: id, class: 'said' })
    const input = field(token, id, (value) => set(token.name, value))
    const undo = h(
      'button',
      {
        type: 'button',
        class: 'undo',
        'aria-label': `${token.label}: as it comes`,
        click: () => set(token.name, null),
      },
      icon('M3 12a9 9 0 1 0 3-6.7L3 8M3 3v5h5'),
    )
    return {
      element: h(
        'li',
        { 'data-kind': token.kind, title: `${token.says}: ${property(token)}` },
        h('label', { for: id }, token.label),
        input,
        said,
        undo,
      ),
      draw() {
        const value = settings.tokens[token.name]
        const shown = value ?? usualOf(token, colours())
        if (input.value !== shown) input.value = shown
        said.textContent = token.kind === 'color' ? shown : token.kind === 'length' ? `${shown} px` : ''
        undo.disabled = value === undefined
      },
    }
  }
  const rows = tokens.map(row)
  const draw = (): void => rows.forEach((each) => each.draw())
  return { element: h('ul', { class: 'tokens' }, ...rows.map(({ element }) => element)), draw }
}

const field = (token: Token, id: string, set: (value: string) => void): HTMLInputElement | HTMLSelectElement => {
  const heard = (event: Event): void => set((event.target as HTMLInputElement).value)
  if (token.kind === 'color') return h('input', { id, type: 'color', input: heard })
  if ('choices' in token)
    return h(
      'select',
      { id, change: heard },
      ...Object.keys(token.choices).map((name) => h('option', { value: name }, name[0]!.toUpperCase() + name.slice(1))),
    )
  const { least: min, most: max } = token
  return token.kind === 'length'
    ? h('input', { id, type: 'range', min, max, step: 1, input: heard })
    : h('input', { id, type: 'number', min, max, step: token.step, change: heard })
}
