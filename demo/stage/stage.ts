/** The page in the frame: a site, and on it a widget that talks to a backend in the page. The studio sets it. */
import type { PersonaWidget } from '../../widget/element.ts'
import { definePersonaWidget } from '../../widget/index.ts'
import { direction, read, type Settings } from '../designer/settings.ts'
import { cssOf, property, tokens } from '../designer/tokens.ts'
import { h } from '../dom.ts'
import { pot } from '../pots.ts'
import { shelf } from '../studio.ts'
import { backendOf } from './peer.ts'
import { Play, type Where } from './play.ts'
import { saidIn } from './said.ts'
import { type Scene, scenes } from './scenes.ts'
import { worldOf } from './world.ts'

/** What the studio may do with the page in its frame. */
export interface Stage {
  readonly element: PersonaWidget | null
  show(settings: Settings): Promise<void>
  /** The same scene from its beginning. */
  again(): Promise<void>
  play(): void
  pause(): void
  step(): Promise<void>
  /** Called whenever the scene is somewhere else. */
  changed: (where: Where) => void
}

const seat = document.querySelector<HTMLElement>('#seat')!
const still = matchMedia('(prefers-reduced-motion: reduce)')

let element: PersonaWidget | null = null
let play: Play | null = null
let now: Settings | null = null

/** What can be changed on a live widget, as any script of a host could. */
const dress = (widget: PersonaWidget, settings: Settings): void => {
  document.documentElement.dataset['theme'] = settings.theme
  document.documentElement.style.setProperty('--accent', settings.tokens['accent'] ?? '#3f7361')
  widget.setAttribute('theme', settings.theme)
  widget.setAttribute('position', settings.position)
  for (const token of tokens) {
    const value = settings.tokens[token.name]
    if (value === undefined) widget.style.removeProperty(property(token))
    else widget.style.setProperty(property(token), cssOf(token, value))
  }
}

const begin = async (scene: Scene, settings: Settings): Promise<void> => {
  play?.end()
  element?.remove()
  await definePersonaWidget()
  const world = worldOf(saidIn(settings.lang))
  scene.furnish?.(world)
  const widget = h('persona-widget', { mode: settings.mode })
  // A name of its own each time, so that nothing of another scene, or of another tab, is remembered.
  widget.setAttribute('app', `app_${crypto.randomUUID().slice(0, 8)}`)
  if (scene.id !== 'greeting') widget.setAttribute('no-greeting', '')
  const backend = backendOf(world.peer, !scene.offline)
  const { trouble } = scene
  widget.backend = trouble
    ? {
        ...backend,
        setup: () => Promise.reject(Object.assign(new Error(trouble[1]), { name: 'Trouble', code: trouble[0] })),
      }
    : backend
  document.documentElement.dir = direction(settings)
  document.body.dataset['mode'] = settings.mode
  seat.lang = settings.lang
  dress(widget, settings)
  element = widget
  seat.append(widget)
  const mine = new Play(scene.steps, { ...world, element: widget }, (where) => stage.changed(where))
  play = mine
  await widget.ready
  if (!scene.closed) await widget.open(scene.view)
  await scene.enter?.({ ...world, element: widget, wait: async () => {} })
  if (play !== mine) return
  // It takes the focus as it opens; here it is to be seen at rest.
  ;(widget.shadowRoot?.activeElement as HTMLElement | null)?.blur()
  if (settings.step !== '') await mine.skip(Number(settings.step))
  else if (!still.matches) mine.play()
  stage.changed({ at: mine.at, playing: mine.playing })
}

/** The step is where one came in; after that the play knows. */
const rebuilds = ['state', 'lang', 'dir', 'mode'] as const

const stage: Stage = {
  get element() {
    return element
  },
  async show(settings) {
    const before = now
    now = structuredClone(settings)
    const scene = scenes.find(({ id }) => id === settings.state) ?? scenes[0]
    if (!scene) return
    if (before === null || rebuilds.some((name) => before[name] !== settings[name])) await begin(scene, settings)
    else if (element) dress(element, settings)
  },
  async again() {
    if (now === null) return
    const settings = { ...now, step: '' }
    now = null
    await stage.show(settings)
  },
  play: () => play?.play(),
  pause: () => play?.pause(),
  step: async () => play?.step(),
  changed: () => {},
}

document
  .querySelector('#pots')!
  .append(
    ...shelf
      .slice(0, 6)
      .map((one) =>
        h(
          'li',
          {},
          pot(one.pot, one.glaze),
          h('div', { class: 'label' }, h('b', {}, one.name), h('span', {}, one.glaze), h('span', {}, `€${one.price}`)),
        ),
      ),
  )

Object.assign(window, { stage })
// Whoever opens the page by itself sees what its address says.
if (parent === window)
  void stage.show(read(location.search, new Map(scenes.map(({ id, steps }) => [id, steps.length]))).settings)
