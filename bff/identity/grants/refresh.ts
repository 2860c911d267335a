/** Going on: a refresh token is replaced by each use, and its reuse ends the session for everybody who holds it. */
import { readDeployment } from '../../store/deployment.ts'
import { OAuthError } from '../oauth.ts'
import { hashSecret } from '../secrets.ts'
import { allowed, both, type Grant, narrow, prove, wishOf } from './grant.ts'
import { askedBy, goOn, nextRefresh } from './session.ts'

/** How long a used refresh token still answers with the same successor: two tabs, or a lost answer. */
const GRACE = 10_000

export const refresh: Grant = async (parts, { params, origin, dpop }) => {
  const { store, spaces, revocation, pepper, now } = parts
  const given = params.get('refresh_token') ?? ''
  const gone = new OAuthError('invalid_grant', 'This refresh token is no longer good. Start a new session.')
  const row = await readDeployment(store).refresh(hashSecret(pepper, given))
  if (!row || row.expires <= now()) throw gone
  await prove(parts, dpop, '/oauth/token', row.jkt)
  const session = await readDeployment(store).session(row.sid)
  if (!session || revocation.has('sid', session.sid) || session.expires <= now()) throw gone
  const found = spaces.app(session.app)
  if (!found || session.app !== params.get('client_id')) throw gone
  if (session.origin !== origin || !allowed(spaces, session.app, origin)) throw gone
  // A person is one of its realm; the app has another one now.
  if (session.sub.startsWith('usr:') && !session.sub.startsWith(`usr:${found.app.realm}:`)) throw gone
  if (row.used_at !== null && now() - row.used_at > GRACE) {
    // Used twice: somebody else holds a copy. The whole session ends, for both of them.
    await revocation.revoke('sid', session.sid, session.expires)
    throw gone
  }
  // As the app and its personas are now, and never more than the session began by asking for.
  const asked = askedBy(session)
  const reached = narrow(parts, found.document, found.app, asked)
  const granted = narrow(parts, found.document, found.app, both(asked, wishOf(params)))
  const used = row.used_at === null ? row.hash : undefined
  return goOn(parts, { session, granted, reached, refresh: nextRefresh(pepper, given), used })
}
