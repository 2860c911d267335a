/** The element as a page meets it: attributes, methods, events, keys, trouble, and what assistive technology finds. */
import type { PersonaWidget } from '../../widget/element.ts'
import type { Backend } from '../../widget/setup.ts'
import { readSetup } from '../../widget/setup.ts'
import { Trouble, type TroubleCode } from '../../widget/trouble.ts'
import { VERSION } from '../../widget/version.ts'
import { definePersonaWidget } from '../../widget/index.ts'
import { contrast, readable } from '../../widget/contrast.ts'
import { paint } from '../../demo/designer/paint.ts'
import { equal, ok } from './assert.ts'
import { clean } from './axe.ts'
import { backendOf, inside, juno, mount, opened, Peer, setupOf, until } from './stage.ts'

const heard = (element: HTMLElement, ...names: string[]): CustomEvent[] => {
  const events: CustomEvent[] = []
  for (const name of names) element.addEventListener(name, (event) => events.push(event as CustomEvent))
  return events
}

const press = (target: HTMLElement, key: string): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true })
  target.dispatchEvent(event)
  return event
}

const write = (element: PersonaWidget, text: string): HTMLTextAreaElement => {
  const field = inside(element, 'textarea') as HTMLTextAreaElement
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
  return field
}

describe('<persona-widget>', () => {
  afterEach(() => {
    for (const element of document.querySelectorAll('persona-widget, main')) element.remove()
    sessionStorage.clear()
    localStorage.clear()
    document.documentElement.dir = ''
  })

  it('has the version of its package', async () => {
    const response = await fetch('/package.json')
    equal(((await response.json()) as { version: string }).version, VERSION)
  })

  it('is defined once, under as many tags as one likes', async () => {
    await definePersonaWidget()
    await definePersonaWidget()
    await definePersonaWidget('other-persona')
    ok(customElements.get('other-persona') !== customElements.get('persona-widget'))
  })

  it('warns about another release under its tag, and leaves it alone', async () => {
    class Old extends HTMLElement {
      static version = '0.0.1'
    }
    customElements.define('old-persona', Old)
    const warnings: string[] = []
    const { warn } = console
    console.warn = (text: string) => warnings.push(text)
    await definePersonaWidget('old-persona')
    console.warn = warn
    ok(warnings[0]?.includes('0.0.1'), warnings.join())
    ok(customElements.get('old-persona') === Old)
  })

  it('takes up properties that were set before it was defined', async () => {
    const early = document.createElement('late-persona') as PersonaWidget
    Object.assign(early, { app: 'app_early', theme: 'dark', noGreeting: true, backend: backendOf(new Peer()) })
    document.body.append(early)
    await definePersonaWidget('late-persona')
    await early.ready
    equal([early.app, early.theme, early.noGreeting, early.getAttribute('theme')], ['app_early', 'dark', true, 'dark'])
    ok(!Object.hasOwn(early, 'app'))
    early.remove()
  })

  it('merges its config, and replaces it only when told so', async () => {
    const element = await mount(new Peer())
    const given = { theme: 'dark', accent: 'red' } as const
    element.config = given
    element.config = { position: 'start' }
    equal([element.theme, element.accent, element.position], ['dark', 'red', 'start'])
    ok(element.config !== given)
    await element.replaceConfig({ app: 'app_1', position: 'start' })
    equal([element.theme, element.accent, element.position], ['auto', '', 'start'])
  })

  it('loads nothing but the launcher until it is opened', async () => {
    const peer = new Peer()
    const element = await mount(peer)
    ok(inside(element, '.launcher'))
    equal(inside(element, '.panel'), null)
    equal(peer.calls, [])
  })

  it('opens, puts the cursor into the field, closes by Escape and gives the focus back', async () => {
    const element = await mount(new Peer())
    const events = heard(element, 'persona-before-open', 'persona-open', 'persona-close')
    inside(element, '.launcher')?.click()
    await until(() => element.shadowRoot?.activeElement?.localName === 'textarea')
    ok(element.hasAttribute('open'))
    ok(element.matches(':state(open)'))
    press(inside(element, 'textarea') as HTMLElement, 'Escape')
    await until(() => !element.opened && element.shadowRoot?.activeElement?.classList.contains('launcher'))
    equal(
      events.map(({ type }) => type),
      ['persona-before-open', 'persona-open', 'persona-close'],
    )
  })

  it('stays closed when the page prevents the opening', async () => {
    const element = await mount(new Peer())
    element.addEventListener('persona-before-open', (event) => event.preventDefault())
    await element.open()
    ok(!element.opened)
  })

  it('sends what is written with Enter, breaks with Shift, and leaves a composition alone', async () => {
    const peer = new Peer()
    const element = await opened(peer)
    const field = write(element, 'hello')
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, bubbles: true, composed: true }))
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, composed: true }),
    )
    equal(peer.named('chat.send').length, 0)
    press(field, 'Enter')
    await until(() => peer.named('chat.send').length === 1)
    equal(field.value, '')
    await until(() => element.matches(':state(streaming)') && inside(element, '.stop'))
    inside(element, '.stop')?.click()
    await until(() => peer.named('chat.stop').length === 1 && inside(element, '.round:not(.stop)'))
  })

  it('sends nothing when the page prevents it, and keeps the draft', async () => {
    const peer = new Peer()
    const element = await opened(peer)
    element.addEventListener('persona-before-send', (event) => event.preventDefault())
    const field = write(element, 'keep me')
    press(field, 'Enter')
    await element.updateComplete
    equal([field.value, peer.named('chat.send').length], ['keep me', 0])
  })

  it('tells events without words, unless the page asks for content', async () => {
    for (const content of [false, true]) {
      const peer = new Peer()
      const element = await mount(peer, content ? { 'data-events': 'content' } : {})
      const events = heard(element, 'persona-message')
      await element.send('secret plan')
      await until(() => events.length === 1)
      const detail = events[0]?.detail as Record<string, unknown>
      ok(Object.isFrozen(detail))
      equal([detail['version'], detail['role'], detail['text']], [1, 'person', content ? 'secret plan' : undefined])
      element.remove()
    }
  })

  it('counts unread answers while it is closed', async () => {
    const peer = new Peer()
    const { id } = peer.seed('one', { role: 'person', text: 'q' })
    const element = await opened(peer)
    await element.close()
    const events = heard(element, 'persona-unread')
    for (let i = 0; i < 11; i++) peer.put(id, { text: 'news' })
    await until(() => inside(element, '.badge')?.textContent === '9+')
    equal(element.getAttribute('unread'), '11')
    ok(events.length > 0)
    await element.open()
    await until(() => element.unread === 0)
    ok(inside(element, '.news'))
  })

  it('answers plain triggers of the page', async () => {
    const peer = new Peer()
    const element = await mount(peer)
    const page = document.body.appendChild(document.createElement('main'))
    for (const [name, value] of [
      ['open', ''],
      ['prefill', 'a draft'],
      ['ask', 'a question'],
    ] as const) {
      const button = page.appendChild(document.createElement('button'))
      button.setAttribute(`data-persona-${name}`, value)
      button.click()
      if (name === 'open') await until(() => element.opened)
      if (name === 'prefill')
        await until(() => (inside(element, 'textarea') as HTMLTextAreaElement | null)?.value === value)
    }
    await until(() => peer.named('chat.send')[0]?.input.text === 'a question')
  })

  it('keeps every key typed in the field to itself, but F6, and an Escape that it has no use for', async () => {
    const element = await opened()
    const keys: string[] = []
    const types = ['keydown', 'keypress', 'keyup', 'input', 'paste', 'beforeinput']
    const listener = (event: Event) => keys.push((event as KeyboardEvent).key ?? event.type)
    for (const type of types) document.addEventListener(type, listener)
    const field = inside(element, 'textarea') as HTMLElement
    for (const key of ['a', '/', 's', 'ArrowDown', 'F6']) press(field, key)
    for (const type of types.slice(1)) field.dispatchEvent(new Event(type, { bubbles: true, composed: true }))
    press(field, 'Escape')
    await until(() => !element.opened)
    equal(keys, ['F6'])
    press(inside(element, '.launcher') as HTMLElement, 'Escape')
    for (const type of types) document.removeEventListener(type, listener)
    equal(keys, ['F6', 'Escape'])
  })

  it('lets a page take over a link', async () => {
    const peer = new Peer()
    peer.seed('one', { text: 'see https://a.example/secret?x=1' })
    const element = await opened(peer)
    const events = heard(element, 'persona-link-click')
    element.addEventListener('persona-link-click', (event) => event.preventDefault())
    const click = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true })
    inside(element, '.words a')?.dispatchEvent(click)
    ok(click.defaultPrevented)
    equal(events[0]?.detail, { version: 1, origin: 'https://a.example' })
  })

  it('greets once, and never again when dismissed', async () => {
    const greeting = async (): Promise<PersonaWidget> => {
      const element = document.createElement('persona-widget')
      Object.assign(element, { backend: backendOf(new Peer()), app: 'app_1' })
      document.body.append(element)
      await element.ready
      return element
    }
    const element = await greeting()
    await until(() => inside(element, '.greeting')?.textContent?.includes(juno.greeting))
    inside(element, '.dismiss')?.click()
    await until(() => inside(element, '.greeting') === null)
    element.remove()
    const again = await greeting()
    await new Promise((resolve) => void setTimeout(resolve, 200))
    equal(inside(again, '.greeting'), null)
  })

  it('forgets the person at a reset', async () => {
    const peer = new Peer()
    const element = await opened(peer)
    const backend = element.backend as ReturnType<typeof backendOf>
    await element.reset()
    equal([backend.forgotten, element.opened, peer.closed], [1, false, true])
  })

  it('survives being moved', async () => {
    const peer = new Peer()
    const element = await opened(peer)
    document.body.appendChild(document.createElement('main')).append(element)
    await element.updateComplete
    ok(!peer.closed && inside(element, 'textarea'))
  })

  it('keeps a draft, and renames and deletes conversations in their place', async () => {
    const peer = new Peer()
    peer.seed('Old title', { text: 'a' })
    const element = await opened(peer)
    inside(element, '.to-list')?.click()
    await until(() => inside(element, '.row') && element.view === 'conversations')
    inside(element, '[aria-label^="Rename"]')?.click()
    await until(() => inside(element, '.editing input'))
    const input = inside(element, '.editing input') as HTMLInputElement
    input.value = 'New title'
    input.form?.requestSubmit()
    await until(() => inside(element, '.row .title')?.textContent === 'New title')
    inside(element, '[aria-label^="Delete"]')?.click()
    await until(() => inside(element, '.editing .danger'))
    equal(peer.named('chat.remove').length, 0)
    inside(element, '.editing .danger')?.click()
    await until(() => inside(element, '.row') === null && peer.conversations.size === 0)
  })

  describe('in trouble', () => {
    const refusing = (code: TroubleCode): Backend => ({
      ...backendOf(new Peer()),
      setup: async () => {
        throw new Trouble(code, `because of ${code}`)
      },
    })

    for (const code of [
      'app_missing',
      'insecure_context',
      'origin_not_allowed',
      'backend_unreachable',
      'offline',
      'csp_blocked',
      'clock_skew',
      'version_mismatch',
      'token_refused',
      'identity_failed',
      'identity_refused',
      'signed_out',
    ] as const)
      it(`says what is wrong and what to do: ${code}`, async () => {
        const element = await mount(new Peer())
        element.backend = refusing(code)
        const events = heard(element, 'persona-error')
        await element.open()
        await until(() => inside(element, '.diagnostic'))
        equal((events[0]?.detail as { code: string } | undefined)?.code, code)
        ok(inside(element, '.diagnostic')?.textContent?.includes(code))
        equal(
          inside(element, '.origin code')?.textContent ?? null,
          code === 'origin_not_allowed' ? location.origin : null,
        )
        await clean(element)
        element.backend = backendOf(new Peer())
      })

    it('tries again, and gets in', async () => {
      const peer = new Peer()
      const element = await mount(peer)
      let tries = 0
      element.backend = {
        ...backendOf(peer),
        setup: async () => {
          if (++tries === 1) throw new Trouble('backend_unreachable', 'not yet')
          return setupOf(peer)
        },
      }
      await element.open()
      await until(() => inside(element, '.diagnostic .solid'))
      inside(element, '.diagnostic .solid')?.click()
      await until(() => inside(element, 'textarea'))
    })

    it('finds out why there is no configuration', async () => {
      const real = globalThis.fetch
      const asked: string[] = []
      const answers = (check: () => Response): void => {
        globalThis.fetch = async (url) => {
          asked.push(String(url))
          if (String(url).includes('/config')) throw new TypeError('Failed to fetch')
          return check()
        }
      }
      const codeOf = (app: string) =>
        readSetup({ app, endpoint: 'http://localhost:1', persona: '' }).then(
          () => 'none',
          (error: Trouble) => error.code,
        )
      try {
        answers(() => Response.json({ allowed: false }))
        equal(await codeOf('app_1'), 'origin_not_allowed')
        answers(() => Response.json({ allowed: true }))
        equal(await codeOf('app_1'), 'backend_unreachable')
        answers(() => {
          throw new TypeError('Failed to fetch')
        })
        equal(await codeOf('app_1'), 'backend_unreachable')
        asked.length = 0
        equal(await codeOf(''), 'app_missing')
        equal(asked, [])
      } finally {
        globalThis.fetch = real
      }
    })
  })

  describe('to everybody', () => {
    const scenes: Record<string, (peer: Peer) => Promise<PersonaWidget>> = {
      empty: (peer) => opened(peer),
      async streaming(peer) {
        const element = await mount(peer)
        await element.send('hello')
        await until(() => peer.streaming)
        peer.delta(
          (peer.streaming as { id: string }).id,
          '# Title\n\nSome **bold** `code` and [a link](https://a.example).\n\n- [ ] task\n\n',
        )
        await until(() => inside(element, '.words h3'))
        return element
      },
      async failed(peer) {
        peer.seed('one', { role: 'person', text: 'q' }, { text: 'half', status: 'failed' })
        peer.faults = [{ name: 'chat.send', how: 'refused' }]
        const element = await opened(peer)
        await element.send('again')
        await until(() => inside(element, '.failed .aside'))
        return element
      },
      async full(peer) {
        peer.seed(
          'one',
          { role: 'person', text: 'q' },
          { text: '| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nlet a\n```\n\n> quote\n\n1. one' },
        )
        return opened(peer)
      },
      async list(peer) {
        peer.seed('one', { text: 'q' })
        const element = await opened(peer)
        inside(element, '.to-list')?.click()
        await until(() => inside(element, '.row'))
        return element
      },
      async offline(peer) {
        const element = await opened(peer)
        peer.become('offline')
        await until(() => element.matches(':state(offline)') && inside(element, '.line'))
        return element
      },
      closed: (peer) => mount(peer, { unread: '3' }),
      async greeting(peer) {
        const element = await mount(peer)
        element.remove()
        const greeting = document.createElement('persona-widget')
        Object.assign(greeting, { backend: backendOf(peer), app: 'app_1' })
        document.body.append(greeting)
        await until(() => inside(greeting, '.greeting'))
        return greeting
      },
      async paused(peer) {
        peer.persona = { ...juno, paused: true }
        return opened(peer)
      },
      async error(peer) {
        const element = await mount(peer)
        element.backend = {
          ...backendOf(peer),
          setup: async () => {
            throw new Trouble('origin_not_allowed', 'not here')
          },
        }
        await element.open()
        await until(() => inside(element, '.diagnostic'))
        return element
      },
      async keys(peer) {
        peer.families = ['chat', 'notifications', 'whiteboard']
        const element = await opened(peer)
        press(inside(element, '.log') as HTMLElement, '?')
        await until(() => inside(element, '.keys'))
        return element
      },
      compact: (peer) => opened(peer, { density: 'compact', position: 'top-start' }),
      side: (peer) => opened(peer, { mode: 'side' }),
      fullscreen: (peer) => opened(peer, { mode: 'fullscreen' }),
      inline: (peer) => mount(peer, { mode: 'inline' }),
    }
    for (const [name, scene] of Object.entries(scenes))
      for (const theme of ['light', 'dark'])
        for (const dir of ['ltr', 'rtl'])
          it(`is accessible: ${name}, ${theme}, ${dir}`, async () => {
            document.documentElement.dir = dir
            const element = await scene(new Peer())
            element.theme = theme as 'light'
            document.body.style.background = theme === 'dark' ? '#111' : '#fff'
            await element.updateComplete
            await clean(element)
          })

    it('stands at the other side in a page that reads from right to left', async () => {
      document.documentElement.dir = 'rtl'
      const element = await opened()
      const panel = inside(element, '.panel')?.getBoundingClientRect()
      ok(panel !== undefined && panel.left >= 0 && panel.left < innerWidth - panel.right, JSON.stringify(panel))
    })

    it('keeps what is written readable, whatever surface and text a page chooses', async () => {
      const element = await opened(new Peer(), { theme: 'light' })
      const panel = inside(element, '.panel') as HTMLElement
      const probe = panel.appendChild(document.createElement('i'))
      const colour = (name: string) => {
        probe.style.color = `var(--_${name})`
        return paint(getComputedStyle(probe).color).bytes
      }
      const found = (): number =>
        Math.min(
          ...['text', 'secondary', 'tertiary', 'danger', 'accent-text'].map((ink) =>
            contrast(colour(ink), colour('surface')),
          ),
          ...['soft', 'quiet', 'hover', 'raised'].map((ground) => contrast(colour('text'), colour(ground))),
        )
      for (const [surface, text] of [
        ['#fff', '#fff'],
        ['black', '#111'],
        ['rgb(118 118 118)', 'rgb(140 140 140)'],
        ['#ffe600', '#ffffff'],
        ['navy', 'purple'],
        ['#fff', '#767676'],
      ] as const) {
        element.style.setProperty('--persona-surface', surface)
        element.style.setProperty('--persona-text', text)
        await until(() => found() >= 4.5, `${surface} under ${text} is readable`)
      }
      element.style.removeProperty('--persona-surface')
      element.style.setProperty('--persona-text', 'rgb(64 64 64)')
      await until(() => String(colour('text')) === '64,64,64')
      element.remove()
    })

    it('keeps an accent readable, whatever the brand', async () => {
      const colours = [
        [255, 230, 0],
        [255, 255, 255],
        [0, 0, 0],
        [120, 120, 120],
        [255, 0, 120],
      ] as const
      for (const ground of [
        [255, 255, 255],
        [25, 28, 32],
      ] as const)
        for (const colour of colours)
          ok(contrast(readable(colour, ground, 4.5), ground) >= 4.5, `${colour} on ${ground}`)
      const element = await opened(new Peer(), { accent: 'yellow' })
      write(element, 'x')
      await element.updateComplete
      const style = getComputedStyle(inside(element, '.round') as HTMLElement)
      const bytes = (color: string) =>
        (color.match(/\d+/g) ?? []).slice(0, 3).map(Number) as unknown as readonly [number, number, number]
      await until(() => contrast(bytes(style.color), bytes(style.backgroundColor)) >= 4.5)
    })
  })
})
