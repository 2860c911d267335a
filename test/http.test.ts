/** The HTTP door, by supertest: protocol endpoints, headers, cross-origin rules, and whatever is sent instead of an act. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { pino } from 'pino'
import supertest from 'supertest'
import type { Api } from '../bff/api.ts'
import { adminToken, backend, inputs, isReachable, kept, saying, SHOP, talk, Visitor } from './peer.ts'

test('it says that it lives, that it is ready, and what it can do', async (t) => {
  const { url, running } = await backend(t, { model: null })
  const ask = supertest(url)
  await ask.get('/healthz').expect(200, { ok: true })
  await ask.get('/readyz').expect(200, { ok: true })
  const { body } = await ask.get('/openapi.json').expect(200).expect('content-type', /json/)
  assert.equal(body.openapi, '3.1.0')
  const described = Object.keys(body.paths).toSorted()
  const reachable = [...running.gate.actions.values()].filter(({ doors }) => doors.includes('http'))
  assert.deepEqual(
    described,
    reachable.map(({ plane, name }) => (plane === 'control' ? `/control/v1/${name}` : `/v1/${name}`)).toSorted(),
  )
  for (const { plane, name, scope, does } of reachable) {
    const { post } = body.paths[plane === 'control' ? `/control/v1/${name}` : `/v1/${name}`]
    assert.equal(post.summary, does)
    assert.deepEqual(post.security, [{ [plane]: [scope] }])
    const schema = post.requestBody.content['application/json'].schema
    assert.deepEqual([schema.type, schema.additionalProperties], ['object', false], name)
    assert.ok(body.components.securitySchemes[plane].flows.clientCredentials.scopes[scope])
  }
  // Every reference leads somewhere.
  for (const [, path = ''] of JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = path
      .split('/')
      .reduce((at: unknown, part) => (at as Record<string, unknown> | undefined)?.[part], body)
    assert.ok(found, path)
  }
})

test('every answer carries the headers that protect it, and nothing that names the software', async (t) => {
  const { url, app } = await backend(t, { model: null })
  const ask = supertest(url)
  for (const path of ['/healthz', '/nowhere', '/v1/chat.list', `/v1/widget/config?app=${app}`, '/openapi.json']) {
    const { headers } = await ask.get(path)
    assert.equal(headers['x-content-type-options'], 'nosniff', path)
    assert.equal(headers['referrer-policy'], 'no-referrer', path)
    assert.match(headers['content-security-policy'] ?? '', /default-src 'none'.*frame-ancestors 'none'/, path)
    assert.match(headers['x-request-id'] ?? '', /^[\w.-]{1,64}$/, path)
    for (const name of ['x-powered-by', 'server', 'set-cookie']) assert.equal(headers[name], undefined, path)
  }
  await ask.get('/healthz').set('X-Request-Id', 'mine-1').expect('x-request-id', 'mine-1')
  const { headers } = await ask.get('/healthz').set('X-Request-Id', 'not mine; x')
  assert.notEqual(headers['x-request-id'], 'not mine; x')
})

test('only the exact origins of an app are let across, by echo and never by *', async (t) => {
  const { url, app, operate } = await backend(t, { model: null })
  const ask = supertest(url)
  for (const path of ['/v1/chat.send', '/oauth/token', '/oauth/revoke', `/v1/widget/config?app=${app}`]) {
    const preflight = (origin: string) =>
      ask
        .options(path)
        .set({ Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'dpop' })
    const { headers, status } = await preflight(SHOP)
    assert.equal(status, 204)
    assert.equal(headers['access-control-allow-origin'], SHOP)
    assert.match(headers['access-control-allow-headers'] ?? '', /authorization.*content-type.*dpop.*idempotency-key/)
    assert.equal(headers['access-control-allow-credentials'], undefined)
    assert.match(headers['vary'] ?? '', /Origin/)
    for (const origin of ['https://evil.example', 'null', `${SHOP}.evil.example`, 'http://shop.example']) {
      const foreign = (await preflight(origin)).headers
      assert.equal(foreign['access-control-allow-origin'], undefined, origin)
      assert.equal(foreign['access-control-allow-headers'], undefined, origin)
    }
  }
  const control = await ask.options('/control/v1/spaces.list').set('Origin', SHOP)
  assert.equal(control.headers['access-control-allow-origin'], undefined)
  await operate('apps.archive', { app })
  const gone = await ask.options('/v1/chat.send').set('Origin', SHOP)
  assert.equal(gone.headers['access-control-allow-origin'], undefined)
})

test('the configuration of a widget is for its own sites; any page may ask whether it is one', async (t) => {
  const { url, app, persona, operate } = await backend(t, { model: null })
  const ask = supertest(url)
  const config = await ask.get('/v1/widget/config').query({ app }).set('Origin', SHOP).expect(200)
  assert.equal(config.headers['cache-control'], 'no-store')
  assert.deepEqual(Object.keys(config.body).toSorted(), ['app', 'issuer', 'name', 'personas', 'scopes'])
  assert.deepEqual(Object.keys(config.body.personas[0]).toSorted(), [
    'avatar',
    'greeting',
    'id',
    'name',
    'paused',
    'role',
    'starters',
  ])
  assert.equal(config.body.personas[0].id, persona)
  const steady = (id: string, origin?: string) => {
    const asked = ask.get('/v1/widget/config').query({ app: id }).set('X-Request-Id', 'same')
    return origin === undefined ? asked : asked.set('Origin', origin)
  }
  const unknown = await steady('app_00000000000000000000000000', SHOP).expect(404)
  for (const [id, origin] of [
    [app, 'https://evil.example'],
    [app, undefined],
    ['', SHOP],
    [app, 'null'],
  ] as const)
    assert.equal((await steady(id, origin).expect(404)).text, unknown.text)
  await ask.get('/v1/widget/config?app[]=x&app[y]=z').set('Origin', SHOP).expect(404)

  const check = async (id: string, origin: string) => {
    const { headers, body } = await ask.get('/v1/widget/check').query({ app: id }).set('Origin', origin).expect(200)
    assert.equal(headers['access-control-allow-origin'], '*')
    return body as unknown
  }
  assert.deepEqual(await check(app, SHOP), { allowed: true })
  assert.deepEqual(await check(app, 'https://evil.example'), { allowed: false })
  assert.deepEqual(await check('app_00000000000000000000000000', SHOP), { allowed: false })
  await operate('apps.update', { app, audience: 'servers' })
  assert.deepEqual(await check(app, SHOP), { allowed: false })
})

test('an act by HTTP has its data as the answer, and problem+json as every refusal', async (t) => {
  const place = await backend(t, { model: null })
  const ask = supertest(place.url)
  const visitor = await Visitor.at(place)
  const act = async (name: string, input: object) =>
    ask
      .post(`/v1/${name}`)
      .set({
        Origin: SHOP,
        Authorization: `DPoP ${visitor.tokens.access_token}`,
        DPoP: await visitor.proof('POST', `/v1/${name}`, { token: visitor.tokens.access_token }),
        'X-Request-Id': 'req-1',
      })
      .send(input)
  const { body } = await act('chat.start', {})
  assert.match(body.conversation.id, /^cnv_/)
  const missing = await act('chat.history', { conversation: 'cnv_nothing' })
  assert.equal(missing.status, 404)
  assert.equal(missing.headers['content-type'], 'application/problem+json; charset=utf-8')
  assert.deepEqual(JSON.parse(missing.text), {
    type: 'urn:persona:problem:not_found',
    title: 'Not found',
    status: 404,
    detail: 'There is nothing with this id here.',
    code: 'not_found',
    retryable: false,
    requestId: 'req-1',
  })
  const wrong = await act('chat.send', { conversation: body.conversation.id, text: 5, more: 1 })
  assert.equal(wrong.status, 400)
  assert.ok(JSON.parse(wrong.text).errors.some(({ pointer }: { pointer: string }) => pointer === '/text'))
  const anonymous = await ask.post('/v1/chat.list').send({}).expect(401)
  assert.match(anonymous.headers['www-authenticate'] ?? '', /DPoP/)
  await ask.get('/v1/chat.list').expect(404)
  await ask.delete('/v1/chat.list').expect(404)
})

/** What is no input for any action. */
const odd = ['', 'null', 'true', '5', '"text"', '[]', '[{}]', '{', '{"a":', '\u0000', '{"a":1}}', 'undefined', '<x/>']

