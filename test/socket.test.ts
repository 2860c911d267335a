/** The socket door: who is let in, what a connection may do while its token lives, and what ends it. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { decodeJwt } from 'jose'
import type { Api } from '../bff/api.ts'
import type { Published, Reply } from '../bff/protocol.ts'
import {
  ath,
  backend,
  dial,
  inputs,
  isReachable,
  kept,
  type Line,
  raw,
  prove,
  saying,
  signer,
  SHOP,
  talk,
  until,
  Visitor,
} from './peer.ts'

type Dialled = Parameters<typeof dial>[1]

/** @returns `welcome`, or the code with which the connection was refused */
const knock = async (t: { after(fn: () => void): void }, visitor: Visitor, how?: Dialled): Promise<string> => {
  const socket = dial(visitor, how)
  t.after(() => void socket.close())
  return new Promise((resolve) => {
    socket.once('welcome', () => resolve('welcome'))
    socket.once('connect_error', (error: Error & { data?: { problem: { code: string } } }) =>
      resolve(error.data?.problem.code ?? error.message),
    )
  })
}

/** Ask for the upgrade by hand. @returns the status of the answer, 101 when it is granted */
const upgrade = (url: string, path: string, origin: string | undefined): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...(origin === undefined ? {} : { origin }),
    }
    const asked = request(`${url}${path}`, { headers })
    asked.once('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.once('upgrade', (_, socket) => {
      socket.destroy()
      resolve(101)
    })
    asked.once('error', reject)
    asked.end()
  })

test('another site or an unknown app is refused before any upgrade', async (t) => {
  const { url, app, operate, space } = await backend(t, { model: null })
  const { app: visitorsOnly } = await operate<{ app: { id: string } }>('apps.create', {
    space,
    name: 'Visitors',
    origins: [SHOP],
    audience: 'visitors',
  })
  const path = (id: string) => `/socket.io/?EIO=4&transport=websocket&app=${id}`
  assert.equal(await upgrade(url, path(app), SHOP), 101)
  assert.equal(await upgrade(url, path(app), undefined), 101)
  const refused: [string, string | undefined][] = [
    [path(app), 'https://evil.example'],
    [path(app), 'null'],
    [path(app), `${SHOP}.evil.example`],
    [path('app_00000000000000000000000000'), SHOP],
    [path('__proto__'), SHOP],
    ['/socket.io/?EIO=4&transport=websocket', SHOP],
    ['/socket.io/?EIO=4&transport=websocket', undefined],
    [path(visitorsOnly.id), undefined],
  ]
  for (const [where, origin] of refused) assert.equal(await upgrade(url, where, origin), 400, `${where} ${origin}`)
  const polling = await fetch(`${url}/socket.io/?EIO=4&transport=polling&app=${app}`, { headers: { origin: SHOP } })
  assert.equal(polling.status, 400)
})

