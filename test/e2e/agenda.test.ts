/** One agenda in two tabs of a real browser: added to in one's own words, moved by keys, taken away as a file and brought back. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { closeBrowser, complaints, serve, visit, widget } from './browser.ts'

after(closeBrowser)

const arrive = async (page: Page, url: string) => {
  await page.goto(`${url}/demo/inline.html`)
  const { element, composer } = widget(page)
  await composer.waitFor()
  await element.getByRole('tab', { name: 'Agenda' }).click()
  const line = element.getByRole('textbox', { name: 'Add an entry in your own words' })
  await line.waitFor()
  return { element, line, entry: (name: string | RegExp) => element.getByRole('button', { name }) }
}
const zone = { timezoneId: 'America/New_York', locale: 'en-US' }

test('an entry is added by one line, moved by keys, seen in the other tab, undone, and the same after its file came back', async (t) => {
  const { url } = await serve(t)
  const context: BrowserContext = await visit(t, zone)
  const [one, two] = [await context.newPage(), await context.newPage()]
  const heard = [complaints(one), complaints(two)]
  const here = await arrive(one, url)
  const there = await arrive(two, url)

  await here.line.fill('Lunch with Ana tomorrow at 1pm for 90 minutes')
  await here.line.press('Enter')
  await here.element.locator('.ag-preview').getByText('Tomorrow, 1:00').waitFor()
  assert.equal(await there.entry(/Lunch with Ana/).count(), 0)
  await here.line.press('Enter')
  await there.entry(/1:00.*Lunch with Ana/).waitFor()

  await here.element.getByRole('button', { name: 'Day', exact: true }).click()
  const entry = here.element.locator('.ag-entry')
  await entry.waitFor()
  await here.element.locator('.ag-slot').focus()
  // From nine to one, half an hour at a time.
  for (let steps = 0; steps < 8; steps++) await one.keyboard.press('ArrowDown')
  await here.element.locator('.ag-entry:focus').waitFor()
  await one.keyboard.press('m')
  await one.keyboard.press('ArrowDown')
  await one.keyboard.press('ArrowDown')
  await one.keyboard.press('Shift+ArrowUp')
  await one.keyboard.press('Enter')
  await there.entry(/1:30.*2:45.*Lunch with Ana/).waitFor()
  // The zone is the person's, so the file says the time there.
  await there.element.getByRole('button', { name: 'Settings and files' }).click()
  const [download] = await Promise.all([
    two.waitForEvent('download'),
    there.element.getByRole('button', { name: 'Download calendar (.ics)' }).click(),
  ])
  const file = readFileSync(await download.path(), 'utf8')
  assert.match(file, /^BEGIN:VCALENDAR\r\n/)
  assert.match(file, /DTSTART;TZID=America\/New_York:\d{8}T133000\r\n/)
  assert.match(file, /SUMMARY:Lunch with Ana\r\n/)

  const box = (await entry.boundingBox())!
  await one.mouse.move(box.x + 60, box.y + 12)
  await one.mouse.down()
  await one.mouse.move(box.x + 60, box.y + 60, { steps: 6 })
  await one.mouse.up()
  await here.entry(/^Lunch with Ana 2:30/).waitFor()
  assert.equal(await here.element.locator('.ag-card').count(), 0)
  await here.element.getByRole('button', { name: 'Undo' }).click()
  await here.entry(/^Lunch with Ana 1:30/).waitFor()
  await here.element.getByRole('button', { name: 'Undo' }).click()
  await here.entry(/^Lunch with Ana 2:30/).waitFor()
  await here.element.getByRole('button', { name: 'Undo' }).click()
  await here.entry(/^Lunch with Ana 1:30/).waitFor()
  await here.entry(/^Lunch with Ana /).focus()
  await one.keyboard.press('Delete')
  await entry.waitFor({ state: 'detached' })
  await there.element.locator('input[type=file]').setInputFiles({
    name: 'agenda.ics',
    mimeType: 'text/calendar',
    buffer: Buffer.from(file.replace('END:VCALENDAR', 'BEGIN:VEVENT\r\nUID:odd\r\nEND:VEVENT\r\nEND:VCALENDAR')),
  })
  const receipt = there.element.locator('.receipt')
  await receipt.waitFor()
  assert.match(await receipt.innerText(), /1 added[^]*1 left out/)
  await here.entry(/^Lunch with Ana 1:30/).waitFor()
  assert.deepEqual(heard, [[], []])
})

test('an entry that is changed while nobody answers is changed once there is somebody, though its tab was closed', async (t) => {
  const first = await serve(t)
  const port = Number(new URL(first.url).port)
  const context: BrowserContext = await visit(t, zone)
  const page = await context.newPage()
  const here = await arrive(page, first.url)
  await here.line.fill('Lunch with Ana tomorrow at 1pm')
  await here.line.press('Enter')
  await here.element.locator('.ag-preview').waitFor()
  await here.line.press('Enter')
  await here.entry(/1:00.*Lunch with Ana/).click()
  await here.element.getByRole('button', { name: 'Edit' }).click()
  await first.kill('SIGKILL')
  await page.locator('persona-widget[status=offline]').waitFor()
  await here.element.getByLabel('Title').fill('Dinner with Ana')
  await here.element.getByRole('button', { name: 'Save' }).click()
  await here.element.locator('.ag-row.queued').getByText('Will send when back online').waitFor()
  await page.close()
  const { url } = await serve(t, { dir: first.dir, port })
  const next = await context.newPage()
  const there = await arrive(next, url)
  await there.entry(/1:00.*Dinner with Ana/).waitFor()
  await there.element.locator('.ag-wait').waitFor({ state: 'detached' })
  await next.reload()
  await there.element.getByRole('tab', { name: 'Agenda' }).click()
  await there.entry(/1:00.*Dinner with Ana/).waitFor()
  assert.equal(await there.entry(/Lunch with Ana/).count(), 0)
})
