/** Forged, foreign and mistaken tokens: each is refused by the verifier of each kind. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as dpop from 'dpop'
import { type CryptoKey, decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { adminToken, ath, type Backend, backend, dial, prove, signer, SHOP, Visitor } from '../peer.ts'
import { exchangeOf, register, vouch } from './host.ts'

/** Present a token as its holder would, at the door of the runtime. @returns the status */
const present = async (place: Backend, visitor: Visitor, token: string): Promise<number> => {
  const dpopProof = await visitor.proof('POST', '/v1/chat.list', { token })
  const response = await fetch(`${place.url}/v1/chat.list`, {
    method: 'POST',
    headers: { origin: SHOP, authorization: `DPoP ${token}`, dpop: dpopProof, 'content-type': 'application/json' },
    body: '{}',
  })
  const body = await response.text()
  assert.ok(response.status < 500, body)
  return response.status
}

const CLIENT = { typ: 'client-authentication+jwt' }

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

test('a token in which one character was changed is refused, the last one too', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const token = visitor.tokens.access_token
  assert.equal(await present(place, visitor, token), 200)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  for (const character of alphabet) {
    if (token.endsWith(character)) continue
    assert.equal(await present(place, visitor, token.slice(0, -1) + character), 401, `…${character}`)
  }
  for (let index = 3; index < token.length - 1; index += 37) {
    const changed = token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1)
    assert.equal(await present(place, visitor, changed), 401, `character ${index}`)
  }
  for (const changed of [`${token}=`, `${token}A`, token.slice(0, -1), `${token}.`, token.replace('.', '..')])
    assert.equal(await present(place, visitor, changed), 401)
})

test('no other algorithm and no other key signs a token', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const token = visitor.tokens.access_token
  const [header = '', payload = '', signature = ''] = token.split('.')
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }
  const claims = decodeJwt(token)
  const { keys } = (await (await fetch(`${place.url}/.well-known/jwks.json`)).json()) as { keys: object[] }
  const own = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(own.publicKey)
  const sign = (more: Record<string, unknown>, key: CryptoKey | Uint8Array = own.privateKey, alg = 'ES256') =>
    new SignJWT(claims).setProtectedHeader({ alg, typ: 'at+jwt', kid, ...more }).sign(key)
  const symmetric = new TextEncoder().encode(JSON.stringify(keys[0]).padEnd(64, ' '))
  const forged: Record<string, string> = {
    none: `${encode({ alg: 'none', typ: 'at+jwt', kid })}.${payload}.`,
    None: `${encode({ alg: 'None', typ: 'at+jwt', kid })}.${payload}.${signature}`,
    'no alg': `${encode({ typ: 'at+jwt', kid })}.${payload}.${signature}`,
    HS256: await sign({}, symmetric, 'HS256'),
    'another key': await sign({}),
    'a key of its own by jwk': await sign({ jwk }),
    'a key of its own by jku': await sign({ jku: 'https://evil.example/jwks.json' }),
    'a key of its own by x5u': await sign({ x5u: 'https://evil.example/x5u', x5c: ['AAAA'] }),
    'an unknown kid': await sign({ kid: 'mine' }),
    'a kid that is a path': await sign({ kid: '../../../dev/null' }),
    'a kid that is a prototype': await sign({ kid: '__proto__' }),
    'no kid': await sign({ kid: undefined }),
    'no token': 'x',
    'an empty one': '..',
  }
  for (const [what, each] of Object.entries(forged)) assert.equal(await present(place, visitor, each), 401, what)
})

test('even with the right key a token must be one of ours, complete and young', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const sign = await signer(place)
  const { iat: _, exp: __, jti: ___, ...claims } = decodeJwt(visitor.tokens.access_token)
  const now = Math.floor(Date.now() / 1000)
  assert.equal(await present(place, visitor, await sign(claims)), 200)
  const wrong: Record<string, [object, Record<string, unknown>?]> = {
    'another type': [{}, { typ: 'JWT' }],
    'no type': [{}, { typ: undefined }],
    'the type of a proof': [{}, { typ: 'dpop+jwt' }],
    'another issuer': [{ iss: 'https://evil.example' }],
    'a longer issuer': [{ iss: `${place.url}/` }],
    'another audience': [{ aud: 'urn:persona:control' }],
    'two audiences': [{ aud: ['urn:persona:runtime', 'urn:persona:control'] }],
    ended: [{ iat: now - 400, exp: now - 100 }],
    'ten years long': [{ iat: now - 400, exp: now + 315_360_000 }],
    'not begun': [{ nbf: now + 60 }],
    'issued in the future': [{ iat: now + 60, exp: now + 300 }],
    'of another site': [{ origin: 'https://evil.example' }],
    'of no site': [{ origin: undefined }],
    'of no session': [{ sid: undefined }],
    'bound to no key': [{ cnf: undefined }],
    'bound to another key': [{ cnf: { jkt: 'x'.repeat(43) } }],
    'an empty binding': [{ cnf: {} }],
    'of another space': [{ space: 'sp_00000000000000000000000000' }],
  }
  for (const name of ['iss', 'aud', 'sub', 'iat', 'exp', 'jti', 'client_id', 'space', 'scope', 'personas'])
    wrong[`without ${name}`] = [{ [name]: undefined }]
  for (const [what, [changed, header]] of Object.entries(wrong)) {
    const token = await sign({ ...claims, ...changed }, header)
    assert.equal(await present(place, visitor, token), 401, what)
  }
})

