/** The script tag: what it makes of its data-*, when it fetches the rest, and the calls made before that. */
import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { closeBrowser, serve, site, visit } from './browser.ts'

after(closeBrowser)

const stub = `<script>window.PersonaWidget ??= (...call) => (PersonaWidget.q ??= []).push(call); window.got = []</script>`

/** Pages that load the tag from a real server. */
const pages = async (t: TestContext) => {
  const { url } = await serve(t)
  const context = await visit(t)
  return async (html: (tag: (attributes: string) => string) => string): Promise<Page> => {
    const tag = (attributes: string) => `<script async src="${url}/widget.js" ${attributes}></script>`
    const origin = await site(
      t,
      () => `<!doctype html><html lang="en"><title>x</title><body>${html(tag)}</body></html>`,
    )
    const page = await context.newPage()
    await page.goto(origin)
    return page
  }
}

const widgets = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('persona-widget')].map((each) =>
      Object.fromEntries(each.getAttributeNames().map((name) => [name, each.getAttribute(name) ?? ''])),
    ),
  )
const defined = (page: Page) => page.evaluate(() => customElements.get('persona-widget') !== undefined)
const loaded = (page: Page) => page.waitForFunction(() => customElements.get('persona-widget') !== undefined)

test('every data-* of the tag becomes an attribute of the element', async (t) => {
  const open = await pages(t)
  const page = await open((tag) => tag('data-app="app_1" data-theme="dark" data-greeting="off" data-persona="pe_1"'))
  await loaded(page)
  const [made] = await widgets(page)
  assert.equal(made?.['app'], 'app_1')
  assert.equal(made?.['theme'], 'dark')
  assert.equal(made?.['persona'], 'pe_1')
  assert.equal(made?.['no-greeting'], '')
  assert.match(made?.['endpoint'] ?? '', /^http:\/\/localhost:\d+$/)
})

test('the same tag twice makes one widget, two apps make two, and an element that is there is used', async (t) => {
  const open = await pages(t)
  const count = async (html: (tag: (attributes: string) => string) => string) => {
    const page = await open(html)
    await loaded(page)
    return (await widgets(page)).length
  }
  assert.equal(await count((tag) => tag('data-app="app_1"').repeat(2)), 1)
  assert.equal(await count((tag) => tag('data-app="app_1"') + tag('data-app="app_2"')), 2)
  assert.equal(await count((tag) => `<persona-widget app="app_1"></persona-widget>${tag('data-app="app_1"')}`), 1)
})

test('with intent nothing but the loader is fetched until somebody does something', async (t) => {
  const open = await pages(t)
  const page = await open((tag) => `<p>Hello</p>${tag('data-app="app_1" data-load="intent"')}`)
  await page.waitForTimeout(600)
  assert.equal(await defined(page), false)
  await page.mouse.click(5, 5)
  await loaded(page)
})

test('with visible it waits until its place is scrolled to, and is mounted there', async (t) => {
  const open = await pages(t)
  const page = await open(
    (tag) =>
      `<p>Hello</p>${'<br>'.repeat(300)}<div id="here"></div>${tag('data-app="app_1" data-load="visible" data-target="#here" data-mode="inline"')}`,
  )
  await page.waitForTimeout(600)
  assert.equal(await defined(page), false)
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  await loaded(page)
  assert.equal(await page.locator('#here > persona-widget').count(), 1)
})

test('calls made before anything is loaded are made then, in order', async (t) => {
  const open = await pages(t)
  const page = await open(
    (tag) =>
      `${stub}<script>PersonaWidget('on', 'persona-open', () => got.push('open')); PersonaWidget('open')</script>${tag('data-app="app_1" data-load="intent"')}`,
  )
  await page.waitForFunction(() => (window as unknown as { got: string[] }).got.includes('open'))
})

test('manual makes nothing until it is told to boot', async (t) => {
  const open = await pages(t)
  const page = await open((tag) => stub + tag('data-load="manual"'))
  await page.waitForTimeout(600)
  assert.deepEqual(await widgets(page), [])
  await page.evaluate(() =>
    (window as unknown as { PersonaWidget: (...call: unknown[]) => void }).PersonaWidget('boot', { app: 'app_9' }),
  )
  await loaded(page)
  assert.deepEqual(
    (await widgets(page)).map(({ app }) => app),
    ['app_9'],
  )
})

