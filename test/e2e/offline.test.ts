/** Without a line, with a line that is gone for long, and in the moment a page goes: what was said arrives, once. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { closeBrowser, serve, visit, widget } from './browser.ts'

after(closeBrowser)

const inline = async (context: BrowserContext, url: string): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(`${url}/demo/inline.html`)
  await widget(page).composer.waitFor()
  await page.locator('persona-widget[status=online]').waitFor()
  return page
}

/** The texts of what the person said, as the page shows them. */
const said = (page: Page): Promise<string[]> => widget(page).log.locator('article.person .bubble').allInnerTexts()

const expectDraft = (page: Page, words: string) =>
  page.waitForFunction(
    (text) => document.querySelector('persona-widget')?.shadowRoot?.querySelector('textarea')?.value === text,
    words,
  )

test('what was written while nobody answered is kept over a closed tab, and sent once when a next one is there', async (t) => {
  const first = await serve(t)
  const port = Number(new URL(first.url).port)
  const context = await visit(t)
  const page = await inline(context, first.url)
  const juno = widget(page)
  await juno.ask('Hello')
  await juno.said(1)
  await first.kill('SIGKILL')
  await page.locator('persona-widget[status=offline]').waitFor()
  for (const text of ['one', 'two', 'three']) await juno.ask(text)
  await juno.element.getByText('Will send when back online').nth(2).waitFor()
  // It is gone in the moment the last one was written.
  await page.close()
  await serve(t, { dir: first.dir, port })
  const next = await inline(context, first.url)
  await widget(next).said(7)
  assert.deepEqual(await said(next), ['Hello', 'one', 'two', 'three'])
  assert.equal(await next.locator('persona-widget').getByText('Will send').count(), 0)
})

test('a message whose tab is closed while it is being sent arrives, once', async (t) => {
  const { url } = await serve(t)
  const context = await visit(t)
  const page = await inline(context, url)
  await widget(page).ask('Hello')
  await widget(page).said(1)
  // It does not get through: what the page writes is lost on the way.
  await page.evaluate(() => {
    WebSocket.prototype.send = () => {}
  })
  await widget(page).composer.fill('on my way')
  await page.evaluate(() => {
    const root = (document.querySelector('persona-widget') as HTMLElement).shadowRoot as ShadowRoot
    root.querySelector<HTMLButtonElement>('.round')?.click()
  })
  await page.close()
  const next = await inline(context, url)
  await widget(next).said(3)
  assert.deepEqual(await said(next), ['Hello', 'on my way'])
})

test('after minutes without a network and an expired token everything arrives, at once when it is back', async (t) => {
  // Sixty times faster than life: a token lives for two seconds, not for two minutes and more.
  const { url } = await serve(t, { env: { TOKEN_SECONDS: '2' } })
  const context = await visit(t)
  // A browser that is set offline leaves its sockets alone.
  await context.addInitScript(() => {
    const Real = WebSocket
    const open: WebSocket[] = []
    let down = false
    const wire = class extends Real {
      constructor(url: string) {
        super(down ? 'ws://localhost:9' : url)
        open.push(this)
      }
    }
    const cut = (): void => {
      down = true
      for (const each of open) each.close()
    }
    Object.assign(window, { WebSocket: wire, cut, mend: () => (down = false) })
  })
  const page = await inline(context, url)
  await widget(page).ask('Hello')
  await widget(page).said(1)
  await context.setOffline(true)
  await page.evaluate(() => (window as unknown as { cut(): void }).cut())
  await page.waitForTimeout(3000)
  await widget(page).ask('one')
  await page.waitForTimeout(6000)
  await widget(page).ask('two')
  await page.evaluate(() => (window as unknown as { mend(): void }).mend())
  await context.setOffline(false)
  const back = performance.now()
  await widget(page).said(5)
  t.diagnostic(`answered ${Math.round(performance.now() - back)} ms after the network was back`)
  assert.deepEqual(await said(page), ['Hello', 'one', 'two'])
})

