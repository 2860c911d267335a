/** The limits at the doors: what holds when nothing is set, and that whoever keeps to it notices nothing. */
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { connect, type Socket as NetSocket } from 'node:net'
import { test } from 'node:test'
import { pino } from 'pino'
import { networkOf } from '../bff/limits/address.ts'
import { makeAdmission } from '../bff/limits/admission.ts'
import { unlimited } from '../bff/limits/limiter.ts'
import { limits } from '../bff/limits/limits.ts'
import type { Reply } from '../bff/protocol.ts'
import { adminToken, backend, dial, SHOP, until, Visitor } from './peer.ts'

const codeOf = (reply: Reply): string => (reply.ok === false ? reply.problem.code : String(reply.ok))
const on = { LIMITS: 'on' }

const knock = (t: { after(fn: () => void): void }, visitor: Visitor, how?: Parameters<typeof dial>[1]) => {
  const socket = dial(visitor, how)
  t.after(() => void socket.close())
  return new Promise<string>((resolve) => {
    socket.once('welcome', () => resolve('welcome'))
    socket.once('connect_error', (error: Error & { data?: { problem: { code: string } } }) =>
      resolve(error.data?.problem.code ?? 'refused'),
    )
  })
}

test('the limits are the documented ones', () => {
  assert.deepEqual(limits, {
    grants: { visitors: 10, others: 60, app: 600, failures: 10, block: 900 },
    control: { acts: 1200 },
    acts: { perSecond: 10, burst: 20 },
    strikes: { count: 3, seconds: 10 },
    sockets: { session: 5, address: 20, app: 2000, node: 10_000 },
    handshakes: { perSecond: 300, atOnce: 50, queue: 500, address: 20 },
    outbox: { packets: 512, units: 1_048_576 },
    input: { depth: 32, nodes: 5000 },
  })
})

test('a socket that floods is limited after thirty acts and closed; another one notices nothing', async (t) => {
  const place = await backend(t, { model: null, env: on })
  const flooder = await (await Visitor.at(place)).connect(t)
  const other = await (await Visitor.at(place)).connect(t)
  const codes: string[] = []
  const closed = new Promise<string>((resolve) => flooder.socket.once('disconnect', resolve))
  const began = performance.now()
  for (let index = 0; index < 50_000; index++)
    flooder.socket.emit('chat.list', {}, {}, (reply: Reply) => codes.push(codeOf(reply)))
  await closed
  const passed = codes.filter((code) => code === 'true').length
  // A second more for where two of them meet.
  const most = 20 + 10 * ((performance.now() - began) / 1000 + 1)
  assert.ok(passed >= 10 && passed <= most, `${passed} of ${most}`)
  assert.ok(codes.includes('rate_limited'))
  await other.act('chat.list', {})
})

test('six messages at once are taken, the seventh is told when to come again, and the socket stays', async (t) => {
  const place = await backend(t, { model: null, env: on })
  const visitor = await Visitor.at(place)
  const line = await visitor.connect(t)
  const { conversation } = await line.act('chat.start', {})
  const input = { conversation: conversation.id, text: 'Hello' }
  const replies = await Promise.all(Array.from({ length: 9 }, () => line.try('chat.send', input)))
  const taken = replies.filter(({ ok }) => ok === true).length
  assert.ok(taken >= 6 && taken <= 7, String(taken))
  const refused = replies.find(({ ok }) => ok === false)
  assert.ok(refused?.ok === false && refused.problem.retryable && (refused.problem.retryAfter ?? 0) >= 1)
  await line.act('chat.list', {})
  // The person is counted, through whichever door.
  const answers = await Promise.all(Array.from({ length: 3 }, () => visitor.act('chat.send', input)))
  const late = answers.find(({ status }) => status === 429)
  assert.ok(late)
  assert.ok(Number(late.headers.get('retry-after')) >= 1)
  assert.equal(((await late.json()) as { code: string }).code, 'rate_limited')
})

