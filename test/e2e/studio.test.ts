/** The demo studio, as a designer uses it: no backend answers, and everything is in the address. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test, type TestContext } from 'node:test'
import type { Frame, Page } from 'playwright-core'
import { closeBrowser, complaints, serve, visit } from './browser.ts'

after(closeBrowser)

const axeSource = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

interface Studio {
  page: Page
  stage: Frame
  heard: string[]
  /** Whatever was asked for beyond files of the demo and the widget. */
  asked: string[]
  choose(state: string): Promise<void>
  seen(selector: string, text?: string | RegExp): Promise<void>
}

const open = async (t: TestContext, query = '', viewport = { width: 1440, height: 900 }): Promise<Studio> => {
  const { url } = await serve(t)
  const page = await (await visit(t, { viewport, permissions: ['clipboard-read', 'clipboard-write'] })).newPage()
  page.setDefaultTimeout(8_000)
  const heard = complaints(page)
  const asked: string[] = []
  await page.route(
    ({ pathname }) => !/^\/(?:demo\/(?!config)|widget\/)/.test(pathname),
    (route) => {
      asked.push(new URL(route.request().url()).pathname)
      return route.abort()
    },
  )
  await page.goto(`${url}/demo/studio.html${query}`)
  const stage = await (await page.waitForSelector('iframe')).contentFrame()
  assert.ok(stage)
  await stage.locator('persona-widget').waitFor({ state: 'attached' })
  return {
    page,
    stage,
    heard,
    asked,
    async choose(state) {
      await page.getByRole('tab', { name: 'States' }).click()
      await page.locator(`[name=state][value='${state}']`).check({ force: true })
    },
    seen: (selector, text) =>
      stage
        .locator(`persona-widget ${selector}`, text === undefined ? {} : { hasText: text })
        .first()
        .waitFor(),
  }
}

const axe = async (where: Page | Frame): Promise<string[]> => {
  await where.evaluate(axeSource)
  return where.evaluate(async () => {
    const { run } = (globalThis as unknown as { axe: { run(where: Document, options: object): Promise<Found> } }).axe
    const { violations } = await run(document, { iframes: false })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  })
}
interface Found {
  violations: { id: string; nodes: { html: string }[] }[]
}

test('every state is shown, and no backend is asked for anything', async (t) => {
  const { page, asked, heard, choose, seen } = await open(t)
  const telling: Record<string, [selector: string, text?: string]> = {
    launcher: ['.launcher'],
    greeting: ['[part~=greeting]', 'Hello, I am Juno'],
    badge: ['[part~=badge]', '1'],
    empty: ['.empty', 'Which class suits a beginner?'],
    streaming: ['article', 'First Turn'],
    stopped: ['article', 'Stopped'],
    interrupted: ['article', 'cut off'],
    failed: ['article', 'did not answer in time'],
    approval: ['[data-approval]', 'Kiln 2, eight plates'],
    rtl: ['article', 'أي درس'],
    offline: ['.panel', 'offline'],
    queued: ['article', 'Is there a place left'],
    'not-sent': ['article', 'may not answer that'],
    paused: ['.panel', 'does not answer right now'],
    conversations: ['.panel', 'Postage to Vienna'],
    memory: ['.panel', 'left-handed'],
    plans: ['.panel', 'A dinner set for eight'],
    agenda: ['.panel', 'First Turn'],
    'agenda-empty': ['.agenda', 'Nothing planned'],
    'agenda-week': ['.ag-entry', 'Ana calls'],
    'agenda-proposal': ['.ag-row.ghost', 'Kiln 2, eight plates'],
    'agenda-queued': ['.ag-wait', 'Will send when back online'],
    'agenda-not-sent': ['.ag-wait', 'kept by the studio'],
    notifications: ['.panel', 'Your bowls are ready'],
    whiteboard: ['.paper'],
    answered: ['article', 'First Turn'],
    'handed-over': ['.team', 'Bring a towel'],
  }
  const states = await page
    .locator('[name=state]')
    .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value))
  assert.ok(states.length > 25, String(states.length))
  for (const state of states) {
    await choose(state)
    await seen(...(telling[state] ?? ([state === 'loading' ? '.panel' : '.diagnostic'] as const)))
  }
  assert.deepEqual([asked, heard], [[], []])
})

test('a scene is played, paused and taken a step at a time, and the address says where it stands', async (t) => {
  const { page, seen, stage } = await open(t, '?state=streaming&step=1')
  await seen('article', 'two best bowls')
  assert.equal(await stage.getByText('Bring a towel').count(), 0)
  await page.getByRole('button', { name: 'Next step' }).click()
  await seen('article', 'Bring a towel')
  await page.waitForURL(/step=2/)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.getByRole('button', { name: 'Play again' }).waitFor()
  await seen('article', 'no experience at all')
  assert.ok(!page.url().includes('step'), page.url())
})