test('a half-streamed answer goes on within a second of a reload, with the words it had', async (t) => {
  const { url } = await serve(t, { env: { LOCAL_PACE_MS: '120' } })
  const context = await visit(t)
  const page = await inline(context, url)
  await widget(page).ask('What can you do for me?')
  const words = widget(page).log.locator('article.persona .words')
  await page.waitForFunction(() => {
    const root = (document.querySelector('persona-widget') as HTMLElement).shadowRoot
    return (root?.querySelector('article.persona .words')?.textContent ?? '').length > 40
  })
  const before = await words.innerText()
  await page.reload()
  // From the moment the page is there: how long until the words that were there are, and more of them.
  const took = await page.evaluate(async (length) => {
    const begun = performance.now()
    const root = (): ShadowRoot | null => document.querySelector('persona-widget')?.shadowRoot ?? null
    while ((root()?.querySelector('article.persona .words')?.textContent ?? '').length <= length)
      await new Promise((resolve) => void setTimeout(resolve, 5))
    return performance.now() - begun
  }, before.length)
  t.diagnostic(`on again after ${Math.round(took)} ms`)
  assert.ok((await words.innerText()).startsWith(before.slice(0, 30)))
  await widget(page).said(1)
})

test('a draft belongs to its conversation, outlives a reload, and is in every tab at once', async (t) => {
  const { url } = await serve(t)
  const context = await visit(t)
  const page = await inline(context, url)
  const juno = widget(page)
  await juno.ask('Hello')
  await juno.said(1)
  const other = await inline(context, url)
  await widget(other).log.getByText('Hello', { exact: true }).waitFor()
  await juno.composer.fill('half a sentence')
  await expectDraft(other, 'half a sentence')
  await page.reload()
  await juno.composer.waitFor()
  await expectDraft(page, 'half a sentence')
  // A third tab asks the others.
  const third = await inline(context, url)
  await expectDraft(third, 'half a sentence')
  await juno.element.getByRole('button', { name: 'New conversation' }).first().click()
  await expectDraft(page, '')
  assert.equal(await widget(other).composer.inputValue(), 'half a sentence')
  await juno.composer.fill('something else')
  await juno.element.getByRole('button', { name: 'Conversations' }).click()
  await juno.element.locator('.row .open').first().click()
  await expectDraft(page, 'half a sentence')
})

test('what is opened, unread and themed in one tab is so in the other within 100 ms', async (t) => {
  const { url } = await serve(t)
  const context = await visit(t)
  const [one, two] = [await context.newPage(), await context.newPage()]
  for (const page of [one, two]) {
    await page.goto(url)
    await widget(page).launcher.waitFor()
    await page.waitForLoadState('networkidle')
  }
  /** How long after the change in one tab it is seen in the other. Both clocks are this machine's. */
  const lag = async (attribute: string, change: string): Promise<number> => {
    const seen = two.evaluate(
      (name) =>
        new Promise<number>((resolve) => {
          const element = document.querySelector('persona-widget') as HTMLElement
          new MutationObserver(() => resolve(Date.now())).observe(element, { attributeFilter: [name] })
        }),
      attribute,
    )
    await two.evaluate(() => 0)
    const at = (await one.evaluate(`(() => { ${change}; return Date.now() })()`)) as number
    return (await seen) - at
  }
  const element = `document.querySelector('persona-widget')`
  const lags = {
    theme: await lag('theme', `${element}.theme = 'dark'`),
    unread: await lag('unread', `${element}.unread = 3`),
    open: await lag('open', `${element}.opened = true`),
  }
  t.diagnostic(JSON.stringify(lags))
  for (const [what, ms] of Object.entries(lags)) assert.ok(ms <= 1000, `${what}: ${ms} ms`)
  await widget(two).composer.waitFor()
  await one.evaluate(`${element}.close()`)
  await widget(two).composer.waitFor({ state: 'hidden' })
})
