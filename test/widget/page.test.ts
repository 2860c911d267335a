/** What a page may do without much script: triggers, commands, early calls; and how it says who its user is. */
import { Channel } from '../../widget/channel.ts'
import type { PersonaWidget } from '../../widget/element.ts'
import { definePersonaWidget } from '../../widget/index.ts'
import { equal, ok } from './assert.ts'
import { backendOf, juno, mount, Peer, until } from './stage.ts'

const inside = (element: PersonaWidget, selector: string): HTMLElement | null =>
  element.renderRoot.querySelector<HTMLElement>(selector)
const backend = (element: PersonaWidget) => element.backend as ReturnType<typeof backendOf>
const button = (attributes: Record<string, string>): HTMLButtonElement => {
  const made = document.body.appendChild(document.createElement('button'))
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  return made
}

describe('A page', () => {
  afterEach(() => {
    document.body.replaceChildren()
    sessionStorage.clear()
  })

  it('leads to a view of the widget by data-persona-view', async () => {
    const peer = new Peer()
    peer.seed('one', { text: 'a' })
    const element = await mount(peer)
    button({ 'data-persona-view': 'conversations' }).click()
    await until(() => element.opened && element.view === 'conversations' && inside(element, '.row'))
    button({ 'data-persona-view': 'chat' }).click()
    await until(() => element.view === 'chat' && inside(element, 'article'))
    button({ 'data-persona-view': 'no such view' }).click()
    await until(() => element.view === 'chat')
  })

  it('opens, closes and toggles by the commands of a button', async () => {
    const element = await mount(new Peer())
    element.id = 'juno'
    const [open, close, toggle, other] = ['--open', '--close', '--toggle', '--dance'].map((command) =>
      button({ commandfor: 'juno', command }),
    )
    open?.click()
    await until(() => element.opened)
    close?.click()
    await until(() => !element.opened)
    toggle?.click()
    await until(() => element.opened)
    other?.click()
    await element.updateComplete
    ok(element.opened)
  })

  it('may queue calls on an element that is not defined yet, and go on doing so', async () => {
    const early = document.createElement('queued-persona') as PersonaWidget
    const peer = new Peer()
    Object.assign(early, { app: 'app_1', noGreeting: true, backend: backendOf(peer), q: [['prefill', 'a draft']] })
    document.body.append(early)
    await definePersonaWidget('queued-persona')
    await until(() => (inside(early, 'textarea') as HTMLTextAreaElement | null)?.value === 'a draft')
    early.q?.push(['close'])
    await until(() => !early.opened)
    early.q?.push(['no such method'])
  })

  it('says who its user is by a property, by config, or with login()', async () => {
    const tell = () => 'jwt'
    const early = document.createElement('told-persona') as PersonaWidget
    Object.assign(early, { app: 'app_1', noGreeting: true, backend: backendOf(new Peer()), getToken: tell })
    document.body.append(early)
    await definePersonaWidget('told-persona')
    await early.open()
    equal(backend(early).asked.length, 1)
    ok(backend(early).asked[0] === tell)

    const element = await mount(new Peer())
    element.config = { getToken: tell, theme: 'dark' }
    element.config = { accent: 'red' }
    ok(element.getToken === tell && element.config.getToken === tell && element.theme === 'dark')
    const other = () => null
    await element.login(other)
    ok(element.getToken === other)
    equal(backend(element).asked, [])
    await element.open()
    ok(backend(element).asked[0] === other)
  })

  it('goes on in the same conversation, with the same draft, as somebody who has just signed in', async () => {
    const peer = new Peer()
    const old = peer.seed('old', { text: 'the old one' })
    peer.seed('new', { text: 'the new one' })
    const element = await mount(peer)
    await element.open()
    await until(() => inside(element, 'article'))
    inside(element, '.to-list')?.click()
    await until(() => inside(element, '.row'))
    ;[...element.renderRoot.querySelectorAll<HTMLElement>('.row .open')].at(-1)?.click()
    await until(() => inside(element, '.words')?.textContent?.includes('the old one'))
    await element.prefill('a draft')
    await element.login(() => 'jwt')
    equal(backend(element).asked.length, 2)
    await until(() => inside(element, '.words')?.textContent?.includes('the old one'))
    equal((inside(element, 'textarea') as HTMLTextAreaElement).value, 'a draft')
    ok(element.opened)
    equal(peer.named('chat.history').at(-1)?.input.conversation, old.id)
    // Another tab did it: the line says so, and the page is asked again.
    peer.tell('person', 'usr:realm:ada')
    await until(() => backend(element).asked.length === 3 && inside(element, '.words'))
  })

  it('is not asked any more after logout(), until login()', async () => {
    const element = await mount(new Peer(), { mode: 'inline' })
    await until(() => element.status === 'online')
    element.getToken = () => 'jwt'
    await element.login()
    await until(() => element.status === 'online')
    await element.logout()
    await until(() => element.status === 'online')
    equal(backend(element).forgotten, 1)
    equal(
      backend(element).asked.map((one) => one !== undefined),
      [false, true, false],
    )
    await element.login()
    equal(backend(element).asked.at(-1) !== undefined, true)
  })

  it('lets nobody in before a log-out has forgotten who was there', async () => {
    const element = await mount(new Peer(), { mode: 'inline' })
    await until(() => element.status === 'online')
    const { asked } = backend(element)
    let forgotten = (): void => {}
    backend(element).forget = () => new Promise((resolve) => (forgotten = resolve))
    const over = element.logout()
    await until(() => element.status === 'idle')
    await new Promise((resolve) => setTimeout(resolve, 200))
    equal(asked.length, 1)
    forgotten()
    await over
    await until(() => element.status === 'online')
    equal(asked.length, 2)
  })
})

