/** A visitor's session: renewed by its refresh token, ended by misuse, by time and by revocation. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backend, clock, SHOP, tables, Visitor } from '../peer.ts'

const error = async (response: Response): Promise<string> =>
  ((await response.json()) as { error?: string }).error ?? 'granted'

const renew = (visitor: Visitor, refresh_token: string, more: Record<string, string> = {}) =>
  visitor.post('/oauth/token', { grant_type: 'refresh_token', client_id: visitor.app, refresh_token, ...more })

const granted = async (response: Response) => {
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as Visitor['tokens']
}

test('a refresh token is replaced by each use, and the session goes on', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const before = visitor.tokens
  const after = await visitor.refresh()
  assert.notEqual(after.refresh_token, before.refresh_token)
  assert.notEqual(after.access_token, before.access_token)
  assert.equal(after.session?.sid, before.session?.sid)
  assert.equal(after.scope, before.scope)
  assert.equal((await visitor.act('chat.list', {})).status, 200)
  // Neither is kept in a form that could be presented.
  assert.doesNotMatch(JSON.stringify(tables(place.dir)), new RegExp(`${before.refresh_token}|${after.refresh_token}`))
})

test('two tabs that refresh at once get the same successor; a later reuse ends the session for all', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const visitor = await Visitor.with(place, { now: time.now })
  const first = visitor.tokens.refresh_token as string
  const [one, two] = await Promise.all([renew(visitor, first).then(granted), renew(visitor, first).then(granted)])
  assert.equal(one.refresh_token, two.refresh_token)
  time.forward(9_000)
  const third = await granted(await renew(visitor, first))
  assert.equal(third.refresh_token, one.refresh_token)
  visitor.tokens = third
  const line = await visitor.connect(t)
  const ended = new Promise<string>((resolve) => line.socket.once('disconnect', resolve))
  const farewell = new Promise<unknown>((resolve) => line.socket.once('auth.expired', resolve))
  time.forward(2_000)
  assert.equal(await error(await renew(visitor, first)), 'invalid_grant')
  await ended
  assert.deepEqual(await farewell, { code: 'invalid_token' })
  assert.equal(await error(await renew(visitor, third.refresh_token as string)), 'invalid_grant')
  assert.equal((await visitor.act('chat.list', {})).status, 401)
})

test('a refresh token is worth nothing with another key, app, site or name', async (t) => {
  const place = await backend(t, { model: null })
  const other = await place.operate<{ app: { id: string } }>('apps.create', {
    space: place.space,
    name: 'Other',
    origins: [SHOP],
  })
  const visitor = await Visitor.at(place)
  const token = visitor.tokens.refresh_token as string
  const thief = await Visitor.at(place)
  assert.equal(await error(await renew(thief, token)), 'invalid_dpop_proof')
  assert.equal(await error(await renew(visitor, token, { client_id: other.app.id })), 'invalid_grant')
  assert.equal(await error(await renew(visitor, visitor.tokens.access_token)), 'invalid_grant')
  assert.equal(await error(await renew(visitor, '')), 'invalid_grant')
  assert.equal(await error(await renew(visitor, `${token.slice(0, -1)}_`)), 'invalid_grant')
  // Not even on another site of the same app.
  await place.operate('apps.update', { app: place.app, origins: [SHOP, 'https://shop2.example'] })
  for (const site of ['https://evil.example', 'https://shop2.example']) {
    const elsewhere = new Visitor(place, site)
    elsewhere.keys = visitor.keys
    assert.equal(await error(await renew(elsewhere, token)), 'invalid_grant', site)
  }
  const unproven = await fetch(`${place.url}/oauth/token`, {
    method: 'POST',
    headers: { origin: SHOP },
    body: new URLSearchParams({ grant_type: 'refresh_token', client_id: place.app, refresh_token: token }),
  })
  assert.equal(await error(unproven), 'invalid_dpop_proof')
  await granted(await renew(visitor, token))
})

test('a session ends after a day of silence, and after thirty days in any case', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const idle = await Visitor.with(place, { now: time.now })
  const busy = await Visitor.with(place, { now: time.now })
  for (let day = 0; day < 31; day++) {
    time.forward(23 * 3600_000)
    if (day < 30) await busy.refresh()
    if (day === 1) await assert.rejects(idle.refresh(), /invalid_grant/)
  }
  time.forward(23 * 3600_000)
  await assert.rejects(busy.refresh(), /invalid_grant/)
})

test('a renewed token covers no more than the app and the persona still give, nor more than was asked', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  assert.equal(
    (await renew(visitor, visitor.tokens.refresh_token as string, { scope: 'chat:read' }).then(granted)).scope,
    'chat:read',
  )
  const narrow = await Visitor.with(place, { scope: 'chat:read' })
  const wider = await granted(
    await renew(narrow, narrow.tokens.refresh_token as string, { scope: 'chat:read chat:write' }),
  )
  assert.equal(wider.scope, 'chat:read')
  const another = await Visitor.at(place)
  await place.operate('apps.update', { app: place.app, scopes: ['chat:read'] })
  assert.equal((await another.refresh()).scope, 'chat:read')
  await place.operate('apps.update', { app: place.app, origins: [] })
  await assert.rejects(another.refresh(), /invalid_grant/)
  await place.operate('apps.update', { app: place.app, origins: [SHOP] })
  await place.operate('apps.archive', { app: place.app })
  await assert.rejects(another.refresh(), /invalid_grant/)
})

test('revoking either token closes the open socket, and is remembered by the next start', async (t) => {
  for (const which of ['access_token', 'refresh_token'] as const) {
    const place = await backend(t, { model: null })
    const visitor = await Visitor.at(place)
    const line = await visitor.connect(t)
    const other = await (await Visitor.at(place)).connect(t)
    const ended = new Promise((resolve) => line.socket.once('disconnect', resolve))
    const response = await visitor.post('/oauth/revoke', { token: visitor.tokens[which] as string })
    assert.equal(response.status, 200)
    await ended
    assert.equal((await visitor.act('chat.list', {})).status, 401, which)
    await assert.rejects(visitor.connect(t), /invalid_token/)
    const refreshed = await error(await renew(visitor, visitor.tokens.refresh_token as string))
    assert.equal(refreshed, which === 'refresh_token' ? 'invalid_grant' : 'granted')
    await other.act('chat.list', {})
    await place.running.close(0)
    const again = await backend(t, { model: null, dir: place.dir, env: { PORT: new URL(place.url).port } })
    assert.equal(again.url, place.url)
    assert.equal((await visitor.act('chat.list', {})).status, 401, `${which}, after a restart`)
  }
})

test("revoking takes the holder's key or the app's secret; an unknown token is no error", async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const thief = await Visitor.at(place)
  const { access_token, refresh_token } = visitor.tokens
  const revoke = (who: Visitor, token: string) => who.post('/oauth/revoke', { token })
  assert.equal(await error(await revoke(thief, access_token)), 'invalid_dpop_proof')
  assert.equal(await error(await revoke(thief, refresh_token as string)), 'invalid_dpop_proof')
  for (const unknown of ['', 'x', 'a.b.c', 'x'.repeat(5000)]) assert.equal((await revoke(thief, unknown)).status, 200)
  assert.equal((await visitor.act('chat.list', {})).status, 200)

  const { secret } = await place.operate<{ secret: string }>('apps.rotateSecret', { app: place.app })
  const other = await place.operate<{ app: { id: string } }>('apps.create', { space: place.space, name: 'Other' })
  const theirs = await place.operate<{ secret: string }>('apps.rotateSecret', { app: other.app.id })
  const byServer = (id: string, key: string) =>
    fetch(`${place.url}/oauth/revoke`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${key}`).toString('base64')}` },
      body: new URLSearchParams({ token: access_token }),
    })
  assert.equal((await byServer(place.app, 'wrong')).status, 401)
  assert.equal((await byServer(other.app.id, theirs.secret)).status, 200)
  assert.equal((await visitor.act('chat.list', {})).status, 200)
  assert.equal((await byServer(place.app, secret)).status, 200)
  assert.equal((await visitor.act('chat.list', {})).status, 401)
})

test('what has ended is swept, and the living is not', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const old = await Visitor.with(place, { now: time.now })
  await old.post('/oauth/revoke', { token: old.tokens.refresh_token as string })
  time.forward(31 * 24 * 3600_000)
  const visitor = await Visitor.with(place, { now: time.now })
  const { deleted } = await place.operate<{ deleted: number }>('deployment.sweep')
  assert.ok(deleted >= 3)
  const { sessions, refresh_tokens, epochs } = tables(place.dir)
  // The newest revocation stays: the next one counts on from it.
  assert.deepEqual([sessions?.length, refresh_tokens?.length, epochs?.length], [1, 1, 1])
  await visitor.refresh()
})
