/** Whatever a model, a person, a persona's card or a backend says: nothing of it acts, and nobody else hears of it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { once } from 'node:events'
import { after, before, test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { build, isBuilt } from '../build.ts'
import { payloads as corpus } from '../widget/payloads/index.ts'
import type { Peer } from '../widget/stage.ts'
import { closeBrowser, visit } from './browser.ts'

before(async () => {
  if (!isBuilt()) await build()
})
after(closeBrowser)

const root = new URL('../../', import.meta.url)
const policy = {
  'content-security-policy': "script-src 'nonce-x' 'strict-dynamic'; require-trusted-types-for 'script'",
}

const listen = async (t: TestContext, answer: (path: string) => Promise<[type: string, body: string | Buffer]>) => {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`)
    void answer(request.url ?? '/').then(
      ([type, body]) =>
        response.writeHead(200, { 'content-type': type, ...(request.url === '/' ? policy : {}), ...open }).end(body),
      () => response.writeHead(404, open).end(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
}
const open = { 'access-control-allow-origin': '*' }

const PAGE = `<!doctype html><html lang="en"><head><title>A host</title><link rel="icon" href="data:,"></head><body>
<script nonce="x" src="/widget.js" data-load="manual"></script>
<script nonce="x" type="module">
  import { backendOf, juno, Peer } from '/stage.js'
  const peer = new Peer()
  const element = document.createElement('persona-widget')
  element.backend = backendOf(peer)
  for (const [name, value] of [['app', 'app_1'], ['mode', 'inline'], ['no-greeting', '']]) element.setAttribute(name, value)
  document.body.append(element)
  PersonaWidget('boot', { app: 'app_1' })
  Object.assign(window, { peer, element, juno })
</script></body></html>`

/** All that the widget itself draws. */
const ELEMENTS =
  'A ARTICLE B BDI BLOCKQUOTE BR BUTTON CODE DEL DIV EM FIGCAPTION FIGURE FORM H2 H3 H4 H5 H6 HEADER HR I INPUT LI OL P PATH PRE RECT CIRCLE SECTION SLOT SMALL SPAN STRONG SVG TABLE TBODY TD TEXTAREA TH THEAD TIME TR UL'
const ATTRIBUTES =
  'aria-busy aria-current aria-hidden aria-label aria-live aria-pressed aria-expanded autocomplete class cx cy d data-copy data-id datetime dir disabled enterkeyhint focusable height hidden href lang maxlength name part placeholder r readonly rel role rows rx ry scope start tabindex target title type viewbox width x y'

interface Watched {
  peer: Peer
  element: HTMLElement & {
    updateComplete: Promise<unknown>
    shadowRoot: ShadowRoot
    send(text: string): Promise<void>
  }
  juno: Peer['persona']
  /** What should never be. */
  wrong: string[]
  links: number
}

/** In the page: every node that is ever put into the shadow tree is looked at, also if it is gone a moment later. */
const watch = ([elements, attributes]: [string, string]): void => {
  const page = window as unknown as Watched
  const [allowed, carried] = [new Set(elements.split(' ')), new Set(attributes.split(' '))]
  page.wrong = []
  page.links = 0
  const look = (node: Node): void => {
    if (!(node instanceof Element)) return
    if (!allowed.has(node.tagName.toUpperCase())) page.wrong.push(`<${node.tagName}>`)
    for (const { name, value } of node.attributes) {
      if (!carried.has(name.toLowerCase())) page.wrong.push(`${name}=${value} on ${node.tagName}`)
      if (name !== 'href') continue
      page.links++
      if (!/^(https|mailto):/.test((node as HTMLAnchorElement).href)) page.wrong.push(`href=${value}`)
    }
    for (const child of node.children) look(child)
  }
  const { shadowRoot } = page.element
  for (const child of shadowRoot.children) look(child)
  new MutationObserver((changes) => {
    for (const { addedNodes, target, type } of changes)
      if (type === 'attributes') look(target)
      else for (const node of addedNodes) look(node)
  }).observe(shadowRoot, { subtree: true, childList: true, attributes: true })
}

