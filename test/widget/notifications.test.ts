/** The inbox as a person uses it: by mouse, by keyboard alone, in two tabs, in every direction, size and light. */
import type { PersonaWidget } from '../../widget/element.ts'
import { choicesAt } from '../../widget/notifications/later.ts'
import { equal, ok } from './assert.ts'
import { clean } from './axe.ts'
import { ago, SharedInbox } from './inbox.ts'
import { mount, type Peer, until } from './stage.ts'

const DAY = 24 * 60

const inside = (element: PersonaWidget, selector: string): HTMLElement | null =>
  element.renderRoot.querySelector<HTMLElement>(selector)
const all = (element: PersonaWidget, selector: string): HTMLElement[] => [
  ...element.renderRoot.querySelectorAll<HTMLElement>(selector),
]
const titles = (element: PersonaWidget): string[] =>
  all(element, '.notice .title').map((each) => each.textContent ?? '')
const said = (element: PersonaWidget): string => inside(element, '[role=status]')?.textContent ?? ''
const badge = (element: PersonaWidget): string => inside(element, '.tabs b')?.textContent ?? ''
const focused = (element: PersonaWidget): Element | null => element.shadowRoot?.activeElement ?? null
const row = (element: PersonaWidget, id: string): HTMLElement => inside(element, `[data-id="${id}"]`) as HTMLElement
const press = (element: PersonaWidget, key: string): void =>
  void focused(element)?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  )

/** A few of every kind. */
const full = (inbox: SharedInbox): void => {
  inbox.tell('a', {
    category: 'approvals',
    title: 'Something waits for your approval',
    text: 'Delete a conversation for good, with its messages and what was learned from them.',
    urgency: 'critical',
  })
  inbox.tell('b', { title: 'Reminder', text: 'Call Ana about the boat.', arrived: ago(5) })
  inbox.tell('c', {
    category: 'plans',
    title: 'A garden by June',
    text: 'Order the seeds.',
    arrived: ago(DAY),
    read: ago(9),
    seen: ago(9),
    trust: 'outside',
  })
  inbox.tell('d', {
    title: 'Brief',
    text: 'Three things are due today.',
    arrived: ago(9 * DAY),
    seen: ago(9),
    read: ago(9),
  })
}

const looking = async (inbox: SharedInbox, attributes: Record<string, string> = {}, peer = inbox.tab()) => {
  const element = await mount(peer, attributes)
  await element.open('notifications')
  await until(() => element.view === 'notifications' && inside(element, '.notice, .inbox .none'))
  return element
}

/** In the chat, with the inbox behind. */
const talking = async (peer: Peer, attributes: Record<string, string> = {}) => {
  const element = await mount(peer, attributes)
  await element.open()
  await until(() => peer.named('notifications.list').length > 0 && inside(element, '.tabs'))
  return element
}

