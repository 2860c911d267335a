/** The command line: a door for operators. Every control action is a command; nothing is listed here twice. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { capabilities } from './capabilities/index.ts'
import { type AnyAction, familyOf } from './capability.ts'
import { type Config, Misconfigured, readConfig } from './config.ts'
import { announcedUrl, Held } from './datadir.ts'
import { localOperator } from './demo.ts'
import { newAdminKey } from './identity/identity.ts'
import { openOffline } from './offline.ts'
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
  if (family === 'admin' && verb === 'new-key') return adminKey(config, rest.includes('--json'))
  const action = commands.get(`${family} ${verb}`)
  if (!action) throw new Usage(`There is no command "${argv.slice(0, 2).join(' ')}". Try: npm run persona -- help`)
  if (rest.includes('--help')) return helpOn(action)
  const { input, json } = inputFrom(action, rest)
  const reply = await perform(config, action, input)
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

/** In this process when nobody holds the directory; else by the running server's control plane. */
const perform = async (config: Config, { name }: AnyAction, input: unknown): Promise<Reply> => {
  let offline
  try {
    offline = await openOffline(config)
  } catch (thrown) {
    if (!(thrown instanceof Held)) throw thrown
    return remote(config, name, input)
  }
  try {
    if (offline.adminKey) process.stderr.write(`Admin key, shown this once: ${offline.adminKey}\n`)
    return await offline.gate.perform(localOperator, name, input)
  } finally {
    await offline.close()
  }
}

const remote = async ({ dataDir, publicUrl, adminKey: key }: Config, name: string, input: unknown): Promise<Reply> => {
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
  const response = await fetch(`${url}/control/v1/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  const body = (await response.json()) as unknown
  return response.ok ? { ok: true, data: body } : { ok: false, problem: body as ProblemDetails }
}

/** Whoever holds the directory may replace a lost key. */
const adminKey = async (config: Config, json: boolean): Promise<void> => {
  const { store, close } = await openOffline(config)
  try {
    const key = await store.write((db) => newAdminKey(deployment(db), Date.now))
    process.stdout.write(
      json ? `${JSON.stringify({ adminKey: key })}\n` : `${key}\nIt is shown this once; the one before it has ended.\n`,
    )
  } finally {
    await close()
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
  const width = Math.max(...[...commands.keys()].map(({ length }) => length), 'admin new-key'.length)
  const lines = [...commands].map(([command, { does }]) => `  ${command.padEnd(width)}  ${does}`)
  lines.push(`  ${'admin new-key'.padEnd(width)}  Replace the admin key (the server must be stopped).`)
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
