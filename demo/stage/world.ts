/** One backend in the page with every room furnished, so that each scene begins in a place that is lived in. */
import type { Approval, BoardElement, Fact, Plan, PlanStep, Schedule } from '../../bff/api.ts'
import { BoardPeer, shape } from './boards.ts'
import { at, Diary } from './diary.ts'
import { ago, SharedInbox } from './inbox.ts'
import type { Said } from './said.ts'

const hours = (count: number): string => ago(-count * 60)

const fact = (id: string, text: string, change: Partial<Fact> = {}): Fact => ({
  id,
  persona: 'per_1',
  subject: 'me',
  attribute: id,
  value: text,
  text,
  core: false,
  trust: 'person',
  author: 'vis:1',
  message: null,
  conversation: null,
  turn: null,
  since: ago(60 * 24 * 9),
  until: null,
  confirmed: ago(60 * 24),
  ...change,
})

const step = (id: string, text: string, change: Partial<PlanStep> = {}): PlanStep => ({
  id,
  text,
  status: 'todo',
  act: null,
  note: '',
  evidence: [],
  wake: null,
  ...change,
})

const plan = (): Plan => ({
  id: 'pln_1',
  persona: 'per_1',
  goal: 'A dinner set for eight by Christmas',
  status: 'active',
  conversation: null,
  steps: [
    step('stp_1', 'Choose a glaze', { status: 'done', note: 'Celadon, tile 31.' }),
    step('stp_2', 'Throw eight plates', { status: 'doing', wake: hours(30) }),
    step('stp_3', 'Book the kiln for a Monday'),
    step('stp_4', 'Collect the set'),
  ],
  wake: hours(30),
  tainted: false,
  at: hours(-96),
  updatedAt: hours(-2),
  seq: 1,
})

const reminder = (): Schedule => ({
  id: 'sch_1',
  persona: 'per_1',
  kind: 'reminder',
  prompt: 'Turn the drying plates',
  rule: 'FREQ=WEEKLY;BYDAY=MO,TH',
  start: '2026-01-05T09:00',
  zone: 'Europe/Lisbon',
  catchUp: 'latest',
  overlap: 'skip',
  conversation: null,
  status: 'active',
  next: hours(50),
  last: null,
  problem: null,
  tainted: false,
  seq: 1,
})

const drawn: BoardElement[] = [
  shape('wedge', { x: -330, y: -70, w: 130, h: 70, text: 'Wedge', index: 'a1' }),
  shape('throw', { x: -130, y: -70, w: 130, h: 70, text: 'Throw', index: 'a2' }),
  shape('dry', { x: 70, y: -70, w: 130, h: 70, text: 'Dry, 5 days', index: 'a3' }),
  shape('bisque', { kind: 'ellipse', x: 60, y: 70, w: 150, h: 80, text: 'Bisque', index: 'a4' }),
  shape('note', {
    kind: 'note',
    x: -310,
    y: 60,
    w: 150,
    h: 110,
    text: 'Celadon, tile 31',
    fill: '#fff3bf',
    index: 'a5',
  }),
  shape('to-throw', { kind: 'arrow', x: -200, y: -35, w: 70, h: 0, from: 'wedge', to: 'throw', index: 'a6' }),
  shape('to-dry', { kind: 'arrow', x: 0, y: -35, w: 70, h: 0, from: 'throw', to: 'dry', index: 'a7' }),
  shape('to-bisque', { kind: 'arrow', x: 135, y: 0, w: 0, h: 70, from: 'dry', to: 'bisque', index: 'a8' }),
]

export interface World {
  peer: BoardPeer
  inbox: SharedInbox
  diary: Diary
  words: Said
}

export const worldOf = (words: Said): World => {
  const peer = new BoardPeer(drawn)
  peer.persona = {
    ...peer.persona,
    role: words.role,
    greeting: words.greeting,
    starters: words.starters,
  }
  const inbox = new SharedInbox()
  inbox.tab(peer)
  const diary = new Diary()
  diary.tab(peer)
  diary.put({ title: 'First Turn', start: at(0, '10:00'), minutes: 120, place: 'Wheel 3' })
  diary.put({ title: 'Tea with Ines', start: at(0, '16:30'), minutes: 45 })
  diary.put({ title: 'Glaze plates', start: at(1, '09:30'), minutes: 90 })
  diary.put({ title: 'Kiln 2 is lit', start: at(2, '07:00'), minutes: 660 })
  diary.put({ title: 'Open Bench', start: at(3, '14:00'), minutes: 180 })
  peer.families.push('memory', 'plans')
  peer.scopes.push('memory:read', 'memory:write', 'plans:read', 'plans:write', 'schedules:read', 'schedules:write')
  peer.scopes.push('notifications:read', 'notifications:write')

  let facts = [
    fact('fct_1', 'You throw left-handed.', { core: true }),
    fact('fct_2', 'You prefer mornings at the wheel.'),
    fact('fct_3', 'Your sister Ana likes celadon.', { trust: 'persona' }),
    fact('fct_4', 'The kiln opens on Wednesday, says the newsletter.', { trust: 'outside' }),
  ]
  const plans = [plan()]
  const schedules = [reminder()]
  Object.assign(peer.answers, {
    'memory.list': () => ({ facts, before: null }),
    'memory.search': () => ({ found: [] }),
    'memory.sources': () => ({ found: [] }),
    'memory.export': () => ({ facts, turns: [], after: null }),
    'memory.correct': ({ fact: id, text }: { fact: string; text: string }) => {
      facts = facts.map((each) => (each.id === id ? { ...each, text } : each))
      return { fact: id }
    },
    'memory.forget': ({ fact: id }: { fact: string }) => {
      facts = facts.filter((each) => each.id !== id)
      return { receipt: 'fgt_1', at: ago(0), facts: 1, turns: 0, messages: 0 }
    },
    'plans.list': () => ({ plans }),
    'schedules.list': () => ({ schedules }),
    'plans.step': ({ step: id, status }: { step: string; status: PlanStep['status'] }) => {
      for (const each of plans) each.steps = each.steps.map((one) => (one.id === id ? { ...one, status } : one))
      return {}
    },
    'approvals.list': () => ({ approvals: [...peer.approvals.values()] }),
    'approvals.decide': ({ approval: id, decision }: { approval: string; decision: string }) => {
      const status = decision === 'approve' ? 'approved' : 'rejected'
      queueMicrotask(() => peer.approval({ ...(peer.approvals.get(id) as Approval), status, decided: 'person' }))
      return { approval: id, status }
    },
  })
  for (const name of ['plans.update', 'plans.remove', 'schedules.change', 'schedules.remove'])
    peer.answers[name] = () => ({})
  return { peer, inbox, diary, words }
}

/** Some of what one is told in a week. */
export const tellSome = (inbox: SharedInbox): void => {
  inbox.tell('ntc_1', {
    title: 'Your bowls are ready',
    text: 'Firing 211 was opened this morning; both survived.',
    category: 'plans',
    arrived: ago(12),
    at: ago(12),
  })
  inbox.tell('ntc_2', {
    title: 'Turn the drying plates',
    text: 'You asked for it every Monday and Thursday.',
    arrived: ago(95),
    at: ago(95),
  })
  inbox.tell('ntc_3', {
    title: 'The studio book wants your word',
    text: 'Juno may not book the kiln without you.',
    category: 'approvals',
    urgency: 'critical',
    arrived: ago(60 * 26),
    at: ago(60 * 26),
    seen: ago(60 * 25),
    read: ago(60 * 25),
  })
}
