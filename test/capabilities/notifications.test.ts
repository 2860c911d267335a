/** Notifications: what a person is told, once, when it is wanted, and counted the same in every tab. */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Api } from '../../bff/api.ts'
import type { Model } from '../../bff/brain/model.ts'
import { quietUntil } from '../../bff/capabilities/notifications/quiet.ts'
import { paths } from '../../bff/datadir.ts'
import type { Inbox, Notice, Published } from '../../bff/protocol.ts'
import { examine } from '../../bff/operate/doctor.ts'
import { moveConversations } from '../../bff/store/move.ts'
import {
  type Backend,
  backend,
  folder,
  type Line,
  saying,
  scripted,
  standing,
  tables,
  until,
  uses,
  Visitor,
  words,
} from '../peer.ts'

const HOUR = 3600_000

/** A backend on a clock of its own, and somebody who is there, with two tabs. */
const scene = async (t: TestContext, model: Model | null = saying('Here I am.'), dir = folder(t)) => {
  const time = standing()
  const place = await backend(t, { now: time.now, model, dir })
  const visitor = await Visitor.with(place, { now: time.now })
  const [line, other] = [await visitor.connect(t), await visitor.connect(t)]
  const act = <N extends keyof Api>(name: N, input: Api[N]['input']): Promise<Api[N]['output']> =>
    visitor.fresh(name, input)
  const feed = async (input: Api['notifications.list']['input'] = {}) =>
    (await act('notifications.list', input)).notices
  const unseen = async () => (await act('notifications.list', {})).unseen
  return { time, place, visitor, line, other, act, feed, unseen }
}
type Scene = Awaited<ReturnType<typeof scene>>

/** Have the persona allowed to write notices by itself. */
const mayTell = (place: Backend) =>
  place.operate('personas.update', { persona: place.persona, policy: { actions: { 'notifications.send': 'allow' } } })

/** A reminder that is due now. */
const remind = async ({ act, time, place }: Scene, prompt: string) => {
  const at = new Date(time.now() + 1000).toISOString()
  const { schedule } = await act('schedules.add', { prompt, at })
  time.forward(1000)
  await place.running.tick()
  return schedule
}

/** Say something in a new conversation. @returns the answer's id */
const say = async ({ act }: Pick<Scene, 'act'>, text: string): Promise<string> => {
  const { conversation } = await act('chat.start', {})
  return (await act('chat.send', { conversation: conversation.id, text })).reply
}

const inboxes = ({ heard }: Line): Inbox[] =>
  heard.flatMap(({ event, data }) => (event === 'notifications.inbox' && data ? [data as Inbox] : []))
const told = ({ heard }: Line): Notice[] =>
  heard.flatMap(({ event, data }) => (event === 'notifications.notice' && data ? [data as Notice] : []))
const rowsOf = ({ dir }: Backend) => tables(dir, ['notices'])['notices'] ?? []

test('a reminder, a plan that wakes and an approval arrive as notices in every tab, each with what caused it', async (t) => {
  const model = scripted(
    words('Reminded.'),
    words('Turned to it.'),
    uses(['chat.remove', { conversation: 'cnv_1' }]),
    words('Then not.'),
  )
  const all = await scene(t, model)
  const { time, place, other, act, feed } = all
  await remind(all, 'Call Ana.')
  const { plan } = await act('plans.make', {
    goal: 'A garden',
    steps: [{ text: 'Dig.', wake: new Date(time.now() + HOUR).toISOString() }],
  })
  time.forward(HOUR)
  await place.running.tick()
  await until(() => (model.asked.length === 2 ? true : undefined))
  time.forward(1000)
  const reply = await say(all, 'Delete it.')
  const approval = await until(() => told(other).find(({ category }) => category === 'approvals'))
  const [asking, planned, reminder] = await feed()
  assert.deepEqual(
    [reminder, planned, asking].map((each) => [each?.category, each?.title, each?.text, each?.link?.kind, each?.trust]),
    [
      ['schedules', 'Reminder', 'Call Ana.', 'turn', 'persona'],
      ['plans', 'A garden', 'Dig.', 'plan', 'persona'],
      ['approvals', 'Something waits for your approval', asking?.text, 'approval', 'persona'],
    ],
  )
  assert.match(asking?.text ?? '', /^Delete a conversation/)
  assert.equal(planned?.link?.id, plan)
  const { approvals } = await act('approvals.list', {})
  assert.deepEqual([asking?.link?.id, asking?.link?.conversation], [approvals[0]?.id, approvals[0]?.conversation])
  assert.equal(approvals[0]?.message, reply)
  assert.equal(approval.id, asking?.id)
  assert.deepEqual(
    inboxes(other).map(({ unseen }) => unseen),
    [1, 2, 3],
  )
  // Decided, there is nothing left to see to.
  await act('approvals.decide', { approval: approvals[0]?.id ?? '', decision: 'reject' })
  const now = (await feed()).find(({ id }) => id === asking?.id)
  assert.ok(now?.read && now.seen)
  await until(() => (inboxes(other).at(-1)?.unseen === 2 ? true : undefined))
})

