/** Space documents: changed by control acts alone, in memory, in the journal and in their files alike. */
import assert from 'node:assert/strict'
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { scopesOfRuntime } from '../bff/capabilities/runtime.ts'
import { localOperator } from '../bff/demo.ts'
import type { SpaceDocument } from '../bff/spaces/document.ts'
import { type Backend, backend, furnish, SHOP, tables, Visitor } from './peer.ts'

const fileOf = ({ dir, space }: Backend): string => join(dir, 'spaces', `${space}.json`)
const read = (place: Backend): SpaceDocument => JSON.parse(readFileSync(fileOf(place), 'utf8')) as SpaceDocument
const imageOf = ({ dir, space }: Backend, revision: number) => {
  const rows = tables(dir, ['space_revisions'])['space_revisions'] ?? []
  const row = rows.find((each) => each['space'] === space && each['revision'] === revision)
  return JSON.parse(String(row?.['image'])) as unknown
}

test('a change is one revision: in memory, in its file and as an image in the store', async (t) => {
  const place = await backend(t, { model: null })
  assert.equal(read(place).revision, 3)
  await place.operate('personas.update', { persona: place.persona, name: 'Ada', starters: ['One?', 'Two?'] })
  const document = read(place)
  assert.equal(document.revision, 4)
  assert.equal(document.personas[0]?.name, 'Ada')
  assert.deepEqual(document, JSON.parse(JSON.stringify(place.running.spaces.documents.get(place.space))))
  assert.deepEqual(document, imageOf(place, 4))
  assert.equal(statSync(fileOf(place)).mode & 0o077, 0)
  assert.deepEqual(readdirSync(join(place.dir, 'spaces')), [`${place.space}.json`])
  // What changes nothing is no revision.
  await place.operate('personas.update', { persona: place.persona, name: 'Ada' })
  await place.operate('personas.show', { persona: place.persona })
  assert.equal(read(place).revision, 4)
})

test('twenty changes at once are twenty revisions, and none is lost', async (t) => {
  const place = await backend(t, { model: null })
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      place.operate('personas.create', { space: place.space, name: `Persona ${index}` }),
    ),
  )
  const document = read(place)
  assert.equal(document.revision, 23)
  assert.equal(document.personas.length, 21)
  assert.deepEqual(document, imageOf(place, 23))
})

test('a change that the schema refuses leaves the document, its file and its revision alone', async (t) => {
  const place = await backend(t, { model: null })
  const before = readFileSync(fileOf(place), 'utf8')
  const origins = Array.from({ length: 200 }, (_, index) => index)
  for (const [name, input] of [
    ['apps.update', { app: place.app, origins: ['https://shop.example/path'] }],
    ['apps.update', { app: place.app, scopes: ['chat:read', 'nope:read'] }],
    ['apps.create', { space: place.space, name: 'x', realm: 'No Good' }],
    ['personas.update', { persona: place.persona, starters: origins.map(String) }],
    ['spaces.update', { space: place.space, name: ' ' }],
  ] as const) {
    const reply = await place.running.gate.perform(localOperator, name, input)
    assert.equal(reply.ok === false && reply.problem.code, 'invalid_request', name)
  }
  assert.equal(readFileSync(fileOf(place), 'utf8'), before)
  assert.equal(tables(place.dir, ['space_revisions'])['space_revisions']?.length, 3)
})

test('a file that lags is rolled forward at the start, and a missing one comes back', async (t) => {
  const place = await backend(t, { model: null })
  const older = `${place.dir}/older.json`
  copyFileSync(fileOf(place), older)
  await place.operate('spaces.update', { space: place.space, name: 'Newer' })
  await place.operate('personas.update', { persona: place.persona, name: 'Newest' })
  const newest = readFileSync(fileOf(place), 'utf8')
  const damages = [
    () => copyFileSync(older, fileOf(place)),
    () => rmSync(fileOf(place)),
    // A write that was cut off leaves only its temporary file.
    () => {
      copyFileSync(older, fileOf(place))
      writeFileSync(`${fileOf(place)}.tmp`, '{"revision": 9')
    },
  ]
  await place.running.close(0)
  for (const damage of damages) {
    damage()
    const again = await backend(t, { dir: place.dir, model: null })
    assert.equal(again.running.spaces.documents.get(place.space)?.space.name, 'Newer')
    assert.equal(readFileSync(fileOf(place), 'utf8'), newest)
    await again.running.close(0)
  }
})

