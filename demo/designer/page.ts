/** The studio: one set of settings; every change is in the frame, in the address and in what can be copied at once. */
import { h } from '../dom.ts'
import { config } from '../embed.ts'
import { groups, scenes } from '../stage/scenes.ts'
import { type Choice, copyButton, segments, select } from './controls.ts'
import { editor } from './editor.ts'
import { quietly, resize, stage } from './frame.ts'
import { coloursOf, hex } from './paint.ts'
import { panes } from './panes.ts'
import { player } from './player.ts'
import { report } from './report.ts'
import { devices, direction, languages, read, type Settings, write } from './settings.ts'
import { type App, css, dtcg, example, snippet } from './texts.ts'

const find = (id: string): HTMLElement => document.getElementById(id)!
const known = new Map(scenes.map(({ id, steps }) => [id, steps.length]))
const { settings, ignored } = read(location.search, known)
const sceneOf = (id: string) => scenes.find((each) => each.id === id) ?? scenes[0]!

let app: App = example
let colours: Record<string, string> = {}

const remember = (): void => history.replaceState(null, '', location.pathname + write(settings, known))
const frames = (): Promise<void> =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))

// The parts.
const tokenEditor = editor(
  settings,
  () => colours,
  (name, value) => {
    if (value === null) delete settings.tokens[name]
    else settings.tokens[name] = value
    void show()
  },
)
const contrast = h('div', { class: 'contrast' })
const texts = [
  { label: 'Copy snippet', legend: 'Snippet', words: () => snippet(settings, app) },
  { label: 'Copy CSS', legend: 'CSS', words: () => css(settings) },
  { label: 'Copy token JSON', legend: 'Token JSON (DTCG)', words: () => dtcg(settings, colours) },
].map(({ label, legend, words }) => {
  const code = h('code')
  return {
    draw: () => (code.textContent = words()),
    element: h(
      'section',
      { class: 'text' },
      h('h3', {}, legend),
      h('pre', { tabindex: 0, 'aria-label': legend, role: 'region' }, code),
      copyButton(label, words),
    ),
  }
})
const states = h(
  'div',
  { class: 'states' },
  ...groups.map((group) =>
    h(
      'fieldset',
      {},
      h('legend', {}, group),
      ...scenes
        .filter((each) => each.group === group)
        .map(({ id, name }) =>
          h(
            'label',
            {},
            h('input', {
              type: 'radio',
              name: 'state',
              value: id,
              checked: id === settings.state,
              change: () => void enter(id),
            }),
            h('span', {}, name),
          ),
        ),
    ),
  ),
)
const tabs = panes(
  find('deck'),
  [
    ['states', 'States', states],
    ['tokens', 'Tokens', tokenEditor.element],
    ['contrast', 'Contrast', contrast],
    ['copy', 'Copy', h('div', { class: 'texts' }, ...texts.map(({ element }) => element))],
  ],
  settings.pane,
  (pane) => {
    settings.pane = pane as Settings['pane']
    remember()
    if (pane === 'copy') void whichApp()
  },
)
find('deck').append(
  h(
    'nav',
    { class: 'others', 'aria-label': 'Demo' },
    h('a', { href: '/' }, 'Floating on a site'),
    h('a', { href: '/demo/inline.html' }, 'Inline'),
  ),
)
const again = (): void => {
  settings.step = ''
  remember()
  void stage.then((there) => quietly(() => there.again())).then(measure)
}
const over = (): boolean => at >= sceneOf(settings.state).steps.length
const scenePlayer = player(find('player'), {
  again,
  toggle: () => (over() ? again() : void stage.then((there) => (playing ? there.pause() : there.play()))),
  step: () => void stage.then((there) => quietly(() => there.step())),
})

const change = (part: Partial<Settings>): void => {
  find('told').textContent = ''
  Object.assign(settings, part)
  void show()
}
const bar = (): void => {
  const chosen =
    <K extends keyof Settings>(name: K) =>
    (value: string): void =>
      change({ [name]: value } as Partial<Settings>)
  const sizes = Object.entries(devices).map(([id, { label }]): Choice => [id, label])
  find('bar').append(
    segments('device', 'Device', sizes, settings.device, chosen('device')),
    segments(
      'theme',
      'Theme',
      [
        ['light', 'Light'],
        ['dark', 'Dark'],
      ],
      settings.theme,
      chosen('theme'),
    ),
    segments(
      'dir',
      'Direction',
      [
        ['auto', 'Auto'],
        ['ltr', 'LTR'],
        ['rtl', 'RTL'],
      ],
      settings.dir,
      chosen('dir'),
    ),
    select('lang', 'Language', Object.entries(languages), settings.lang, chosen('lang')),
    select(
      'mode',
      'Place',
      [
        ['floating', 'Floating'],
        ['inline', 'Inline'],
        ['side', 'Side'],
        ['fullscreen', 'Full screen'],
      ],
      settings.mode,
      chosen('mode'),
    ),
    select(
      'position',
      'Corner',
      [
        ['end', 'Bottom end'],
        ['start', 'Bottom start'],
        ['top-end', 'Top end'],
        ['top-start', 'Top start'],
      ],
      settings.position,
      chosen('position'),
    ),
  )
}

// What happens.
let playing = false
let at = 0
let before = 'en'

/** A scene that is best seen in another language brings it, and gives back the one that was spoken before. */
const borrow = (id: string): void => {
  const { lang } = sceneOf(id)
  if (lang && direction(settings) === 'ltr') {
    before = settings.lang
    settings.lang = lang
  }
}
const enter = async (id: string): Promise<void> => {
  if (sceneOf(settings.state).lang === settings.lang) settings.lang = before
  Object.assign(settings, { state: id, step: '' })
  borrow(id)
  document.querySelector<HTMLSelectElement>('[name=lang]')!.value = settings.lang
  await show()
}

const measure = async (): Promise<void> => {
  const { element } = await stage
  await element?.updateComplete
  await frames()
  if (!element?.isConnected) return
  const found = coloursOf(element, ['seed', 'surface', 'text'])
  colours = Object.fromEntries(
    Object.entries(found).map(([name, bytes]) => [name === 'seed' ? 'accent' : name, hex(bytes)]),
  )
  const { shown, wrong } = report(element)
  contrast.replaceChildren(...shown)
  tabs.flag('contrast', wrong)
  tokenEditor.draw()
  for (const text of texts) text.draw()
}

async function show(): Promise<void> {
  remember()
  document.documentElement.dataset['theme'] = settings.theme
  resize(settings)
  scenePlayer.scene(sceneOf(settings.state))
  const there = await stage
  await quietly(() => there.show(settings))
  await measure()
}

async function whichApp(): Promise<void> {
  app = await config().catch(() => example)
  for (const text of texts) text.draw()
}

borrow(settings.state)
bar()
void stage.then((there) => {
  let after: ReturnType<typeof setTimeout> | undefined
  there.changed = (where) => {
    const paused =
      !where.playing && (settings.step !== '' || (playing && where.at < sceneOf(settings.state).steps.length))
    ;({ at, playing } = where)
    settings.step = paused ? String(at) : ''
    remember()
    scenePlayer.where(where)
    clearTimeout(after)
    after = setTimeout(() => void measure(), 400)
  }
})
if (settings.pane === 'copy') void whichApp()
if (ignored.length > 0)
  find('told').textContent =
    `The address said something that the studio does not know, so it was left out: ${ignored.join(', ')}.`
void show()
