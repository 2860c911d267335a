/** The token endpoint: what an app's credentials, a visitor's key or a refresh token are exchanged for. */
import { newId, newUlid } from '../id.ts'
import { Problem } from '../problem.ts'
import type { App, SpaceDocument } from '../spaces/document.ts'
import type { Spaces } from '../spaces/spaces.ts'
import { deployment, readDeployment, type Session } from '../store/deployment.ts'
import type { Store } from '../store/store.ts'
import type { Proofs } from './proof.ts'
import type { Revocation } from './revocation.ts'
import { hashSecret, sameHash, secretId } from './secrets.ts'
import { CONTROL_SECONDS, type Tokens } from './tokens.ts'

export const VISITOR_GRANT = 'urn:persona:params:grant-type:visitor'

/** RFC 6749, section 5.2, and RFC 9449, section 5. */
export type OAuthCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_dpop_proof'

export class OAuthError extends Error {
  readonly code: OAuthCode
  readonly status: number
  constructor(code: OAuthCode, sentence: string) {
    super(sentence)
    this.code = code
    this.status = code === 'invalid_client' ? 401 : 400
  }
}

/** The wire-neutral form of a request to the token endpoint. */
export interface TokenRequest {
  params: ReadonlyMap<string, string>
  origin: string | undefined
  dpop: string | undefined
  /** Client id and secret of `client_secret_basic`, decoded. */
  basic: { id: string; secret: string } | undefined
}

export interface TokenResponse {
  access_token: string
  token_type: 'DPoP' | 'Bearer'
  expires_in: number
  scope: string
  refresh_token?: string
  refresh_expires_in?: number
  session?: { sid: string; space: string; personas: string[]; socket_url: string; renew_after: number }
}

export interface Exchange {
  /** @throws OAuthError */
  token(request: TokenRequest): Promise<TokenResponse>
  /** RFC 7009: an unknown token is no error. @throws OAuthError invalid_client */
  revoke(request: TokenRequest): Promise<void>
  /** Whether this origin may embed this app. */
  allowed(app: string, origin: string | undefined): boolean
}

interface Parts {
  store: Store
  spaces: Spaces
  tokens: Tokens
  proofs: Proofs
  revocation: Revocation
  /** PUBLIC_URL: the only source of `htu` and of the socket's address. */
  issuer: string
  pepper: string
  now: () => number
  /** What a persona of this space may be reached with: the scopes of the actions that its policy does not deny. */
  reach: (document: SpaceDocument, persona: string) => ReadonlySet<string>
}

const IDLE = 24 * 3600_000
const ABSOLUTE = 30 * 24 * 3600_000
/** How long a used refresh token still answers with the same successor: two tabs, or a lost answer. */
const GRACE = 10_000

