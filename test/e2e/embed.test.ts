/** The snippet on other people's pages: one that the app allows, one that it does not, and one with a strict policy. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { execFile } from 'node:child_process'
import { closeBrowser, complaints, serve, type Server, site, visit, widget } from './browser.ts'

after(closeBrowser)

const run = promisify(execFile)

/** The command line, beside the running server. */
const persona = async ({ dir, output }: Server, ...words: string[]) => {
  const key = /Admin key +(\S+)/.exec(output())?.[1] ?? ''
  const { stdout } = await run(process.execPath, ['bff/cli.ts', ...words, '--json'], {
    env: { ...process.env, DATA_DIR: dir, PERSONA_ADMIN_KEY: key },
  })
  return JSON.parse(stdout) as Record<string, never>
}

const demoApp = async ({ url }: Server): Promise<string> => {
  const response = await fetch(`${url}/demo/config.json`)
  return ((await response.json()) as { app: string }).app
}

const snippet = ({ url }: Server, app: string): string =>
  `<!doctype html><html lang="en"><head><title>A shop</title></head><body><h1>A shop</h1><script async src="${url}/widget.js" data-app="${app}" data-open></script></body></html>`

test('the snippet in an empty file of an allowed site is a persona that answers', async (t) => {
  const server = await serve(t)
  const app = await demoApp(server)
  const origin = await site(t, () => snippet(server, app))
  await persona(server, 'app', 'update', app, '--origins', origin)
  const page = await (await visit(t)).newPage()
  const heard = complaints(page)
  await page.goto(origin)
  const juno = widget(page)
  await juno.composer.waitFor()
  await juno.ask('Do you deliver?')
  assert.match(await juno.said(1), /deliver/i)
  assert.deepEqual(heard, [])
})

test('the same file on a site that is not allowed says so, and names the origin to allow', async (t) => {
  const server = await serve(t)
  const app = await demoApp(server)
  const origin = await site(t, () => snippet(server, app))
  const page = await (await visit(t)).newPage()
  await page.goto(origin)
  const card = page.locator('persona-widget')
  await card.getByText(origin).first().waitFor()
  await card
    .getByText(/not allowed/i)
    .first()
    .waitFor()
  assert.equal(await widget(page).composer.count(), 0)
})

test('a backend that cannot be reached is said, with a way to try again', async (t) => {
  const server = await serve(t)
  const app = await demoApp(server)
  const { url } = server
  const page = await (await visit(t)).newPage()
  await page.goto(`${url}/demo/inline.html`)
  await widget(page).composer.waitFor()
  await page.route(`${url}/v1/**`, (route) => route.abort())
  const origin = await site(t, () => snippet(server, app))
  await page.goto(origin)
  const again = page.locator('persona-widget').getByRole('button', { name: /again/i })
  await again.waitFor()
  await page.unroute(`${url}/v1/**`)
  await persona(server, 'app', 'update', app, '--origins', origin)
  await again.click()
  await widget(page).composer.waitFor()
})

test('a strict content policy and Trusted Types are kept without one violation', async (t) => {
  const server = await serve(t)
  const app = await demoApp(server)
  const ws = server.url.replace('http', 'ws')
  const policy = [
    "default-src 'none'",
    `script-src ${server.url}`,
    `connect-src ${server.url} ${ws}`,
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "require-trusted-types-for 'script'",
  ].join('; ')
  const origin = await site(t, () => snippet(server, app), { 'content-security-policy': policy })
  await persona(server, 'app', 'update', app, '--origins', origin)
  const page = await (await visit(t)).newPage()
  const heard = complaints(page)
  await page.goto(origin)
  const juno = widget(page)
  await juno.composer.waitFor()
  await juno.ask('**Which** `class` suits a beginner? <img src=x onerror=alert(1)>')
  await juno.said(1)
  assert.deepEqual(
    heard.filter((each) => !each.includes('favicon')),
    [],
  )
})

test('a message typed without a connection is sent once when it is back', async (t) => {
  const server = await serve(t)
  const context = await visit(t)
  const page = await context.newPage()
  await page.goto(`${server.url}/demo/inline.html`)
  const juno = widget(page)
  await juno.composer.waitFor()
  await juno.ask('Hello')
  await juno.said(1)
  await context.setOffline(true)
  await juno.ask('Are you there?')
  await juno.log.getByText('Are you there?').waitFor()
  await context.setOffline(false)
  await juno.said(3)
  assert.equal(await juno.log.getByText('Are you there?').count(), 1)
  assert.equal(await juno.log.locator('article').count(), 4)
})

test('the persona that a page asks for is the one that answers, also for somebody who was here before', async (t) => {
  const server = await serve(t)
  const app = await demoApp(server)
  const { space } = (await persona(server, 'app', 'show', app))['app'] as unknown as { space: string }
  const made = (await persona(server, 'persona', 'create', '--space', space, '--name', 'Bruno', '--role', 'the baker'))[
    'persona'
  ] as unknown as { id: string }
  const { personas } = (await persona(server, 'app', 'show', app))['app'] as unknown as { personas: string[] }
  let asked = personas[0] ?? ''
  const origin = await site(t, () => snippet(server, app).replace('data-open', `data-open data-persona="${asked}"`))
  await persona(server, 'app', 'update', app, '--origins', origin, '--personas', [...personas, made.id].join(','))
  const page = await (await visit(t)).newPage()
  for (const [id, name] of [
    [asked, 'Juno'],
    [made.id, 'Bruno'],
  ] as const) {
    asked = id
    await page.goto(origin)
    const room = widget(page)
    await room.composer.waitFor()
    await room.ask(`hello ${name}`)
    assert.match(await room.said(1), new RegExp(`^${name[0]}\\n${name}`))
    assert.equal(await room.log.locator('article').count(), 2)
  }
})
