/** A host's backend without a shared secret: it signs that it is the app, and asks what a token is worth. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { type CryptoKey, SignJWT } from 'jose'
import * as oauth from 'oauth4webapi'
import { scopesOfRuntime } from '../../bff/capabilities/runtime.ts'
import { adminToken, type Backend, backend, clock, furnish, SHOP, Visitor } from '../peer.ts'
import { discover, insecure, register, type Signer, vouch } from './host.ts'

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The certified client's own assertion, with the explicit type. */
const signedBy = ({ key }: Signer): oauth.ClientAuth =>
  oauth.PrivateKeyJwt(key as CryptoKey, {
    [oauth.modifyAssertion]: (header) => void (header['typ'] = 'client-authentication+jwt'),
  })

const own = ({ alg, key }: Signer, place: { url: string; app: string }, claims: object = {}, typ?: string) => {
  const iat = Math.floor(Date.now() / 1000)
  const usual = { iss: place.app, sub: place.app, aud: place.url, iat, exp: iat + 60, jti: randomUUID() }
  return new SignJWT(JSON.parse(JSON.stringify({ ...usual, ...claims })) as Record<string, unknown>)
    .setProtectedHeader({ alg, typ: typ ?? 'client-authentication+jwt' })
    .sign(key)
}

const ask = async ({ url }: Backend, params: Record<string, string>, headers: Record<string, string> = {}) => {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...params })
  const response = await fetch(`${url}/oauth/token`, { method: 'POST', headers, body })
  const { error = 'granted' } = (await response.json()) as { error?: string }
  return `${response.status} ${error}`
}

test('a server that signs who it is gets a token, by either algorithm, with and without a proof', async (t) => {
  const place = await backend(t, { model: null })
  const as = await discover(place)
  assert.ok(as.token_endpoint_auth_methods_supported?.includes('private_key_jwt'))
  const client: oauth.Client = { client_id: place.app }
  for (const alg of ['ES256', 'EdDSA'] as const) {
    const auth = signedBy(await register(place, place.app, 'client', alg))
    for (const dpop of [false, true]) {
      const options = dpop ? { DPoP: oauth.DPoP(client, await oauth.generateKeyPair('ES256')) } : {}
      const response = await oauth.clientCredentialsGrantRequest(as, client, auth, {}, { ...insecure, ...options })
      const tokens = await oauth.processClientCredentialsResponse(as, client, response)
      const url = new URL(`${place.url}/v1/chat.list`)
      const headers = new Headers({ 'content-type': 'application/json' })
      const used = await oauth.protectedResourceRequest(tokens.access_token, 'POST', url, headers, '{}', {
        ...insecure,
        ...options,
      })
      assert.equal(used.status, 200)
    }
  }
})

test('a client assertion is by a client key, for this issuer, a minute long, and used once', async (t) => {
  const place = await backend(t, { model: null })
  const key = await register(place, place.app, 'client')
  const personKey = await register(place, place.app, 'person')
  const { app } = await place.operate<{ app: { id: string } }>('apps.create', { space: place.space, name: 'Other' })
  const foreign = await register(place, app.id, 'client')
  const now = Math.floor(Date.now() / 1000)
  const auth = (client_assertion: string, more: object = {}) =>
    ask(place, { client_assertion, client_assertion_type: TYPE, ...more })
  const once = await own(key, place)
  assert.equal(await auth(once), '200 granted')
  const bad: Record<string, string> = {
    'used before': once,
    'by a person key': await own(personKey, place),
    "by another app's key": await own(foreign, place),
    'of an unknown app': await own(key, { ...place, app: 'app_00000000000000000000000000' }),
    'about another app': await own(key, place, { sub: app.id }),
    'of a plain type': await own(key, place, {}, 'JWT'),
    'of the type of a person': await vouch(key, place, { sub: place.app }),
    'for the token endpoint': await own(key, place, { aud: `${place.url}/oauth/token` }),
    'for a list': await own(key, place, { aud: [place.url] }),
    'of 61 seconds': await own(key, place, { iat: now, exp: now + 61 }),
    ended: await own(key, place, { iat: now - 60, exp: now - 10 }),
    'without jti': await own(key, place, { jti: undefined }),
    'without iat': await own(key, place, { iat: undefined }),
    'no assertion': 'x',
    'an empty one': '',
  }
  for (const [what, each] of Object.entries(bad)) assert.equal(await auth(each), '401 invalid_client', what)
  assert.equal(await auth(await own(key, place), { client_id: app.id }), '401 invalid_client')
  assert.equal(await auth(await own(key, place), { client_assertion_type: 'x' }), '400 invalid_request')
  const both = { authorization: `Basic ${Buffer.from(`${place.app}:x`).toString('base64')}` }
  const params = { client_assertion: await own(key, place), client_assertion_type: TYPE }
  assert.equal(await ask(place, params, both), '400 invalid_request')
  assert.equal(await ask(place, params, { origin: SHOP }), '400 invalid_request')
  assert.equal(await ask(place, params), '200 granted')
  await place.operate('apps.removeIdentityKey', { app: place.app, key: key.id })
  assert.equal(await auth(await own(key, place)), '401 invalid_client')
})