/** A page of the host's with an open widget, and everything that could go out of it written down. */
const stand = async (t: TestContext) => {
  const evil = await listen(t, async () => ['text/plain', ''])
  const stage = stripTypeScriptTypes(readFileSync(new URL('demo/stage/peer.ts', root), 'utf8'))
  const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' }
  const host = await listen(t, async (path) => {
    if (path === '/') return ['text/html', PAGE]
    if (path === '/bare') return ['text/html', '<p>']
    if (path === '/stage.js') return ['text/javascript', stage]
    return [types[extname(path)] ?? 'text/plain', await readFile(new URL(`dist${path}`, root))]
  })
  const page = await (await visit(t)).newPage()
  const requests: string[] = []
  const complaints: string[] = []
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => requests.push(request.url()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !isLong(message.location().url)) complaints.push(message.text())
  })
  // Without what keeps the page small with a long conversation all of it is drawn, and so all of it is looked at.
  const isLong = (url: string): boolean => /\/widget\/long-/.test(url)
  await page.route(
    ({ href }) => isLong(href),
    (route) => route.abort(),
  )
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
      console.error(`violation of ${violatedDirective}: ${sample}`),
    ),
  )
  await page.goto(host.origin)
  await page.locator('persona-widget').getByRole('textbox').waitFor()
  const payloads = corpus.map((each) => each.replaceAll(/(?:https?:)?\/\/evil\.example/g, evil.origin))
  return { page, host, evil, requests, complaints, payloads }
}

/** Nothing happened, and nothing happens in the moments after. */
const quiet = async ({
  page,
  host,
  evil,
  requests,
  complaints,
}: Awaited<ReturnType<typeof stand>>): Promise<number> => {
  await page.waitForTimeout(1500)
  const { wrong, links } = await page.evaluate(() => {
    const { wrong, links } = window as unknown as Watched
    return { wrong: [...new Set(wrong)], links }
  })
  assert.deepEqual(wrong, [])
  assert.deepEqual(complaints, [])
  assert.deepEqual(evil.heard, [])
  assert.deepEqual(
    requests.filter((url) => !url.startsWith(host.origin) && url !== 'data:,'),
    [],
  )
  return links
}

const shows = (page: Page, text: string) => page.locator('persona-widget').getByText(text).first().waitFor()

test(`${corpus.length} hostile texts as messages of either side, as titles and as errors of answers do nothing`, async (t) => {
  assert.ok(corpus.length >= 300)
  const all = await stand(t)
  const { page, payloads } = all
  await page.evaluate(watch, [ELEMENTS, ATTRIBUTES] as [string, string])
  await page.evaluate(async (texts) => {
    const { peer, element } = window as unknown as Watched
    const problem = (detail: string) => ({ code: 'internal', detail }) as const
    const { id } = peer.seed('messages')
    for (const text of texts) {
      peer.put(id, { role: 'person', text })
      peer.put(id, { text })
      peer.put(id, { status: 'failed', problem: problem(text) })
      peer.seed(text)
    }
    peer.put(id, { text: 'the end' })
    peer.listed = 1000
    await element.updateComplete
  }, payloads)
  const element = page.locator('persona-widget')
  await element.getByRole('button', { name: 'Conversations' }).click()
  await element.locator('.row').nth(payloads.length).waitFor()
  await element.locator('.row .open').getByText('messages', { exact: true }).click()
  await shows(page, 'the end')
  // Fifty at a time, as anybody would scroll.
  for (let before = -1, now = 0; now !== before;) {
    before = now
    await element.locator('.log').evaluate((log) => (log.scrollTop = 0))
    await page.waitForTimeout(60)
    now = await element.locator('article').count()
    if (now < payloads.length * 3 + 1) before = -1
  }
  assert.equal(await element.locator('article').count(), payloads.length * 3 + 1)
  assert.ok((await quiet(all)) > 20, 'the corpus has no links at all, so it proves little')
})

