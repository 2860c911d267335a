/** The keys that sign tokens: ES256, kept in the store, published before they sign and after they have. */
import { generateKeyPairSync, hash } from 'node:crypto'
import { type CryptoKey, importJWK, type JWK } from 'jose'
import { type Deployment, readDeployment, type SigningKey } from '../store/deployment.ts'
import type { Store } from '../store/store.ts'
import { CONTROL_SECONDS } from './tokens.ts'

/** How long a key that signs no more still verifies: the longest life of a token, and ten minutes. Milliseconds. */
const OVERLAP = (CONTROL_SECONDS + 600) * 1000

export interface Keys {
  /** The key that signs now. */
  signing(): Promise<{ kid: string; key: CryptoKey }>
  /** The public key with this `kid`: the only way a token's header chooses one. */
  verifying(kid: string): Promise<CryptoKey | undefined>
  /** RFC 7517: every key that signs, will sign, or has signed what may still be good. */
  jwks(): Promise<{ keys: JWK[] }>
  /** Take up what was rotated or dropped. What is asked meanwhile waits for it. */
  reload(): void
  /** Told when a key was dropped: what it signed is worth nothing from now on. */
  onDropped(listener: () => void): void
}

interface Loaded extends KeyPlan {
  jwk: JWK
  publicKey: CryptoKey
  privateKey: CryptoKey
}

export const loadKeys = async (store: Store, now: () => number): Promise<Keys> => {
  let loading = load(store)
  const listeners = new Set<() => void>()
  const living = async () => (await loading).filter(({ until }) => until > now())

  return {
    async signing() {
      const keys = await living()
      // A clock that was set back must not leave us without one.
      const { kid, privateKey } = (keys.findLast(({ begins }) => begins <= now()) ?? keys[0]) as Loaded
      return { kid, key: privateKey }
    },
    verifying: async (kid) => (await living()).find((each) => each.kid === kid)?.publicKey,
    jwks: async () => ({ keys: (await living()).map(({ kid, jwk }) => ({ ...jwk, kid, alg: 'ES256', use: 'sig' })) }),
    reload() {
      const [before, after] = [loading, load(store)]
      // When the store cannot be read, what is known goes on; a key that was dropped stays known until it can.
      loading = after.catch(() => before)
      void Promise.all([before, loading]).then(([old, fresh]) => {
        // One that had ended by itself was swept: nobody holds anything of it.
        const counted = old.filter(({ begins, until }) => begins <= now() && until > now())
        if (counted.some(({ kid }) => !fresh.some((each) => each.kid === kid)))
          for (const listener of listeners) listener()
      })
    },
    onDropped: (listener) => void listeners.add(listener),
  }
}

const load = async (store: Store): Promise<Loaded[]> =>
  Promise.all(
    planOf(await readDeployment(store).keys()).map(async (plan) => {
      const { d: _, ...jwk } = JSON.parse(plan.jwk) as JWK
      const publicKey = (await importJWK(jwk, 'ES256')) as CryptoKey
      const privateKey = (await importJWK(JSON.parse(plan.jwk) as JWK, 'ES256')) as CryptoKey
      return { ...plan, jwk, publicKey, privateKey }
    }),
  )

interface KeyPlan {
  kid: string
  /** When it was made, begins to sign, ends to, and is good for nothing any more. Milliseconds; `Infinity`: not planned. */
  created_at: number
  begins: number
  ends: number
  until: number
}

/** What follows from the order of the keys: each signs until the next one begins. @param rows by `begins` */
export const planOf = (rows: SigningKey[]): (KeyPlan & SigningKey)[] =>
  rows.map((row, index) => {
    const ends = rows[index + 1]?.begins ?? Infinity
    return { ...row, ends, until: ends + OVERLAP }
  })

/** A new key, named by its RFC 7638 thumbprint. Made at once, so that it can be within a transaction. */
export const newSigningKey = (now: number, begins: number): SigningKey => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = privateKey.export({ format: 'jwk' })
  const kid = hash('sha256', JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }), 'base64url')
  return { kid, jwk: JSON.stringify(jwk), created_at: now, begins }
}

/** Make the first key, where none signs yet. */
export const ensureSigningKey = async (rows: Deployment, now: number): Promise<void> => {
  if ((await rows.keys()).every(({ begins }) => begins > now)) await rows.addKey(newSigningKey(now, now))
}

/** How long a key signs before the clock replaces it, and how long its successor is published before. Milliseconds. */
const LIFE = 30 * 86400_000
const LEAD = 86400_000

/** Publish a successor when the newest key has signed for long enough. @returns it, or undefined while none is due */
export const renewKey = async (rows: Deployment, now: number): Promise<SigningKey | undefined> => {
  const newest = (await rows.keys()).at(-1)
  if (newest && newest.begins + LIFE > now) return undefined
  const key = newSigningKey(now, now + LEAD)
  await rows.addKey(key)
  return key
}

/** Drop a key. Somebody has to sign: the next one begins now, or a new one does. @returns false when there is none */
export const dropKey = async (rows: Deployment, kid: string, now: number): Promise<boolean> => {
  const plan = planOf(await rows.keys())
  const dropped = plan.find((each) => each.kid === kid)
  if (!dropped) return false
  await rows.dropKey(kid)
  if (dropped.begins > now || dropped.ends <= now) return true
  const next = plan.find(({ begins }) => begins > now)
  await (next ? rows.keyBegins(next.kid, now) : rows.addKey(newSigningKey(now, now)))
  return true
}