test('what the persona wants to tell by itself is asked for first, and told once it is allowed', async (t) => {
  const send = uses(['notifications.send', { title: 'The parcel is here', about: 'parcel' }])
  const { place, line, act, feed } = await scene(t, scripted(send, send, words('Told.')))
  await say({ act }, 'Tell me when it comes.')
  await until(() => (rowsOf(place).length === 1 ? true : undefined))
  assert.deepEqual(
    (await feed()).map(({ category }) => category),
    ['approvals'],
  )
  await mayTell(place)
  const reply = await say({ act }, 'You may.')
  await line.settled(reply)
  const [first] = await feed({ category: 'notes' })
  assert.deepEqual([first?.title, first?.link?.kind, first?.link?.id], ['The parcel is here', 'turn', reply])
})

test('a later notice about the same takes the place of the earlier one', async (t) => {
  const news = (title: string) => uses(['notifications.send', { title, about: 'Parcel' }])
  const { place, line, act, feed, unseen } = await scene(
    t,
    scripted(news('It is on its way'), words('Told.'), news('It is here'), words('Told.')),
  )
  await mayTell(place)
  for (const _ of [1, 2]) await line.settled(await say({ act }, 'And now?'))
  const titles = async (archived: boolean) => (await feed({ archived })).map(({ title }) => title)
  assert.deepEqual([await titles(false), await titles(true)], [['It is here'], ['It is on its way']])
  assert.equal(await unseen(), 1)
})

test('the same is told once, though it is said again after a crash or twice at once', async (t) => {
  const all = await scene(t)
  const schedule = await remind(all, 'Call Ana.')
  const { place, act } = all
  const [job] = rowsOf(place)
  await act('schedules.change', { schedule, at: new Date(all.time.now() + HOUR).toISOString() })
  all.time.forward(HOUR)
  await Promise.all([1, 2, 3, 4].map(() => place.running.tick()))
  assert.equal(rowsOf(place).length, 2)
  assert.deepEqual(
    rowsOf(place).map((row) => row['archived_at'] === null),
    [false, true],
  )
  assert.match(String(job?.['dedupe']), new RegExp(`^${schedule}@`))
})

test('the count is that of the unseen rows, in both tabs, whatever the two do at once', async (t) => {
  const all = await scene(t, null)
  const { place, line, other } = all
  for (let i = 0; i < 12; i++) await remind(all, `Number ${i}`)
  const ids = rowsOf(place).map((row) => String(row['id']))
  let seed = 7
  const pick = (below: number): number => (seed = (seed * 48271) % 0x7fffffff) % below
  const some = () => ids.filter(() => pick(3) === 0).concat(ids[pick(ids.length)] as string)
  const later = () => new Date(all.time.now() + HOUR * (1 + pick(5))).toISOString()
  type Deed = (tab: Line) => Promise<unknown>
  const deeds: Deed[] = [
    (tab) => tab.try('notifications.mark', { notices: some(), as: 'read' }),
    (tab) => tab.try('notifications.mark', { notices: some(), as: 'unread' }),
    (tab) => tab.try('notifications.mark', { notices: some(), as: 'seen' }),
    (tab) => tab.try('notifications.archive', { notices: some(), archived: pick(2) === 0 }),
    (tab) => tab.try('notifications.snooze', { notice: some()[0], until: later() }),
    (tab) => tab.try('notifications.snooze', { notice: some()[0] }),
  ]
  for (let round = 0; round < 25; round++) {
    await Promise.all([line, other, line, other].map((tab) => (deeds[pick(deeds.length)] as Deed)(tab)))
    const rows = rowsOf(place).filter(
      (row) => row['seen_at'] === null && row['archived_at'] === null && row['snoozed_until'] === null,
    )
    const last = tables(place.dir, ['streams'])['streams']?.find((row) => String(row['stream']).startsWith('notices:'))
    for (const tab of [line, other]) {
      const newest = await until(() => inboxes(tab).find(({ seq }) => seq === last?.['seq']))
      assert.equal(newest.unseen, rows.length)
    }
  }
  await line.act('notifications.mark', { all: true, as: 'read' })
  await until(() => (inboxes(other).at(-1)?.unseen === 0 ? true : undefined))
  // Gap-free, as every stream is.
  const seqs = other.heard.filter(({ stream }) => stream.startsWith('notices:')).map(({ seq }: Published) => seq)
  assert.deepEqual(
    seqs,
    seqs.map((_, index) => index + 1),
  )
})

