/** Who the person is to the backend: a key pair, and the tokens bound to it (RFC 9449). */
import type { ConnectAuth } from '../bff/api.ts'
import type { Assertion } from './assertion.ts'
import { forgetAll } from './forget.ts'
import { openKeys, type Kept, type KeyStore } from './keys.ts'
import { newKeys, prove } from './proof.ts'
import { type GetToken, idOf, type Place, type Setup } from './setup.ts'
import { post, Spent, type TokenAnswer, tokens } from './token-endpoint.ts'
import { Trouble } from './trouble.ts'

interface Grant {
  token: string
  socketUrl: string
  /** Milliseconds since the epoch, by this browser's clock. */
  renewAt: number
  expiresAt: number
}

/** One tab at a time, where the browser can: a refresh token works once, and so does an assertion. */
const alone = <T>(id: string, run: () => Promise<T>): Promise<T> =>
  // The lock's own type is Awaited<T>, which a generic T is not known to equal.
  navigator.locks ? (navigator.locks.request(`persona:${id}`, run) as Promise<T>) : run()

export const signedOut = (): Trouble =>
  new Trouble('signed_out', 'The session was ended, in another tab or by its age.')

/** End the session at the backend, where it can be reached, and forget the key here. */
const end = async (place: Place, issuer: string, store: KeyStore): Promise<void> => {
  const id = idOf(place)
  const kept = await store.get(id)
  forgetAll(id)
  await store.remove(id)
  try {
    if (kept?.refreshToken) await post(place, issuer, 'revoke', kept.keys, { token: kept.refreshToken })
  } catch {
    // Unreachable, or no storage: it is forgotten here all the same.
  }
}

export class Session {
  readonly #place: Place
  readonly #issuer: string
  readonly #store: KeyStore
  readonly #getToken: GetToken | undefined
  /** The page was asked who this is. */
  #told = false
  #kept: Kept | null = null
  #grant: Grant | null = null
  #asking: Promise<Grant> | null = null

  constructor(place: Place, setup: Setup, store: KeyStore, getToken: GetToken | undefined) {
    this.#place = place
    this.#issuer = setup.issuer.replace(/\/$/, '')
    this.#store = store
    this.#getToken = getToken
  }

  static async open(place: Place, setup: Setup, getToken: GetToken | undefined): Promise<Session> {
    return new Session(place, setup, await openKeys(), getToken)
  }

  static async forget(place: Place): Promise<void> {
    await alone(idOf(place), async () => end(place, new URL(place.endpoint).origin, await openKeys()))
  }

  /** What there is of a token, however old. */
  get token(): string | undefined {
    return this.#grant?.token
  }

  /** @returns whether this is, for all that the page says, who was here before: then anybody may speak for them */
  async known(): Promise<boolean> {
    this.#kept = await this.#store.get(idOf(this.#place))
    const said = await this.#asked()
    return said === undefined || (this.#kept !== null && said?.person === this.#kept.person)
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
    return { token, proof: await prove(keys, htm, `${this.#issuer}/socket.io/`, { eio }, token) }
  }

  async #ask(): Promise<Grant> {
    // Read again each time: another tab may have used the refresh token, and holds the next one there.
    const stored = await this.#store.get(idOf(this.#place))
    // What is gone from there was forgotten on purpose, by a log-out in another tab, and is not put back.
    if (stored === null && this.#kept !== null) return this.#leave()
    const said = this.#told ? undefined : await this.#asked()
    const { keys, answer, person } = await this.#enter(stored, said)
    this.#told = true
    this.#kept = { keys, refreshToken: answer.refresh_token, ...(person === undefined ? {} : { person }) }
    await this.#store.put(idOf(this.#place), this.#kept)
    const now = Date.now()
    this.#grant = {
      token: answer.access_token,
      socketUrl: answer.session.socket_url,
      renewAt: now + answer.session.renew_after * 1000,
      expiresAt: now + answer.expires_in * 1000,
    }
    return this.#grant
  }

  /** @param said who the page says this is: `null` for nobody, `undefined` where it was not asked */
  async #enter(
    stored: Kept | null,
    said: Assertion | null | undefined,
  ): Promise<{ keys: CryptoKeyPair; answer: TokenAnswer; person?: string | undefined }> {
    if (stored?.person !== undefined && said !== undefined && said?.person !== stored.person) {
      // Somebody else sits here now: they get a key of their own, and nothing of what was before.
      await end(this.#place, this.#issuer, this.#store)
      stored = null
    }
    const keys = stored?.keys ?? (await newKeys())
    const current = stored?.refreshToken ? await this.#refresh(keys, stored.refreshToken) : null
    const person = stored?.person
    if (person !== undefined) {
      if (current !== null) return { keys, answer: current, person }
      const again = said ?? (await this.#asked())
      // Nobody vouches for this person any more. The visitor that the key also is must not take over unseen.
      if (again?.person !== person) return this.#leave()
      return { keys, answer: await this.#exchange(keys, again), person }
    }
    // A spent token leaves the key, and so the visitor, as it was.
    const visitor = said && stored === null ? null : (current ?? (await this.#visit(keys)))
    if (said) return { keys, answer: await this.#exchange(keys, said, visitor), person: said.person }
    return { keys, answer: visitor as TokenAnswer }
  }

  async #leave(): Promise<never> {
    await end(this.#place, this.#issuer, this.#store)
    throw signedOut()
  }

  #visit(keys: CryptoKeyPair): Promise<TokenAnswer> {
    return tokens(this.#place, this.#issuer, keys, { grant_type: 'urn:persona:params:grant-type:visitor' })
  }

  /** @returns `null` when the token is spent */
  async #refresh(keys: CryptoKeyPair, token: string): Promise<TokenAnswer | null> {
    try {
      return await tokens(this.#place, this.#issuer, keys, { grant_type: 'refresh_token', refresh_token: token })
    } catch (error) {
      if (error instanceof Spent) return null
      throw error
    }
  }

  /** Most pages do not say who their user is: what it takes to hear it comes where one does. */
  async #asked(): Promise<Assertion | null | undefined> {
    return this.#getToken && (await import('./assertion.ts')).assertionOf(this.#getToken)
  }

  async #exchange(keys: CryptoKeyPair, said: Assertion, visitor: TokenAnswer | null = null): Promise<TokenAnswer> {
    const { exchange } = await import('./assertion.ts')
    return exchange(said, this.#place, this.#issuer, keys, visitor)
  }
}
