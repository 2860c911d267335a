/** The limits at the doors, all in one place, as they hold when nothing else is said. */

export const limits = {
  /** The token endpoint, per minute. `failures`: wrong credentials from one address; then nothing for `block` seconds. */
  grants: { visitors: 10, others: 60, app: 600, failures: 10, block: 900 },
  /** Acts of one operator from one address, per minute. Wrong tokens count as wrong credentials. */
  control: { acts: 1200 },
  /** Acts of one socket, or of one token by HTTP. */
  acts: { perSecond: 10, burst: 20 },
  /** A socket that goes on at its limit is closed at this many refusals within so many seconds. */
  strikes: { count: 3, seconds: 10 },
  /** Open sockets at once. `address` counts browsers only. */
  sockets: { session: 5, address: 20, app: 2000, node: 10_000 },
  /** `atOnce` are verified and `queue` wait behind them; of one `address` so many may be open that are not let in yet. */
  handshakes: { perSecond: 300, atOnce: 50, queue: 500, address: 20 },
  /** What may wait for one socket: packets, and UTF-16 code units in them. */
  outbox: { packets: 512, units: 1024 * 1024 },
  /** What an input may be, however small it is on the wire. */
  input: { depth: 32, nodes: 5000 },
} as const

/** What a deployment may set otherwise: how often and how many. How large is not among it. */
type Counted = Omit<typeof limits, 'outbox' | 'input'>
export type Limits = { readonly [Kind in keyof Counted]: { readonly [Name in keyof Counted[Kind]]: number } }

/**
 * The limits, some of them set otherwise.
 * @param text such as `sockets.app=500,grants.visitors=5`
 * @returns undefined when it is not of that form, or names no limit
 */
export const limitsFrom = (text: string): Limits | undefined => {
  const { outbox: _, input: __, ...counted } = limits
  const set: Record<string, Record<string, number>> = structuredClone(counted)
  for (const each of text.split(',')) {
    const [, kind = '', name = '', value] = /^\s*([a-z]+)\.([a-zA-Z]+)=(\d{1,9})\s*$/.exec(each) ?? []
    const own = Object.hasOwn(set, kind) ? set[kind] : undefined
    if (!own || !Object.hasOwn(own, name)) return undefined
    own[name] = Number(value)
  }
  return set as unknown as Limits
}