test('one address gets ten visitors a minute of an app, and no forged header makes it another', async (t) => {
  const place = await backend(t, { model: null, env: on })
  const visitor = await Visitor.at(place)
  const ask = async (url: string, forwarded: string) =>
    fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: { origin: SHOP, dpop: await visitor.proof('POST', '/oauth/token'), 'x-forwarded-for': forwarded },
      body: new URLSearchParams({ grant_type: 'urn:persona:params:grant-type:visitor', client_id: place.app }),
    })
  for (let index = 1; index < 10; index++) assert.equal((await ask(place.url, `10.0.0.${index}`)).status, 200)
  const late = await ask(place.url, '10.0.0.10')
  assert.equal(late.status, 429)
  assert.ok(Number(late.headers.get('retry-after')) > 30)
  assert.equal(((await late.json()) as { error: string }).error, 'temporarily_unavailable')
  // Who was let in goes on.
  await visitor.refresh()
})

test('after ten wrong secrets an address must wait, and the right one still counts from elsewhere', async (t) => {
  const place = await backend(t, { model: null, env: { ...on, PROXY_HOPS: '1' } })
  const { secret } = await place.operate<{ secret: string }>('apps.rotateSecret', { app: place.app })
  const ask = async (key: string, forwarded: string) => {
    const authorization = `Basic ${Buffer.from(`${place.app}:${key}`).toString('base64')}`
    const headers = { authorization, 'x-forwarded-for': forwarded }
    const body = new URLSearchParams({ grant_type: 'client_credentials' })
    return (await fetch(`${place.url}/oauth/token`, { method: 'POST', headers, body })).status
  }
  for (let index = 0; index <= 10; index++) assert.equal(await ask('wrong', `10.9.9.${index}, 10.0.0.1`), 401)
  assert.equal(await ask(secret, '10.0.0.1'), 429)
  assert.equal(await ask(secret, '10.0.0.2'), 200)
})

test('a session has five sockets and an address twenty; whoever closes one makes room', async (t) => {
  const place = await backend(t, { model: null, env: on })
  const visitor = await Visitor.at(place)
  const lines = await Promise.all(Array.from({ length: 5 }, () => visitor.connect(t)))
  assert.equal(await knock(t, visitor), 'rate_limited')
  lines[0]?.socket.close()
  await until(async () => ((await knock(t, visitor)) === 'welcome' ? true : undefined))
  for (let person = 0; person < 3; person++) {
    const other = await Visitor.at(place)
    for (let index = 0; index < 5; index++) assert.equal(await knock(t, other), 'welcome')
  }
  assert.equal(await knock(t, await Visitor.at(place)), 'refused')
})

test('an app that is asked by everybody at once gives exactly as many tokens as it may', async (t) => {
  const place = await backend(t, { model: null, env: { LIMITS: 'grants.app=7', PROXY_HOPS: '1' } })
  const { keys } = await Visitor.at(place)
  const visitor = Object.assign(new Visitor(place), { keys })
  // A page is told apart by nothing that cannot be forged: each comes from an address of its own.
  const statuses = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const dpop = await visitor.proof('POST', '/oauth/token')
      const body = new URLSearchParams({ grant_type: 'urn:persona:params:grant-type:visitor', client_id: place.app })
      const headers = { origin: SHOP, dpop, 'x-forwarded-for': `10.0.1.${index}` }
      return (await fetch(`${place.url}/oauth/token`, { method: 'POST', headers, body })).status
    }),
  )
  assert.equal(statuses.filter((status) => status === 200).length, 6)
  assert.equal(statuses.filter((status) => status === 429).length, 34)
})

/** Ask for an upgrade by hand. @returns what was answered instead of it; 101 when it was granted */
const upgrade = (url: string, app: string, headers: Record<string, string>) =>
  new Promise<{ status: number; retryAfter: number; type: string | undefined }>((resolve, reject) => {
    const asked = request(`${url}/socket.io/?EIO=4&transport=websocket&app=${app}`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      },
    })
    asked.once('response', ({ statusCode: status = 0, headers: answered }) => {
      const { 'retry-after': retryAfter, 'x-content-type-options': type } = answered
      resolve({ status, retryAfter: Number(retryAfter), type: String(type) })
    })
    asked.once('upgrade', (_, socket) => {
      socket.destroy()
      resolve({ status: 101, retryAfter: Number.NaN, type: undefined })
    })
    asked.once('error', reject)
    asked.end()
  })

