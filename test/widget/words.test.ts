/** Languages: which one is spoken, when its words come, and which way they are written. */
import type { PersonaWidget } from '../../widget/element.ts'
import { agendaWords } from '../../widget/strings/agenda.ts'
import { en } from '../../widget/strings/en.ts'
import { listWords } from '../../widget/strings/list.ts'
import { speak } from '../../widget/strings/words.ts'
import { Diary } from '../../demo/stage/diary.ts'
import { equal, ok } from './assert.ts'
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

  /** Everything in the panel that is read or heard. */
  const shown = (element: PersonaWidget): string[] =>
    [...(inside(element, '.panel') as HTMLElement).querySelectorAll('*')].flatMap((each) => [
      ...['aria-label', 'title', 'placeholder'].map((name) => each.getAttribute(name) ?? ''),
      ...[...each.childNodes].map((node) => (node instanceof Text ? node.data.trim() : '')),
    ])

  it('draws everything anew in another language while it is open, in every room', async () => {
    const peer = new Diary().tab()
    peer.seed(
      'Plans',
      { role: 'person', text: 'Wie geht das?', at: new Date(Date.now() - 86_400_000).toISOString() },
      { text: 'So:\n\n```\n1 + 1\n```\n\n- [x] eins\n- [ ] zwei' },
    )
    const element = await opened(peer, { locale: 'en', mode: 'inline' })
    const before = new Map<string, string[]>()
    const rooms = ['chat', 'conversations', 'agenda']
    for (const room of rooms) {
      await element.open(room)
      await until(() => element.view === room)
      before.set(room, shown(element))
    }
    ok(before.get('chat')?.includes('Copy') && before.get('chat')?.includes('Today'))
    const words = [en, listWords, agendaWords]
      .flatMap((each) => Object.values(each))
      .filter((each) => typeof each === 'string')
    element.locale = 'de'
    await until(() => shown(element).includes('Kalender'))
    const same = [en, listWords, agendaWords].flatMap((each) => Object.values(each))
    for (const room of rooms) {
      await element.open(room)
      await until(() => element.view === room)
      await element.updateComplete
      const left = shown(element).filter((text) => words.includes(text) && !same.includes(text))
      equal([room, left], [room, []])
    }
    await element.open('chat')
    await until(() => element.view === 'chat')
    ok(shown(element).includes('Kopieren') && shown(element).includes('Heute') && shown(element).includes('Gestern'))
    element.locale = 'ar'
    await until(() => inside(element, '.panel')?.dir === 'rtl')
    await until(() => !shown(element).includes('Kopieren') && !shown(element).includes('Heute'))
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
