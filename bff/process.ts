/** The process: configuration in, a running server out, and an honest exit code. */
import { Misconfigured, readConfig } from './config.ts'
import { Held } from './datadir.ts'
import { start } from './server.ts'
import { Unreadable } from './spaces/spaces.ts'

/** sysexits.h: the configuration, which here includes the stores, cannot be used. */
const EX_CONFIG = 78
/** sysexits.h: try again later. */
const EX_TEMPFAIL = 75

const fail = (sentence: string, code: number): never => {
  process.stderr.write(`${sentence}\n`)
  process.exit(code)
}

try {
  const config = readConfig()
  const running = await start(config)
  let ending = false
  const end = (): void => {
    if (ending) process.exit(1)
    ending = true
    // A drain that hangs must not keep the process.
    setTimeout(() => process.exit(1), 10_000).unref()
    running.close(5000).then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)

  const { chain } = config.model
  const lines = [
    `Persona is listening on ${running.url}`,
    ...(running.demo ? [`  Demo        ${running.url}/`] : []),
    `  Model       ${chain.map(({ model }) => model).join(', then ') || 'the built-in local model (set OPENAI_API_KEY for a large one)'}`,
    `  Data        ${config.dataDir}`,
    ...running.spaces.quarantined.map((space) => `  Left out    ${space}: its document cannot be read`),
    ...(running.adminKey
      ? [
          `  Admin key   ${running.adminKey}`,
          '              It is shown this once. Keep it: it opens the control plane.',
        ]
      : []),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
} catch (thrown) {
  if (thrown instanceof Misconfigured || thrown instanceof Unreadable) fail(thrown.message, EX_CONFIG)
  if (thrown instanceof Held) fail(thrown.message, EX_TEMPFAIL)
  const { code, message } = thrown as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') fail('The port is in use; choose another with PORT.', EX_TEMPFAIL)
  if (code === 'ERR_SQLITE_ERROR') fail(`The runtime store cannot be read: ${message}.`, EX_CONFIG)
  if (['EACCES', 'EROFS', 'ENOTDIR', 'ENOENT', 'EEXIST', 'EADDRNOTAVAIL', 'ENOTFOUND'].includes(code ?? ''))
    fail(`It cannot start with this DATA_DIR, HOST or PORT: ${message}.`, EX_CONFIG)
  throw thrown
}
