/** An app's backend: its secret, exchanged as a certified OAuth client does it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as oauth from 'oauth4webapi'
import { scopesOfRuntime } from '../../bff/capabilities/runtime.ts'
import { localOperator } from '../../bff/demo.ts'
import { type Backend, backend, clock, prove, SHOP } from '../peer.ts'

const insecure = { [oauth.allowInsecureRequests]: true }

const discover = async ({ url }: Backend) => {
  const issuer = new URL(url)
  return oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure }),
  )
}

const rotate = async ({ operate, app }: Backend, overlap = 3600): Promise<string> =>
  (await operate<{ secret: string }>('apps.rotateSecret', { app, overlap })).secret

const exchange = async (place: Backend, secret: string, params: Record<string, string> = {}, dpop = false) => {
  const as = await discover(place)
  const client: oauth.Client = { client_id: place.app }
  const handle = dpop ? { DPoP: oauth.DPoP(client, await oauth.generateKeyPair('ES256')) } : {}
  const options = { ...insecure, ...handle }
  const auth = oauth.ClientSecretBasic(secret)
  const response = await oauth.clientCredentialsGrantRequest(as, client, auth, params, options)
  return { as, client, tokens: await oauth.processClientCredentialsResponse(as, client, response), ...handle }
}

test('a server exchanges its secret and acts with the token, without and with a proof', async (t) => {
  const place = await backend(t, { model: null })
  const secret = await rotate(place)
  for (const dpop of [false, true]) {
    const { as, tokens, DPoP } = await exchange(place, secret, {}, dpop)
    assert.equal(tokens.token_type, dpop ? 'dpop' : 'bearer')
    assert.equal(tokens.expires_in, 300)
    assert.equal(tokens.refresh_token, undefined)
    const url = new URL(`${place.url}/v1/chat.start`)
    const headers = new Headers({ 'content-type': 'application/json' })
    const response = await oauth.protectedResourceRequest(tokens.access_token, 'POST', url, headers, '{}', {
      ...insecure,
      ...(DPoP ? { DPoP } : {}),
    })
    assert.equal(response.status, 200)
    // The same client, as a resource server, checks the token by the published keys.
    const presented = new Request(`${place.url}/v1/chat.list`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })
    if (dpop) continue
    const claims = await oauth.validateJwtAccessToken(as, presented, 'urn:persona:runtime', insecure)
    const { iat, exp, jti, ep: _, ...rest } = claims
    assert.equal(exp - iat, 300)
    assert.match(jti, /^[0-9A-Z]{26}$/)
    assert.deepEqual(rest, {
      iss: place.url,
      aud: 'urn:persona:runtime',
      sub: `svc:${place.app}`,
      client_id: place.app,
      space: place.space,
      scope: scopesOfRuntime().join(' '),
      personas: [place.persona],
    })
  }
  const { tokens } = await exchange(place, secret, { scope: 'chat:read' })
  assert.equal(tokens.scope, 'chat:read')
})

test('a proof-bound token of a server is refused as a bearer, and a plain one with another scheme', async (t) => {
  const place = await backend(t, { model: null })
  const secret = await rotate(place)
  const bound = (await exchange(place, secret, {}, true)).tokens.access_token
  const plain = (await exchange(place, secret)).tokens.access_token
  const act = async (authorization: string, more: Record<string, string> = {}) => {
    const headers = { authorization, 'content-type': 'application/json', ...more }
    return (await fetch(`${place.url}/v1/chat.list`, { method: 'POST', headers, body: '{}' })).status
  }
  assert.equal(await act(`Bearer ${plain}`), 200)
  assert.equal(await act(`Bearer ${bound}`), 401)
  assert.equal(await act(`DPoP ${plain}`), 401)
  assert.equal(await act(`DPoP ${bound}`), 401)
  assert.equal(await act(`Bearer ${plain}`, { origin: SHOP }), 401)
  const stranger = await oauth.generateKeyPair('ES256')
  const proof = await prove(stranger, { htm: 'POST', htu: `${place.url}/v1/chat.list` })
  assert.equal(await act(`DPoP ${bound}`, { dpop: proof }), 401)
})

test('a wrong secret and an unknown client are told the same, and a browser nothing else', async (t) => {
  const place = await backend(t, { model: null })
  const secret = await rotate(place)
  const other = await place.operate<{ app: { id: string } }>('apps.create', { space: place.space, name: 'Other' })
  const ask = async (id: string, given: string, more: Record<string, string> = {}) => {
    const response = await fetch(`${place.url}/oauth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(given)}`).toString('base64')}`,
        ...more,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    return [response.status, response.headers.get('www-authenticate'), await response.text()] as const
  }
  assert.equal((await ask(place.app, secret))[0], 200)
  const unknown = await ask('app_00000000000000000000000000', secret)
  assert.equal(unknown[0], 401)
  assert.match(unknown[1] ?? '', /^Basic/)
  assert.equal((JSON.parse(unknown[2]) as { error: string }).error, 'invalid_client')
  const last = secret.at(-1) === 'a' ? 'b' : 'a'
  const wrong = [`${secret.slice(0, -1)}${last}`, '', 'x', secret.toUpperCase(), `${secret} `, 'x'.repeat(500)]
  for (const each of wrong) assert.deepEqual(await ask(place.app, each), unknown)
  assert.deepEqual(await ask(other.app.id, secret), unknown)
  assert.deepEqual(await ask('', ''), unknown)
  assert.deepEqual(await ask('admin', secret), unknown)
  assert.deepEqual(await ask(place.app, place.running.adminKey ?? ''), unknown)
  const [status, , body] = await ask(place.app, secret, { origin: SHOP })
  assert.equal(status, 400)
  assert.equal((JSON.parse(body) as { error: string }).error, 'invalid_request')
  assert.equal((await ask('admin', place.running.adminKey ?? '', { origin: SHOP }))[0], 400)
})

test('at most two secrets live: the one before goes on for its overlap, a third is refused', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const works = (secret: string) =>
    exchange(place, secret).then(
      () => true,
      () => false,
    )
  const first = await rotate(place)
  const second = await rotate(place, 3600)
  assert.notEqual(first, second)
  assert.deepEqual([await works(first), await works(second)], [true, true])
  await assert.rejects(rotate(place), /"status":409.*"code":"conflict"/)
  time.forward(3601_000)
  assert.deepEqual([await works(first), await works(second)], [false, true])
  const third = await rotate(place, 0)
  assert.deepEqual([await works(second), await works(third)], [false, true])
  const { app } = await place.operate<{ app: { secrets: object[] } }>('apps.show', { app: place.app })
  assert.equal(app.secrets.length, 1)
  assert.doesNotMatch(JSON.stringify(app), /"hash"/)
  assert.ok(!JSON.stringify(app).includes(third))
})

test('a secret that was shown is not kept, and not shown again for the same key', async (t) => {
  const place = await backend(t, { model: null })
  const { running, app } = place
  const options = { idempotencyKey: 'once' }
  const first = await running.gate.perform(localOperator, 'apps.rotateSecret', { app }, options)
  const again = await running.gate.perform(localOperator, 'apps.rotateSecret', { app }, options)
  assert.equal(first.ok, true)
  assert.equal(again.ok === false && again.problem.code, 'idempotency_conflict')
})

test('an app for visitors only gives servers nothing', async (t) => {
  const place = await backend(t, { model: null })
  const secret = await rotate(place)
  await place.operate('apps.update', { app: place.app, audience: 'visitors' })
  await assert.rejects(exchange(place, secret), (thrown: { error?: string }) => thrown.error === 'unauthorized_client')
})
