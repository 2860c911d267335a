/** The port that carries what happened to whoever listens: this node's doors, and later other nodes. */
import type { Published, SignalName, Signals } from '../protocol.ts'

export type Notice =
  | {
      kind: 'events'
      rooms: string[]
      events: Published[]
      /** The connection that acted: its answer follows at once. */
      from: string | undefined
    }
  | { kind: 'signal'; rooms: string[]; name: SignalName; data: Signals[SignalName] }
  /** Whoever follows a stream and is in none of these rooms follows it no longer. */
  | { kind: 'leave'; room: string; but: string[] }
  | { kind: 'wake'; who: 'brain' | 'clock' | 'keys' | 'outbox' }
  /** Operators have acted, or something was revoked: whoever holds something open asks whether it may go on. */
  | { kind: 'control' }

export interface Bus {
  /** Never throws and never blocks: a listener's failure is the listener's. */
  publish(notice: Notice): void
  /** @returns how to stop listening */
  subscribe(listener: (notice: Notice) => void): () => void
}

/** Those who asked to follow one stream. */
export const streamRoom = (space: string, stream: string): string => `${space}/stream/${stream}`

/** The sockets of one person that may reach a persona and read a family. */
export const personRoom = (space: string, person: string, persona: string, family: string): string =>
  `${space}/person/${person}/${persona}/${family}`