test('seen, read and not read are different things; many are marked with one word', async (t) => {
  const all = await scene(t, null)
  const { line, feed, unseen } = all
  for (const each of ['one', 'two', 'three']) await remind(all, each)
  const [three, two] = (await feed()) as [Notice, Notice]
  assert.deepEqual(await line.act('notifications.mark', { notices: [three.id], as: 'seen' }), { marked: 1 })
  assert.equal(await unseen(), 2)
  assert.equal((await feed({ unread: true })).length, 3)
  await line.act('notifications.mark', { notices: [two.id, two.id], as: 'read' })
  assert.deepEqual(
    (await feed({ unread: true })).map(({ text }) => text),
    ['three', 'one'],
  )
  await line.act('notifications.mark', { notices: [two.id], as: 'unread' })
  const back = (await feed()).find(({ id }) => id === two.id)
  assert.ok(back?.seen && back.read === null)
  const before = inboxes(line).at(-1)?.swept
  assert.deepEqual(await line.act('notifications.mark', { all: true, as: 'read' }), { marked: 3 })
  assert.deepEqual(await line.act('notifications.mark', { all: true, as: 'read' }), { marked: 0 })
  const swept = await until(() => inboxes(line).find((inbox) => inbox.swept !== before))
  assert.equal(swept.unseen, 0)
})

test('a snoozed notice is out of sight until then, and comes back as one that nobody has seen', async (t) => {
  const all = await scene(t, null)
  const { time, place, line, feed, unseen } = all
  await remind(all, 'Call Ana.')
  const [notice] = (await feed()) as [Notice]
  await line.act('notifications.mark', { notices: [notice.id], as: 'read' })
  const until9 = new Date(time.now() + 2 * HOUR).toISOString()
  await line.act('notifications.snooze', { notice: notice.id, until: new Date(time.now() + HOUR).toISOString() })
  await line.act('notifications.snooze', { notice: notice.id, until: until9 })
  assert.deepEqual(await feed(), [])
  assert.deepEqual(
    (await feed({ snoozed: true })).map(({ snoozed }) => snoozed),
    [until9],
  )
  time.forward(HOUR)
  await place.running.tick()
  assert.equal((await feed()).length, 0)
  time.forward(HOUR)
  await place.running.tick()
  const [back] = await feed()
  assert.deepEqual(
    [back?.id, back?.seen, back?.read, back?.snoozed, back?.arrived],
    [notice.id, null, null, null, until9],
  )
  assert.equal(await unseen(), 1)
  await until(() => (told(line).at(-1)?.arrived === until9 ? true : undefined))
})

