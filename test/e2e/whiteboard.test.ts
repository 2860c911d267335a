/** Two browsers at one whiteboard, drawing with real mice and keys. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { atBoards } from './boards.ts'
import { closeBrowser, complaints, serve, visit } from './browser.ts'

after(closeBrowser)

test('two browsers draw on one board: each sees the other at work, and undoes only what is its own', async (t) => {
  const { url } = await serve(t)
  const [one, two] = await Promise.all([visit(t), visit(t)].map(async (context) => (await context).newPage()))
  assert.ok(one && two)
  const heard = [complaints(one), complaints(two)]
  const ana = await atBoards(one, url)
  await ana.element.getByRole('button', { name: 'New whiteboard' }).click()
  await ana.tool('Rectangle')
  await ana.drag([60, 60], [180, 130])
  await ana.holds(/1 object$/)

  const bea = await atBoards(two, url)
  await bea.element
    .getByRole('button', { name: /^Whiteboard/ })
    .first()
    .click()
  await bea.holds(/1 object$/)
  await bea.tool('Note')
  const { x, y } = (await bea.paper.boundingBox())!
  await two.mouse.click(x + 320, y + 300)
  await two.keyboard.type('Ask about glaze')
  await two.keyboard.press('Escape')
  await ana.holds(/2 objects$/)
  await ana.tool('Pen')
  await ana.drag([80, 220], [200, 260])
  await bea.holds(/3 objects$/)

  await one.keyboard.press('Control+z')
  await bea.holds(/2 objects$/)
  await one.keyboard.press('Control+z')
  await bea.holds(/1 object$/)
  await bea.element.getByRole('button', { name: 'List of objects' }).click()
  await bea.element.getByRole('textbox', { name: 'Text of Note' }).waitFor()

  await ana.element.getByRole('button', { name: 'More' }).click()
  const [download] = await Promise.all([
    one.waitForEvent('download'),
    ana.element.getByRole('button', { name: 'Drawing (SVG)' }).click(),
  ])
  assert.match(readFileSync(await download.path(), 'utf8'), /^<svg [^]*Ask about/)

  await ana.element.getByRole('button', { name: 'More' }).click()
  const box = { type: 'rectangle', x: 0, y: 300, width: 100, height: 60 }
  const elements = Array.from({ length: 300 }, (_, i) => ({ ...box, id: `r${i}`, x: i * 120 }))
  const file = { type: 'excalidraw', version: 2, elements: [...elements, { ...box, id: 'odd', type: 'frame' }] }
  await ana.element.locator('input[type=file]').setInputFiles({
    name: 'studio.excalidraw',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  })
  await ana.holds(/302 objects$/)
  assert.deepEqual(heard, [[], []])
})
