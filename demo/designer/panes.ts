/** What the deck holds, a pane at a time, as tabs. */
import { h } from '../dom.ts'

export const panes = (
  root: HTMLElement,
  all: [id: string, label: string, content: HTMLElement][],
  first: string,
  chosen: (id: string) => void,
): { flag(id: string, count: number): void } => {
  const tabs = new Map<string, HTMLButtonElement>()
  const choose = (id: string): void => {
    for (const [each, tab] of tabs) {
      tab.setAttribute('aria-selected', String(each === id))
      tab.tabIndex = each === id ? 0 : -1
      document.getElementById(`pane-${each}`)!.hidden = each !== id
    }
  }
  const list = h('div', {
    role: 'tablist',
    class: 'tabs',
    'aria-label': 'What to look at',
    keydown: (event) => {
      const { key } = event as KeyboardEvent
      const ids = [...tabs.keys()]
      const now = ids.findIndex((id) => tabs.get(id) === document.activeElement)
      const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: ids.length - 1 }[key]
      if (to === undefined || now === -1) return
      event.preventDefault()
      const id = ids[(to + ids.length) % ids.length] as string
      choose(id)
      tabs.get(id)?.focus()
      chosen(id)
    },
  })
  root.append(list)
  for (const [id, label, content] of all) {
    const tab = h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${id}`,
        'aria-controls': `pane-${id}`,
        click: () => {
          choose(id)
          chosen(id)
        },
      },
      label,
    )
    tabs.set(id, tab)
    list.append(tab)
    root.append(
      h('div', { role: 'tabpanel', class: 'pane', id: `pane-${id}`, 'aria-labelledby': `tab-${id}` }, content),
    )
  }
  choose(first)
  return {
    flag(id, count) {
      const tab = tabs.get(id)
      tab?.querySelector('.flag')?.remove()
      if (count > 0)
        tab?.append(h('span', { class: 'flag', 'aria-label': `${count} to look at`, role: 'img' }, String(count)))
    },
  }
}