export const makeExchange = (parts: Parts): Exchange => {
  const { store, spaces, tokens, proofs, revocation, issuer, pepper, now, reach } = parts

  const allowed = (id: string, origin: string | undefined): boolean => {
    const found = spaces.app(id)
    return found !== undefined && origin !== undefined && found.app.origins.includes(origin)
  }

  /** Granted ⊆ app ∩ persona ∩ requested. */
  const grant = (document: SpaceDocument, app: App, params: ReadonlyMap<string, string>) => {
    const wanted = params.get('persona')
    const living = document.personas.filter(({ id, archived }) => !archived && app.personas.includes(id))
    const personas = living.map(({ id }) => id).filter((id) => wanted === undefined || id === wanted)
    if (personas.length === 0) throw new OAuthError('invalid_grant', 'This app reaches no such persona.')
    const reachable = new Set(personas.flatMap((persona) => [...reach(document, persona)]))
    const requested = params.get('scope')?.split(' ').filter(Boolean)
    const scope = app.scopes.filter((each) => reachable.has(each) && (requested?.includes(each) ?? true))
    if (scope.length === 0) throw new OAuthError('invalid_scope', 'None of these scopes can be granted.')
    return { personas, scope: scope.join(' ') }
  }

  const prove = (dpop: string | undefined, path: string, jkt?: string): Promise<string> =>
    proofs
      .verify(dpop, { htm: 'POST', htu: `${issuer}${path}`, ...(jkt === undefined ? {} : { jkt }) })
      .catch((thrown: unknown) => {
        throw thrown instanceof Problem ? new OAuthError('invalid_dpop_proof', thrown.message) : thrown
      })

  /** A fresh access token for a session, beside the refresh token that follows it. */
  const respond = async (session: Session, refresh: string): Promise<TokenResponse> => {
    const personas = session.personas.split(' ')
    const access = await tokens.mintRuntime({
      sub: session.sub,
      client_id: session.app,
      jti: newUlid(now()),
      space: session.space,
      scope: session.scope,
      personas,
      sid: session.sid,
      origin: session.origin,
      cnf: { jkt: session.jkt },
    })
    return {
      access_token: access,
      token_type: 'DPoP',
      expires_in: tokens.seconds,
      scope: session.scope,
      refresh_token: refresh,
      refresh_expires_in: Math.floor(Math.min(IDLE, session.expires - now()) / 1000),
      session: {
        sid: session.sid,
        space: session.space,
        personas,
        socket_url: issuer,
        renew_after: Math.floor(tokens.seconds * 0.7),
      },
    }
  }

  const keepRefresh = (session: Session, refresh: string) =>
    store.write((db) =>
      deployment(db).addRefresh({
        hash: hashSecret(pepper, refresh),
        sid: session.sid,
        jkt: session.jkt,
        used_at: null,
        expires: Math.min(now() + IDLE, session.expires),
      }),
    )

  const visitor = async ({ params, origin, dpop }: TokenRequest): Promise<TokenResponse> => {
    const found = spaces.app(params.get('client_id') ?? '')
    // One answer for an unknown app and for a site that is not its own.
    if (!found || !allowed(found.app.id, origin) || found.app.audience === 'servers')
      throw new OAuthError('unauthorized_client', 'This app does not take visitors from this site.')
    const { document, app } = found
    const jkt = await prove(dpop, '/oauth/token')
    const granted = grant(document, app, params)
    const session: Session = {
      sid: newId('ses', now()),
      space: document.space.id,
      app: app.id,
      sub: `vis:${jkt}`,
      jkt,
      origin: origin as string,
      scope: granted.scope,
      personas: granted.personas.join(' '),
      created_at: now(),
      expires: now() + ABSOLUTE,
    }
    const refresh = newRefresh(pepper, `${session.sid}.${newUlid(now())}`)
    await store.write((db) => deployment(db).addSession(session))
    await keepRefresh(session, refresh)
    return respond(session, refresh)
  }

  const renew = async ({ params, origin, dpop }: TokenRequest): Promise<TokenResponse> => {
    const given = params.get('refresh_token') ?? ''
    const gone = new OAuthError('invalid_grant', 'This refresh token is no longer good. Start a new session.')
    const row = await readDeployment(store).refresh(hashSecret(pepper, given))
    if (!row || row.expires <= now()) throw gone
    await prove(dpop, '/oauth/token', row.jkt)
    const session = await readDeployment(store).session(row.sid)
    if (
      !session ||
      revocation.has('sid', session.sid) ||
      session.expires <= now() ||
      session.app !== params.get('client_id')
    )
      throw gone
    const found = spaces.app(session.app)
    if (!found || session.origin !== origin || !allowed(session.app, origin)) throw gone
    if (row.used_at !== null && now() - row.used_at > GRACE) {
      // Used twice: somebody else holds a copy. The whole session ends, for both of them.
      await revocation.revoke('sid', session.sid, session.expires)
      throw gone
    }
    // What was granted may only shrink with the app and the persona.
    const wanted = params.get('scope')?.split(' ')
    const scope = session.scope.split(' ').filter((each) => wanted?.includes(each) ?? true)
    const asked = new Map(params).set('scope', scope.join(' '))
    const granted = grant(found.document, found.app, asked)
    const personas = granted.personas.filter((persona) => session.personas.split(' ').includes(persona))
    if (personas.length === 0) throw gone
    const next = newRefresh(pepper, given)
    if (row.used_at === null) await store.write((db) => deployment(db).useRefresh(row.hash, now()))
    await keepRefresh(session, next)
    return respond({ ...session, scope: granted.scope, personas: personas.join(' ') }, next)
  }

  /** `client_secret_basic`, RFC 6749 section 2.3.1. One answer for an unknown app and a wrong secret. */
  const authenticate = ({ basic, origin }: TokenRequest): { document: SpaceDocument; app: App } => {
    if (origin !== undefined)
      throw new OAuthError('invalid_request', 'A secret must never be in a browser: this request carries an Origin.')
    const found = spaces.app(basic?.id ?? '')
    const given = hashSecret(pepper, basic?.secret ?? '')
    const live = found?.app.secrets.filter(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > now()) ?? []
    const id = secretId(basic?.secret ?? '')
    const matches = live.filter((secret) => secret.id === `sec_${id}` && sameHash(secret.hash, given))
    if (!found || matches.length === 0)
      throw new OAuthError('invalid_client', 'The client id or its secret is not right.')
    return found
  }

  const server = async (request: TokenRequest): Promise<TokenResponse> => {
    if (request.basic?.id === 'admin') return admin(request)
    const { document, app } = authenticate(request)
    if (app.audience === 'visitors') throw new OAuthError('unauthorized_client', 'This app is for visitors only.')
    const jkt = request.dpop === undefined ? undefined : await prove(request.dpop, '/oauth/token')
    const granted = grant(document, app, request.params)
    const access = await tokens.mintRuntime({
      sub: `svc:${app.id}`,
      client_id: app.id,
      jti: newUlid(now()),
      space: document.space.id,
      ...granted,
      ...(jkt === undefined ? {} : { cnf: { jkt } }),
    })
    return {
      access_token: access,
      token_type: jkt === undefined ? 'Bearer' : 'DPoP',
      expires_in: tokens.seconds,
      scope: granted.scope,
    }
  }

  /** The admin key is the client secret of the one client `admin`; it opens the control plane only. */
  const admin = async ({ basic, origin }: TokenRequest): Promise<TokenResponse> => {
    if (origin !== undefined)
      throw new OAuthError('invalid_request', 'A secret must never be in a browser: this request carries an Origin.')
    const kept = await readDeployment(store).setting('admin_key')
    if (!kept || !sameHash(kept, hashSecret(pepper, basic?.secret ?? '')))
      throw new OAuthError('invalid_client', 'The client id or its secret is not right.')
    const access = await tokens.mintControl({ sub: 'op:admin', jti: newUlid(now()), scope: 'control:all' })
    return { access_token: access, token_type: 'Bearer', expires_in: CONTROL_SECONDS, scope: 'control:all' }
  }

  return {
    allowed,
    async token(request) {
      switch (request.params.get('grant_type')) {
        case VISITOR_GRANT:
          return visitor(request)
        case 'refresh_token':
          return renew(request)
        case 'client_credentials':
          return server(request)
        default:
          throw new OAuthError('unsupported_grant_type', 'There is no such grant here.')
      }
    },
    async revoke(request) {
      const given = request.params.get('token') ?? ''
      const row = await readDeployment(store).refresh(hashSecret(pepper, given))
      if (row) {
        await prove(request.dpop, '/oauth/revoke', row.jkt)
        await revocation.revoke('sid', row.sid, now() + ABSOLUTE)
        return
      }
      const claims = await tokens.verifyRuntime(given).catch(() => undefined)
      if (!claims) return
      if (request.basic) {
        const { app } = authenticate(request)
        if (app.id !== claims.client_id) return
      } else await prove(request.dpop, '/oauth/revoke', claims.cnf?.jkt ?? '')
      await revocation.revoke('jti', claims.jti, claims.exp * 1000 + 60_000)
    },
  }
}

/** Derived, not stored: the same token always has the same successor, and only we can tell which. */
const newRefresh = (pepper: string, before: string): string => hashSecret(pepper, `refresh:${before}`)
