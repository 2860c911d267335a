/** The demo page, as somebody who just ran `npm start` meets it. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeBrowser, complaints, serve, visit, widget } from './browser.ts'

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
  assert.match(await juno.said(0), /When are you open\?/)
  assert.match(await juno.said(1), /10:00 to 18:00/)

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
  const said = await widget(one).said(1)
  await two.reload()
  await widget(two).composer.waitFor()
  await widget(two).log.getByText('Which class suits a beginner?').waitFor()
  assert.equal(await widget(two).said(1), said)

  await widget(one).ask('Do you deliver?')
  await widget(two).log.getByText('Do you deliver?').waitFor()
  assert.equal(await widget(two).said(3), await widget(one).said(3))
})

test('an answer can be stopped at once, keeps what it said, and can be made again', async (t) => {
  const { url } = await serve(t, { env: { LOCAL_PACE_MS: '60' } })
  const page = await (await visit(t)).newPage()
  await page.goto(`${url}/demo/inline.html`)
  const juno = widget(page)
  await juno.composer.waitFor()
  await juno.ask('What can you do for me?')
  await juno.stop.click()
  const stopped = await juno.said(1)
  assert.match(stopped, /stopped/i)
  await juno.element.getByRole('button', { name: /again/i }).first().click()
  await juno.stop.waitFor()
  const whole = await juno.said(1)
  assert.doesNotMatch(whole, /stopped/i)
  assert.ok(whole.length > stopped.length)
})
