/** Words that no language has: every word that is seen or read aloud comes from `widget/strings`, from Intl or from data. */
import type { Approval, Conversation, Fact, Plan, PlanStep, Recollection, Schedule } from '../../bff/api.ts'
import type { PersonaWidget } from '../../widget/element.ts'
import { activityWords } from '../../widget/strings/activity.ts'
import { agendaWords } from '../../widget/strings/agenda.ts'
import { approvalWords } from '../../widget/strings/approvals.ts'
import { diagnosisWords } from '../../widget/strings/diagnosis.ts'
import { en } from '../../widget/strings/en.ts'
import { launcherWords } from '../../widget/strings/launcher.ts'
import { listWords } from '../../widget/strings/list.ts'
import { memoryWords } from '../../widget/strings/memory.ts'
import { noticeWords } from '../../widget/strings/notifications.ts'
import { planWords } from '../../widget/strings/plans.ts'
import { repeatWords } from '../../widget/strings/repeats.ts'
import { shortcutWords } from '../../widget/strings/shortcuts.ts'
import { shareWords } from '../../widget/strings/whiteboard-share.ts'
import { yoursWords } from '../../widget/strings/yours.ts'
import { workWords } from '../../widget/strings/whiteboard-work.ts'
import { boardWords } from '../../widget/strings/whiteboard.ts'
import { Trouble, type TroubleCode } from '../../widget/trouble.ts'
import { equal, ok } from './assert.ts'
import { atBoard, BoardPeer, shape } from './boards.ts'
import { at, Diary } from '../../demo/stage/diary.ts'
import { ago, SharedInbox } from '../../demo/stage/inbox.ts'
import { backendOf, inside, juno, mount, opened, Peer, until } from './stage.ts'

/** Ours, and a third longer, as translations are. */
const ours = (text: string): string => (text === '' ? '' : `⟦${text}${'·'.repeat(Math.ceil(text.length * 0.3))}⟧`)
/** Not ours: names, messages, titles. */
const data = (text: string): string => `⟪${text}⟫`

// oxlint-disable-next-line typescript/no-explicit-any
const pseudo = (word: any): any => {
  if (typeof word === 'string') return ours(word)
  if (typeof word === 'function') return (...given: unknown[]) => pseudo(word(...given))
  if (Array.isArray(word)) return word.map(pseudo)
  if (word === null || typeof word !== 'object') return word
  return Object.fromEntries(Object.entries(word).map(([key, each]) => [key, pseudo(each)]))
}

const all: object[] = [
  activityWords,
  agendaWords,
  approvalWords,
  boardWords,
  diagnosisWords,
  en,
  launcherWords,
  listWords,
  memoryWords,
  noticeWords,
  planWords,
  repeatWords,
  shareWords,
  shortcutWords,
  workWords,
  yoursWords,
]

/** What Intl writes is marked too. */
const formats = (
  [
    [Intl.DateTimeFormat, 'format'],
    [Intl.DateTimeFormat, 'formatRange'],
    [Intl.NumberFormat, 'format'],
    [Intl.RelativeTimeFormat, 'format'],
    [Intl.ListFormat, 'format'],
  ] as const
).map(
  ([{ prototype }, name]) =>
    [prototype, name, Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor] as const,
)
// oxlint-disable-next-line typescript/no-explicit-any
const marking = ({ get, value }: PropertyDescriptor): PropertyDescriptor & ThisType<any> => ({
  configurable: true,
  get() {
    const format = get === undefined ? value.bind(this) : get.call(this)
    // What is written in Swedish is read by a program, not by a person: it is as ISO 8601 has it.
    const plain = this.resolvedOptions().locale.startsWith('sv')
    return (...given: unknown[]) => (plain ? format(...given) : `⟦${format(...given)}⟧`)
  },
})

const read = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription', 'aria-valuetext']
/** For whoever builds the page, in English and said to be so. */
const technical = 'style, script, code, kbd, :not(.panel)[lang=en]'

/** A zone is called as Intl calls it. */
const zones = new Set(
  [...Intl.supportedValuesOf('timeZone'), Intl.DateTimeFormat().resolvedOptions().timeZone].flatMap((zone) => {
    const plain = zone.replaceAll('_', ' ')
    return [plain, plain.slice(plain.lastIndexOf('/') + 1)]
  }),
)

/** Letters that are neither within our marks nor within those of data, nor in an instant (RFC 3339) or a zone. */
const strange = (said: string): boolean => {
  let text = said.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '')
  if (zones.has(text.trim())) return false
  for (let before = ''; before !== text;) {
    before = text
    text = text.replaceAll(/[⟦⟪][^⟦⟧⟪⟫]*[⟧⟫]/g, '')
  }
  return /\p{L}/u.test(text)
}

