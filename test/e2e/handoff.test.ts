/** A human being: asked for in words, answering from the command line, read in the same conversation. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { closeBrowser, serve, visit, widget } from './browser.ts'

after(closeBrowser)

const root = fileURLToPath(new URL('../..', import.meta.url))

test('who asks for a human being gets one, who answers where it was asked', async (t) => {
  const { url, dir, output } = await serve(t)
  const team = async (...words: string[]) => {
    const key = /Admin key +(\S+)/.exec(output())?.[1] ?? ''
    const env = { ...process.env, DATA_DIR: dir, PERSONA_ADMIN_KEY: key }
    const args = ['bff/cli.ts', 'handoff', ...words, '--json']
    return JSON.parse((await promisify(execFile)(process.execPath, args, { cwd: root, env })).stdout)
  }
  const page = await (await visit(t)).newPage()
  await page.goto(`${url}/demo/inline.html`)
  const juno = widget(page)
  await juno.composer.waitFor()
  await juno.ask('Can I talk to a human about parcel 4711?')
  assert.match(await juno.said(1), /passed on to the team, and a person of it will answer here/)
  await juno.log.getByText('A person will answer here.', { exact: true }).waitFor()

  const { handoffs } = await team('list')
  assert.equal(handoffs.length, 1)
  assert.equal(handoffs[0].reason, 'Can I talk to a human about parcel 4711?')
  await team('answer', handoffs[0].handoff, '--text', 'It is at the **front desk**.')
  await juno.log.getByText('It is at the front desk.').waitFor()
  assert.deepEqual(await juno.log.getByRole('heading', { name: 'Team', exact: true }).count(), 2)
  await juno.element.getByRole('tab', { name: /Notices/ }).click()
  await juno.element.getByRole('button', { name: 'Unread The team has answered' }).waitFor()
  assert.equal((await team('close', handoffs[0].handoff)).status, 'closed')
})