test('a click on a trigger before anything is loaded opens it', async (t) => {
  const open = await pages(t)
  const page = await open(
    (tag) => `<button data-persona-open>Ask us</button>${tag('data-app="app_1" data-load="intent"')}`,
  )
  await page.getByRole('button', { name: 'Ask us' }).click()
  await page.waitForFunction(() => document.querySelector('persona-widget')?.hasAttribute('open'))
})

const settings = `<script>window.personaWidgetSettings = {
  app: 'app_settings', theme: 'light', accent: 'teal', position: 'start', getToken: () => 'settings' }</script>`
const json = (text: string) => `<script type="application/json" data-persona-config>${text}</script>`

test('it is configured by data-*, by JSON and by settings, and the nearest to the element wins', async (t) => {
  const open = await pages(t)
  const page = await open(
    (tag) =>
      `<persona-widget persona="pe_own" no-greeting></persona-widget>${settings}` +
      json('{"theme": "dark", "accent": "red", "events": "content", "persona": "pe_json", "noGreeting": true}') +
      tag('data-accent="blue"'),
  )
  await loaded(page)
  const [made, ...more] = await widgets(page)
  assert.deepEqual(more, [])
  const { app, theme, accent, position, persona } = made ?? {}
  assert.deepEqual([app, theme, accent, position, persona], ['app_settings', 'dark', 'blue', 'start', 'pe_own'])
  assert.equal(made?.['data-events'], 'content')
  const said = await page.evaluate(() =>
    (document.querySelector('persona-widget') as unknown as { getToken(): string }).getToken(),
  )
  assert.equal(said, 'settings')
})

test('JSON in the page needs no nonce under a strict policy, and may say how it is loaded', async (t) => {
  const { url } = await serve(t)
  const origin = await site(
    t,
    () =>
      `<!doctype html>${json('{"app": "app_json", "load": "intent"}')}<script nonce="x" async src="${url}/widget.js"></script>`,
    { 'content-security-policy': "script-src 'nonce-x' 'strict-dynamic'" },
  )
  const page = await (await visit(t)).newPage()
  await page.goto(origin)
  await page.locator('persona-widget[app=app_json]').waitFor({ state: 'attached' })
  assert.equal(await defined(page), false)
  await page.mouse.click(5, 5)
  await loaded(page)
})

test('getToken comes with the call that boots, and with the one that logs in', async (t) => {
  const open = await pages(t)
  const page = await open(
    (tag) =>
      `${stub}<script>PersonaWidget('boot', { app: 'app_1', getToken: () => 'boot' })</script>${tag('data-load="manual"')}`,
  )
  await loaded(page)
  const said = () =>
    page.evaluate(() => (document.querySelector('persona-widget') as unknown as { getToken(): string }).getToken())
  assert.equal(await said(), 'boot')
  await page.evaluate(() =>
    (window as unknown as { PersonaWidget: (...call: unknown[]) => Promise<void> }).PersonaWidget(
      'login',
      () => 'login',
    ),
  )
  assert.equal(await said(), 'login')
})

for (const [trigger, view] of [
  ['<button data-persona-view="conversations">Ask us</button>', 'conversations'],
  [
    '<button commandfor="juno" command="--open">Ask us</button><persona-widget id="juno" app="app_1"></persona-widget>',
    'chat',
  ],
] as const)
  test(`${trigger.slice(0, 40)}… works before anything is loaded`, async (t) => {
    const { url } = await serve(t)
    const { app } = (await (await fetch(`${url}/demo/config.json`)).json()) as { app: string }
    const page = await (await visit(t)).newPage()
    const tag = `<script async src="${url}/widget.js" data-app="${app}" data-load="intent"></script>`
    await page.route(`${url}/test`, (route) =>
      route.fulfill({ contentType: 'text/html', body: `<!doctype html>${trigger.replace('app_1', app)}${tag}` }),
    )
    await page.goto(`${url}/test`)
    await page.locator('persona-widget').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Ask us' }).click()
    await page.locator(`persona-widget[open][view=${view}] .panel`).waitFor()
  })

test('what cannot be fetched is told as persona-error, and tried again by the next call', async (t) => {
  const open = await pages(t)
  const page = await open(
    (tag) =>
      `${stub}<script>addEventListener('persona-error', (event) => got.push(event.detail.code))</script>${tag('data-app="app_1" data-load="intent"')}`,
  )
  await page.route('**/widget/*.js', (route) => route.abort())
  await page.waitForFunction(() => 'up' in (window as unknown as { PersonaWidget: object }).PersonaWidget)
  await page.mouse.click(5, 5)
  await page.waitForFunction(() => (window as unknown as { got: string[] }).got.includes('load_failed'))
  assert.equal(await defined(page), false)
})
