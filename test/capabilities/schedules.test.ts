/** Schedules: the persona acts by itself when it is time, once for each time, and by the right it was given. */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Api } from '../../bff/api.ts'
import type { Model, ModelEvent } from '../../bff/brain/model.ts'
import type { Message, Schedule } from '../../bff/protocol.ts'
import { type Backend, backend, folder, Puppet, saying, standing, tables, until, Visitor } from '../peer.ts'

const HOUR = 3600_000
const DAY = 24 * HOUR

/** A backend on a clock of its own, and somebody who is there. */
const scene = async (t: TestContext, model: Model | null = saying('Here I am.'), dir = folder(t)) => {
  const time = standing()
  const place = await backend(t, { now: time.now, model, dir })
  const visitor = await Visitor.with(place, { now: time.now })
  const line = await visitor.connect(t)
  const act = <N extends keyof Api>(name: N, input: Api[N]['input']): Promise<Api[N]['output']> =>
    visitor.fresh(name, input)
  return { time, place, line, act }
}

type Act = Awaited<ReturnType<typeof scene>>['act']

const daily = (more: object = {}) => ({
  prompt: 'Water the plants.',
  rule: 'FREQ=DAILY',
  start: '2026-01-05T10:00',
  zone: 'Europe/London',
  ...more,
})

const occurrences = ({ dir }: Backend, outcome = 'fired') =>
  (tables(dir, ['occurrences'])['occurrences'] ?? [])
    .filter((row) => row['outcome'] === outcome)
    .map((row) => new Date(Number(row['due_at'])).toISOString())

const answered = (place: Backend, count: number) =>
  until(() => {
    const runs = tables(place.dir, ['runs'])['runs'] ?? []
    return runs.filter((row) => row['status'] === 'done').length >= count ? true : undefined
  })

const only = async (act: Act): Promise<Schedule> => {
  const { schedules } = await act('schedules.list', { ended: true })
  assert.equal(schedules.length, 1)
  return schedules[0] as Schedule
}

test('a reminder is said when it is time, in a conversation of its own, and every tab hears of it', async (t) => {
  const { time, place, line, act } = await scene(t)
  const { schedule, next } = await act('schedules.add', {
    prompt: 'Call Ana.',
    at: '2026-01-05T10:00',
    zone: 'Europe/Lisbon',
  })
  assert.equal(next, '2026-01-05T10:00:00.000Z')
  await place.running.tick()
  assert.deepEqual(occurrences(place), [])
  time.forward(HOUR)
  await place.running.tick()
  const said = await until(
    () =>
      line.heard
        .map(({ data }) => data as Message | null)
        .find((data) => data?.text === 'Here I am.' && data.status === 'done') ?? undefined,
  )
  assert.equal(said.role, 'persona')
  const ended = await only(act)
  assert.deepEqual(
    [ended.id, ended.status, ended.next, ended.conversation, ended.last],
    [schedule, 'ended', null, said.conversation, { due: next, outcome: 'fired', message: said.id }],
  )
  assert.deepEqual(
    line.heard.filter(({ stream }) => stream === schedule).map(({ seq }) => seq),
    [1, 2],
  )
  time.forward(DAY)
  await place.running.tick()
  assert.equal(occurrences(place).length, 1)
  const [run] = tables(place.dir, ['runs'])['runs'] ?? []
  assert.equal(run?.['trigger'], 'schedule')
  assert.match(String(run?.['prompt']), /remind me.*2026-01-05T10:00:00 Europe\/Lisbon.*\n.*Call Ana\./s)
})

test('a real clock comes by itself, within a second', async (t) => {
  const place = await backend(t, { model: saying('Now.') })
  const line = await (await Visitor.at(place)).connect(t)
  const at = new Date(Date.now() + 700).toISOString()
  await line.act('schedules.add', { prompt: 'Now', at })
  const [row] = await until(() => {
    const rows = tables(place.dir, ['occurrences'])['occurrences'] ?? []
    return rows.length > 0 ? rows : undefined
  })
  assert.equal(Number(row?.['due_at']), Date.parse(at))
  const late = Number(row?.['at']) - Date.parse(at)
  assert.ok(late >= 0 && late <= 1000, `${late} ms`)
})

