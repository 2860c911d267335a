/** The shape of the code: who may import whom, and what happens in one place only. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

/** Values are imported from the same floor or a lower one. A folder stands for everything in it. */
const floors: Record<number, string[]> = {
  7: ['server.ts', 'main.ts', 'process.ts', 'cli.ts', 'cli/', 'offline.ts', 'demo.ts', 'operate/'],
  6: ['http.ts', 'socket.ts', 'clock.ts', 'openapi.ts', 'metrics.ts', 'assets.ts'],
  5: ['brain/'],
  4: ['gate.ts', 'record.ts', 'outbox.ts', 'signals.ts', 'hearing.ts', 'policy/'],
  3: ['capabilities/'],
  2: ['capability.ts', 'schema.ts', 'config.ts', 'datadir.ts', 'swap.ts', 'identity/', 'limits/', 'spaces/'],
  1: ['store/', 'bus/', 'jobs/', 'memory/', 'agenda/'],
  0: ['protocol.ts', 'problem.ts', 'id.ts', 'nearest.ts', 'api.ts', 'recurrence/', 'board/', 'language/'],
}

/** Pure code that the backend and the browser run alike: it imports nothing but itself, and the widget may import it. */
const shared = 'board/'

/** Only the top floor chooses an adapter. */
const adapters = ['store/sqlite.ts', 'bus/local.ts']

/** Where a package may be imported, types included. zod is the vocabulary of every floor that describes data. */
const packages: Record<string, string[]> = {
  express: ['http.ts', 'assets.ts'],
  'fractional-indexing': ['board/order.ts'],
  helmet: ['http.ts'],
  'socket.io': ['socket.ts'],
  jose: ['identity/'],
  lowdb: ['spaces/'],
  'ical.js': ['agenda/calendar/engine.ts'],
  kysely: ['store/'],
  openai: ['brain/model.ts'],
  'chrono-node': ['language/when.ts'],
  pino: ['server.ts'],
  stemmer: ['memory/words.ts'],
  'rrule-temporal': ['recurrence/engine.ts'],
  'temporal-polyfill': ['recurrence/engine.ts'],
  'rate-limiter-flexible': ['limits/limiter.ts'],
  ulid: ['id.ts'],
  zod: [
    'api.ts',
    'capabilities/',
    'capability.ts',
    'schema.ts',
    'config.ts',
    'spaces/document.ts',
    'socket.ts',
    'gate.ts',
    'cli.ts',
    'operate/apply.ts',
  ],
}

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .map((name) => join(folder, name))
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

interface Import {
  from: string
  typesOnly: boolean
}

const STATIC =
  /^(?:import|export)\s+(type\s+)?(?:(\{[^}]*\}|\*(?: as \w+)?|\w+(?:,\s*\{[^}]*\})?)\s+from\s+)?'([^']+)'/gm
const importsOf = (path: string): Import[] => {
  const text = textOf(path)
  const still = [...text.matchAll(STATIC)].map(([, type, names = '', from = '']) => {
    const named = /^\{([^}]*)\}$/
      .exec(names)?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '')
    return { from, typesOnly: type !== undefined || (named?.every((name) => /^\s*type\s/.test(name)) ?? false) }
  })
  const later = [...text.matchAll(/\bimport\('([^']+)'\)/g)].map(([, from = '']) => ({
    from,
    typesOnly: false,
  }))
  return [...still, ...later]
}

const isIn = (path: string, places: string[]): boolean =>
  places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place))
const inBff = sources('bff').map((path) => path.slice('bff/'.length))
const local = (path: string, from: string): string => relative('bff', join(dirname(join('bff', path)), from))
const floorOf = (path: string): number =>
  Number(Object.keys(floors).find((floor) => isIn(path, floors[Number(floor)] as string[])) ?? Number.NaN)
const valuesOf = (path: string): string[] =>
  importsOf(`bff/${path}`)
    .filter(({ from, typesOnly }) => from.startsWith('.') && !typesOnly)
    .map(({ from }) => local(path, from))

test('every file of the backend has its floor, and imports values from no higher one', () => {
  const wrong: string[] = []
  for (const path of inBff) {
    assert.ok(floorOf(path) >= 0, `${path} stands on no floor`)
    for (const other of valuesOf(path).filter((each) => !each.startsWith('..'))) {
      if (!(floorOf(other) <= floorOf(path))) wrong.push(`${path} → ${other}`)
      if (adapters.includes(other) && floorOf(path) < 7) wrong.push(`${path} chooses the adapter ${other}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('what the browser runs too imports nothing but itself, and no package but its own', () => {
  for (const path of inBff.filter((each) => each.startsWith(shared)))
    for (const { from } of importsOf(`bff/${path}`)) {
      const own = from.startsWith('.')
        ? local(path, from).startsWith(shared)
        : packages[from]?.every((each) => each.startsWith(shared))
      assert.ok(own, `${path} imports ${from}`)
    }
})

test('no value is imported in a circle', () => {
  const done = new Set<string>()
  const walk = (path: string, way: string[]): void => {
    assert.ok(!way.includes(path), `a circle: ${[...way, path].join(' → ')}`)
    if (done.has(path)) return
    for (const other of valuesOf(path)) if (inBff.includes(other)) walk(other, [...way, path])
    done.add(path)
  }
  for (const path of inBff) walk(path, [])
})

test('each package is imported in the one place that is for it', () => {
  const wrong: string[] = []
  for (const path of inBff)
    for (const { from } of importsOf(`bff/${path}`)) {
      if (from.startsWith('.') || from.startsWith('node:')) continue
      const name = from.split('/', from.startsWith('@') ? 2 : 1).join('/')
      if (!isIn(path, packages[name] ?? [])) wrong.push(`${path} imports ${name}`)
    }
  assert.deepEqual(wrong, [])
})

test('an action is run in one line, and the environment is read in one file', () => {
  const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0
  assert.equal(
    inBff.reduce((sum, path) => sum + count(textOf(`bff/${path}`), /\baction\.run\(/g), 0),
    1,
  )
  for (const path of inBff) {
    if (path !== 'config.ts') assert.equal(count(textOf(`bff/${path}`), /process\.env|\benv\b.*node:process/g), 0, path)
    if (!['config.ts', 'main.ts', 'process.ts', 'cli.ts'].includes(path))
      assert.equal(count(textOf(`bff/${path}`), /process\.argv/g), 0, path)
  }
})

test('the widget knows the backend by its types and the code they share, and nothing leaves the repository', () => {
  for (const path of sources('widget'))
    for (const { from, typesOnly } of importsOf(path)) {
      const target = from.startsWith('.') ? join(dirname(path), from) : from
      if (target.startsWith('bff') && !target.startsWith(`bff/${shared}`))
        assert.ok(typesOnly && target === 'bff/api.ts', `${path} → ${target}`)
      assert.ok(!target.startsWith('test') && !target.startsWith('demo'), `${path} → ${target}`)
    }
  for (const path of ['bff', 'widget', 'demo', 'test'].flatMap(sources))
    for (const { from } of importsOf(path))
      if (from.startsWith('.')) assert.ok(!join(dirname(path), from).startsWith('..'), `${path} → ${from}`)
      else assert.ok(!from.startsWith('/') && !from.startsWith('file:'), `${path} → ${from}`)
})
