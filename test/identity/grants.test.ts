/** The token endpoint: who gets a token, what it says, and who gets none. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as dpop from 'dpop'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { scopesOfRuntime } from '../../bff/capabilities/runtime.ts'
import { backend, prove, SHOP, saying, thumbprint, Visitor } from '../peer.ts'

const VISITOR = 'urn:persona:params:grant-type:visitor'

/** Read a token as an outsider does: with the published key and the rules of RFC 9068. */
const read = async (url: string, token: string) =>
  jwtVerify(token, createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`)), {
    issuer: url,
    audience: 'urn:persona:runtime',
    typ: 'at+jwt',
    algorithms: ['ES256'],
  })

test("a visitor's token says exactly what it must", async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const { access_token: token, refresh_token: _, session, ...rest } = visitor.tokens
  const jkt = await thumbprint(visitor.keys)
  const { payload, protectedHeader } = await read(place.url, token)
  const { iat, exp, jti, sid, ep, ...claims } = payload
  assert.equal(typeof ep, 'number')
  assert.deepEqual(claims, {
    iss: place.url,
    aud: 'urn:persona:runtime',
    sub: `vis:${jkt}`,
    client_id: place.app,
    space: place.space,
    scope: scopesOfRuntime().join(' '),
    personas: [place.persona],
    origin: SHOP,
    cnf: { jkt },
  })
  assert.equal((exp as number) - (iat as number), 300)
  assert.match(String(jti), /^[0-9A-Z]{26}$/)
  assert.match(String(sid), /^ses_[0-9A-Z]{26}$/)
  assert.deepEqual(Object.keys(protectedHeader).toSorted(), ['alg', 'kid', 'typ'])
  // It travels with every act by HTTP; most of it are the scopes of all families.
  assert.ok(token.length < 1280)
  const { refresh_expires_in, ...told } = rest
  assert.deepEqual(told, { token_type: 'DPoP', expires_in: 300, scope: scopesOfRuntime().join(' ') })
  assert.ok((refresh_expires_in as number) <= 24 * 3600)
  assert.deepEqual(session, {
    sid,
    space: place.space,
    personas: [place.persona],
    socket_url: place.url,
    renew_after: 210,
  })
})

test('the metadata and the key set are complete, and hold nothing private', async (t) => {
  const { url } = await backend(t, { model: null })
  const get = async (path: string) => (await (await fetch(`${url}${path}`)).json()) as Record<string, unknown>
  const metadata = await get('/.well-known/oauth-authorization-server')
  assert.equal(metadata['issuer'], url)
  for (const name of ['token_endpoint', 'revocation_endpoint', 'introspection_endpoint', 'jwks_uri'])
    assert.ok(String(metadata[name]).startsWith(`${url}/`), name)
  const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange'
  assert.deepEqual(metadata['grant_types_supported'], ['client_credentials', 'refresh_token', VISITOR, exchange])
  assert.deepEqual(metadata['scopes_supported'], scopesOfRuntime())
  assert.deepEqual(metadata['dpop_signing_alg_values_supported'], ['ES256'])
  const { keys } = (await get('/.well-known/jwks.json')) as { keys: Record<string, string>[] }
  assert.equal(keys.length, 1)
  for (const key of keys) assert.deepEqual(Object.keys(key).toSorted(), ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
})

test('a visitor of no origin, of another one or of an unknown app gets one and the same answer', async (t) => {
  const { url, app, operate, space } = await backend(t, { model: null })
  const { app: servers } = await operate<{ app: { id: string } }>('apps.create', {
    space,
    name: 'Servers',
    origins: [SHOP],
    audience: 'servers',
  })
  const keys = await dpop.generateKeyPair('ES256')
  const ask = async (client_id: string, origin: string | undefined) => {
    const response = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: {
        dpop: await prove(keys, { htm: 'POST', htu: `${url}/oauth/token` }),
        ...(origin === undefined ? {} : { origin }),
      },
      body: new URLSearchParams({ grant_type: VISITOR, client_id }),
    })
    return { status: response.status, cache: response.headers.get('cache-control'), body: await response.text() }
  }
  assert.equal((await ask(app, SHOP)).status, 200)
  const unknown = await ask('app_00000000000000000000000000', SHOP)
  assert.equal(unknown.status, 400)
  assert.equal(unknown.cache, 'no-store')
  assert.equal((JSON.parse(unknown.body) as { error: string }).error, 'unauthorized_client')
  const foreign = [
    undefined,
    'null',
    'https://evil.example',
    'http://shop.example',
    'https://shop.example:8443',
    'https://shop.example.evil.example',
    'https://SHOP.example',
    'https://shop.example/',
  ]
  for (const origin of foreign) assert.deepEqual(await ask(app, origin), unknown, String(origin))
  assert.deepEqual(await ask(servers.id, SHOP), unknown)
  assert.deepEqual(await ask('', SHOP), unknown)
  await operate('apps.archive', { app })
  assert.deepEqual(await ask(app, SHOP), unknown)
})

test('a visitor proves its key, freshly and for this very request', async (t) => {
  const { url, app } = await backend(t, { model: null })
  const keys = await dpop.generateKeyPair('ES256')
  const another = await dpop.generateKeyPair('ES256')
  const htu = `${url}/oauth/token`
  const right = { htm: 'POST', htu }
  const ask = async (proof: string | undefined): Promise<string> => {
    const response = await fetch(htu, {
      method: 'POST',
      headers: { origin: SHOP, ...(proof === undefined ? {} : { dpop: proof }) },
      body: new URLSearchParams({ grant_type: VISITOR, client_id: app }),
    })
    const { error = 'granted' } = (await response.json()) as { error?: string }
    assert.equal(response.status, error === 'granted' ? 200 : 400)
    return error
  }
  const once = await prove(keys, right)
  assert.equal(await ask(once), 'granted')
  const [header, body] = once.split('.')
  const { jwk: foreignJwk } = JSON.parse(
    Buffer.from((await prove(another, right)).split('.')[0] ?? '', 'base64url').toString(),
  ) as { jwk: unknown }
  const bad: Record<string, string | undefined> = {
    missing: undefined,
    'used before': once,
    'no proof at all': 'x.y.z',
    'too old': await prove(keys, right, Date.now() - 120_000),
    'from the future': await prove(keys, right, Date.now() + 120_000),
    'of another path': await prove(keys, { ...right, htu: `${url}/oauth/revoke` }),
    'of another host': await prove(keys, { ...right, htu: 'https://evil.example/oauth/token' }),
    'of another method': await prove(keys, { ...right, htm: 'GET' }),
    'without htu': await prove(keys, { htm: 'POST' }),
    'with a short jti': await prove(keys, { ...right, jti: 'x' }),
    'with a jti that is no text': await prove(keys, { ...right, jti: 5 as unknown as string }),
    'of another type': await prove(keys, right, Date.now(), { typ: 'JWT' }),
    "under somebody else's key": await prove(keys, right, Date.now(), { jwk: foreignJwk }),
    'without a key': await prove(keys, right, Date.now(), { jwk: undefined }),
    unsigned: `${Buffer.from('{"alg":"none","typ":"dpop+jwt"}').toString('base64url')}.${body}.`,
    'with a cut signature': `${header}.${body}.${'A'.repeat(20)}`,
    'too long': `${'a'.repeat(5000)}.${body}.x`,
  }
  for (const [what, proof] of Object.entries(bad)) assert.equal(await ask(proof), 'invalid_dpop_proof', what)
})

test('what is granted is what the app, the persona, the space and the request have in common', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  const { app, persona, space, operate, running } = place
  const all = ['chat:read', 'chat:write']
  const subsets = [[], ['chat:read'], ['chat:write'], all]
  const denials = Object.fromEntries(
    all.map((scope) => [
      scope,
      [...running.gate.actions.values()].filter((each) => each.scope === scope).map(({ name }) => [name, 'deny']),
    ]),
  )
  for (const ofApp of subsets)
    for (const denied of subsets)
      for (const capabilities of [['chat'], []]) {
        await operate('apps.update', { app, scopes: ofApp })
        await operate('personas.update', {
          persona,
          policy: { actions: Object.fromEntries(denied.flatMap((scope) => denials[scope] ?? [])) },
        })
        await operate('spaces.update', { space, capabilities })
        for (const requested of [undefined, ...subsets.slice(1), ['chat:read', 'control:all', 'nothing:here']]) {
          const expected = ofApp.filter(
            (scope) => !denied.includes(scope) && capabilities.length > 0 && (requested?.includes(scope) ?? true),
          )
          const wish: Record<string, string> = requested ? { scope: requested.join(' ') } : {}
          const granted = await Visitor.with(place, wish).then(
            ({ tokens }) => tokens.scope.split(' '),
            (thrown: unknown) => {
              assert.match(String(thrown), /invalid_scope/)
              return []
            },
          )
          const about = JSON.stringify({ ofApp, denied, capabilities, requested })
          assert.deepEqual(granted.toSorted(), expected.toSorted(), about)
        }
      }
})

test('a request may narrow the personas, and only to those of the app', async (t) => {
  const place = await backend(t, { model: null })
  const { persona } = await place.operate<{ persona: { id: string } }>('personas.create', {
    space: place.space,
    name: 'Ada',
  })
  await assert.rejects(Visitor.with(place, { persona: persona.id }), /invalid_grant/)
  await place.operate('apps.update', { app: place.app, personas: [place.persona, persona.id] })
  const { tokens } = await Visitor.with(place, { persona: persona.id })
  assert.deepEqual(tokens.session?.personas, [persona.id])
  await place.operate('personas.archive', { persona: persona.id })
  await assert.rejects(Visitor.with(place, { persona: persona.id }), /invalid_grant/)
})

test('a malformed request to the token endpoint has one OAuth error', async (t) => {
  const { url, app } = await backend(t, { model: null })
  const post = async (body: string, type = 'application/x-www-form-urlencoded', more: Record<string, string> = {}) => {
    const headers = { 'content-type': type, origin: SHOP, ...more }
    const response = await fetch(`${url}/oauth/token`, { method: 'POST', headers, body })
    assert.equal(response.headers.get('cache-control'), 'no-store')
    return [response.status, ((await response.json()) as { error: string }).error]
  }
  assert.deepEqual(await post(''), [400, 'unsupported_grant_type'])
  assert.deepEqual(await post('grant_type=password'), [400, 'unsupported_grant_type'])
  assert.deepEqual(await post('grant_type=__proto__'), [400, 'unsupported_grant_type'])
  assert.deepEqual(await post(`grant_type=${VISITOR}&client_id=${app}&client_id=${app}`), [400, 'invalid_request'])
  assert.deepEqual(await post('{"grant_type":"x"}', 'application/json'), [400, 'invalid_request'])
  assert.deepEqual(await post('x'.repeat(1_000_000)), [413, 'invalid_request'])
  assert.deepEqual(await post('&a=1'.repeat(100)), [413, 'invalid_request'])
  const basic = (credentials: string) => ({ authorization: credentials })
  const type = 'application/x-www-form-urlencoded'
  assert.deepEqual(await post('grant_type=client_credentials', type, basic('Digest x')), [401, 'invalid_client'])
  const undecodable = `Basic ${Buffer.from('%zz:%').toString('base64')}`
  assert.deepEqual(await post('grant_type=client_credentials', type, basic(undecodable)), [401, 'invalid_client'])
})

test('two grants with one key are one person in two sessions', async (t) => {
  const place = await backend(t, { model: null })
  const one = await Visitor.at(place)
  const two = await Visitor.with(place, { keys: one.keys })
  assert.notEqual(one.tokens.session?.sid, two.tokens.session?.sid)
  const line = await one.connect(t)
  const { conversation } = await line.act('chat.start', {})
  const { conversations } = await (await two.connect(t)).act('chat.list', {})
  assert.deepEqual(
    conversations.map(({ id }) => id),
    [conversation.id],
  )
  assert.notEqual(one.tokens.refresh_token, two.tokens.refresh_token)
})
