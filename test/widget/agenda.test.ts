/** The agenda as a person uses it: by mouse, by finger, by keyboard alone, in two tabs, in every direction, size and light. */
import type { PersonaWidget } from '../../widget/element.ts'
import { partsOf } from '../../widget/agenda/parts.ts'
import { lanesOf, type Shown } from '../../widget/agenda/shown.ts'
import { toInstant, toLocal } from '../../widget/agenda/time.ts'
import { equal, ok } from './assert.ts'
import { clean } from './axe.ts'
import { at, Diary, today } from '../../demo/stage/diary.ts'
import { SharedInbox } from '../../demo/stage/inbox.ts'
import { inside, mount, type Peer, until } from './stage.ts'

const DAY = 86_400_000
const all = (element: PersonaWidget, selector: string): HTMLElement[] => [
  ...element.renderRoot.querySelectorAll<HTMLElement>(selector),
]
const titles = (element: PersonaWidget): string[] =>
  all(element, '.ag-row .ag-title').map((each) => each.textContent?.trim() ?? '')
const said = (element: PersonaWidget): string => inside(element, '.panel > [role=status]')?.textContent ?? ''
const focused = (element: PersonaWidget): HTMLElement | null =>
  (element.shadowRoot?.activeElement as HTMLElement | null) ?? null
const press = (element: PersonaWidget, key: string, more: KeyboardEventInit = {}): void =>
  void focused(element)?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
  )
const named = (element: PersonaWidget, words: string): HTMLElement | undefined =>
  all(element, '.agenda button').find((each) => each.textContent?.trim() === words)

const looking = async (diary: Diary, attributes: Record<string, string> = {}, peer = diary.tab()) => {
  const element = await mount(peer, attributes)
  await element.open('agenda')
  await until(() => element.view === 'agenda' && inside(element, '.ag-row, .ag-center'))
  return element
}
const show = async (element: PersonaWidget, view: 'List' | 'Day' | 'Week' | 'Month') => {
  named(element, view)?.click()
  await until(() => inside(element, view === 'List' ? '.ag-list' : '.ag-grid [role=grid]'))
}
/** In a box that is so wide. */
const wide = async (diary: Diary, width: number, attributes: Record<string, string> = {}) => {
  const box = document.body.appendChild(document.createElement('main'))
  box.style.inlineSize = `${width}px`
  const element = await mount(diary.tab(), { mode: 'inline', ...attributes })
  box.append(element)
  await element.open('agenda')
  await until(() => element.view === 'agenda' && inside(element, '.ag-row, .ag-center'))
  return element
}
const type = (element: PersonaWidget, text: string): HTMLInputElement => {
  const field = inside(element, '[name=quick]') as HTMLInputElement
  field.value = text
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  return field
}
const point = (kind: string, on: Element, x: number, y: number, more: PointerEventInit = {}): void =>
  void on.dispatchEvent(
    new PointerEvent(kind, {
      bubbles: true,
      composed: true,
      cancelable: true,
      isPrimary: true,
      pointerId: 1,
      pointerType: 'mouse',
      clientX: x,
      clientY: y,
      ...more,
    }),
  )
/** Where a time of day is on the screen. */
const placeOf = (element: PersonaWidget, minute: number, column = 0): [number, number] => {
  const box = all(element, '.ag-col')[column]?.getBoundingClientRect() as DOMRect
  return [box.left + box.width / 2, box.top + (minute / 1440) * box.height]
}
const drag = (element: PersonaWidget, on: Element, from: [number, number], to: [number, number]): void => {
  const root = inside(element, '.ag-grid-days') as HTMLElement
  point('pointerdown', on, ...from)
  point('pointermove', root, from[0], (from[1] + to[1]) / 2)
  point('pointermove', root, ...to)
  point('pointerup', root, ...to)
}
const asked = (peer: Peer | undefined, name: string) => peer?.named(name).at(-1)?.input

