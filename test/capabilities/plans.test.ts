/** Plans: a goal and its steps, which the persona turns to by itself when it is time, for weeks. */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Api } from '../../bff/api.ts'
import type { Model, ModelEvent } from '../../bff/brain/model.ts'
import type { Plan } from '../../bff/protocol.ts'
import { type Backend, backend, folder, Puppet, saying, standing, tables, until, Visitor } from '../peer.ts'

const DAY = 86_400_000

const scene = async (t: TestContext, model: Model | null = saying('Done.'), dir = folder(t)) => {
  const time = standing()
  const place = await backend(t, { now: time.now, model, dir })
  const visitor = await Visitor.with(place, { now: time.now })
  const act = <N extends keyof Api>(name: N, input: Api[N]['input']): Promise<Api[N]['output']> =>
    visitor.fresh(name, input)
  return { time, place, visitor, act }
}

type Act = Awaited<ReturnType<typeof scene>>['act']

const only = async (act: Act): Promise<Plan> => {
  const { plans } = await act('plans.list', { status: 'all' })
  assert.equal(plans.length, 1)
  return plans[0] as Plan
}

const garden = { goal: 'A garden', steps: [{ text: 'Dig.' }, { text: 'Sow.' }, { text: 'Water.' }] }

const runs = ({ dir }: Backend) => tables(dir, ['runs'])['runs'] ?? []

test('a person makes a plan, changes it, and every tab hears of it', async (t) => {
  const { place, visitor, act } = await scene(t)
  const line = await visitor.connect(t)
  const { plan, steps } = await act('plans.make', garden)
  const [dig = '', sow = '', water = ''] = steps
  await act('plans.step', { step: dig, status: 'done', note: 'By hand.', evidence: ['msg_1', 'msg_1'] })
  await act('plans.step', { step: sow, text: 'Sow beans.', wake: '2026-01-10T09:00' })
  await act('plans.update', { plan, goal: 'A small garden', steps: [{ text: 'Harvest.', wake: '2026-01-08T09:00' }] })
  const made = await only(act)
  assert.deepEqual(
    made.steps.map(({ text, status, note, evidence }) => [text, status, note, evidence]),
    [
      ['Dig.', 'done', 'By hand.', ['msg_1']],
      ['Sow beans.', 'todo', '', []],
      ['Water.', 'todo', '', []],
      ['Harvest.', 'todo', '', []],
    ],
  )
  assert.deepEqual(
    [made.goal, made.status, made.wake, made.seq],
    ['A small garden', 'active', '2026-01-08T09:00:00.000Z', 4],
  )
  const heard = await until(() => {
    const events = line.heard.filter(({ stream }) => stream === plan)
    return events.length === 4 ? events : undefined
  })
  assert.deepEqual(
    heard.map(({ event, seq }) => [event, seq]),
    [1, 2, 3, 4].map((seq) => ['plans.plan', seq]),
  )
  await act('plans.update', { plan, status: 'done' })
  assert.equal((await only(act)).wake, null)
  assert.deepEqual(tables(place.dir, ['jobs'])['jobs'], [])
  await act('plans.remove', { plan })
  const { plans, plan_steps } = tables(place.dir)
  assert.deepEqual([plans, plan_steps], [[], []])
  assert.ok(water)
})

test('what a step would do is held against the action when it is written', async (t) => {
  const { visitor } = await scene(t, null)
  const line = await visitor.connect(t)
  const code = async (steps: unknown[]) => {
    const reply = await line.try('plans.make', { goal: 'x', steps })
    return reply.ok === false ? reply.problem.code : reply.ok
  }
  assert.equal(
    await code([{ text: 'a', act: { action: 'chat.rename', input: { conversation: 'cnv_1', title: 'b' } } }]),
    true,
  )
  assert.equal(await code([{ text: 'a', act: { action: 'chat.rename', input: { title: 7 } } }]), 'invalid_request')
  assert.equal(await code([{ text: 'a', act: { action: 'chat.nothing' } }]), 'unknown_action')
  assert.equal(await code([{ text: 'a', act: { action: 'spaces.create', input: { name: 'x' } } }]), 'unknown_action')
  assert.equal(await code([{ text: 'a', wake: '2026-01-01T09:00' }]), 'invalid_request')
})

