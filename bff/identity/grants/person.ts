/**
 * A person: the app's own backend says who it is (RFC 8693). Either the browser asks and proves its key, or the backend
 * asks with its own credentials and names the browser's key, which is proven with each use of the tokens.
 */
import { Problem } from '../../problem.ts'
import { forgetIndexes } from '../../memory/indexes.ts'
import { deployment, type Session } from '../../store/deployment.ts'
import { moveConversations } from '../../store/move.ts'
import { OAuthError, type TokenRequest } from '../oauth.ts'
import { runtimePrincipal } from '../tokens.ts'
import { allowed, both, embedded, type Grant, narrow, type Parts, prove, wishOf } from './grant.ts'
import { openSession } from './session.ts'

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'
const JWT = 'urn:ietf:params:oauth:token-type:jwt'

export const person: Grant = async (parts, request) => {
  const { params } = request
  const { document, app, origin, key } = await (isByBackend(request) ? byBackend : byBrowser)(parts, request)
  if (params.get('subject_token_type') !== JWT)
    throw new OAuthError('invalid_request', `subject_token_type must be ${JWT}.`)
  if ((params.get('requested_token_type') ?? ACCESS_TOKEN) !== ACCESS_TOKEN)
    throw new OAuthError('invalid_request', `requested_token_type can only be ${ACCESS_TOKEN}.`)
  const jkt = await key()
  const visitor = await visitorOf(parts, params, document.space.id, jkt)
  const said = await parts.assertions.verify(app, params.get('subject_token') ?? '', 'person')
  if (said['cnf'] !== undefined && (said['cnf'] as { jkt?: unknown } | null)?.jkt !== jkt)
    throw new OAuthError('invalid_grant', 'The assertion is for another key.')
  const sub = `usr:${app.realm}:${said.sub}`
  if (visitor?.sub.startsWith('usr:') && visitor.sub !== sub)
    throw new OAuthError('invalid_grant', "What one person said does not become another's.")
  const groups = assertedGroups(said)
  const asked = both(wishOf(params), assertedWish(said))
  const granted = narrow(parts, document, app, asked)
  const session = { space: document.space.id, app: app.id, sub, jkt, origin, ...granted, asked, groups }
  const opened = await openSession(parts, session)
  if (visitor && visitor.sub !== sub) await follow(parts, visitor, { ...session, sid: opened.session?.sid })
  return { ...opened, issued_token_type: ACCESS_TOKEN }
}

const isByBackend = ({ basic, params }: TokenRequest): boolean => basic !== undefined || params.has('client_assertion')

const byBrowser = async (parts: Parts, request: TokenRequest) => ({
  ...embedded(parts, request),
  key: () => prove(parts, request.dpop, '/oauth/token'),
})

/**
 * `dpop_jkt` (the thumbprint, as in RFC 9449, section 10) and `origin` say which browser will hold the tokens. What a
 * visitor said does not follow this way: that needs the browser's own proof.
 * @throws OAuthError invalid_client | invalid_request | unauthorized_client
 */
const byBackend = async (parts: Parts, request: TokenRequest) => {
  const { params, dpop } = request
  const { document, app } = await parts.authenticate(request)
  if (app.audience !== 'both')
    throw new OAuthError('unauthorized_client', "This app's servers do not sign persons in to its pages.")
  const jkt = params.get('dpop_jkt') ?? ''
  if (!/^[\w-]{43}$/.test(jkt)) throw new OAuthError('invalid_request', "dpop_jkt must be the browser's thumbprint.")
  if (dpop !== undefined) throw new OAuthError('invalid_request', "The browser's key is named here, not proven.")
  if (params.has('actor_token'))
    throw new OAuthError('invalid_request', "A visitor's token is exchanged by the browser that holds its key.")
  const [only, ...others] = app.origins
  const origin = params.get('origin') ?? (others.length === 0 ? only : undefined)
  if (!allowed(parts.spaces, app.id, origin))
    throw new OAuthError('invalid_request', "origin must be the app's site that will hold the tokens.")
  return { document, app, origin, key: async () => jkt }
}

/** What the app's backend lets this person have; it can only narrow. */
const assertedWish = ({ personas, scope }: Record<string, unknown>) => {
  if (personas !== undefined && !(Array.isArray(personas) && personas.every((each) => typeof each === 'string')))
    throw new OAuthError('invalid_grant', 'The assertion is not valid: its personas.')
  if (scope !== undefined && typeof scope !== 'string')
    throw new OAuthError('invalid_grant', 'The assertion is not valid: its scope.')
  return { personas: personas as string[] | undefined, scope: scope?.split(' ').filter(Boolean) }
}

/** The groups that the person is in, for rollouts: 20 at most, each 1 to 64 bytes that print. Nobody else can say so. */
const assertedGroups = ({ groups = [] }: Record<string, unknown>): string[] => {
  const isGroup = (each: unknown): boolean =>
    typeof each === 'string' && /^[^\p{Cc}\p{Cs}]+$/u.test(each) && Buffer.byteLength(each) <= 64
  if (!Array.isArray(groups) || groups.length > 20 || !groups.every(isGroup))
    throw new OAuthError('invalid_grant', 'The assertion is not valid: its groups.')
  return [...new Set(groups as string[])]
}

/** Who the browser was until now: the actor token, living, of this space and bound to the very key that was proven. */
const visitorOf = async (
  { tokens, revocation }: Parts,
  params: ReadonlyMap<string, string>,
  space: string,
  jkt: string,
) => {
  const token = params.get('actor_token')
  if (token === undefined) return undefined
  if (params.get('actor_token_type') !== ACCESS_TOKEN)
    throw new OAuthError('invalid_request', `actor_token_type must be ${ACCESS_TOKEN}.`)
  const refused = new OAuthError('invalid_grant', 'The actor token is not the one of this browser.')
  const claims = await tokens.verifyRuntime(token).catch((thrown: unknown) => {
    throw thrown instanceof Problem ? refused : thrown
  })
  if (claims.space !== space || claims.cnf?.jkt !== jkt || claims.sid === undefined) throw refused
  try {
    revocation.alive(runtimePrincipal(claims, 'http'))
  } catch {
    throw refused
  }
  return claims
}

/**
 * The visitor's conversations become the person's, and the visitor's sessions end: nobody listens to both, and what the
 * visitor still had on its way is refused, because it would stay behind.
 */
const follow = async (
  { store, bus, revocation, notices, now }: Parts,
  { sub: from, jti }: { sub: string; jti: string },
  person: Pick<Session, 'space' | 'app' | 'sub' | 'origin'> & {
    sid: string | undefined
    personas: string[]
    groups: string[]
  },
): Promise<void> => {
  const { sid, space, app, sub: to, origin, personas, groups } = person
  const token = JSON.stringify({ epoch: revocation.epoch, origin, jti, sid, groups })
  const at = now()
  const resumed: (() => void)[] = []
  try {
    const told = await store.write(async (db) => {
      const moved = await moveConversations(db, { space, from, to, personas, app, jti, token, at })
      const rows = deployment(db)
      for (const each of await rows.sessionsOf(space, from)) await rows.revoke('sid', each.sid, each.expires)
      resumed.push(revocation.suspend(space, from))
      return notices(db, { space, person: to, personas }, moved, at)
    })
    // What came is older than what the person's index knows.
    for (const each of [from, to]) forgetIndexes(space, each)
    await revocation.catchUp()
    for (const notice of told) bus.publish(notice)
  } finally {
    for (const resume of resumed) resume()
  }
  bus.publish({ kind: 'control' })
  bus.publish({ kind: 'wake', who: 'brain' })
}