test('in quiet hours nothing is told but what is critical; the rest comes when they end', async (t) => {
  const send = (title: string, urgency: string) => uses(['notifications.send', { title, urgency }])
  const all = await scene(
    t,
    scripted(send('The shop opens', 'normal'), words('Later.'), send('The oven is on', 'critical'), words('Now.')),
  )
  const { time, place, line, act, feed, unseen } = all
  const titles = async () => (await feed()).map(({ title }) => title)
  await mayTell(place)
  await act('notifications.preferences', { quiet: { from: '10:00', to: '12:00', zone: 'Europe/Lisbon' } })
  time.set('2026-01-05T10:30:00Z')
  await line.settled(await say(all, 'One.'))
  assert.deepEqual([await titles(), await feed({ snoozed: true }), rowsOf(place).length], [[], [], 1])
  assert.deepEqual(told(line), [])
  await line.settled(await say(all, 'Two.'))
  assert.deepEqual(await titles(), ['The oven is on'])
  time.set('2026-01-05T11:59:59Z')
  await place.running.tick()
  assert.equal(await unseen(), 1)
  time.set('2026-01-05T12:00:00Z')
  await place.running.tick()
  assert.deepEqual(await titles(), ['The shop opens', 'The oven is on'])
  assert.equal((await until(() => told(line)[1])).arrived, '2026-01-05T12:00:00.000Z')
})

test('quiet hours end by the clock on the wall, through the night and when it is put forward or back', () => {
  const ends = (now: string, from: string, to: string, zone: string) => {
    const until = quietUntil(Date.parse(now), { from, to, zone })
    return until === null ? null : new Date(until).toISOString().slice(0, 16)
  }
  for (const [now, from, to, zone, expected] of [
    ['2026-01-05T21:59:59Z', '22:00', '07:00', 'UTC', null],
    ['2026-01-05T22:00:00Z', '22:00', '07:00', 'UTC', '2026-01-06T07:00'],
    ['2026-01-06T06:59:59Z', '22:00', '07:00', 'UTC', '2026-01-06T07:00'],
    ['2026-01-06T07:00:00Z', '22:00', '07:00', 'UTC', null],
    ['2026-01-06T07:00:00Z', '09:00', '09:00', 'UTC', null],
    ['2026-01-06T17:00:30Z', '22:00', '07:00', 'Asia/Kolkata', '2026-01-07T01:30'],
    // Forward at two: seven comes an hour sooner. Half past two never comes: it is over when three does.
    ['2026-03-28T22:00:00Z', '22:00', '07:00', 'Europe/Berlin', '2026-03-29T05:00'],
    ['2026-03-28T22:00:00Z', '22:00', '02:30', 'Europe/Berlin', '2026-03-29T01:30'],
    // Back at three: an hour later.
    ['2026-10-24T21:00:00Z', '22:00', '07:00', 'Europe/Berlin', '2026-10-25T06:00'],
    ['2026-10-03T14:00:00Z', '22:00', '07:00', 'Australia/Lord_Howe', '2026-10-03T20:00'],
  ] as const)
    assert.equal(ends(now, from, to, zone), expected, `${now} ${zone}`)
})

test('"stop telling me this" switches one kind off, by its name or by a notice of it', async (t) => {
  const all = await scene(
    t,
    scripted(
      words('Reminded.'),
      uses(['notifications.preferences', { category: 'schedules' }]),
      words('You will not hear of it again.'),
    ),
  )
  const { place, line, act, feed } = all
  await remind(all, 'Call Ana.')
  await line.settled(await say(all, 'Stop telling me this.'))
  await remind(all, 'Call Eva.')
  assert.deepEqual(
    (await feed()).map(({ text }) => text),
    ['Call Ana.'],
  )
  const inbox = await until(() => inboxes(line).find(({ categories }) => categories.some(({ on }) => !on)))
  assert.deepEqual(
    inbox.categories.filter(({ on }) => !on),
    [{ category: 'schedules', on: false }],
  )
  const [notice] = (await feed()) as [Notice]
  const on = await act('notifications.preferences', { notice: notice.id, on: true })
  assert.ok(on.categories.every((each) => each.on))
  await remind(all, 'Call Ada.')
  assert.equal((await feed()).length, 2)
  assert.deepEqual(
    await act('notifications.preferences', {}),
    (await act('notifications.list', { persona: place.persona })).inbox,
  )
})

test('what was snoozed or held comes back after a restart', async (t) => {
  const all = await scene(t, null)
  const { time, place, act, feed } = all
  await remind(all, 'Call Ana.')
  const [notice] = (await feed()) as [Notice]
  await act('notifications.snooze', { notice: notice.id, until: new Date(time.now() + HOUR).toISOString() })
  await place.running.close()
  time.forward(2 * HOUR)
  const again = await backend(t, { dir: place.dir, now: time.now, model: null })
  await again.running.tick()
  assert.deepEqual(
    rowsOf(again).map((row) => [row['snoozed_until'], row['seen_at'], row['arrived_at']]),
    [[null, null, time.now()]],
  )
})

