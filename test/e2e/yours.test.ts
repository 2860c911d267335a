/** One's own data: a file of all of it, and the erasing that is told. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { closeBrowser, serve, visit, widget } from './browser.ts'

after(closeBrowser)

test('all that was said is in a file, and is gone when it is erased', async (t) => {
  const { url } = await serve(t)
  const page = await (await visit(t)).newPage()
  await page.goto(`${url}/demo/inline.html`)
  const juno = widget(page)
  await juno.composer.waitFor()
  await juno.ask('my pot is number 4711')
  await juno.said(1)
  await juno.element.getByRole('tab', { name: 'Agenda' }).click()
  const line = juno.element.getByRole('textbox', { name: 'Add an entry in your own words' })
  await line.fill('Collect pot 4711 tomorrow at 1pm')
  await line.press('Enter')
  await juno.element.locator('.ag-preview').waitFor()
  await line.press('Enter')
  await juno.element.getByRole('button', { name: /Collect pot/ }).waitFor()
  await juno.element.getByRole('tab', { name: 'Chat' }).click()
  await juno.element.getByRole('button', { name: 'Conversations' }).click()
  await juno.element.getByRole('button', { name: 'Your data' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    juno.element.getByRole('button', { name: 'Save as a file' }).click(),
  ])
  const all = JSON.parse(await readFile(await file.path(), 'utf8')) as {
    conversations: { messages: { role: string; text: string }[] }[]
    memory: object
    agenda: object
    notices: object[]
  }
  assert.equal(all.conversations[0]?.messages[0]?.text, 'my pot is number 4711')
  assert.ok(all.memory && all.agenda && all.notices)
  await juno.element.getByText(/^Saved:/).waitFor()
  await juno.element.getByRole('button', { name: 'Erase', exact: true }).click()
  await juno.element.getByRole('button', { name: 'Erase for good' }).click()
  await juno.element.getByText(/^Erased: conversations: 1.*agenda: 1/).waitFor()
  await page.reload()
  await juno.composer.waitFor()
  await juno.element.getByRole('group', { name: 'Suggestions' }).waitFor()
  assert.equal(await juno.log.getByText('4711').count(), 0)
  await juno.element.getByRole('tab', { name: 'Agenda' }).click()
  await juno.element.getByRole('heading', { name: 'Nothing planned' }).waitFor()
})
