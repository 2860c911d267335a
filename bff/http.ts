/** The HTTP door: it sizes, translates and answers. POST /v1/<action>, POST /control/v1/<action>, and the protocol's own endpoints. */
import { randomUUID } from 'node:crypto'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express'
import helmet from 'helmet'
import type { Principal } from './capability.ts'
import type { Gate } from './gate.ts'
import { grantTypes, VISITOR_GRANT } from './identity/exchange.ts'
import type { Identity } from './identity/identity.ts'
import { OAuthError, type TokenRequest } from './identity/oauth.ts'
import { NonceNeeded } from './identity/proof.ts'
import { controlPrincipal, runtimePrincipal } from './identity/tokens.ts'
import { addressOf } from './limits/address.ts'
import { guardInput } from './limits/input.ts'
import { rateFields } from './limits/fields.ts'
import { type Limiter, TooMany } from './limits/limiter.ts'
import { openapi } from './openapi.ts'
import { asProblem, Problem } from './problem.ts'
import type { PersonaCard } from './protocol.ts'
import type { Persona } from './spaces/document.ts'
import type { Spaces } from './spaces/spaces.ts'

interface Parts {
  gate: Gate
  identity: Identity
  spaces: Spaces
  /** Answers whether the stores can be used; throws or rejects when they cannot. */
  ready: () => Promise<void>
  /** The figures for Prometheus, where they are wanted. */
  metrics: (() => Promise<string>) | undefined
  limiter: Limiter
  /** Proxies of ours before us. */
  proxies: number
  /** Built pages and scripts. */
  assets: express.Handler
  log: (request: { method: string; path: string; status: number; ms: number; requestId: string }) => void
  /** Told of bugs and broken disks. */
  onFault: (thrown: unknown, about: { action: string; requestId: string | undefined }) => void
}

/** What a page's scripts may read of an answer, beside what every page may. */
const EXPOSED = 'Date, DPoP-Nonce, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, WWW-Authenticate'

export const personaCard = ({ id, name, role, greeting, starters, avatar, paused }: Persona): PersonaCard => ({
  id,
  name,
  role,
  greeting,
  starters,
  avatar,
  paused,
})