describe('The agenda', () => {
  afterEach(() => {
    for (const each of document.querySelectorAll('persona-widget, main')) each.remove()
    document.documentElement.dir = ''
    document.body.style.background = ''
    sessionStorage.clear()
  })

  it('is where a notice about an entry leads, at its next time', async () => {
    const diary = new Diary()
    const { id } = diary.put({ title: 'Pottery', start: at(1, '20:00'), minutes: 60 })
    const inbox = new SharedInbox()
    const peer = inbox.tab(diary.tab())
    inbox.tell('a', { link: { kind: 'entry', id, conversation: null } })
    const element = await mount(peer)
    await element.open('notifications')
    await until(() => inside(element, '.notice .what'))
    inside(element, '.notice .what')?.click()
    await until(() => element.view === 'agenda' && inside(element, '.ag-sheet')?.textContent?.includes('Pottery'))
  })

  it('lists what comes by days, says what overlaps, and hears what others do', async () => {
    const diary = new Diary()
    diary.put({ title: 'Holiday', start: at(1).slice(0, 10), days: 2 })
    diary.put({ title: 'Dentist', start: at(1, '10:00'), place: 'Baixa' })
    diary.put({ title: 'Call Sam', start: at(1, '10:30'), minutes: 15 })
    const element = await looking(diary)
    equal(
      all(element, '.ag-list h3 > span').map((each) => each.textContent),
      ['Today', 'Tomorrow', all(element, '.ag-list h3 > span')[2]?.textContent],
    )
    equal(titles(element), ['Holiday', 'Dentist', 'Call Sam', 'Holiday'])
    ok(all(element, '.ag-row')[1]?.textContent?.includes('overlaps with Call Sam'))
    ok(all(element, '.ag-row')[1]?.textContent?.includes('Baixa'))
    ok(inside(element, '.ag-none')?.textContent?.includes('Nothing today'))
    diary.put({ title: 'Standup', start: at(1, '15:00') }, 1, { zone: 'Asia/Tokyo' })
    await until(() => inside(element, '.ag-list')?.textContent?.includes('in Tokyo'))
    diary.put({ title: 'From elsewhere', start: at(0, '23:59'), minutes: 0 })
    await until(() => titles(element)[0] === 'From elsewhere')
  })

  it('says so when there is nothing, when nothing could be loaded, and tells where one is when nobody knows', async () => {
    const diary = new Diary()
    diary.known = false
    const peer = diary.tab()
    peer.faults = [{ name: 'agenda.list', how: 'dropped' }]
    const element = await looking(diary, {}, peer)
    ok(inside(element, '.ag-center')?.textContent?.includes('could not be loaded'))
    inside(element, '.ag-center .solid')?.click()
    await until(() => inside(element, '.ag-center h2')?.textContent === 'Nothing planned.')
    equal(peer.named('agenda.settings')[1]?.input, {
      persona: 'per_1',
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    })
  })

  it('adds what one line says, once it was seen how it is understood, and undoes it', async () => {
    const diary = new Diary()
    const element = await looking(diary)
    const [peer] = diary.tabs
    const form = type(element, 'buy milk').form as HTMLFormElement
    form.requestSubmit()
    await until(() => inside(element, '.ag-unread')?.textContent?.startsWith('When?'))
    type(element, 'lunch with Ana tomorrow at 1')
    form.requestSubmit()
    await until(() => inside(element, '.ag-preview'))
    equal(peer?.named('agenda.add').length, 0)
    ok(said(element).startsWith('Understood: Lunch with Ana, Tomorrow'), said(element))
    form.requestSubmit()
    await until(() => titles(element)[0] === 'Lunch with Ana')
    equal(asked(peer, 'agenda.add').start, at(1, '13:00'))
    equal(asked(peer, 'agenda.add').reminders, [60])
    equal(inside(element, '.ag-trouble'), null)
    equal((inside(element, '[name=quick]') as HTMLInputElement).value, '')
    inside(element, '.to-undo')?.click()
    await until(() => asked(peer, 'agenda.undo')?.edit === 'edt_1' && said(element) === 'Undone.')
  })

  it('opens an entry: who made it and why, and leads to where that was said', async () => {
    const diary = new Diary()
    const peer = diary.tab()
    const talk = peer.seed('Garden', { role: 'person', text: 'Plan it.' }, { text: 'Done.' })
    const message = [...peer.messages.keys()][1] as string
    diary.put({ title: 'Dig', start: at(1, '10:00'), reason: 'the ground is soft' }, 1, {
      notes: 'Bring <b>boots</b>',
      attendees: [{ name: 'Sam', address: 'sam@example.org' }],
      reminders: [60],
      source: { by: 'persona', conversation: talk.id, message },
    })
    const element = await looking(diary, {}, peer)
    inside(element, '.ag-what')?.click()
    await until(() => inside(element, '.ag-source'))
    const text = inside(element, '.ag-card')?.textContent?.replace(/\s+/g, ' ') ?? ''
    for (const words of [
      'Dig',
      'Tomorrow',
      'Bring <b>boots</b>',
      'Sam <sam@example.org>',
      '1 hour before',
      'Added by Juno, because: the ground is soft',
    ])
      ok(text.includes(words), `${words}: ${text}`)
    inside(element, '.ag-source .link')?.click()
    await until(() => element.view === 'chat')
  })

  it('changes an entry: only what was changed is said, and of a series it asks which', async () => {
    const diary = new Diary()
    diary.put({ title: 'Standup', start: at(1, '09:15'), minutes: 15 }, 3)
    const element = await looking(diary)
    const [peer] = diary.tabs
    inside(element, '.ag-what')?.click()
    await until(() => named(element, 'Edit') && inside(element, '.ag-source'))
    named(element, 'Edit')?.click()
    await until(() => focused(element)?.matches('[name=title]'))
    const field = (name: string) => inside(element, `.ag-form [name=${name}]`) as HTMLInputElement
    field('title').value = 'Daily'
    field('end').value = at(1, '09:00')
    field('title').form?.requestSubmit()
    await until(() => inside(element, '.ag-form [role=alert]')?.textContent?.includes('before it begins'))
    field('end').value = at(1, '10:00')
    field('title').form?.requestSubmit()
    await until(() => inside(element, '.ag-which'))
    named(element, 'This and all that follow')?.click()
    await until(() => peer?.named('agenda.update').length === 1)
    equal(asked(peer, 'agenda.update'), {
      id: `ent_1@${at(1, '09:15')}:00`,
      scope: 'following',
      title: 'Daily',
      minutes: 45,
    })
    await until(() => titles(element)[0] === 'Daily')
  })

  it('makes an entry of its own: whole days, how it comes again until when, reminders, with whom', async () => {
    const diary = new Diary()
    const element = await looking(diary)
    const [peer] = diary.tabs
    await show(element, 'Day')
    await until(() => inside(element, '.ag-slot'))
    inside(element, '.ag-slot')?.click()
    await until(() => focused(element)?.matches('[name=title]'))
    const field = (name: string) => inside(element, `.ag-form [name=${name}]`) as HTMLInputElement
    equal(field('start').value, at(0, '09:00'))
    field('title').value = 'Course'
    field('allDay').click()
    await until(() => field('start').value === at(0).slice(0, 10))
    field('end').value = at(1).slice(0, 10)
    field('rule').value = 'fortnightly'
    field('rule').dispatchEvent(new Event('change', { bubbles: true }))
    await until(() => inside(element, '[name=until]'))
    field('until').value = '2030-12-20'
    field('attendees').value = 'Ana, Bob <bob@example.org>, eve@example.org'
    all(element, '[name=reminders]')[4]?.click()
    field('title').form?.requestSubmit()
    await until(() => peer?.named('agenda.add').length === 1)
    const { title, start, days, rule, attendees, reminders } = asked(peer, 'agenda.add')
    equal([title, start, days, rule], ['Course', at(0).slice(0, 10), 2, 'FREQ=WEEKLY;INTERVAL=2;UNTIL=20301220'])
    equal(attendees, [
      { name: 'Ana', address: '' },
      { name: 'Bob', address: 'bob@example.org' },
      { name: '', address: 'eve@example.org' },
    ])
    equal(reminders, [1440])
  })

  it('removes an entry and brings it back, in every tab', async () => {
    const diary = new Diary()
    diary.put({ title: 'Dentist', start: at(1, '10:00') })
    const [one, two] = [await looking(diary), await looking(diary)]
    inside(one, '.ag-what')?.focus()
    press(one, 'Delete')
    await until(() => titles(one).length === 0 && titles(two).length === 0)
    equal(said(one), 'Deleted.')
    press(one, 'z', { ctrlKey: true })
    inside(one, '.to-undo')?.click()
    await until(() => titles(two)[0] === 'Dentist' && titles(one)[0] === 'Dentist')
  })

  it('is moved and made longer by keyboard alone, everything is said, and Escape leaves it as it was', async () => {
    const diary = new Diary()
    diary.put({ title: 'Dentist', start: at(0, '10:00') })
    const element = await looking(diary)
    const [peer] = diary.tabs
    await show(element, 'Day')
    await until(() => inside(element, '.ag-slot'))
    inside(element, '.ag-slot')?.focus()
    ok(focused(element)?.ariaLabel?.includes('9:00'), focused(element)?.ariaLabel ?? '')
    press(element, 'ArrowDown')
    await until(() => focused(element)?.ariaLabel?.includes('9:30'))
    press(element, 'ArrowDown')
    await until(() => focused(element)?.matches('.ag-entry'))
    ok(focused(element)?.ariaLabel?.startsWith('Dentist 10:00'), focused(element)?.ariaLabel ?? '')
    press(element, 'm')
    await until(() => said(element).startsWith('Dentist is picked up'))
    press(element, 'ArrowDown')
    press(element, 'ArrowRight')
    await until(() => said(element).startsWith('Tomorrow, 10:15'))
    press(element, 'Escape')
    await until(() => said(element) === 'Left as it was.' && !inside(element, '.ag-held'))
    await until(() => focused(element)?.ariaLabel?.startsWith('Dentist 10:00'))
    ok(element.opened)
    equal(peer?.named('agenda.update').length, 0)
    inside(element, '.ag-bar .to-tools')?.focus()
    press(element, 'Escape')
    await until(() => !element.opened)
  })

  it('saves what was carried by arrows where it was put down', async () => {
    const diary = new Diary()
    diary.put({ title: 'Dentist', start: at(0, '10:00') })
    const element = await looking(diary)
    const [peer] = diary.tabs
    await show(element, 'Day')
    await until(() => inside(element, '.ag-slot'))
    inside(element, '.ag-slot')?.focus()
    press(element, 'ArrowDown')
    await until(() => focused(element)?.ariaLabel?.includes('9:30'))
    press(element, 'ArrowDown')
    await until(() => focused(element)?.matches('.ag-entry'))
    press(element, 'm')
    press(element, 'ArrowDown')
    press(element, 'ArrowDown')
    press(element, 'ArrowDown', { shiftKey: true })
    await until(() => inside(element, '.ag-held b'))
    press(element, 'Enter')
    await until(() => peer?.named('agenda.update').length === 1)
    equal(asked(peer, 'agenda.update'), { id: 'ent_1', start: at(0, '10:30'), minutes: 75 })
    await until(() => focused(element)?.matches('.ag-entry') && focused(element)?.ariaLabel?.includes('10:30'))
    ok(said(element).startsWith('Moved to Today, 10:30'), said(element))
    press(element, 'ArrowUp')
    await until(() => focused(element)?.matches('.ag-slot'))
    press(element, 'ArrowRight')
    await until(() => inside(element, '.ag-nav h2')?.textContent === 'Tomorrow')
    press(element, 't')
    await until(() => inside(element, '.ag-nav h2')?.textContent === 'Today')
    press(element, 'Enter')
    press(element, '?')
    await until(() => inside(element, '.ag-keys'))
  })

  it('puts what overlaps side by side, and the arrows go from one to the other', async () => {
    const diary = new Diary()
    diary.put({ title: 'A', start: at(0, '10:00') })
    diary.put({ title: 'B', start: at(0, '10:30') })
    const element = await looking(diary)
    await show(element, 'Day')
    await until(() => all(element, '.ag-entry').length === 2)
    const [a, b] = all(element, '.ag-entry').map((each) => each.getBoundingClientRect()) as [DOMRect, DOMRect]
    ok(a.right <= b.left + 1 && b.top > a.top && b.top < a.bottom, 'side by side')
    inside(element, '.ag-slot')?.focus()
    press(element, 'ArrowDown')
    await until(() => focused(element)?.ariaLabel?.includes('9:30'))
    press(element, 'ArrowDown')
    await until(() => focused(element)?.ariaLabel?.startsWith('A 10:00'))
    ok(focused(element)?.ariaLabel?.includes('overlaps with B'))
    press(element, 'ArrowRight')
    await until(
      () =>
        inside(element, '.ag-nav h2')?.textContent === 'Tomorrow' || focused(element)?.ariaLabel?.startsWith('B 10:30'),
    )
  })

  it('is made, moved and made longer by mouse', async () => {
    const diary = new Diary()
    diary.put({ title: 'Dentist', start: at(0, '12:00') })
    const element = await looking(diary)
    const [peer] = diary.tabs
    await show(element, 'Day')
    await until(() => inside(element, '.ag-entry'))
    const entry = () => inside(element, '.ag-entry') as HTMLElement
    // At an edge it scrolls.
    entry().scrollIntoView({ block: 'center' })
    drag(element, entry(), placeOf(element, 730), placeOf(element, 790))
    await until(() => peer?.named('agenda.update').length === 1)
    equal(asked(peer, 'agenda.update'), { id: 'ent_1', start: at(0, '13:00') })
    await until(() => entry().ariaLabel?.includes('2:00') && !inside(element, '.ag-held'))
    const scroll = inside(element, '.ag-times') as HTMLElement
    const center = (minute: number): void =>
      void (scroll.scrollTop +=
        placeOf(element, minute)[1] - scroll.getBoundingClientRect().top - scroll.clientHeight / 2)
    center(855)
    drag(element, inside(element, '.ag-grip') as HTMLElement, placeOf(element, 839), placeOf(element, 870))
    await until(() => peer?.named('agenda.update').length === 2)
    equal(asked(peer, 'agenda.update'), { id: 'ent_1', minutes: 90 })
    await until(() => !inside(element, '.ag-held'))
    center(645)
    drag(element, all(element, '.ag-col')[0] as HTMLElement, placeOf(element, 600), placeOf(element, 690))
    await until(() => focused(element)?.matches('[name=title]'))
    equal(
      ['start', 'end'].map((name) => (inside(element, `.ag-form [name=${name}]`) as HTMLInputElement).value),
      [at(0, '10:00'), at(0, '11:30')],
    )
  })

  it('is moved by a finger that rests on it first; one that goes at once scrolls', async () => {
    const diary = new Diary()
    diary.put({ title: 'Dentist', start: at(0, '12:00') })
    const element = await looking(diary)
    const [peer] = diary.tabs
    await show(element, 'Day')
    await until(() => inside(element, '.ag-entry'))
    const root = inside(element, '.ag-grid-days') as HTMLElement
    const touch = { pointerType: 'touch' }
    const entry = inside(element, '.ag-entry') as HTMLElement
    point('pointerdown', entry, ...placeOf(element, 730), touch)
    point('pointermove', root, ...placeOf(element, 790), touch)
    point('pointerup', root, ...placeOf(element, 790), touch)
    point('pointerdown', entry, ...placeOf(element, 730), touch)
    await until(() => inside(element, '.ag-held'))
    point('pointermove', root, ...placeOf(element, 760), touch)
    await until(() => inside(element, '.ag-held b')?.textContent?.includes('12:30'))
    point('pointerup', root, ...placeOf(element, 760), touch)
    await until(() => peer?.named('agenda.update').length === 1)
    equal(asked(peer, 'agenda.update').start, at(0, '12:30'))
  })

  it('shows what the persona proposes where it would be, to accept or to decline', async () => {
    const diary = new Diary()
    diary.put({ title: 'Dentist', start: at(1, '10:00') })
    diary.put({ title: 'Gym', start: at(1, '18:00') })
    const add = diary.ask('agenda.add', { title: 'Walk', start: at(1, '08:00'), minutes: 30 })
    diary.ask('agenda.update', { id: 'ent_1', start: at(1, '11:00') })
    const remove = diary.ask('agenda.remove', { id: 'ent_2' })
    const element = await looking(diary)
    const [peer] = diary.tabs
    equal(titles(element), ['Walk', 'Dentist', 'Dentist', 'Gym'])
    equal(all(element, '.ag-row.ghost').length, 3)
    equal(all(element, '.ag-row.leaving').length, 1)
    await show(element, 'Day')
    press(element, 'ArrowRight')
    all(element, '.ag-nav button').at(-1)?.click()
    await until(() => all(element, '.ag-entry.ghost').length === 3)
    await show(element, 'List')
    all(element, '.ag-decide .solid')[0]?.click()
    await until(() => asked(peer, 'approvals.decide')?.approval === add.id)
    equal(asked(peer, 'approvals.decide').decision, 'approve')
    await until(() => all(element, '.ag-row.ghost').length === 2 && said(element) === 'Accepted.')
    all(element, '.ag-what').at(-1)?.click()
    await until(() => inside(element, '.ag-card .ag-decide'))
    ok(inside(element, '.ag-card')?.textContent?.includes('proposes to delete this'))
    named(element, 'Decline')?.click()
    await until(() => asked(peer, 'approvals.decide')?.approval === remove.id)
    equal(asked(peer, 'approvals.decide').decision, 'reject')
  })

  it('shows a month, by dots or by name, and a day of it', async () => {
    const diary = new Diary()
    for (const title of ['A', 'B', 'C', 'D']) diary.put({ title, start: at(0, '10:00') })
    const narrow = await wide(diary, 360)
    await show(narrow, 'Month')
    await until(() => all(narrow, '.ag-date').length >= 28)
    equal(all(narrow, '.ag-date.today .ag-dots i').length, 4)
    ok(inside(narrow, '.ag-date.today')?.ariaLabel?.includes('4 entries, A, B, C'))
    inside(narrow, '.ag-date.current')?.focus()
    press(narrow, 'ArrowRight')
    await until(() => focused(narrow)?.dataset['day'] === String(today() + DAY))
    press(narrow, 'ArrowDown')
    await until(() => focused(narrow)?.dataset['day'] === String(today() + 8 * DAY))
    press(narrow, 'Enter')
    await until(() => inside(narrow, '.ag-col'))
    const broad = await wide(diary, 900)
    await show(broad, 'Month')
    await until(() => inside(broad, '.ag-date.today')?.textContent?.includes('1 more'))
    await show(broad, 'Week')
    await until(() => all(broad, '.ag-col').length === 7)
    await show(narrow, 'Week')
    await until(() => all(narrow, '.ag-col').length === 3)
  })

  it('is carried to another day of a month by mouse, and keeps its time', async () => {
    const diary = new Diary()
    diary.put({ title: 'Dentist', start: at(0, '12:00') })
    const element = await wide(diary, 900)
    const [peer] = diary.tabs
    await show(element, 'Month')
    await until(() => inside(element, '.ag-mini'))
    const middle = (place: Element): [number, number] => {
      const { left, top, width, height } = place.getBoundingClientRect()
      return [left + width / 2, top + height / 2]
    }
    const dates = all(element, '.ag-date')
    const here = dates.findIndex((date) => date.matches('.today'))
    const other = dates[here < 7 ? here + 8 : here - 6] as HTMLElement
    const days = here < 7 ? 8 : -6
    const entry = inside(element, '.ag-mini') as HTMLElement
    point('pointerdown', entry, ...middle(entry))
    const root = inside(element, '[role=grid]') as HTMLElement
    point('pointermove', root, ...middle(other))
    await until(() => other.querySelector('.carried'))
    point('pointerup', root, ...middle(other))
    await until(() => peer?.named('agenda.update').length === 1)
    equal(asked(peer, 'agenda.update'), { id: 'ent_1', start: at(days, '12:00') })
    await until(() => focused(element)?.dataset['day'] === String(today() + days * DAY))
    equal(inside(element, '.ag-trouble'), null)
    // What is only clicked is looked at.
    const there = inside(element, '.ag-mini') as HTMLElement
    point('pointerdown', there, ...middle(there))
    point('pointerup', root, ...middle(there))
    there.click()
    await until(() => inside(element, '.ag-col'))
  })

  it('is a file to take away, and a file brought in says what was left out', async () => {
    const diary = new Diary()
    const element = await looking(diary)
    const [peer] = diary.tabs
    inside(element, '.to-tools')?.click()
    await until(() => inside(element, '.to-export'))
    const saved: string[] = []
    const click = HTMLAnchorElement.prototype.click
    HTMLAnchorElement.prototype.click = function () {
      saved.push(this.download)
    }
    inside(element, '.to-export')?.click()
    await until(() => saved.length === 1)
    HTMLAnchorElement.prototype.click = click
    equal(saved, ['agenda.ics'])
    const field = inside(element, 'input[type=file]') as HTMLInputElement
    const choose = (text: string): void => {
      const files = new DataTransfer()
      files.items.add(new File([text], 'a.ics', { type: 'text/calendar' }))
      field.files = files.files
      field.dispatchEvent(new Event('change'))
    }
    choose('no calendar')
    await until(() => inside(element, '.ag-trouble')?.textContent?.includes('no calendar'))
    choose('BEGIN:VCALENDAR')
    await until(() => inside(element, '.receipt'))
    ok(inside(element, '.receipt')?.textContent?.includes('1 left out'))
    ok(inside(element, '.receipt')?.textContent?.includes('VEVENT, line 7: It has no start.'))
    equal(asked(peer, 'agenda.import'), { calendar: 'BEGIN:VCALENDAR\r\n', persona: 'per_1' })
    // What is too much for the line goes in parts, and is told and undone as one.
    const event = (n: number): string => `BEGIN:VEVENT\r\nUID:${n}\r\nSUMMARY:${'x'.repeat(900)}\r\nEND:VEVENT`
    choose(`BEGIN:VCALENDAR\r\n${Array.from({ length: 150 }, (_, n) => event(n)).join('\r\n')}\r\nEND:VCALENDAR`)
    await until(() => inside(element, '.receipt')?.textContent?.includes('3 added'))
    equal(peer?.named('agenda.import').length, 4)
    for (const { input } of peer?.named('agenda.import') ?? []) ok(JSON.stringify(input).length < 60_000)
    const days = all(element, '.ag-days input')
    days[6]?.click()
    await until(() => asked(peer, 'agenda.settings')?.hours)
    equal(asked(peer, 'agenda.settings').hours.days, [1, 2, 3, 4, 5, 6])
    await clean(element)
  })

  it('parts a calendar between its components, with the zones that each part speaks of', () => {
    const zone = 'BEGIN:VTIMEZONE\nTZID:Mars\nBEGIN:STANDARD\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE'
    const event = (n: number, more = '') =>
      `BEGIN:VEVENT\nUID:${n}\nDTSTART;TZID=Mars:20260101T090000\nBEGIN:VALARM\nEND:VALARM\n${more}END:VEVENT`
    const file = `BEGIN:VCALENDAR\nX-NAME:a\n${zone}\n${event(1)}\n${event(2, `NOTE:${'é'.repeat(400)}\n`)}\n${event(3)}\nEND:VCALENDAR\n`
    equal(partsOf(file, 100_000).parts.length, 1)
    const { parts, left } = partsOf(file, 500)
    equal(left, [file.split('\n').indexOf('UID:2')])
    equal(parts.length, 2)
    equal(
      parts.map(({ text }) => [...text.matchAll(/UID:(\d)/g)].map(([, n]) => n)),
      [['1'], ['3']],
    )
    for (const { text, lines } of parts) {
      ok(text.includes('TZID:Mars') && text.endsWith('END:VCALENDAR\r\n'), text)
      const uid = text.split('\r\n').findIndex((line) => line.startsWith('UID'))
      equal(file.split('\n')[(lines[uid] ?? 0) - 1], text.split('\r\n')[uid])
    }
  })

  it('lets whoever may only look, look', async () => {
    const diary = new Diary()
    diary.put({ title: 'Dentist', start: at(1, '10:00') })
    const peer = diary.tab()
    peer.scopes = ['chat:read', 'chat:write', 'agenda:read']
    const element = await looking(diary, {}, peer)
    ok(!inside(element, '[name=quick]'))
    inside(element, '.ag-what')?.click()
    await until(() => inside(element, '.ag-source'))
    ok(!named(element, 'Edit') && !named(element, 'Delete'))
    equal(peer.named('agenda.settings').length, 0)
  })

  it('keeps edits that are made without a line, shows what becomes of them, and has them done once it is back', async () => {
    const diary = new Diary()
    diary.put({ title: 'Dentist', start: at(1, '10:00') })
    diary.put({ title: 'Lunch', start: at(2, '12:00') })
    const element = await looking(diary)
    const [peer] = diary.tabs as [Peer]
    const waits = () => all(element, '.ag-wait').map((each) => each.querySelector('span')?.textContent)
    inside(element, '.ag-what')?.click()
    await until(() => named(element, 'Edit') && inside(element, '.ag-source'))
    peer.become('offline')
    named(element, 'Edit')?.click()
    await until(() => inside(element, '.ag-form [name=title]'))
    const field = (name: string) => inside(element, `.ag-form [name=${name}]`) as HTMLInputElement
    field('title').value = 'Surgeon'
    field('start').value = at(1, '11:00')
    field('end').value = at(1, '11:30')
    field('title').form?.requestSubmit()
    await until(() => waits().length === 1)
    equal(said(element), 'Will send when back online')
    equal(titles(element), ['Surgeon', 'Lunch'])
    ok(inside(element, '.ag-row')?.textContent?.includes('11:30'))
    all(element, '.ag-what')[1]?.focus()
    press(element, 'Delete')
    await until(() => waits().length === 2)
    equal(waits(), ['Will send when back online', 'Will send when back online'])
    equal(peer.named('agenda.update').length, 0)
    const act = peer.act.bind(peer)
    peer.act = async (...call) => {
      await new Promise((resolve) => void setTimeout(resolve, 100))
      return act(...call)
    }
    peer.become('online')
    await until(() => inside(element, '.ag-row .ag-sending')?.textContent === 'Sending')
    await until(() => peer.named('agenda.remove').length === 1 && titles(element).length === 1 && waits().length === 0)
    equal(titles(element), ['Surgeon'])
    equal(asked(peer, 'agenda.update'), { id: 'ent_1', title: 'Surgeon', start: at(1, '11:00'), minutes: 30 })
  })

  it('says of an edit that waited why it was refused, and tries again or lets it go', async () => {
    const diary = new Diary()
    diary.put({ title: 'Dentist', start: at(1, '10:00') })
    const element = await looking(diary)
    const [peer] = diary.tabs as [Peer]
    const remove = async () => {
      peer.become('offline')
      inside(element, '.ag-what')?.focus()
      press(element, 'Delete')
      await until(() => inside(element, '.ag-row.queued.gone'))
      peer.faults = [{ name: 'agenda.remove', how: 'refused', detail: 'Not this one.' }]
      peer.become('online')
      await until(() => inside(element, '.ag-wait[role=alert]'))
      equal(inside(element, '.ag-wait span')?.textContent, 'Not sent. Not this one.')
    }
    await remove()
    named(element, 'Discard')?.click()
    await until(() => !inside(element, '.ag-wait'))
    equal(titles(element), ['Dentist'])
    await remove()
    named(element, 'Try again')?.click()
    await until(() => titles(element).length === 0)
    const keys = peer.calls.filter(({ name }) => name === 'agenda.remove').map(({ key }) => key)
    equal([keys.length, keys[1] === keys[2]], [3, true])
  })

  it('says why something was refused', async () => {
    const diary = new Diary()
    diary.put({ title: 'Dentist', start: at(1, '10:00') })
    const element = await looking(diary)
    ;(diary.tabs[0] as Peer).faults = [{ name: 'agenda.remove', how: 'refused', detail: 'Not this one.' }]
    inside(element, '.ag-what')?.focus()
    press(element, 'Delete')
    await until(() => inside(element, '.agenda [role=alert]')?.textContent === 'Not this one.')
    equal(titles(element), ['Dentist'])
  })

  it('knows local times, also where clocks are changed, and lays out side by side in as few columns as there must be', () => {
    for (const zone of ['Europe/Lisbon', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu'])
      for (let local = Date.UTC(2026, 2, 1, 12); local < Date.UTC(2026, 11, 1); local += 13 * DAY)
        equal(toLocal(toInstant(local, zone), zone), local, zone)
    equal(new Date(toInstant(Date.UTC(2026, 2, 29, 1, 30), 'Europe/Lisbon')).toISOString(), '2026-03-29T01:30:00.000Z')
    const entry = (id: string, from: number, to: number) =>
      ({ id, from: from * 60_000, to: to * 60_000, allDay: false }) as Shown
    const lanes = lanesOf([entry('a', 0, 60), entry('b', 30, 90), entry('c', 60, 120), entry('d', 200, 200)], 0)
    equal(
      lanes.map(({ shown, lane, of }) => [shown.id, lane, of]),
      [
        ['a', 0, 2],
        ['b', 1, 2],
        ['c', 0, 2],
        ['d', 0, 1],
      ],
    )
  })

  for (const theme of ['light', 'dark'])
    for (const dir of ['ltr', 'rtl'])
      it(`is accessible: ${theme}, ${dir}`, async () => {
        document.documentElement.dir = dir
        document.body.style.background = theme === 'dark' ? '#111' : '#fff'
        const diary = new Diary()
        diary.put({ title: 'Dentist', start: at(0, '10:00') })
        diary.put({ title: 'Call', start: at(0, '10:15'), minutes: 15 }, 3)
        diary.put({ title: 'Holiday', start: at(0).slice(0, 10), days: 2 })
        diary.ask('agenda.add', { title: 'Walk', start: at(0, '15:00') })
        const element = await looking(diary, { theme })
        await clean(element)
        for (const view of ['Day', 'Week', 'Month'] as const) {
          await show(element, view)
          await clean(element)
        }
        await show(element, 'List')
        all(element, '.ag-what')[1]?.click()
        await until(() => inside(element, '.ag-source'))
        await clean(element)
        named(element, 'Edit')?.click()
        await until(() => inside(element, '.ag-form'))
        await clean(element)
      })

  it('fits into 320 pixels, with the longest of words', async () => {
    const diary = new Diary()
    const title = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
    diary.put({ title, start: at(0, '10:00') })
    diary.ask('agenda.add', { title, start: at(0, '15:00') })
    const element = await wide(diary, 320)
    for (const view of ['List', 'Day', 'Week', 'Month'] as const) {
      await show(element, view)
      const panel = inside(element, '.agenda') as HTMLElement
      ok(panel.scrollWidth <= panel.clientWidth, `${view}: ${panel.scrollWidth} > ${panel.clientWidth}`)
    }
  })
})
