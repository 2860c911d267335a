/** Signing in on the host's site: the visitor becomes a person, in every tab and on every device, and out again. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { closeBrowser, complaints, serve, visit, widget } from './browser.ts'

after(closeBrowser)

const signIn = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('textbox', { name: 'Your name' }).fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** What a page asked of the token endpoint. */
const grants = (page: Page): string[] => {
  const asked: string[] = []
  page.on('request', (request) => {
    if (!request.url().endsWith('/oauth/token')) return
    asked.push(new URLSearchParams(request.postData() ?? '').get('grant_type')?.split(':').at(-1) ?? '')
  })
  return asked
}

const enter = async (page: Page, url: string): Promise<ReturnType<typeof widget>> => {
  await page.goto(`${url}/demo/inline.html`)
  const juno = widget(page)
  await juno.composer.waitFor()
  return juno
}

for (const nonce of ['off', 'on'])
  test(`what a visitor said is the person's after signing in, on every device, until signing out; nonces ${nonce}`, async (t) => {
    const { url } = await serve(t, { env: { DPOP_NONCE: nonce } })
    const page = await (await visit(t)).newPage()
    const asked = grants(page)
    const juno = await enter(page, url)
    await juno.ask('my pot is number 4711')
    await juno.said(1)
    await juno.composer.fill('half a sentence')
    await signIn(page, 'Ada')
    await juno.log.getByText('my pot is number 4711').first().waitFor()
    assert.equal(await juno.composer.inputValue(), 'half a sentence')
    assert.equal(asked.filter((grant) => grant === 'token-exchange').length, 1)
    await juno.composer.fill('')
    await juno.ask('Do you deliver?')
    await juno.said(3)

    const elsewhere = await (await visit(t)).newPage()
    const there = await enter(elsewhere, url)
    assert.equal(await there.log.getByText('my pot is number 4711').count(), 0)
    await signIn(elsewhere, 'Ada')
    await there.log.getByText('my pot is number 4711').first().waitFor()

    await elsewhere.getByRole('button', { name: 'Sign out' }).click()
    await there.log.getByText('my pot is number 4711').first().waitFor({ state: 'detached' })
    await there.element.getByRole('group', { name: 'Suggestions' }).waitFor()
    // The other device goes on: it was not signed out.
    await juno.ask('When are you open?')
    await juno.said(5)
    await signIn(elsewhere, 'Grace')
    await there.composer.waitFor()
    assert.equal(await there.log.getByText('my pot is number 4711').count(), 0)
  })

test('tabs sign in once between them: the others follow without asking the backend again', async (t) => {
  const { url } = await serve(t)
  const context = await visit(t)
  const [one, two] = [await context.newPage(), await context.newPage()]
  const asked = [grants(one), grants(two)]
  const [first, second] = [await enter(one, url), await enter(two, url)]
  await first.ask('my pot is number 4711')
  await first.said(1)
  await signIn(one, 'Ada')
  await first.log.getByText('my pot is number 4711').first().waitFor()
  await second.log.getByText('my pot is number 4711').first().waitFor()
  await second.ask('Do you deliver?')
  await second.said(3)
  await first.log.getByText('Do you deliver?').waitFor()
  // A new load asks the page again, hears of the same person, and has nothing to exchange.
  await Promise.all([one.reload(), two.reload()])
  for (const each of [first, second]) await each.log.getByText('my pot is number 4711').first().waitFor()
  assert.equal(asked.flat().filter((grant) => grant === 'token-exchange').length, 1, asked.join(' '))

  await one.getByRole('button', { name: 'Sign out' }).click()
  await second.element.getByText('You signed out').waitFor()
  assert.equal(await second.element.getByText('my pot is number 4711').count(), 0)
  await second.element.getByRole('button', { name: 'Go on' }).click()
  await second.element.getByRole('group', { name: 'Suggestions' }).waitFor()
})

test('what the page cannot say, or says wrongly, is an error with a stable code and a card with a way on', async (t) => {
  const { url } = await serve(t)
  const page = await (await visit(t)).newPage()
  const heard = complaints(page)
  const juno = await enter(page, url)
  await page.evaluate(() => {
    const codes: string[] = []
    Object.assign(window, { codes })
    addEventListener('persona-error', (event) => codes.push((event as CustomEvent<{ code: string }>).detail.code))
  })
  type Login = { login(getToken: () => string): Promise<void> }
  const login = (token: string) =>
    page.evaluate((said) => {
      const element = document.querySelector('persona-widget') as unknown as Login
      return element.login(() => {
        if (said === '') throw new Error('the host is down')
        return said
      })
    }, token)
  await login('')
  await juno.element.getByText('the host is down').waitFor()
  await login('nonsense')
  await juno.element.getByText('We could not sign you in').waitFor()
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  await login(`${part({ alg: 'ES256', typ: 'persona-user+jwt' })}.${part({ sub: 'ada' })}.AAAA`)
  await juno.element.getByText(/The assertion is not valid/).waitFor()
  const codes = await page.evaluate(() => (window as unknown as { codes: string[] }).codes)
  assert.deepEqual(codes, ['identity_failed', 'identity_refused', 'identity_refused'])
  // The visitor is still there, once the page says that nobody is signed in.
  await page.evaluate(() => (document.querySelector('persona-widget') as unknown as Login).login(() => ''))
  await juno.composer.waitFor()
  assert.deepEqual(
    heard.filter((each) => !each.includes('400')),
    [],
  )
})
