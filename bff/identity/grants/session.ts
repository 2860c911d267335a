/** A session: what a browser was granted, and how it goes on by refresh tokens that are each used once. */
import { newId, newUlid } from '../../id.ts'
import { deployment, type Session } from '../../store/deployment.ts'
import type { TokenResponse } from '../oauth.ts'
import { hashSecret } from '../secrets.ts'
import type { Parts } from './grant.ts'

/** How long a session may be silent, and how long it lasts in any case. Milliseconds. */
const visitors = { idle: 24 * 3600_000, absolute: 30 * 24 * 3600_000 }
const persons = { idle: 30 * 60_000, absolute: 12 * 3600_000 }
const livesOf = (sub: string) => (sub.startsWith('usr:') ? persons : visitors)

/** Open a session, with its first tokens. */
export const openSession = async (
  parts: Parts,
  {
    personas,
    ...granted
  }: Pick<Session, 'space' | 'app' | 'sub' | 'jkt' | 'origin' | 'scope'> & { personas: string[] },
): Promise<TokenResponse> => {
  const { store, pepper, now } = parts
  const at = now()
  const expires = at + livesOf(granted.sub).absolute
  const session: Session = {
    ...granted,
    sid: newId('ses', at),
    personas: personas.join(' '),
    created_at: at,
    expires,
  }
  await store.write((db) => deployment(db).addSession(session))
  return goOn(parts, session, nextRefresh(pepper, `${session.sid}.${newUlid(at)}`))
}

/**
 * A fresh access token for a session, beside the refresh token that follows it.
 * @param used the refresh token that this one replaces, by its hash
 */
export const goOn = async (
  { store, tokens, issuer, pepper, now }: Parts,
  session: Session,
  refresh: string,
  used?: string,
): Promise<TokenResponse> => {
  const { sid, sub, app, space, scope, origin, jkt } = session
  const personas = session.personas.split(' ')
  const expires = Math.min(now() + livesOf(sub).idle, session.expires)
  await store.write(async (db) => {
    const rows = deployment(db)
    if (used !== undefined) await rows.useRefresh(used, now())
    await rows.addRefresh({ hash: hashSecret(pepper, refresh), sid, jkt, used_at: null, expires })
  })
  const claims = { sub, client_id: app, jti: newUlid(now()), space, scope, personas, sid, origin, cnf: { jkt } }
  return {
    access_token: await tokens.mintRuntime(claims),
    token_type: 'DPoP',
    expires_in: tokens.seconds,
    scope,
    refresh_token: refresh,
    refresh_expires_in: Math.floor((expires - now()) / 1000),
    session: { sid, space, personas, socket_url: issuer, renew_after: Math.floor(tokens.seconds * 0.7) },
  }
}

/** Derived, not stored: the same token always has the same successor, and only we can tell which. */
export const nextRefresh = (pepper: string, before: string): string => hashSecret(pepper, `refresh:${before}`)
