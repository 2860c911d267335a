/** The backend is killed in the middle of an answer. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { until } from '../peer.ts'
import { closeBrowser, serve, visit, widget } from './browser.ts'

after(closeBrowser)

test('after kill -9 mid-answer and a restart, the page goes on by itself under the same message', async (t) => {
  const env = { LOCAL_PACE_MS: '150' }
  const first = await serve(t, { env })
  const port = Number(new URL(first.url).port)
  const page = await (await visit(t)).newPage()
  await page.goto(`${first.url}/demo/inline.html`)
  const juno = widget(page)
  await juno.composer.waitFor()
  await juno.ask('What can you do for me?')
  const answer = juno.log.locator('article').nth(1)
  const partial = await until(async () => {
    const text = (await answer.count()) ? await answer.innerText() : ''
    return text.length > 60 ? text : undefined
  }, 20_000)
  await first.kill('SIGKILL')
  await serve(t, { env: { LOCAL_PACE_MS: '5' }, dir: first.dir, port })
  const more = await until(async () => {
    const text = await answer.innerText()
    return text.length > partial.length + 20 ? text : undefined
  }, 30_000)
  // What was read before is still there, and more follows it.
  const [opening = ''] = partial.split('\n').filter((line) => line.length > 12)
  assert.ok(more.includes(opening.slice(0, 40)), `${partial}\n---\n${more}`)
  await juno.said(1)
  assert.equal(await juno.log.locator('article').count(), 2)
})
