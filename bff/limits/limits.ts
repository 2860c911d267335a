/** The limits at the doors, all in one place, as they hold when nothing else is said. */

export const limits = {
  /** The token endpoint, per minute. `failures`: wrong credentials from one address; then nothing for `block` seconds. */
  grants: { visitors: 10, others: 60, app: 600, failures: 10, block: 900 },
  /** Acts of one socket, or of one token by HTTP. */
  acts: { perSecond: 10, burst: 20 },
  /** A socket that goes on at its limit is closed at this many refusals within so many seconds. */
  strikes: { count: 3, seconds: 10 },
  /** Open sockets at once. `address` counts browsers only. */
  sockets: { session: 5, address: 20, app: 2000, node: 10_000 },
  handshakes: { perSecond: 300, atOnce: 50 },
  /** What may wait for one socket: packets, and UTF-16 code units in them. */
  outbox: { packets: 512, units: 1024 * 1024 },
  /** What an input may be, however small it is on the wire. */
  input: { depth: 32, nodes: 5000 },
} as const
