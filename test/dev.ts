/** `npm run dev`: the widget and the demo rebuilt on change, beside a backend that restarts on change. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const commands: Record<string, string[]> = {
  build: ['node_modules/vite/bin/vite.js', 'build', '--watch'],
  bff: ['--watch', '--watch-preserve-output', 'bff/main.ts'],
}

const running = Object.entries(commands).map(([name, args]) => {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => console.log(`${name.padEnd(5)} │ ${line}`))
  child.on('exit', (code) => end(code ?? 0))
  return child
})

function end(code: number): void {
  process.exitCode ||= code
  for (const child of running) child.kill('SIGTERM')
}

process.on('SIGINT', () => end(0))
process.on('SIGTERM', () => end(0))
