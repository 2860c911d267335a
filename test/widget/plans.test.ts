/** The panel of plans: goals with their steps, what comes by itself, and what one can do about it. */
import type { Plan, PlanStep, Schedule } from '../../bff/api.ts'
import type { PersonaWidget } from '../../widget/element.ts'
import { whenOf } from '../../widget/plans/when.ts'
import { repeatsOf } from '../../widget/repeats.ts'
import { equal, ok } from './assert.ts'
import { clean } from './axe.ts'
import { inside, opened, Peer, until } from './stage.ts'

const hours = (count: number): string => new Date(Date.now() + count * 3600_000).toISOString()
const stepOf = (change: Partial<PlanStep>): PlanStep => ({
  id: 'stp_1',
  text: 'Call the gardener',
  status: 'todo',
  act: null,
  note: '',
  evidence: [],
  wake: null,
  ...change,
})
const planOf = (change: Partial<Plan> = {}): Plan => ({
  id: 'pln_1',
  persona: 'per_1',
  goal: 'A garden by May',
  status: 'active',
  conversation: null,
  steps: [
    stepOf({ status: 'done', note: 'She comes on Monday.', evidence: ['msg_1'] }),
    stepOf({ id: 'stp_2', text: 'Order soil', status: 'doing', wake: hours(30) }),
    stepOf({ id: 'stp_3', text: 'Dig' }),
    stepOf({ id: 'stp_4', text: 'Buy a horse', status: 'failed' }),
  ],
  wake: hours(30),
  tainted: false,
  at: hours(-40),
  updatedAt: hours(-1),
  seq: 1,
  ...change,
})
const scheduleOf = (change: Partial<Schedule> = {}): Schedule => ({
  id: 'sch_1',
  persona: 'per_1',
  kind: 'reminder',
  prompt: 'Water the plants',
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
  ...change,
})

const planning = (plans: Plan[] = [planOf()], schedules: Schedule[] = [scheduleOf()]) => {
  const peer = new Peer()
  peer.families = ['chat', 'plans']
  peer.scopes = ['chat:read', 'chat:write', 'plans:read', 'plans:write', 'schedules:read', 'schedules:write']
  peer.answers['plans.list'] = () => ({ plans })
  peer.answers['schedules.list'] = () => ({ schedules })
  for (const name of ['plans.update', 'plans.step', 'plans.remove', 'schedules.change', 'schedules.remove'])
    peer.answers[name] = () => ({})
  return peer
}
const shown = async (peer = planning()) => {
  peer.seed('Garden', { role: 'person', text: 'I want a garden.' }, { text: 'Good.' })
  const element = await opened(peer)
  await element.open('plans')
  await until(() => inside(element, '.plan, .sheet-empty'))
  return { peer, element, text: () => inside(element, '.sheet')?.textContent?.replace(/\s+/g, ' ') ?? '' }
}
const fill = (element: PersonaWidget, name: string, value: string): HTMLFormElement => {
  const field = inside(element, `.editing [name=${name}]`) as HTMLInputElement
  field.value = value
  return field.form as HTMLFormElement
}
const inputOf = (peer: Peer, name: string): unknown => peer.named(name)[0]?.input

describe('Times to come', () => {
  it('are said as people say them', () => {
    const tomorrow = new Date()
    tomorrow.setDate(tomorrow.getDate() + 1)
    tomorrow.setHours(9, 30)
    ok(/^tomorrow 0?9:30/.test(whenOf(tomorrow.toISOString(), 'en')), whenOf(tomorrow.toISOString(), 'en'))
    equal(repeatsOf('FREQ=WEEKLY;BYDAY=MO,TH', 'en'), 'every week on Monday and Thursday')
    equal(repeatsOf('RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3', 'en'), 'every 2 days, 3 times')
    equal(repeatsOf('FREQ=MONTHLY;BYDAY=-1FR', 'en'), 'every month on the last Friday')
    equal(repeatsOf('FREQ=MONTHLY;BYMONTHDAY=3;UNTIL=20270103T235959', 'en'), 'every month on day 3 until Jan 3, 2027')
  })
})

