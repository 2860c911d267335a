/** The widget's own tests, in a real Chromium: sources are served as they are, with their types stripped. */
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import { chromeLauncher } from '@web/test-runner-chrome'
import { chromiumFlags, chromiumPath } from '../chromium.ts'

const stripTypes = {
  name: 'strip-types',
  resolveMimeType: ({ path }) => (path.endsWith('.ts') ? 'js' : undefined),
  transform: ({ path, body }) =>
    path.endsWith('.ts') ? { body: stripTypeScriptTypes(body, { mode: 'strip' }) } : undefined,
}

export default {
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  files: fileURLToPath(new URL('*.test.ts', import.meta.url)),
  nodeResolve: { browser: true, exportConditions: ['browser', 'production'] },
  plugins: [stripTypes],
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: chromiumPath(),
        args: chromiumFlags,
      },
    }),
  ],
  testFramework: { config: { timeout: 10_000 } },
}
