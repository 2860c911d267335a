/** Where the widget stands: modes, corners, small and zoomed pages, keyboards on screens, forced colours. */
import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { PersonaWidget } from '../../widget/element.ts'
import { closeBrowser, visit, widget } from './browser.ts'
import { hosting } from './host-pages.ts'

after(closeBrowser)

const boxOf = async (page: Page, selector = '.panel') => {
  const box = await page.locator('persona-widget').locator(selector).boundingBox()
  return box && [box.x, box.y, box.width, box.height].map(Math.round)
}

test('the widget has its place', { timeout: 200_000 }, async (all) => {
  const host = await hosting(all)
  const tag = (attributes: string) =>
    `<script async src="${host.server.url}/widget.js" data-app="${host.app}" data-greeting="off" ${attributes}></script>`
  const at = async (
    t: TestContext,
    attributes: string,
    options: Parameters<Browser['newContext']>[0] = {},
    html = '<meta name="viewport" content="width=device-width"><body>',
  ) => {
    const page = await host.open(
      t,
      `${html}${tag(`data-open ${attributes}`)}`,
      {},
      await visit(t, { reducedMotion: 'reduce', ...options }),
    )
    await widget(page).composer.waitFor()
    return page
  }

  const places: [attributes: string, panel: number[], launcher: number[] | null, html?: string][] = [
    ['', [860, 52, 400, 720], [1204, 784, 56, 56]],
    ['data-position="start"', [20, 52, 400, 720], [20, 784, 56, 56]],
    ['data-position="top-end"', [860, 88, 400, 720], [1204, 20, 56, 56]],
    ['data-position="top-start"', [20, 88, 400, 720], [20, 20, 56, 56]],
    ['', [20, 52, 400, 720], [20, 784, 56, 56], '<body dir="rtl">'],
    ['data-locale="he"', [860, 52, 400, 720], [1204, 784, 56, 56]],
    ['data-locale="he" data-position="start"', [20, 52, 400, 720], [20, 784, 56, 56]],
    ['data-mode="side"', [880, 0, 400, 860], null],
    ['data-mode="side" data-position="start"', [0, 0, 400, 860], null],
    ['data-mode="fullscreen"', [0, 0, 1280, 860], null],
    [
      '',
      [760, 72, 500, 700],
      [1204, 784, 56, 56],
      '<style>persona-widget{--persona-inline-size:500px;--persona-block-size:700px}</style><body>',
    ],
  ]
  for (const [attributes, panel, launcher, html] of places)
    await all.test(`${attributes || 'floating'} ${html ?? ''}`, async (t) => {
      const page = await at(t, attributes, {}, html)
      assert.deepEqual([await boxOf(page), await boxOf(page, '.launcher')], [panel, launcher])
    })

  await all.test('at 320 CSS pixels, as at 400 % zoom, all of it is there and nothing scrolls sideways', async (t) => {
    const page = await at(t, '', { viewport: { width: 320, height: 256 } })
    assert.deepEqual(await boxOf(page), [0, 0, 320, 256])
    const wide = await page.evaluate(() => {
      const root = (document.querySelector('persona-widget') as PersonaWidget).shadowRoot as ShadowRoot
      const over = [...root.querySelectorAll('button, textarea, h2, .name')].filter(
        (each) =>
          each.checkVisibility() && !each.closest('.tabs') && each.getBoundingClientRect().right > innerWidth + 1,
      )
      return [document.documentElement.scrollWidth, ...over.map((each) => `${each.localName} ${each.className}`)]
    })
    assert.deepEqual(wide, [320])
    await widget(page).ask('Do you deliver?')
    await widget(page).said(1)
    for (const name of ['Close', 'Conversations', 'New conversation'])
      assert.ok(await page.locator('persona-widget').getByRole('button', { name, exact: true }).isVisible(), name)
  })

  await all.test('a keyboard on the screen leaves the composer above it', async (t) => {
    const page = await at(t, '', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    assert.deepEqual(await boxOf(page), [0, 0, 390, 844])
    const cover = (height: number, from: number) =>
      page.evaluate(
        ([seen, top]) => {
          const view = visualViewport as VisualViewport
          for (const [name, value] of [
            ['height', seen],
            ['offsetTop', top],
          ] as const)
            Object.defineProperty(view, name, { configurable: true, get: () => value })
          view.dispatchEvent(new Event('resize'))
        },
        [height, from] as const,
      )
    await cover(500, 40)
    await page.waitForFunction(
      () => document.querySelector('persona-widget')?.shadowRoot?.querySelector('.panel')?.clientHeight === 500,
    )
    assert.deepEqual(await boxOf(page), [0, 40, 390, 500])
    const field = await widget(page).composer.boundingBox()
    assert.ok(field && field.y + field.height < 540)
    await cover(844, 0)
    await page.waitForFunction(
      () => document.querySelector('persona-widget')?.shadowRoot?.querySelector('.panel')?.clientHeight === 844,
    )
    assert.deepEqual(await boxOf(page), [0, 0, 390, 844])
    assert.equal(
      await widget(page).composer.evaluate((field) => getComputedStyle(field).fontSize),
      '16px',
      'or the browser zooms in',
    )
  })

  await all.test('closing gives the focus back to what opened it', async (t) => {
    const page = await host.open(t, `<body><button data-persona-open>Ask us</button>${tag('')}`)
    await widget(page).launcher.waitFor()
    await page.getByRole('button', { name: 'Ask us' }).focus()
    await page.keyboard.press('Enter')
    await widget(page).composer.waitFor()
    await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.localName === 'textarea')
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => document.activeElement?.textContent === 'Ask us')
  })

  await all.test(
    'in forced colours every control has an edge, and with less motion nothing moves for long',
    async (t) => {
      const page = await at(t, '', { forcedColors: 'active' })
      const edges = await page.evaluate(() => {
        const root = (document.querySelector('persona-widget') as PersonaWidget).shadowRoot as ShadowRoot
        return ['.panel', '.launcher', '.field'].map(
          (name) => getComputedStyle(root.querySelector(name) as Element).borderTopStyle,
        )
      })
      assert.deepEqual(edges, ['solid', 'solid', 'solid'])
      const slow = await page.evaluate(() => {
        const root = (document.querySelector('persona-widget') as PersonaWidget).shadowRoot as ShadowRoot
        const long = (time: string): boolean => time.split(', ').some((each) => Number.parseFloat(each) > 0.01)
        return [...root.querySelectorAll('*')].filter((each) => {
          const { animationDuration, transitionDuration } = getComputedStyle(each)
          return long(animationDuration) || long(transitionDuration)
        }).length
      })
      assert.equal(slow, 0)
    },
  )
})
