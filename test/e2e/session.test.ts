/** A session that outlives its tokens, on one socket. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeBrowser, complaints, serve, visit, widget } from './browser.ts'

after(closeBrowser)

test('tokens are renewed in place: after three lives of a token it is still the same socket', async (t) => {
  const { url } = await serve(t, { env: { TOKEN_SECONDS: '4' } })
  const page = await (await visit(t)).newPage()
  const heard = complaints(page)
  const sockets: string[] = []
  const tokens: string[] = []
  page.on('websocket', (socket) => sockets.push(socket.url()))
  page.on('request', (request) => {
    if (request.url().endsWith('/oauth/token')) tokens.push(request.postData() ?? '')
  })
  await page.goto(`${url}/demo/inline.html`)
  const juno = widget(page)
  await juno.composer.waitFor()
  await juno.ask('Hello')
  await juno.said(1)
  await page.waitForTimeout(13_000)
  await juno.ask('When are you open?')
  assert.match(await juno.said(3), /10:00 to 18:00/)
  assert.equal(sockets.length, 1)
  assert.ok(tokens.length >= 4, String(tokens.length))
  assert.ok(tokens.slice(1).every((body) => body.includes('grant_type=refresh_token')))
  assert.deepEqual(heard, [])
})

test('no token, key or message is left where a script of the page could read it', async (t) => {
  const { url } = await serve(t)
  const page = await (await visit(t)).newPage()
  const tokens: string[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('/oauth/token'))
      void response.json().then((body: { access_token: string }) => tokens.push(body.access_token))
  })
  await page.goto(`${url}/demo/inline.html`)
  const juno = widget(page)
  await juno.composer.waitFor()
  await juno.ask('canary-4711')
  await juno.said(1)
  const stored = await page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const rows: unknown[] = []
    for (const { name } of databases) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open(name ?? '')
        opening.addEventListener('success', () => resolve(opening.result))
      })
      for (const store of database.objectStoreNames)
        rows.push(
          ...(await new Promise<unknown[]>((resolve) => {
            const asked = database.transaction(store).objectStore(store).getAll()
            asked.addEventListener('success', () => resolve(asked.result))
          })),
        )
    }
    const keys = rows
      .flatMap((row) => Object.values(row as object))
      .flatMap((each) => (each?.privateKey ? [each.privateKey as CryptoKey] : []))
    const text = JSON.stringify([rows, { ...localStorage }, document.cookie])
    return { text, extractable: keys.map((key) => key.extractable) }
  })
  assert.equal(tokens.length, 1)
  assert.ok(!stored.text.includes(tokens[0] ?? ''))
  assert.ok(!stored.text.includes('canary-4711'))
  assert.deepEqual(stored.extractable, [false])
})

test('a log-out is one in every tab: the session ends, and the next person finds nothing', async (t) => {
  const { url } = await serve(t)
  const context = await visit(t)
  const [one, two] = [await context.newPage(), await context.newPage()]
  for (const page of [one, two]) {
    await page.goto(`${url}/demo/inline.html`)
    await widget(page).composer.waitFor()
  }
  await widget(one).ask('my secret is 42')
  await widget(one).said(1)
  await widget(one).composer.fill('a draft')
  await one.evaluate(() => (document.querySelector('persona-widget') as unknown as { reset(): Promise<void> }).reset())
  // The other tab is put out, and what was said is no longer on its screen.
  await two.locator('persona-widget').getByText('signed_out').waitFor()
  assert.equal(await two.locator('persona-widget').getByText('my secret is 42').count(), 0)
  for (const page of [one, two]) {
    await page.reload()
    await widget(page).composer.waitFor()
    await page.locator('persona-widget').getByRole('group', { name: 'Suggestions' }).waitFor()
    assert.equal(await page.locator('persona-widget').getByText('my secret is 42').count(), 0)
    assert.equal(await widget(page).composer.inputValue(), '')
  }
})

test('an element that is taken out of the page lets its socket go, and comes back whole', async (t) => {
  const { url } = await serve(t)
  const page = await (await visit(t)).newPage()
  let open = 0
  page.on('websocket', (socket) => {
    open++
    socket.on('close', () => open--)
  })
  await page.goto(`${url}/demo/inline.html`)
  await widget(page).composer.waitFor()
  assert.equal(open, 1)
  await page.evaluate(() => {
    const element = document.querySelector('persona-widget') as HTMLElement
    Object.assign(window, { away: element, place: element.parentElement })
    element.remove()
  })
  await page.waitForTimeout(7000)
  assert.equal(open, 0)
  await page.evaluate(() => {
    const { away, place } = window as unknown as { away: HTMLElement; place: HTMLElement }
    place.append(away)
  })
  await widget(page).composer.waitFor()
  assert.equal(open, 1)
})