test('an app and a node have so many sockets; one too many is told before the upgrade when to come again', async (t) => {
  for (const limit of ['sockets.app=3', 'sockets.node=3']) {
    const place = await backend(t, { model: null, env: { LIMITS: limit } })
    const visitor = await Visitor.at(place)
    const lines = await Promise.all(Array.from({ length: 3 }, () => visitor.connect(t)))
    const { status, retryAfter, type } = await upgrade(place.url, place.app, { origin: SHOP })
    assert.deepEqual([status, retryAfter, type], [503, 10, 'nosniff'], limit)
    assert.equal(await knock(t, visitor), 'refused')
    const { app } = await place.operate<{ app: { id: string } }>('apps.create', {
      space: place.space,
      name: 'Other',
      origins: [SHOP],
    })
    const other = await Visitor.at({ ...place, app: app.id })
    assert.equal(await knock(t, other), limit === 'sockets.app=3' ? 'welcome' : 'refused')
    lines[0]?.socket.close()
    await until(async () => ((await knock(t, visitor)) === 'welcome' ? true : undefined))
  }
})

test('however many ask in the same moment, no more than may are let in', async (t) => {
  const place = await backend(t, { model: null, env: { LIMITS: 'sockets.app=3' } })
  const visitors = await Promise.all(Array.from({ length: 8 }, () => Visitor.at(place)))
  const answers = await Promise.all(visitors.map((visitor) => knock(t, visitor)))
  assert.equal(answers.filter((answer) => answer === 'welcome').length, 3, String(answers))
})

/** As much of a connection as admission looks at. */
const connection = () => ({ readyState: 'open', on: () => {} })

test('two thousand sockets of an app and ten thousand of a node are open at once, and not one more', async () => {
  const admission = makeAdmission(limits, unlimited)
  const claims = (client_id: string) => async () => ({ client_id })
  const open = async (app: string, number: number): Promise<void> => {
    const own = connection()
    admission.opened(own, `10.0.${number >> 8}.${number & 255}`, true)
    await admission.admit(own, claims(app))
  }
  for (const app of ['a', 'b', 'c', 'd', 'e']) {
    for (let number = 0; number < 2000; number++) {
      assert.equal(await admission.turnAway(app, 'x', true), undefined)
      await open(app, number)
    }
    assert.deepEqual(await admission.turnAway(app, 'x', true), { status: 503, retryAfter: 10 })
    await assert.rejects(admission.admit(connection(), claims(app)), { code: 'rate_limited' })
  }
  assert.deepEqual(await admission.turnAway('another', 'x', true), { status: 503, retryAfter: 10 })
})

test('fifty handshakes are verified at once, five hundred wait, and the next is turned away', async () => {
  const admission = makeAdmission(limits, unlimited)
  let busy = 0
  let most = 0
  let letGo = (): void => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const verify = async () => {
    most = Math.max(most, ++busy)
    await held
    busy--
    return { client_id: 'a' }
  }
  const all = Array.from({ length: 550 }, () => admission.admit(connection(), verify))
  await Promise.resolve()
  assert.deepEqual(await admission.turnAway('a', 'x', true), { status: 503, retryAfter: 1 })
  await assert.rejects(admission.admit(connection(), verify), { code: 'rate_limited' })
  assert.equal(busy, 50)
  letGo()
  await Promise.all(all)
  assert.equal(most, 50)
  assert.equal(await admission.turnAway('a', 'x', true), undefined)
})

test('a client that was turned away comes back by itself, and those before it lose nothing', async (t) => {
  const place = await backend(t, { model: null, env: { LIMITS: 'handshakes.atOnce=1,handshakes.queue=1' } })
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => Visitor.at(place)))
  // Nothing is verified while nothing can be written: a proof is used up in the store.
  let letGo = (): void => {}
  const held = place.running.store.write(() => new Promise<void>((resolve) => (letGo = resolve)))
  const answers = [knock(t, first as Visitor), knock(t, second as Visitor)]
  const { status, retryAfter } = await until(async () => {
    const answer = await upgrade(place.url, place.app, { origin: SHOP })
    return answer.status === 503 ? answer : undefined
  })
  assert.deepEqual([status, retryAfter], [503, 1])
  // What the widget does: nothing of its own, for Socket.IO tries again after an error without a problem.
  const socket = dial(third as Visitor, { reconnection: true })
  t.after(() => void socket.close())
  let refusals = 0
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    assert.equal(error.data, undefined)
    assert.equal(socket.active, true)
    refusals++
    letGo()
  })
  await new Promise((resolve) => socket.once('welcome', resolve))
  assert.ok(refusals >= 1)
  assert.deepEqual(await Promise.all(answers), ['welcome', 'welcome'])
  await held
})

