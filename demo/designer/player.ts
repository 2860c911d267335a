/** The scene player: what is to be seen, where it is in time, and the hands to move it. */
import { h } from '../dom.ts'
import type { Where } from '../stage/play.ts'
import type { Scene } from '../stage/scenes.ts'
import { icon } from './controls.ts'

export interface Hands {
  again(): void
  toggle(): void
  step(): void
}

export const player = (root: HTMLElement, hands: Hands): { scene(of: Scene): void; where(now: Where): void } => {
  const name = h('h2')
  const says = h('p', { class: 'says' })
  const caption = h('p', { class: 'caption', 'aria-live': 'polite' })
  const ticks = h('ol', { class: 'ticks', 'aria-hidden': 'true' })
  const again = h(
    'button',
    { type: 'button', 'aria-label': 'From the beginning', click: hands.again },
    icon('M3 12a9 9 0 1 0 3-6.7L3 8M3 3v5h5'),
  )
  const toggle = h('button', { type: 'button', class: 'toggle', click: hands.toggle })
  const step = h(
    'button',
    { type: 'button', 'aria-label': 'Next step', click: hands.step },
    icon('M6 4l10 8-10 8zM19 5v14'),
  )
  const controls = h('div', { class: 'hands' }, again, toggle, step)
  root.append(h('div', { class: 'what' }, name, says), h('div', { class: 'when' }, caption, ticks), controls)
  let shown: Scene | null = null

  return {
    scene(of) {
      shown = of
      name.textContent = of.name
      says.textContent = of.says
      root.classList.toggle('still', of.steps.length === 0)
      ticks.replaceChildren(...of.steps.map(() => h('li')))
    },
    where({ at, playing }) {
      const steps = shown?.steps ?? []
      caption.textContent = at === 0 ? '' : (steps[at - 1]?.says ?? '')
      for (const [n, tick] of [...ticks.children].entries()) {
        tick.classList.toggle('done', n < at)
        tick.classList.toggle('now', playing && n === at)
      }
      const over = at >= steps.length
      step.disabled = over
      toggle.setAttribute('aria-label', playing ? 'Pause' : over ? 'Play again' : 'Play')
      toggle.replaceChildren(icon(playing ? 'M8 5v14M16 5v14' : 'M7 4l12 8-12 8z'))
    },
  }
}
