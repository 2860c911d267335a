/** The embedded store keeps the contract, and a few promises of its own. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Migrator } from 'kysely/migration'
import { join } from 'node:path'
import { test } from 'node:test'
import { deployment } from '../../bff/store/deployment.ts'
import { migrations } from '../../bff/store/migrations/index.ts'
import { Rows } from '../../bff/store/rows.ts'
import { kysely, openSqlite } from '../../bff/store/sqlite.ts'
import { folder, until } from '../peer.ts'
import { contract } from './contract.ts'

contract('sqlite', (t) => {
  const file = join(folder(t), 'persona.db')
  return { open: () => openSqlite(file) }
})

test('a commit is on the disk when it returns: another connection reads it at once', async (t) => {
  const file = join(folder(t), 'persona.db')
  const store = await openSqlite(file)
  t.after(() => store.close())
  const other = new DatabaseSync(file, { readOnly: true })
  t.after(() => other.close())
  assert.equal(other.prepare('pragma journal_mode').get()?.['journal_mode'], 'wal')
  for (let index = 0; index < 5; index++) {
    await store.write((db) => deployment(db).setSetting('n', String(index)))
    assert.equal(other.prepare("select value from settings where name = 'n'").get()?.['value'], String(index))
  }
})

test('an act ends, and what it wrote is told, when its log is on the disk; those that come meanwhile share one commit', async (t) => {
  const flushes: (() => void)[] = []
  const groups: number[] = []
  const store = await openSqlite(
    join(folder(t), 'persona.db'),
    (acts) => groups.push(acts),
    () => new Promise((resolve) => flushes.push(resolve)),
  )
  const flushed = async () => {
    while (flushes.length === 0) await new Promise(setImmediate)
    flushes.shift()?.()
  }
  const ended: string[] = []
  const set = (name: string) =>
    store.write((db) => deployment(db).setSetting(name, 'yes')).then(() => void ended.push(name))
  const first = Promise.all(['a', 'a2', 'a3', 'a4', 'a5'].map(set))
  while (flushes.length === 0) await new Promise(setImmediate)
  assert.equal(await deployment(store.read).setting('a'), 'yes')
  const told = store.durable()?.then(() => ended.push('told'))
  assert.ok(told)
  const others: Promise<void>[] = []
  for (const name of ['b', 'c', 'd']) {
    others.push(set(name))
    await new Promise(setImmediate)
  }
  assert.equal(await deployment(store.read).setting('b'), undefined)
  assert.deepEqual(ended, [])
  await flushed()
  await Promise.all([first, told])
  assert.equal(ended.length, 6)
  await flushed()
  await Promise.all(others)
  assert.deepEqual(ended.toSorted(), ['a', 'a2', 'a3', 'a4', 'a5', 'b', 'c', 'd', 'told'])
  assert.deepEqual(groups, [5, 3])
  assert.equal(store.durable(), undefined)
  await store.close()
})

test('a small commit does not hold up the next one, which is told after it all the same; a third one waits', async (t) => {
  const flushes: (() => void)[] = []
  const store = await openSqlite(
    join(folder(t), 'persona.db'),
    undefined,
    () => new Promise((resolve) => flushes.push(resolve)),
  )
  const turns = async () => {
    for (let n = 0; n < 20; n++) await new Promise(setImmediate)
  }
  const ended: string[] = []
  const all: Promise<void>[] = []
  for (const name of ['a', 'b', 'c']) {
    all.push(store.write((db) => deployment(db).setSetting(name, 'yes')).then(() => void ended.push(name)))
    await turns()
  }
  assert.equal(flushes.length, 2)
  assert.equal(await deployment(store.read).setting('b'), 'yes')
  assert.equal(await deployment(store.read).setting('c'), undefined)
  flushes[1]?.()
  await turns()
  assert.deepEqual(ended, [])
  flushes[0]?.()
  await turns()
  assert.deepEqual(ended, ['a', 'b'])
  assert.equal(flushes.length, 3)
  assert.ok(store.durable())
  flushes[2]?.()
  await Promise.all(all)
  assert.equal(store.durable(), undefined)
  await store.close()
})

test('acts are run again only where one of their commit failed after it had changed something', async (t) => {
  const store = await openSqlite(join(folder(t), 'persona.db'))
  t.after(() => store.close())
  const all = async (fails: 'before' | 'after') => {
    const runs = [0, 0, 0]
    const results = await Promise.allSettled(
      runs.map((_, index) =>
        store.write(async (db) => {
          const run = ++(runs[index] as number)
          if (index === 1 && fails === 'before') throw new Error(fails)
          await deployment(db).setSetting(`${fails} ${index}`, String(run))
          if (index === 1) throw new Error(fails)
          return run
        }),
      ),
    )
    const kept = runs.map((_, index) => deployment(store.read).setting(`${fails} ${index}`))
    return [runs, results.map((each) => (each.status === 'fulfilled' ? each.value : fails)), await Promise.all(kept)]
  }
  assert.deepEqual(await all('before'), [
    [1, 1, 1],
    [1, 'before', 1],
    ['1', undefined, '1'],
  ])
  assert.deepEqual(await all('after'), [
    [2, 2, 1],
    [2, 'after', 1],
    ['2', undefined, '1'],
  ])
})

test('a disk that refuses the log ends the process, and nobody is told that it is kept', (t) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--input-type=module-typescript',
      '-e',
      `import { openSqlite } from ${JSON.stringify(new URL('../../bff/store/sqlite.ts', import.meta.url).href)}
       const store = await openSqlite(${JSON.stringify(join(folder(t), 'persona.db'))}, undefined, async () => { throw new Error('EIO: i/o error') })
       await store.write(async () => {}).finally(() => console.log('told'))`,
    ],
    { encoding: 'utf8', timeout: 60_000 },
  )
  assert.equal(status, 1)
  assert.match(stderr, /EIO/)
  assert.equal(stdout, '')
})

test('after much was written the log is folded into the database, long before the writer would do that itself', async (t) => {
  const file = join(folder(t), 'persona.db')
  const store = await openSqlite(file)
  t.after(() => store.close())
  const before = statSync(file).size
  const value = 'x'.repeat(1000)
  await Promise.all(
    Array.from({ length: 12_000 }, (_, n) => store.write((db) => deployment(db).setSetting(`${n}`, value))),
  )
  assert.ok(statSync(`${file}-wal`).size < 16_000 * 4096)
  await until(() => (statSync(file).size > before + 2_000_000 ? true : undefined))
  assert.equal(await deployment(store.read).setting('11999'), value)
})

test('a checkpoint finds its turn among acts that never stop', async (t) => {
  const store = await openSqlite(join(folder(t), 'persona.db'))
  t.after(() => store.close())
  let going = true
  const busy = Array.from({ length: 8 }, async (_, n) => {
    while (going) await store.write((db) => deployment(db).setSetting(`s${n}`, 'yes'))
  })
  await store.checkpoint()
  await store.scrub()
  going = false
  await Promise.all(busy)
})

test('what is removed leaves no byte in the file after a checkpoint', async (t) => {
  const dir = folder(t)
  const file = join(dir, 'persona.db')
  const store = await openSqlite(file)
  t.after(() => store.close())
  const canary = 'Kanarienvogel'
  await store.write((db) => deployment(db).setSetting('gone', canary.repeat(500)))
  await store.checkpoint()
  assert.ok(readFileSync(file).includes(canary))
  await store.write((db) => db.deleteFrom('settings').where('name', '=', 'gone').execute())
  await store.checkpoint()
  for (const name of ['persona.db', 'persona.db-wal']) assert.ok(!readFileSync(join(dir, name)).includes(canary), name)
})

test('the reader cannot write', async (t) => {
  const store = await openSqlite(join(folder(t), 'persona.db'))
  t.after(() => store.close())
  await assert.rejects(deployment(store.read).setSetting('a', 'b'), /readonly/)
})

/** A store as it was after this migration. */
const asOf = async (last: string, file: string): Promise<DatabaseSync> => {
  const database = new DatabaseSync(file)
  const db = kysely(database)
  const known = Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= last))
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => known } }).migrateToLatest()
  if (error) throw error
  return database
}