test('a connection needs a token of this app and this site, and a proof for itself', async (t) => {
  const place = await backend(t, { model: null })
  const { app: other } = await place.operate<{ app: { id: string } }>('apps.create', {
    space: place.space,
    name: 'Other',
    origins: [SHOP, 'https://other.example'],
  })
  await place.operate('apps.update', { app: place.app, origins: [SHOP, 'https://shop2.example'] })
  const visitor = await Visitor.at(place)
  const token = visitor.tokens.access_token
  const htu = `${place.url}/socket.io/`
  const right = (eio: string | undefined) => ({ htm: 'GET', htu, ath: ath(token), eio: eio as string })
  const with_ = (claims: (eio: string | undefined) => object, keys = visitor.keys): Dialled => ({
    auth: async (eio) => ({ token, proof: await prove(keys, claims(eio) as never) }),
  })
  assert.equal(await knock(t, visitor), 'welcome')
  assert.equal(await knock(t, visitor, with_(right)), 'welcome')
  const thief = await Visitor.at(place)
  const refused: Record<string, Dialled> = {
    'no auth': { auth: async () => ({}) },
    'no proof': { auth: async () => ({ token }) },
    'a field too many': { auth: async (eio) => ({ token, proof: await prove(visitor.keys, right(eio)), more: 1 }) },
    'a token that is no text': { auth: async () => ({ token: { toString: 'x' }, proof: [] }) },
    'a huge token': { auth: async () => ({ token: 'x'.repeat(20_000), proof: 'x' }) },
    'a proof for another connection': with_(() => right('another')),
    'a proof for no connection': with_((eio) => ({ ...right(eio), eio: undefined })),
    'a proof for another path': with_((eio) => ({ ...right(eio), htu: `${place.url}/` })),
    'a proof for another method': with_((eio) => ({ ...right(eio), htm: 'POST' })),
    'a proof for another token': with_((eio) => ({ ...right(eio), ath: ath('x') })),
    'a proof by another key': with_(right, thief.keys),
    'the token of another app': { app: other.id },
    'the token of another site': { origin: 'https://shop2.example' },
    "a browser's token without a site": { origin: null },
  }
  for (const [what, how] of Object.entries(refused)) assert.equal(await knock(t, visitor, how), 'invalid_token', what)
  // What was presented once is worth nothing on a second connection, even word for word.
  let captured: object = {}
  const first = await knock(t, visitor, {
    auth: async (eio) => (captured = { token, proof: await prove(visitor.keys, right(eio)) }),
  })
  assert.equal(first, 'welcome')
  assert.equal(await knock(t, visitor, { auth: async () => captured }), 'invalid_token')
})

test('a token is renewed in place: the socket and what it follows stay, and nobody becomes somebody else', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  const visitor = await Visitor.at(place)
  const sign = await signer(place)
  const { iat: _, exp: __, jti: ___, ...claims } = decodeJwt(visitor.tokens.access_token)
  const now = () => Math.floor(Date.now() / 1000)
  // A token that ends soon, so that it shows whether the renewed one counts.
  visitor.tokens.access_token = await sign({ ...claims, exp: now() + 4 })
  const line = await visitor.connect(t)
  const { id } = line.socket
  const { conversation } = await line.act('chat.start', {})
  await line.act('chat.resume', { conversation: conversation.id, after: 0 })
  const renew = async (token: string, keys = visitor.keys, more: object = {}) => {
    const eio = line.socket.io.engine.id as string
    const proof = { htm: 'POST', htu: `${place.url}/socket.io/`, ath: ath(token), eio, ...more }
    const reply = await line.try('auth.renew', { token, proof: await prove(keys, proof) })
    return reply.ok === true ? 'renewed' : reply.ok === false ? reply.problem.code : 'pending'
  }
  const thief = await Visitor.at(place)
  const jkt = String((decodeJwt(thief.tokens.access_token)['cnf'] as { jkt: string }).jkt)
  assert.equal(await renew(thief.tokens.access_token, thief.keys), 'invalid_token')
  assert.equal(await renew(await sign({ ...claims, cnf: { jkt } }), thief.keys), 'invalid_token')
  for (const changed of [
    { sub: 'vis:somebody-else' },
    { sid: 'ses_other' },
    { space: 'sp_other' },
    { client_id: 'app_other' },
    { origin: 'https://evil.example' },
  ])
    assert.equal(await renew(await sign({ ...claims, ...changed })), 'invalid_token', JSON.stringify(changed))
  const good = await sign({ ...claims, exp: now() + 290 })
  assert.equal(await renew(good, visitor.keys, { eio: 'another' }), 'invalid_token')
  assert.equal(await renew(good, visitor.keys, { htm: 'GET' }), 'invalid_token')
  for (const odd of [undefined, null, 5, 'x', [], { token: 5 }, { token: good, proof: null }]) {
    const reply = await line.try('auth.renew', odd)
    assert.equal(reply.ok === false && reply.problem.code, 'invalid_token', JSON.stringify(odd))
  }
  assert.equal(await renew(good), 'renewed')
  await wait(4500)
  assert.equal(line.socket.id, id)
  assert.equal(line.socket.connected, true)
  const { reply } = await line.act('chat.send', { conversation: conversation.id, text: 'Hello' })
  await line.settled(reply)
  assert.equal(line.deltas.map(({ text }) => text).join(''), 'Hello.')
})