test('what an operator edits in the file while nothing runs is what the next start has', async (t) => {
  const place = await backend(t, { model: null })
  await place.running.close(0)
  const document = read(place)
  Object.assign(document.personas[0] as object, { greeting: 'Edited by hand' })
  writeFileSync(fileOf(place), JSON.stringify(document))
  const again = await backend(t, { dir: place.dir, model: null })
  const line = await (await Visitor.at(again)).connect(t)
  assert.equal(line.welcome.personas[0]?.greeting, 'Edited by hand')
  await again.operate('spaces.update', { space: place.space, name: 'After the edit' })
  assert.equal(read(place).personas[0]?.greeting, 'Edited by hand')
  assert.equal(read(place).revision, 4)
})

test('spaces know nothing of one another: an id of one is unknown in the other', async (t) => {
  const place = await backend(t, { model: null })
  const other = await furnish(place.operate, 'Globex', 'https://globex.example')
  await assert.rejects(
    place.operate('apps.update', { app: place.app, personas: [place.persona, other.persona] }),
    /There is no persona/,
  )
  const { personas } = await place.operate<{ personas: { id: string }[] }>('personas.list', { space: other.space })
  assert.deepEqual(
    personas.map(({ id }) => id),
    [other.persona],
  )
  await assert.rejects(Visitor.at({ url: place.url, app: other.app }), /unauthorized_client/)
  await Visitor.at({ url: place.url, app: other.app }, 'https://globex.example')
})

test('what is put away is listed only when asked for, and comes back whole', async (t) => {
  const place = await backend(t, { model: null })
  const ids = async (name: string, archived: boolean) => {
    const data = await place.operate<Record<string, { id: string }[]>>(name, {
      ...(name === 'spaces.list' ? {} : { space: place.space }),
      archived,
    })
    return Object.values(data)[0]?.map(({ id }) => id)
  }
  for (const [family, key, id] of [
    ['personas', 'persona', place.persona],
    ['apps', 'app', place.app],
    ['spaces', 'space', place.space],
  ] as const) {
    await place.operate(`${family}.archive`, { [key]: id })
    assert.deepEqual([await ids(`${family}.list`, false), await ids(`${family}.list`, true)], [[], [id]], family)
    await assert.rejects(Visitor.at(place), /unauthorized_client|invalid_grant/)
    await place.operate(`${family}.archive`, { [key]: id, archived: false })
    await Visitor.at(place)
  }
})

test('a new app reaches the personas and scopes that there are, unless it is told which', async (t) => {
  const place = await backend(t, { model: null })
  const { persona } = await place.operate<{ persona: { id: string } }>('personas.create', {
    space: place.space,
    name: 'Ada',
  })
  type Made = { app: { id: string; personas: string[]; scopes: string[]; secrets: object[]; realm: string } }
  const all = await place.operate<Made>('apps.create', { space: place.space, name: 'All', origins: [SHOP] })
  assert.deepEqual(all.app.personas, [place.persona, persona.id])
  assert.deepEqual(all.app.scopes.toSorted(), scopesOfRuntime().toSorted())
  assert.deepEqual(all.app.secrets, [])
  const some = await place.operate<Made>('apps.create', {
    space: place.space,
    name: 'Some',
    origins: [SHOP],
    personas: [persona.id],
    scopes: ['chat:read'],
  })
  const { tokens } = await Visitor.at({ url: place.url, app: some.app.id })
  assert.deepEqual([tokens.scope, tokens.session?.personas], ['chat:read', [persona.id]])
  assert.notEqual(all.app.realm, some.app.realm)
})

test('the demo space is made once, and follows the server to another port', async (t) => {
  const first = await backend(t, { model: null, env: { DEMO: 'on' } })
  assert.ok(first.running.demo)
  const { app, personas } = first.running.demo
  assert.ok(personas.length > 0)
  await Visitor.at({ url: first.url, app }, first.url)
  await first.running.close(0)
  const second = await backend(t, { model: null, dir: first.dir, env: { DEMO: 'on' } })
  assert.equal(second.running.demo?.app, app)
  assert.equal(second.running.spaces.documents.size, 1)
  await Visitor.at({ url: second.url, app }, second.url)
})

test('a change whose file cannot be replaced is done all the same, and the next start writes the file', async (t) => {
  const place = await backend(t, { model: null })
  const folder = join(place.dir, 'spaces')
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'in the way')
  await place.operate('spaces.update', { space: place.space, name: 'Renamed' })
  assert.equal(place.running.spaces.documents.get(place.space)?.space.name, 'Renamed')
  await place.running.close(0)
  rmSync(folder)
  const again = await backend(t, { dir: place.dir, model: null })
  assert.equal(again.running.spaces.documents.get(place.space)?.space.name, 'Renamed')
  assert.equal(read(place).space.name, 'Renamed')
})
