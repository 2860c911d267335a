/** The socket door: it binds a token to one connection, keeps it alive in place, and ends with it. */
import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type Server as HttpServer, type ServerResponse, STATUS_CODES } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import { type Bus, personRoom, streamRoom } from './bus/bus.ts'
import type { Principal } from './capability.ts'
import type { Gate } from './gate.ts'
import { makeHearing } from './hearing.ts'
import { personaCard } from './http.ts'
import type { Identity } from './identity/identity.ts'
import { type RuntimeClaims, runtimePrincipal, type Verified } from './identity/tokens.ts'
import { addressOf } from './limits/address.ts'
import type { Admission, TurnedAway } from './limits/admission.ts'
import { guardInput } from './limits/input.ts'
import type { Limiter } from './limits/limiter.ts'
import { boundOutbox } from './limits/outbox.ts'
import type { Alive } from './policy/alive.ts'
import { asProblem, Problem } from './problem.ts'
import type { PersonaCard, Reply, ServerEvents, Welcome } from './protocol.ts'
import type { Relay } from './signals.ts'
import type { Spaces } from './spaces/spaces.ts'

interface Parts {
  server: HttpServer
  gate: Gate
  identity: Identity
  spaces: Spaces
  bus: Bus
  relay: Relay
  /** Families that have a panel. */
  panels: readonly string[]
  alive: Alive
  limiter: Limiter
  admission: Admission
  /** Proxies of ours before us. */
  proxies: number
  log: { warn(about: object, what: string): void }
  now: () => number
}

/** What a connection knows of itself. */
interface Held {
  claims: Verified<RuntimeClaims>
  principal: Principal
  end: NodeJS.Timeout
  /** It was told that it is over. */
  over?: true
}

/** As much of an Engine.IO connection as is needed. */
type Connection = Parameters<typeof boundOutbox>[0] &
  Parameters<Admission['opened']>[0] & { request: IncomingMessage; close(discard: boolean): void }

const bare = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
}

const FRAME = 64 * 1024

const Auth = z.strictObject({ token: z.string().max(4096), proof: z.string().max(4096).optional() })
const Options = z.strictObject({
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/)
    .optional(),
  requestId: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .optional(),
})

/** Engine.IO can only say 400; whoever comes too early is told when to come again. */
const turnAway = ({ socket }: IncomingMessage, { status, retryAfter }: TurnedAway): void => {
  const headers = { ...bare, Connection: 'close', 'Content-Length': '0', 'Retry-After': String(retryAfter) }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.on('error', () => {})
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', ''].join('\r\n'), () => socket.destroy())
}

export interface SocketDoor {
  /** Tell every client, then close. */
  close(): Promise<void>
}