test('a renewed token that covers less ends the socket, which comes back and is told anew', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const line = await visitor.connect(t)
  const sign = await signer(place)
  const { iat: _, exp: __, jti: ___, ...claims } = decodeJwt(visitor.tokens.access_token)
  const token = await sign({ ...claims, scope: 'chat:write' })
  const eio = line.socket.io.engine.id as string
  const proof = await prove(visitor.keys, { htm: 'POST', htu: `${place.url}/socket.io/`, ath: ath(token), eio })
  const gone = once(line.socket as never, 'disconnect')
  const reply = await line.try('auth.renew', { token, proof })
  assert.equal(reply.ok, true)
  await gone
})

test('when its token ends, the socket says so, does nothing more and closes', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const sign = await signer(place)
  const { iat: _, exp: __, jti: ___, ...claims } = decodeJwt(visitor.tokens.access_token)
  visitor.tokens.access_token = await sign({ ...claims, exp: Math.floor(Date.now() / 1000) + 2 })
  const line = await visitor.connect(t)
  const stays = await (await Visitor.at(place)).connect(t)
  const { conversation } = await line.act('chat.start', {})
  const heard = line.heard.length
  const ended = once(line.socket as never, 'disconnect')
  const [farewell] = (await once(line.socket as never, 'auth.expired')) as [unknown]
  assert.deepEqual(farewell, { code: 'token_expired' })
  // At its time, and a second for two busy cores.
  const by = Date.now() - (decodeJwt(visitor.tokens.access_token).exp as number) * 1000
  assert.ok(by > -100 && by < 1500, `${by} ms`)
  const late = line.try('chat.send', { conversation: conversation.id, text: 'Too late' }).catch(() => 'no answer')
  const began = Date.now()
  await ended
  assert.ok(Date.now() - began < 2000)
  const reply = await late
  if (typeof reply !== 'string') assert.equal(reply.ok === false && reply.problem.code, 'token_expired')
  assert.equal(line.heard.length, heard)
  await stays.act('chat.list', {})
})

test('nobody hears what is not theirs, and nobody without chat:read hears anything', async (t) => {
  const place = await backend(t, { model: saying('A ', 'secret.') })
  const visitor = await Visitor.at(place)
  const other = await (await Visitor.at(place)).connect(t)
  const writer = await (await Visitor.with(place, { keys: visitor.keys, scope: 'chat:write' })).connect(t)
  const second = await visitor.connect(t)
  const everything: unknown[] = []
  for (const line of [other, writer]) line.socket.onAny((...args: unknown[]) => everything.push(args))
  const { line, ids } = await talk(t, place, visitor)
  const { reply } = await writer.act('chat.send', { conversation: ids.conversation, text: 'Unheard' })
  await line.settled(reply)
  for (const conversation of [ids.conversation]) {
    const refused = await writer.try('chat.resume', { conversation, after: 0 })
    assert.equal(refused.ok === false && refused.problem.code, 'insufficient_scope')
    const foreign = await other.try('chat.resume', { conversation, after: 0 })
    assert.equal(foreign.ok === false && foreign.problem.code, 'not_found')
  }
  const again = await line.act('chat.send', { conversation: ids.conversation, text: 'More' })
  await line.settled(again.reply)
  await Promise.all([other.act('chat.list', {}), writer.try('chat.list', {}), second.act('chat.list', {})])
  assert.deepEqual(everything, [])
  // The person's other tab hears the records, and the words only once it follows.
  await until(() => (second.heard.length === line.heard.length ? true : undefined))
  assert.deepEqual(second.heard, line.heard)
  assert.deepEqual(second.deltas, [])
})

/** JSON so deep that whoever walks it by recursion falls over. */
const deep = (levels: number): string => '[{"a":'.repeat(levels) + '1' + '}]'.repeat(levels)

const problemOf = (reply: Reply): string | undefined => (reply.ok === false ? reply.problem.code : undefined)

