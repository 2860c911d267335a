/** A session: what a browser asked for and has, and how it goes on by refresh tokens that are each used once. */
import { newId, newUlid } from '../../id.ts'
import { deployment, type Session } from '../../store/deployment.ts'
import type { TokenResponse } from '../oauth.ts'
import { hashSecret } from '../secrets.ts'
import type { Parts, Wish } from './grant.ts'

/** How long a session may be silent, and how long it lasts in any case. Milliseconds. */
const visitors = { idle: 24 * 3600_000, absolute: 30 * 24 * 3600_000 }
const persons = { idle: 30 * 60_000, absolute: 12 * 3600_000 }
const livesOf = (sub: string) => (sub.startsWith('usr:') ? persons : visitors)

interface Granted {
  personas: string[]
  scope: string
}

/** Open a session, with its first tokens. @param asked what it may have in later tokens too, as far as there is */
export const openSession = async (
  parts: Parts,
  {
    personas,
    scope,
    asked,
    groups,
    ...who
  }: Pick<Session, 'space' | 'app' | 'sub' | 'jkt' | 'origin'> & Granted & { asked: Wish; groups: string[] },
): Promise<TokenResponse> => {
  const { store, pepper, now } = parts
  const at = now()
  const expires = at + livesOf(who.sub).absolute
  const session: Session = {
    ...who,
    sid: newId('ses', at),
    scope,
    personas: personas.join(' '),
    asked_scope: asked.scope?.join(' ') ?? null,
    asked_personas: asked.personas?.join(' ') ?? null,
    groups: JSON.stringify(groups),
    created_at: at,
    expires,
  }
  await store.write((db) => deployment(db).addSession(session))
  const granted = { personas, scope }
  const refresh = nextRefresh(pepper, `${session.sid}.${newUlid(at)}`)
  return goOn(parts, { session, granted, reached: granted, refresh, used: undefined })
}

/** What a session asked for when it began; it may ask for what there was not yet. */
export const askedBy = ({ asked_scope, asked_personas }: Session): Wish => ({
  scope: asked_scope?.split(' '),
  personas: asked_personas?.split(' '),
})

/** A fresh access token for a session, beside the refresh token that follows it. */
export const goOn = async (
  { store, tokens, issuer, pepper, now }: Parts,
  {
    session,
    granted: { personas, scope },
    reached,
    refresh,
    used,
  }: {
    session: Session
    /** What this token covers. */
    granted: Granted
    /** All that the session reaches now: with the end of one of these personas it ends. */
    reached: Granted
    refresh: string
    /** The refresh token that this one replaces, by its hash. */
    used: string | undefined
  },
): Promise<TokenResponse> => {
  const { sid, sub, app, space, origin, jkt } = session
  const groups = JSON.parse(session.groups) as string[]
  const expires = Math.min(now() + livesOf(sub).idle, session.expires)
  await store.write(async (db) => {
    const rows = deployment(db)
    if (used !== undefined) await rows.useRefresh(used, now())
    const reach = { scope: reached.scope, personas: reached.personas.join(' ') }
    if (reach.scope !== session.scope || reach.personas !== session.personas) await rows.sessionReaches(sid, reach)
    await rows.addRefresh({ hash: hashSecret(pepper, refresh), sid, jkt, used_at: null, expires })
  })
  const claims = { sub, client_id: app, jti: newUlid(now()), space, scope, personas, sid, origin, cnf: { jkt } }
  return {
    access_token: await tokens.mintRuntime(groups.length === 0 ? claims : { ...claims, groups }),
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