test('each time comes at most once, though the clock is set back', async (t) => {
  const { time, place, act } = await scene(t)
  await act('schedules.add', daily())
  for (const now of [
    '2026-01-05T10:00:00Z',
    '2026-01-05T08:00:00Z',
    '2026-01-05T10:00:00Z',
    '2026-01-06T10:00:01Z',
    '2026-01-05T10:00:00Z',
    '2026-01-06T10:00:01Z',
  ]) {
    time.set(now)
    await Promise.all([place.running.tick(), place.running.tick()])
    await answered(place, occurrences(place).length)
  }
  assert.deepEqual(occurrences(place), ['2026-01-05T10:00:00.000Z', '2026-01-06T10:00:00.000Z'])
  // Nor does a change bring back what has been.
  time.set('2026-01-05T08:00:00Z')
  const { id } = await only(act)
  assert.equal((await act('schedules.change', { schedule: id, active: true })).next, '2026-01-07T10:00:00.000Z')
})

test('three days down: nothing, the last time or each time is made up for, as it was wanted', async (t) => {
  for (const [catchUp, fired, missed] of [
    ['none', [], ['2026-01-06T10:00:00.000Z']],
    ['latest', ['2026-01-08T10:00:00.000Z'], []],
    ['all', ['06', '07', '08'].map((day) => `2026-01-${day}T10:00:00.000Z`), []],
  ] as const)
    await t.test(catchUp, async (tt) => {
      const { time, place, act } = await scene(tt)
      await act('schedules.add', daily({ catchUp, overlap: 'queue', start: '2026-01-06T10:00' }))
      await place.running.close()
      time.set('2026-01-08T15:00:00Z')
      const again = await backend(tt, { dir: place.dir, now: time.now, model: saying('Late.') })
      await again.running.tick()
      assert.deepEqual(occurrences(again), fired)
      assert.deepEqual(occurrences(again, 'missed'), missed)
      await answered(again, fired.length)
      time.set('2026-01-09T10:00:00Z')
      await again.running.tick()
      assert.equal(occurrences(again).at(-1), '2026-01-09T10:00:00.000Z')
    })
})

test('of very many missed times the last fifty are made up for', async (t) => {
  const { time, place, act } = await scene(t, null)
  await act('schedules.add', daily({ rule: 'FREQ=HOURLY', catchUp: 'all', overlap: 'queue' }))
  time.forward(10 * DAY)
  await place.running.tick()
  const kept = tables(place.dir, ['occurrences'])['occurrences'] ?? []
  assert.equal(kept.length, 50)
  // Ten wait to be said; nobody is flooded with the rest.
  assert.equal(occurrences(place).length, 10)
  assert.equal(kept.at(-1)?.['due_at'], time.now())
})

test('while the time before is not finished, the next is left out or waits, as it was wanted', async (t) => {
  for (const [overlap, calls] of [
    ['skip', 1],
    ['queue', 2],
  ] as const)
    await t.test(overlap, async (tt) => {
      const model = new Puppet()
      const { time, place, act } = await scene(tt, model)
      await act('schedules.add', daily({ overlap }))
      time.set('2026-01-05T10:00:00Z')
      await place.running.tick()
      const first = await model.call(0)
      time.set('2026-01-06T10:00:00Z')
      await place.running.tick()
      assert.equal(occurrences(place).length, calls)
      assert.equal(occurrences(place, 'skipped').length, 2 - calls)
      assert.equal(model.calls.length, 1)
      first.say('One.')
      first.end()
      await answered(place, 1)
      if (overlap === 'queue') {
        const second = await model.call(1)
        second.say('Two.')
        second.end()
        await answered(place, 2)
      }
      time.set('2026-01-07T10:00:00Z')
      await place.running.tick()
      await model.call(calls)
    })
})