test('a session from before its wishes were kept goes on with what it has', async (t) => {
  const file = join(folder(t), 'persona.db')
  const before = await asOf('0003-epochs', file)
  before.exec(`insert into sessions (sid, space, app, sub, jkt, origin, scope, personas, created_at, expires)
    values ('s', 'sp', 'app', 'vis:1', 'k', 'o', 'chat:read', 'pe_1 pe_2', 1, 2)`)
  before.close()
  const store = await openSqlite(file)
  t.after(() => store.close())
  const session = await deployment(store.read).session('s')
  assert.deepEqual([session?.asked_scope, session?.asked_personas, session?.groups], ['chat:read', 'pe_1 pe_2', '[]'])
})

test('what was removed after much came and went leaves no byte in any file once the store is scrubbed', async (t) => {
  const dir = folder(t)
  const store = await openSqlite(join(dir, 'persona.db'))
  t.after(() => store.close())
  let seed = 7
  const below = (n: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
    return (seed >>> 12) % n
  }
  const canary = 'kanarienvogel'
  const turn = (n: number, text: string) => ({
    id: `trn_${String(below(1e9)).padStart(26, '0')}${n}`,
    persona: 'pe_1',
    ref: text + n,
    session: 's',
    speaker: 'Ana',
    text: `${text} ${'blah '.repeat(below(60))}`,
    trust: 'person' as const,
    at: n,
    place: 0,
    created_at: below(1e9),
  })
  // In no order, so that pages are split and joined, which leaves copies behind that nothing overwrites.
  const turns = Array.from({ length: 8000 }, (_, n) => turn(n, below(4) === 0 ? canary : 'other'))
  const write = (act: (rows: Rows) => Promise<void>) =>
    store.write((db) => act(new Rows(db, { space: 'sp_1', person: 'vis:1', personas: ['pe_1'], permit: () => {} })))
  for (let from = 0; from < turns.length; from += 100)
    await write((rows) => rows.add('turns', ...turns.slice(from, from + 100)))
  for (const { id, ref } of turns)
    if (ref.startsWith(canary) && below(3) === 0)
      await write((rows) => rows.change('turns', id, { text: `${canary} ${'y'.repeat(below(3000))}` }))
  await write(async (rows) => {
    for (const { id, ref } of turns) if (ref.startsWith(canary)) await rows.remove('turns', 'id', id)
  })
  const left = () => readdirSync(dir).filter((name) => readFileSync(join(dir, name)).includes(canary))
  await store.checkpoint()
  // Overwriting what is removed is not enough.
  assert.notDeepEqual(left(), [])
  await store.scrub()
  assert.deepEqual(left(), [])
  // It goes on as before.
  await write((rows) => rows.add('turns', turn(9000, 'more')))
  assert.equal((await store.read.selectFrom('turns').select('id').execute()).length > 5000, true)
})
