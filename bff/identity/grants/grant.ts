/** What every grant needs: the parts, how a wish is narrowed to what may be, and how a key is proven. */
import type { Bus, Notice } from '../../bus/bus.ts'
import { Problem } from '../../problem.ts'
import type { App, SpaceDocument } from '../../spaces/document.ts'
import type { Spaces } from '../../spaces/spaces.ts'
import type { Moved } from '../../store/move.ts'
import type { Db, Store } from '../../store/store.ts'
import type { Assertions } from '../assertion.ts'
import type { Authenticate } from '../clients.ts'
import { OAuthError, type TokenRequest, type TokenResponse } from '../oauth.ts'
import { NonceNeeded, type Proofs } from '../proof.ts'
import type { Revocation } from '../revocation.ts'
import type { Tokens } from '../tokens.ts'

export interface Parts {
  store: Store
  spaces: Spaces
  bus: Bus
  tokens: Tokens
  proofs: Proofs
  assertions: Assertions
  authenticate: Authenticate
  revocation: Revocation
  /** PUBLIC_URL: the only source of `htu` and of the socket's address. */
  issuer: string
  pepper: string
  now: () => number
  /** What a persona of this space may be reached with: the scopes of the actions that its policy does not deny. */
  reach: (document: SpaceDocument, persona: string) => ReadonlySet<string>
  notices: Notices
}

/** What is published of conversations that moved to a person: the records as they are now. */
export type Notices = (
  db: Db,
  to: { space: string; person: string; personas: readonly string[] },
  moved: Moved[],
  at: number,
) => Promise<Notice[]>

/** @throws OAuthError */
export type Grant = (parts: Parts, request: TokenRequest) => Promise<TokenResponse>

/** What is asked for; `undefined` asks for all there is. */
export interface Wish {
  personas: readonly string[] | undefined
  scope: readonly string[] | undefined
}

/** What the request itself asks for. */
export const wishOf = (params: ReadonlyMap<string, string>): Wish => {
  const persona = params.get('persona')
  return {
    personas: persona === undefined ? undefined : [persona],
    scope: params.get('scope')?.split(' ').filter(Boolean),
  }
}

/** What two wishes have in common. */
export const both = (one: Wish, other: Wish): Wish => ({
  personas: common(one.personas, other.personas),
  scope: common(one.scope, other.scope),
})

const common = (one: readonly string[] | undefined, other: readonly string[] | undefined) =>
  one === undefined || other === undefined ? (one ?? other) : one.filter((each) => other.includes(each))

/** Granted ⊆ app ∩ persona ∩ the wish. @throws OAuthError invalid_grant | invalid_scope */
export const narrow = ({ reach }: Parts, document: SpaceDocument, app: App, wish: Wish) => {
  const personas = document.personas
    .filter(({ id, archived }) => !archived && app.personas.includes(id))
    .map(({ id }) => id)
    .filter((id) => wish.personas?.includes(id) ?? true)
  if (personas.length === 0) throw new OAuthError('invalid_grant', 'This app reaches no such persona.')
  const reachable = new Set(personas.flatMap((persona) => [...reach(document, persona)]))
  const scope = app.scopes.filter((each) => reachable.has(each) && (wish.scope?.includes(each) ?? true))
  if (scope.length === 0) throw new OAuthError('invalid_scope', 'None of these scopes can be granted.')
  return { personas, scope: scope.join(' ') }
}

/** Whether this origin may embed this app, and the app is for visitors at all. */
export const allowed = (spaces: Spaces, id: string, origin: string | undefined): origin is string => {
  const app = spaces.app(id)?.app
  return origin !== undefined && app !== undefined && app.audience !== 'servers' && app.origins.includes(origin)
}

/** The app that a page names, and the page's origin. One answer for an unknown app and for a site that is not its own. */
export const embedded = ({ spaces }: Parts, { params, origin }: TokenRequest) => {
  const found = spaces.app(params.get('client_id') ?? '')
  if (!found || !allowed(spaces, found.app.id, origin))
    throw new OAuthError('unauthorized_client', 'This app does not take visitors from this site.')
  return { ...found, origin }
}

/** @returns the thumbprint of the key that was proven. @throws OAuthError invalid_dpop_proof | use_dpop_nonce */
export const prove = (
  { proofs, issuer }: Parts,
  dpop: string | undefined,
  path: '/oauth/token' | '/oauth/revoke',
  jkt?: string,
): Promise<string> =>
  proofs
    .verify(dpop, { htm: 'POST', htu: `${issuer}${path}`, ...(jkt === undefined ? {} : { jkt }) })
    .catch((thrown: unknown) => {
      if (thrown instanceof NonceNeeded) throw new OAuthError('use_dpop_nonce', thrown.message)
      throw thrown instanceof Problem ? new OAuthError('invalid_dpop_proof', thrown.message) : thrown
    })