test('who acts hears of it in the answer, once; every other socket hears it in order, and one that may not read does not', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const [line, other] = [await visitor.connect(t), await visitor.connect(t)]
  const { conversation } = await line.act('chat.start', {})
  const packets: Published[] = []
  line.socket.on('events', (events: Published[]) => packets.push(...events))
  const send = (from: Line, text: string) => from.try('chat.send', { conversation: conversation.id, text })
  const reply = await send(line, 'One')
  assert.ok(reply.ok === true)
  const { message, reply: answer, seq } = reply.data as Api['chat.send']['output']
  assert.deepEqual(
    reply.events?.map((event) => [event.event, event.stream, event.seq, event.data?.id]),
    [
      ['chat.message', conversation.id, seq, message],
      ['chat.message', conversation.id, seq + 1, answer],
    ],
  )
  assert.deepEqual(packets, [])
  await Promise.all(Array.from({ length: 40 }, (_, n) => send([line, other][n % 2] as Line, `Message ${n}`)))
  // What is asked without an answer is heard of all the same.
  line.socket.emit('chat.rename', { conversation: conversation.id, title: 'New' })
  const last = 1 + 2 * 41 + 1
  for (const each of [line, other]) {
    await until(() => (each.heard.length === last ? true : undefined))
    const seqs = each.heard.map((event) => event.seq)
    assert.deepEqual(
      seqs,
      seqs.toSorted((a, b) => a - b),
    )
    assert.equal(new Set(seqs).size, seqs.length)
    assert.equal(seqs.at(-1), last)
  }
  const writer = await Visitor.with(place, { keys: visitor.keys, scope: 'chat:write' })
  const blind = await (await writer.connect(t)).try('chat.rename', { conversation: conversation.id, title: 'Newer' })
  assert.ok(blind.ok === true && blind.events === undefined)
})

test('whatever is sent as an act gets one clear problem, and writes nothing', async (t) => {
  const faults: string[] = []
  const log = pino({ level: 'warn' }, { write: (text: string) => void faults.push(text) })
  const place = await backend(t, { model: saying('Hello.'), log })
  const { line, ids } = await talk(t, place, await Visitor.at(place))
  const before = kept(place.dir)
  const refused = async (name: string, input: unknown, code = 'invalid_request') => {
    const reply = await line.try(name, input)
    const about = `${name.slice(0, 40)} ${JSON.stringify(input)?.slice(0, 80)} ${JSON.stringify(reply).slice(0, 200)}`
    assert.equal(reply.ok === false && reply.problem.code, code, about)
    assert.ok(JSON.stringify(reply).length < 5000)
  }
  const valid = inputs(ids)
  for (const [name, input] of Object.entries(valid) as [keyof Api, Record<string, unknown>][]) {
    if (!isReachable(place, name)) {
      await refused(name, input, 'unknown_action')
      continue
    }
    for (const odd of [[], [input], 'text', 5, true, -1.5, new Uint8Array([1, 2]), 'x'.repeat(9000)])
      await refused(name, odd)
    await refused(name, { ...input, more: 1 })
    await refused(name, { ...input, constructor: { prototype: { polluted: true } } })
    await refused(name, { ...input, space: 'sp_1', owner: 'vis:1' })
    await refused(name, { ...input, ['__proto__' as string]: 1, toString: 1 })
    for (const field of Object.keys(input))
      for (const bad of [null, [], {}, 1.5, '', 'x'.repeat(9000), { length: 1 }, ['x'], { $ne: null }])
        await refused(name, { ...input, [field]: bad })
  }
  for (const name of [
    'chat.nope',
    '',
    ' ',
    '.',
    'chat',
    'constructor',
    'toString',
    '__proto__',
    'x'.repeat(5000),
    'chat.send\0',
  ])
    await refused(name, {}, 'unknown_action')
  for (const options of [
    'x',
    5,
    [],
    { more: 1 },
    { idempotencyKey: '' },
    { idempotencyKey: 'a b' },
    { idempotencyKey: 5 },
    { requestId: '\n' },
  ]) {
    const reply = await line.socket.timeout(5000).emitWithAck('chat.send', valid['chat.send'], options)
    assert.equal(reply.problem?.code, 'invalid_request', JSON.stringify(options))
  }
  for (const name of Object.keys(valid).filter((each) => isReachable(place, each))) {
    for (const levels of [2500, 8000])
      assert.equal(problemOf(await raw(line, `["${name}",${deep(levels)}]`)), 'invalid_request', name)
    for (const [field, value] of Object.entries(valid[name as 'chat.send'])) {
      const rest = JSON.stringify({ ...valid[name as 'chat.send'], [field]: undefined }).slice(1)
      const withDeep = `{"${field}":${deep(2500)}${rest === '}' ? '' : ','}${rest}`
      assert.equal(problemOf(await raw(line, `["${name}",${withDeep}]`)), 'invalid_request', `${name} ${value}`)
    }
    const polluting = `{"__proto__":{"polluted":true},${JSON.stringify(valid[name as 'chat.send']).slice(1)}`
    assert.equal(problemOf(await raw(line, `["${name}",${polluting}]`)), 'invalid_request', name)
  }
  assert.deepEqual(kept(place.dir), before)
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
  assert.deepEqual(faults, [])
})

