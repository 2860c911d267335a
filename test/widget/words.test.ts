/** Languages: which one is spoken, when its words come, and which way they are written. */
import type { PersonaWidget } from '../../widget/element.ts'
import { speak } from '../../widget/strings/words.ts'
import { equal } from './assert.ts'
import { inside, mount, opened, Peer, until } from './stage.ts'

describe('languages', () => {
  const { lang } = document.documentElement
  afterEach(async () => {
    document.documentElement.lang = lang
    for (const element of document.querySelectorAll('persona-widget')) element.remove()
    await speak('en')
  })

  const label = (element: PersonaWidget) => inside(element, '.launcher')?.getAttribute('aria-label')

  it('speaks that of the page, and another when it is told to', async () => {
    document.documentElement.lang = 'de-AT'
    const element = await mount(new Peer())
    await until(() => label(element) === 'Chat öffnen')
    element.locale = 'en-GB'
    await until(() => label(element) === 'Open chat')
  })

  it('speaks English where it has no words', async () => {
    document.documentElement.lang = 'de'
    const element = await mount(new Peer())
    await until(() => label(element) === 'Chat öffnen')
    element.locale = 'tlh'
    await until(() => label(element) === 'Open chat')
  })

  it('writes from right to left what is read so, on whatever page', async () => {
    const element = await mount(new Peer(), { locale: 'he', mode: 'inline' })
    await until(() => inside(element, '.panel'))
    equal(inside(element, '.panel')?.getAttribute('lang'), 'he')
    equal(getComputedStyle(inside(element, '.panel') as HTMLElement).direction, 'rtl')
    equal(getComputedStyle(element).direction, 'ltr')
  })

  it('has its words for what is fetched later too', async () => {
    const peer = new Peer()
    const { id: conversation } = peer.seed('one', { role: 'person', text: 'q' })
    const element = await opened(peer, { locale: 'he' })
    const { id: message } = peer.put(conversation, { status: 'streaming' })
    peer.tell('chat.activity', { conversation, message, action: 'chat.list', state: 'done' })
    await until(() => inside(element, '.activity span'))
    equal(inside(element, '.activity span')?.textContent, 'חיפוש בשיחות שלך')
  })
})
