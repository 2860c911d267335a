/** A person at their whiteboards in a real browser. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { widget } from './browser.ts'

export interface Drawn {
  id: string
  type: string
  x: number
  y: number
  width: number
  height: number
  angle: number
  groupIds: string[]
  text?: string
  points?: number[][]
  pressures?: number[]
  [more: string]: unknown
}

/** Signed in, with their whiteboards open. */
export const atBoards = async (page: Page, url: string, name = 'Ana') => {
  await page.goto(`${url}/demo/inline.html`)
  const talk = widget(page)
  const { element, composer } = talk
  await composer.waitFor()
  const signIn = page.getByRole('button', { name: 'Sign in' })
  if (await signIn.isVisible()) {
    await signIn.click()
    await page.getByLabel('Your name').fill(name)
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
  }
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  await composer.waitFor()
  await element.getByRole('tab', { name: 'Whiteboard' }).click()
  const paper = element.getByRole('application')
  const press = (label: string): Promise<void> => element.getByRole('button', { name: label, exact: true }).click()
  const at = async ([x, y]: readonly [number, number]): Promise<[number, number]> => {
    const box = (await paper.boundingBox())!
    return [box.x + x, box.y + y]
  }
  /** What this button of the menu gives. */
  const save = async (label: string): Promise<Buffer> => {
    await press('More')
    const [download] = await Promise.all([page.waitForEvent('download'), press(label)])
    return readFileSync(await download.path())
  }
  return {
    page,
    element,
    paper,
    press,
    at,
    save,
    ask: (text: string) => talk.ask(text),
    said: (n: number) => talk.said(n),
    make: async () => {
      await press('New whiteboard')
      await paper.waitFor()
    },
    open: async () => {
      await element
        .getByRole('button', { name: /^Whiteboard/ })
        .first()
        .click()
      await paper.waitFor()
    },
    tool: (label: string) =>
      element.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: label, exact: true }).click(),
    holds: (words: string | RegExp) => element.getByRole('application', { name: words }).waitFor(),
    /** Everything on the board, bottom to top, once there is that much of it. */
    drawing: async (count: number): Promise<Drawn[]> => {
      await element.getByRole('application', { name: new RegExp(`with ${count} objects?$`) }).waitFor()
      const { elements } = JSON.parse((await save('Excalidraw file')).toString()) as { elements: Drawn[] }
      assert.ok(elements.length >= count)
      return elements
    },
    /** From one place of the paper to another. */
    async drag(from: [number, number], to: [number, number], steps = 8): Promise<void> {
      await page.mouse.move(...(await at(from)))
      await page.mouse.down()
      await page.mouse.move(...(await at(to)), { steps })
      await page.mouse.up()
    },
  }
}
