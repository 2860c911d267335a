/** A page that is put aside whole and taken out again, as browsers do with Back: the widget goes on where it was. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { chromium } from 'playwright-core'
import { chromiumFlags, chromiumPath } from '../chromium.ts'
import { serve, widget } from './browser.ts'

const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: chromiumFlags,
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
})
after(() => browser.close())

test('a page that went into the back/forward cache comes back out of it, and on line by itself', async (t) => {
  const server = await serve(t)
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } })
  t.after(() => context.close())
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  await page.goto(`${server.url}/demo/inline.html`)
  const juno = widget(page)
  await juno.composer.waitFor()
  await juno.ask('Hello')
  await juno.said(1)
  await juno.composer.fill('half a thought')
  await page.evaluate(() => {
    const here = window as unknown as { kept: number; shown: boolean[] }
    here.kept = 1
    here.shown = []
    addEventListener('pageshow', ({ persisted }) => void here.shown.push(persisted))
  })
  for (const round of [1, 2]) {
    await page.goto(`${server.url}/demo/config.json`)
    // Somebody else of the same person takes the line meanwhile, and gives it back.
    const other = await context.newPage()
    await other.goto(`${server.url}/demo/inline.html`)
    await widget(other).ask(`from elsewhere ${round}`)
    await widget(other).said(1 + 2 * round)
    await page.goBack({ waitUntil: 'commit' }).catch(() => {})
    const seen = await page.evaluate(() => {
      const here = window as unknown as { kept?: number; shown?: boolean[] }
      const [entry] = performance.getEntriesByType('navigation') as unknown as { notRestoredReasons?: unknown }[]
      return { kept: here.kept, shown: here.shown, why: JSON.stringify(entry?.notRestoredReasons) }
    })
    assert.deepEqual(
      seen.shown,
      Array.from({ length: round }, () => true),
      seen.why,
    )
    await page.locator('persona-widget[status=online]').waitFor()
    await juno.log.getByText(`from elsewhere ${round}`, { exact: true }).waitFor()
    await other.close()
  }
  assert.equal(await juno.composer.inputValue(), 'half a thought')
  await juno.composer.fill('and on')
  await juno.composer.press('Enter')
  await juno.said(7)
})