export const makeSocketDoor = (parts: Parts): SocketDoor => {
  const { server, gate, identity, spaces, bus, relay, panels, alive, limiter, admission, proxies, log, now } = parts
  const { issuer, tokens, proofs, exchange } = identity

  /** Before any upgrade: a known app, and exactly one of its origins. A server has no origin. */
  const allowRequest = (request: IncomingMessage, answer: (error: string | null, ok: boolean) => void): void => {
    const { origin } = request.headers
    const id = new URL(request.url ?? '/', issuer).searchParams.get('app') ?? ''
    const found = spaces.app(id)
    const allowed =
      origin === undefined ? found !== undefined && found.app.audience !== 'visitors' : exchange.allowed(id, origin)
    if (!allowed) return answer('origin_not_allowed', false)
    void admission
      .turnAway(id, addressOf(request, proxies), origin !== undefined)
      .then((refusal) => (refusal ? turnAway(request, refusal) : answer(null, true)))
  }

  const io = new Server<Record<string, never>, ServerEvents>(server, {
    transports: ['websocket'],
    allowRequest,
    maxHttpBufferSize: FRAME,
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    allowEIO3: false,
    // With the second below, nobody who does not say who it is stays for longer than five.
    connectTimeout: 4000,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    cleanupEmptyChildNamespaces: true,
    // Socket.IO's own recovery skips the middlewares by default and forgets with its node; ours replays the journal.
  })

  const hearing = makeHearing(
    (room) => io.of('/').adapter.rooms.get(room) ?? [],
    (ids, events) => io.to(ids).emit('events', events),
  )

  // Its refusals carry what every other answer carries; nothing of it is ever a page.
  server.prependListener('request', ({ url }: IncomingMessage, response: ServerResponse) => {
    if (url?.startsWith('/socket.io/'))
      for (const [name, value] of Object.entries(bare)) response.setHeader(name, value)
  })

  io.engine.on('connection', (connection: Connection) => {
    boundOutbox(connection, () => {
      log.warn({ code: 'slow_consumer' }, 'socket')
      connection.close(true)
    })
    const { request } = connection
    // ws would wait half a minute for the other side's farewell, and hold the connection meanwhile.
    connection.on('close', () => void setTimeout(() => request.socket.destroy(), 1000).unref())
    admission.opened(connection, addressOf(request, proxies), request.headers.origin !== undefined)
  })

  /** @throws Problem invalid_token | token_expired */
  const verify = async (socket: Socket, auth: unknown, htm: 'GET' | 'POST'): Promise<Verified<RuntimeClaims>> => {
    const { token, proof } = Auth.catch(() => {
      throw new Problem('invalid_token', 'Present a token and a proof.')
    }).parse(auth)
    const claims = await tokens.verifyRuntime(token)
    const { headers, url } = socket.request
    if (claims.origin !== headers.origin) throw new Problem('invalid_token', 'The token belongs to another site.')
    if (claims.client_id !== new URL(url ?? '/', issuer).searchParams.get('app'))
      throw new Problem('invalid_token', 'The token belongs to another app.')
    if (claims.cnf)
      await proofs.verify(proof, {
        htm,
        htu: `${issuer}/socket.io/`,
        token,
        // Engine.IO's id of this very connection: a captured proof is worth nothing on another one.
        eio: (socket.conn as unknown as { id: string }).id,
        jkt: claims.cnf.jkt,
      })
    alive(runtimePrincipal(claims, 'socket'))
    return claims
  }

  /** It hears nothing more; the farewell has a moment on the wire. */
  const expire = (socket: Socket, code: 'token_expired' | 'invalid_token'): void => {
    const held = socket.data as Held
    if (held.over) return
    held.over = true
    socket.emit('auth.expired', { code })
    for (const room of socket.rooms) void socket.leave(room)
    setTimeout(() => socket.disconnect(true), 250).unref()
  }

  io.use((socket, next) => {
    const connection = socket.conn as unknown as Connection
    admission
      .admit(connection, () => verify(socket, socket.handshake.auth, 'GET'))
      .then(
        (claims) => {
          socket.data = { claims } as Held
          next()
        },
        (thrown: unknown) => {
          const problem = asProblem(thrown)
          next(Object.assign(new Error(problem.code), { data: { problem: problem.details() } }))
        },
      )
  })

  io.on('connection', (socket) => {
    const held = socket.data as Held

    const hold = (claims: Verified<RuntimeClaims>): void => {
      clearTimeout(held.end)
      held.claims = claims
      held.principal = runtimePrincipal(claims, 'socket')
      held.end = setTimeout(() => expire(socket, 'token_expired'), claims.exp * 1000 - now())
      held.end.unref()
    }

    /** In place: the same holder with a newer token. Identity cannot change. */
    const renew = async (auth: unknown): Promise<Reply> => {
      const claims = await verify(socket, auth, 'POST')
      const before = held.claims
      const same = (['sub', 'sid', 'space', 'client_id', 'origin'] as const).every(
        (name) => claims[name] === before[name],
      )
      if (!same || claims.cnf?.jkt !== before.cnf?.jkt)
        throw new Problem('invalid_token', 'The token belongs to somebody else.')
      const changed = claims.scope !== before.scope || claims.personas.join(' ') !== before.personas.join(' ')
      hold(claims)
      // What this socket hears follows from its scopes and personas: it comes back and is told anew.
      if (changed) setImmediate(() => expire(socket, 'invalid_token'))
      return { ok: true, data: { expires: new Date(claims.exp * 1000).toISOString() } }
    }

    const act = async (name: string, input: unknown, options: unknown): Promise<Reply> => {
      if (name === 'auth.renew') return renew(input)
      const parsed = Options.safeParse(options ?? {})
      if (!parsed.success)
        throw new Problem('invalid_request', 'The options may hold idempotencyKey and requestId only.')
      const { idempotencyKey, requestId = randomUUID() } = parsed.data
      const given = { requestId, from: socket.id, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) }
      const reply = await gate.perform(held.principal, name, input, given)
      const action = gate.actions.get(name)
      const field = action?.plane === 'runtime' ? action.follows : undefined
      if (reply.ok !== true || field === undefined) return reply
      // Allowed to read it: follow it first and read it again, so that nothing falls between the two.
      const stream = (input as Record<string, string>)[field] as string
      const space = held.claims.space
      await socket.join(streamRoom(space, stream))
      const again = await gate.perform(held.principal, name, input, given)
      // What was taken back between the two was taken back before there was anything to leave.
      if (again.ok !== true) await socket.leave(streamRoom(space, stream))
      setImmediate(() => {
        for (const { name: signal, data } of relay.current(space, stream)) socket.emit(signal, data as never)
      })
      return again
    }

    const counted = async (name: string, input: unknown, options: unknown): Promise<Reply> => {
      const action = gate.actions.get(name)
      const isSignal = action?.plane === 'runtime' && action.signals !== undefined
      try {
        if (!isSignal) await limiter.act(socket.id)
      } catch (thrown) {
        if (await limiter.strike(socket.id)) setImmediate(() => socket.disconnect(true))
        throw thrown
      }
      guardInput([input, options])
      await limiter.rate(action, held.principal)
      return act(name, input, options)
    }

    socket.onAny((name: unknown, ...args: unknown[]) => {
      const last = args.at(-1)
      const ack = typeof last === 'function' ? (args.pop() as (reply: Reply) => void) : undefined
      const answer = (reply: Reply): void => {
        const isTold = reply.ok === true && ack !== undefined
        if (!isTold) hearing.flush(socket.id)
        const events = hearing.take(socket.id)
        ack?.(isTold && events ? { ...reply, events } : reply)
      }
      // Socket.IO lets a number be an event's name.
      counted(String(name), args[0], args[1]).then(answer, (thrown: unknown) =>
        answer({ ok: false, problem: asProblem(thrown).details() }),
      )
    })
    socket.on('error', () => socket.disconnect(true))
    socket.on('disconnect', () => {
      clearTimeout(held.end)
      hearing.take(socket.id)
    })

    hold(held.claims)
    const { principal } = held
    if (held.claims.sid !== undefined) void socket.join(`sid:${held.claims.sid}`)
    void socket.join(`app:${held.claims.client_id}`)
    for (const persona of held.claims.personas) void socket.join(`persona:${persona}`)
    for (const persona of held.claims.personas)
      for (const scope of principal.scopes)
        if (scope.endsWith(':read'))
          void socket.join(personRoom(held.claims.space, principal.person, persona, scope.slice(0, -':read'.length)))
    socket.emit('welcome', welcome(held))
  })

  const welcome = ({ claims, principal }: Held): Welcome => {
    const document = spaces.documents.get(claims.space)
    const personas = document?.personas.filter(({ id, archived }) => claims.personas.includes(id) && !archived) ?? []
    return {
      protocol: 1,
      sub: claims.sub,
      personas: personas.map(personaCard),
      scopes: [...principal.scopes],
      families: panels.filter((family) => principal.scopes.has(`${family}:read`)),
      expires: new Date(claims.exp * 1000).toISOString(),
    }
  }

  const cardsNow = (): Map<string, string> =>
    new Map(
      [...spaces.documents.values()].flatMap(({ personas }) =>
        personas.map((each) => [each.id, JSON.stringify(personaCard(each))] as const),
      ),
    )
  let cards = cardsNow()

  /** Operators have acted: who may no longer act is let go, and the others hear of the personas that changed. */
  const recheck = (): void => {
    for (const socket of io.sockets.sockets.values())
      try {
        alive((socket.data as Held).principal)
      } catch (thrown) {
        expire(socket, asProblem(thrown).code === 'token_expired' ? 'token_expired' : 'invalid_token')
      }
    const before = cards
    cards = cardsNow()
    for (const [id, card] of cards)
      if (before.get(id) !== card) io.to(`persona:${id}`).emit('persona', JSON.parse(card) as PersonaCard)
  }

  const unsubscribe = bus.subscribe((notice) => {
    if (notice.kind === 'events') hearing.publish(notice)
    else if (notice.kind === 'signal') io.to(notice.rooms).emit(notice.name, notice.data as never)
    else if (notice.kind === 'leave') io.in(notice.room).except(notice.but).socketsLeave(notice.room)
    else if (notice.kind === 'control') recheck()
  })
  // Whose token the dropped key signed cannot be told: everybody comes back, and proves who it is.
  identity.keys.onDropped(() => {
    io.emit('auth.expired', { code: 'invalid_token' })
    io.disconnectSockets(true)
  })
  return {
    async close() {
      unsubscribe()
      await io.close()
    },
  }
}
