/** The token endpoint and its neighbours: each grant is one file; this is the table of them. */
import { Problem } from '../problem.ts'
import { readDeployment } from '../store/deployment.ts'
import { admin } from './grants/admin.ts'
import { allowed, type Grant, type Parts, prove } from './grants/grant.ts'
import { person } from './grants/person.ts'
import { refresh } from './grants/refresh.ts'
import { server } from './grants/server.ts'
import { visitor } from './grants/visitor.ts'
import { OAuthError, type TokenRequest, type TokenResponse } from './oauth.ts'
import { hashSecret } from './secrets.ts'
import { type RuntimeClaims, runtimePrincipal, type Verified } from './tokens.ts'

export const VISITOR_GRANT = 'urn:persona:params:grant-type:visitor'

const grants: ReadonlyMap<string, Grant> = new Map<string, Grant>([
  ['client_credentials', (parts, request) => (request.basic?.id === 'admin' ? admin : server)(parts, request)],
  ['refresh_token', refresh],
  [VISITOR_GRANT, visitor],
  ['urn:ietf:params:oauth:grant-type:token-exchange', person],
])

/** RFC 8414: `grant_types_supported`. */
export const grantTypes: readonly string[] = [...grants.keys()]

type Introspection = { active: false } | (Verified<RuntimeClaims> & { active: true; token_type: 'DPoP' | 'Bearer' })

export interface Exchange {
  /** @throws OAuthError */
  token(request: TokenRequest): Promise<TokenResponse>
  /** RFC 7009: an unknown token is no error. @throws OAuthError */
  revoke(request: TokenRequest): Promise<void>
  /** RFC 7662, for the servers of the token's own space; what they may not know is not active. @throws OAuthError */
  introspect(request: TokenRequest): Promise<Introspection>
  /** Whoever holds a session's token ends the session. @throws Problem invalid_request, for a token without one */
  end(sid: string | null): Promise<void>
  /** Whether this origin may embed this app. */
  allowed(app: string, origin: string | undefined): boolean
}

export const makeExchange = (parts: Parts): Exchange => {
  const { store, spaces, tokens, authenticate, revocation, pepper } = parts

  /** The claims of a good token; nothing about any other. */
  const claimsOf = async (token: string): Promise<Verified<RuntimeClaims> | undefined> => {
    try {
      return await tokens.verifyRuntime(token)
    } catch (thrown) {
      if (thrown instanceof Problem) return undefined
      throw thrown
    }
  }

  const isAlive = (claims: Verified<RuntimeClaims>): boolean => {
    try {
      revocation.alive(runtimePrincipal(claims, 'http'))
      return spaces.app(claims.client_id) !== undefined
    } catch {
      return false
    }
  }

  const end = async (sid: string): Promise<void> => {
    const session = await readDeployment(store).session(sid)
    if (session) await revocation.revoke('sid', sid, session.expires)
  }

  const byServer = ({ basic, params }: TokenRequest): boolean => basic !== undefined || params.has('client_assertion')

  return {
    allowed: (app, origin) => allowed(spaces, app, origin),
    async token(request) {
      const grant = grants.get(request.params.get('grant_type') ?? '')
      if (!grant) throw new OAuthError('unsupported_grant_type', 'There is no such grant here.')
      return grant(parts, request)
    },
    async revoke(request) {
      const given = request.params.get('token') ?? ''
      const row = await readDeployment(store).refresh(hashSecret(pepper, given))
      if (row) {
        await prove(parts, request.dpop, '/oauth/revoke', row.jkt)
        return end(row.sid)
      }
      const claims = await claimsOf(given)
      if (byServer(request)) {
        const { app } = await authenticate(request)
        if (app.id !== claims?.client_id) return
      } else if (claims) await prove(parts, request.dpop, '/oauth/revoke', claims.cnf?.jkt ?? '')
      if (claims) await revocation.revoke('jti', claims.jti, claims.exp * 1000 + 60_000)
    },
    async introspect(request) {
      const { document } = await authenticate(request)
      const claims = await claimsOf(request.params.get('token') ?? '')
      if (!claims || claims.space !== document.space.id || !isAlive(claims)) return { active: false }
      return { ...claims, active: true, token_type: claims.cnf ? 'DPoP' : 'Bearer' }
    },
    async end(sid) {
      if (sid === null) throw new Problem('invalid_request', 'A server token has no session to end.')
      await end(sid)
    },
  }
}
