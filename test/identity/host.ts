/** A host's own backend and its pages, for tests: a key that signs, and a certified OAuth client that exchanges. */
import { randomUUID } from 'node:crypto'
import * as dpop from 'dpop'
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import * as oauth from 'oauth4webapi'
import { type Backend, SHOP, Visitor } from '../peer.ts'

export const insecure = { [oauth.allowInsecureRequests]: true }

export const discover = async ({ url }: Pick<Backend, 'url'>): Promise<oauth.AuthorizationServer> => {
  const issuer = new URL(url)
  const response = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure })
  return oauth.processDiscoveryResponse(issuer, response)
}

export interface Signer {
  alg: string
  key: CryptoKey | Uint8Array
  /** The registered identity key. */
  id: string
}

/** Register a fresh key on an app, or this secret. */
export const register = async (
  { operate }: Pick<Backend, 'operate'>,
  app: string,
  use: 'client' | 'person',
  alg: 'ES256' | 'EdDSA' | 'HS256' = 'ES256',
  secret = 'the identity secret of this app, at least 32 bytes',
): Promise<Signer> => {
  const add = async (key: object) => (await operate<{ key: string }>('apps.addIdentityKey', { app, use, ...key })).key
  if (alg === 'HS256') return { alg, key: new TextEncoder().encode(secret), id: await add({ secret }) }
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { alg, key: privateKey, id: await add({ jwk: await exportJWK(publicKey) }) }
}

/** Say who somebody is. @param claims what is not as usual; `undefined` leaves a claim out */
export const vouch = (
  { alg, key }: Pick<Signer, 'alg' | 'key'>,
  place: { url: string; app: string },
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> => {
  const iat = Math.floor(Date.now() / 1000)
  const usual = { iss: place.app, aud: place.url, sub: 'ada', iat, exp: iat + 300, jti: randomUUID() }
  return new SignJWT(JSON.parse(JSON.stringify({ ...usual, ...claims })) as JWTPayload)
    .setProtectedHeader({ alg, typ: 'persona-user+jwt', ...header })
    .sign(key)
}

const ACCESS = 'urn:ietf:params:oauth:token-type:access_token'

export const exchangeOf = (assertion: string, more: Record<string, string> = {}): Record<string, string> => ({
  subject_token: assertion,
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  ...more,
})

/** The visitor's own current token, as the proof that what it said is its own. */
export const actor = ({ tokens }: Visitor): Record<string, string> => ({
  actor_token: tokens.access_token,
  actor_token_type: ACCESS,
})

/** Somebody who is signed in to the host, as a page: by the certified client, with a key. */
export const signedIn = async (
  place: { url: string; app: string },
  assertion: string,
  { keys, origin = SHOP, ...more }: { keys?: dpop.KeyPair; origin?: string } & Record<string, unknown> = {},
): Promise<Visitor> => {
  const person = new Visitor(place, origin)
  person.keys = keys ?? (await dpop.generateKeyPair('ES256'))
  const as = await discover(place)
  const client: oauth.Client = { client_id: place.app }
  const response = await oauth.genericTokenEndpointRequest(
    as,
    client,
    oauth.None(),
    'urn:ietf:params:oauth:grant-type:token-exchange',
    exchangeOf(assertion, more as Record<string, string>),
    { ...insecure, headers: { origin }, DPoP: oauth.DPoP(client, person.keys) },
  )
  const tokens = await oauth.processGenericTokenEndpointResponse(as, client, response)
  person.tokens = { ...(tokens as unknown as Visitor['tokens']), token_type: 'DPoP' }
  return person
}
