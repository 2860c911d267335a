/** The command line: a door for operators. Every control action is a command; nothing is listed here twice. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { capabilities } from './capabilities/index.ts'
import { type AnyAction, familyOf } from './capability.ts'
import { type Config, Misconfigured, readConfig } from './config.ts'
import { announcedUrl, Held, paths } from './datadir.ts'
import { localOperator } from './demo.ts'
import { newAdminKey } from './identity/identity.ts'
import { openOffline } from './offline.ts'
import { apply } from './operate/apply.ts'
import { backUp, restore } from './operate/backup.ts'
import { examine } from './operate/doctor.ts'
import { Problem } from './problem.ts'
import type { ProblemDetails, Reply } from './protocol.ts'
import { inputSchema } from './schema.ts'
import { Unreadable } from './spaces/spaces.ts'
import { deployment } from './store/deployment.ts'

/** A mistake in how the command was written: exit 2. */
class Usage extends Error {}

interface Property {
  type?: string
  items?: Property
  description?: string
  enum?: string[]
}

const commands = new Map<string, AnyAction>(
  capabilities
    .flatMap((family): readonly AnyAction[] => family.actions)
    .filter(({ doors }) => doors.includes('cli'))
    .map((action) => [commandOf(action), action]),
)

/** `apps.rotateSecret` → `app rotate-secret`. */
function commandOf({ name }: AnyAction): string {
  const verb = name.slice(familyOf(name).length + 1)
  return `${familyOf(name).replace(/s$/, '')} ${verb.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

const propertiesOf = (action: AnyAction): Record<string, Property> =>
  (inputSchema(action)['properties'] ?? {}) as Record<string, Property>

const main = async (argv: string[]): Promise<void> => {
  const config = readConfig(undefined, argv)
  const [family, verb, ...rest] = argv
  if (family === undefined || family === 'help' || family === '--help') return help()
  const task = tasks[argv.slice(0, 2).join(' ')] ?? tasks[family]
  if (task) return await task.run(config, argv.slice(task.words))
  const action = commands.get(`${family} ${verb}`)
  if (!action) throw new Usage(`There is no command "${argv.slice(0, 2).join(' ')}". Try: npm run persona -- help`)
  if (rest.includes('--help')) return helpOn(action)
  const { input, json } = inputFrom(action, rest)
  const reply = await operate(config, (perform) => perform(action.name, input))
  if (reply.ok !== true) return refused(reply, json)
  process.stdout.write(json ? `${JSON.stringify(reply.data)}\n` : text(reply.data))
}

/** Options by the schema of the input. The first word may be the id that the command is about. */
const inputFrom = (action: AnyAction, words: string[]): { input: Record<string, unknown>; json: boolean } => {
  const properties = propertiesOf(action)
  const subject = familyOf(action.name).replace(/s$/, '')
  const options = Object.fromEntries(
    Object.entries(properties).map(([name, { type }]) => [
      name,
      type === 'boolean' ? ({ type: 'boolean' } as const) : ({ type: 'string', multiple: type === 'array' } as const),
    ]),
  )
  let parsed
  try {
    parsed = parseArgs({
      args: words,
      options: { ...options, json: { type: 'boolean' } },
      allowPositionals: true,
      allowNegative: true,
    })
  } catch (thrown) {
    throw new Usage((thrown as Error).message.split('. ')[0] ?? 'The options are not right')
  }
  const { json = false, ...values } = parsed.values as Record<string, unknown>
  const [id, ...more] = parsed.positionals
  if (more.length > 0 || (id !== undefined && !(subject in properties)))
    throw new Usage(`I do not know what to do with "${more[0] ?? id}".`)
  const input: Record<string, unknown> = id === undefined ? {} : { [subject]: id }
  for (const [name, value] of Object.entries(values)) input[name] = valueOf(name, properties[name] ?? {}, value)
  return { input, json: json === true }
}

const valueOf = (name: string, { type }: Property, given: unknown): unknown => {
  if (Array.isArray(given)) return given.flatMap((each: string) => (type === 'array' ? listOf(each) : [each]))
  if (typeof given !== 'string') return given
  const value = given.startsWith('@') ? contentOf(given.slice(1)) : given
  if (type === 'integer' || type === 'number') return Number(value)
  if (type !== 'object') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    throw new Usage(`--${name} must be JSON.`)
  }
}

/** `a,b` is two; a JSON list is itself, for texts that hold commas. */
const listOf = (value: string): string[] => {
  if (!value.startsWith('[')) return value.split(',').filter((each) => each !== '')
  try {
    return JSON.parse(value) as string[]
  } catch {
    throw new Usage(`${value.slice(0, 40)} is not a JSON list.`)
  }
}

const contentOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new Usage(`${path} cannot be read.`)
  }
}

type Perform = (name: string, input: unknown) => Promise<Reply>

/** In this process when nobody holds the directory; else by the running server's control plane. */
const operate = async <T>(config: Config, use: (perform: Perform) => Promise<T>): Promise<T> => {
  let offline
  try {
    offline = await openOffline(config)
  } catch (thrown) {
    if (!(thrown instanceof Held)) throw thrown
    return await use(await remote(config))
  }
  const { gate, adminKey, close } = offline
  try {
    if (adminKey) process.stderr.write(`Admin key, shown this once: ${adminKey}\n`)
    return await use((name, input) => gate.perform(localOperator, name, input))
  } finally {
    await close()
  }
}

const remote = async ({ dataDir, publicUrl, adminKey: key }: Config): Promise<Perform> => {
  const url = announcedUrl(dataDir) ?? publicUrl
  if (url === undefined) throw new Error(`The data directory ${dataDir} is in use by another process.`)
  if (key === undefined)
    throw new Error('A server is running: set PERSONA_ADMIN_KEY to the admin key that its first start showed.')
  const credentials = Buffer.from(`admin:${encodeURIComponent(key)}`).toString('base64')
  const granted = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  }).catch(() => undefined)
  if (!granted) throw new Error(`The server at ${url} does not answer.`)
  if (!granted.ok) throw new Error('The admin key is not right.')
  const { access_token } = (await granted.json()) as { access_token: string }
  return async (name, input) => {
    const response = await fetch(`${url}/control/v1/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    })
    const body = (await response.json()) as unknown
    return response.ok ? { ok: true, data: body } : { ok: false, problem: body as ProblemDetails }
  }
}