test('as chunks of a model, split at every character or anywhere, they do nothing at any moment', async (t) => {
  const all = await stand(t)
  const { page, payloads } = all
  await page.evaluate(watch, [ELEMENTS, ATTRIBUTES] as [string, string])
  // Every tenth character by character, so that each kind has its share; the others at random, by a fixed seed.
  await page.evaluate(async (texts) => {
    const { peer, element } = window as unknown as Watched
    let seed = 4711
    const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647
    await element.send('Hello')
    while (peer.streaming === undefined) await new Promise(requestAnimationFrame)
    const { id: first, conversation: id } = peer.streaming
    peer.settle(first)
    let rest = texts.map((text, index) => ({ text, whole: index % 10 !== 0, id: '', at: 0 }))
    for (const each of rest) each.id = peer.put(id, { status: 'streaming' }).id
    while (rest.length > 0) {
      for (const each of rest) {
        const next = each.whole ? each.at + 1 + Math.floor((random() * each.text.length) / 2) : each.at + 1
        peer.delta(each.id, each.text.slice(each.at, next))
        each.at = next
      }
      await new Promise(requestAnimationFrame)
      for (const { id, at, text } of rest) if (at >= text.length) peer.settle(id)
      rest = rest.filter(({ at, text }) => at < text.length)
    }
    peer.put(id, { text: 'the end' })
  }, payloads)
  assert.ok(payloads.filter((_, index) => index % 10 === 0).length >= 40)
  await shows(page, 'the end')
  const articles = page.locator('persona-widget').locator('article')
  assert.equal(await articles.count(), payloads.length + 3)
  assert.ok((await quiet(all)) > 20)
})

test('as the name, role, greeting and starters of a persona, as refused sends, tools and trouble, they do nothing', async (t) => {
  const all = await stand(t)
  const { page, payloads } = all
  await page.evaluate(watch, [ELEMENTS, ATTRIBUTES] as [string, string])
  await page.evaluate(async (texts) => {
    const { peer, element, juno } = window as unknown as Watched
    for (const text of texts) {
      peer.tell('persona', { ...juno, name: text, role: text, greeting: text, starters: [text] })
      await element.updateComplete
    }
  }, payloads)
  assert.equal(await page.locator('persona-widget').locator('h2').first().textContent(), payloads.at(-1))
  await page.evaluate(async (texts) => {
    const { peer, element, juno } = window as unknown as Watched
    peer.tell('persona', juno)
    // No more wait to be sent than a browser is asked to keep.
    const half = Math.ceil(texts.length / 2)
    for (const some of [texts.slice(0, half), texts.slice(half)]) {
      peer.faults = some.map((detail) => ({ name: 'chat.send', how: 'refused', detail }))
      for (const text of some) await element.send(text)
      while (peer.faults.length > 0) await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
      if (some[0] === texts[0])
        for (const button of element.shadowRoot.querySelectorAll('button'))
          if (button.textContent.trim() === 'Discard') button.click()
    }
    const [conversation = ''] = peer.conversations.keys()
    const { id } = peer.put(conversation, { status: 'streaming' })
    for (const action of texts) {
      peer.tell('chat.activity', { conversation, message: id, action, state: 'running' })
      peer.tell('chat.activity', { conversation, message: id, action, state: 'refused' })
    }
  }, payloads)
  await page
    .locator('persona-widget')
    .locator('.activity li')
    .nth(payloads.length - 1)
    .waitFor()
  await page.evaluate(async (texts) => {
    const { peer, element } = window as unknown as Watched
    for (const message of texts) {
      peer.tell('refused', { code: 'refused', message })
      await element.updateComplete
    }
  }, payloads)
  await shows(page, 'The door stayed closed')
  await quiet(all)
})

test('what watches would see it: the same texts as HTML run, load and are heard of', async (t) => {
  const { page, host, evil, requests, complaints, payloads } = await stand(t)
  await page.goto(`${host.origin}/bare`)
  await page.evaluate((texts) => {
    const element = document.body.appendChild(document.createElement('div'))
    Object.assign(window, { element })
    element.attachShadow({ mode: 'open' }).append(document.createElement('p'))
    return texts.length
  }, payloads)
  await page.evaluate(watch, [ELEMENTS, ATTRIBUTES] as [string, string])
  await page.evaluate((texts) => {
    const { element } = window as unknown as Watched
    const sink = 'innerHTML' as const
    for (const text of texts.filter((each) => !/http-equiv|<base|<dialog|<portal|<x-/.test(each)))
      element.shadowRoot.appendChild(document.createElement('p'))[sink] = text
  }, payloads)
  await page.waitForTimeout(1500)
  const wrong = await page.evaluate(() => (window as unknown as Watched).wrong)
  assert.ok(wrong.some((each) => each.startsWith('onerror')))
  assert.ok(wrong.some((each) => each.startsWith('href=javascript:')))
  assert.ok(wrong.includes('<IFRAME>') && wrong.includes('<STYLE>'))
  assert.ok(complaints.some((each) => each.startsWith('dialog')))
  assert.ok(evil.heard.length > 5, evil.heard.join(', '))
  assert.ok(requests.some((url) => url.startsWith(evil.origin)))
})
