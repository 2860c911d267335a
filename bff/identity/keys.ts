/** The keys that sign tokens: ES256, made at the first start and kept in the store. */
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { deployment, readDeployment } from '../store/deployment.ts'
import type { Store } from '../store/store.ts'

export interface Keys {
  /** The key that signs now. */
  readonly signing: { kid: string; key: CryptoKey }
  /** Public keys by `kid`: the only way a token's header chooses one. */
  readonly verifying: ReadonlyMap<string, CryptoKey>
  /** RFC 7517. */
  readonly jwks: { keys: JWK[] }
}

export const loadKeys = async (store: Store, now: () => number): Promise<Keys> => {
  let rows = await readDeployment(store).keys()
  if (rows.length === 0) {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    const jwk = await exportJWK(privateKey)
    const kid = await calculateJwkThumbprint(jwk)
    await store.write((db) => deployment(db).addKey(kid, JSON.stringify(jwk), now()))
    rows = await readDeployment(store).keys()
  }
  const verifying = new Map<string, CryptoKey>()
  const jwks: { keys: JWK[] } = { keys: [] }
  let signing: Keys['signing'] | undefined
  for (const { kid, jwk } of rows) {
    const { d, ...publicJwk } = JSON.parse(jwk) as JWK
    verifying.set(kid, (await importJWK(publicJwk, 'ES256')) as CryptoKey)
    jwks.keys.push({ ...publicJwk, kid, alg: 'ES256', use: 'sig' })
    if (d !== undefined) signing = { kid, key: (await importJWK({ ...publicJwk, d }, 'ES256')) as CryptoKey }
  }
  return { signing: signing as Keys['signing'], verifying, jwks }
}
