/** Several tabs of one person: one socket between them, whoever of them goes, and nothing lost or doubled. */
import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { closeBrowser, complaints, serve, visit, widget } from './browser.ts'
import { until } from '../peer.ts'

after(closeBrowser)

/** How many sockets are open in all tabs, and in which. */
const counting = (context: BrowserContext) => {
  const open = new Set<Page>()
  let made = 0
  context.on('page', (page) => {
    page.on('websocket', (socket) => {
      made++
      open.add(page)
      socket.on('close', () => open.delete(page))
    })
    page.on('close', () => open.delete(page))
  })
  return { open, made: () => made }
}

const tab = async (context: BrowserContext, url: string): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(`${url}/demo/inline.html`)
  await widget(page).composer.waitFor()
  await page.locator('persona-widget[status=online]').waitFor()
  return page
}

/** A server, and a browser that was there before: its first tab has a conversation of two messages. */
const stand = async (t: TestContext, prepare?: () => void) => {
  const server = await serve(t)
  const context = await visit(t)
  context.setDefaultTimeout(10_000)
  if (prepare) await context.addInitScript(prepare)
  const sockets = counting(context)
  const first = await tab(context, server.url)
  await widget(first).ask('Hello')
  await widget(first).said(1)
  return { ...server, context, sockets, first }
}

const shows = (page: Page, text: string) => widget(page).log.getByText(text, { exact: true }).waitFor()

test('four tabs have one socket and one token between them, and all of them speak and hear', async (t) => {
  const { url, context, sockets, first } = await stand(t)
  const asked: string[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/oauth/token')) asked.push(request.url())
  })
  const heard = complaints(first)
  const pages = [first]
  for (let n = 1; n < 4; n++) pages.push(await tab(context, url))
  for (const [n, page] of pages.entries()) {
    await widget(page).ask(`from tab ${n}`)
    await widget(page).said(2 * n + 3)
  }
  for (const page of pages) for (const n of pages.keys()) await shows(page, `from tab ${n}`)
  assert.equal(sockets.made(), 1)
  assert.deepEqual(asked, [])
  assert.deepEqual(heard, [])
})

for (const how of ['closed', 'crashed'] as const)
  test(`when the tab with the socket is ${how}, another takes over within a second, and what was under way happens once`, async (t) => {
    const { url, context, sockets, first } = await stand(t)
    const [second, third] = [await tab(context, url), await tab(context, url)]
    for (const page of [second, third]) await shows(page, 'Hello')
    assert.deepEqual([...sockets.open], [first])
    // In the same moment: an act that goes through the first tab, and its end.
    const asking = widget(second).ask('and I was under way')
    if (how === 'closed') await first.close()
    else {
      const devtools = await context.newCDPSession(first)
      await Promise.race([devtools.send('Page.crash').catch(() => {}), first.waitForEvent('crash')])
    }
    const gone = performance.now()
    await until(() => Promise.resolve(sockets.made() === 2 || undefined), 5000)
    await Promise.race([second, third].map((page) => page.locator('persona-widget[status=online]').waitFor()))
    t.diagnostic(`another socket after ${Math.round(performance.now() - gone)} ms`)
    assert.ok(performance.now() - gone < 1000)
    await asking
    await widget(second).said(3)
    await shows(third, 'and I was under way')
    await widget(third).ask('and I come after')
    await widget(third).said(5)
    for (const page of [second, third]) assert.equal(await widget(page).log.locator('article').count(), 6)
    assert.equal(sockets.made(), 2)
  })

test('a tab that hangs is not waited for, and follows when it runs again', async (t) => {
  const { url, context, sockets, first } = await stand(t)
  const second = await tab(context, url)
  await shows(second, 'Hello')
  await second.bringToFront()
  const hanging = first.evaluate(() => {
    const end = Date.now() + 6000
    while (Date.now() < end);
  })
  const begun = performance.now()
  await until(() => Promise.resolve(sockets.made() === 2 || undefined), 5000)
  t.diagnostic(`another socket after ${Math.round(performance.now() - begun)} ms`)
  await widget(second).ask('while the other hangs')
  await widget(second).said(3)
  assert.ok(performance.now() - begun < 5500)
  await hanging
  await shows(first, 'while the other hangs')
  await widget(first).ask('and now I am back')
  await shows(second, 'and now I am back')
  await until(() => Promise.resolve((sockets.open.size === 1 && sockets.open.has(second)) || undefined), 5000)
})

test('several widgets on one page, and one that is taken out of it, share one socket', async (t) => {
  const { sockets, first: page } = await stand(t)
  await page.evaluate(() => {
    const one = document.querySelector('persona-widget') as HTMLElement
    const two = one.cloneNode() as HTMLElement
    two.id = 'two'
    one.after(two)
  })
  const two = page.locator('#two')
  await two.getByRole('textbox').waitFor()
  await page.locator('#two[status=online]').waitFor()
  await two.getByRole('textbox').fill('from the second')
  await two.getByRole('textbox').press('Enter')
  const one = page.locator('persona-widget:not(#two)')
  await one.getByRole('log').getByText('from the second', { exact: true }).waitFor()
  assert.equal(sockets.made(), 1)
  // The first one has the socket, and goes.
  await one.evaluate((element) => element.remove())
  await until(() => Promise.resolve(sockets.made() === 2 || undefined), 10_000)
  await page.locator('#two[status=online]').waitFor()
  await two.getByRole('textbox').fill('all alone')
  await two.getByRole('textbox').press('Enter')
  await two.getByRole('log').locator('article').nth(5).waitFor()
})

test('without Web Locks each tab has a socket of its own', async (t) => {
  const { url, context, sockets, first } = await stand(t, () =>
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }),
  )
  const pages = [first, await tab(context, url)]
  for (const [n, page] of pages.entries()) {
    await widget(page).ask(`from tab ${n}`)
    await widget(page).said(2 * n + 3)
  }
  assert.equal(sockets.open.size, 2)
})