export const makeHttp = (parts: Parts): express.Express => {
  const { gate, identity, spaces, ready, assets, limiter, proxies } = parts
  const { issuer, exchange, tokens, proofs } = identity
  const app = express()
  app.disable('x-powered-by')
  // One spelling of an address: another would be answered by other rules than its own.
  app.enable('case sensitive routing')
  app.set('etag', false)

  app.use(named(parts.log))
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
      },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      strictTransportSecurity: issuer.startsWith('https:'),
    }),
  )

  app.get('/healthz', (_, response) => void response.json({ ok: true }))
  app.get('/readyz', async (_, response) => {
    await ready()
    response.json({ ok: true })
  })
  const { metrics } = parts
  if (metrics)
    app.get('/metrics', async (_, response) => {
      response.set('Content-Type', 'text/plain; version=0.0.4; charset=utf-8').send(await metrics())
    })
  app.get('/openapi.json', (_, response) => void response.json(openapi([...gate.actions.values()], issuer)))

  app.get('/.well-known/jwks.json', async (_, response) => {
    response.set('Cache-Control', 'public, max-age=300').json(await identity.keys.jwks())
  })
  app.get(['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'], (_, response) => {
    response.json(metadata(issuer, gate))
  })
  app.get('/.well-known/oauth-protected-resource', (_, response) => {
    response.json({
      resource: issuer,
      authorization_servers: [issuer],
      scopes_supported: scopesOf(gate),
      bearer_methods_supported: ['header'],
      dpop_signing_alg_values_supported: ['ES256'],
    })
  })

  // Any page may ask whether it is allowed, so that it can say so. It learns nothing else.
  app.get('/v1/widget/check', (request, response) => {
    const allowed = exchange.allowed(appOf(request), originOf(request))
    response.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' })
    response.set('Cross-Origin-Resource-Policy', 'cross-origin').json({ allowed })
  })

  /** The page's origin. A same-origin GET carries none, and says so in Sec-Fetch-Site. */
  const originOf = (request: Request): string | undefined =>
    request.get('Origin') ?? (request.get('Sec-Fetch-Site') === 'same-origin' ? issuer : undefined)

  const known = (origin: string): boolean => {
    for (const { apps } of spaces.documents.values())
      if (apps.some(({ archived, origins }) => !archived && origins.includes(origin))) return true
    return false
  }

  const cors: RequestHandler = (request, response, next) => {
    const origin = request.get('Origin')
    response.vary('Origin')
    if (origin !== undefined && known(origin)) {
      response.set({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers': EXPOSED,
        'Cross-Origin-Resource-Policy': 'cross-origin',
      })
      if (request.method === 'OPTIONS')
        response.set({
          'Access-Control-Allow-Methods': 'GET, POST',
          'Access-Control-Allow-Headers': 'authorization, content-type, dpop, idempotency-key, x-request-id',
          'Access-Control-Max-Age': '600',
        })
    }
    if (request.method === 'OPTIONS') response.sendStatus(204)
    else next()
  }
  app.use(['/v1', '/oauth'], cors, (_, response, next) => {
    const nonce = proofs.nonce()
    if (nonce !== undefined) response.set('DPoP-Nonce', nonce)
    next()
  })

  app.get('/v1/widget/config', (request, response) => {
    const id = appOf(request)
    const found = spaces.app(id)
    // One answer for an unknown app and for a site that is not its own.
    if (!found || !exchange.allowed(id, originOf(request))) throw new Problem('not_found', 'There is no such app here.')
    const { app: each, document } = found
    const personas = document.personas.filter((persona) => !persona.archived && each.personas.includes(persona.id))
    response.set('Cache-Control', 'no-store').json({
      app: each.id,
      name: each.name,
      issuer,
      scopes: each.scopes,
      personas: personas.map(personaCard),
    })
  })

  const form = express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 30 })
  app.use('/oauth', form, counted(parts))
  app.post('/oauth/token', async (request, response) => {
    response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' })
    response.json(await exchange.token(tokenRequest(request)))
  })
  app.post('/oauth/revoke', async (request, response) => {
    await exchange.revoke(tokenRequest(request))
    response.status(200).end()
  })
  app.post('/oauth/introspect', async (request, response) => {
    response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' })
    response.json(await exchange.introspect(tokenRequest(request)))
  })

  /** RFC 6750 and RFC 9449: who presents this token, and may present it here. */
  const runtime = async (request: Request): Promise<Principal> => {
    const [scheme, token] = credentials(request)
    const claims = await tokens.verifyRuntime(token)
    const origin = originOf(request)
    if (claims.origin !== undefined && claims.origin !== origin)
      throw new Problem('invalid_token', 'The token belongs to another site.')
    if (claims.origin === undefined && request.get('Origin') !== undefined)
      throw new Problem('invalid_token', 'A server token must never be in a browser.')
    if ((claims.cnf !== undefined) !== (scheme === 'dpop'))
      throw new Problem('invalid_token', 'The token was presented with the wrong scheme.')
    if (claims.cnf)
      await proofs.verify(request.get('DPoP'), {
        htm: 'POST',
        htu: `${issuer}${request.baseUrl}${request.path}`,
        token,
        jkt: claims.cnf.jkt,
      })
    return runtimePrincipal(claims, 'http')
  }

  const operator = async (request: Request): Promise<Principal> => {
    if (request.get('Origin') !== undefined)
      throw new Problem('invalid_token', 'The control plane is not for browsers.')
    const [, token] = credentials(request)
    return controlPrincipal(await tokens.verifyControl(token), 'http')
  }

  /** Before a body is read: of somebody who is not known here none is looked at. */
  const admitted =
    (authenticate: (request: Request) => Promise<Principal>): RequestHandler<{ action: string }> =>
    async (request, response, next) => {
      response.locals['principal'] = await authenticate(request as unknown as Request)
      next()
    }

  const act: RequestHandler<{ action: string }> = async (request, response) => {
    const principal = response.locals['principal'] as Principal
    guardInput(request.body)
    const standings =
      principal.plane === 'control'
        ? await limiter.control(principal.sub, addressOf(request, proxies))
        : [
            ...(await limiter.act(principal.sid ?? principal.jti)),
            ...(await limiter.rate(gate.actions.get(request.params.action), principal)),
          ]
    response.set(rateFields(standings))
    if (!request.is('application/json'))
      throw new Problem('unsupported_media_type', 'Send the input as application/json.')
    const idempotencyKey = request.get('Idempotency-Key')
    if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,128}$/.test(idempotencyKey))
      throw new Problem('invalid_request', 'Idempotency-Key must be 1 to 128 visible ASCII characters.')
    const reply = await gate.perform(principal, request.params.action, request.body, {
      requestId: response.locals['requestId'] as string,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    })
    if (reply.ok === true) response.json(reply.data)
    else if (reply.ok === 'pending') response.status(202).json(reply)
    else sendProblem(response, reply.problem)
  }
  // Who may hold a session's token may end the session: no action, because it is not a scope's to give.
  app.post('/v1/session/end', async (request, response) => {
    const principal = await runtime(request)
    identity.revocation.alive(principal)
    await exchange.end(principal.sid)
    response.status(204).end()
  })
  app.use('/control', guarded(parts))
  const usual = express.json({ limit: '64kb', strict: true })
  const larger = new Map(
    [...gate.actions.values()].flatMap((each) =>
      each.plane === 'runtime' && each.largest !== undefined
        ? [[each.name, express.json({ limit: each.largest, strict: true })] as const]
        : [],
    ),
  )
  app.post(
    '/v1/:action',
    admitted(runtime),
    (request, response, next) => (larger.get(request.params.action) ?? usual)(request, response, next),
    act,
  )
  app.post('/control/v1/:action', admitted(operator), express.json({ limit: '256kb', strict: true }), act)

  app.use(assets)
  app.use((): void => {
    throw new Problem('not_found', 'There is nothing at this address.')
  })
  app.use(failed(parts.onFault))
  return app
}

