/** Nonces in proofs (RFC 9449, section 8): off unless asked for, and then for every proof over HTTP. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as oauth from 'oauth4webapi'
import { backend, clock, prove, SHOP, Visitor } from '../peer.ts'
import { discover, insecure, register, vouch } from './host.ts'

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange'

test('with nonces on, a certified client is told the nonce, and every grant and act takes it', async (t) => {
  const place = await backend(t, { model: null, env: { DPOP_NONCE: 'on' } })
  const host = await register(place, place.app, 'person')
  const as = await discover(place)
  const client: oauth.Client = { client_id: place.app }
  const keys = await oauth.generateKeyPair('ES256')
  const DPoP = oauth.DPoP(client, keys)
  const options = { ...insecure, headers: { origin: SHOP }, DPoP }
  /** As an application does it: once more, with what the answer brought. */
  const again = async <T>(request: () => Promise<T>): Promise<T> => {
    try {
      return await request()
    } catch (thrown) {
      assert.ok(oauth.isDPoPNonceError(thrown), String(thrown))
      return await request()
    }
  }
  const subject_token_type = 'urn:ietf:params:oauth:token-type:jwt'
  let tries = 0
  const tokens = await again(async () => {
    tries++
    const params = { subject_token: await vouch(host, place), subject_token_type }
    const response = await oauth.genericTokenEndpointRequest(as, client, oauth.None(), GRANT, params, options)
    return oauth.processGenericTokenEndpointResponse(as, client, response)
  })
  assert.equal(tries, 2)
  const renewed = await again(async () => {
    const { refresh_token = '' } = tokens
    const response = await oauth.refreshTokenGrantRequest(as, client, oauth.None(), refresh_token, options)
    return oauth.processRefreshTokenResponse(as, client, response)
  })
  const url = new URL(`${place.url}/v1/chat.list`)
  const headers = new Headers({ 'content-type': 'application/json', origin: SHOP })
  const act = () =>
    oauth.protectedResourceRequest(renewed.access_token, 'POST', url, headers, '{}', { ...insecure, DPoP })
  assert.equal((await again(act)).status, 200)
})

test('a proof without the nonce, with another or with an old one gets the current one and nothing else', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now, env: { DPOP_NONCE: 'on' } })
  const visitor = new Visitor(place)
  visitor.keys = await oauth.generateKeyPair('ES256')
  const ask = async (nonce: string | undefined) => {
    const claims = { htm: 'POST', htu: `${place.url}/oauth/token`, ...(nonce === undefined ? {} : { nonce }) }
    const response = await fetch(`${place.url}/oauth/token`, {
      method: 'POST',
      headers: { origin: SHOP, dpop: await prove(visitor.keys, claims, time.now()) },
      body: new URLSearchParams({ grant_type: 'urn:persona:params:grant-type:visitor', client_id: place.app }),
    })
    const body = (await response.json()) as Visitor['tokens'] & { error?: string }
    if (response.ok) visitor.tokens = body
    return { error: body.error ?? 'granted', nonce: response.headers.get('dpop-nonce') ?? '' }
  }
  const { error, nonce } = await ask(undefined)
  assert.equal(error, 'use_dpop_nonce')
  assert.match(nonce, /^[\w-]{43}$/)
  assert.equal((await ask('mine')).error, 'use_dpop_nonce')
  assert.equal((await ask(nonce)).error, 'granted')
  // The one before is still good; the one before that is not.
  time.forward(5 * 60_000)
  const after = await ask(nonce)
  assert.equal(after.error, 'granted')
  assert.notEqual(after.nonce, nonce)
  time.forward(5 * 60_000)
  assert.equal((await ask(nonce)).error, 'use_dpop_nonce')
  const fresh = await ask(after.nonce)
  assert.equal(fresh.error, 'granted')

  visitor.now = time.now
  const act = await visitor.act('chat.list', {})
  assert.equal(act.status, 401)
  assert.match(act.headers.get('www-authenticate') ?? '', /DPoP error="use_dpop_nonce"/)
  assert.equal(act.headers.get('dpop-nonce'), fresh.nonce)
  // A socket's proof names its connection, which is nonce enough.
  await (await visitor.connect(t)).act('chat.list', {})
})

test('with nonces off nobody is asked for one', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  assert.equal((await visitor.act('chat.list', {})).headers.get('dpop-nonce'), null)
})
