/** The matrix of host pages: whatever the page is like, the widget is the same, and the page is as it was. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { after, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import type { PersonaWidget } from '../../widget/element.ts'
import { closeBrowser, complaints, visit, widget } from './browser.ts'
import { type Host, hosting } from './host-pages.ts'

after(closeBrowser)

const only = (page: Page) => page.locator('persona-widget')
/** In the page. */
const state = (page: Page, selector = 'persona-widget') =>
  page.evaluate((which) => {
    const element = document.querySelector(which) as PersonaWidget | null
    const field = element?.shadowRoot?.querySelector('textarea')
    return {
      connected: element?.isConnected ?? false,
      open: element?.opened ?? false,
      status: element?.status,
      draft: field?.value ?? null,
      top: element?.shadowRoot?.querySelector('.panel')?.matches(':popover-open') ?? false,
      count: document.querySelectorAll('persona-widget').length,
    }
  }, selector)

/** How many pixels of two pictures are not the same, as an eye sees it: rounding at the edge of a curve is. */
const pixelsApart = (page: Page, ...pictures: Buffer[]): Promise<number> =>
  page.evaluate(
    async (sources) => {
      const [one, other] = await Promise.all(
        sources.map(async (source) => {
          const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(source), (c) => c.charCodeAt(0))]))
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
          canvas?.drawImage(bitmap, 0, 0)
          return canvas?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? []
        }),
      )
      if (one?.length !== other?.length) return Infinity
      return [...(one ?? [])].filter((byte, at) => Math.abs(byte - (other?.[at] ?? 0)) > 16).length
    },
    pictures.map((each) => each.toString('base64')),
  )

/** A conversation and a draft, which should both still be there later. */
const talk = async (page: Page): Promise<void> => {
  const juno = widget(page)
  await juno.composer.waitFor()
  await juno.ask('Do you deliver?')
  await juno.said(1)
  await juno.composer.fill('and to the islands')
}
const talksOn = async (page: Page): Promise<void> => {
  const juno = widget(page)
  await juno.log.locator('article').nth(1).waitFor()
  assert.equal(await juno.composer.inputValue(), 'and to the islands')
  await juno.composer.press('Enter')
  await juno.said(3)
}

