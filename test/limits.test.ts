/** The limits at the doors: what holds when nothing is set, and that whoever keeps to it notices nothing. */
import assert from 'node:assert/strict'
import { connect, type Socket as NetSocket } from 'node:net'
import { test } from 'node:test'
import { pino } from 'pino'
import { limits } from '../bff/limits/limits.ts'
import type { Reply } from '../bff/protocol.ts'
import { backend, dial, SHOP, until, Visitor } from './peer.ts'

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
    acts: { perSecond: 10, burst: 20 },
    strikes: { count: 3, seconds: 10 },
    sockets: { session: 5, address: 20, app: 2000, node: 10_000 },
    handshakes: { perSecond: 300, atOnce: 50 },
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
  for (let index = 0; index < 20_000; index++)
    flooder.socket.emit('chat.list', {}, {}, (reply: Reply) => codes.push(codeOf(reply)))
  await closed
  const passed = codes.filter((code) => code === 'true').length
  assert.ok(passed >= 10 && passed <= 60, String(passed))
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