test('of one address twenty connections may wait to be let in, whoever they say they are', async (t) => {
  const place = await backend(t, { model: null, env: { LIMITS: 'handshakes.address=2', PROXY_HOPS: '1' } })
  const from = (address: string) => ({ 'x-forwarded-for': address })
  const sockets = await Promise.all(
    ['2001:db8::1', '2001:db8:0:0:ffff::2'].map(
      (address) =>
        new Promise<NetSocket>((resolve, reject) => {
          const asked = request(`${place.url}/socket.io/?EIO=4&transport=websocket&app=${place.app}`, {
            headers: {
              connection: 'Upgrade',
              upgrade: 'websocket',
              'sec-websocket-version': '13',
              'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
              ...from(address),
            },
          })
          asked.once('upgrade', (_, socket) => resolve(socket as NetSocket))
          asked.once('response', () => reject(new Error('refused')))
          asked.end()
        }),
    ),
  )
  t.after(() => sockets.forEach((socket) => socket.destroy()))
  assert.equal((await upgrade(place.url, place.app, from('2001:db8::3'))).status, 429)
  assert.equal((await upgrade(place.url, place.app, from('2001:db8:0:1::3'))).status, 101)
  for (const socket of sockets) socket.destroy()
  await until(async () =>
    (await upgrade(place.url, place.app, from('2001:db8::3'))).status === 101 ? true : undefined,
  )
})

test('an IPv6 address counts by its /64, and an IPv4 address in whatever spelling as itself', async (t) => {
  for (const [address, counts] of [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::', '2001:db8:1:3::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
    ['unknown', 'unknown'],
  ] as const)
    assert.equal(networkOf(address), counts, address)
  const place = await backend(t, { model: null, env: { LIMITS: 'grants.visitors=2', PROXY_HOPS: '1' } })
  const visitor = new Visitor(place)
  Object.assign(visitor, { keys: (await Visitor.at(place)).keys })
  const ask = async (forwarded: string) => {
    const headers = { origin: SHOP, dpop: await visitor.proof('POST', '/oauth/token'), 'x-forwarded-for': forwarded }
    const body = new URLSearchParams({ grant_type: 'urn:persona:params:grant-type:visitor', client_id: place.app })
    return (await fetch(`${place.url}/oauth/token`, { method: 'POST', headers, body })).status
  }
  const statuses: number[] = []
  for (const address of ['2001:db8::1', '2001:db8::2', '2001:db8:0:0:9::3', '2001:db8:0:1::1']) {
    statuses.push(await ask(address))
  }
  assert.deepEqual(statuses, [200, 200, 429, 200])
})

/** `"name";a=1;b=2, …` of RFC 9651, as far as these two fields go. */
const fieldOf = (response: Response, name: string): Record<string, Record<string, number>> =>
  Object.fromEntries(
    (response.headers.get(name) ?? '').split(', ').map((item) => {
      const [, key = '', parameters = ''] = /^"([\w.]+)"((?:;[a-z]+=\d+)+)$/.exec(item) ?? assert.fail(item)
      const pairs = parameters.slice(1).split(';')
      return [key, Object.fromEntries(pairs.map((pair) => [pair.slice(0, 1), Number(pair.slice(2))]))]
    }),
  )

