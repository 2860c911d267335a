/** The command line: a door for operators. Every control action is a command; nothing is listed here twice. */
import { commands } from './cli/commands.ts'
import { help, helpOn } from './cli/help.ts'
import { inputFrom } from './cli/options.ts'
import { operate } from './cli/reach.ts'
import { tasks } from './cli/tasks.ts'
import { text } from './cli/text.ts'
import { Usage } from './cli/usage.ts'
import { Misconfigured, readConfig } from './config.ts'
import { Held } from './datadir.ts'
import { mistyped } from './nearest.ts'
import { Problem } from './problem.ts'
import type { Reply } from './protocol.ts'
import { Unreadable } from './spaces/spaces.ts'

const argv = process.argv.slice(2)
const json = argv.includes('--json')

const main = async (): Promise<void> => {
  const config = readConfig(undefined, argv)
  const [family, verb, ...rest] = argv
  if (family === undefined || family === 'help' || family === '--help') return help()
  const task = tasks[argv.slice(0, 2).join(' ')] ?? tasks[family]
  if (task) return await task.run(config, argv.slice(task.words))
  const action = commands.get(`${family} ${verb}`)
  if (!action) throw unknownCommand(argv.slice(0, 2).join(' '))
  if (rest.includes('--help')) return helpOn(action)
  const input = inputFrom(action, rest)
  const reply = await operate(config, (perform) => perform(action.name, input))
  if (reply.ok !== true) return refused(reply)
  process.stdout.write(json ? `${JSON.stringify(reply.data)}\n` : text(reply.data))
}

const unknownCommand = (given: string): Usage => {
  const meant = mistyped(given, [...commands.keys(), ...Object.keys(tasks)])
  const hint = meant === undefined ? 'Try: npm run persona -- help' : `Did you mean "${meant}"?`
  return new Usage(`There is no command "${given}". ${hint}`)
}

const refused = (reply: Exclude<Reply, { ok: true }>): void => {
  const sentence = reply.ok === false ? reply.problem.detail : 'It waits for an approval.'
  process.stderr.write(json ? `${JSON.stringify(reply.ok === false ? reply.problem : reply)}\n` : `${sentence}\n`)
  process.exitCode = 1
}

/** What each failure is called under `--json`, and the exit code (sysexits.h). Codes are for scripts: they stay. */
const failureOf = (thrown: unknown): { code: string; exit: number } => {
  if (thrown instanceof Usage) return { code: 'usage', exit: 2 }
  if (thrown instanceof Misconfigured) return { code: 'misconfigured', exit: 78 }
  if (thrown instanceof Unreadable) return { code: 'unreadable', exit: 78 }
  if (thrown instanceof Held) return { code: 'held', exit: 1 }
  return { code: thrown instanceof Problem ? thrown.code : 'failed', exit: 1 }
}

try {
  await main()
} catch (thrown) {
  const { code, exit } = failureOf(thrown)
  const detail = (thrown as Error).message
  process.stderr.write(json ? `${JSON.stringify({ code, detail })}\n` : `${detail}\n`)
  process.exitCode = exit
}
