/** The journal: everything that was done or refused, in one chain, and not a word of what was said. */
import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Chain, verify } from '../bff/store/journal.ts'
import { adminToken, type Backend, backend, saying, tables, talk, until, Visitor } from './peer.ts'

const rowsOf = (dir: string) => tables(dir, ['journal'])['journal'] ?? []

test('it tells who did what through which door, and with what result', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  const visitor = await Visitor.at(place)
  const { line, ids } = await talk(t, place, visitor)
  await visitor.act('chat.rename', { conversation: ids.conversation, title: 'New' }, { 'x-request-id': 'req-7' })
  await line.try('chat.history', { conversation: 'cnv_nothing' })
  await line.try('chat.nope', {})
  const rows = await until(() => {
    const found = rowsOf(place.dir).filter((row) => row['space'] === place.space && row['door'] !== 'cli')
    // What the persona learns of it comes when it comes.
    const asked = found.filter((row) => !['memory.learn', 'chat.end'].includes(String(row['action'])))
    return found.length === asked.length + 2 && asked.some((row) => row['action'] === 'chat.nope') ? asked : undefined
  })
  const { sub } = line.welcome
  assert.deepEqual(
    rows.map((row) => [row['actor'], row['door'], row['action'], row['result']]),
    [
      [sub, 'socket', 'chat.start', 'ok'],
      [sub, 'socket', 'chat.send', 'ok'],
      [`per:${place.persona}`, 'brain', 'chat.begin', 'ok'],
      [`per:${place.persona}`, 'brain', 'chat.answer', 'ok'],
      [sub, 'http', 'chat.rename', 'ok'],
      [sub, 'socket', 'chat.history', 'not_found'],
      [sub, 'socket', 'chat.nope', 'unknown_action'],
    ],
  )
  assert.ok(rows.every((row) => row['app'] === place.app))
  const renamed = rows.find((row) => row['action'] === 'chat.rename')
  assert.equal(renamed?.['request_id'], 'req-7')
  assert.equal(renamed?.['stream'], ids.conversation)
  // The same thing done twice has two digests: nobody can guess the one by the other.
  assert.equal(new Set(rows.map((row) => row['digest'])).size, rows.length)
})

test('it holds no text, no token, no proof and no secret', async (t) => {
  const canary = 'Kanarienvogel'
  const place = await backend(t, { model: saying(`${canary} answered`) })
  const visitor = await Visitor.at(place)
  const { line, ids } = await talk(t, place, visitor, `${canary} asked`)
  await line.act('chat.rename', { conversation: ids.conversation, title: `${canary} title` }, `key-of-the-rename`)
  const before = visitor.tokens
  await visitor.refresh()
  await line.try('chat.send', { conversation: ids.conversation, text: `${canary} refused`, more: 1 })
  await line.try('chat.send', { conversation: `${canary} id`, text: 'x' })
  await line.try('auth.renew', { token: before.access_token, proof: `${canary} proof` })
  await visitor.act('chat.send', `{"conversation":"${canary}"`)
  const { secret } = await place.operate<{ secret: string }>('apps.rotateSecret', { app: place.app })
  const admin = await adminToken(place)
  await place.operate('personas.update', { persona: place.persona, instructions: `${canary} instructions` })
  await visitor.post('/oauth/revoke', { token: before.access_token })
  await until(() => (rowsOf(place.dir).filter((row) => row['result'] !== 'ok').length >= 2 ? true : undefined))
  const journal = JSON.stringify([rowsOf(place.dir), tables(place.dir, ['seals'])])
  const never = [canary, 'key-of-the-rename', secret, admin, place.running.adminKey as string]
  for (const { access_token, refresh_token } of [before, visitor.tokens])
    never.push(access_token, refresh_token as string)
  for (const each of never) assert.ok(!journal.includes(each), each)
  assert.doesNotMatch(journal, /eyJ/)
  // No table holds anything that could be presented.
  const all = JSON.stringify(tables(place.dir))
  for (const each of never.slice(2)) assert.ok(!all.includes(each), each)
})

/** How the chain of a place's space stands. */
const chainOf = async ({ running, space }: Pick<Backend, 'running' | 'space'>): Promise<Chain> => {
  const chain = (await verify(running.store.read)).get(space)
  assert.ok(chain)
  return chain
}

test('each space has one chain, sealed within a second, and whoever changes a row breaks it', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  await talk(t, place, await Visitor.at(place))
  const sealed = await until(async () => {
    const found = await chainOf(place)
    assert.equal(found.broken, null)
    return found.unsealed === 0 && found.sealed >= 7 ? found : undefined
  }, 3000)
  assert.equal(sealed.sealed, rowsOf(place.dir).filter((row) => row['space'] === place.space).length)
  await place.running.close(0)

  const damage = async (sql: string, intact: string) => {
    const database = new DatabaseSync(join(place.dir, 'persona.db'))
    database.exec(sql)
    database.close()
    const again = await backend(t, { dir: place.dir, model: null })
    assert.notEqual((await chainOf({ ...again, space: place.space })).broken, null, sql)
    await again.running.close(0)
    const mended = new DatabaseSync(join(place.dir, 'persona.db'))
    mended.exec(intact)
    mended.close()
  }
  await damage(
    "update journal set actor = 'somebody' where action = 'personas.create'",
    "update journal set actor = 'op:local' where action = 'personas.create'",
  )
  const again = await backend(t, { dir: place.dir, model: null })
  assert.equal((await chainOf({ ...again, space: place.space })).broken, null)
  await again.running.close(0)
  await damage("delete from journal where action = 'chat.send'", '')
})

test('a control act is sealed when it is answered, with the revision that it made', async (t) => {
  const place = await backend(t, { model: null })
  await place.operate('spaces.update', { space: place.space, name: 'Renamed' })
  const { unsealed } = await chainOf(place)
  assert.equal(unsealed, 0)
  const own = rowsOf(place.dir).filter((row) => row['space'] === place.space)
  assert.deepEqual(
    own.map((row) => [row['actor'], row['action'], row['revision']]),
    [
      ['op:local', 'spaces.create', 1],
      ['op:local', 'personas.create', 2],
      ['op:local', 'apps.create', 3],
      ['op:local', 'spaces.update', 4],
    ],
  )
})
