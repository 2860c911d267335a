/** Persons: signed in by the host's own backend, known by their realm, followed by what they said as visitors. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { type CryptoKey, decodeJwt } from 'jose'
import * as oauth from 'oauth4webapi'
import { runtimePrincipal } from '../../bff/identity/tokens.ts'
import type { Conversation, Reply } from '../../bff/protocol.ts'
import { host } from '../../demo/host.ts'
import { type Backend, backend, clock, furnish, Puppet, SHOP, saying, tables, talk, until, Visitor } from '../peer.ts'
import { actor, vouch, discover, exchangeOf, insecure, register, signedIn } from './host.ts'

const refused = (code: string) => (thrown: { error?: string; message?: string }) =>
  (thrown.error ?? thrown.message ?? '').includes(code)

const another = async (place: Backend, more: object) =>
  (
    await place.operate<{ app: { id: string } }>('apps.create', {
      space: place.space,
      name: 'Other',
      origins: [SHOP],
      ...more,
    })
  ).app.id

const titles = async (t: Parameters<Visitor['connect']>[0], person: Visitor): Promise<string[]> => {
  const { conversations } = await (await person.connect(t)).act('chat.list', {})
  return conversations.map(({ title }) => title)
}

test('an assertion by any registered algorithm is exchanged for a session of that person', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  await place.operate('apps.update', { app: place.app, realm: 'staff' })
  for (const alg of ['ES256', 'EdDSA', 'HS256'] as const) {
    const signer = await register(place, place.app, 'person', alg)
    const person = await signedIn(place, await vouch(signer, place, { sub: `ada-${alg}` }))
    assert.equal(person.tokens.issued_token_type, 'urn:ietf:params:oauth:token-type:access_token')
    const claims = decodeJwt(person.tokens.access_token)
    assert.equal(claims.sub, `usr:staff:ada-${alg}`)
    assert.equal(claims['origin'], SHOP)
    assert.match(String(claims['sid']), /^ses_/)
    await talk(t, place, person)
    // Renewed by the same client.
    const as = await discover(place)
    const client: oauth.Client = { client_id: place.app }
    const options = { ...insecure, headers: { origin: SHOP }, DPoP: oauth.DPoP(client, person.keys) }
    const { refresh_token = '' } = person.tokens
    const response = await oauth.refreshTokenGrantRequest(as, client, oauth.None(), refresh_token, options)
    const renewed = await oauth.processRefreshTokenResponse(as, client, response)
    assert.equal(decodeJwt(renewed.access_token).sub, claims.sub)
    assert.notEqual(renewed.refresh_token, refresh_token)
  }
})

test('an assertion is of its app, for this issuer, short, whole, and used once', async (t) => {
  const place = await backend(t, { model: null })
  const signer = await register(place, place.app, 'person')
  const secret = await register(place, place.app, 'person', 'HS256')
  const client = await register(place, place.app, 'client')
  const otherApp = await another(place, {})
  const foreign = await register(place, otherApp, 'person')
  const now = Math.floor(Date.now() / 1000)
  const good = await vouch(signer, place)
  await signedIn(place, good)
  const bad: Record<string, string> = {
    'used before': good,
    'by a client key': await vouch(client, place),
    "by another app's key": await vouch(foreign, place),
    'of another app': await vouch(foreign, { ...place, app: otherApp }),
    'by an unknown secret': await vouch({ alg: 'HS256', key: new Uint8Array(32).fill(7) }, place),
    'of another type': await vouch(signer, place, {}, { typ: 'JWT' }),
    'of no type': await vouch(signer, place, {}, { typ: undefined }),
    'of the type of a client assertion': await vouch(signer, place, {}, { typ: 'client-authentication+jwt' }),
    'for another issuer': await vouch(signer, place, { aud: 'https://evil.example' }),
    'for the token endpoint': await vouch(signer, place, { aud: `${place.url}/oauth/token` }),
    'for a list': await vouch(signer, place, { aud: [place.url] }),
    'for 301 seconds': await vouch(signer, place, { iat: now, exp: now + 301 }),
    'for ten years': await vouch(signer, place, { exp: now + 315_360_000 }),
    ended: await vouch(signer, place, { iat: now - 290, exp: now - 10 }),
    'of tomorrow': await vouch(signer, place, { iat: now + 60, exp: now + 120 }),
    'that ends before it begins': await vouch(signer, place, { iat: now, exp: now - 1 }),
    'of nobody': await vouch(signer, place, { sub: '' }),
    'of a long name': await vouch(signer, place, { sub: 'x'.repeat(256) }),
    'of a name that does not print': await vouch(signer, place, { sub: 'ada\n' }),
    'of no text': await vouch(signer, place, { sub: 5 }),
    'with an empty jti': await vouch(signer, place, { jti: '' }),
    'for another key': await vouch(signer, place, { cnf: { jkt: 'x'.repeat(43) } }),
    'with personas that are no list': await vouch(signer, place, { personas: 'all' }),
    'with scopes that are no text': await vouch(signer, place, { scope: ['chat:read'] }),
    'no assertion': 'x.y.z',
    empty: '',
    'with a crit of its own': `${Buffer.from('{"alg":"ES256","typ":"persona-user+jwt","crit":["x"],"x":1}').toString('base64url')}.${good.split('.').slice(1).join('.')}`,
    unsigned: `${Buffer.from('{"alg":"none","typ":"persona-user+jwt"}').toString('base64url')}.${good.split('.')[1]}.`,
    'the last character changed': `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`,
  }
  for (const name of ['iss', 'sub', 'aud', 'iat', 'exp', 'jti'])
    bad[`without ${name}`] = await vouch(signer, place, { [name]: undefined })
  // Public keys are no secrets, whatever the header says.
  const published = tables(place.dir, ['space_revisions'])['space_revisions'] ?? []
  const document = JSON.parse(String(published.at(-1)?.['image'])) as { apps: { identityKeys: { jwk: object }[] }[] }
  const [{ jwk } = { jwk: {} }] = document.apps[0]?.identityKeys ?? []
  const confused = new TextEncoder().encode(JSON.stringify(jwk).padEnd(64))
  bad['signed with a public key as a secret'] = await vouch({ alg: 'HS256', key: confused }, place)
  for (const [what, each] of Object.entries(bad))
    await assert.rejects(signedIn(place, each), refused('invalid_grant'), what)

  await signedIn(place, await vouch(secret, place, { sub: 'x'.repeat(255) }))
  await place.operate('apps.removeIdentityKey', { app: place.app, key: secret.id })
  await assert.rejects(signedIn(place, await vouch(secret, place)), refused('invalid_grant'))
  assert.equal(tables(place.dir, ['identity_secrets'])['identity_secrets']?.length, 0)
  // Neither of another site, nor without the key's proof.
  const elsewhere = signedIn(place, await vouch(signer, place), { origin: 'https://evil.example' })
  await assert.rejects(elsewhere, refused('unauthorized_client'))
  const unproven = await fetch(`${place.url}/oauth/token`, {
    method: 'POST',
    headers: { origin: SHOP },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      client_id: place.app,
      ...exchangeOf(await vouch(signer, place)),
    }),
  })
  assert.equal(((await unproven.json()) as { error: string }).error, 'invalid_dpop_proof')
  for (const more of [
    { subject_token_type: 'x' },
    { requested_token_type: 'x' },
    { ...actor(await Visitor.at(place)), actor_token_type: 'x' },
  ])
    await assert.rejects(signedIn(place, await vouch(signer, place), more), refused('invalid_request'))
})

test("the example of a host's backend signs a person in, and its assertion is taken", async (t) => {
  const place = await backend(t, { model: null })
  const { key } = await register(place, place.app, 'person')
  const server = createServer(host(place.app, key as CryptoKey, place.url)).listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const post = (path: string, cookie = '') => fetch(`${at}${path}`, { method: 'POST', headers: { cookie } })
  const assertion = (cookie = '') => fetch(`${at}/persona-assertion`, { headers: { cookie } })
  assert.equal((await assertion()).status, 204)
  const [cookie = ''] = (await post('/sign-in?name=grace')).headers.getSetCookie()
  const person = await signedIn(place, await (await assertion(cookie)).text())
  assert.equal(decodeJwt(person.tokens.access_token).sub?.endsWith(':grace'), true)
  // Neither another site's page nor an address that is none does anything.
  const elsewhere = { method: 'POST', headers: { cookie, origin: 'https://elsewhere.example' } }
  assert.equal((await fetch(`${at}/sign-out`, elsewhere)).status, 403)
  assert.equal((await fetch(`${at}/sign-in?name=mallory`, elsewhere)).headers.getSetCookie().length, 0)
  const raw = request(`${at}`, { path: '//' }).end()
  assert.equal(((await once(raw, 'response')) as [IncomingMessage])[0].statusCode, 404)
  assert.equal((await assertion(cookie)).status, 200)
  await post('/sign-out', cookie)
  assert.equal((await assertion(cookie)).status, 204)
})

test('what a registered key must be', async (t) => {
  const { operate, app } = await backend(t, { model: null })
  const x = 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU'
  const y = 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0'
  const { secret } = await operate<{ secret: string }>('apps.rotateSecret', { app })
  const bad: object[] = [
    {},
    { jwk: { kty: 'EC', crv: 'P-256', x, y }, secret: 'x'.repeat(40) },
    { jwk: { kty: 'EC', crv: 'P-256', x, y, d: x } },
    { jwk: { kty: 'EC', crv: 'P-256', x, y: x } },
    { jwk: { kty: 'EC', crv: 'P-256', x } },
    { jwk: { kty: 'EC', crv: 'P-384', x, y } },
    { jwk: { kty: 'RSA', n: x, e: 'AQAB' } },
    { jwk: { kty: 'oct', k: x } },
    { secret: 'x'.repeat(31) },
    { secret },
  ]
  for (const key of bad)
    await assert.rejects(
      operate('apps.addIdentityKey', { app, use: 'person', ...key }),
      /"status":400/,
      JSON.stringify(key),
    )
  await assert.rejects(operate('apps.addIdentityKey', { app, use: 'client', secret: 'x'.repeat(40) }), /"status":400/)
  await operate('apps.addIdentityKey', {
    app,
    use: 'client',
    jwk: { kty: 'EC', crv: 'P-256', x, y, kid: 'mine', use: 'sig' },
  })
  await operate('apps.addIdentityKey', { app, use: 'person', secret: 'x'.repeat(40) })
  const shown = JSON.stringify(await operate('apps.show', { app }))
  assert.ok(!shown.includes('x'.repeat(40)))
})

test('two apps of a space that share a realm share their persons; with another realm a person is another one', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  await place.operate('apps.update', { app: place.app, realm: 'shop' })
  const app2 = await another(place, { realm: 'shop' })
  const app3 = await another(place, { realm: 'desk' })
  const at = async (app: string, sub = 'ada') => {
    const there = { ...place, app }
    return signedIn(there, await vouch(await register(place, app, 'person'), there, { sub }))
  }
  const one = await at(place.app)
  const { ids } = await talk(t, place, one, 'Where is my vase?')
  const two = await at(app2)
  assert.equal(decodeJwt(two.tokens.access_token).sub, 'usr:shop:ada')
  assert.notEqual(two.tokens.session?.sid, one.tokens.session?.sid)
  assert.deepEqual(await titles(t, two), ['Where is my vase?'])
  const { messages } = await (await two.connect(t)).act('chat.history', { conversation: ids.conversation })
  assert.deepEqual(
    messages.map(({ text }) => text),
    ['Where is my vase?', 'Hello.'],
  )
  for (const stranger of [await at(app3), await at(app2, 'eve')]) {
    assert.deepEqual(await titles(t, stranger), [])
    assert.equal((await stranger.act('chat.history', { conversation: ids.conversation })).status, 404)
  }
  // Nor is the same name in the same realm of another space the same person.
  const other = { ...place, ...(await furnish(place.operate, 'Elsewhere', SHOP)) }
  await place.operate('apps.update', { app: other.app, realm: 'shop' })
  const namesake = await signedIn(other, await vouch(await register(place, other.app, 'person'), other))
  assert.deepEqual(await titles(t, namesake), [])
  // A session does not follow its app into another realm.
  await place.operate('apps.update', { app: app2, realm: 'desk' })
  await assert.rejects(two.refresh(), /invalid_grant/)
  await one.refresh()
})

test('an assertion and a request may narrow what a person reaches, and never widen it', async (t) => {
  const place = await backend(t, { model: null })
  const signer = await register(place, place.app, 'person')
  const { persona } = await place.operate<{ persona: { id: string } }>('personas.create', {
    space: place.space,
    name: 'B',
  })
  const grant = async (claims: object, more: object = {}) =>
    (await signedIn(place, await vouch(signer, place, { ...claims }), { ...more })).tokens
  await place.operate('apps.update', { app: place.app, personas: [place.persona, persona.id] })
  assert.deepEqual((await grant({})).session?.personas, [place.persona, persona.id])
  const narrow = await grant({ scope: 'chat:read control:all', personas: [persona.id, 'pe_none'] })
  assert.deepEqual([narrow.scope, narrow.session?.personas], ['chat:read', [persona.id]])
  assert.equal((await grant({ scope: 'chat:read' }, { scope: 'chat:read chat:write' })).scope, 'chat:read')
  await assert.rejects(grant({ scope: 'chat:read' }, { scope: 'chat:write' }), refused('invalid_scope'))
  await assert.rejects(grant({ scope: '' }), refused('invalid_scope'))
  await assert.rejects(grant({ personas: [] }), refused('invalid_grant'))
  await assert.rejects(grant({ personas: [persona.id] }, { persona: place.persona }), refused('invalid_grant'))
})

test('what a visitor said follows the person with the proof of both, and leaves nobody listening behind', async (t) => {
  const place = await backend(t, { model: saying('Gladly.') })
  const signer = await register(place, place.app, 'person')
  const visitor = await Visitor.at(place)
  const { line, ids } = await talk(t, place, visitor, 'I am looking for a bowl')
  const sameKey = await Visitor.with(place, { keys: visitor.keys })
  const thief = await Visitor.at(place)
  const bystander = await Visitor.at(place)
  const theirs = await talk(t, place, bystander, 'Mine')
  // With a key that is not the token's, with somebody else's token, with an ended one: nothing moves, nobody is told more.
  await assert.rejects(
    signedIn(place, await vouch(signer, place), { keys: thief.keys, ...actor(visitor) }),
    refused('invalid_grant'),
  )
  await assert.rejects(
    signedIn(place, await vouch(signer, place), { keys: visitor.keys, ...actor(bystander) }),
    refused('invalid_grant'),
  )
  const ended = await Visitor.with(place, { keys: thief.keys })
  await ended.post('/oauth/revoke', { token: ended.tokens.access_token })
  await assert.rejects(
    signedIn(place, await vouch(signer, place), { keys: thief.keys, ...actor(ended) }),
    refused('invalid_grant'),
  )
  assert.deepEqual(await titles(t, visitor), ['I am looking for a bowl'])
  // Without the visitor's token a person starts with nothing, though the key is the same.
  const alone = await signedIn(place, await vouch(signer, place), { keys: visitor.keys })
  assert.deepEqual(await titles(t, alone), [])

  const summary = { upto: 1, text: 'A bowl.', tainted: 0, before_tokens: 2, after_tokens: 1, created_at: 1 }
  const { persona, conversation } = ids
  const where = { id: conversation, conversation, persona, space: place.space, owner: line.welcome.sub }
  await place.running.store.write(async (db) => {
    await db
      .insertInto('summaries')
      .values({ ...summary, ...where })
      .execute()
  })
  const { handoff } = await line.act('chat.handoff', { conversation, reason: 'A person, please' })
  const left = new Promise((resolve) => line.socket.once('disconnect', resolve))
  const person = await signedIn(place, await vouch(signer, place), { keys: visitor.keys, ...actor(visitor) })
  await left
  assert.notEqual(person.tokens.session?.sid, visitor.tokens.session?.sid)
  assert.deepEqual(await titles(t, person), ['I am looking for a bowl'])
  assert.deepEqual(await titles(t, bystander), ['Mine'])
  const { conversations, messages, runs, summaries, journal } = tables(place.dir)
  const { sub } = decodeJwt(person.tokens.access_token)
  assert.equal(summaries?.length, 1)
  for (const row of [...(messages ?? []), ...(runs ?? []), ...(conversations ?? []), ...(summaries ?? [])])
    if (row['conversation'] !== theirs.ids.conversation && row['id'] !== theirs.ids.conversation)
      assert.equal(row['owner'], sub)
  // Whom the team answers is who the visitor turned out to be.
  await place.operate('handoffs.answer', { handoff, text: 'In blue?' })
  const { notices } = await (await person.connect(t)).act('notifications.list', {})
  assert.deepEqual(
    notices.map(({ text }) => text),
    ['In blue?'],
  )
  const moves = journal?.filter(({ action }) => action === 'identity.move') ?? []
  assert.deepEqual(
    moves.map(({ actor: who, space, app, owner }) => [who, space, app, owner]),
    [[sub, place.space, place.app, sub]],
  )
  // Every session of the visitor's key has ended; the key itself begins anew, with nothing.
  for (const each of [visitor, sameKey]) {
    assert.equal((await each.act('chat.list', {})).status, 401)
    await assert.rejects(each.refresh(), /invalid_grant/)
  }
  const anew = await Visitor.with(place, { keys: visitor.keys })
  assert.equal((await anew.act('chat.history', { conversation: ids.conversation })).status, 404)
  // The conversation goes on, counted on, for the person.
  const home = await person.connect(t)
  await home.act('chat.resume', { conversation: ids.conversation, after: 0 })
  const { reply, seq } = await home.act('chat.send', { conversation: ids.conversation, text: 'The blue one' })
  await home.settled(reply)
  assert.ok(seq > 2)
  // Who is signed in signs in again with the token it has; somebody else does not take it over.
  await signedIn(place, await vouch(signer, place), { keys: person.keys, ...actor(person) })
  assert.equal((await person.act('chat.list', {})).status, 200)
  const eve = vouch(signer, place, { sub: 'eve' })
  await assert.rejects(signedIn(place, await eve, { keys: person.keys, ...actor(person) }), refused('invalid_grant'))
})

test('an answer that is being written moves with its conversation and is finished for the person', async (t) => {
  const puppet = new Puppet()
  const place = await backend(t, { model: puppet })
  const signer = await register(place, place.app, 'person')
  const visitor = await Visitor.at(place)
  const line = await visitor.connect(t)
  const { conversation } = await line.act('chat.start', {})
  const { reply } = await line.act('chat.send', { conversation: conversation.id, text: 'Tell me' })
  const first = await puppet.call(0)
  first.say('Once ')
  await until(() =>
    tables(place.dir, ['messages'])['messages']?.some(({ text }) => text === 'Once ') ? true : undefined,
  )
  const person = await signedIn(place, await vouch(signer, place), { keys: visitor.keys, ...actor(visitor) })
  const home = await person.connect(t)
  await home.act('chat.resume', { conversation: conversation.id, after: 0 })
  const second = await puppet.call(1)
  second.say('upon a time')
  second.end()
  const done = await until(async () => {
    const { messages } = await home.act('chat.history', { conversation: conversation.id })
    return messages.find(({ id, status }) => id === reply && status === 'done')
  })
  assert.equal(done.text, 'Once upon a time')
  await until(() => (tables(place.dir, ['runs'])['runs']?.every(({ status }) => status === 'done') ? true : undefined))
})

test("the person's other tabs hear at once of what has moved, and nobody else does", async (t) => {
  const place = await backend(t, { model: saying('Gladly.') })
  const signer = await register(place, place.app, 'person')
  const home = await (await signedIn(place, await vouch(signer, place))).connect(t)
  const stranger = await (await signedIn(place, await vouch(signer, place, { sub: 'eve' }))).connect(t)
  const visitor = await Visitor.at(place)
  const { ids } = await talk(t, place, visitor, 'I am looking for a bowl')
  const other = await talk(t, place, visitor, 'And a plate')
  await signedIn(place, await vouch(signer, place), { keys: visitor.keys, ...actor(visitor) })
  const heard = await until(() => (home.heard.length >= 2 ? home.heard : undefined))
  assert.deepEqual(
    heard.map(({ event, data }) => [event, data?.id]).toSorted(),
    [ids.conversation, other.ids.conversation].map((id) => ['chat.conversation', id]).toSorted(),
  )
  const [moved] = heard.filter(({ stream }) => stream === ids.conversation)
  assert.ok(moved?.data)
  const about = moved.data as Conversation
  assert.deepEqual([about.title, about.seq], ['I am looking for a bowl', moved.seq])
  // It is one more number of its stream, for whoever replays it too.
  const { events } = await home.act('chat.resume', { conversation: ids.conversation, after: moved.seq - 1 })
  assert.deepEqual(
    events.map(({ event, seq, at }) => [event, seq, at]),
    [['chat.conversation', moved.seq, moved.at]],
  )
  const { messages } = await home.act('chat.history', { conversation: ids.conversation })
  assert.equal(moved.seq, (messages.at(-1)?.seq ?? 0) + 2)
  assert.deepEqual(stranger.heard, [])
})

test('what a visitor begins while it signs in is moved or refused, and never left behind', async (t) => {
  const place = await backend(t, { model: null })
  const signer = await register(place, place.app, 'person')
  const visitor = await Visitor.at(place)
  const { store, gate } = place.running
  const principal = runtimePrincipal(decodeJwt(visitor.tokens.access_token), 'socket')
  const begun: Promise<Reply>[] = []
  // Right behind every write of the sign-in another conversation is begun, the one that moves them all among these.
  const { write } = store
  let isOurs = false
  t.mock.method(store, 'write', (act: Parameters<typeof write>[0]) => {
    const done = write(act)
    if (isOurs) return done
    isOurs = true
    begun.push(gate.perform(principal, 'chat.start', {}))
    isOurs = false
    return done
  })
  const person = await signedIn(place, await vouch(signer, place), { keys: visitor.keys, ...actor(visitor) })
  t.mock.restoreAll()
  const answers = await Promise.all(begun)
  const { conversations = [] } = tables(place.dir, ['conversations'])
  const { sub } = decodeJwt(person.tokens.access_token)
  assert.deepEqual([...new Set(conversations.map(({ owner }) => owner))], [sub])
  // Every one that was promised is there, and some came too late.
  const codes = answers.map((reply) => (reply.ok === false ? reply.problem.code : reply.ok))
  assert.equal(conversations.length, codes.filter((code) => code === true).length)
  assert.deepEqual(new Set(codes), new Set([true, 'invalid_token']))
})

test("a person's session ends after half an hour of silence, and after twelve hours in any case", async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const signer = await register(place, place.app, 'person')
  const sign = async () => {
    const iat = Math.floor(time.now() / 1000)
    const keys = (await Visitor.with(place, { now: time.now })).keys
    const person = await signedIn(place, await vouch(signer, place, { iat, exp: iat + 60 }), { keys })
    person.now = time.now
    return person
  }
  const [idle, busy] = [await sign(), await sign()]
  assert.ok((idle.tokens.refresh_expires_in as number) <= 1800)
  for (let minutes = 25; minutes <= 700; minutes += 25) {
    time.forward(25 * 60_000)
    await busy.refresh()
    if (minutes === 50) await assert.rejects(idle.refresh(), /invalid_grant/)
  }
  time.forward(21 * 60_000)
  await assert.rejects(busy.refresh(), /invalid_grant/)
})

test('ending a session ends its tokens and its sockets, and no other', async (t) => {
  const place = await backend(t, { model: null })
  const signer = await register(place, place.app, 'person')
  const person = await signedIn(place, await vouch(signer, place))
  const phone = await signedIn(place, await vouch(signer, place))
  const line = await person.connect(t)
  const left = new Promise((resolve) => line.socket.once('disconnect', resolve))
  const end = async (who: Visitor, proof?: string) => {
    const token = who.tokens.access_token
    const headers = {
      origin: SHOP,
      authorization: `DPoP ${token}`,
      dpop: proof ?? (await who.proof('POST', '/v1/session/end', { token })),
    }
    return (await fetch(`${place.url}/v1/session/end`, { method: 'POST', headers })).status
  }
  assert.equal(
    await end(person, await phone.proof('POST', '/v1/session/end', { token: person.tokens.access_token })),
    401,
  )
  assert.equal(await end(person), 204)
  await left
  assert.equal(await end(person), 401)
  assert.equal((await person.act('chat.list', {})).status, 401)
  await assert.rejects(person.refresh(), /invalid_grant/)
  assert.equal((await phone.act('chat.list', {})).status, 200)
})