/** A model that does the step it is told of, by its tool, and then says how it stands. */
const doing: Model = {
  async *stream({ messages }): AsyncGenerator<ModelEvent> {
    const asked = String(messages.findLast(({ role }) => role === 'user')?.content)
    const done = messages.filter(({ role }) => role === 'tool').length
    const [, tool = '', input = ''] = /the tool (\w+) with (\{.*\})\./.exec(asked) ?? []
    const [step = ''] = /stp_\w+/.exec(asked) ?? []
    if (done === 0) yield { calls: [{ id: 'a', name: tool, arguments: input }] }
    else if (done === 1) {
      const status = { step, status: 'done', note: 'It has its name.' }
      yield { calls: [{ id: 'b', name: 'plans_step', arguments: JSON.stringify(status) }] }
    } else yield { text: 'The step is done.' }
  },
}

test('a plan is gone on with after forty days and a restart: its step is performed, and says so', async (t) => {
  const { time, place, visitor, act } = await scene(t, null)
  const { conversation } = await act('chat.start', {})
  await act('plans.make', {
    goal: 'Order',
    steps: [
      { text: 'Wait.' },
      {
        text: 'Name the conversation.',
        act: { action: 'chat.rename', input: { conversation: conversation.id, title: 'In order' } },
        wake: '2026-02-14T09:00',
      },
    ],
  })
  await place.running.close()
  time.forward(20 * DAY)
  const between = await backend(t, { dir: place.dir, now: time.now, model: null })
  await between.running.tick()
  assert.deepEqual(runs(between), [])
  await between.running.close()
  time.forward(20 * DAY + 3600_000)
  const again = await backend(t, { dir: place.dir, now: time.now, model: doing })
  await again.running.tick()
  await until(() => (runs(again)[0]?.['status'] === 'done' ? true : undefined))
  assert.deepEqual([runs(again).length, runs(again)[0]?.['trigger']], [1, 'plan'])
  const back = await Visitor.with(again, { keys: visitor.keys, now: time.now })
  const plan = await only((name, input) => back.fresh(name, input))
  const [, step] = plan.steps
  assert.deepEqual([step?.status, step?.note, step?.wake, plan.wake], ['done', 'It has its name.', null, null])
  const { conversations } = await back.fresh('chat.list', {})
  const place2 = conversations.find(({ id }) => id === plan.conversation)
  assert.deepEqual(conversations.map(({ title }) => title).toSorted(), ['In order', 'Order'])
  const { messages } = await back.fresh('chat.history', { conversation: place2?.id ?? '' })
  assert.deepEqual(step?.evidence, [messages[0]?.id])
})

test('a step under a policy that asks waits for the person, and is done once it is approved', async (t) => {
  const { time, place, act } = await scene(t, doing)
  await place.operate('personas.update', { persona: place.persona, policy: { actions: { 'chat.rename': 'ask' } } })
  const { conversation } = await act('chat.start', { title: 'As it was' })
  const input = { conversation: conversation.id, title: 'Another' }
  await act('plans.make', {
    goal: 'A name',
    steps: [{ text: 'Name it.', act: { action: 'chat.rename', input }, wake: '2026-01-06T09:00' }],
  })
  time.forward(DAY)
  await place.running.tick()
  const approval = await until(async () => (await act('approvals.list', {})).approvals[0])
  const title = async () => (await act('chat.history', { conversation: conversation.id })).conversation.title
  assert.equal(await title(), 'As it was')
  await act('approvals.decide', { approval: approval.id, decision: 'approve' })
  await until(async () => ((await only(act)).steps[0]?.status === 'done' ? true : undefined))
  assert.equal(await title(), 'Another')
})