test('whatever is posted instead of an input gets one clear problem, and writes nothing', async (t) => {
  const faults: string[] = []
  const log = pino({ level: 'warn' }, { write: (text: string) => void faults.push(text) })
  const place = await backend(t, { model: saying('Hello.'), log })
  const visitor = await Visitor.at(place)
  const { line, ids } = await talk(t, place, visitor)
  const before = kept(place.dir)
  const heard = line.heard.length
  const refused = async (name: string, body: string, status = 400, code = 'invalid_request', headers = {}) => {
    const response = await visitor.act(name, body, headers)
    const text = await response.text()
    assert.equal(response.status, status, `${name} ${body.slice(0, 60)} ${text.slice(0, 200)}`)
    assert.equal((JSON.parse(text) as { code: string }).code, code, `${name} ${body.slice(0, 60)}`)
    assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/)
    assert.ok(text.length < 5000)
  }
  const deep = `${'[{"a":'.repeat(2500)}1${'}]'.repeat(2500)}`
  for (const [name, input] of Object.entries(inputs(ids)) as [keyof Api, Record<string, unknown>][]) {
    if (!isReachable(place, name)) {
      await refused(name, JSON.stringify(input), 404, 'unknown_action')
      continue
    }
    // No body at all is an empty input.
    const needsInput = place.running.gate.actions.get(name)?.input.safeParse({}).success === false
    for (const body of odd) if (body !== '' || needsInput) await refused(name, body)
    await refused(name, deep)
    await refused(name, `{"a":${deep}}`)
    const whole = JSON.stringify(input)
    await refused(name, `{"__proto__":{"polluted":true},${whole.slice(1)}`)
    await refused(name, `{"constructor":{"prototype":{"polluted":true}},${whole.slice(1)}`)
    await refused(name, `{"more":1,${whole.slice(1)}`)
    for (const field of Object.keys(input))
      for (const bad of [null, [], {}, 1.5, '', 'x'.repeat(9000), { $gt: '' }])
        await refused(name, JSON.stringify({ ...input, [field]: bad }))
    const { largest = 64_000 } = place.running.gate.actions.get(name) as { largest?: number }
    await refused(name, JSON.stringify({ ...input, pad: 'x'.repeat(largest + 100_000) }), 413, 'too_large')
  }
  const whole = JSON.stringify(inputs(ids)['chat.send'])
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])
    await refused('chat.send', whole, 415, 'unsupported_media_type', { 'content-type': type })
  await refused('chat.send', whole, 415, 'unsupported_media_type', { 'content-type': 'application/json; charset=x' })
  await refused('chat.send', whole, 415, 'unsupported_media_type', { 'content-encoding': 'zip' })
  await refused('chat.send', whole, 400, 'invalid_request', { 'content-encoding': 'gzip' })
  for (const key of ['a b', 'x'.repeat(129), 'ä'])
    await refused('chat.send', whole, 400, 'invalid_request', { 'idempotency-key': key })
  for (const name of [
    'chat.nope',
    'constructor',
    'toString',
    '__proto__',
    'x'.repeat(500),
    'chat.send%00',
    '%F0%9F%A6%8A',
  ])
    await refused(name, '{}', 404, 'unknown_action')
  assert.deepEqual(kept(place.dir), before)
  assert.equal(line.heard.length, heard)
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
  assert.deepEqual(faults, [])
  await supertest(place.url).get('/readyz').expect(200)
})