test('on any host page', { timeout: 400_000 }, async (all) => {
  const host = await hosting(all)
  const { url } = host.server
  const tag = (attributes = 'data-open') =>
    `<script nonce="x" async src="${url}/widget.js" data-app="${host.app}" ${attributes}></script>`
  const check = (name: string, run: (t: TestContext, host: Host) => Promise<void>) =>
    all.test(name, (t) => run(t, host))

  await check('a strict policy and Trusted Types are kept in every room, without one violation', async (t) => {
    const policy = [
      "default-src 'none'",
      "script-src 'nonce-x' 'strict-dynamic'",
      "style-src 'self'",
      `connect-src ${url} ${url.replace('http', 'ws')}`,
      "img-src 'self' blob: data:",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html',
    ].join('; ')
    const context = await visit(t)
    await context.addInitScript(() => {
      const seen: string[] = []
      Object.assign(window, { seen })
      document.addEventListener('securitypolicyviolation', (event) =>
        seen.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
      )
    })
    const page = await host.open(t, `<body>${tag()}`, { 'content-security-policy': policy }, context)
    const heard = complaints(page)
    await talk(page)
    const element = only(page)
    await element.getByRole('button', { name: 'Conversations' }).click()
    await element.locator('.row').first().waitFor()
    await element.getByRole('button', { name: 'Conversations' }).click()
    const rooms = await element.getByRole('tab').all()
    assert.ok(rooms.length >= 4, `${rooms.length} rooms`)
    for (const room of rooms) {
      await room.click()
      await page.waitForTimeout(400)
    }
    await element.getByRole('button', { name: 'Close', exact: true }).click()
    assert.deepEqual(await page.evaluate(() => (window as unknown as { seen: string[] }).seen), [])
    assert.deepEqual(heard, [])
    // The same listener hears what does violate.
    await page.evaluate(() => {
      document.body.setAttribute('style', 'color: red')
      document.body.append(Object.assign(document.createElement('img'), { src: 'https://elsewhere.example/x.png' }))
    })
    await page.waitForFunction(() => (window as unknown as { seen: string[] }).seen.length >= 2)
  })

  /** What is drawn of the widget: every element of its shadow tree, with all that is computed for it. */
  const drawing = (page: Page) =>
    page.evaluate(() => {
      const lines: string[] = []
      const root = (document.querySelector('persona-widget') as PersonaWidget).shadowRoot as ShadowRoot
      for (const element of root.querySelectorAll('*')) {
        const computed = getComputedStyle(element)
        const said = [...computed]
          .filter((name) => !name.startsWith('--'))
          .map((name) => `${name}:${computed.getPropertyValue(name)}`)
        const box = element.getBoundingClientRect()
        lines.push(
          `${element.localName}.${element.getAttribute('class') ?? ''} ${[box.x, box.y, box.width, box.height].join()} ${said.join(';')}`,
        )
      }
      return lines
    })
  const hostile: Record<string, string> = {
    'html{font-size:62.5%}': 'html{font-size:62.5%}',
    'a reset': `html,body,div,span,section,header,p,ul,li,h2,h3,button,textarea,form,article{margin:0;padding:0;border:0;font:inherit;vertical-align:baseline;box-sizing:content-box}
      *{box-sizing:content-box;margin:0;padding:0} button{all:unset} textarea{resize:both;height:300px} ol,ul{list-style:none}`,
    '* { all: unset }': '*:not(script,style,link,head,title,meta){all:unset}',
    '* { all: initial !important }': '*:not(script,style,link,head,title,meta){all:initial!important}',
    'everything that is inherited': `*{color:red!important;font:italic 900 30px/3 "Comic Sans MS"!important;letter-spacing:6px!important;
      text-transform:uppercase!important;text-align:center!important;white-space:pre!important;word-spacing:9px!important;visibility:visible;
      text-indent:40px!important;cursor:wait!important;list-style:square!important;text-shadow:1px 1px lime!important;
      -webkit-text-stroke:1px blue!important;-webkit-text-fill-color:orange!important;accent-color:red!important;
      caret-color:red!important;user-select:none!important;pointer-events:none!important;hyphens:auto!important;tab-size:20!important;
      font-variant:small-caps!important;word-break:break-all!important;quotes:"<" ">"!important;color-scheme:dark!important}`,
    'everything that moves a box': `persona-widget{position:relative!important;inset:-40px!important;margin:90px!important;padding:70px!important;
      border:9px solid red!important;background:red!important;float:left!important;width:33px!important;height:33px!important;
      max-width:20px!important;overflow:hidden!important;z-index:-1!important;display:inline-flex!important}
      body{display:grid;gap:50px;place-items:center;min-height:3000px}`,
    'names that we use': `.panel,.head,.log,.composer,.launcher,.icon,.message,.field,.round,#panel,[part]{display:none!important;color:red!important}
      section,header,button,textarea,form,article,svg{background:lime!important;transform:rotate(9deg)!important}`,
  }
  await check('nothing that a page says in CSS changes the widget', async (t) => {
    const context = await visit(t, { reducedMotion: 'reduce' })
    /** Closed and open, as computed and as painted. */
    const look = async (css: string) => {
      const page = await host.open(
        t,
        `<style>html{background:white!important}${css}</style><body><h1>A shop</h1>${tag('data-greeting="off"')}`,
        {},
        context,
      )
      const juno = widget(page)
      await juno.launcher.waitFor()
      const closed = await drawing(page)
      await page.evaluate(() => (document.querySelector('persona-widget') as PersonaWidget).open())
      await juno.composer.waitFor()
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
      await page.waitForTimeout(900)
      const panel = await only(page).locator('.panel').screenshot({ animations: 'disabled' })
      const open = await drawing(page)
      await page.close()
      return { closed, open, panel }
    }
    const blank = await context.newPage()
    const plain = await look('')
    assert.ok(plain.open.length > 20 && plain.closed.length > 4)
    const differs = (a: string[], b: string[]): string[] =>
      a.flatMap((line, index) => {
        if (line === b[index]) return []
        const [name = '', , ...rest] = line.split(' ')
        const others = new Set(b[index]?.split(';'))
        return [
          `${name} ${b[index]?.split(' ')[1]} | ${rest
            .join(' ')
            .split(';')
            .filter((each) => !others.has(each))
            .slice(0, 6)
            .join('; ')}`,
        ]
      })
    for (const [name, css] of Object.entries(hostile)) {
      const now = await look(css)
      assert.deepEqual(differs(now.closed, plain.closed).slice(0, 5), [], `${name}, closed`)
      assert.deepEqual(differs(now.open, plain.open).slice(0, 5), [], `${name}, open`)
      assert.equal(await pixelsApart(blank, now.panel, plain.panel), 0, `${name}: it is painted differently`)
    }
    // What is compared would see a change.
    const seen = await look('persona-widget{--persona-radius:3px}')
    assert.notDeepEqual(differs(seen.open, plain.open), [])
    assert.ok((await pixelsApart(blank, seen.panel, plain.panel)) > 0)
  })

  await check('no key pressed in the widget is heard by the page, and none is eaten by it', async (t) => {
    // As Mousetrap, hotkeys-js and search boxes listen: on document and window, both phases, eating what they know.
    const page = await host.open(
      t,
      `<body><button id="page">Page</button><script nonce="x">
        window.keys = []
        for (const [place, capture] of [[document, false], [document, true], [window, false], [document.body, true]])
          for (const kind of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'paste'])
            place.addEventListener(kind, (event) => {
              if (capture && !kind.startsWith('key')) return
              keys.push(event.type + ' ' + event.key)
              if (event.type !== 'input') event.preventDefault()
            }, capture)
      </script>${tag()}`,
    )
    const juno = widget(page)
    const keys = () => page.evaluate(() => (window as unknown as { keys: string[] }).keys.splice(0))
    await juno.composer.waitFor()
    await juno.composer.focus()
    await page.keyboard.type('s/? gj')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('k')
    for (const key of ['ArrowLeft', 'Home', 'End', 'Backspace', 'k', 'Control+a', 'End', 'PageUp', 'F2'])
      await page.keyboard.press(key)
    assert.equal(await juno.composer.inputValue(), 's/? gj\nk')
    assert.deepEqual(await keys(), [])
    await page.keyboard.press('Enter')
    await juno.said(1)
    assert.deepEqual(await keys(), [])
    // Out of its field too, but chords are the page's there.
    await page.keyboard.press('Tab')
    const button = await page.evaluate(
      () => (document.activeElement?.shadowRoot?.activeElement as HTMLElement | null)?.localName,
    )
    assert.ok(button, 'Tab moves on')
    for (const key of ['j', '/', 'ArrowDown', 'Shift+?']) await page.keyboard.press(key)
    assert.deepEqual(await keys(), [])
    await page.keyboard.press('Control+k')
    assert.ok((await keys()).includes('keydown k'))
    // F6 leads out; an Escape that closes the widget is not one for the page's own dialog.
    await page.keyboard.press('F6')
    assert.ok((await keys()).includes('keydown F6'))
    // The question mark has shown the map of the keys; each Escape closes one thing.
    await only(page).getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
    await only(page).getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await juno.launcher.waitFor()
    assert.deepEqual(
      (await keys()).filter((each) => each !== 'keyup Escape'),
      [],
    )
    await page.keyboard.press('Escape')
    assert.ok((await keys()).includes('keydown Escape'))
    await page.locator('#page').focus()
    await page.keyboard.press('s')
    assert.ok((await keys()).includes('keydown s'))
  })

  await check('the snippet twice and the npm entry once are one widget', async (t) => {
    const page = await host.open(
      t,
      `<body>${tag()}${tag()}<script type="module">
        import { definePersonaWidget } from '${url}/widget/index.js'
        await definePersonaWidget()
        window.defined = true
      </script>`,
    )
    const heard = complaints(page)
    await page.waitForFunction(() => 'defined' in window)
    await talk(page)
    assert.equal((await state(page)).count, 1)
    await talksOn(page)
    assert.deepEqual(heard, [])
  })

  await check('two releases stand side by side', async (t) => {
    const page = await host.open(
      t,
      `<body><script>
        customElements.define('persona-widget', class extends HTMLElement {
          static version = '0.0.1'
          constructor() { super(); this.attachShadow({ mode: 'open' }).append(Object.assign(document.createElement('p'), { textContent: 'an older release' })) }
        })
        window.warnings = []
        console.warn = (text) => warnings.push(text)
      </script><persona-widget app="app_old"></persona-widget><persona-next app="${host.app}" endpoint="${url}" open></persona-next>
      <script type="module">
        import { definePersonaWidget } from '${url}/widget/index.js'
        await definePersonaWidget('persona-next')
      </script>`,
    )
    const heard = complaints(page)
    const next = page.locator('persona-next')
    await next.getByRole('textbox').fill('Do you deliver?')
    await next.getByRole('textbox').press('Enter')
    await next.getByRole('log').locator('article').nth(1).waitFor()
    await page.locator('persona-widget').getByText('an older release').waitFor()
    assert.match((await page.evaluate(() => (window as unknown as { warnings: string[] }).warnings)).join(), /0\.0\.1/)
    assert.deepEqual(heard, [])
  })

  const swaps: Record<string, () => Promise<void> | void> = {
    'Turbo, which puts a new body in place of the old': () => {
      const body = document.createElement('body')
      body.append(Object.assign(document.createElement('h1'), { textContent: 'Another page' }))
      document.body.replaceWith(body)
    },
    'Turbo, which morphs the page into the next': () => {
      // As Turbo 8 asks before it removes what the next page does not have.
      for (const element of Array.from(document.body.children)) {
        const detail = { currentElement: element, newElement: undefined }
        const asked = new CustomEvent('turbo:before-morph-element', { bubbles: true, cancelable: true, detail })
        if (element.dispatchEvent(asked)) element.remove()
      }
    },
    'Astro, which swaps the body inside a view transition': async () => {
      const swap = () => {
        const next = new DOMParser().parseFromString('<body><h1>Another page</h1>', 'text/html')
        for (const node of Array.from(document.head.children)) node.remove()
        document.body.replaceWith(document.adoptNode(next.body))
      }
      await document.startViewTransition(swap).finished
    },
    'a framework that takes it out and puts it back': async () => {
      const element = document.querySelector('persona-widget') as HTMLElement
      element.remove()
      await new Promise((resolve) => setTimeout(resolve, 50))
      document.body.append(element)
    },
    'a portal that moves it to another parent': () => {
      const place = document.body.appendChild(document.createElement('main'))
      place.append(document.querySelector('persona-widget') as HTMLElement)
    },
    moveBefore: () => {
      const place = document.body.appendChild(document.createElement('main'))
      const move = (place as unknown as { moveBefore(node: Node, child: null): void }).moveBefore
      move.call(place, document.querySelector('persona-widget') as HTMLElement, null)
    },
  }
  for (const [name, swap] of Object.entries(swaps))
    await check(`it survives ${name}, with its conversation and its draft`, async (t) => {
      const page = await host.open(t, `<body><h1>A shop</h1>${tag()}`)
      const heard = complaints(page)
      await talk(page)
      const sockets: string[] = []
      page.on('websocket', (socket) => sockets.push(socket.url()))
      await page.evaluate(swap)
      await page.waitForTimeout(300)
      const now = await state(page)
      assert.deepEqual([now.count, now.connected, now.open, now.status, now.top], [1, true, true, 'online', true])
      const end = await only(page)
        .locator('.log')
        .evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight)
      assert.ok(end < 48, `${end}px from the end`)
      await talksOn(page)
      assert.deepEqual([sockets, heard], [[], []])
    })

  await check('a page that removes it for good is rid of it, and may bring it back', async (t) => {
    const page = await host.open(t, `<body>${tag()}`)
    await talk(page)
    await page.evaluate(() => {
      const element = document.querySelector('persona-widget') as PersonaWidget
      Object.assign(window, { element })
      element.remove()
    })
    await page.waitForFunction(() => (window as unknown as { element: PersonaWidget }).element.status === 'idle')
    await page.evaluate(() => document.body.append((window as unknown as { element: PersonaWidget }).element))
    await talksOn(page)
  })

  await check('the page in the back-forward cache comes back as it was left', async (t) => {
    const page = await host.open(t, `<body>${tag()}`)
    await talk(page)
    await page.goto(host.write('/elsewhere', '<h1>Elsewhere</h1>'))
    await page.goBack()
    await talksOn(page)
  })

  await check('several on one page each have their own place, and triggers reach the one they name', async (t) => {
    const page = await host.open(
      t,
      `<body><div style="display:flex;gap:8px">
        <persona-widget id="one" app="${host.app}" endpoint="${url}" mode="inline"></persona-widget>
        <persona-widget id="two" app="${host.app}" endpoint="${url}" mode="inline"></persona-widget></div>
        <persona-widget id="three" app="${host.app}" endpoint="${url}" position="top-start" no-greeting></persona-widget>
        <button data-persona-open="three">Open</button>
        <script type="module" src="${url}/widget/index.js"></script>`,
    )
    for (const id of ['one', 'two']) await page.locator(`#${id}`).getByRole('textbox').waitFor()
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.locator('#three').getByRole('textbox').waitFor()
    assert.deepEqual([(await state(page, '#three')).open, (await state(page, '#one')).open], [true, false])
    // What is not sent yet belongs to the conversation, wherever it is looked at.
    await page.locator('#two').getByRole('textbox').fill('mine')
    while ((await state(page, '#three')).draft !== 'mine') await page.waitForTimeout(50)
  })

  await check('it is above what the page puts on top, and not clipped by where it stands', async (t) => {
    const page = await host.open(
      t,
      `<body><div style="position:fixed;inset:0;z-index:2147483647;background:#0008"></div>
        <div style="transform:translateX(300px);overflow:hidden;width:50px;height:50px;filter:blur(0);contain:paint">
        <persona-widget app="${host.app}" endpoint="${url}" open></persona-widget></div>
        <script type="module" src="${url}/widget/index.js"></script>`,
    )
    const juno = widget(page)
    await juno.composer.click()
    const box = await only(page).locator('.panel').boundingBox()
    assert.deepEqual([box?.x, box?.width], [1280 - 20 - 400, 400])
  })

  await check('React in strict mode mounts, unmounts and brings it back, by the wrapper', async (t) => {
    const built = await build({
      root: fileURLToPath(new URL('../examples', import.meta.url)),
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"development"' },
      resolve: {
        alias: { 'persona-widget/react': fileURLToPath(new URL('../../dist/widget/react.js', import.meta.url)) },
      },
      build: {
        write: false,
        minify: false,
        lib: { entry: 'react.tsx', formats: ['es'] },
        rolldownOptions: { output: { codeSplitting: false } },
      },
    })
    const [output] = [built].flat() as { output: { code: string }[] }[]
    host.write('/react.js', output?.output[0]?.code ?? '', { 'content-type': 'text/javascript' })
    const page = await host.open(
      t,
      `<body data-app="${host.app}" data-endpoint="${url}"><div id="root"></div><script type="module" src="/react.js"></script>`,
    )
    const heard = complaints(page)
    await page.getByRole('button', { name: 'Ask' }).click()
    const juno = widget(page)
    await juno.said(1)
    assert.equal((await state(page)).count, 1)
    assert.equal(await page.locator('output').textContent(), '2')
    await page.getByText('beta').waitFor()
    await page.getByRole('button', { name: 'Toggle' }).click()
    assert.equal((await state(page)).count, 0)
    await page.getByRole('button', { name: 'Toggle' }).click()
    await page.getByRole('button', { name: 'Ask' }).click()
    await juno.said(3)
    assert.deepEqual(heard, [])
  })

  await check('the example in plain HTML works as it is written', async (t) => {
    const example = readFileSync(new URL('../examples/plain.html', import.meta.url), 'utf8')
    const page = await host.open(t, example.replace('APP', host.app).replace('BACKEND', url))
    await page.getByRole('button', { name: 'Do you deliver?' }).click()
    const juno = widget(page)
    await juno.said(1)
    assert.equal(await only(page).getAttribute('density'), 'compact')
  })

  await check('the snippet that pins a release loads that release, and nothing else', async (t) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['test/snippet.ts', host.app, url])
    assert.match(stdout, /widget-[0-9a-f]{8}\.js" integrity="sha384-/)
    const page = await host.open(t, stdout.replace('data-app', 'data-open data-app'))
    await talk(page)
    const changed = stdout
      .replaceAll(/("[^"]+room-[^"]+":"sha384-)..../g, '$1AAAA')
      .replace('data-app', 'data-open data-app')
    const other = await host.open(t, changed)
    await other.waitForFunction(() => customElements.get('persona-widget'))
    await other.waitForTimeout(1000)
    assert.equal(await widget(other).composer.count(), 0)
  })
})