test('every setting is in the address, and what it cannot mean is left out with a sentence', async (t) => {
  const { page } = await open(t, '?accent=red&device=999&state=empty&radius=7&theme=dark')
  const told = page.locator('#told')
  assert.match((await told.textContent()) ?? '', /left out: accent, device\.$/)
  await page.locator('[name=device][value=tablet]').check({ force: true })
  assert.equal(await told.textContent(), '')
  await page.getByLabel('Language').selectOption('he')
  await page.getByLabel('Place').selectOption('inline')
  await page.getByLabel('Corner').selectOption('top-start')
  await page.getByRole('tab', { name: 'Tokens' }).click()
  await page.getByLabel('Accent', { exact: true }).fill('#93333a')
  await page.getByLabel('Type', { exact: true }).selectOption('serif')
  const query = Object.fromEntries(new URL(page.url()).searchParams)
  const wanted = {
    state: 'empty',
    device: 'tablet',
    theme: 'dark',
    lang: 'he',
    mode: 'inline',
    position: 'top-start',
    pane: 'tokens',
    accent: '#93333a',
    font: 'serif',
    radius: '7',
  }
  assert.deepEqual(query, wanted)
  await page.reload()
  const frame = page.frameLocator('iframe')
  const widget = frame.locator('persona-widget')
  await widget.locator('.empty').waitFor()
  assert.deepEqual(
    await widget.evaluate((element) => {
      const style = getComputedStyle(element)
      return [
        element.getAttribute('mode'),
        element.getAttribute('theme'),
        element.getAttribute('position'),
        style.getPropertyValue('--persona-accent'),
        style.getPropertyValue('--persona-radius'),
        document.documentElement.dir,
        innerWidth,
      ]
    }),
    ['inline', 'dark', 'top-start', '#93333a', '7px', 'rtl', 768],
  )
  assert.deepEqual(Object.fromEntries(new URL(page.url()).searchParams), wanted)
})

test('the snippet, the rules and the tokens that are copied say what is set', async (t) => {
  const { page, seen } = await open(t, '?accent=%2393333a&radius=8&shadow=flat&mode=side&theme=dark&pane=copy')
  await seen('article')
  const copied = async (name: string): Promise<string> => {
    await page.getByRole('button', { name }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const text = await page.evaluate(() => navigator.clipboard.readText())
    await page.getByRole('button', { name }).waitFor()
    return text
  }
  assert.deepEqual((await copied('Copy snippet')).split('\n'), [
    '<script async',
    '  src="https://your-backend.example/widget.js"',
    '  data-app="app_…"',
    '  data-mode="side"',
    '  data-theme="dark"',
    '  data-accent="#93333a"',
    '></script>',
  ])
  assert.deepEqual((await copied('Copy CSS')).split('\n'), [
    'persona-widget {',
    '  --persona-accent: #93333a;',
    '  --persona-radius: 8px;',
    '  --persona-shadow: 0 0px 1px rgb(0 0 0 / 0.28);',
    '}',
  ])
  const { persona } = JSON.parse(await copied('Copy token JSON')) as Record<string, Record<string, { $value: unknown }>>
  assert.ok(persona && Object.keys(persona).length <= 16)
  assert.deepEqual(persona['radius']?.$value, { value: 8, unit: 'px' })
  assert.deepEqual(persona['accent']?.$value, {
    colorSpace: 'srgb',
    components: [0.5765, 0.2, 0.2275],
    alpha: 1,
    hex: '#93333a',
  })
  // What nobody set is as it is drawn.
  assert.match(JSON.stringify(persona['surface']?.$value), /"hex":"#[12][0-9a-f]{5}"/)
})

test('the contrast report says what was shifted, of the accent and of the text, so that nothing fails', async (t) => {
  const { page, seen, stage } = await open(t, '?accent=%23ffe14d&pane=contrast')
  await seen('article')
  const shift = page.locator('.shift')
  await shift.filter({ hasText: 'Accent shifted' }).waitFor()
  const [, drawn] = /draws it as (#[0-9a-f]{6})/.exec((await shift.textContent()) ?? '') ?? []
  const bytes = await stage.locator('persona-widget').evaluate((element) => {
    const probe = document.createElement('i')
    element.shadowRoot?.append(probe)
    probe.style.setProperty('color', 'var(--_accent)')
    const found = getComputedStyle(probe).color.match(/\d+/g) ?? []
    probe.remove()
    return `#${found.map((byte) => Number(byte).toString(16).padStart(2, '0')).join('')}`
  })
  assert.equal(drawn, bytes)
  assert.equal(await page.locator('[data-verdict=Fails]').count(), 0)
  assert.match((await page.getByRole('tab', { name: /Contrast/ }).textContent()) ?? '', /1/)

  await page.getByRole('tab', { name: 'Tokens' }).click()
  await page.getByLabel('Text', { exact: true }).fill('#cccccc')
  await page.getByRole('tab', { name: /Contrast/ }).click()
  await shift.filter({ hasText: /Text shifted #cccccc is too faint on this surface \(1\.\d/ }).waitFor()
  assert.equal(await page.locator('[data-verdict=Fails]').count(), 0)
})

test('the studio is clean in both themes and at 320 px, and its tabs go by keyboard', async (t) => {
  for (const theme of ['light', 'dark']) {
    const { page, stage, seen } = await open(t, `?theme=${theme}`, { width: 320, height: 720 })
    await seen('article')
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320)
    await page.getByRole('tab', { name: 'States' }).focus()
    for (const pane of ['States', 'Tokens', 'Contrast', 'Copy']) {
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), pane)
      assert.deepEqual(await axe(page), [], `${theme} ${pane}`)
      await page.keyboard.press('ArrowRight')
    }
    assert.deepEqual(await axe(stage), [], theme)
  }
})

test('choosing a state leaves the focus where it is', async (t) => {
  const { page, seen } = await open(t)
  await page.locator('[name=state]:checked').focus()
  await page.keyboard.press('ArrowDown')
  await seen('.empty')
  assert.deepEqual(
    await page.evaluate(() => [document.activeElement?.tagName, (document.activeElement as HTMLInputElement).value]),
    ['INPUT', 'empty'],
  )
})
