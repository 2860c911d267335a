/** Regular expressions: each of the sources is judged, for a second at most. `npm run chaos` takes its time. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slowPatterns } from './chaos/patterns.ts'

test('no pattern of the sources is slow', async () => {
  const { slow } = await slowPatterns(1000)
  assert.deepEqual(slow, [])
})
