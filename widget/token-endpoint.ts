/** The backend's token endpoint, as a browser with a key speaks to it (RFC 6749, RFC 9449). */
import { prove } from './proof.ts'
import type { Place } from './setup.ts'
import { Trouble } from './trouble.ts'

export interface TokenAnswer {
  access_token: string
  /** Seconds. */
  expires_in: number
  refresh_token: string
  session: { sid: string; space: string; personas: string[]; socket_url: string; renew_after: number }
}

/** `invalid_grant`: what was presented is not, or no longer, good for anything. */
export class Spent extends Trouble {
  constructor(detail: string) {
    super('refused', detail)
  }
}

/** The nonce that the next proof must carry, by issuer, where the backend wants one (RFC 9449, section 8). */
const nonces = new Map<string, string>()

export const post = async (
  place: Place,
  issuer: string,
  path: 'token' | 'revoke',
  keys: CryptoKeyPair,
  form: Record<string, string>,
): Promise<Response> => {
  const used = nonces.get(issuer)
  const response = await fetch(`${place.endpoint}/oauth/${path}`, {
    method: 'POST',
    credentials: 'omit',
    headers: { DPoP: await prove(keys, 'POST', `${issuer}/oauth/${path}`, { nonce: used }) },
    body: new URLSearchParams({ client_id: place.app, ...form }),
    signal: AbortSignal.timeout(15_000),
  })
  const nonce = response.headers.get('dpop-nonce') ?? used
  // Nothing new to say it with: then this was the answer.
  if (nonce === undefined || nonce === used) return response
  nonces.set(issuer, nonce)
  const { error } = (response.ok ? {} : await response.clone().json()) as { error?: string }
  return error === 'use_dpop_nonce' ? post(place, issuer, path, keys, form) : response
}

/** @throws Spent; Trouble when refused; TypeError when nobody answers, or is too busy to */
export const tokens = async (
  place: Place,
  issuer: string,
  keys: CryptoKeyPair,
  form: Record<string, string>,
): Promise<TokenAnswer> => {
  const response = await post(place, issuer, 'token', keys, form)
  if (response.ok) return (await response.json()) as TokenAnswer
  const problem = (await response.json().catch(() => ({}))) as { error?: string; error_description?: string }
  const detail = problem.error_description ?? problem.error ?? `status ${response.status}`
  if (problem.error === 'invalid_grant') throw new Spent(detail)
  // Busy is not refused: the caller tries again later.
  if (response.status === 429 || response.status >= 500) throw new TypeError(detail)
  // A proof is good for a minute by the backend's clock (RFC 9449, section 11.1).
  const ahead = (Date.now() - Date.parse(response.headers.get('date') ?? '')) / 1000
  if (Math.abs(ahead) > 30) throw new Trouble('clock_skew', `${Math.round(ahead)} s: ${detail}`)
  throw new Trouble('token_refused', detail)
}
