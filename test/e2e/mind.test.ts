/** What the persona asks and knows, on the demo page: a person allows an act, and looks into the memory. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { closeBrowser, complaints, serve, type Server, visit, widget } from './browser.ts'

after(closeBrowser)

const cli = fileURLToPath(new URL('../../bff/cli.ts', import.meta.url))

/** The command line beside the running server. */
const operate = ({ dir, output }: Server, ...words: string[]): unknown => {
  const key = /\bpak_\S+/.exec(output())?.[0]
  const env = { ...process.env, DATA_DIR: dir, PERSONA_ADMIN_KEY: key }
  return JSON.parse(execFileSync(process.execPath, [cli, ...words, '--json'], { encoding: 'utf8', env }))
}

const asksForWrites = (server: Server): void => {
  const { spaces } = operate(server, 'space', 'list') as { spaces: { id: string }[] }
  const { personas } = operate(server, 'persona', 'list', '--space', spaces[0]?.id ?? '') as {
    personas: { id: string }[]
  }
  operate(server, 'persona', 'update', '--persona', personas[0]?.id ?? '', '--policy', '{"risks":{"write":"ask"}}')
}

test('what the persona asks for is allowed on the page, seen in a second tab, and then done', async (t) => {
  const server = await serve(t)
  asksForWrites(server)
  const context = await visit(t)
  const [one, two] = [await context.newPage(), await context.newPage()]
  const heard = complaints(one)
  await one.goto(`${server.url}/demo/inline.html`)
  const juno = widget(one)
  await juno.composer.waitFor()
  await juno.ask('Rename this conversation to Pots to collect')
  const card = juno.element.getByRole('group', { name: /title/i })
  await card.waitFor()
  await juno.element.getByText('Waiting for you').first().waitFor()
  assert.match(await card.innerText(), /Title\s+Pots to collect/)

  await two.goto(`${server.url}/demo/inline.html`)
  const again = widget(two).element.getByRole('group', { name: /title/i })
  await again.waitFor()

  await card.getByRole('button', { name: 'Edit' }).click()
  await card.getByRole('textbox', { name: 'Title' }).fill('Pots for Sam')
  await card.getByRole('button', { name: 'Allow as changed' }).click()
  await card.waitFor({ state: 'detached' })
  await again.waitFor({ state: 'detached' })
  for (const page of [one, two]) await widget(page).element.locator('.asked', { hasText: 'Done' }).waitFor()
  await juno.said(1)
  await juno.element.getByRole('button', { name: 'Conversations' }).click()
  await juno.element.getByText('Pots for Sam').waitFor()

  // What was decided is still there for whoever comes back.
  await one.reload()
  await widget(one).element.locator('.asked', { hasText: 'Done' }).waitFor()
  assert.deepEqual(heard, [])
})

test('the memory shows what was said of oneself, leads back to it, and forgets it', async (t) => {
  const server = await serve(t)
  const page = await (await visit(t)).newPage()
  await page.goto(`${server.url}/demo/inline.html`)
  const juno = widget(page)
  await juno.composer.waitFor()
  await juno.ask('My sister is called Ana.')
  await juno.said(1)
  await juno.element.getByRole('tab', { name: 'Memory' }).click()
  const fact = juno.element.getByRole('listitem').filter({ hasText: 'My sister is called Ana' })
  await fact.waitFor()
  await fact.getByRole('button', { name: 'Where it was said' }).click()
  await juno.log.locator('article.person:focus', { hasText: 'Ana' }).waitFor()

  await juno.element.getByRole('tab', { name: 'Memory' }).click()
  await fact.hover()
  await fact.getByRole('button', { name: /^Forget/ }).click()
  await juno.element.getByRole('button', { name: 'Forget', exact: true }).click()
  await juno.element.getByText('Forgotten for good: 1 fact').first().waitFor()
  assert.equal(await fact.count(), 0)
})
