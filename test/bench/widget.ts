/** The widget in a real Chromium: a long answer, a long conversation, the way in, and what it holds. */
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { chromium, type Page } from 'playwright-core'
import { build, isBuilt } from '../build.ts'
import { chromiumFlags, chromiumPath } from '../chromium.ts'
import { percentile } from './peers.ts'

const root = new URL('../../', import.meta.url)
const PAGE = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><body>
<script type="module">import '/widget/index.js'; await customElements.whenDefined('persona-widget')</script><script type="module" src="/measure.ts"></script>`

const sourceOf = (path: string): string =>
  stripTypeScriptTypes(
    readFileSync(new URL(path.startsWith('/demo/') ? path.slice(1) : `test/widget${path}`, root), 'utf8'),
  ).replaceAll('../../widget/index.ts', '/widget/index.js')

const serve = async () => {
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const answer = (type: string, body: string | Buffer) =>
      response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=60' }).end(body)
    if (path === '/') return void answer('text/html', PAGE)
    if (path.endsWith('.ts')) return void answer('text/javascript', sourceOf(path))
    void readFile(new URL(`dist${path}`, root)).then(
      (body) => answer('text/javascript', body),
      () => response.writeHead(404).end(),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => void server.close().closeAllConnections(),
  }
}

interface Frames {
  frames: number[]
  script: number[]
}
const at = (values: number[], quantile: number): number =>
  percentile(
    values.toSorted((a, b) => a - b),
    quantile,
  )
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const late = ({ frames }: Frames): string =>
  `${((frames.filter((ms) => ms > 25).length / frames.length) * 100).toFixed(1)} %`

/** Bytes of heap, listeners and nodes, once the garbage is gone. */
const held = async (page: Page) => {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  for (let n = 0; n < 3; n++) await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string): number => metrics.find((each) => each.name === name)?.value ?? NaN
  return { heap: of('JSHeapUsedSize'), listeners: of('JSEventListeners'), nodes: of('Nodes') }
}

export const run = async (): Promise<Record<string, string>> => {
  if (!isBuilt()) await build()
  const server = await serve()
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags })
  const fresh = async (): Promise<Page> => {
    const page = await browser.newPage()
    await page.goto(server.url)
    await page.waitForFunction('"measure" in window && customElements.get("persona-widget")')
    return page
  }
  try {
    const figures: Record<string, string> = {}
    let page = await fresh()
    const first = await held(page)
    await page.evaluate('measure.open()')
    figures['heap with the chat open'] =
      `${((await held(page)).heap / 1e6).toFixed(1)} MB (${(first.heap / 1e6).toFixed(1)} MB before)`
    await page.close()

    page = await fresh()
    await page.evaluate('measure.openings(2)')
    const ways = await page.evaluate<number[]>('measure.openings(20)')
    figures['from the click to the cursor, warm'] =
      `p50 ${at(ways, 0.5).toFixed(0)} ms, p95 ${at(ways, 0.95).toFixed(0)} ms`
    await page.close()

    page = await fresh()
    // What is compiled is kept too: that is over by then.
    await page.evaluate('measure.mounts(100)')
    const before = await held(page)
    await page.evaluate('measure.mounts(100)')
    let after = await held(page)
    // Timers of the last ones may still run.
    for (let n = 0; n < 5 && after.listeners > before.listeners; n++) {
      await new Promise((resolve) => setTimeout(resolve, 4000))
      after = await held(page)
    }
    figures['left by 100 mounts'] =
      `${((after.heap - before.heap) / 1e3).toFixed(0)} KB, ${after.listeners - before.listeners} listeners, ${after.nodes - before.nodes} nodes`
    await page.close()

    page = await fresh()
    const said = await page.evaluate<Frames & { tokens: number; ms: number; shown: number }>(
      'measure.stream(50_000, 200, 6)',
    )
    const quarter = Math.floor(said.script.length / 4)
    figures['50 KB at 200 tokens/s: frames'] =
      `p50 ${at(said.frames, 0.5).toFixed(1)} ms, p95 ${at(said.frames, 0.95).toFixed(1)} ms, ${late(said)} late`
    figures['50 KB at 200 tokens/s: script a frame'] =
      `p50 ${at(said.script, 0.5).toFixed(1)} ms, p95 ${at(said.script, 0.95).toFixed(1)} ms`
    figures['50 KB at 200 tokens/s: script a token'] =
      `first quarter ${((mean(said.script.slice(0, quarter)) * said.script.length) / said.tokens).toFixed(2)} ms, last ${((mean(said.script.slice(-quarter)) * said.script.length) / said.tokens).toFixed(2)} ms`
    await page.close()

    page = await fresh()
    const read = await page.evaluate<Frames & { nodes: number; top: boolean; bottom: boolean }>('measure.read(5000)')
    figures['5,000 messages read through'] =
      `${read.nodes} elements at most, ${read.top && read.bottom ? 'both ends reached' : 'an end was not reached'}`
    figures['5,000 messages: frames'] =
      `p50 ${at(read.frames, 0.5).toFixed(1)} ms, p95 ${at(read.frames, 0.95).toFixed(1)} ms, ${late(read)} late`
    return figures
  } finally {
    await browser.close()
    server.close()
  }
}
