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

  static async forget(place: Place): Promise<void> {
    await alone(idOf(place), async () => (await openKeys()).remove(idOf(place)))
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
    this.#kept = (await this.#store.get(id)) ?? this.#kept
    this.#kept ??= { keys: await DPoP.generateKeyPair('ES256', { extractable: false }), refreshToken: null }
    const { keys, refreshToken } = this.#kept
    const refreshed =
      refreshToken === null ? null : await this.#post({ grant_type: 'refresh_token', refresh_token: refreshToken })
    const answer =
      refreshed ??
      (await this.#post({
        grant_type: 'urn:persona:params:grant-type:visitor',
        ...(this.#place.persona ? { persona: this.#place.persona } : {}),
      }))
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
    const response = await fetch(`${this.#place.endpoint}/oauth/token`, {
      method: 'POST',
      credentials: 'omit',
      headers: { DPoP: await DPoP.generateProof(keys, `${this.#issuer}/oauth/token`, 'POST') },
      body: new URLSearchParams({ client_id: this.#place.app, ...form }),
      signal: AbortSignal.timeout(15_000),
    })
    if (response.ok) return (await response.json()) as TokenAnswer
    const problem = (await response.json().catch(() => ({}))) as { error?: string; error_description?: string }
    if (problem.error === 'invalid_grant') return null
    const detail = problem.error_description ?? problem.error ?? `status ${response.status}`
    // Busy is not refused: the caller tries again later.
    if (response.status === 429 || response.status >= 500) throw new TypeError(detail)
    throw new Trouble('refused', detail)
  }
}
