/** Proof of possession: DPoP (RFC 9449) for HTTP, and its profile for a Socket.IO connection. */
import { createHash, createHmac } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, errors, jwtVerify } from 'jose'
import { Problem } from '../problem.ts'
import { deployment } from '../store/deployment.ts'
import type { Store } from '../store/store.ts'
import { isCanonical } from './tokens.ts'

/** Seconds that a proof's `iat` may be away from our clock, either way. */
const WINDOW = 60

interface Expected {
  htm: 'GET' | 'POST'
  /** The whole URL, from configuration, without query or fragment. */
  htu: string
  /** The access token that the proof must name by its hash (`ath`). */
  token?: string
  /** The Engine.IO id of the connection that the proof must name: a captured proof is worth nothing on another one. */
  eio?: string
  /** The thumbprint that the token is bound to (`cnf.jkt`). */
  jkt?: string
}

export interface Proofs {
  /** The nonce to prove with now (RFC 9449, section 8); `undefined` where none is asked for. */
  nonce(): string | undefined
  /**
   * Check a proof and use it up.
   * @returns the RFC 7638 thumbprint of its key
   * @throws Problem invalid_token; NonceNeeded, when all is well but the nonce
   */
  verify(proof: string | undefined, expected: Expected): Promise<string>
}

const refused = (why: string): Problem => new Problem('invalid_token', `The proof of possession is not valid: ${why}.`)

/** Everything is right but the nonce: the answer carries the one to use. */
export class NonceNeeded extends Problem {
  constructor() {
    super('invalid_token', 'The proof of possession needs the nonce of this answer.')
  }
}

/** How long a nonce is given out, milliseconds; the one before is good for as long again. */
const NONCE = 5 * 60_000

/**
 * @param nonceKey what nonces are derived with, where they are asked for. Nothing is kept: a nonce is the hash of its time.
 * A socket's proof needs none: it names its connection, which the server has numbered.
 */
export const makeProofs = (store: Store, now: () => number, nonceKey?: string): Proofs => {
  const nonceOf = (key: string, turn: number): string =>
    createHmac('sha256', key).update(`nonce:${turn}`).digest('base64url')
  const turn = (): number => Math.floor(now() / NONCE)

  return {
    nonce: () => (nonceKey === undefined ? undefined : nonceOf(nonceKey, turn())),
    async verify(proof, { htm, htu, token, eio, jkt }) {
      if (proof === undefined || proof === '') throw refused('there is none')
      if (proof.length > 4096) throw refused('it is too long')
      if (!isCanonical(proof)) throw refused('its form')
      const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
        algorithms: ['ES256'],
        typ: 'dpop+jwt',
        requiredClaims: ['iat', 'jti', 'htm', 'htu'],
        currentDate: new Date(now()),
      }).catch((thrown: unknown) => {
        throw thrown instanceof errors.JOSEError || thrown instanceof TypeError
          ? refused('its signature or form')
          : thrown
      })
      if (protectedHeader.crit !== undefined) throw refused('its header')
      const { iat, jti } = payload
      if (typeof iat !== 'number' || Math.abs(now() / 1000 - iat) > WINDOW)
        throw refused('its time is too far from ours')
      if (typeof jti !== 'string' || jti.length < 8 || jti.length > 128) throw refused('its jti')
      if (payload.htm !== htm || payload.htu !== htu) throw refused('it is for another request')
      if (token !== undefined && payload.ath !== sha256(token)) throw refused('it is for another token')
      if (eio !== undefined && payload.eio !== eio) throw refused('it is for another connection')
      const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk ?? {})
      if (jkt !== undefined && thumbprint !== jkt) throw refused('it is by another key')
      if (nonceKey !== undefined && eio === undefined)
        if (![turn(), turn() - 1].some((each) => nonceOf(nonceKey, each) === payload['nonce'])) throw new NonceNeeded()
      const fresh = await store.write((db) =>
        deployment(db).useOnce(sha256(`${thumbprint}.${jti}`), now() + 2 * WINDOW * 1000),
      )
      if (!fresh) throw refused('it was used before')
      return thumbprint
    },
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')