test('an answer that was counted says by which policy, how much is left and when it is again', async (t) => {
  const place = await backend(t, { model: null, env: { LIMITS: 'grants.visitors=2,acts.burst=1,control.acts=2' } })
  const visitor = await Visitor.at(place)
  const grant = { grant_type: 'urn:persona:params:grant-type:visitor', client_id: place.app }
  const second = await visitor.post('/oauth/token', grant)
  assert.deepEqual(fieldOf(second, 'ratelimit-policy'), { visitors: { q: 2, w: 60 } })
  assert.equal(fieldOf(second, 'ratelimit')['visitors']?.['r'], 0)
  const third = await visitor.post('/oauth/token', grant)
  assert.equal(third.status, 429)
  const { r, t: reset } = fieldOf(third, 'ratelimit')['visitors'] ?? {}
  assert.equal(r, 0)
  assert.equal(String(reset), third.headers.get('retry-after'))
  assert.deepEqual(fieldOf(third, 'ratelimit-policy'), { visitors: { q: 2, w: 60 } })
  const exposed = third.headers.get('access-control-expose-headers')?.split(', ') ?? []
  for (const name of ['RateLimit', 'RateLimit-Policy', 'Retry-After']) assert.ok(exposed.includes(name), name)
  // An act has its holder's limit and, where the action has one, its own.
  const { conversation } = (await (await visitor.act('chat.start', {})).json()) as { conversation: { id: string } }
  const sent = await visitor.act('chat.send', { conversation: conversation.id, text: 'Hello' })
  assert.deepEqual(fieldOf(sent, 'ratelimit-policy'), { acts: { q: 10, w: 1 }, 'chat.send': { q: 1, w: 1 } })
  assert.equal(fieldOf(sent, 'ratelimit')['chat.send']?.['r'], 0)
  const burst = await Promise.all(Array.from({ length: 25 }, () => visitor.act('chat.list', {})))
  const late = burst.find(({ status }) => status === 429)
  assert.ok(late)
  assert.equal(fieldOf(late, 'ratelimit')['acts']?.['r'], 0)
  // What is not counted says nothing.
  assert.equal((await fetch(`${place.url}/healthz`)).headers.get('ratelimit'), null)
})

test('the control plane counts: operators generously, wrong tokens by their address', async (t) => {
  const place = await backend(t, {
    model: null,
    env: { LIMITS: 'control.acts=3,grants.failures=4', PROXY_HOPS: '1' },
  })
  const token = await adminToken(place)
  const list = (bearer: string, address: string) =>
    fetch(`${place.url}/control/v1/spaces.list`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${bearer}`,
        'content-type': 'application/json',
        'x-forwarded-for': address,
      },
      body: '{}',
    })
  for (let index = 0; index < 3; index++) {
    const answer = await list(token, '10.0.0.1')
    assert.equal(answer.status, 200)
    assert.equal(fieldOf(answer, 'ratelimit')['control']?.['r'], 2 - index)
  }
  const late = await list(token, '10.0.0.1')
  assert.equal(late.status, 429)
  assert.ok(Number(late.headers.get('retry-after')) > 30)
  // Four wrong tokens are heard, then that address is not; the right token from elsewhere is.
  for (let index = 0; index <= 4; index++) assert.equal((await list('x.y.z', '10.0.0.2')).status, 401)
  const shut = await list(token, '10.0.0.2')
  assert.equal(shut.status, 429)
  assert.deepEqual(fieldOf(shut, 'ratelimit-policy'), { failures: { q: 4, w: 60 } })
  assert.equal((await list(token, '10.0.0.3')).status, 200)
  // Wrong admin keys count alike, and shut the control plane too.
  const exchange = async (key: string, address: string) => {
    const authorization = `Basic ${Buffer.from(`admin:${key}`).toString('base64')}`
    const headers = { authorization, 'x-forwarded-for': address }
    const body = new URLSearchParams({ grant_type: 'client_credentials' })
    return (await fetch(`${place.url}/oauth/token`, { method: 'POST', headers, body })).status
  }
  for (let index = 0; index <= 4; index++) assert.equal(await exchange('wrong', '10.0.0.4'), 401)
  assert.equal(await exchange(place.running.adminKey ?? '', '10.0.0.4'), 429)
  assert.equal((await list(token, '10.0.0.4')).status, 429)
  assert.equal(await exchange(place.running.adminKey ?? '', '10.0.0.5'), 200)
})

test('whoever does not read is let go, and whoever does is not', async (t) => {
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (text: string) => void lines.push(text) })
  const place = await backend(t, { model: null, log })
  const visitor = await Visitor.at(place)
  const [slow, quick] = [await visitor.connect(t), await visitor.connect(t)]
  const { conversation } = await quick.act('chat.start', {})
  for (let index = 0; index < 6; index++)
    await quick.act('chat.send', { conversation: conversation.id, text: 'x'.repeat(8000) })
  const { ws } = slow.socket.io.engine.transport as unknown as { ws: { _socket: NetSocket } }
  ws._socket.pause()
  const ask = { conversation: conversation.id, limit: 50 }
  for (let index = 0; index < 400; index++) slow.socket.emit('chat.history', ask, {}, () => {})
  const answers = await Promise.all(Array.from({ length: 60 }, () => quick.act('chat.history', ask)))
  assert.ok(answers.every(({ messages }) => messages.length === 12))
  await until(() => (lines.some((line) => line.includes('slow_consumer')) ? true : undefined))
  const gone = new Promise((resolve) => slow.socket.once('disconnect', resolve))
  ws._socket.resume()
  await gone
  assert.equal(quick.socket.connected, true)
  assert.equal(lines.length, 1)
})

test('an input may be thirty-two deep and have five thousand parts, at either door', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const line = await visitor.connect(t)
  const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`)
  const detail = 'The input is nested too deeply, or has too many parts.'
  for (const input of [{ a: deep(33) }, { a: deep(2000) }, { a: Array.from({ length: 5001 }, () => 1) }]) {
    const reply = await line.try('chat.list', input)
    assert.ok(reply.ok === false && reply.problem.code === 'invalid_request' && reply.problem.detail === detail)
    const response = await visitor.act('chat.list', input)
    assert.equal(response.status, 400)
    assert.equal(((await response.json()) as { detail: string }).detail, detail)
  }
  // What is within the limits is judged by the action.
  const reply = await line.try('chat.list', { a: deep(28) })
  assert.ok(reply.ok === false && reply.problem.detail !== detail)
})

