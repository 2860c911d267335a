/** Identity: everything that tells who is there, put together once. */
import { randomBytes } from 'node:crypto'
import type { Bus } from '../bus/bus.ts'
import { newUlid } from '../id.ts'
import type { SpaceDocument } from '../spaces/document.ts'
import type { Spaces } from '../spaces/spaces.ts'
import { deployment, readDeployment } from '../store/deployment.ts'
import type { Store } from '../store/store.ts'
import { makeAssertions } from './assertion.ts'
import { makeAuthenticate } from './clients.ts'
import { type Exchange, makeExchange } from './exchange.ts'
import type { Notices } from './grants/grant.ts'
import { ensureSigningKey, type Keys, loadKeys } from './keys.ts'
import { makeProofs, type Proofs } from './proof.ts'
import { loadRevocation, type Revocation } from './revocation.ts'
import { hashSecret, newSecret } from './secrets.ts'
import { makeTokens, type Tokens } from './tokens.ts'
import { makeUses } from './uses.ts'

export interface Identity {
  readonly issuer: string
  readonly keys: Keys
  readonly tokens: Tokens
  readonly proofs: Proofs
  readonly exchange: Exchange
  readonly revocation: Revocation
}

export const makeIdentity = async (parts: {
  store: Store
  spaces: Spaces
  bus: Bus
  revocation: Revocation
  issuer: string
  tokenSeconds: number
  /** Ask for nonces in proofs. */
  dpopNonce: boolean
  now: () => number
  reach: (document: SpaceDocument, persona: string) => ReadonlySet<string>
  notices: Notices
}): Promise<Identity> => {
  const { store, spaces, bus, issuer, now, revocation } = parts
  const pepper = (await readDeployment(store).setting('pepper')) as string
  const keys = await loadKeys(store, now)
  bus.subscribe((notice) => {
    if (notice.kind === 'wake' && notice.who === 'keys') keys.reload()
  })
  const tokens = makeTokens(keys, revocation, issuer, parts.tokenSeconds, now)
  const proofs = makeProofs(store, now, parts.dpopNonce ? pepper : undefined)
  const used = makeUses(store, now)
  const assertions = makeAssertions({ store, issuer, used, now })
  const authenticate = makeAuthenticate({ spaces, assertions, pepper, used, now })
  const exchange = makeExchange({ ...parts, tokens, proofs, assertions, authenticate, pepper })
  return { issuer, keys, tokens, proofs, exchange, revocation }
}

/**
 * Make what a new deployment needs: its pepper, its first signing key and its admin key.
 * @returns the admin key when it was made just now; it is never shown again
 */
export const prepareDeployment = async (store: Store, now: () => number): Promise<string | undefined> => {
  await store.write((db) => ensureSigningKey(deployment(db), now()))
  if ((await readDeployment(store).setting('admin_key')) !== undefined) return undefined
  const pepper = randomBytes(32).toString('base64url')
  return await store.write(async (db) => {
    const rows = deployment(db)
    await rows.setSetting('pepper', (await rows.setting('pepper')) ?? pepper)
    return await newAdminKey(rows, now)
  })
}

/** Replace the admin key. The one before it ends at once. */
export const newAdminKey = async (rows: ReturnType<typeof deployment>, now: () => number): Promise<string> => {
  const key = newSecret('pak', newUlid(now()))
  await rows.setSetting('admin_key', hashSecret((await rows.setting('pepper')) as string, key))
  return key
}

export { loadRevocation }
