/** Admission: how many connections are open, and how many are asking to be let in. */
import { Problem } from '../problem.ts'
import type { Limiter } from './limiter.ts'
import type { Limits } from './limits.ts'
import { Places } from './places.ts'
import { Turns } from './turns.ts'

/** Why a connection is one too many, and after how many seconds it may ask again. */
export interface TurnedAway {
  status: 429 | 503
  retryAfter: number
}

/** As much of an Engine.IO connection as is needed. */
interface Connection {
  readonly readyState: string
  on(event: 'close', listener: () => void): unknown
}

export interface Admission {
  /** Asked before the upgrade, which costs more than this. */
  turnAway(app: string, address: string, isBrowser: boolean): Promise<TurnedAway | undefined>
  /** A connection was opened. */
  opened(connection: Connection, address: string, isBrowser: boolean): void
  /** Have a handshake verified in its turn, and give it its places. @throws Problem rate_limited, or what `verify` throws */
  admit<Claims extends { client_id: string; sid?: string }>(
    connection: Connection,
    verify: () => Promise<Claims>,
  ): Promise<Claims>
}

const tooMany = (retryAfter: number, sentence: string): Problem => new Problem('rate_limited', sentence, { retryAfter })

/** @param limits `undefined`: nobody is counted */
export const makeAdmission = (limits: Limits | undefined, limiter: Limiter): Admission => {
  const { sockets, handshakes } = limits ?? {}
  const places = (most = Infinity) => new Places(most)
  const node = places(sockets?.node)
  const apps = places(sockets?.app)
  const sessions = places(sockets?.session)
  const browsers = places(sockets?.address)
  const knocking = places(handshakes?.address)
  const turns = new Turns(handshakes?.atOnce ?? Infinity, handshakes?.queue ?? 0)
  /** How each connection that is not let in yet stops counting as one. */
  const knocks = new WeakMap<Connection, () => void>()

  return {
    async turnAway(app, address, isBrowser) {
      if (knocking.isFull(address) || (isBrowser && browsers.isFull(address))) return { status: 429, retryAfter: 5 }
      if (node.isFull('') || apps.isFull(app)) return { status: 503, retryAfter: 10 }
      if (turns.isFull || !(await limiter.handshake())) return { status: 503, retryAfter: 1 }
      return undefined
    },
    opened(connection, address, isBrowser) {
      const letIn = knocking.take(address)
      knocks.set(connection, letIn)
      connection.on('close', letIn)
      connection.on('close', node.take(''))
      if (isBrowser) connection.on('close', browsers.take(address))
    },
    async admit(connection, verify) {
      // It was opened while there was room to wait, and asks now that there is none.
      if (turns.isFull) throw tooMany(1, 'There are too many connections just now.')
      const claims = await turns.take(async () => {
        // Whoever has gone meanwhile costs nobody else a moment.
        if (connection.readyState !== 'open') throw tooMany(1, 'This connection has gone.')
        return verify()
      })
      const { client_id: app, sid } = claims
      if (sid !== undefined && sessions.isFull(sid)) throw tooMany(10, 'This session has too many connections open.')
      if (apps.isFull(app)) throw tooMany(10, 'This app has too many connections open.')
      if (connection.readyState === 'open') {
        connection.on('close', apps.take(app))
        if (sid !== undefined) connection.on('close', sessions.take(sid))
      }
      knocks.get(connection)?.()
      return claims
    },
  }
}