test('what a paused persona would do waits until it is resumed', async (t) => {
  const { time, place, act } = await scene(t)
  await act('schedules.add', daily())
  await place.operate('personas.pause', { persona: place.persona })
  time.forward(HOUR)
  await place.running.tick()
  time.forward(HOUR)
  await place.running.tick()
  assert.deepEqual(occurrences(place), [])
  await place.operate('personas.resume', { persona: place.persona })
  await place.running.tick()
  assert.deepEqual(occurrences(place), ['2026-01-05T10:00:00.000Z'])
})

test('policy, rollout and the scopes of the app are asked at each time, and given up on in the end', async (t) => {
  for (const [what, take, give] of [
    [
      'policy',
      (persona: string, _: string) => ['personas.update', { persona, policy: { risks: { write: 'deny' } } }],
      (persona: string, _: string) => ['personas.update', { persona, policy: {} }],
    ],
    [
      'rollout',
      (persona: string, _: string) => ['personas.update', { persona, rollout: { stage: 'pilot' } }],
      (persona: string, _: string) => ['personas.update', { persona, rollout: {} }],
    ],
    [
      'the app',
      (_: string, app: string) => ['apps.update', { app, scopes: ['chat:read', 'chat:write'] }],
      (_: string, app: string) => ['apps.update', { app, scopes: ['chat:read', 'chat:write', 'schedules:write'] }],
    ],
  ] as const)
    await t.test(what, async (tt) => {
      const { time, place, act } = await scene(tt)
      const { schedule } = await act('schedules.add', daily())
      const { persona, app } = place
      await place.operate(...(take(persona, app) as [string, object]))
      time.forward(HOUR)
      await place.running.tick()
      assert.deepEqual(occurrences(place), [])
      // Allowed again before it is given up.
      await place.operate(...(give(persona, app) as [string, object]))
      time.forward(60_000)
      await place.running.tick()
      assert.equal(occurrences(place).length, 1)
      await place.operate(...(take(persona, app) as [string, object]))
      time.forward(DAY)
      for (let n = 0; n < 12; n++) {
        time.forward(HOUR)
        await place.running.tick()
      }
      assert.equal(occurrences(place).length, 1)
      const [job] = tables(place.dir, ['jobs'])['jobs'] ?? []
      assert.equal(job?.['status'], 'dead')
      assert.match(String(job?.['problem_code']), /not_allowed|insufficient_scope/)
      if (what !== 'policy') return
      // Whoever may, sets it going again.
      const ended = await only(act)
      assert.deepEqual([ended.status, ended.problem?.code], ['ended', 'not_allowed'])
      await place.operate(...(give(persona, app) as [string, object]))
      await act('schedules.change', { schedule, active: true })
      assert.equal((await only(act)).status, 'active')
    })
})

test('what a visitor scheduled ends with the visitor, at once and for good', async (t) => {
  const { time, place, line, act } = await scene(t)
  await act('schedules.add', daily())
  const other = await (await Visitor.with(place, { now: time.now })).connect(t)
  await other.act('schedules.add', daily())
  await place.operate('deployment.revoke', { kind: 'sub', value: line.welcome.sub })
  await place.running.tick()
  const jobs = () => tables(place.dir, ['jobs'])['jobs'] ?? []
  assert.deepEqual(
    jobs()
      .map((row) => [row['owner'] === line.welcome.sub, row['status'], row['problem_code']])
      .toSorted(),
    [
      [false, 'waiting', null],
      [true, 'dead', 'invalid_token'],
    ],
  )
  // Long after the revocation itself was forgotten.
  time.forward(40 * DAY)
  await place.operate('deployment.sweep')
  await place.running.tick()
  const owners = (tables(place.dir, ['occurrences'])['occurrences'] ?? []).map((row) => row['owner'])
  assert.deepEqual(owners, [other.welcome.sub])
})

test('a schedule goes with its conversation, and by itself', async (t) => {
  const { time, place, line, act } = await scene(t)
  const { conversation } = await act('chat.start', {})
  const inIt = await act('schedules.add', daily({ conversation: conversation.id }))
  const alone = await act('schedules.add', daily())
  await act('chat.remove', { conversation: conversation.id })
  await until(() => line.heard.find(({ stream, data }) => stream === inIt.schedule && data === null))
  assert.equal((await only(act)).id, alone.schedule)
  await act('schedules.remove', { schedule: alone.schedule })
  time.forward(DAY)
  await place.running.tick()
  const { jobs, schedules, occurrences: came } = tables(place.dir)
  assert.deepEqual([jobs, schedules, came], [[], [], []])
})