test('an event whose name is a number is refused as unknown', async (t) => {
  const place = await backend(t, { model: null })
  const line = await (await Visitor.at(place)).connect(t)
  assert.equal(problemOf(await raw(line, '[5,{}]')), 'unknown_action')
})

test('a frame that is too large or no packet at all closes its own connection and no other', async (t) => {
  const place = await backend(t, { model: null })
  const stays = await (await Visitor.at(place)).connect(t)
  const bad: ((line: Line) => void)[] = [
    (line) => line.socket.emit('chat.send', { text: 'x'.repeat(70_000) }),
    (line) => line.socket.io.engine.write('2{"not":"an array"}'),
    (line) => line.socket.io.engine.write('2["broken"'),
    (line) => line.socket.io.engine.write('2["disconnect"]'),
    (line) => line.socket.io.engine.write('9'),
    (line) => line.socket.io.engine.write('51-["x",{"_placeholder":true,"num":7}]').write('2["x"]'),
  ]
  for (const [index, send] of bad.entries()) {
    const line = await (await Visitor.at(place)).connect(t)
    const gone = new Promise((resolve) => line.socket.once('disconnect', resolve))
    send(line)
    await Promise.race([
      gone,
      wait(5000, undefined, { ref: false }).then(() => assert.fail(`frame ${index} left its connection open`)),
    ])
  }
  await stays.act('chat.list', {})
})

test('a missing ack, an ack nobody waits for and a burst harm nobody', async (t) => {
  const place = await backend(t, { model: null })
  const line = await (await Visitor.at(place)).connect(t)
  const { conversation } = await line.act('chat.start', {})
  line.socket.emit('chat.send', { conversation: conversation.id, text: 'No ack' })
  line.socket.emit('chat.send')
  line.socket.emit('chat.send', null, null)
  line.socket.emit('nope')
  line.socket.emit('auth.renew', { token: 'x' })
  line.socket.emit('chat.send', {}, {}, {}, 1, 'x')
  await until(() => (line.heard.length === 3 ? true : undefined))
  const leaves = await (await Visitor.at(place)).connect(t)
  leaves.socket.emit('chat.start', {}, {}, () => assert.fail('it had gone'))
  leaves.socket.disconnect()
  const burst = Array.from({ length: 300 }, (_, index) => line.try('nope', index))
  assert.equal((await Promise.all(burst)).length, 300)
  await line.act('chat.list', {})
})

test('a server connects with its own token and without an origin', async (t) => {
  const place = await backend(t, { model: null })
  const { secret } = await place.operate<{ secret: string }>('apps.rotateSecret', { app: place.app })
  const response = await fetch(`${place.url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${place.app}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  const { access_token: token } = (await response.json()) as { access_token: string }
  const server = new Visitor(place)
  const auth = async () => ({ token })
  assert.equal(await knock(t, server, { origin: null, auth }), 'welcome')
  assert.equal(await knock(t, server, { auth }), 'invalid_token')
})
