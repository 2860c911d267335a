/** The process as `npm start` starts it: a real `node --disable-proto=delete bff/main.ts`, and how to wait for it and end it. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { backend, type Close, folder, furnish, until } from './peer.ts'

export const main = fileURLToPath(new URL('../bff/main.ts', import.meta.url))

export interface Child {
  process: ChildProcess
  url: string
  out(): string
  err(): string
  /** The exit code, once it has ended. */
  ended: Promise<number | null>
}

export const run = (t: Close, env: Record<string, string>, args: string[] = [], script = main): Child => {
  const inherited = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' }
  const child = spawn(process.execPath, ['--disable-proto=delete', script, ...args], {
    env: { ...inherited, DEMO: 'off', ...env },
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  t.after(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  })
  return { process: child, url: `http://localhost:${env['PORT']}`, out: () => out, err: () => err, ended }
}

export const listening = async (child: Child): Promise<Child> => {
  await until(() => {
    if (child.process.exitCode !== null) throw new Error(`It ended: ${child.err()}`)
    return child.out().includes('Persona is listening on') ? true : undefined
  }, 20_000)
  return child
}

export const freePort = async (): Promise<string> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return String(port)
}

/** A data directory with a space in it, and where a child that uses it will listen. */
export const furnished = async (t: Close) => {
  const dir = folder(t)
  const PORT = await freePort()
  const place = await backend(t, { dir, env: { PORT }, model: null })
  const globex = await furnish(place.operate, 'Globex')
  await place.running.close(0)
  return {
    dir,
    env: { DATA_DIR: dir, PORT },
    app: place.app,
    space: place.space,
    globex,
    url: `http://localhost:${PORT}`,
  }
}

export const sentence = (text: string, lines = 1): void => {
  assert.equal(text.trim().split('\n').length, lines, text)
  for (const line of text.trim().split('\n')) assert.match(line, /^\S.*\.$/)
  assert.doesNotMatch(text, /\bat .*\.ts|Error:/)
}