/** Counts the grants, and the wrong credentials, of an address. */
const counted =
  ({ limiter, proxies }: Pick<Parts, 'limiter' | 'proxies'>): RequestHandler =>
  async (request, response, next) => {
    const address = addressOf(request, proxies)
    const { grant_type: grant, client_id: client } = (request.body ?? {}) as Record<string, unknown>
    const app = typeof client === 'string' ? client.slice(0, 64) : (basicOf(request)?.id ?? '')
    response.set(rateFields(await limiter.grant(address, app, grant === VISITOR_GRANT)))
    response.on('finish', () => {
      if (response.statusCode === 401) void limiter.failed(address)
    })
    next()
  }

/** Whoever presents wrong tokens to the control plane is not listened to for a while. */
const guarded =
  ({ limiter, proxies }: Pick<Parts, 'limiter' | 'proxies'>): RequestHandler =>
  async (request, response, next) => {
    const address = addressOf(request, proxies)
    await limiter.mayTry(address)
    response.on('finish', () => {
      if (response.statusCode === 401) void limiter.failed(address)
    })
    next()
  }

/** A request id end to end, and one log line without query, body or credentials. */
const named =
  (log: Parts['log']): RequestHandler =>
  (request, response, next) => {
    const given = request.get('X-Request-Id')
    const requestId = given !== undefined && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
    response.locals['requestId'] = requestId
    response.set('X-Request-Id', requestId)
    const { method, path } = request
    const began = performance.now()
    response.on('finish', () =>
      log({ method, path, status: response.statusCode, ms: Math.round(performance.now() - began), requestId }),
    )
    next()
  }

const confidential = ['client_secret_basic', 'private_key_jwt']
const signed = ['ES256', 'EdDSA', 'Ed25519']

/** RFC 8414. */
const metadata = (issuer: string, gate: Gate) => ({
  issuer,
  token_endpoint: `${issuer}/oauth/token`,
  revocation_endpoint: `${issuer}/oauth/revoke`,
  introspection_endpoint: `${issuer}/oauth/introspect`,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  scopes_supported: scopesOf(gate),
  response_types_supported: [],
  grant_types_supported: grantTypes,
  token_endpoint_auth_methods_supported: [...confidential, 'none'],
  token_endpoint_auth_signing_alg_values_supported: signed,
  revocation_endpoint_auth_methods_supported: [...confidential, 'none'],
  revocation_endpoint_auth_signing_alg_values_supported: signed,
  introspection_endpoint_auth_methods_supported: confidential,
  introspection_endpoint_auth_signing_alg_values_supported: signed,
  dpop_signing_alg_values_supported: ['ES256'],
})

/** `?app=`; anything but one plain value names no app. */
const appOf = ({ query }: Request): string => (typeof query['app'] === 'string' ? query['app'] : '')

const scopesOf = ({ actions }: Gate): string[] => [
  ...new Set([...actions.values()].filter(({ plane }) => plane === 'runtime').map(({ scope }) => scope as string)),
]

