/** How long a start takes until the server answers, on a new directory and on a known one, and what it holds when idle. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { percentile } from './peers.ts'

const STARTS = 7

const started = async (dir: string): Promise<{ child: ChildProcess; ms: number }> => {
  const began = performance.now()
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../bff/main.ts', import.meta.url))], {
    env: { ...process.env, PORT: '0', DATA_DIR: dir, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
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
      'resident when idle': `${idle.toFixed(0)} MB`,
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
