/** Tasks: the commands that concern the data directory itself, or many acts at once. */
import type { Config } from '../config.ts'
import { paths } from '../datadir.ts'
import { newAdminKey } from '../identity/identity.ts'
import { openOffline } from '../offline.ts'
import { apply } from '../operate/apply.ts'
import { backUp, restore } from '../operate/backup.ts'
import { examine } from '../operate/doctor.ts'
import { Problem } from '../problem.ts'
import { deployment } from '../store/deployment.ts'
import { contentOf } from './options.ts'
import { operate } from './reach.ts'
import { Usage } from './usage.ts'

/** What concerns the data directory itself, or many acts at once. */
export interface Task {
  /** How many words name it. */
  words: 1 | 2
  usage: string
  does: string
  run(config: Config, words: string[]): Promise<void>
}

export const tasks: Record<string, Task> = {
  apply: {
    words: 1,
    usage: 'apply <file>',
    does: 'Make the deployment what a file says; --dry-run only tells what would change.',
    async run(config, words) {
      const { path, json, dry } = wordsOf(words, ['dry-run', 'quarantine'])
      if (config.quarantine) throw new Usage('A space that is left out would be made a second time: mend it first.')
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
      const { json } = wordsOf(words, ['quarantine'], 0)
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
