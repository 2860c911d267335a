/** The clock: killed around a firing, or failing, it performs each job once, and says what it gave up. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../bff/datadir.ts'
import { examine } from '../bff/operate/doctor.ts'
import { moveConversations } from '../bff/store/move.ts'
import { backend, saying, standing, tables, until, Visitor } from './peer.ts'
import { fireLoop } from './chaos/fire.ts'

test('killed three times around its firings, it loses no time and fires none twice', async (t) => {
  const { fired, lost, doubled, findings } = await fireLoop(t, { kills: 3 })
  assert.deepEqual({ lost, doubled, findings }, { lost: [], doubled: [], findings: [] })
  assert.equal(fired, 60)
})

test('hundreds of jobs that are due at once are performed in batches, each once', async (t) => {
  const time = standing()
  const place = await backend(t, { now: time.now, model: null })
  const line = await (await Visitor.with(place, { now: time.now })).connect(t)
  for (let n = 0; n < 200; n++) await line.act('schedules.add', { prompt: `Number ${n}`, at: '2026-01-06T09:00' })
  time.set('2026-01-06T09:00:00Z')
  await Promise.all([place.running.tick(), place.running.tick()])
  const { occurrences, jobs, runs } = tables(place.dir)
  assert.deepEqual([occurrences?.length, runs?.length, jobs], [200, 200, []])
})

test('what a visitor has set is performed for the person that they sign in as', async (t) => {
  const time = standing()
  const place = await backend(t, { now: time.now, model: saying('Here.') })
  const visitor = await Visitor.with(place, { now: time.now })
  await visitor.fresh('schedules.add', { prompt: 'Call Ana.', rule: 'FREQ=DAILY', start: '2026-01-06T09:00' })
  await visitor.fresh('plans.make', { goal: 'Rest', steps: [{ text: 'Sleep.', wake: '2026-01-06T09:00' }] })
  const token = JSON.stringify({ epoch: 0, origin: null, jti: 'j', sid: null })
  const { sub } = (await visitor.connect(t)).welcome
  const { space, persona, app } = place
  await place.running.store.write((db) =>
    moveConversations(db, {
      space,
      from: sub,
      to: 'usr:x:ana',
      personas: [persona],
      app,
      jti: 'j',
      token,
      at: time.now(),
    }),
  )
  time.set('2026-01-06T09:00:00Z')
  await place.running.tick()
  await until(() => {
    const runs = tables(place.dir, ['runs'])['runs'] ?? []
    return runs.length === 2 && runs.every(({ status, owner }) => status === 'done' && owner === 'usr:x:ana')
      ? true
      : undefined
  })
  const owners = ['schedules', 'occurrences', 'plans', 'plan_steps', 'jobs'].map((table) =>
    (tables(place.dir, [table])[table] ?? []).map((row) => row['owner']),
  )
  assert.deepEqual(
    owners,
    owners.map(() => ['usr:x:ana']),
  )
})

test('the doctor finds a schedule that nothing waits for', async (t) => {
  const time = standing()
  const place = await backend(t, { now: time.now, model: null })
  const visitor = await Visitor.with(place, { now: time.now })
  const { schedule } = await visitor.fresh('schedules.add', { prompt: 'Call Ana.', at: '2026-01-06T09:00' })
  const found = async () => (await examine(paths(place.dir))).findings
  assert.deepEqual(await found(), [])
  await place.running.store.write((db) => db.deleteFrom('jobs').where('key', '=', schedule).execute())
  assert.deepEqual(await found(), [`The schedule ${schedule} is to come, and no job waits for it.`])
})
