/** Counts at the doors, in memory: who comes too often is told when to come again. */
import { BurstyRateLimiter, type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { AnyAction, Principal, Rate } from '../capability.ts'
import { Problem } from '../problem.ts'
import { limits } from './limits.ts'

export interface Limiter {
  /** A request to the token endpoint. @throws Problem rate_limited */
  grant(address: string, app: string, isVisitor: boolean): Promise<void>
  /** Wrong credentials came from this address. */
  failed(address: string): Promise<void>
  /** An act of a socket, or of a token by HTTP. @throws Problem rate_limited */
  act(holder: string): Promise<void>
  /** The action's own rate, for one person through whichever door. @throws Problem rate_limited */
  rate(action: AnyAction | undefined, principal: Principal): Promise<void>
  /** @returns true when a socket was refused so often that it must be closed */
  strike(holder: string): Promise<boolean>
  /** Another connection is asked for. @returns false when there are too many just now */
  handshake(): Promise<boolean>
}

type Counter = Pick<RateLimiterAbstract, 'consume'>

/** `perSecond`, and `burst` more in ten seconds. */
const bursty = ({ perSecond, burst }: Rate): Counter =>
  new BurstyRateLimiter(
    new RateLimiterMemory({ points: perSecond, duration: 1 }),
    new RateLimiterMemory({ points: burst, duration: 10 }),
  )

const tooMany = (ms: number): Problem => {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  return new Problem('rate_limited', `This was too much at once. Try again in ${seconds} s.`, { retryAfter: seconds })
}

const isWithin = (counter: Counter, key: string): Promise<boolean> =>
  counter.consume(key).then(
    () => true,
    () => false,
  )

const take = async (counter: Counter, key: string): Promise<void> => {
  await counter.consume(key).catch((thrown: unknown) => {
    throw thrown instanceof RateLimiterRes ? tooMany(thrown.msBeforeNext) : thrown
  })
}

export const makeLimiter = (): Limiter => {
  const { grants, acts, strikes, handshakes } = limits
  const perMinute = (points: number) => new RateLimiterMemory({ points, duration: 60 })
  const byAddress = { true: perMinute(grants.visitors), false: perMinute(grants.others) }
  const byApp = perMinute(grants.app)
  const failures = new RateLimiterMemory({ points: grants.failures, duration: 60, blockDuration: grants.block })
  const byHolder = bursty(acts)
  const struck = new RateLimiterMemory({ points: strikes.count - 1, duration: strikes.seconds })
  const knocks = new RateLimiterMemory({ points: handshakes.perSecond, duration: 1 })
  const byAction = new Map<string, Counter>()

  return {
    async grant(address, app, isVisitor) {
      const failed = await failures.get(address)
      if (failed && failed.consumedPoints > grants.failures) throw tooMany(failed.msBeforeNext)
      await take(byAddress[`${isVisitor}`], `${address} ${app}`)
      await take(byApp, app)
    },
    failed: async (address) => void (await isWithin(failures, address)),
    act: (holder) => take(byHolder, holder),
    async rate(action, { space, person }) {
      if (action?.plane !== 'runtime' || !action.rate) return
      let counter = byAction.get(action.name)
      if (!counter) byAction.set(action.name, (counter = bursty(action.rate)))
      await take(counter, `${space}/${person}`)
    },
    strike: async (holder) => !(await isWithin(struck, holder)),
    handshake: () => isWithin(knocks, ''),
  }
}

/** For tests and benches: nobody comes too often. */
export const unlimited: Limiter = {
  grant: async () => {},
  failed: async () => {},
  act: async () => {},
  rate: async () => {},
  strike: async () => false,
  handshake: async () => true,
}
