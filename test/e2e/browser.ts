/** A real browser, a real backend in a process of its own, and pages of other sites. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { chromiumFlags, chromiumPath } from '../chromium.ts'
import { folder } from '../peer.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Server {
  url: string
  dir: string
  /** Everything it printed. */
  output: () => string
  kill(signal: NodeJS.Signals): Promise<void>
}

/** `node bff/main.ts`, as `npm start` runs it. */
export const serve = async (
  t: Pick<TestContext, 'after'>,
  { dir = folder(t), port = 0, env = {} }: { dir?: string; port?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Server> => {
  const child: ChildProcess = spawn(process.execPath, ['bff/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dir,
      LOG_LEVEL: 'error',
      NODE_ENV: 'development',
      LIMITS: 'off',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  t.after(() => kill('SIGKILL'))
  const end = Date.now() + 15_000
  for (;;) {
    const [, url] = /listening on (\S+)/.exec(printed) ?? []
    if (url !== undefined) return { url, dir, output: () => printed, kill }
    if (child.exitCode !== null || Date.now() > end) throw new Error(`The server did not start: ${printed}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

let browser: Promise<Browser> | undefined

/** A context of its own: its own storage, so its own visitor. */
export const visit = async (
  t: TestContext,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> => {
  browser ??= chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags })
  const context = await (await browser).newContext({ viewport: { width: 1280, height: 860 }, ...options })
  t.after(() => context.close())
  return context
}

export const closeBrowser = async (): Promise<void> => {
  await (await browser)?.close()
}

/** A page of another site: one HTML file, on another origin. @returns its origin */
export const site = async (
  t: TestContext,
  html: () => string,
  headers: Record<string, string> = {},
): Promise<string> => {
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(html()),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Let the demo's app be used from an origin. @returns the app's id */
export const allow = async ({ url, dir, output }: Server, origin: string): Promise<string> => {
  const { app } = (await (await fetch(`${url}/demo/config.json`)).json()) as { app: string }
  const key = /Admin key +(\S+)/.exec(output())?.[1] ?? ''
  await promisify(execFile)(process.execPath, ['bff/cli.ts', 'app', 'update', app, '--origins', origin], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dir, PERSONA_ADMIN_KEY: key },
  })
  return app
}

/** What goes wrong on a page without anybody clicking: errors and policy violations. */
export const complaints = (page: Page): string[] => {
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text())
  })
  return heard
}

/** The widget's parts, by what a person sees of them. */
export const widget = (page: Page) => {
  const element = page.locator('persona-widget')
  return {
    element,
    launcher: element.getByRole('button', { name: /^(open chat|talk to)/i }),
    composer: element.getByRole('textbox'),
    send: element.getByRole('button', { name: 'Send', exact: true }),
    stop: element.getByRole('button', { name: /stop/i }),
    log: element.getByRole('log'),
    /** The n-th thing said, from 0, once it is said to the end. */
    async said(n: number): Promise<string> {
      const article = this.log.locator('article').nth(n)
      await article.waitFor()
      await this.stop.waitFor({ state: 'detached', timeout: 60_000 })
      return settled(article)
    },
    async ask(text: string): Promise<void> {
      await this.composer.fill(text)
      await this.composer.press('Enter')
    },
  }
}

/** The text of a locator once it has been the same for a while. */
export const settled = async (locator: Locator, ms = 400): Promise<string> => {
  let before = ''
  for (;;) {
    const now = (await locator.innerText()).trim()
    if (now !== '' && now === before) return now
    before = now
    await new Promise((resolve) => setTimeout(resolve, ms))
  }
}
