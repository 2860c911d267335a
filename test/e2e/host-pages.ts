/** A site of somebody else's: as many pages as a test writes, on one origin that the demo's app allows. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { promisify } from 'node:util'
import type { BrowserContext, Page } from 'playwright-core'
import { serve, type Server, visit } from './browser.ts'

const run = promisify(execFile)

interface HostPage {
  html: string
  headers?: Record<string, string>
}

export interface Host {
  server: Server
  app: string
  origin: string
  /** Write a page. @returns its URL */
  write(path: string, text: string, headers?: Record<string, string>): string
  /** Open a page that is written now, in a browser of its own unless one is given. */
  open(t: TestContext, html: string, headers?: Record<string, string>, context?: BrowserContext): Promise<Page>
}

/** The command line, beside the running server. */
const persona = async ({ dir, output }: Server, ...words: string[]): Promise<Record<string, never>> => {
  const key = /Admin key +(\S+)/.exec(output())?.[1] ?? ''
  const { stdout } = await run(process.execPath, ['bff/cli.ts', ...words, '--json'], {
    env: { ...process.env, DATA_DIR: dir, PERSONA_ADMIN_KEY: key },
  })
  return JSON.parse(stdout) as Record<string, never>
}

export const hosting = async (t: TestContext): Promise<Host> => {
  const server = await serve(t)
  const { app } = (await (await fetch(`${server.url}/demo/config.json`)).json()) as { app: string }
  const pages = new Map<string, HostPage>()
  const site = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/\?.*/, '')
    const page = pages.get(path)
    response
      .writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...page?.headers })
      .end(page?.html)
  })
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  t.after(() => {
    site.close()
    site.closeAllConnections()
  })
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  await persona(server, 'app', 'update', app, '--origins', origin)
  const write: Host['write'] = (path, text, headers = {}) => {
    const whole = 'content-type' in headers || /^<!doctype/i.test(text)
    const html = whole ? text : `<!doctype html><html lang="en"><link rel="icon" href="data:,">${text}`
    pages.set(path, { html, headers })
    return origin + path
  }
  let count = 0
  return {
    server,
    app,
    origin,
    write,
    async open(of, html, headers, context) {
      const page = await (context ?? (await visit(of))).newPage()
      await page.goto(write(`/page-${++count}`, html, headers))
      return page
    },
  }
}