test('the doctor finds a notice that nothing brings back', async (t) => {
  const all = await scene(t, null)
  const { place, act, feed } = all
  await remind(all, 'Call Ana.')
  const [{ id }] = (await feed()) as [Notice]
  await act('notifications.snooze', { notice: id, until: new Date(all.time.now() + HOUR).toISOString() })
  const found = async () => (await examine(paths(place.dir))).findings
  assert.deepEqual(await found(), [])
  await place.running.store.write((db) => db.deleteFrom('jobs').where('key', '=', id).execute())
  assert.deepEqual(await found(), [`The notice ${id} is to come into sight, and no job waits for it.`])
})

test('words of others that were read before a notice was written stay marked as such', async (t) => {
  const all = await scene(t, null)
  const { place, act, feed } = all
  const at = new Date(all.time.now() + 1000).toISOString()
  const { schedule } = await act('schedules.add', { prompt: 'Do as the letter says.', at })
  await place.running.store.write((db) =>
    db.updateTable('schedules').set({ tainted: 1 }).where('id', '=', schedule).execute(),
  )
  all.time.forward(1000)
  await place.running.tick()
  assert.equal((await feed())[0]?.trust, 'outside')
})

test('with a conversation go its notices, and with what is forgotten those that speak of it', async (t) => {
  const all = await scene(t)
  const { place, line, act, feed } = all
  await remind(all, 'Call Ana.')
  await remind(all, 'Call Eva.')
  const [eva] = (await feed()) as [Notice]
  await act('notifications.snooze', { notice: eva.id, until: new Date(all.time.now() + HOUR).toISOString() })
  const [ana] = (await feed()) as [Notice]
  await act('chat.remove', { conversation: ana.link?.conversation ?? '' })
  await until(() => (inboxes(line).at(-1)?.unseen === 0 ? true : undefined))
  assert.deepEqual(
    rowsOf(place).map((row) => row['id']),
    [eva.id],
  )
  await act('memory.forget', { about: 'Eva' })
  assert.deepEqual([rowsOf(place), tables(place.dir, ['jobs'])['jobs']], [[], []])
})

test("a visitor's notices become the person's, and so does what was chosen", async (t) => {
  const all = await scene(t, null)
  const { time, place, line, act } = all
  await remind(all, 'Call Ana.')
  await act('notifications.preferences', { category: 'plans' })
  const from = line.welcome.sub
  const moved = await place.running.store.write((db) =>
    moveConversations(db, {
      space: place.space,
      from,
      to: 'usr:x:ana',
      personas: [place.persona],
      app: place.app,
      jti: 'j',
      token: '{}',
      at: time.now(),
    }),
  )
  const id = `notices:${place.persona}:usr:x:ana`
  assert.deepEqual(
    moved.filter(({ event }) => event === 'notifications.inbox').map((each) => [each.id, each.seq]),
    [[id, 1]],
  )
  assert.deepEqual(
    rowsOf(place).map((row) => row['owner']),
    ['usr:x:ana'],
  )
  const [inbox] = tables(place.dir, ['inboxes'])['inboxes'] ?? []
  assert.deepEqual(
    [inbox?.['id'], inbox?.['owner'], inbox?.['off'], inbox?.['swept_at']],
    [id, 'usr:x:ana', '["plans"]', time.now()],
  )
})

