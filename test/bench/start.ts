/** How long a start takes until the server answers, on a new directory, a known one and a large one, and what it holds when idle. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Principal } from '../../bff/capability.ts'
import { readConfig } from '../../bff/config.ts'
import { paths } from '../../bff/datadir.ts'
import { localOperator } from '../../bff/demo.ts'
import { start } from '../../bff/server.ts'
import { furnish } from '../peer.ts'
import { percentile } from './peers.ts'

const STARTS = 7
/** Bytes before the answers, which make it nearly twice as large. */
const LARGE = 85e6

const started = async (dir: string): Promise<{ child: ChildProcess; ms: number }> => {
  const began = performance.now()
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=8', fileURLToPath(new URL('../../bff/main.ts', import.meta.url))],
    {
      env: { ...process.env, PORT: '0', DATA_DIR: dir, LOG_LEVEL: 'error' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let printed = ''
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    printed += chunk.toString()
    if (printed.includes('is listening on')) break
  }
  return { child, ms: performance.now() - began }
}

/** Resident memory in MB, from the kernel. */
const resident = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024

/** Conversations in `dir` until its store has grown to LARGE, then all their answers. @returns its size in MB */
const grow = async (dir: string): Promise<number> => {
  const config = readConfig({ PORT: '0', DATA_DIR: dir, DEMO: 'off', LOG_LEVEL: 'error', LIMITS: 'off' }, [])
  const { gate, store, close } = await start(config, { model: null })
  const act = async <T>(principal: Principal, name: string, input: unknown): Promise<T> => {
    const reply = await gate.perform(principal, name, input)
    if (reply.ok !== true) throw new Error(JSON.stringify(reply))
    return reply.data as T
  }
  const { space, persona, app } = await furnish((name, input) => act(localOperator, name, input))
  const visitor: Principal = {
    ...localOperator,
    plane: 'runtime',
    door: 'socket',
    sub: 'vis:bench',
    person: 'vis:bench',
    space,
    app,
    scopes: new Set(['chat:read', 'chat:write']),
    personas: [persona],
  }
  const text = 'What are your opening hours on a Saturday in December? '.repeat(20)
  while (statSync(paths(dir).store).size < LARGE) {
    const { conversation } = await act<{ conversation: { id: string } }>(visitor, 'chat.start', {})
    const sends = Array.from({ length: 500 }, () => act(visitor, 'chat.send', { conversation: conversation.id, text }))
    await Promise.all(sends)
    await store.checkpoint()
  }
  await store.write(async (db) => {
    await db
      .updateTable('messages')
      .set({ status: 'done', text, asked: null })
      .where('status', '=', 'streaming')
      .execute()
  })
  await close(0)
  return statSync(paths(dir).store).size / 1e6
}

/** Three starts on a store of that size. */
const large = async (): Promise<string> => {
  const dir = mkdtempSync(join(tmpdir(), 'persona-bench-'))
  try {
    const size = await grow(dir)
    const times: number[] = []
    for (let n = 0; n < 3; n++) {
      const { child, ms } = await started(dir)
      times.push(ms)
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    return `${Math.max(...times).toFixed(0)} ms at most, ${size.toFixed(0)} MB`
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

export const run = async (): Promise<Record<string, string>> => {
  const dir = mkdtempSync(join(tmpdir(), 'persona-bench-'))
  try {
    const times: number[] = []
    let idle = NaN
    for (let n = 0; n < STARTS; n++) {
      const { child, ms } = await started(dir)
      times.push(ms)
      if (n === STARTS - 1) {
        await new Promise((resolve) => setTimeout(resolve, 1500))
        idle = resident(child)
      }
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    const [first = NaN, ...known] = times
    return {
      'from the command to listening': `${percentile(
        known.toSorted((a, b) => a - b),
        0.5,
      ).toFixed(0)} ms; ${first.toFixed(0)} ms on a new directory`,
      'on a large store': await large(),
      'resident when idle': `${idle.toFixed(0)} MB`,
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
