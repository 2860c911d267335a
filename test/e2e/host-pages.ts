/** A site of somebody else's: as many pages as a test writes, on one origin that the demo's app allows. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
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
  write(path: string, html: string, headers?: Record<string, string>): string
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

const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', html: 'text/html; charset=utf-8' }

/** @param files served as they are: path on the site → file */
export const hosting = async (t: TestContext, files: Record<string, URL> = {}): Promise<Host> => {
  const server = await serve(t)
  const { app } = (await (await fetch(`${server.url}/demo/config.json`)).json()) as { app: string }
  const pages = new Map<string, HostPage>()
  const site = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/\?.*/, '')
    const type = { 'content-type': types[path.split('.').at(-1) ?? ''] ?? types['html'] }
    const page = pages.get(path)
    if (page) return void response.writeHead(200, { ...type, ...page.headers }).end(page.html)
    const file = files[path]
    if (!file) return void response.writeHead(404).end()
    void readFile(file).then(
      (body) => response.writeHead(200, type).end(body),
      () => response.writeHead(404).end(),
    )
  })
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  t.after(() => {
    site.close()
    site.closeAllConnections()
  })
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  await persona(server, 'app', 'update', app, '--origins', origin)
  const write: Host['write'] = (path, html, headers = {}) => {
    pages.set(path, { html: `<!doctype html><html lang="en"><link rel="icon" href="data:,">${html}`, headers })
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