describe('What tabs tell each other', () => {
  it('is told to nobody while the page is put aside, and missed by nobody once it is back', async () => {
    const heard: string[] = []
    const missed: string[] = []
    const other = new Channel<string>('test', (word) => heard.push(word))
    const channel = new Channel<string>(
      'test',
      () => {},
      () => missed.push('ask'),
    )
    const turn = (name: string) => dispatchEvent(new PageTransitionEvent(name, { persisted: true }))
    channel.tell('one')
    await until(() => heard.length === 1)
    turn('pagehide')
    channel.tell('two')
    turn('pageshow')
    equal(missed, ['ask'])
    channel.tell('three')
    await until(() => heard.length === 2)
    equal(heard, ['one', 'three'])
    channel.close()
    channel.tell('four')
    other.close()
  })
})

describe('The persona', () => {
  afterEach(() => document.body.replaceChildren())
  const announced = (element: PersonaWidget): string => inside(element, '[role=status]')?.textContent ?? ''
  const field = (element: PersonaWidget): HTMLTextAreaElement => inside(element, 'textarea') as HTMLTextAreaElement

  it('is paused and comes back by itself; what was written stays', async () => {
    const peer = new Peer()
    const element = await mount(peer)
    await element.prefill('half a sentence')
    await until(() => element.status === 'online')
    peer.tell('persona', { ...juno, id: 'per_2', paused: true })
    await element.updateComplete
    equal(field(element).readOnly, false)
    peer.tell('persona', { ...juno, paused: true })
    await until(() => field(element).placeholder === 'Paused for now')
    equal([field(element).readOnly, field(element).value], [true, 'half a sentence'])
    ok(element.shadowRoot?.activeElement === field(element))
    ok(announced(element).includes('does not answer right now'))
    field(element).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    equal(peer.named('chat.send'), [])
    peer.tell('persona', { ...juno, name: 'Juno II' })
    await until(() => field(element).placeholder === 'Message Juno II')
    equal([field(element).readOnly, announced(element)], [false, 'Juno II is back.'])
  })

  it('shows what it does with its tools in quiet lines, and says it through the one announcer', async () => {
    const peer = new Peer()
    const element = await mount(peer)
    await element.send('hello')
    await until(() => peer.streaming && inside(element, '.thinking'))
    const { id: message, conversation } = peer.streaming as { id: string; conversation: string }
    const act = (action: string, state: string) => peer.tell('chat.activity', { conversation, message, action, state })
    const lines = () =>
      [...element.renderRoot.querySelectorAll('.activity li')].map((li) => li.textContent?.replace(/\s+/g, ' ').trim())
    act('chat.list', 'running')
    await until(() => lines().length === 1)
    equal(lines(), ['Looking through your conversations…'])
    equal(announced(element), 'Looking through your conversations')
    act('chat.list', 'done')
    act('agenda.remove', 'running')
    act('agenda.remove', 'refused')
    act('agenda.create', 'running')
    await until(() => lines().length === 3)
    equal(lines(), ['Looking through your conversations Done', 'Removing from agenda Not allowed', 'Adding to agenda…'])
    equal(element.renderRoot.querySelectorAll('[aria-live=polite]').length, 1)
    peer.delta(message, 'Here they are.')
    peer.settle(message)
    // What was cut off with its answer leaves no line that waits for ever.
    await until(() => lines().length === 2)
  })
})
