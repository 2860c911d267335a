/** A whiteboard in a real browser: how evenly it moves with much on it, and how soon a large one is seen. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { chromiumFlags, chromiumPath } from '../chromium.ts'
import { atBoards } from '../e2e/boards.ts'
import { serve } from '../e2e/browser.ts'
import { percentile } from './peers.ts'

const FRAMES = 360
const LARGE = 5000
const OPENED = 7

const told = (ms: number[]): string => {
  const sorted = ms.toSorted((a, b) => a - b)
  const [p50, p95] = [percentile(sorted, 0.5), percentile(sorted, 0.95)]
  const mean = ms.reduce((sum, each) => sum + each, 0) / ms.length
  return `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${(1000 / mean).toFixed(0)} frames/s`
}

/** The page's script, in one file. */
const bundle = async (): Promise<string> => {
  const dir = mkdtempSync(join(tmpdir(), 'persona-bench-'))
  try {
    const made = await build({
      configFile: false,
      logLevel: 'error',
      build: {
        write: false,
        outDir: dir,
        target: 'es2022',
        lib: { entry: fileURLToPath(new URL('../widget/canvas.ts', import.meta.url)), formats: ['iife'], name: 'page' },
        rolldownOptions: { output: { codeSplitting: false } },
      },
    })
    const [output] = [made].flat()
    if (!output || !('output' in output)) throw new Error('Nothing was built.')
    return output.output[0].code
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

const moved = async (page: Page): Promise<Record<string, string>> => {
  // See test/widget/canvas.ts.
  const measure = async (things: string, count: number, how: string): Promise<string> =>
    told(await page.evaluate<number[]>(`bench.measure('${things}', ${count}, '${how}', ${FRAMES})`))
  return {
    'panning 1,000 elements': await measure('things', 1000, 'pan'),
    'zooming 1,000 elements': await measure('things', 1000, 'zoom'),
    'panning 10,000 strokes': await measure('strokes', 10_000, 'pan'),
    'zooming 10,000 strokes': await measure('strokes', 10_000, 'zoom'),
  }
}

/** In the page. */
const seen = `async (count) => {
  const root = document.querySelector('persona-widget').shadowRoot
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const begun = performance.now()
  root.querySelector('.boards .open').click()
  while (!root.querySelector('.paper')?.getAttribute('aria-label')?.includes(count + ' objects')) await frame()
  await frame()
  return performance.now() - begun
}`

/** From the click in the list to the first frame with everything on it, of a board on a real server. */
const opened = async (page: Page, url: string): Promise<string> => {
  const ana = await atBoards(page, url)
  await ana.make()
  const look = { type: 'rectangle', width: 120, height: 80, backgroundColor: '#fff3bf' }
  const elements = Array.from({ length: LARGE }, (_, i) => {
    const [x, y] = [(i % 100) * 160, Math.floor(i / 100) * 120]
    return { ...look, id: `r${i}`, x, y }
  })
  await ana.press('More')
  await ana.element.locator('input[type=file]').setInputFiles({
    name: 'large.excalidraw',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ type: 'excalidraw', version: 2, elements })),
  })
  await ana.element.getByRole('application', { name: `${LARGE} objects` }).waitFor({ timeout: 60_000 })
  const times: number[] = []
  for (let n = 0; n < OPENED; n++) {
    await ana.press('All whiteboards')
    await ana.element.locator('.boards .open').waitFor()
    times.push(await page.evaluate<number>(`(${seen})(${LARGE})`))
  }
  const sorted = times.toSorted((a, b) => a - b)
  return `p50 ${percentile(sorted, 0.5).toFixed(0)} ms, at most ${Math.max(...times).toFixed(0)} ms`
}

export const run = async (): Promise<Record<string, string>> => {
  const after: (() => unknown)[] = []
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags })
  const dir = mkdtempSync(join(tmpdir(), 'persona-bench-'))
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 800 } })
    const empty = 'http://bench.localhost/'
    await page.route(empty, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><body>' }))
    await page.goto(empty)
    await page.addScriptTag({ content: await bundle() })
    const all = await moved(page)
    const { url } = await serve({ after: (act: () => unknown) => void after.push(act) }, { dir })
    const fresh = await browser.newPage({ viewport: { width: 1000, height: 800 } })
    return { ...all, [`a board of ${LARGE} elements, from the click until it is seen`]: await opened(fresh, url) }
  } finally {
    await browser.close()
    for (const act of after) await act()
    rmSync(dir, { recursive: true, force: true })
  }
}