test('a small body that unpacks to a large one is refused as large', async (t) => {
  const place = await backend(t, { model: null })
  const admin = await adminToken(place)
  const packed = gzipSync(`{"name":"${'x'.repeat(5_000_000)}"}`)
  const response = await fetch(`${place.url}/control/v1/spaces.create`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: packed,
  })
  assert.equal(response.status, 413)
})

test('bad input to control actions is refused alike, and no document changes', async (t) => {
  const faults: string[] = []
  const log = pino({ level: 'warn' }, { write: (text: string) => void faults.push(text) })
  const place = await backend(t, { model: null, log })
  const authorization = `Bearer ${await adminToken(place)}`
  const post = async (name: string, body: string) => {
    const headers = { authorization, 'content-type': 'application/json' }
    const response = await fetch(`${place.url}/control/v1/${name}`, { method: 'POST', headers, body })
    return [response.status, ((await response.json()) as { code: string }).code] as const
  }
  const before = kept(place.dir)
  const deep = `${'[{"a":'.repeat(2500)}1${'}]'.repeat(2500)}`
  for (const { plane, name, input } of place.running.gate.actions.values()) {
    if (plane !== 'control') continue
    for (const body of odd)
      if (body !== '' || input.safeParse({}).success === false)
        assert.deepEqual(await post(name, body), [400, 'invalid_request'], `${name} ${body}`)
    const ids = { space: place.space, app: place.app, persona: place.persona, name: 'A name' }
    const strange = [
      '"more":1',
      '"__proto__":{"polluted":true}',
      `"name":${deep}`,
      '"space":null',
      '"app":[]',
      '"persona":{}',
    ]
    for (const each of strange) {
      const known = Object.keys((input as unknown as { shape: object }).shape)
      const rest = Object.entries(ids).filter(([key]) => known.includes(key) && !each.startsWith(`"${key}"`))
      const body = `{${[...rest.map(([key, value]) => `"${key}":"${value}"`), each].join(',')}}`
      assert.deepEqual(await post(name, body), [400, 'invalid_request'], `${name} ${body.slice(0, 80)}`)
    }
    assert.deepEqual(await post(name, `{"pad":"${'x'.repeat(1_000_000)}"}`), [413, 'too_large'])
  }
  const foreign = [
    ['apps.create', { space: place.space, name: 'x', origins: ['https://a.example/path'] }],
    ['apps.create', { space: place.space, name: 'x', origins: ['http://a.example'] }],
    ['apps.create', { space: place.space, name: 'x', origins: ['*'] }],
    ['apps.create', { space: place.space, name: 'x', origins: ['null'] }],
    ['apps.create', { space: place.space, name: 'x', scopes: ['control:all'] }],
    ['apps.create', { space: place.space, name: 'x', personas: ['pe_00000000000000000000000000'] }],
    ['apps.update', { app: place.app, personas: ['pe_00000000000000000000000000'] }],
    ['personas.update', { persona: place.persona, avatar: 'javascript:alert(1)' }],
    ['personas.update', { persona: place.persona, policy: { actions: { 'no dot': 'allow' } } }],
    ['personas.update', { persona: place.persona, name: '  ' }],
    ['spaces.update', { space: place.space, capabilities: ['nope'] }],
  ] as const
  for (const [name, input] of foreign)
    assert.deepEqual(await post(name, JSON.stringify(input)), [400, 'invalid_request'], JSON.stringify(input))
  for (const [name, input] of [
    ['spaces.show', { space: 'sp_nothing' }],
    ['apps.show', { app: 'app_nothing' }],
    ['personas.pause', { persona: '__proto__' }],
  ] as const)
    assert.deepEqual(await post(name, JSON.stringify(input)), [404, 'not_found'], name)
  assert.deepEqual(kept(place.dir), before)
  assert.deepEqual(faults, [])
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
})