test('an inbox keeps the last five hundred; what was put away goes first', async (t) => {
  const all = await scene(t, null)
  const { place, act } = all
  await remind(all, 'The first.')
  const [row] = rowsOf(place) as Record<string, never>[]
  const filler = Array.from({ length: 499 }, (_, i) => ({
    ...row,
    id: `ntc_${i}`,
    dedupe: null,
    archived_at: i === 7 ? 1 : null,
  }))
  await place.running.store.write((db) =>
    db
      .insertInto('notices')
      .values(filler as never)
      .execute(),
  )
  await remind(all, 'One more.')
  const ids = rowsOf(place).map((each) => each['id'])
  assert.deepEqual([ids.length, ids.includes('ntc_7'), ids.includes(row?.['id'])], [500, false, true])
  await act('notifications.mark', { all: true, as: 'read' })
  assert.equal((await act('notifications.list', { limit: 1 })).unseen, 0)
  // Page by page, each once.
  const seen: string[] = []
  for (let before: string | null | undefined; before !== null;) {
    const page: Api['notifications.list']['output'] = await act('notifications.list', {
      limit: 90,
      ...(before ? { before } : {}),
    })
    seen.push(...page.notices.map(({ id }) => id))
    before = page.before
  }
  assert.deepEqual([seen.length, new Set(seen).size], [500, 500])
})

test('what makes no sense is refused and changes nothing', async (t) => {
  const all = await scene(t, null)
  await remind(all, 'Call Ana.')
  const { place, line, feed } = all
  const [{ id }] = (await feed()) as [Notice]
  const before = [tables(place.dir, ['notices']), tables(place.dir, ['inboxes']), tables(place.dir, ['jobs'])]
  const nobodys = 'ntc_00000000000000000000000000'
  const stranger = await (await Visitor.with(place, { now: all.time.now })).connect(t)
  for (const [who, name, input, code] of [
    [line, 'notifications.mark', { as: 'read' }, 'invalid_request'],
    [line, 'notifications.mark', { all: true, notices: [id], as: 'read' }, 'invalid_request'],
    [line, 'notifications.mark', { notices: [], as: 'read' }, 'invalid_request'],
    [line, 'notifications.mark', { notices: [id], as: 'archived' }, 'invalid_request'],
    [line, 'notifications.mark', { notices: [id, nobodys], as: 'read' }, 'not_found'],
    [line, 'notifications.mark', { all: true, persona: 'per_1', as: 'read' }, 'not_found'],
    [line, 'notifications.archive', { notices: [nobodys] }, 'not_found'],
    [line, 'notifications.snooze', { notice: id, until: '2026-01-05T08:00:00Z' }, 'invalid_request'],
    [line, 'notifications.snooze', { notice: id, until: '2026-02-30T08:00' }, 'invalid_request'],
    [line, 'notifications.snooze', { notice: id, until: '2099-01-01T08:00' }, 'invalid_request'],
    [line, 'notifications.snooze', { notice: id, until: '2026-01-06T08:00', zone: 'Mars/Base' }, 'invalid_request'],
    [line, 'notifications.snooze', { notice: id, until: null }, 'invalid_request'],
    [line, 'notifications.preferences', { category: 'Not a word' }, 'invalid_request'],
    [line, 'notifications.preferences', { category: 'plans', notice: id }, 'invalid_request'],
    [line, 'notifications.preferences', { quiet: { from: '24:00', to: '07:00', zone: 'UTC' } }, 'invalid_request'],
    [
      line,
      'notifications.preferences',
      { quiet: { from: '22:00', to: '07:00', zone: 'Mars/Base' } },
      'invalid_request',
    ],
    [line, 'notifications.list', { before: '1.a b' }, 'invalid_request'],
    [line, 'notifications.list', { limit: 101 }, 'invalid_request'],
    [line, 'notifications.send', { title: 'Hello' }, 'unknown_action'],
    [line, 'notifications.wake', { notice: id, at: 0 }, 'unknown_action'],
    [stranger, 'notifications.mark', { notices: [id], as: 'read' }, 'not_found'],
    [stranger, 'notifications.archive', { notices: [id] }, 'not_found'],
    [stranger, 'notifications.snooze', { notice: id }, 'not_found'],
    [stranger, 'notifications.preferences', { notice: id }, 'not_found'],
  ] as const) {
    const reply = await who.try(name, input)
    assert.equal(reply.ok === false && reply.problem.code, code, `${name} ${JSON.stringify(input)}`)
  }
  assert.deepEqual(await stranger.act('notifications.mark', { all: true, as: 'read' }), { marked: 0 })
  assert.deepEqual(
    [tables(place.dir, ['notices']), tables(place.dir, ['inboxes']), tables(place.dir, ['jobs'])],
    before,
  )
  assert.deepEqual(stranger.heard, [])
})
