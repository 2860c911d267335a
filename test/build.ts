/** Builds dist/. With --missing only when it is absent or older than what it is made from. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = [
  'widget',
  'demo',
  'vite.config.ts',
  'test/manifest.ts',
  'test/strip.ts',
  'package-lock.json',
  'bff/protocol.ts',
]

/** Milliseconds of the newest file at or under the path; 0 where there is none, as in an installed package. */
function newest(path: string): number {
  if (!existsSync(path)) return 0
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

export function isBuilt(): boolean {
  const built = join(root, 'dist/.vite/manifest.json')
  return existsSync(built) && sources.every((path) => newest(join(root, path)) <= statSync(built).mtimeMs)
}

export async function build(): Promise<void> {
  const vite = await import('vite').catch(() => {
    throw new Error('dist/ has to be built and vite is not installed: run npm install with its devDependencies.')
  })
  await vite.build({ root, logLevel: 'warn' })
}

if (import.meta.main && !(process.argv.includes('--missing') && isBuilt())) await build()