test('no name is dangerous, wherever it comes', async (t) => {
  const { url, app, running } = await backend(t, { model: null })
  const clean = () => {
    for (const name of ['isAdmin', 'polluted']) assert.equal(({} as Record<string, unknown>)[name], undefined, name)
  }
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'toJSON', 'length']
  for (const name of names) {
    const form = [
      `${name}[isAdmin]=true`,
      `${name}.isAdmin=true`,
      `${name}=x`,
      `grant_type=${name}`,
      `client_id=${name}`,
    ]
    for (const body of form) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: SHOP }
      const { status } = await fetch(`${url}/oauth/token`, { method: 'POST', headers, body })
      assert.ok(status === 400 || status === 401, `${body}: ${status}`)
      clean()
    }
    for (const query of [
      `app=${name}`,
      `${name}=x`,
      `app[${name}][isAdmin]=true`,
      `${name}[isAdmin]=true&app=${app}x`,
    ]) {
      for (const path of ['/v1/widget/config', '/v1/widget/check', '/openapi.json', '/socket.io/']) {
        const { status } = await fetch(`${url}${path}?${query}`, {
          headers: { origin: SHOP, [name]: '{"isAdmin":true}' },
        })
        assert.ok(status < 500, `${path}?${query}: ${status}`)
        clean()
      }
    }
    for (const plane of ['v1', 'control/v1']) {
      const { status } = await fetch(`${url}/${plane}/${name}`, { method: 'POST', body: '{}' })
      assert.equal(status, 401)
    }
    assert.equal(running.gate.actions.get(name), undefined)
    assert.equal(running.spaces.app(name), undefined)
  }
})

test('an address has one spelling', async (t) => {
  const { url } = await backend(t, { model: null })
  for (const path of ['/OAUTH/TOKEN', '/V1/chat.list', '/Control/v1/spaces.list']) {
    const response = await fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams({ grant_type: 'x' }) })
    assert.equal(response.status, 404, path)
    assert.equal(((await response.json()) as { code: string }).code, 'not_found', path)
  }
})