/** Everything that is seen or read aloud, and is neither translated nor data. */
const hardcoded = (element: PersonaWidget): string[] => {
  const found: string[] = []
  const walker = document.createTreeWalker(element.renderRoot, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Element) {
      const key = node.getAttribute('aria-keyshortcuts')
      for (const name of read) {
        const text = node.getAttribute(name)?.replace(`(${key})`, '') ?? ''
        if (strange(text)) found.push(`${name}="${text}"`)
      }
    } else if (strange(node.textContent ?? '') && !node.parentElement?.closest(technical))
      found.push(node.textContent ?? '')
  }
  return found
}

const soon = (hours: number): string => new Date(Date.now() + hours * 3600_000).toISOString()

describe('Every word', () => {
  const before = all.map((live) => ({ ...live }))

  beforeEach(() => {
    all.forEach((live, index) => Object.assign(live, pseudo(before[index])))
    for (const [prototype, name, format] of formats) Object.defineProperty(prototype, name, marking(format))
  })
  afterEach(() => {
    for (const element of document.querySelectorAll('persona-widget')) element.remove()
    all.forEach((live, index) => Object.assign(live, before[index]))
    for (const [prototype, name, format] of formats) Object.defineProperty(prototype, name, format)
    localStorage.clear()
    sessionStorage.clear()
  })

  const named = (peer: Peer): Peer => {
    peer.persona = {
      ...juno,
      name: data('Juno'),
      role: data(juno.role),
      greeting: data(juno.greeting),
      starters: juno.starters.map(data),
    }
    return peer
  }
  const none = (element: PersonaWidget): void => equal(hardcoded(element), [])
  const click = async (element: PersonaWidget, selector: string, what: string): Promise<void> => {
    await until(() => inside(element, selector), `there is ${selector}`)
    inside(element, selector)?.click()
    await until(() => inside(element, what), `${selector} leads to ${what}`)
    none(element)
  }

  it('is missed when it is written where it is shown', async () => {
    const element = await opened(named(new Peer()))
    none(element)
    inside(element, '.composer, textarea')?.setAttribute('aria-label', 'Message')
    inside(element, '.panel')?.append('Hello')
    equal(hardcoded(element).length, 2)
  })

  it('is translated at the launcher', async () => {
    const element = document.createElement('persona-widget')
    Object.assign(element, { backend: backendOf(named(new Peer())), app: 'app_1', unread: 3 })
    document.body.append(element)
    await element.ready
    await until(() => inside(element, '.greeting'))
    ok(inside(element, '.badge'))
    none(element)
  })

  it('is translated in a conversation', async () => {
    const peer = named(new Peer())
    const element = await opened(peer)
    ok(inside(element, '.empty'))
    none(element)
    const { id: conversation } = peer.seed(
      data('Plans'),
      { role: 'person', text: data('When?'), at: ago(3000) },
      {
        text: `${data('Soon')}\n\n- [x] ${data('a')}\n- [ ] ${data('b')}\n\n\`\`\`\n${data('c')}\n\`\`\``,
        at: ago(2990),
      },
      { text: data('No'), status: 'failed' },
      { text: data('Cut'), status: 'interrupted' },
      { text: data('Stop'), status: 'stopped' },
    )
    await click(element, '.to-list', '.row')
    await click(element, '.row .open', '.message')
    await until(() => inside(element, '.code'))
    none(element)
    const { id: message } = peer.put(conversation, { status: 'streaming' })
    await until(() => inside(element, '.thinking'))
    const act = (action: string, state: string) => peer.tell('chat.activity', { conversation, message, action, state })
    for (const state of ['running', 'done']) act('chat.list', state)
    for (const state of ['running', 'refused']) act('garden.create', state)
    for (const state of ['running', 'asked']) act('garden.remove', state)
    act('garden.look', 'running')
    await until(() => element.renderRoot.querySelectorAll('.activity li').length === 4)
    none(element)
    peer.settle(message, { text: data('Done') })
    peer.persona = { ...peer.persona, paused: true }
    peer.become('online')
    await until(() => inside(element, '.line'))
    none(element)
  })

  it('is translated when something does not arrive', async () => {
    const peer = named(new Peer())
    peer.seed(data('one'), { role: 'person', text: data('q') })
    const element = await opened(peer)
    peer.faults = [{ name: 'chat.send', how: 'refused', detail: data('No.') }]
    await element.send(data('refused'))
    await until(() => inside(element, '.message.failed'))
    none(element)
    peer.become('offline')
    await element.send(data('later'))
    await until(() => inside(element, '.line') && inside(element, '.message.queued'))
    none(element)
  })

  it('is translated in the list of conversations', async () => {
    const peer = named(new Peer())
    const { id } = peer.seed(data('one'), { role: 'person', text: data('q'), at: ago(30_000) })
    peer.seed('', { role: 'person', text: data('q'), at: ago(3000) })
    peer.conversations.set(id, { ...(peer.conversations.get(id) as Conversation), unread: 2, updatedAt: ago(20_000) })
    const element = await opened(peer)
    await click(element, '.to-list', '.row .dot')
    await click(element, '.row-acts button:first-child', 'form.editing')
    inside(element, 'form.editing .muted')?.click()
    await click(element, '.row-acts button:last-child', '.editing .danger')
  })

  it('is translated in what is asked', async () => {
    const peer = named(new Peer())
    peer.scopes = ['chat:read', 'chat:write', 'approvals:read', 'approvals:write']
    peer.seed(data('Plans'), { role: 'person', text: data('Change it') }, { text: data('Wait'), status: 'waiting' })
    const { id: message, conversation } = [...peer.messages.values()].at(-1) as { id: string; conversation: string }
    const asked = (id: string, change: Partial<Approval>): void => {
      peer.approvals.set(id, {
        id,
        persona: 'per_1',
        conversation,
        message,
        action: 'chat.rename',
        does: data('Give a conversation a title.'),
        risk: 'write',
        input: { title: data('Tea'), ownKey: true, count: 2, at: soon(3), tags: [data('a'), ''] },
        status: 'pending',
        by: 'person',
        decided: null,
        tainted: false,
        reason: null,
        at: ago(1),
        expires: soon(23.5),
        ...change,
      })
    }
    asked('apr_1', {})
    asked('apr_2', { by: 'operator', tainted: true, input: {}, risk: 'spend', expires: soon(0.01) })
    asked('apr_3', { status: 'rejected', decided: 'operator', reason: data('No'), risk: 'contact' })
    asked('apr_4', { expires: soon(-1), risk: 'irreversible' })
    peer.answers['approvals.list'] = () => ({ approvals: [...peer.approvals.values()] })
    const element = await opened(peer)
    await until(() => inside(element, '[data-approval=apr_4]'))
    none(element)
    await click(element, '.to-refuse', 'input[name=reason]')
    await click(element, '.ask-form .muted', '.to-edit')
    await click(element, '.to-edit', 'input[type=datetime-local]')
  })

  it('is translated in memory', async () => {
    const fact = (id: string, change: Partial<Fact>): Fact => ({
      id,
      persona: 'per_1',
      subject: 'me',
      attribute: 'drink',
      value: 'tea',
      text: data('I like tea.'),
      core: false,
      trust: 'person',
      author: 'vis:1',
      message: null,
      conversation: null,
      turn: null,
      since: ago(9000),
      until: null,
      confirmed: ago(9000),
      ...change,
    })
    const facts = [
      fact('fct_1', { core: true, since: ago(0) }),
      fact('fct_2', { subject: data('sister'), trust: 'persona', message: 'msg_1', conversation: 'cnv_1' }),
      fact('fct_3', { trust: 'outside', turn: 'trn_1' }),
      fact('fct_4', { trust: 'operator', until: ago(2000) }),
    ]
    const found: Partial<Recollection>[] = [
      { id: 'msg_1', kind: 'turn', text: data('a'), at: ago(5), trust: 'person', speaker: 'person', message: 'msg_1' },
      { id: 'trn_1', kind: 'turn', text: data('b'), at: ago(5), trust: 'outside', speaker: data('Sam'), message: null },
    ]
    const peer = named(new Peer())
    peer.families = ['chat', 'memory']
    peer.scopes.push('memory:read', 'memory:write')
    peer.answers['memory.list'] = () => ({ facts, before: 'x' })
    peer.answers['memory.search'] = () => ({ found })
    peer.answers['memory.forget'] = () => ({ receipt: 'fgt_1', at: ago(0), facts: 1, turns: 2, messages: 3 })
    peer.answers['memory.sources'] = () => ({ found })
    const element = await opened(peer)
    await element.open('memory')
    await until(() => inside(element, '.item'))
    none(element)
    await click(element, '.to-correct', '.editing textarea')
    await click(element, '.editing .muted', '.to-forget')
    await click(element, '.to-forget-all', '.ask-all')
    await click(element, '.ask-all .danger', '.receipt')
    const field = inside(element, 'input[type=search]') as HTMLInputElement
    field.value = 'a'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await until(() => element.renderRoot.querySelectorAll('.item').length === 2)
    none(element)
  })

  it('is translated in what an answer goes by', async () => {
    const peer = named(new Peer())
    peer.families = ['chat', 'memory']
    peer.scopes.push('memory:read')
    const source = { id: 'trn_1', kind: 'turn', text: data('a'), at: ago(5), trust: 'outside', message: null }
    peer.answers['memory.sources'] = () => ({ found: [source] })
    peer.seed(data('New'), { text: `${data('So')} [m:trn_1]` })
    await click(await opened(peer), '.cite sup', '.cite-note')
  })

  it('is translated in plans', async () => {
    const step = (id: string, change: Partial<PlanStep>): PlanStep => ({
      id,
      text: data('Dig'),
      status: 'todo',
      act: null,
      note: data('Note'),
      evidence: ['msg_1'],
      wake: soon(30),
      ...change,
    })
    const plan = (id: string, change: Partial<Plan> = {}): Plan => ({
      id,
      persona: 'per_1',
      goal: data('A garden'),
      status: 'active',
      conversation: null,
      steps: (['todo', 'doing', 'waiting', 'done', 'skipped', 'failed'] as const).map((status) =>
        step(`stp_${id}${status}`, { status }),
      ),
      wake: soon(300),
      tainted: true,
      at: ago(9000),
      updatedAt: ago(9),
      seq: 1,
      ...change,
    })
    const schedule = (id: string, change: Partial<Schedule> = {}): Schedule => ({
      id,
      persona: 'per_1',
      kind: 'reminder',
      prompt: data('Water the plants'),
      rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH',
      start: '2026-01-05T09:00',
      zone: data('Europe/Lisbon'),
      catchUp: 'latest',
      overlap: 'skip',
      conversation: null,
      status: 'active',
      next: soon(50),
      last: null,
      problem: null,
      tainted: true,
      seq: 1,
      ...change,
    })
    const plans = [plan('pln_1'), plan('pln_2', { status: 'dropped' }), plan('pln_3', { status: 'done', steps: [] })]
    const last = { due: ago(60), outcome: 'missed', message: 'msg_1' } as Schedule['last']
    const schedules = [
      schedule('sch_1'),
      schedule('sch_2', { kind: 'followup', status: 'paused', last, rule: 'FREQ=DAILY' }),
      schedule('sch_3', { kind: 'brief', status: 'ended', next: null, rule: null }),
    ]
    const peer = named(new Peer())
    peer.families = ['chat', 'plans']
    peer.scopes.push('plans:read', 'plans:write', 'schedules:read', 'schedules:write')
    peer.answers['plans.list'] = () => ({ plans })
    peer.answers['schedules.list'] = () => ({ schedules })
    const element = await opened(peer)
    await element.open('plans')
    await until(() => inside(element, '.plan'))
    none(element)
    for (const id of ['stp_pln_1todo', 'pln_1', 'sch_1'])
      await click(element, `[data-item="${id}"] .to-edit`, '.editing [type=submit]')
    await click(element, '.editing .muted', '[data-item=sch_1] .to-remove')
    await click(element, '[data-item=sch_1] .to-remove', '.editing .danger')
    plans.length = 0
    schedules.length = 0
    const other = await opened(peer)
    await other.open('plans')
    await until(() => inside(other, '.sheet-empty'))
    none(other)
  })

  it('is translated among the notices', async () => {
    const inbox = new SharedInbox()
    inbox.quiet = { zone: data('Europe/Lisbon'), from: '22:00', to: '07:00' }
    inbox.tell('a', { category: 'approvals', title: data('Waits'), text: data('Delete'), urgency: 'critical' })
    inbox.tell('b', { category: 'own-kind', title: data('Brief'), trust: 'outside', arrived: ago(1440), read: ago(9) })
    inbox.tell('c', { title: data('Old'), arrived: ago(9 * 1440) })
    inbox.tell('d', { title: data('Later'), snoozed: soon(9) })
    const element = await mount(named(inbox.tab()))
    await element.open('notifications')
    await until(() => inside(element, '.notice'))
    none(element)
    await click(element, '.notice .s', '.choices')
    await click(element, '.choices .muted', '.notice .kind')
    await click(element, '.notice .kind', '.only')
    inside(element, '.only')?.click()
    await until(() => inside(element, '.only') === null)
    await click(element, '.filter:nth-child(3)', '.notice[data-id=d]')
    await click(element, '.filter:nth-child(4)', '.inbox .none h2')
    await click(element, '.to-prefs', '.prefs .hours')
  })

  it('is translated in the agenda', async () => {
    const diary = new Diary()
    diary.put({ title: data('Dentist'), start: at(0, '09:00'), place: data('Main street') })
    diary.put({ title: data('Call'), start: at(0, '09:30'), rule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=3', reason: data('So') })
    diary.put({ title: data('Trip'), start: at(2).slice(0, 10), days: 2 })
    const element = await mount(named(diary.tab()), { mode: 'inline' })
    await element.open('agenda')
    await until(() => inside(element, '.ag-row'))
    none(element)
    for (const view of ['day', 'week', 'month'] as const) {
      const button = [...element.renderRoot.querySelectorAll<HTMLElement>('.agenda button')].find(
        (each) => each.textContent?.trim() === agendaWords.views[view],
      )
      ok(button, view)
      button?.click()
      await until(() => inside(element, '.ag-grid [role=grid]'))
      await element.updateComplete
      none(element)
    }
    await click(element, `[aria-label="${agendaWords.settings}"]`, '.ag-files')
    const other = await mount(named(diary.tab()), { mode: 'inline' })
    await other.open('agenda')
    await until(() => inside(other, '.ag-row'))
    const field = inside(other, '[name=quick]') as HTMLInputElement
    field.value = data('Lunch')
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    field.form?.requestSubmit()
    await until(() => inside(other, '.ag-unread'))
    none(other)
    await click(other, '.ag-what', '.ag-sheet')
  })

  it('is translated in the map of the keys', async () => {
    const element = await opened(named(new Peer()))
    const key = new KeyboardEvent('keydown', { key: '?', bubbles: true, composed: true, cancelable: true })
    inside(element, '.head button')?.dispatchEvent(key)
    await until(() => inside(element, '.keys'))
    none(element)
  })

  it('is translated at whiteboards', async () => {
    const peer = new BoardPeer([
      shape('a', { text: data('Sign up') }),
      shape('b', { x: 300, kind: 'ellipse', ghost: 'prp_1', by: 'per:per_1' }),
      shape('c', { kind: 'arrow', from: 'a', to: 'b' }),
      shape('d', { kind: 'stroke', y: 200, points: [0, 0, 5, 5] }),
    ])
    named(peer)
    peer.boards = peer.boards.map((board) => ({ ...board, title: data('Glazes') }))
    const element = await atBoard(peer)
    none(element)
    const paper = inside(element, '.paper') as HTMLElement
    const press = (key: string, more: KeyboardEventInit = {}): boolean =>
      paper.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
      )
    for (const key of ['r', 'a', 't', 'n', 'p', 'e', 'v']) {
      press(key)
      await element.updateComplete
      none(element)
    }
    press('a', { ctrlKey: true })
    await until(() => inside(element, '.options'))
    none(element)
    peer.by('vis:2', [{ op: 'add', element: shape('f', { x: 600 }) }])
    await element.updateComplete
    none(element)
    await click(element, `.board-head [aria-label="${boardWords.more}"]`, '.menu')
    peer.shares = [{ person: data('Sam'), can: 'look' }]
    await click(element, `.board-head [aria-label="${boardWords.share}"]`, 'select.may')
    await click(element, `.board-head [aria-label="${boardWords.list}"]`, '.outline li')
    await click(element, '.outline .row-acts button:nth-child(2)', '.connecting, .ways')
  })

  it('is translated among no whiteboards at all, and many', async () => {
    const element = await atBoard(named(new BoardPeer()) as BoardPeer)
    none(element)
    const peer = named(new BoardPeer([shape('a')])) as BoardPeer
    peer.boards = [...peer.boards, { ...peer.boards[0], id: 'brd_2', owner: 'vis:2' } as never].map((board) => ({
      ...board,
      title: data(board.title),
    }))
    const other = await mount(peer, { mode: 'inline' })
    await other.open('whiteboard')
    await click(other, '.boards .row .icon-button', '.boards .danger')
  })

  for (const code of Object.keys(diagnosisWords.diagnosis) as TroubleCode[])
    it(`is translated where nobody gets in: ${code}`, async () => {
      const element = await mount(named(new Peer()))
      element.backend = {
        ...backendOf(new Peer()),
        setup: async () => {
          throw new Trouble(code, 'for those who build it')
        },
      }
      await element.open()
      await until(() => inside(element, '.diagnostic'))
      none(element)
    })
})
