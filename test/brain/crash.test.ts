/** A run that is killed anywhere has its effects once. Real processes, real HTTP. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Crash, crash, wrong } from '../chaos/runs.ts'

const crashes: Crash[] = [
  { kind: 'chat.rename', at: 2 },
  { kind: 'chat.rename', at: 3 },
  { kind: 'chat.rename', at: 4 },
  { kind: 'chat.rename', at: 5 },
  { kind: 'chat.pay', at: 4 },
  { kind: 'chat.pay', at: 5 },
  { kind: 'chat.pay', at: 'arrival' },
  { kind: 'chat.mail', at: 'arrival' },
]

for (const each of crashes)
  test(`killed at ${each.at}, ${each.kind} is done once and the answer is finished`, async (t) => {
    const aftermath = await crash(t, each)
    assert.ok(aftermath.crashed)
    assert.deepEqual(wrong(aftermath), [], JSON.stringify(aftermath))
  })

test('where nobody can know whether it was done it is not done again, and somebody is asked', async (t) => {
  const aftermath = await crash(t, { kind: 'chat.print', at: 'arrival' })
  assert.deepEqual(
    [aftermath.crashed, aftermath.effects, aftermath.status, aftermath.asked],
    [true, 1, 'waiting', 1],
    JSON.stringify(aftermath),
  )
})
