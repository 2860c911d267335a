/** What can keep people out, each with its stable code and a card that explains it: in a real browser, for real reasons. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { closeBrowser, serve, type Server, site, visit, widget } from './browser.ts'

after(closeBrowser)

/** A page that writes down the codes it hears of. */
const listening = async (context: BrowserContext): Promise<Page> => {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const codes: string[] = []
    Object.assign(window, { codes })
    addEventListener('persona-error', (event) => codes.push((event as CustomEvent<{ code: string }>).detail.code))
  })
  return page
}

const told = async (page: Page, code: string, title: string): Promise<void> => {
  const card = page.locator('persona-widget').getByRole('alert')
  await card.getByRole('heading', { name: title }).waitFor()
  await card.locator('code').getByText(code, { exact: true }).waitFor()
  assert.deepEqual(await page.evaluate(() => (window as unknown as { codes: string[] }).codes), [code])
}

const snippet = ({ url }: Server, app = 'app_unknown'): string =>
  `<!doctype html><html lang="en"><head><title>A shop</title><link rel="icon" href="data:,"></head><body>
  <script async src="${url}/widget.js" data-app="${app}" data-open></script></body></html>`

test('a site that is not on the list: origin_not_allowed', async (t) => {
  const server = await serve(t)
  const page = await listening(await visit(t))
  await page.goto(await site(t, () => snippet(server)))
  await told(page, 'origin_not_allowed', 'This address is not on the list')
})

test('a session that the backend does not accept: token_refused', async (t) => {
  const { url } = await serve(t)
  const page = await listening(await visit(t))
  // Something between the browser and the backend has lost the proof.
  await page.route('**/oauth/token', async (route) => {
    const response = await route.fetch({ headers: { ...route.request().headers(), dpop: 'e30.e30.e30' } })
    await route.fulfill({ response })
  })
  await page.goto(`${url}/demo/inline.html`)
  await told(page, 'token_refused', 'The session was not accepted')
})

test('a clock that is an hour off: clock_skew, and a way in once it is right', async (t) => {
  const { url } = await serve(t)
  const page = await listening(await visit(t))
  await page.addInitScript(() => {
    const { now } = Date
    Object.assign(window, { right: () => (Date.now = now) })
    Date.now = () => now() - 3_600_000
  })
  await page.goto(`${url}/demo/inline.html`)
  await told(page, 'clock_skew', 'The clock of this device is wrong')
  await page.evaluate(() => (window as unknown as { right(): void }).right())
  await page.locator('persona-widget').getByRole('button', { name: 'Try again' }).click()
  await widget(page).composer.waitFor()
})

for (const [what, allowed] of [
  ['anything of the backend', () => "'none'"],
  ['its socket', ({ url }: Server) => url],
] as const)
  test(`a policy of the page that does not allow ${what}: csp_blocked`, async (t) => {
    const server = await serve(t)
    const { app } = (await (await fetch(`${server.url}/demo/config.json`)).json()) as { app: string }
    const policy = `script-src ${server.url}; connect-src ${allowed(server)}`
    // A page of an origin that is allowed, with a policy that is too strict.
    const page = await listening(await visit(t))
    await page.route(`${server.url}/strict.html`, (route) =>
      route.fulfill({
        body: snippet(server, app),
        headers: { 'content-type': 'text/html', 'content-security-policy': policy },
      }),
    )
    await page.goto(`${server.url}/strict.html`)
    await told(page, 'csp_blocked', 'This page does not allow it')
  })

test('a backend of another release: version_mismatch', async (t) => {
  const { url } = await serve(t)
  const page = await listening(await visit(t))
  await page.routeWebSocket(/socket\.io/, (client) => {
    const server = client.connectToServer()
    server.onMessage((message) => client.send(String(message).replace('"protocol":1', '"protocol":2')))
  })
  await page.goto(`${url}/demo/inline.html`)
  await told(page, 'version_mismatch', 'There is a newer version')
})

test('no connection at all: offline, and it goes on by itself when there is one', async (t) => {
  const { url } = await serve(t)
  const context = await visit(t)
  const page = await listening(context)
  await page.goto(`${url}/demo/inline.html`)
  await widget(page).composer.waitFor()
  await context.setOffline(true)
  await page.evaluate(() => {
    const element = document.querySelector('persona-widget') as unknown as { endpoint: string }
    // It is to begin anew, which an address that differs in nothing but its end does too.
    Object.assign(element, { endpoint: `${element.endpoint}/` })
  })
  await page.locator('persona-widget').getByRole('alert').waitFor()
  assert.deepEqual(await page.evaluate(() => (window as unknown as { codes: string[] }).codes), ['offline'])
  await context.setOffline(false)
  await widget(page).composer.waitFor()
})
