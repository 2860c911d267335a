/** The demo page, as somebody who just ran `npm start` meets it. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeBrowser, complaints, serve, settled, visit, widget } from './browser.ts'

after(closeBrowser)

test('the demo page shows a site whose persona answers, streaming, and is there again after a reload', async (t) => {
  const { url } = await serve(t, { env: { LOCAL_PACE_MS: '15' } })
  const page = await (await visit(t)).newPage()
  const heard = complaints(page)
  await page.goto(url)
  const juno = widget(page)
  await juno.launcher.click()
  await juno.composer.waitFor()
  await juno.ask('When are you open?')
  await juno.stop.waitFor()
  await juno.stop.waitFor({ state: 'detached' })
  const said = await settled(juno.log)
  assert.match(said, /When are you open\?/)
  assert.match(said, /10:00 to 18:00/)

  await page.reload()
  await juno.launcher.click()
  await juno.composer.waitFor()
  await juno.log.getByText('10:00 to 18:00').first().waitFor()
  assert.deepEqual(heard, [])
})

test('a second tab of the same visitor hears the same answer', async (t) => {
  const { url } = await serve(t, { env: { LOCAL_PACE_MS: '15' } })
  const context = await visit(t)
  const [one, two] = [await context.newPage(), await context.newPage()]
  for (const page of [one, two]) {
    await page.goto(`${url}/demo/inline.html`)
    await widget(page).composer.waitFor()
  }
  await widget(one).ask('Which class suits a beginner?')
  await widget(one).stop.waitFor({ state: 'detached' })
  const said = await settled(widget(one).log)
  await two.reload()
  await widget(two).composer.waitFor()
  await widget(two).log.getByText('Which class suits a beginner?').waitFor()
  assert.equal(await settled(widget(two).log), said)

  await widget(one).ask('Do you deliver?')
  await widget(two).log.getByText('Do you deliver?').waitFor()
  await widget(one).stop.waitFor({ state: 'detached' })
  await widget(two).stop.waitFor({ state: 'detached' })
  assert.equal(await settled(widget(two).log), await settled(widget(one).log))
})

test('an answer can be stopped at once, keeps what it said, and can be made again', async (t) => {
  const { url } = await serve(t, { env: { LOCAL_PACE_MS: '120' } })
  const page = await (await visit(t)).newPage()
  await page.goto(`${url}/demo/inline.html`)
  const juno = widget(page)
  await juno.composer.waitFor()
  await juno.ask('What can you do for me?')
  await juno.stop.click()
  await juno.stop.waitFor({ state: 'detached' })
  const stopped = await settled(juno.log)
  assert.match(stopped, /stopped/i)
  await juno.element.getByRole('button', { name: /again/i }).first().click()
  await juno.stop.waitFor()
  await juno.stop.waitFor({ state: 'detached', timeout: 60_000 })
  const whole = await settled(juno.log)
  assert.doesNotMatch(whole, /stopped/i)
  assert.ok(whole.length > stopped.length)
})
