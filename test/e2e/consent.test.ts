/** Nothing is kept and nothing is asked for until the page says that it may be; and nothing is left when it says so no more. */
import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { allow, closeBrowser, serve, type Server, site, visit, widget } from './browser.ts'

after(closeBrowser)

/** A page of an allowed origin. @param body what it says, knowing the app @returns where it is */
const host = async (t: TestContext, server: Server, body: (app: string) => string): Promise<string> => {
  let app = ''
  const origin = await site(
    t,
    () =>
      `<!doctype html><html lang="en"><head><title>A shop</title><link rel="icon" href="data:,"></head><body>${body(app)}</body></html>`,
  )
  app = await allow(server, origin)
  return origin
}

/** Every request of the page, and every call that writes anything that stays. */
const recorded = async (page: Page) => {
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('websocket', (socket) => requests.push(socket.url()))
  await page.addInitScript(() => {
    const writes: string[] = []
    Object.assign(window, { writes })
    const watch = (owner: object, name: string): void => {
      const real = Reflect.get(owner, name) as (...all: unknown[]) => unknown
      Object.defineProperty(owner, name, {
        value(this: unknown, ...all: unknown[]) {
          writes.push(`${name} ${String(all[0])}`)
          return real.apply(this, all)
        },
      })
    }
    watch(Storage.prototype, 'setItem')
    watch(IDBFactory.prototype, 'open')
    watch(CacheStorage.prototype, 'open')
    const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie') as PropertyDescriptor
    Object.defineProperty(Document.prototype, 'cookie', {
      ...cookie,
      set(this: Document, value: string) {
        writes.push(`cookie ${value}`)
        cookie.set?.call(this, value)
      },
    })
  })
  return { requests, writes: () => page.evaluate(() => (window as unknown as { writes: string[] }).writes) }
}

/** What is left in this browser. */
const left = (page: Page): Promise<unknown[]> =>
  page.evaluate(async () => {
    const rows: unknown[] = [...Object.keys(localStorage), ...Object.keys(sessionStorage)]
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open(name)
        opening.addEventListener('success', () => resolve(opening.result))
      })
      for (const store of database.objectStoreNames)
        rows.push(
          ...(await new Promise<unknown[]>((resolve) => {
            const asked = database.transaction(store).objectStore(store).getAllKeys()
            asked.addEventListener('success', () => resolve(asked.result))
          })),
        )
      database.close()
    }
    return rows
  })

test('with data-consent="required" the loader is all there is, until consent; taking it back leaves nothing', async (t) => {
  const server = await serve(t)
  const page = await (await visit(t)).newPage()
  const { requests, writes } = await recorded(page)
  const origin = await host(
    t,
    server,
    (app) =>
      `<button data-persona-open>Talk</button><script src="${server.url}/widget.js" data-app="${app}" data-consent="required"></script>`,
  )
  await page.goto(origin)
  await page.getByRole('button', { name: 'Talk' }).click()
  await page.mouse.wheel(0, 100)
  await page.waitForTimeout(4000)
  assert.deepEqual(requests, [`${origin}/`, `${server.url}/widget.js`])
  assert.deepEqual(await writes(), [])

  const call = (...words: unknown[]) =>
    page.evaluate((all) => {
      ;(window as unknown as { PersonaWidget(...all: unknown[]): unknown }).PersonaWidget(...all)
    }, words)
  await call('consent', true)
  const juno = widget(page)
  await juno.launcher.click()
  await juno.composer.waitFor()
  await juno.ask('Hello')
  await juno.said(1)
  await juno.composer.fill('half a sentence')
  assert.notDeepEqual(await left(page), [])

  await call('consent', false)
  await juno.composer.waitFor({ state: 'detached' })
  await page.waitForTimeout(1000)
  assert.equal(await page.locator('persona-widget').getByRole('button').count(), 0)
  assert.deepEqual(await left(page), [])
  const before = requests.length
  await page.waitForTimeout(2000)
  assert.equal(requests.length, before)

  await call('consent', true)
  await juno.launcher.click()
  await juno.composer.waitFor()
  assert.equal(await juno.log.getByText('Hello', { exact: true }).count(), 0)
})

test('an element with consent="required" keeps and asks nothing, whatever is called, until consent(true)', async (t) => {
  const server = await serve(t)
  const page = await (await visit(t)).newPage()
  const { requests, writes } = await recorded(page)
  // As a bundler would: the code is part of the page.
  const origin = await host(
    t,
    server,
    (app) => `<script type="module">
      import { definePersonaWidget } from '${server.url}/widget/index.js'
      await definePersonaWidget()
      const element = document.createElement('persona-widget')
      element.setAttribute('app', '${app}')
      element.setAttribute('endpoint', '${server.url}')
      element.setAttribute('consent', 'required')
      document.body.append(element)
      window.element = element
      element.send('Are you there?')
      element.newConversation()
      window.done = true
    </script>`,
  )
  await page.goto(origin)
  await page.waitForFunction(() => 'done' in window)
  const before = requests.length
  await page.waitForTimeout(3000)
  assert.equal(requests.length, before, requests.slice(before).join())
  assert.ok(requests.every((url) => url.endsWith('.js') || url === `${origin}/`))
  assert.deepEqual(await writes(), [])
  await page.evaluate(() =>
    (window as unknown as { element: { consent(given: boolean): Promise<void> } }).element.consent(true),
  )
  await widget(page).log.getByText('Are you there?').waitFor()
})
