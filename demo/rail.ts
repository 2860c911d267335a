/** The studio rail: every switch changes the page, the live widget, the URL and the snippet at once. */
import { h, s } from './dom.ts'
import { config, embed, restyle, snippet, type Config } from './embed.ts'
import { accents, change, look, show, type Look } from './look.ts'

const events = ['ready', 'open', 'close', 'message', 'unread', 'status', 'error'].map((name) => `persona-${name}`)

const icon = (d: string) => s('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' }, s('path', { d }))

const mark = () =>
  s(
    'svg',
    { viewBox: '0 0 24 24', class: 'mark', 'aria-hidden': 'true' },
    s('circle', { cx: 11, cy: 11, r: 9 }),
    s('circle', { class: 'dot', cx: 18.5, cy: 18.5, r: 3.5 }),
  )

type Choice = [value: string, label: string]

/** `target` is where the widget sits inline, or null where it floats. */
export async function rail(target: string | null): Promise<void> {
  const root = document.querySelector<HTMLElement>('#studio')!
  const code = h('code')
  const copy = h('button', { type: 'button', class: 'copy', disabled: true }, 'Copy snippet')
  const log = h('ol', { class: 'log' }, h('li', { class: 'none' }, 'Nothing yet'))
  let from: Config | undefined

  const draw = () => {
    if (from) code.replaceChildren(...snippet(from, target).map((line) => h('span', {}, `${line}\n`)))
  }
  const set = (part: Partial<Look>) => {
    change(part)
    restyle()
    draw()
  }

  const segments = (name: 'theme' | 'position', legend: string, choices: Choice[], off = false) =>
    h(
      'fieldset',
      { disabled: off },
      h('legend', {}, legend),
      h(
        'div',
        { class: 'segments' },
        ...choices.map(([value, label]) =>
          h(
            'label',
            {},
            h('input', {
              type: 'radio',
              name,
              value,
              checked: look[name] === value,
              change: () => set({ [name]: value }),
            }),
            h('span', {}, label),
          ),
        ),
      ),
    )

  const custom = h('input', {
    type: 'color',
    value: look.accent,
    'aria-label': 'Another colour',
    input: (event) => {
      set({ accent: (event.target as HTMLInputElement).value })
      for (const one of root.querySelectorAll<HTMLInputElement>('[name=accent]'))
        one.checked = one.value === look.accent
    },
  })
  const swatches = accents.map(({ name, value }) => {
    const paint = h('span', { class: 'paint' })
    paint.style.setProperty('--paint', value)
    return h(
      'label',
      { title: name },
      h('input', {
        type: 'radio',
        name: 'accent',
        value,
        'aria-label': name,
        checked: look.accent === value,
        change: () => {
          set({ accent: value })
          custom.value = value
        },
      }),
      paint,
    )
  })

  const place = (href: string, label: string, here: boolean) =>
    h('a', here ? { href, 'data-keep': true, 'aria-current': 'page' } : { href, 'data-keep': true }, label)

  const adjust = h(
    'button',
    {
      type: 'button',
      class: 'adjust',
      'aria-expanded': 'false',
      'aria-controls': 'controls',
      click: () => adjust.setAttribute('aria-expanded', String(root.classList.toggle('out'))),
    },
    'Adjust',
  )

  root.append(
    h(
      'header',
      {},
      h('p', { class: 'brand' }, mark(), h('b', {}, 'Persona'), h('span', {}, 'demo')),
      adjust,
      h(
        'button',
        { type: 'button', class: 'hide', 'aria-label': 'Hide the studio rail', click: () => set({ rail: 'off' }) },
        icon('M15 6l-6 6 6 6'),
      ),
    ),
    h(
      'div',
      { class: 'controls', id: 'controls' },
      h(
        'nav',
        { 'aria-label': 'Placement' },
        h('p', { class: 'legend' }, 'Placement'),
        h(
          'div',
          { class: 'segments' },
          place('/', 'Floating', !target),
          place('/demo/inline.html', 'Inline', target !== null),
          h('a', { href: '/demo/studio.html' }, 'Studio'),
        ),
      ),
      segments('theme', 'Theme', [
        ['auto', 'Auto'],
        ['light', 'Light'],
        ['dark', 'Dark'],
      ]),
      h(
        'fieldset',
        {},
        h('legend', {}, 'Accent'),
        h('div', { class: 'swatches' }, ...swatches, h('label', { class: 'custom', title: 'Another colour' }, custom)),
      ),
      segments(
        'position',
        'Corner',
        [
          ['start', 'Start'],
          ['end', 'End'],
        ],
        target !== null,
      ),
    ),
    h(
      'section',
      { class: 'tag', 'aria-label': 'Snippet' },
      h('p', { class: 'legend' }, 'Snippet'),
      h('pre', { tabindex: 0 }, code),
      copy,
    ),
    h('section', { class: 'heard', 'aria-label': 'Events' }, h('p', { class: 'legend' }, 'Events'), log),
  )
  document.body.append(
    h(
      'button',
      { type: 'button', class: 'bring', 'aria-label': 'Show the studio rail', click: () => set({ rail: 'on' }) },
      icon('M9 6l6 6-6 6'),
    ),
  )

  copy.addEventListener('click', () => {
    const said = (word: string) => {
      copy.textContent = word
      setTimeout(() => (copy.textContent = 'Copy snippet'), 1600)
    }
    navigator.clipboard.writeText(code.textContent.trim()).then(
      () => said('Copied'),
      () => said('Select it and copy'),
    )
  })

  for (const name of events)
    document.addEventListener(name, (event) => {
      const { code, status, count, role } = (event as CustomEvent<Record<string, unknown> | null>).detail ?? {}
      const more = code ?? status ?? count ?? role
      log.querySelector('.none')?.remove()
      log.prepend(h('li', {}, h('b', {}, name), more === undefined ? '' : ` ${String(more)}`))
      while (log.children.length > 6) log.lastElementChild!.remove()
    })

  show()
  try {
    from = await config()
    draw()
    copy.disabled = false
    await embed(from, target)
  } catch (error) {
    const absent = document.querySelector<HTMLElement>('#absent')!
    absent.textContent = (error as Error).message
    absent.hidden = false
    if (!from) code.textContent = 'No app to show yet.'
    if (target) document.querySelector(target)?.append(absent)
  }
}