test('a schedule is paused, moved and reworded', async (t) => {
  const { time, place, act } = await scene(t)
  const { schedule } = await act('schedules.add', daily())
  await act('schedules.change', { schedule, active: false })
  time.forward(2 * DAY)
  await place.running.tick()
  assert.deepEqual(occurrences(place), [])
  assert.equal((await only(act)).status, 'paused')
  // What fell into the pause is left out.
  assert.equal((await act('schedules.change', { schedule, active: true })).next, '2026-01-07T10:00:00.000Z')
  const zone = 'America/New_York'
  assert.equal((await act('schedules.change', { schedule, zone })).next, '2026-01-07T15:00:00.000Z')
  await act('schedules.change', { schedule, prompt: 'Water the cactus.', overlap: 'queue' })
  await act('schedules.change', { schedule, at: '2026-01-07T12:00:00Z' })
  const changed = await only(act)
  assert.deepEqual(
    [changed.prompt, changed.overlap, changed.rule, changed.start, changed.next],
    ['Water the cactus.', 'queue', null, '2026-01-07T07:00:00', '2026-01-07T12:00:00.000Z'],
  )
  time.set('2026-01-07T15:00:00Z')
  await place.running.tick()
  assert.deepEqual(occurrences(place), ['2026-01-07T12:00:00.000Z'])
})

test('what makes no sense is refused in one sentence', async (t) => {
  const { line, act } = await scene(t, null)
  for (const [wrong, words] of [
    [{ prompt: 'x' }, /Say when/],
    [{ at: '2026-01-06T10:00' }, /Say what/],
    [{ prompt: 'x', at: '2026-01-04T10:00' }, /has passed/],
    [{ prompt: 'x', at: '2026-01-06T10:00', rule: 'FREQ=DAILY', start: '2026-01-06T10:00' }, /once/],
    [{ prompt: 'x', at: '2026-01-06T10:00', zone: 'Middle/Earth' }, /time zone/],
    [daily({ rule: 'FREQ=MINUTELY' }), /not valid/],
    [daily({ rule: 'FREQ=HOURLY;BYMINUTE=0,5' }), /too often/],
    [daily({ rule: 'FREQ=DAILY;UNTIL=20250101' }), /has passed/],
    [daily({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }), /never/],
    [daily({ start: '0001-01-01T00:00' }), /between/],
  ] as const) {
    const reply = await line.try('schedules.add', wrong)
    assert.equal(reply.ok === false && reply.problem.code, 'invalid_request', JSON.stringify(wrong))
    assert.match(reply.ok === false ? reply.problem.detail : '', words)
  }
  assert.deepEqual((await act('schedules.list', { ended: true })).schedules, [])
})

/** A model that calls these tools, one an answer, and then says that it did. */
const calling = (...calls: { name: string; input: object }[]): Model => ({
  async *stream({ messages }): AsyncGenerator<ModelEvent> {
    const done = messages.filter(({ role }) => role === 'tool').length
    const call = calls[done]
    if (call) yield { calls: [{ id: `c${done}`, name: call.name, arguments: JSON.stringify(call.input) }] }
    else yield { text: 'Done.' }
  },
})

