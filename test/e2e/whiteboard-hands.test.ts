/** Real mice, fingers and pens at a whiteboard, and what they leave behind. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { CDPSession } from 'playwright-core'
import { atBoards } from './boards.ts'
import { closeBrowser, complaints, serve, visit } from './browser.ts'

after(closeBrowser)

type Place = [number, number]

/** Fingers, by the number of each; none: all are lifted. */
const fingers = async (
  line: CDPSession,
  type: 'touchStart' | 'touchMove' | 'touchEnd',
  all: Place[],
): Promise<void> => {
  await line.send('Input.dispatchTouchEvent', { type, touchPoints: all.map(([x, y], id) => ({ x, y, id })) })
}

const pen = async (
  line: CDPSession,
  type: 'mousePressed' | 'mouseMoved' | 'mouseReleased',
  [x, y]: Place,
  force = 0,
): Promise<void> => {
  await line.send('Input.dispatchMouseEvent', {
    type,
    x,
    y,
    force,
    button: 'left',
    buttons: type === 'mouseReleased' ? 0 : 1,
    clickCount: 1,
    pointerType: 'pen',
  })
}

test('two fingers zoom, one draws, and once a pen was felt fingers only move the paper', async (t) => {
  const { url } = await serve(t)
  const page = await (await visit(t, { hasTouch: true, viewport: { width: 420, height: 800 } })).newPage()
  const heard = complaints(page)
  const ana = await atBoards(page, url)
  await ana.make()
  const line = await page.context().newCDPSession(page)
  const zoom = async (): Promise<number> => parseInt((await ana.element.locator('.zoom').innerText()).trim(), 10)
  assert.equal(await zoom(), 100)

  await ana.tool('Pen')
  // The first touch fetches the tools: the stroke is there all the same.
  await fingers(line, 'touchStart', [await ana.at([60, 200])])
  for (let i = 1; i <= 8; i++) await fingers(line, 'touchMove', [await ana.at([60 + 12 * i, 200 + 4 * i])])
  await fingers(line, 'touchEnd', [])
  await ana.holds(/1 object$/)

  const spread = async (apart: number): Promise<Place[]> => [
    await ana.at([180 - apart, 300]),
    await ana.at([180 + apart, 300]),
  ]
  await fingers(line, 'touchStart', await spread(40))
  for (let apart = 50; apart <= 120; apart += 10) await fingers(line, 'touchMove', await spread(apart))
  await fingers(line, 'touchEnd', [])
  const close = await zoom()
  assert.ok(close > 200, `${close} %`)
  assert.equal((await ana.drawing(1)).length, 1)
  await page.locator('persona-widget .zoom').click()

  await ana.tool('Pen')
  await pen(line, 'mousePressed', await ana.at([80, 420]), 0.4)
  for (let i = 1; i <= 5; i++) await pen(line, 'mouseMoved', await ana.at([80 + 15 * i, 420]), 0.4 + i / 10)
  // A palm comes down beside the pen, and moves.
  await fingers(line, 'touchStart', [await ana.at([250, 480])])
  await fingers(line, 'touchMove', [await ana.at([290, 500])])
  for (let i = 6; i <= 9; i++) await pen(line, 'mouseMoved', await ana.at([80 + 15 * i, 420]), 0.9)
  await fingers(line, 'touchEnd', [])
  await pen(line, 'mouseReleased', await ana.at([215, 420]))
  const [, felt, ...more] = await ana.drawing(2)
  assert.deepEqual(more, [])
  assert.ok(new Set(felt?.pressures).size > 2, JSON.stringify(felt?.pressures))
  assert.equal(felt?.pressures?.length, felt?.points?.length)

  await fingers(line, 'touchStart', [await ana.at([60, 200])])
  for (let i = 1; i <= 5; i++) await fingers(line, 'touchMove', [await ana.at([60 + 20 * i, 260])])
  await fingers(line, 'touchEnd', [])
  assert.equal((await ana.drawing(2)).length, 2)
  assert.deepEqual(heard, [])
})