describe('The panel of plans', () => {
  afterEach(() => {
    for (const element of document.querySelectorAll('persona-widget')) element.remove()
    sessionStorage.clear()
    document.documentElement.dir = ''
  })

  it('shows goals with their steps, how they stand, and what comes next', async () => {
    const { text } = await shown(planning([planOf(), planOf({ id: 'pln_2', goal: 'Old', status: 'dropped' })]))
    for (const words of [
      'A garden by May',
      '2 of 4 steps',
      'next ',
      'She comes on Monday.',
      'Proof 1',
      'Doing',
      'Did not work',
      'Done and put aside (1)',
      'Water the plants',
      'every week on Monday and Thursday',
    ])
      ok(text().includes(words), `${words}: ${text()}`)
  })

  it('opens what shows that a step was done', async () => {
    const peer = planning([])
    const { element } = await shown(peer)
    const [said] = [...peer.messages.values()]
    const plan = planOf({
      conversation: said?.conversation ?? null,
      steps: [stepOf({ status: 'done', evidence: [said?.id as string] })],
    })
    peer.answers['plans.list'] = () => ({ plans: [plan] })
    peer.tell('plans.plan', { event: 'plans.plan', stream: 'pln_1', seq: 1, at: plan.at, data: plan })
    await until(() => inside(element, '.step .link'))
    inside(element, '.step .link')?.click()
    await until(() => element.view === 'chat' && element.shadowRoot?.activeElement?.matches('article.person'))
  })

  it('ticks a step off, and takes it back', async () => {
    const { peer, element } = await shown()
    const boxes = [...element.renderRoot.querySelectorAll<HTMLElement>('.step .box')]
    boxes[2]?.click()
    boxes[0]?.click()
    await until(() => peer.named('plans.step').length === 2)
    equal(
      peer.named('plans.step').map(({ input }) => input),
      [
        { step: 'stp_3', status: 'done' },
        { step: 'stp_1', status: 'todo' },
      ],
    )
  })

  it('changes a goal, and what a step says, how it stands and when to turn to it', async () => {
    const { peer, element } = await shown()
    inside(element, '[data-item=pln_1] .to-edit')?.click()
    await until(() => element.shadowRoot?.activeElement?.matches('[name=goal]'))
    fill(element, 'goal', 'A garden by June').requestSubmit()
    await until(() => inside(element, '.editing') === null)
    equal(inputOf(peer, 'plans.update'), { plan: 'pln_1', goal: 'A garden by June' })
    inside(element, '[data-item=stp_3] .to-edit')?.click()
    await until(() => inside(element, '.editing [name=wake]'))
    fill(element, 'wake', '2031-05-04T10:00')
    fill(element, 'status', 'waiting')
    fill(element, 'text', 'Dig deep').requestSubmit()
    await until(() => peer.named('plans.step').length === 1)
    equal(inputOf(peer, 'plans.step'), {
      step: 'stp_3',
      text: 'Dig deep',
      note: '',
      status: 'waiting',
      wake: new Date('2031-05-04T10:00').toISOString(),
    })
  })

  it('puts a plan aside, takes it up again, and deletes it only after asking', async () => {
    const { peer, element } = await shown()
    inside(element, '[data-item=pln_1] .to-pause')?.click()
    await until(() => inputOf(peer, 'plans.update'))
    equal(inputOf(peer, 'plans.update'), { plan: 'pln_1', status: 'dropped' })
    inside(element, '[data-item=pln_1] .to-remove')?.click()
    await until(() => element.shadowRoot?.activeElement?.matches('.editing .muted'))
    equal(peer.named('plans.remove').length, 0)
    inside(element, '.editing .danger')?.click()
    await until(() => inputOf(peer, 'plans.remove'))
  })

  it('pauses, moves and deletes what is scheduled', async () => {
    const { peer, element } = await shown()
    inside(element, '[data-item=sch_1] .to-pause')?.click()
    await until(() => inputOf(peer, 'schedules.change'))
    equal(inputOf(peer, 'schedules.change'), { schedule: 'sch_1', active: false })
    inside(element, '[data-item=sch_1] .to-edit')?.click()
    await until(() => inside(element, '.editing [name=start]'))
    fill(element, 'start', '2026-01-05T10:00').requestSubmit()
    await until(() => peer.named('schedules.change').length === 2 && inside(element, '.editing') === null)
    equal(peer.named('schedules.change')[1]?.input, {
      schedule: 'sch_1',
      prompt: 'Water the plants',
      start: '2026-01-05T10:00',
    })
    inside(element, '[data-item=sch_1] .to-remove')?.click()
    await until(() => inside(element, '.editing .danger'))
    inside(element, '.editing .danger')?.click()
    await until(() => inputOf(peer, 'schedules.remove'))
  })

  it('says why something was not done, and stays in the form', async () => {
    const { peer, element, text } = await shown()
    peer.faults = [{ name: 'plans.update', how: 'refused', detail: 'This plan is over.' }]
    inside(element, '[data-item=pln_1] .to-edit')?.click()
    await until(() => inside(element, '[name=goal]'))
    fill(element, 'goal', 'More').requestSubmit()
    await until(() => text().includes('This plan is over.'))
    ok(inside(element, '[name=goal]'))
  })

  it('has nothing scheduled to show where that may not be read', async () => {
    const peer = planning()
    peer.scopes = ['chat:read', 'plans:read']
    const { element, text } = await shown(peer)
    ok(!text().includes('Reminders and schedules'))
    equal(inside(element, '.to-edit, .box:not(:disabled)'), null)
    equal(peer.named('schedules.list').length, 0)
  })

  for (const [name, make] of Object.entries({
    full: () => planning([planOf({ tainted: true }), planOf({ id: 'pln_2', status: 'done' })]),
    empty: () => planning([], []),
  }))
    for (const [theme, dir] of [
      ['light', 'ltr'],
      ['dark', 'ltr'],
      ['light', 'rtl'],
    ] as const)
      it(`is accessible: ${name} ${theme} ${dir}`, async () => {
        document.documentElement.dir = dir
        const { element } = await shown(make())
        element.theme = theme
        document.body.style.background = theme === 'dark' ? '#111' : '#fff'
        await element.updateComplete
        await clean(element)
        inside(element, '.step .to-edit')?.click()
        await element.updateComplete
        await clean(element)
      })
})