test("a server learns what a token of its own space is worth, and nothing about another space's", async (t) => {
  const place = await backend(t, { model: null })
  const as = await discover(place)
  const client: oauth.Client = { client_id: place.app }
  const auth = signedBy(await register(place, place.app, 'client'))
  const introspect = async (token: string, who = client, by = auth) =>
    oauth.processIntrospectionResponse(as, who, await oauth.introspectionRequest(as, who, by, token, insecure))
  const visitor = await Visitor.at(place)
  const token = visitor.tokens.access_token
  const about = await introspect(token)
  assert.equal(about.active, true)
  assert.equal(about.token_type, 'DPoP')
  assert.equal(about.client_id, place.app)
  assert.equal(about.scope, scopesOfRuntime().join(' '))
  assert.match(about.sub ?? '', /^vis:/)
  assert.equal(about.iss, place.url)
  assert.ok(about.cnf?.jkt)

  // By an app of the same space, with its secret; by one of another space, never.
  const { app } = await place.operate<{ app: { id: string } }>('apps.create', { space: place.space, name: 'Other' })
  const { secret } = await place.operate<{ secret: string }>('apps.rotateSecret', { app: app.id })
  const neighbour = oauth.ClientSecretBasic(secret)
  assert.equal((await introspect(token, { client_id: app.id }, neighbour)).active, true)
  const elsewhere = { ...place, ...(await furnish(place.operate, 'Elsewhere', SHOP)) }
  const stranger = signedBy(await register(place, elsewhere.app, 'client'))
  assert.deepEqual(await introspect(token, { client_id: elsewhere.app }, stranger), { active: false })
  const unknown = [await adminToken(place), visitor.tokens.refresh_token as string, 'x', 'a.b.c', `${token}x`]
  for (const each of unknown) assert.deepEqual(await introspect(each), { active: false })
  const anonymous = await fetch(`${place.url}/oauth/introspect`, {
    method: 'POST',
    body: new URLSearchParams({ token }),
  })
  assert.equal(anonymous.status, 401)

  // The same client revokes it.
  await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, auth, token, insecure))
  assert.deepEqual(await introspect(token), { active: false })
  assert.equal((await visitor.act('chat.list', {})).status, 401)
  const another = await Visitor.at(place)
  await place.operate('apps.archive', { app: place.app })
  const gone = await introspect(another.tokens.access_token, { client_id: app.id }, neighbour)
  assert.deepEqual(gone, { active: false })
})

test('an operator sees when each credential was last used, to the minute', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const key = await register(place, place.app, 'client')
  const { secret } = await place.operate<{ secret: string }>('apps.rotateSecret', { app: place.app })
  const basic = { authorization: `Basic ${Buffer.from(`${place.app}:${secret}`).toString('base64')}` }
  type Used = { id: string; lastUsedAt: string | null }[]
  const seen = async () => {
    const { app } = await place.operate<{ app: { secrets: Used; identityKeys: Used } }>('apps.show', { app: place.app })
    return [app.secrets[0]?.lastUsedAt, app.identityKeys.find(({ id }) => id === key.id)?.lastUsedAt]
  }
  assert.deepEqual(await seen(), [null, null])
  await ask(place, {}, { authorization: `${basic.authorization.slice(0, -4)}AAAA` })
  assert.deepEqual(await seen(), [null, null])
  const minute = () => new Date(time.now() - (time.now() % 60_000)).toISOString()
  const first = minute()
  assert.equal(await ask(place, {}, basic), '200 granted')
  const params = { client_assertion: await own(key, place), client_assertion_type: TYPE }
  assert.equal(await ask(place, params), '200 granted')
  const [bySecret, byKey] = await seen()
  assert.ok([first, minute()].includes(bySecret ?? ''))
  assert.ok([first, minute()].includes(byKey ?? ''))
  time.forward(120_000)
  assert.equal(await ask(place, {}, basic), '200 granted')
  const [later, before] = await seen()
  assert.ok(Date.parse(later ?? '') - Date.parse(bySecret ?? '') >= 120_000)
  assert.equal(before, byKey)
})
