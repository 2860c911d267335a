/** Persons whom the host's own backend signs in: it exchanges the assertion, for a key that only the browser holds. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as dpop from 'dpop'
import { type CryptoKey, decodeJwt } from 'jose'
import * as oauth from 'oauth4webapi'
import { type Backend, backend, dial, saying, SHOP, tables, talk, thumbprint, Visitor } from '../peer.ts'
import { actor, discover, exchangeOf, insecure, register, signedIn, vouch } from './host.ts'

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange'

/** The certified client, with the host's own credentials. @throws when it is refused */
const exchanged = async (place: Backend, auth: oauth.ClientAuth, params: Record<string, string>) => {
  const as = await discover(place)
  const client: oauth.Client = { client_id: place.app }
  const response = await oauth.genericTokenEndpointRequest(as, client, auth, GRANT, params, insecure)
  return (await oauth.processGenericTokenEndpointResponse(as, client, response)) as unknown as Visitor['tokens']
}

const refused = (code: string) => (thrown: { error?: string }) => thrown.error === code

const rotated = async ({ operate, app }: Backend): Promise<oauth.ClientAuth> =>
  oauth.ClientSecretBasic((await operate<{ secret: string }>('apps.rotateSecret', { app })).secret)

test("a backend exchanges an assertion for its browser's key, by either credential, and the browser goes on alone", async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  const signer = await register(place, place.app, 'person')
  const client = await register(place, place.app, 'client')
  const signed = oauth.PrivateKeyJwt(client.key as CryptoKey, {
    [oauth.modifyAssertion]: (header) => void (header['typ'] = 'client-authentication+jwt'),
  })
  for (const auth of [await rotated(place), signed]) {
    const browser = new Visitor(place)
    browser.keys = await dpop.generateKeyPair('ES256')
    const jkt = await thumbprint(browser.keys)
    const tokens = await exchanged(place, auth, exchangeOf(await vouch(signer, place), { dpop_jkt: jkt }))
    const claims = decodeJwt(tokens.access_token)
    assert.match(claims.sub ?? '', /^usr:[a-z0-9-]+:ada$/)
    assert.deepEqual([claims['cnf'], claims['origin']], [{ jkt }, SHOP])
    assert.equal(tokens.issued_token_type, 'urn:ietf:params:oauth:token-type:access_token')
    // Handed to the page, they are the browser's: it acts, connects and renews without the backend.
    browser.tokens = tokens
    await talk(t, place, browser)
    await browser.refresh()
    assert.equal((await browser.act('chat.list', {})).status, 200)
    // Whoever took them on the way, the backend included, can do nothing with them.
    const thief = new Visitor(place)
    Object.assign(thief, { keys: await dpop.generateKeyPair('ES256'), tokens: browser.tokens })
    assert.equal((await thief.act('chat.list', {})).status, 401)
    await assert.rejects(thief.refresh(), /invalid_dpop_proof/)
    const socket = dial(thief)
    t.after(() => void socket.close())
    const answer = await new Promise<Error>((resolve) => socket.once('connect_error', resolve))
    assert.equal(answer.message, 'invalid_token')
  }
})

test('a backend may name only its own sites, one key, and nobody as the visitor before', async (t) => {
  const place = await backend(t, { model: null })
  const signer = await register(place, place.app, 'person')
  const auth = await rotated(place)
  const visitor = await Visitor.at(place)
  const jkt = await thumbprint(visitor.keys)
  const ask = async (more: Record<string, string>, claims: object = {}, by = auth) =>
    exchanged(place, by, exchangeOf(await vouch(signer, place, { ...claims }), more))
  await assert.rejects(ask({}), refused('invalid_request'), 'no key')
  await assert.rejects(ask({ dpop_jkt: 'x' }), refused('invalid_request'), 'no thumbprint')
  await assert.rejects(ask({ dpop_jkt: jkt, ...actor(visitor) }), refused('invalid_request'), 'a visitor')
  await assert.rejects(ask({ dpop_jkt: jkt, origin: 'https://evil.example' }), refused('invalid_request'))
  await assert.rejects(ask({ dpop_jkt: jkt }, { cnf: { jkt: 'x'.repeat(43) } }), refused('invalid_grant'))
  await assert.rejects(ask({ dpop_jkt: jkt }, {}, oauth.ClientSecretBasic('wrong')), { status: 401 })
  // Of several sites it must say which; and what an assertion says stays what it is: used once, narrowing.
  await place.operate('apps.update', { app: place.app, origins: [SHOP, 'https://second.example'] })
  await assert.rejects(ask({ dpop_jkt: jkt }), refused('invalid_request'), 'no site')
  const second = await ask({ dpop_jkt: jkt, origin: 'https://second.example', scope: 'chat:read' })
  assert.equal(decodeJwt(second.access_token)['origin'], 'https://second.example')
  assert.equal(second.scope, 'chat:read')
  const once = exchangeOf(await vouch(signer, place), { dpop_jkt: jkt, origin: SHOP })
  await exchanged(place, auth, once)
  await assert.rejects(exchanged(place, auth, once), refused('invalid_grant'))
  await assert.rejects(signedIn(place, once['subject_token'] ?? ''), refused('invalid_grant'))
  // Credentials never come from a page, and a backend's own proof is not the browser's.
  const { secret } = await place.operate<{ secret: string }>('apps.rotateSecret', { app: place.app, overlap: 0 })
  const headers = { authorization: `Basic ${Buffer.from(`${place.app}:${secret}`).toString('base64')}` }
  const params = exchangeOf(await vouch(signer, place), { grant_type: GRANT, dpop_jkt: jkt, origin: SHOP })
  const post = (more: Record<string, string>) =>
    fetch(`${place.url}/oauth/token`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body: new URLSearchParams(params),
    })
  assert.equal((await post({ origin: SHOP })).status, 400)
  assert.equal((await post({ dpop: await visitor.proof('POST', '/oauth/token') })).status, 400)
  for (const audience of ['visitors', 'servers']) {
    await place.operate('apps.update', { app: place.app, audience })
    const { error } = (await (await post({})).json()) as { error: string }
    assert.equal(error, 'unauthorized_client', audience)
  }
  assert.equal(tables(place.dir, ['sessions'])['sessions']?.length, 3)
})
