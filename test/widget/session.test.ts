/** Who somebody is, between a page, its tabs and the token endpoint: the endpoint is played here, the keys are real. */
import type { Kept, KeyStore } from '../../widget/keys.ts'
import { Session } from '../../widget/session.ts'
import type { GetToken } from '../../widget/setup.ts'
import type { Trouble } from '../../widget/trouble.ts'
import { equal, ok } from './assert.ts'
import { Peer, setupOf } from './stage.ts'

const place = { app: 'app_1', endpoint: 'http://localhost:1', persona: '' }

/** What was asked of the endpoint, shortly: the grant, and what it carried. */
type Asked = Record<string, string>

class Endpoint {
  readonly asked: Asked[] = []
  /** Refresh tokens that are still good. */
  readonly good = new Set<string>()
  /** When set, proofs must carry it. */
  nonce: string | null = null
  refuseAssertions = false
  /** Milliseconds that an answer takes. */
  slow = 0
  #count = 0

  readonly fetch = async (url: string, { body, headers }: { body: URLSearchParams; headers: { DPoP: string } }) => {
    const form = Object.fromEntries(body) as Asked
    const claims = JSON.parse(atob(headers.DPoP.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/'))) as Asked
    if (this.slow) await new Promise((resolve) => void setTimeout(resolve, this.slow))
    const answer = (status: number, value: object) =>
      new Response(JSON.stringify(value), { status, headers: this.nonce ? { 'DPoP-Nonce': this.nonce } : {} })
    if (this.nonce && claims['nonce'] !== this.nonce) return answer(400, { error: 'use_dpop_nonce' })
    this.asked.push({ path: url.slice(url.lastIndexOf('/') + 1), htu: claims['htu']!, ...form })
    const grant = form['grant_type']
    if (url.endsWith('/revoke')) {
      this.good.delete(form['token']!)
      return answer(200, {})
    }
    if (grant === 'refresh_token' && !this.good.delete(form['refresh_token']!))
      return answer(400, { error: 'invalid_grant', error_description: 'spent' })
    if (form['subject_token'] && this.refuseAssertions)
      return answer(400, { error: 'invalid_grant', error_description: 'The assertion is not valid: its aud.' })
    const refresh = `r${++this.#count}`
    this.good.add(refresh)
    return answer(200, {
      access_token: `a${this.#count}`,
      expires_in: 300,
      refresh_token: refresh,
      session: { sid: 'ses_1', space: 'sp_1', personas: [], socket_url: 'http://localhost:1', renew_after: 200 },
    })
  }

  get grants(): string[] {
    return this.asked.map(({ path, grant_type }) => grant_type?.split(':').at(-1) ?? path ?? '')
  }
}

const storeOf = (): KeyStore & { kept: Map<string, Kept> } => {
  const kept = new Map<string, Kept>()
  return {
    kept,
    get: async (id) => kept.get(id) ?? null,
    put: async (id, value) => void kept.set(id, value),
    remove: async (id) => void kept.delete(id),
  }
}

/** An assertion as far as a browser looks into one. */
const saying = (sub: string): string => `e30.${btoa(JSON.stringify({ sub }))}.sig`

const troubleOf = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'none',
    (error: Trouble) => error.code,
  )

describe('A session', () => {
  const real = globalThis.fetch
  let endpoint: Endpoint
  let store: ReturnType<typeof storeOf>
  beforeEach(() => {
    endpoint = new Endpoint()
    store = storeOf()
    globalThis.fetch = endpoint.fetch as unknown as typeof fetch
  })
  afterEach(() => {
    globalThis.fetch = real
  })
  const session = (getToken?: GetToken) => new Session(place, setupOf(new Peer()), store, getToken)
  const kept = () => [...store.kept.values()][0]

  it('is a visitor where the page says nothing, or that nobody is signed in', async () => {
    await session().grant()
    await session(() => null).grant()
    await session(async () => '').grant()
    equal(endpoint.grants, ['visitor', 'refresh_token', 'refresh_token'])
    equal(kept()?.person, undefined)
  })

  it('is the person at once in a browser that is new, without a visitor before', async () => {
    await session(() => saying('ada')).grant()
    equal(endpoint.grants, ['token-exchange'])
    equal(endpoint.asked[0]?.['actor_token'], undefined)
    equal(kept()?.person, 'ada')
  })

  it('brings what the visitor said: the current token, under the same key, is the actor', async () => {
    await session().grant()
    const before = kept()?.keys
    await session(() => saying('ada')).grant()
    equal(endpoint.grants, ['visitor', 'refresh_token', 'token-exchange'])
    equal(endpoint.asked[2]?.['actor_token'], 'a2')
    ok(kept()?.keys === before)
  })

  it('is found as it is by another tab that the page tells the same', async () => {
    endpoint.slow = 20
    await Promise.all([1, 2, 3].map(() => session(() => saying('ada')).grant()))
    equal(endpoint.grants, ['token-exchange', 'refresh_token', 'refresh_token'])
  })

  it('asks the page once a load, and again only when what is kept is spent', async () => {
    let times = 0
    const one = session(() => {
      times++
      return saying('ada')
    })
    await one.grant()
    await one.renew()
    equal(times, 1)
    endpoint.good.clear()
    await one.renew()
    equal(times, 2)
    equal(endpoint.grants, ['token-exchange', 'refresh_token', 'refresh_token', 'token-exchange'])
  })

  it('ends when nobody vouches for the person any more, rather than to go on as the visitor of that key', async () => {
    let signedIn = true
    const one = session(() => (signedIn ? saying('ada') : null))
    await one.grant()
    endpoint.good.clear()
    signedIn = false
    equal(await troubleOf(one.renew()), 'signed_out')
    equal(store.kept.size, 0)
  })

  it('gives the next person, or nobody, a key of their own, and revokes what was before', async () => {
    for (const next of [saying('grace'), null]) {
      await session(() => saying('ada')).grant()
      const before = kept()
      await session(() => next).grant()
      ok(kept()?.keys !== before?.keys)
      ok(!endpoint.good.has(before?.refreshToken ?? ''))
      equal(kept()?.person, next === null ? undefined : 'grace')
    }
    ok(endpoint.asked.every(({ actor_token }) => actor_token === undefined))
  })

  it('ends in every tab that finds nothing where it kept something', async () => {
    const one = session()
    await one.grant()
    store.kept.clear()
    equal(await troubleOf(one.renew()), 'signed_out')
    equal(endpoint.grants, ['visitor'])
  })

  it('tells apart a page that fails, one that hands over something else, and a backend that refuses it', async () => {
    const fails = session(() => {
      throw new Error('down')
    })
    equal(await troubleOf(fails.grant()), 'identity_failed')
    equal(await troubleOf(session(async () => Promise.reject(new Error('down'))).grant()), 'identity_failed')
    for (const text of ['Unauthorized', '<!doctype html>', 'a.b.c', `e30.${btoa('{}')}.x`])
      equal(await troubleOf(session(() => text).grant()), 'identity_refused')
    equal(endpoint.asked, [])
    endpoint.refuseAssertions = true
    equal(await troubleOf(session(() => saying('ada')).grant()), 'identity_refused')
    equal(store.kept.size, 0)
    equal(await troubleOf(session(() => saying('Ünïcødé')).grant()), 'identity_refused')
  })

  it('carries a nonce once it was told one, and again when it has changed', async () => {
    endpoint.nonce = 'one'
    const one = session()
    await one.grant()
    await one.renew()
    endpoint.nonce = 'two'
    await one.renew()
    equal(endpoint.grants, ['visitor', 'refresh_token', 'refresh_token'])
    ok(endpoint.asked.every(({ htu }) => htu === 'http://localhost:1/oauth/token'))
  })

  it('gives up on a backend that refuses every nonce', async () => {
    endpoint.nonce = 'x'
    const { fetch } = endpoint
    let count = 0
    globalThis.fetch = (async (...call: Parameters<typeof fetch>) => {
      endpoint.nonce = `n${Math.min(++count, 2)}`
      const response = await fetch(...call)
      return new Response(JSON.stringify({ error: 'use_dpop_nonce' }), { status: 400, headers: response.headers })
    }) as never
    equal(await troubleOf(session().grant()), 'token_refused')
    ok(count <= 4, String(count))
  })
})