/** What concerns the data directory itself, or many acts at once. */
interface Task {
  /** How many words name it. */
  words: 1 | 2
  usage: string
  does: string
  run(config: Config, words: string[]): Promise<void>
}

const tasks: Record<string, Task> = {
  apply: {
    words: 1,
    usage: 'apply <file>',
    does: 'Make the deployment what a file says; --dry-run only tells what would change.',
    async run(config, words) {
      const { path, json, dry } = wordsOf(words, ['dry-run'])
      const file = jsonIn(path)
      await operate(config, (perform) =>
        apply(
          file,
          async (name, input) => {
            const reply = await perform(name, input)
            if (reply.ok === true) return reply.data
            throw new Problem('conflict', reply.ok === false ? reply.problem.detail : 'It waits for an approval.')
          },
          dry,
          (change) => {
            const fields = change.change === 'changed' ? `  (${change.fields.join(', ')})` : ''
            const line = json ? JSON.stringify(change) : `${change.change.padEnd(9)}  ${change.path}${fields}`
            process.stdout.write(`${line}\n`)
          },
        ),
      )
    },
  },
  backup: {
    words: 1,
    usage: 'backup <folder>',
    does: 'Copy everything into a new folder, also while the server runs. It holds the signing keys: guard it.',
    async run({ dataDir }, words) {
      const { path, json } = wordsOf(words)
      const { spaces } = await backUp(dataDir, path)
      process.stdout.write(json ? `${JSON.stringify({ folder: path, spaces })}\n` : `${path} holds ${spaces} spaces.\n`)
    },
  },
  restore: {
    words: 1,
    usage: 'restore <folder>',
    does: 'Put a backup back (the server must be stopped); --replace keeps what is there aside.',
    async run({ dataDir }, words) {
      const { path, json, replace } = wordsOf(words, ['replace'])
      const { aside } = await restore(dataDir, path, { replace })
      const before = aside === null ? '' : ` What was there is in ${aside}.`
      process.stdout.write(json ? `${JSON.stringify({ aside })}\n` : `${dataDir} is restored from ${path}.${before}\n`)
    },
  },
  doctor: {
    words: 1,
    usage: 'doctor',
    does: 'Look for everything that should never be, also while the server runs. It mends nothing.',
    async run({ dataDir }, words) {
      const { json } = wordsOf(words, [], 0)
      const report = await examine(paths(dataDir))
      const { findings, seen } = report
      const well = `No fault was found in ${Object.entries(seen)
        .map(([what, many]) => `${many} ${what}`)
        .join(', ')}.`
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${findings.join('\n') || well}\n`)
      if (findings.length > 0) process.exitCode = 1
    },
  },
  'admin new-key': {
    words: 2,
    usage: 'admin new-key',
    does: 'Replace the admin key (the server must be stopped).',
    /** Whoever holds the directory may replace a lost key. */
    async run(config, words) {
      const { json } = wordsOf(words, [], 0)
      const { store, close } = await openOffline(config)
      try {
        const key = await store.write((db) => newAdminKey(deployment(db), Date.now))
        process.stdout.write(
          json
            ? `${JSON.stringify({ adminKey: key })}\n`
            : `${key}\nIt is shown this once; the one before it has ended.\n`,
        )
      } finally {
        await close()
      }
    },
  },
}

/** The one path that a task is about, and its flags. */
const wordsOf = (words: string[], flags: string[] = [], count = 1) => {
  const [path = '', ...more] = words.filter((word) => !word.startsWith('--'))
  const unknown = words.find((word) => word.startsWith('--') && ![...flags, 'json'].includes(word.slice(2)))
  if (unknown !== undefined) throw new Usage(`There is no option ${unknown} here.`)
  if (count === 1 && path === '') throw new Usage('Say which file or folder.')
  const [extra] = count === 0 && path !== '' ? [path] : more
  if (extra !== undefined) throw new Usage(`I do not know what to do with "${extra}".`)
  const has = (flag: string): boolean => words.includes(`--${flag}`)
  return { path, json: has('json'), dry: has('dry-run'), replace: has('replace') }
}

const jsonIn = (path: string): unknown => {
  const text = contentOf(path)
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Usage(`${path} is not JSON.`)
  }
}

const refused = (reply: Exclude<Reply, { ok: true }>, json: boolean): void => {
  const sentence = reply.ok === false ? reply.problem.detail : 'It waits for an approval.'
  process.stderr.write(json ? `${JSON.stringify(reply.ok === false ? reply.problem : reply)}\n` : `${sentence}\n`)
  process.exitCode = 1
}

/** Data for a person: names and values, indented. */
const text = (value: unknown, indent = ''): string => {
  if (Array.isArray(value)) {
    if (value.length === 0) return `${indent}none\n`
    return value
      .map((each) =>
        isPlain(each) ? `${indent}- ${text(each, `${indent}  `).trimStart()}` : `${indent}- ${String(each)}\n`,
      )
      .join('')
  }
  if (!isPlain(value)) return `${indent}${String(value)}\n`
  return Object.entries(value)
    .filter(([, each]) => each !== null && each !== '' && !(Array.isArray(each) && each.length === 0))
    .map(([name, each]) =>
      isPlain(each) || Array.isArray(each)
        ? `${indent}${name}:\n${text(each, `${indent}  `)}`
        : `${indent}${name}: ${String(each).replaceAll('\n', `\n${indent}  `)}\n`,
    )
    .join('')
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const help = (): void => {
  const all: [usage: string, does: string][] = [
    ...[...commands].map(([command, { does }]): [string, string] => [command, does]),
    ...Object.values(tasks).map(({ usage, does }): [string, string] => [usage, does]),
  ]
  const width = Math.max(...all.map(([usage]) => usage.length))
  const lines = all.map(([usage, does]) => `  ${usage.padEnd(width)}  ${does}`)
  process.stdout.write(
    `npm run persona -- <command> [id] [--option value …] [--json]\n\n${lines.join('\n')}\n\n` +
      `Options of a command: npm run persona -- <command> --help\nA value that starts with @ is read from that file.\n`,
  )
}

const helpOn = (action: AnyAction): void => {
  const required = (inputSchema(action)['required'] ?? []) as string[]
  const lines = Object.entries(propertiesOf(action)).map(([name, { type, items, description = '', enum: choices }]) => {
    const shape = choices?.join('|') ?? (type === 'array' ? `${items?.type ?? 'value'},…` : (type ?? 'value'))
    const needed = required.includes(name) ? ' (needed)' : ''
    return `  --${name}${type === 'boolean' ? '' : ` <${shape}>`}${needed}${description && `  ${description}`}`
  })
  process.stdout.write(`${commandOf(action)}: ${action.does}\n${lines.join('\n')}\n`)
}

try {
  await main(process.argv.slice(2))
} catch (thrown) {
  const known = thrown instanceof Usage || thrown instanceof Misconfigured || thrown instanceof Unreadable
  process.stderr.write(`${(thrown as Error).message}\n`)
  process.exitCode = thrown instanceof Usage ? 2 : known && !(thrown instanceof Held) ? 78 : 1
}
