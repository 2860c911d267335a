/** Counts at the doors, in memory: who comes too often is told when to come again. */
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { AnyAction, Principal, Rate } from '../capability.ts'
import { Problem } from '../problem.ts'
import type { Standing } from './fields.ts'
import type { Limits } from './limits.ts'

export interface Limiter {
  /** A request to the token endpoint. @throws TooMany */
  grant(address: string, app: string, isVisitor: boolean): Promise<Standing[]>
  /** Wrong credentials came from this address. */
  failed(address: string): Promise<void>
  /** Whether an address may try its credentials. @throws TooMany */
  mayTry(address: string): Promise<void>
  /** An act of an operator. @throws TooMany */
  control(operator: string, address: string): Promise<Standing[]>
  /** An act of a socket, or of a token by HTTP. @throws TooMany */
  act(holder: string): Promise<Standing[]>
  /** The action's own rate, for one person through whichever door. @throws TooMany */
  rate(action: AnyAction | undefined, principal: Principal): Promise<Standing[]>
  /** @returns true when a socket was refused so often that it must be closed */
  strike(holder: string): Promise<boolean>
  /** Another connection is asked for. @returns false when there are too many just now */
  handshake(): Promise<boolean>
}

/** Somebody came too often: when to come again, and by which limit. */
export class TooMany extends Problem {
  readonly standing: Standing

  constructor(standing: Standing) {
    const { reset } = standing
    super('rate_limited', `This was too much at once. Try again in ${reset} s.`, { retryAfter: reset })
    this.standing = standing
  }
}

interface Counter {
  policy: string
  quota: number
  window: number
  counts: Pick<RateLimiterMemory, 'consume'>
}

const perMinute = (policy: string, quota: number): Counter => ({
  policy,
  quota,
  window: 60,
  counts: new RateLimiterMemory({ points: quota, duration: 60 }),
})

/** `perSecond`, and `burst` more in ten seconds: the policy that is told is the lasting one. */
const bursty = (policy: string, { perSecond, burst }: Rate): Counter => ({
  policy,
  quota: perSecond,
  window: 1,
  counts: new BurstyRateLimiter(
    new RateLimiterMemory({ points: perSecond, duration: 1 }),
    new RateLimiterMemory({ points: burst, duration: 10 }),
  ) as Counter['counts'],
})

const standingOf = (
  { policy, quota, window }: Omit<Counter, 'counts'>,
  { remainingPoints, msBeforeNext }: RateLimiterRes,
): Standing => ({
  policy,
  quota,
  window,
  remaining: Math.max(0, remainingPoints),
  reset: Math.max(1, Math.ceil(msBeforeNext / 1000)),
})

const isWithin = (counts: Counter['counts'], key: string): Promise<boolean> =>
  counts.consume(key).then(
    () => true,
    () => false,
  )

const take = async (counter: Counter, key: string): Promise<Standing> => {
  const counted = await counter.counts.consume(key).catch((thrown: unknown) => {
    throw thrown instanceof RateLimiterRes ? new TooMany(standingOf(counter, thrown)) : thrown
  })
  return standingOf(counter, counted)
}

export const makeLimiter = ({ grants, control, acts, strikes, handshakes }: Limits): Limiter => {
  const byAddress = { true: perMinute('visitors', grants.visitors), false: perMinute('grants', grants.others) }
  const byApp = perMinute('app', grants.app)
  const failures = new RateLimiterMemory({ points: grants.failures, duration: 60, blockDuration: grants.block })
  const byOperator = perMinute('control', control.acts)
  const byHolder = bursty('acts', acts)
  const struck = new RateLimiterMemory({ points: strikes.count - 1, duration: strikes.seconds })
  const knocks = new RateLimiterMemory({ points: handshakes.perSecond, duration: 1 })
  const byAction = new Map<string, Counter>()

  const mayTry = async (address: string): Promise<void> => {
    const failed = await failures.get(address)
    if (failed && failed.consumedPoints > grants.failures)
      throw new TooMany(standingOf({ policy: 'failures', quota: grants.failures, window: 60 }, failed))
  }

  return {
    mayTry,
    async grant(address, app, isVisitor) {
      await mayTry(address)
      const standing = await take(byAddress[`${isVisitor}`], `${address} ${app}`)
      // How busy the whole app is, is told to nobody until it is too busy.
      await take(byApp, app)
      return [standing]
    },
    failed: async (address) => void (await isWithin(failures, address)),
    control: async (operator, address) => [await take(byOperator, `${operator} ${address}`)],
    act: async (holder) => [await take(byHolder, holder)],
    async rate(action, { space, person }) {
      if (action?.plane !== 'runtime' || !action.rate) return []
      let counter = byAction.get(action.name)
      if (!counter) byAction.set(action.name, (counter = bursty(action.name, action.rate)))
      return [await take(counter, `${space}/${person}`)]
    },
    strike: async (holder) => !(await isWithin(struck, holder)),
    handshake: () => isWithin(knocks, ''),
  }
}

/** For tests and benches: nobody comes too often. */
export const unlimited: Limiter = {
  mayTry: async () => {},
  grant: async () => [],
  failed: async () => {},
  control: async () => [],
  act: async () => [],
  rate: async () => [],
  strike: async () => false,
  handshake: async () => true,
}
