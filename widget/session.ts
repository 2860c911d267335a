/** Who the person is to the backend: a key pair, and the tokens bound to it (RFC 9449). The only importer of dpop. */
import * as DPoP from 'dpop'
import type { ConnectAuth } from '../bff/api.ts'
import { openKeys, type Kept, type KeyStore } from './keys.ts'
import type { Place, Setup } from './setup.ts'
import { Trouble } from './trouble.ts'

interface TokenAnswer {
  access_token: string
  /** Seconds. */
  expires_in: number
  refresh_token: string
  session: { sid: string; space: string; personas: string[]; socket_url: string; renew_after: number }
}

interface Grant {
  token: string
  socketUrl: string
  /** Milliseconds since the epoch, by this browser's clock. */
  renewAt: number
  expiresAt: number
}

const idOf = ({ endpoint, app }: Place): string => `${endpoint}|${app}`

const newKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])

const post = async (
  { endpoint, app }: Place,
  issuer: string,
  path: string,
  keys: CryptoKeyPair,
  form: Record<string, string>,
): Promise<Response> =>
  fetch(`${endpoint}/oauth/${path}`, {
    method: 'POST',
    credentials: 'omit',
    headers: { DPoP: await DPoP.generateProof(keys, `${issuer}/oauth/${path}`, 'POST') },
    body: new URLSearchParams({ client_id: app, ...form }),
    signal: AbortSignal.timeout(15_000),
  })

/** One tab at a time, where the browser can: a refresh token works once. */
const alone = <T>(id: string, run: () => Promise<T>): Promise<T> =>
  // The lock's own type is Awaited<T>, which a generic T is not known to equal.
  navigator.locks ? (navigator.locks.request(`persona:${id}`, run) as Promise<T>) : run()

export class Session {
  readonly #place: Place
  readonly #issuer: string
  readonly #store: KeyStore
  #kept: Kept | null = null
  #grant: Grant | null = null
  #asking: Promise<Grant> | null = null

  constructor(place: Place, setup: Setup, store: KeyStore) {
    this.#place = place
    this.#issuer = setup.issuer.replace(/\/$/, '')
    this.#store = store
  }

  static async open(place: Place, setup: Setup): Promise<Session> {
    return new Session(place, setup, await openKeys())
  }

  /** End the session at the backend, where it can be reached, and forget the key here. */
  static async forget(place: Place): Promise<void> {
    const id = idOf(place)
    await alone(id, async () => {
      const store = await openKeys()
      const kept = await store.get(id)
      await store.remove(id)
      try {
        sessionStorage.removeItem(`persona:draft:${id}`)
        if (kept?.refreshToken)
          await post(place, new URL(place.endpoint).origin, 'revoke', kept.keys, { token: kept.refreshToken })
      } catch {
        // Unreachable, or no storage: it is forgotten here all the same.
      }
    })
  }

  /** A token with at least half a minute to live. @throws Trouble when refused, TypeError when nobody answers */
  async grant(): Promise<Grant> {
    if (this.#grant !== null && this.#grant.expiresAt - Date.now() > 30_000) return this.#grant
    return this.renew()
  }

  /** A new token, whatever the age of the old one. Calls that overlap share one. */
  renew(): Promise<Grant> {
    this.#asking ??= alone(idOf(this.#place), () => this.#ask()).finally(() => (this.#asking = null))
    return this.#asking
  }

  /** Drop a token that the backend no longer takes; the next `grant` asks for another. */
  spoil(): void {
    this.#grant = null
  }

  /** `auth` of a CONNECT (`GET`) or of a renewal (`POST`) on the engine `eio`. */
  async auth(htm: 'GET' | 'POST', eio: string): Promise<ConnectAuth> {
    const { token } = await this.grant()
    const { keys } = this.#kept as Kept
    return {
      token,
      proof: await DPoP.generateProof(keys, `${this.#issuer}/socket.io/`, htm, undefined, token, { eio }),
    }
  }

  async #ask(): Promise<Grant> {
    const id = idOf(this.#place)
    // Read again each time: another tab may have used the refresh token, and holds the next one there.
    // What is gone from there was forgotten on purpose, and is not put back.
    this.#kept = (await this.#store.get(id)) ?? { keys: await newKeys(), refreshToken: null }
    const { keys, refreshToken } = this.#kept
    const refreshed =
      refreshToken === null ? null : await this.#post({ grant_type: 'refresh_token', refresh_token: refreshToken })
    const answer = refreshed ?? (await this.#post({ grant_type: 'urn:persona:params:grant-type:visitor' }))
    if (answer === null) throw new Trouble('refused', 'The backend does not know this visitor.')
    this.#kept = { keys, refreshToken: answer.refresh_token }
    await this.#store.put(id, this.#kept)
    const now = Date.now()
    this.#grant = {
      token: answer.access_token,
      socketUrl: answer.session.socket_url,
      renewAt: now + answer.session.renew_after * 1000,
      expiresAt: now + answer.expires_in * 1000,
    }
    return this.#grant
  }

  /** `null` stands for `invalid_grant`: the token is spent, but the key, and so the person, stays the same. */
  async #post(form: Record<string, string>): Promise<TokenAnswer | null> {
    const { keys } = this.#kept as Kept
    const response = await post(this.#place, this.#issuer, 'token', keys, form)
    if (response.ok) return (await response.json()) as TokenAnswer
    const problem = (await response.json().catch(() => ({}))) as { error?: string; error_description?: string }
    if (problem.error === 'invalid_grant') return null
    const detail = problem.error_description ?? problem.error ?? `status ${response.status}`
    // Busy is not refused: the caller tries again later.
    if (response.status === 429 || response.status >= 500) throw new TypeError(detail)
    throw new Trouble('refused', detail)
  }
}
