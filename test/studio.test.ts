/** The studio's list of seeds, against those that the widget reads. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { allows, cssOf, property, tokens, usualOf } from '../demo/designer/tokens.ts'

const widget = new URL('../widget/', import.meta.url)

test('the studio edits each seed that the widget reads, and no other', () => {
  const sources = readdirSync(widget, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const read = sources.flatMap(
    (name) => readFileSync(new URL(name, widget), 'utf8').match(/(?<=var\()--persona-[a-z-]+/g) ?? [],
  )
  assert.deepEqual(tokens.map(property).toSorted(), [...new Set(read)].toSorted())
  assert.ok(tokens.length <= 16)
})

test('a seed takes what it usually is, and nothing that would end its rule', () => {
  for (const token of tokens) {
    const usual = usualOf(token, {})
    assert.ok(allows(token, usual), token.name)
    assert.notEqual(cssOf(token, usual), '')
    for (const wrong of ['', 'red;}', 'url(x)', '-1', '1e9', '#12', 'constructor', '99999999999'])
      assert.ok(!allows(token, wrong), `${token.name}: ${wrong}`)
  }
})
