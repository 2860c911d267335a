/** Anything at all, sent as an act: a short run with a fixed seed. `npm run chaos` is the long one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzz } from './chaos/fuzz.ts'
import { backend, inputs, saying, talk, Visitor } from './peer.ts'

test('whatever is sent as an act gets one answer of the closed list, and nobody else is touched', async (t) => {
  const codes = await fuzz(t, { runs: 200, seed: 20261122 })
  // Many get past the door, and many are refused for what they hold.
  for (const code of ['true', 'invalid_request', 'not_found', 'unknown_action', 'invalid_token'])
    assert.ok((codes[code] ?? 0) > 0, `${code} ${JSON.stringify(codes)}`)
})

/** What has made patterns and parsers run for minutes. */
const slow = [
  `${'a'.repeat(50_000)}!`,
  '['.repeat(8000),
  '*_'.repeat(4000),
  '<'.repeat(8000),
  '> '.repeat(4000),
  '`'.repeat(8000),
  '\u0301'.repeat(8000),
  ' '.repeat(8000),
  `${'a@'.repeat(4000)}`,
  `${'|'.repeat(2000)}\n${'|-'.repeat(2000)}`,
  `${'_'.repeat(3999)}\n${'_'.repeat(3999)}x`,
]

test('no text makes any act slow', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  const { line, ids } = await talk(t, place, await Visitor.at(place))
  for (const [name, input] of Object.entries(inputs(ids)))
    for (const [field, given] of Object.entries(input)) {
      if (typeof given !== 'string') continue
      const began = performance.now()
      await Promise.all(slow.map((text) => line.try(name, { ...input, [field]: text })))
      const ms = (performance.now() - began) / slow.length
      assert.ok(ms < 1000, `${name} ${field}: ${ms} ms each`)
    }
  for (const text of slow) await line.try('chat.list', {}, text)
})