const credentials = (request: Request): [scheme: string, token: string] => {
  const found = /^(dpop|bearer) ([\w.~+/=-]{1,4096})$/i.exec(request.get('Authorization') ?? '')
  if (!found) throw new Problem('invalid_token', 'Present a token: Authorization: Bearer or DPoP.')
  return [(found[1] as string).toLowerCase(), found[2] as string]
}

const tokenRequest = (request: Request): TokenRequest => {
  if (!request.is('application/x-www-form-urlencoded'))
    throw new OAuthError('invalid_request', 'Send the parameters as application/x-www-form-urlencoded.')
  const params = new Map<string, string>()
  for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>)) {
    // RFC 6749, section 3.2: parameters must not be repeated.
    if (typeof value !== 'string') throw new OAuthError('invalid_request', `${name} was given more than once.`)
    params.set(name, value)
  }
  return { params, origin: request.get('Origin'), dpop: request.get('DPoP'), basic: basicOf(request) }
}

/** RFC 6749, section 2.3.1: both parts are form-encoded first. */
const basicOf = (request: Request): TokenRequest['basic'] => {
  const header = request.get('Authorization')
  if (header === undefined) return undefined
  const [, encoded] = /^basic ([A-Za-z0-9+/=]{1,1024})$/i.exec(header) ?? []
  if (encoded === undefined) throw new OAuthError('invalid_client', 'Use client_secret_basic.')
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const cut = text.indexOf(':')
  try {
    const decode = (part: string) => decodeURIComponent(part.replaceAll('+', ' '))
    return { id: decode(text.slice(0, cut)), secret: decode(text.slice(cut + 1)) }
  } catch {
    throw new OAuthError('invalid_client', 'The credentials are not well encoded.')
  }
}

const sendProblem = (response: Response, problem: ReturnType<Problem['details']>): void => {
  if (problem.status === 401 && !response.get('WWW-Authenticate'))
    response.set('WWW-Authenticate', `DPoP error="invalid_token", Bearer error="invalid_token"`)
  if (problem.retryAfter !== undefined) response.set('Retry-After', String(problem.retryAfter))
  if (problem.code === 'insufficient_scope') response.set('WWW-Authenticate', 'Bearer error="insufficient_scope"')
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

/** Every error in its own wire form: OAuth JSON under /oauth, problem details elsewhere. */
const failed =
  (onFault: Parts['onFault']): ErrorRequestHandler =>
  (thrown, request, response, next) => {
    if (response.headersSent) return next(thrown)
    const problem = asProblem(fromParser(thrown))
    const requestId = response.locals['requestId'] as string
    if (problem.status >= 500 && !(thrown instanceof OAuthError)) onFault(thrown, { action: request.path, requestId })
    // RFC 9449, section 9; the nonce itself is on every answer.
    if (thrown instanceof TooMany) response.set(rateFields([thrown.standing]))
    if (thrown instanceof NonceNeeded) response.set('WWW-Authenticate', 'DPoP error="use_dpop_nonce"')
    if (!request.path.startsWith('/oauth/')) return sendProblem(response, problem.details(requestId))
    response.set('Cache-Control', 'no-store')
    if (thrown instanceof OAuthError) {
      if (thrown.status === 401) response.set('WWW-Authenticate', 'Basic realm="persona"')
      return void response.status(thrown.status).json({ error: thrown.code, error_description: thrown.message })
    }
    const { retryAfter } = problem.more
    if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter))
    const error =
      problem.status >= 500 ? 'server_error' : problem.status === 429 ? 'temporarily_unavailable' : 'invalid_request'
    response.status(problem.status).json({ error, error_description: problem.message })
  }

/** What Express and its body parsers throw, in our words. */
const fromParser = (thrown: unknown): unknown => {
  const { type, status } = thrown as { type?: string; status?: number }
  if (type === 'entity.too.large' || type === 'parameters.too.many')
    return new Problem('too_large', 'The body is too large.')
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return new Problem('unsupported_media_type', 'Send the body as UTF-8.')
  if (type === 'entity.parse.failed') return new Problem('invalid_request', 'The body is not valid JSON.')
  if (status !== undefined && status < 500 && !(thrown instanceof Problem))
    return new Problem('invalid_request', 'The request is not well formed.')
  return thrown
}