test('no kind of token passes where another kind is asked for', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const { secret } = await place.operate<{ secret: string }>('apps.rotateSecret', { app: place.app })
  const response = await fetch(`${place.url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${place.app}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  const server = ((await response.json()) as { access_token: string }).access_token
  const control = await adminToken(place)
  const proof = await visitor.proof('POST', '/v1/chat.list', {})
  const { access_token: browser, refresh_token: refresh = '' } = visitor.tokens

  const bearer = async (path: string, token: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    return (await fetch(`${place.url}${path}`, { method: 'POST', headers, body: '{}' })).status
  }
  const knock = async (token: string, origin: string | null) => {
    const guest = new Visitor(place)
    guest.keys = visitor.keys
    guest.tokens = { ...visitor.tokens, access_token: token }
    const socket = dial(guest, { origin })
    t.after(() => socket.close())
    return new Promise<string>((resolve) => {
      socket.once('welcome', () => resolve('welcome'))
      socket.once('connect_error', ({ message }) => resolve(message))
    })
  }
  const person = await vouch(await register(place, place.app, 'person'), place)
  const clientKey = await register(place, place.app, 'client')
  const client = await vouch(clientKey, place, { sub: place.app, exp: Math.floor(Date.now() / 1000) + 60 }, CLIENT)
  const kinds = { browser, server, control, proof, refresh, secret, person, client }
  for (const [kind, token] of Object.entries(kinds)) {
    assert.equal(await bearer('/v1/chat.list', token), kind === 'server' ? 200 : 401, kind)
    assert.equal(await bearer('/control/v1/spaces.list', token), kind === 'control' ? 200 : 401, kind)
    assert.equal(await present(place, visitor, token), kind === 'browser' ? 200 : 401, kind)
    assert.equal(await knock(token, SHOP), kind === 'browser' ? 'welcome' : 'invalid_token', kind)
    assert.equal(await knock(token, null), kind === 'server' ? 'welcome' : 'invalid_token', kind)
    const body = { grant_type: 'refresh_token', client_id: place.app, refresh_token: token }
    assert.equal((await visitor.post('/oauth/token', body)).status, kind === 'refresh' ? 200 : 400, kind)
    const exchange = { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', ...exchangeOf(token) }
    const exchanged = await visitor.post('/oauth/token', { client_id: place.app, ...exchange })
    assert.equal(exchanged.status, kind === 'person' ? 200 : 400, kind)
    const signed = await fetch(`${place.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion: token,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      }),
    })
    assert.equal(signed.status, kind === 'client' ? 200 : 401, kind)
    // As a proof, beside a good token.
    const act = await visitor.act('chat.list', {}, { dpop: token })
    assert.equal(act.status, 401, kind)
  }
})

test('a proof belongs to one request, one token and one key, and is used once', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const token = visitor.tokens.access_token
  const right = { htm: 'POST', htu: `${place.url}/v1/chat.list`, ath: ath(token) }
  const act = async (proof: string) => (await visitor.act('chat.list', {}, { dpop: proof })).status
  const once = await prove(visitor.keys, right)
  assert.equal(await act(once), 200)
  assert.equal(await act(once), 401)
  const bad = [
    await prove(visitor.keys, { htm: right.htm, htu: right.htu }),
    await prove(visitor.keys, { ...right, ath: ath(`${token}x`) }),
    await prove(visitor.keys, { ...right, htu: `${place.url}/v1/chat.send` }),
    await prove(visitor.keys, { ...right, htm: 'GET' }),
    await prove(visitor.keys, right, Date.now() - 65_000),
    await prove(await dpop.generateKeyPair('ES256'), right),
    '',
  ]
  for (const [index, proof] of bad.entries()) assert.equal(await act(proof), 401, `proof ${index}`)
})
