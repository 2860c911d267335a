/** The npm entry: what a bundler and a server get. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const root = new URL('..', import.meta.url)
const { exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  exports: { '.': { types: string; default: string } }
}

test('the entry can be imported where there is no DOM, and does nothing there', async () => {
  // By a name that the compiler does not follow: the entry exists only once it is built.
  const name: string = 'persona-widget'
  const entry = (await import(name)) as {
    definePersonaWidget: (tag?: string) => Promise<unknown>
  }
  assert.equal('HTMLElement' in globalThis, false)
  assert.equal(await entry.definePersonaWidget(), undefined)
})

test('the entry and its types are built', () => {
  for (const path of [exports['.'].types, exports['.'].default]) assert.ok(existsSync(new URL(path, root)), path)
  assert.match(readFileSync(new URL(exports['.'].types, root), 'utf8'), /definePersonaWidget/)
})
