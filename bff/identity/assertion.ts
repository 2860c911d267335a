/** Assertions: what an app's own backend signs, to say that it is the app, or who somebody is. */
import { createHash } from 'node:crypto'
import { type CryptoKey, errors, importJWK, type JWTPayload, jwtVerify } from 'jose'
import type { App, IdentityKey } from '../spaces/document.ts'
import { deployment, readDeployment } from '../store/deployment.ts'
import type { Store } from '../store/store.ts'
import { OAuthError } from './oauth.ts'
import { isCanonical } from './tokens.ts'

/** The two kinds. `life`: the most seconds between `iat` and `exp`. */
const kinds = {
  /** RFC 7523, section 3, with the explicit type and the single audience of its revision (rfc7523bis). */
  client: { typ: 'client-authentication+jwt', life: 60, code: 'invalid_client' },
  /** The subject token of RFC 8693, section 2.1. */
  person: { typ: 'persona-user+jwt', life: 300, code: 'invalid_grant' },
} as const

/** An algorithm follows from the registered key, never from the token's header. */
const algorithms = { 'P-256': ['ES256'], Ed25519: ['EdDSA', 'Ed25519'], secret: ['HS256'] }

export interface Assertions {
  /**
   * Check an assertion of this app and use it up.
   * @throws OAuthError invalid_client, in one sentence for every reason; or invalid_grant, which says why
   */
  verify(app: App, assertion: string, use: IdentityKey['use']): Promise<JWTPayload & { sub: string }>
}

export const makeAssertions = (parts: {
  store: Store
  /** The only audience: a string, never a list. */
  issuer: string
  used: (id: string) => Promise<void>
  now: () => number
}): Assertions => {
  const { store, issuer, used, now } = parts

  const keyOf = async ({ id, jwk }: IdentityKey): Promise<CryptoKey | Uint8Array> =>
    jwk
      ? ((await importJWK({ ...jwk } as never, algorithms[jwk.crv][0])) as CryptoKey)
      : new TextEncoder().encode(await readDeployment(store).identitySecret(id))

  return {
    async verify(app, assertion, use) {
      const { typ, life, code } = kinds[use]
      const refused = (why: string) =>
        new OAuthError(
          code,
          use === 'client' ? 'The client is not who it says.' : `The assertion is not valid: ${why}.`,
        )
      if (!isCanonical(assertion)) throw refused('its form')
      let payload: JWTPayload | undefined
      for (const key of app.identityKeys.filter((each) => each.use === use)) {
        try {
          const verified = await jwtVerify(assertion, await keyOf(key), {
            algorithms: algorithms[key.jwk?.crv ?? 'secret'],
            typ,
            issuer: app.id,
            audience: issuer,
            requiredClaims: ['iss', 'sub', 'aud', 'iat', 'exp', 'jti'],
            maxTokenAge: life,
            clockTolerance: 5,
            currentDate: new Date(now()),
          })
          payload = verified.payload
          await used(key.id)
          break
        } catch (thrown) {
          // By another key of this app, perhaps.
          if (thrown instanceof errors.JWSSignatureVerificationFailed || thrown instanceof errors.JOSEAlgNotAllowed)
            continue
          if (thrown instanceof errors.JWTClaimValidationFailed || thrown instanceof errors.JWTExpired)
            throw refused(`its ${thrown.claim}`)
          if (thrown instanceof errors.JOSEError || thrown instanceof TypeError) throw refused('its form')
          throw thrown
        }
      }
      if (!payload) throw refused('no registered key of this app signed it')
      const { sub, aud, iat, exp, jti } = payload as Required<JWTPayload>
      if (typeof aud !== 'string') throw refused('its aud')
      if (exp - iat > life || exp <= iat) throw refused(`it must live for ${life} seconds at most`)
      // As long as a `sub` may be anywhere; nothing that does not print.
      if (typeof sub !== 'string' || !/^[^\p{Cc}\p{Cs}]{1,255}$/u.test(sub)) throw refused('its sub')
      if (use === 'client' && sub !== app.id) throw refused('its sub')
      if (typeof jti !== 'string' || jti === '' || jti.length > 255) throw refused('its jti')
      const once = createHash('sha256').update(`${use}.${app.id}.${jti}`).digest('base64url')
      if (!(await store.write((db) => deployment(db).useOnce(once, exp * 1000 + 60_000))))
        throw refused('it was used before')
      return { ...payload, sub }
    },
  }
}