test('what is drawn is made larger, turned, stacked, grouped and taken one by one, and erased', async (t) => {
  const { url } = await serve(t)
  const page = await (await visit(t)).newPage()
  const heard = complaints(page)
  const ana = await atBoards(page, url)
  await ana.make()
  await ana.tool('Rectangle')
  await ana.drag([60, 100], [160, 160])
  const [box] = await ana.drawing(1)
  assert.deepEqual([box?.width, box?.height, box?.angle], [100, 60, 0])
  // By its lower right corner.
  await ana.drag([160, 160], [220, 220])
  await page.waitForTimeout(200)
  const [larger] = await ana.drawing(1)
  assert.ok(
    Math.abs(larger!.width - 160) <= 4 && Math.abs(larger!.height - 120) <= 4,
    `${larger!.width}×${larger!.height}`,
  )
  assert.deepEqual([larger!.x, larger!.y], [box!.x, box!.y])
  // By the handle above it, to the right: a quarter of a turn.
  await page.keyboard.down('Shift')
  await ana.drag([140, 78], [260, 160])
  await page.keyboard.up('Shift')
  const [turned] = await ana.drawing(1)
  assert.ok(Math.abs(turned!.angle - Math.PI / 2) < 0.01, `${turned!.angle}`)
  await ana.paper.focus()
  await page.keyboard.press('Control+z')
  assert.equal((await ana.drawing(1))[0]?.angle, 0)

  await ana.tool('Rectangle')
  await ana.drag([300, 100], [380, 160])
  const two = await ana.drawing(2)
  await ana.press('To the back')
  assert.deepEqual(
    (await ana.drawing(2)).map(({ id }) => id),
    two.map(({ id }) => id).toReversed(),
  )
  await ana.paper.focus()
  await page.keyboard.press('Control+a')
  await ana.press('Group')
  assert.deepEqual(new Set((await ana.drawing(2)).map(({ groupIds }) => groupIds.length)), new Set([1]))
  await page.keyboard.press('Escape')
  // Together, and after a double click each for itself.
  await ana.drag([60, 140], [60, 180])
  const moved = await ana.drawing(2)
  const down = (id: string, from: typeof moved, to: typeof moved): number =>
    to.find((each) => each.id === id)!.y - from.find((each) => each.id === id)!.y
  for (const { id } of two) assert.ok(Math.abs(down(id, two, moved) - 40) <= 1)
  await page.mouse.dblclick(...(await ana.at([300, 170])))
  await ana.drag([300, 170], [300, 210])
  const apart = await ana.drawing(2)
  const [first, second] = [two[0]!.id, two[1]!.id]
  assert.equal(down(first, moved, apart), 0)
  assert.ok(Math.abs(down(second, moved, apart) - 40) <= 1)

  await ana.tool('Eraser')
  await ana.drag([40, 200], [80, 200])
  assert.deepEqual(
    (await ana.drawing(1)).map(({ id }) => id),
    [second],
  )
  assert.deepEqual(heard, [])
})

test('a file goes in and out through the panel, and what we do not know of it survives', async (t) => {
  const { url } = await serve(t)
  const page = await (await visit(t)).newPage()
  const ana = await atBoards(page, url)
  await ana.make()
  const known = { type: 'rectangle', x: 10, y: 20, width: 100, height: 60, id: 'known', customData: { mine: [1, 2] } }
  const unknown = { type: 'magicframe', x: 200, y: 20, width: 100, height: 60, id: 'odd', name: 'A frame', opacity: 40 }
  const file = { type: 'excalidraw', version: 2, elements: [known, unknown] }
  await ana.press('More')
  await ana.element.locator('input[type=file]').setInputFiles({
    name: 'studio.excalidraw',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  })
  const [one, two] = await ana.drawing(2)
  assert.deepEqual(one?.['customData'], known.customData)
  assert.deepEqual([two?.type, two?.['name'], two?.['opacity']], ['magicframe', 'A frame', 40])

  const png = await ana.save('Picture (PNG)')
  assert.equal(png.subarray(1, 4).toString(), 'PNG')
  assert.ok(png.readUInt32BE(16) > 600 && png.readUInt32BE(20) > 200, `${png.readUInt32BE(16)}`)
  assert.match((await ana.save('Drawing (SVG)')).toString(), /^<svg [^]*<\/svg>\s*$/)
  assert.match((await ana.save('In words')).toString(), /rectangle/)

  await ana.press('More')
  await ana.element.locator('input[type=file]').setInputFiles({
    name: 'not.excalidraw',
    mimeType: 'application/json',
    buffer: Buffer.from('<svg onload=alert(1)>'),
  })
  await ana.element.getByText('That is not an Excalidraw file.').waitFor()
})
