/** A person: the app's own backend says who it is (RFC 8693), and the browser proves its key. */
import { Problem } from '../../problem.ts'
import { deployment } from '../../store/deployment.ts'
import { forgetIndexes } from '../../memory/indexes.ts'
import { moveConversations } from '../../store/move.ts'
import { OAuthError } from '../oauth.ts'
import { runtimePrincipal } from '../tokens.ts'
import { embedded, type Grant, narrow, type Parts, prove, wishOf } from './grant.ts'
import { openSession } from './session.ts'

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'
const JWT = 'urn:ietf:params:oauth:token-type:jwt'

export const person: Grant = async (parts, request) => {
  const { params, dpop } = request
  const { document, app, origin } = embedded(parts, request)
  if (params.get('subject_token_type') !== JWT)
    throw new OAuthError('invalid_request', `subject_token_type must be ${JWT}.`)
  if ((params.get('requested_token_type') ?? ACCESS_TOKEN) !== ACCESS_TOKEN)
    throw new OAuthError('invalid_request', `requested_token_type can only be ${ACCESS_TOKEN}.`)
  const jkt = await prove(parts, dpop, '/oauth/token')
  const visitor = await visitorOf(parts, params, document.space.id, jkt)
  const said = await parts.assertions.verify(app, params.get('subject_token') ?? '', 'person')
  if (said['cnf'] !== undefined && (said['cnf'] as { jkt?: unknown } | null)?.jkt !== jkt)
    throw new OAuthError('invalid_grant', 'The assertion is for another key.')
  const sub = `usr:${app.realm}:${said.sub}`
  if (visitor?.sub.startsWith('usr:') && visitor.sub !== sub)
    throw new OAuthError('invalid_grant', "What one person said does not become another's.")
  const granted = narrow(parts, document, app, wishOf(params), assertedWish(said))
  const session = { space: document.space.id, app: app.id, sub, jkt, origin, ...granted }
  const opened = await openSession(parts, session)
  if (visitor && visitor.sub !== sub) await follow(parts, visitor, { ...session, sid: opened.session?.sid })
  return { ...opened, issued_token_type: ACCESS_TOKEN }
}

/** What the app's backend lets this person have; it can only narrow. */
const assertedWish = ({ personas, scope }: Record<string, unknown>) => {
  if (personas !== undefined && !(Array.isArray(personas) && personas.every((each) => typeof each === 'string')))
    throw new OAuthError('invalid_grant', 'The assertion is not valid: its personas.')
  if (scope !== undefined && typeof scope !== 'string')
    throw new OAuthError('invalid_grant', 'The assertion is not valid: its scope.')
  return { personas: personas as string[] | undefined, scope: scope?.split(' ').filter(Boolean) }
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

/** The visitor's conversations become the person's, and the visitor's sessions end: nobody listens to both. */
const follow = async (
  { store, bus, revocation, now }: Parts,
  { sub: from, jti }: { sub: string; jti: string },
  person: { sid: string | undefined; space: string; app: string; sub: string; origin: string; personas: string[] },
): Promise<void> => {
  const { sid, space, app, sub: to, origin, personas } = person
  const token = JSON.stringify({ epoch: revocation.epoch, origin, jti, sid })
  await store.write(async (db) => {
    await moveConversations(db, { space, from, to, personas, app, jti, token, at: now() })
    const rows = deployment(db)
    for (const each of await rows.sessionsOf(space, from)) await rows.revoke('sid', each.sid, each.expires)
  })
  // What came is older than what the person's index knows.
  for (const each of [from, to]) forgetIndexes(space, each)
  await revocation.catchUp()
  bus.publish({ kind: 'control' })
  bus.publish({ kind: 'wake', who: 'brain' })
}