test('the persona schedules in the conversation it is asked in, by the right of the one who asks', async (t) => {
  const model = calling({ name: 'schedules_add', input: { prompt: 'Call Ana.', at: '2026-01-05T11:00' } })
  const { time, place, line, act } = await scene(t, model)
  const { conversation } = await act('chat.start', {})
  const { reply } = await act('chat.send', { conversation: conversation.id, text: 'Remind me at eleven.' })
  await line.settled(reply)
  const set = await only(act)
  assert.deepEqual([set.conversation, set.next], [conversation.id, '2026-01-05T11:00:00.000Z'])
  const [job] = tables(place.dir, ['jobs'])['jobs'] ?? []
  assert.match(String(job?.['token']), /"sid":"/)
  assert.match(String(job?.['scope']), /schedules:write/)
  time.forward(2 * HOUR)
  await place.running.tick()
  await answered(place, 2)
  const { messages } = await act('chat.history', { conversation: conversation.id })
  assert.deepEqual(
    messages.map(({ role }) => role),
    ['person', 'persona', 'persona'],
  )
})

test('what the persona does by itself does not set itself going for ever', async (t) => {
  const model = calling({ name: 'schedules_add', input: { prompt: 'Again.', at: '2026-01-05T10:00:01' } })
  const { time, place, act } = await scene(t, model)
  await act('schedules.add', { prompt: 'Begin.', at: '2026-01-05T10:00' })
  time.forward(HOUR)
  await place.running.tick()
  await answered(place, 1)
  const result = (tables(place.dir, ['steps'])['steps'] ?? []).find(({ call }) => call === 0)
  assert.match(String(result?.['data']), /too soon/)
  assert.equal((await only(act)).status, 'ended')
})

test('what nobody ever approved does not stop a schedule for ever', async (t) => {
  const model = calling({ name: 'schedules_list', input: {} })
  const { time, place, act } = await scene(t, model)
  await place.operate('personas.update', { persona: place.persona, policy: { actions: { 'schedules.list': 'ask' } } })
  await act('schedules.add', daily())
  const waiting = (count: number) =>
    until(() => {
      const messages = tables(place.dir, ['messages'])['messages'] ?? []
      return messages.filter(({ status }) => status === 'waiting').length === count ? true : undefined
    })
  time.set('2026-01-05T10:00:00Z')
  await place.running.tick()
  await waiting(1)
  time.set('2026-01-06T10:00:00Z')
  await place.running.tick()
  assert.equal(occurrences(place).length, 1)
  time.set('2026-01-07T10:00:00Z')
  await place.running.tick()
  await waiting(2)
  assert.equal(occurrences(place).length, 2)
})

test('who signed in is reminded after signing out; a visitor is gone then', async (t) => {
  const { time, place, line, act } = await scene(t)
  await act('schedules.add', daily())
  const { space, persona, app, running } = place
  const principal = {
    plane: 'runtime',
    door: 'socket',
    sub: 'usr:x:ana',
    person: 'usr:x:ana',
    space,
    app,
    scopes: new Set(['schedules:write']),
    personas: [persona],
    jti: 'j',
    sid: 'ses_1',
    expires: Infinity,
    token: { epoch: 0, origin: null },
  } as const
  assert.equal((await running.gate.perform(principal, 'schedules.add', daily())).ok, true)
  const mine = tables(place.dir, ['jobs'])['jobs']?.find(({ owner }) => owner === line.welcome.sub)
  const { sid } = JSON.parse(String(mine?.['token'])) as { sid: string }
  await place.operate('deployment.revoke', { kind: 'sid', value: 'ses_1' })
  await place.operate('deployment.revoke', { kind: 'sid', value: sid })
  time.forward(HOUR)
  await running.tick()
  const owners = (tables(place.dir, ['occurrences'])['occurrences'] ?? []).map(({ owner }) => owner)
  assert.deepEqual(owners, ['usr:x:ana'])
})

test('the persona has in mind what is scheduled, in the zone of the person', async (t) => {
  const model = new Puppet()
  const { act } = await scene(t, model)
  await act('schedules.add', { kind: 'brief', rule: 'FREQ=DAILY', start: '2026-01-06T08:00', zone: 'Asia/Tokyo' })
  const { conversation } = await act('chat.start', {})
  await act('chat.send', { conversation: conversation.id, text: 'What is on?' })
  const { asked } = await model.call(0)
  const system = String(asked.messages[0]?.content)
  assert.match(system, /Asia\/Tokyo; there it is 2026-01-05T18:00:00/)
  assert.match(system, /2026-01-06T08:00:00 Asia\/Tokyo: brief sch_/)
})
