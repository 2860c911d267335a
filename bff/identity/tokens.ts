/** Tokens: one kind a plane, each minted and verified by its own pair; none passes the other's verifier. */
import { errors, jwtVerify, type JWTPayload, SignJWT } from 'jose'
import type { Door, Principal } from '../capability.ts'
import { Problem } from '../problem.ts'
import type { Keys } from './keys.ts'
import type { Revocation } from './revocation.ts'

/** RFC 9068 claims of a runtime token. `sid`, `origin` and `cnf` are there exactly when a browser holds it. */
export interface RuntimeClaims {
  sub: string
  client_id: string
  jti: string
  space: string
  scope: string
  personas: string[]
  /** Left out when there are none. */
  groups?: string[]
  sid?: string
  origin?: string
  cnf?: { jkt: string }
}

export interface ControlClaims {
  sub: string
  jti: string
  scope: string
}

/** `ep`: the newest revocation when it was minted. */
export type Verified<Claims> = Claims & { exp: number; ep?: number }

export interface Tokens {
  /** How long a runtime token lives. */
  readonly seconds: number
  /** @param life seconds, when it is to be shorter than usual */
  mintRuntime(claims: RuntimeClaims, life?: number): Promise<string>
  mintControl(claims: ControlClaims): Promise<string>
  /** @throws Problem invalid_token | token_expired */
  verifyRuntime(token: string): Promise<Verified<RuntimeClaims>>
  /** @throws Problem invalid_token | token_expired */
  verifyControl(token: string): Promise<Verified<ControlClaims>>
}

export const CONTROL_SECONDS = 900

/** @param seconds how long a runtime token lives */
export const makeTokens = (
  keys: Keys,
  revocation: Pick<Revocation, 'epoch'>,
  issuer: string,
  seconds: number,
  now: () => number,
): Tokens => {
  const mint = async (audience: string, { sub, jti, ...claims }: { sub: string; jti: string }, life: number) => {
    const { kid, key } = await keys.signing()
    const iat = Math.floor(now() / 1000)
    return new SignJWT({ ...claims, ep: revocation.epoch })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(sub)
      .setJti(jti)
      .setIssuedAt(iat)
      .setExpirationTime(iat + life)
      .sign(key)
  }

  const verify = async (token: string, audience: string, required: string[], life: number) => {
    if (!isCanonical(token)) throw new Problem('invalid_token', 'The token is not valid here.')
    try {
      const { payload } = await jwtVerify(
        token,
        async ({ kid }) => {
          const key = await keys.verifying(kid ?? '')
          if (!key) throw new errors.JWKSNoMatchingKey()
          return key
        },
        {
          algorithms: ['ES256'],
          typ: 'at+jwt',
          issuer,
          audience,
          requiredClaims: ['iss', 'sub', 'iat', 'exp', 'jti', 'scope', ...required],
          maxTokenAge: life,
          clockTolerance: 5,
          currentDate: new Date(now()),
        },
      )
      if (typeof payload.aud !== 'string') throw new errors.JWTClaimValidationFailed('aud must be a string', payload)
      return payload as JWTPayload & Record<string, unknown>
    } catch (thrown) {
      if (thrown instanceof errors.JWTExpired) throw new Problem('token_expired', 'The token has expired.')
      if (thrown instanceof errors.JOSEError) throw new Problem('invalid_token', 'The token is not valid here.')
      throw thrown
    }
  }

  return {
    seconds,
    mintRuntime: (claims, life = seconds) => mint('urn:persona:runtime', claims, life),
    mintControl: (claims) => mint('urn:persona:control', claims, CONTROL_SECONDS),
    async verifyRuntime(token) {
      const claims = await verify(token, 'urn:persona:runtime', ['client_id', 'space', 'personas'], seconds)
      const { sid, origin, cnf } = claims as Partial<RuntimeClaims>
      // A browser's token has all three; a server's has no origin and no session.
      const browser = sid !== undefined && origin !== undefined && cnf?.jkt !== undefined
      if (!browser && (sid !== undefined || origin !== undefined))
        throw new Problem('invalid_token', 'The token is not valid here.')
      return claims as unknown as Verified<RuntimeClaims>
    },
    verifyControl: async (token) =>
      (await verify(token, 'urn:persona:control', [], CONTROL_SECONDS)) as unknown as Verified<ControlClaims>,
  }
}

/** Base64url leaves some bits of a last character free: only one spelling of a token is the token. RFC 7515, section 2. */
export const isCanonical = (token: string): boolean =>
  token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)

export const runtimePrincipal = (claims: Verified<RuntimeClaims>, door: Door): Principal => ({
  plane: 'runtime',
  door,
  sub: claims.sub,
  person: claims.sub,
  space: claims.space,
  app: claims.client_id,
  scopes: new Set(claims.scope.split(' ').filter(Boolean)),
  personas: claims.personas,
  ...(claims.groups === undefined ? {} : { groups: claims.groups }),
  jti: claims.jti,
  sid: claims.sid ?? null,
  expires: claims.exp * 1000,
  token: { epoch: claims.ep ?? 0, origin: claims.origin ?? null },
})

export const controlPrincipal = (claims: Verified<ControlClaims>, door: Door): Principal => ({
  plane: 'control',
  door,
  sub: claims.sub,
  person: claims.sub,
  space: null,
  app: null,
  scopes: new Set(claims.scope.split(' ').filter(Boolean)),
  personas: [],
  jti: claims.jti,
  sid: null,
  expires: claims.exp * 1000,
  token: { epoch: claims.ep ?? 0, origin: null },
})
