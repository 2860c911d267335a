/** Several at one whiteboard: it is shared in the panel, each undoes their own, and no crash takes what was drawn. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { atBoards } from './boards.ts'
import { closeBrowser, complaints, serve, visit } from './browser.ts'

after(closeBrowser)

test('a board is seen by those its owner names, as far as they may, and no longer than that', async (t) => {
  const { url } = await serve(t)
  const [one, two] = await Promise.all([visit(t), visit(t)].map(async (context) => (await context).newPage()))
  const heard = [complaints(one!), complaints(two!)]
  const ana = await atBoards(one!, url, 'Ana')
  await ana.make()
  await ana.tool('Rectangle')
  await ana.drag([60, 100], [180, 170])
  await ana.holds(/1 object$/)
  const bea = await atBoards(two!, url, 'Bea')
  await bea.element.getByText('No whiteboards yet.').waitFor()

  await ana.press('Share')
  await ana.element.getByLabel('Add a person').fill('Bea')
  await ana.press('Add')
  await ana.element.getByLabel('What Bea may do').waitFor()
  await one!.keyboard.press('Escape')
  await bea.element.getByRole('tab', { name: 'Chat' }).click()
  await bea.element.getByRole('tab', { name: 'Whiteboard' }).click()
  await bea.open()
  await bea.holds(/1 object$/)
  await ana.element.getByText('Bea is here').waitFor()
  await bea.tool('Note')
  await two!.mouse.click(...(await bea.at([300, 300])))
  await two!.keyboard.type('Ask about glaze')
  await two!.keyboard.press('Escape')
  await ana.holds(/2 objects$/)
  // What is Bea's is not Ana's to undo, and the other way round.
  await ana.paper.focus()
  for (let i = 0; i < 4; i++) await one!.keyboard.press('Control+z')
  await bea.holds(/1 object$/)
  await bea.element.getByRole('button', { name: 'List of objects' }).click()
  await bea.element.getByRole('textbox', { name: 'Text of Note' }).waitFor()
  await bea.press('Back to the drawing')
  await bea.element.getByRole('button', { name: 'Share' }).waitFor({ state: 'detached' })

  await ana.press('Share')
  await ana.element.getByLabel('What Bea may do').selectOption('look')
  await ana.element.getByRole('status').getByText('Shared with Bea.').waitFor({ state: 'attached' })
  await bea.element.getByText('You may look at this whiteboard, not change it.').waitFor()
  await bea.element.getByRole('toolbar').waitFor({ state: 'detached' })
  await bea.holds(/1 object$/)
  await ana.element.getByLabel('What Bea may do').selectOption('none')
  await bea.element.getByText('This whiteboard is no longer there for you.').waitFor()
  assert.deepEqual(heard, [[], []])
})

test('two tabs of one person draw on one board and neither takes anything from the other', async (t) => {
  const { url } = await serve(t)
  const context = await visit(t)
  const [one, two] = [await context.newPage(), await context.newPage()]
  const left = await atBoards(one, url)
  await left.make()
  const right = await atBoards(two, url)
  await right.open()
  for (let i = 0; i < 4; i++) {
    await one.bringToFront()
    await left.tool('Rectangle')
    await left.drag([40 + 30 * i, 60], [60 + 30 * i, 100])
    await left.holds(new RegExp(`${2 * i + 1} objects?$`))
    await two.bringToFront()
    await right.tool('Pen')
    await right.drag([40 + 30 * i, 300], [60 + 30 * i, 340])
    await right.holds(new RegExp(`${2 * i + 2} objects$`))
  }
  await one.bringToFront()
  await left.holds(/8 objects$/)
  await left.paper.focus()
  for (let i = 0; i < 6; i++) await one.keyboard.press('Control+z')
  const kinds = (await left.drawing(4)).map(({ type }) => type)
  assert.deepEqual(new Set(kinds), new Set(['freedraw']))
  await right.holds(/4 objects$/)
})

test('after kill -9 mid-drawing and a restart, all that was drawn is there and what was removed is not', async (t) => {
  const first = await serve(t)
  const port = Number(new URL(first.url).port)
  const page = await (await visit(t)).newPage()
  const ana = await atBoards(page, first.url)
  await ana.make()
  const pen = async (i: number): Promise<void> => {
    await ana.tool('Pen')
    await ana.drag([40 + 40 * (i % 8), 60 + 70 * Math.floor(i / 8)], [70 + 40 * (i % 8), 100 + 70 * Math.floor(i / 8)])
  }
  for (let i = 0; i < 5; i++) await pen(i)
  await ana.tool('Eraser')
  await ana.drag([40, 95], [62, 70])
  await ana.holds(/4 objects$/)
  const kept = (await ana.drawing(4)).map(({ id }) => id)
  // The server goes while the pen is down, and the next strokes are drawn without it.
  await ana.tool('Pen')
  await page.mouse.move(...(await ana.at([60, 300])))
  await page.mouse.down()
  await page.mouse.move(...(await ana.at([140, 330])), { steps: 6 })
  await first.kill('SIGKILL')
  await page.mouse.move(...(await ana.at([240, 300])), { steps: 6 })
  await page.mouse.up()
  await pen(9)
  await ana.element.getByText('What you draw is sent when it is back.').waitFor()
  await ana.holds(/6 objects$/)
  const second = await serve(t, { dir: first.dir, port })
  await ana.element.getByText('What you draw is sent when it is back.').waitFor({ state: 'detached', timeout: 30_000 })
  const after = (await ana.drawing(6)).map(({ id }) => id)
  assert.deepEqual(after.slice(0, 4), kept)
  assert.equal(new Set(after).size, 6)
  // And for whoever comes new.
  const other = await atBoards(await (await visit(t)).newPage(), second.url)
  await other.open()
  assert.deepEqual((await other.drawing(6)).map(({ id }) => id).toSorted(), after.toSorted())
})

test('"draw a flow" said in the chat is drawn, seen by who looks on, and undone at once', async (t) => {
  const { url } = await serve(t)
  const [one, two] = await Promise.all([visit(t), visit(t)].map(async (context) => (await context).newPage()))
  const ana = await atBoards(one!, url)
  await ana.make()
  const watching = await atBoards(two!, url)
  await watching.open()
  await ana.element.getByRole('tab', { name: 'Chat' }).click()
  await ana.ask('Draw a flow from signup to payment to welcome')
  assert.match(await ana.said(1), /drawn/)
  await watching.element.getByRole('status').getByText('Juno changed 5 objects').waitFor({ state: 'attached' })
  const drawn = await watching.drawing(5)
  const named = new Map(drawn.map((each) => [each.id, drawn.find((label) => label['containerId'] === each.id)?.text]))
  const end = (binding: unknown): string | undefined => named.get((binding as { elementId: string }).elementId)
  const arrows = drawn.filter(({ type }) => type === 'arrow')
  assert.deepEqual(
    arrows.map((each) => [end(each['startBinding']), end(each['endBinding'])]),
    [
      ['signup', 'payment'],
      ['payment', 'welcome'],
    ],
  )
  await watching.paper.focus()
  await two!.keyboard.press('Control+z')
  await watching.holds(/0 objects$/)
})