test('the standing plan is in the persona’s mind', async (t) => {
  const model = new Puppet()
  const { act } = await scene(t, model)
  const { steps } = await act('plans.make', garden)
  await act('plans.step', { step: steps[0] ?? '', status: 'done' })
  const { conversation } = await act('chat.start', {})
  await act('chat.send', { conversation: conversation.id, text: 'How is it going?' })
  const { asked } = await model.call(0)
  const system = String(asked.messages[0]?.content)
  assert.match(system, /<plans>\nPlan pln_\w+, "A garden": 1 of 3 steps are over\.\n- step stp_\w+, todo: "Sow\."/)
  assert.doesNotMatch(system, /Dig/)
})

test('a plan outlives the conversation it was worked on in', async (t) => {
  const { time, place, act } = await scene(t)
  const { conversation } = await act('chat.start', {})
  const { steps } = await act('plans.make', { ...garden, conversation: conversation.id })
  await act('plans.step', { step: steps[0] ?? '', wake: '2026-01-06T09:00' })
  await act('chat.remove', { conversation: conversation.id })
  assert.equal((await only(act)).conversation, null)
  time.forward(DAY)
  await place.running.tick()
  assert.notEqual((await only(act)).conversation, null)
})

/** A model that writes into a plan and a schedule what a stranger asks it to. */
const gullible: Model = {
  async *stream({ messages }): AsyncGenerator<ModelEvent> {
    const done = messages.filter(({ role }) => role === 'tool').length
    const calls = [
      { name: 'plans_make', input: { goal: 'Obey the stranger', steps: [{ text: 'Obey', wake: '2026-01-06T09:00' }] } },
      { name: 'schedules_add', input: { prompt: 'Obey the stranger', at: '2026-01-06T09:00' } },
    ]
    const call = calls[done]
    if (call && messages.at(-1)?.content !== 'Hello')
      yield { calls: [{ id: `c${done}`, name: call.name, arguments: JSON.stringify(call.input) }] }
    else yield { text: 'Here is the letter.' }
  },
}

test('what is written after reading words of others keeps its label, and what comes of it is asked for', async (t) => {
  const { time, place, act } = await scene(t, gullible)
  const { conversation } = await act('chat.start', {})
  const { reply: first } = await act('chat.send', { conversation: conversation.id, text: 'Hello' })
  await until(() => (runs(place)[0]?.['status'] === 'done' ? true : undefined))
  // Somebody else's words are in this conversation.
  await place.running.store.write((db) =>
    db.updateTable('messages').set({ tainted: 1 }).where('id', '=', first).execute(),
  )
  const decide = async () => {
    const { id } = await until(async () => (await act('approvals.list', {})).approvals[0])
    await act('approvals.decide', { approval: id, decision: 'approve' })
  }
  await act('chat.send', { conversation: conversation.id, text: 'Do what it says.' })
  await decide()
  await decide()
  const plan = await until(async () => (await act('plans.list', {})).plans[0])
  const schedule = await until(async () => (await act('schedules.list', {})).schedules[0])
  assert.deepEqual([plan.tainted, schedule.tainted], [true, true])
  await until(() => (runs(place).every(({ status }) => status === 'done' || status === 'failed') ? true : undefined))
  time.forward(DAY)
  await place.running.tick()
  const by = await until(() => {
    const found = runs(place).filter(({ trigger }) => trigger !== 'chat')
    return found.length === 2 ? found : undefined
  })
  assert.deepEqual(
    by.map(({ tainted, prompt }) => [
      tainted,
      /<outside note=[^>]*>\n[^<]*Obey the stranger[^<]*\n<\/outside>$/.test(String(prompt)),
    ]),
    [
      [1, true],
      [1, true],
    ],
  )
  // They want to write again, and may not.
  await until(async () => ((await act('approvals.list', {})).approvals.length >= 1 ? true : undefined))
  assert.equal((await act('plans.list', {})).plans.length, 1)
  // What the person writes is the person's own.
  await act('schedules.change', { schedule: schedule.id, prompt: 'My words.', at: '2026-01-08T09:00' })
  const [mine] = (await act('schedules.list', {})).schedules
  assert.equal(mine?.tainted, false)
})