describe('The inbox', () => {
  const title = document.title
  afterEach(() => {
    for (const each of document.querySelectorAll('persona-widget, main')) each.remove()
    document.querySelector('link[rel=icon]')?.remove()
    document.documentElement.dir = ''
    document.title = title
    sessionStorage.clear()
  })

  it('shows notices by days, the unread ones as such, and sees them', async () => {
    const inbox = new SharedInbox()
    full(inbox)
    const element = await looking(inbox)
    equal(
      all(element, '.inbox h3').map((each) => each.textContent),
      ['Today', 'Yesterday', 'Earlier'],
    )
    equal(titles(element), ['Something waits for your approval', 'Reminder', 'A garden by June', 'Brief'])
    equal(all(element, '.notice.fresh .mark').length, 2)
    ok(row(element, 'a').textContent?.includes('Urgent'))
    ok(row(element, 'c').textContent?.includes('words of others'))
    await until(() => inbox.record.unseen === 0)
    equal(all(element, '.notice.fresh').length, 2)
  })

  it('counts in the tab and on the launcher what nobody has seen, and says what arrives', async () => {
    const inbox = new SharedInbox()
    const element = await talking(inbox.tab())
    equal(badge(element), '')
    inbox.tell('a', { title: 'Reminder', text: 'Call Ana.' })
    inbox.tell('b')
    await until(() => badge(element) === '2')
    ok(said(element).includes('Title b'))
    equal(element.unread, 2)
    await element.close()
    await until(() => inside(element, '.badge')?.textContent === '2')
  })

  it('has the same count in two tabs, whichever sees or reads', async () => {
    const inbox = new SharedInbox()
    full(inbox)
    const [one, two] = [await talking(inbox.tab()), await talking(inbox.tab())]
    await until(() => badge(one) === '2' && badge(two) === '2')
    await one.open('notifications')
    await until(() => one.unread === 0 && two.unread === 0)
    inbox.tell('e')
    await until(() => inbox.record.unseen === 0 && titles(one).includes('Title e'))
    await until(() => two.unread === 0)
    await two.open('notifications')
    await until(() => titles(two).includes('Title e'))
    inside(one, '.mark-all')?.click()
    await until(() => all(two, '.notice').length === 5 && all(two, '.notice.fresh').length === 0)
    // Yesterday's news about the count is no news.
    const peer = inbox.tabs[0] as Peer
    const data = { ...inbox.record, unseen: 9, seq: 1 }
    peer.tell('notifications.inbox', { event: 'notifications.inbox', stream: 'notices:1', seq: 1, at: ago(0), data })
    await one.updateComplete
    equal(one.unread, 0)
  })

  it('is where a page leads before there is a line, and is left for the chat when something is said', async () => {
    const inbox = new SharedInbox()
    full(inbox)
    const peer = inbox.tab()
    const element = await mount(peer, {}, false)
    void element.open('notifications')
    await until(() => inside(element, '.panel'))
    peer.become('online')
    await until(() => element.view === 'notifications' && titles(element).length === 4)
    await element.send('Hello')
    await until(() => element.view === 'chat' && peer.named('chat.send').length === 1)
  })

  it('filters, by state and by kind, and goes on page by page', async () => {
    const inbox = new SharedInbox()
    full(inbox)
    inbox.page = 3
    const element = await looking(inbox)
    equal(titles(element).length, 3)
    inside(element, '.inbox .more')?.click()
    await until(() => titles(element).length === 4 && !inside(element, '.inbox .more'))
    all(element, '.filter')[1]?.click()
    await until(() => titles(element).length === 2)
    inside(element, '[data-id="b"] .kind')?.click()
    await until(() => titles(element).length === 1 && inside(element, '.inbox .only'))
    all(element, '.filter')[0]?.click()
    await until(() => titles(element).length === 2)
    inside(element, '.inbox .only')?.click()
    await until(() => titles(element).length === 3)
    for (const [index, words] of [
      [2, 'Nothing put off'],
      [3, 'Nothing archived'],
    ] as const) {
      all(element, '.filter')[index]?.click()
      await until(() => inside(element, '.inbox .none h2')?.textContent === words)
    }
  })

  it('leads to what caused a notice, and takes it for read', async () => {
    const inbox = new SharedInbox()
    const peer = inbox.tab()
    const old = peer.seed('old', { text: 'the old one' })
    peer.seed('new', { text: 'the new one' })
    inbox.tell('a', { link: { kind: 'turn', id: 'msg_1', conversation: old.id } })
    const element = await looking(inbox, {}, peer)
    inside(element, '.notice .what')?.click()
    await until(() => element.view === 'chat' && inside(element, '.words')?.textContent?.includes('the old one'))
    await until(() => inbox.notices.get('a')?.read)
  })

  it('is used by keyboard alone: to move, open, put off, archive, and stay where one was', async () => {
    const inbox = new SharedInbox()
    full(inbox)
    const element = await looking(inbox)
    await until(() => focused(element) === row(element, 'a').querySelector('.what'))
    press(element, 'ArrowDown')
    ok(focused(element) === row(element, 'b').querySelector('.what'))
    press(element, 'End')
    ok(focused(element) === row(element, 'd').querySelector('.what'))
    press(element, 'Home')
    press(element, 'ArrowUp')
    ok(focused(element) === row(element, 'a').querySelector('.what'))
    press(element, 'u')
    await until(() => inbox.notices.get('a')?.read)
    press(element, 'ArrowDown')
    press(element, 's')
    await until(() => focused(element)?.closest('.choices'))
    press(element, 'Escape')
    await until(() => focused(element) === inside(element, '[data-id="b"] .s'))
    ok(element.opened)
    press(element, 's')
    await until(() => focused(element)?.closest('.choices'))
    all(element, '.choices button')
      .find(({ textContent }) => textContent?.includes('Tomorrow'))
      ?.click()
    await until(() => inbox.notices.get('b')?.snoozed)
    await until(() => focused(element) === row(element, 'c').querySelector('.what'))
    const tomorrow = new Date(Date.now() + 24 * 3600_000).toLocaleDateString('en', { weekday: 'long' })
    ok(said(element).startsWith(`Put off until ${tomorrow}`), said(element))
    press(element, 'e')
    await until(() => inbox.notices.get('c')?.archived)
    await until(() => focused(element) === row(element, 'd').querySelector('.what'))
    equal(said(element), 'Archived.')
    press(element, 'Escape')
    await until(() => !element.opened)
  })

  it('brings back what was put off or archived', async () => {
    const inbox = new SharedInbox()
    inbox.tell('a', { snoozed: new Date(Date.now() + 3600_000).toISOString() })
    inbox.tell('b', { archived: ago(1), seen: ago(1), read: ago(1) })
    const element = await looking(inbox)
    all(element, '.filter')[2]?.click()
    await until(() => row(element, 'a')?.textContent?.includes('Comes back'))
    inside(element, '[data-id="a"] .s')?.click()
    await until(() => inbox.notices.get('a')?.snoozed === null && titles(element).length === 0)
    all(element, '.filter')[3]?.click()
    await until(() => row(element, 'b'))
    inside(element, '[data-id="b"] .e')?.click()
    await until(() => inbox.notices.get('b')?.archived === null)
  })

  it('lets one choose what to be told, and when not', async () => {
    const inbox = new SharedInbox()
    full(inbox)
    const element = await looking(inbox)
    inside(element, '.to-prefs')?.click()
    await until(() => focused(element)?.closest('.prefs'))
    const [approvals, , , quiet] = all(element, '.switch input') as HTMLInputElement[]
    equal([approvals?.checked, quiet?.checked], [true, false])
    approvals?.click()
    await until(() => inbox.off.includes('approvals'))
    quiet?.click()
    await until(() => inbox.quiet?.from === '22:00' && inside(element, '.hours input'))
    equal(inbox.quiet?.zone, Intl.DateTimeFormat().resolvedOptions().timeZone)
    const from = inside(element, '.hours input') as HTMLInputElement
    from.value = '21:30'
    from.dispatchEvent(new Event('change', { bubbles: true }))
    await until(() => inbox.quiet?.from === '21:30' && inbox.quiet.to === '07:00')
    await clean(element)
    quiet?.click()
    await until(() => inbox.quiet === null && !inside(element, '.hours'))
    inside(element, '.prefs .icon-button')?.click()
    await until(() => focused(element)?.matches('.to-prefs'))
  })

  it('says so when something did not work, and when nothing could be loaded', async () => {
    const inbox = new SharedInbox()
    full(inbox)
    const peer = inbox.tab()
    peer.faults = [{ name: 'notifications.list', how: 'dropped' }]
    const element = await looking(inbox, {}, peer)
    ok(inside(element, '.inbox .none')?.textContent?.includes('could not be loaded'))
    inside(element, '.inbox .none .solid')?.click()
    await until(() => titles(element).length === 4)
    peer.faults = [{ name: 'notifications.archive', how: 'refused' }]
    inside(element, '[data-id="a"] .e')?.click()
    await until(() => inside(element, '.inbox [role=alert]'))
    equal(titles(element).length, 4)
    inside(element, '[data-id="a"] .e')?.click()
    await until(() => titles(element).length === 3 && !inside(element, '.inbox [role=alert]'))
  })

  it('shows the words of a notice as words', async () => {
    const inbox = new SharedInbox()
    const nasty = '<img src=x onerror="document.title=1"> **bold** [a](javascript:alert(1)) \u202egnol'
    inbox.tell('a', { title: nasty, text: nasty.repeat(9), category: 'of-my-own' })
    const element = await looking(inbox)
    equal(titles(element), [nasty])
    equal(all(element, '.notice img, .notice a').length, 0)
    equal(inside(element, '.kind')?.textContent?.trim(), 'Of my own')
  })

  it('shows the count in the page itself only where the page allows it, and leaves it as it was', async () => {
    document.title = 'Shop'
    const icon = document.head.appendChild(document.createElement('link'))
    Object.assign(icon, { rel: 'icon', href: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>' })
    const own = icon.href
    const inbox = new SharedInbox()
    const silent = await talking(inbox.tab())
    inbox.tell('a')
    await until(() => badge(silent) === '1')
    equal([document.title, icon.href], ['Shop', own])
    silent.remove()
    const element = await talking(inbox.tab(), { 'page-badge': '' })
    await until(() => document.title === '(1) Shop' && icon.href.startsWith('data:image/png'))
    document.title = 'Basket'
    inbox.tell('b')
    await until(() => document.title === '(2) Basket')
    await element.open('notifications')
    await until(() => document.title === 'Basket' && icon.href === own)
  })

  it('is offered only what lies ahead', () => {
    const words = (at: string) => choicesAt(new Date(at)).map(([choice]) => choice)
    equal(words('2026-01-05T09:00:00'), ['hour', 'evening', 'tomorrow', 'week'])
    equal(words('2026-01-05T17:30:00'), ['hour', 'tomorrow', 'week'])
    for (const day of ['04', '05', '06', '10', '11']) {
      const [, week] = choicesAt(new Date(`2026-01-${day}T09:00:00`)).at(-1) as [string, Date]
      equal([week.getDay(), week.getHours()], [1, 9], day)
      ok(week.getTime() > new Date(`2026-01-${day}T09:00:00`).getTime())
    }
  })

  for (const [name, fill] of Object.entries({ empty: () => {}, full }))
    for (const theme of ['light', 'dark'])
      for (const dir of ['ltr', 'rtl'])
        it(`is accessible: ${name}, ${theme}, ${dir}`, async () => {
          document.documentElement.dir = dir
          document.body.style.background = theme === 'dark' ? '#111' : '#fff'
          const inbox = new SharedInbox()
          fill(inbox)
          const element = await looking(inbox, { theme })
          inside(element, '.s')?.click()
          await element.updateComplete
          await clean(element)
        })

  it('fits into 320 pixels, with the longest of words', async () => {
    const box = document.body.appendChild(document.createElement('main'))
    box.style.inlineSize = '320px'
    const inbox = new SharedInbox()
    full(inbox)
    inbox.tell('e', { title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft' })
    const element = await looking(inbox, { mode: 'inline' })
    box.append(element)
    await element.updateComplete
    row(element, 'a').querySelector<HTMLElement>('.s')?.click()
    await until(() => inside(element, '.choices'))
    const edge = box.getBoundingClientRect().right + 0.5
    for (const each of all(element, '.inbox *')) {
      const { right, width } = each.getBoundingClientRect()
      ok(width === 0 || right <= edge, `${each.className} reaches ${right} of ${edge}`)
    }
    ok((inside(element, '.inbox .scroll')?.scrollWidth ?? 0) <= 320)
  })
})