test('who sends a request too slowly is not waited for', { timeout: 20_000 }, async (t) => {
  const { url } = await backend(t, { model: null })
  const { port } = new URL(url)
  const slowly = connect(Number(port), 'localhost')
  t.after(() => slowly.destroy())
  slowly.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
  slowly.resume()
  const closed = new Promise((resolve) => slowly.once('close', resolve))
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error('still waiting')), 12_000).unref())
  await Promise.race([closed, late])
})

test('an origin is exact at every door', async (t) => {
  const place = await backend(t, { model: null })
  await place.operate('apps.update', { app: place.app, audience: 'visitors' })
  const visitor = await Visitor.at(place)
  const foreign = [
    null,
    'null',
    'https://evil.example',
    'https://shop.example.evil',
    'https://shop.example:444',
    'http://shop.example',
    'https://SHOP.example',
    'https://shop.example.',
    'https://xn--shp-qla.example',
    'https://sub.shop.example',
    'https://shop.example/',
  ]
  for (const origin of [SHOP, ...foreign]) {
    const is = origin === SHOP
    const headers: Record<string, string> = origin === null ? {} : { origin }
    const body = { grant_type: 'urn:persona:params:grant-type:visitor', client_id: place.app }
    const token = await fetch(`${place.url}/oauth/token`, {
      method: 'POST',
      headers: { ...headers, dpop: await visitor.proof('POST', '/oauth/token') },
      body: new URLSearchParams(body),
    })
    const config = await fetch(`${place.url}/v1/widget/config?app=${place.app}`, { headers })
    const act = await fetch(`${place.url}/v1/chat.list`, {
      method: 'POST',
      headers: {
        ...headers,
        authorization: `DPoP ${visitor.tokens.access_token}`,
        dpop: await visitor.proof('POST', '/v1/chat.list', { token: visitor.tokens.access_token }),
        'content-type': 'application/json',
      },
      body: '{}',
    })
    assert.deepEqual([token.ok, config.ok, act.ok], [is, is, is], String(origin))
    for (const { headers: answered } of [token, config, act])
      assert.equal(answered.get('access-control-allow-origin'), is ? SHOP : null, String(origin))
    assert.equal(await knock(t, visitor, { origin }), is ? 'welcome' : 'refused', String(origin))
  }
  // A token is for the one site it was made for, even where another is allowed too.
  await place.operate('apps.update', { app: place.app, origins: [SHOP, 'https://second.example'] })
  const elsewhere = new Visitor(place, 'https://second.example')
  Object.assign(elsewhere, { keys: visitor.keys, tokens: visitor.tokens })
  assert.equal((await elsewhere.act('chat.list', {})).status, 401)
  assert.equal(await knock(t, elsewhere), 'invalid_token')
})

test("what Socket.IO refuses by itself carries the other answers' headers", async (t) => {
  const place = await backend(t, { model: null })
  for (const path of ['?EIO=4&transport=polling', '?EIO=3&transport=websocket', '', `?app=${place.app}&transport=x`]) {
    const { headers, status } = await fetch(`${place.url}/socket.io/${path}`, { headers: { origin: SHOP } })
    assert.equal(status, 400, path)
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, path)
    assert.equal(headers.get('access-control-allow-origin'), null, path)
  }
})
