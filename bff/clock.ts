/** The clock door: it performs upkeep every so often, and jobs when they are due, through the gate like everything else. */
import type { Bus } from './bus/bus.ts'
import type { Principal } from './capability.ts'
import type { Gate } from './gate.ts'
import type { Due, GrantOf, Outcome } from './jobs/due.ts'
import type { Alive } from './policy/alive.ts'
import { Problem } from './problem.ts'
import type { ProblemCode } from './protocol.ts'
import type { Spaces } from './spaces/spaces.ts'
import type { JobRow } from './store/tables.ts'

interface Parts {
  gate: Gate
  due: Due
  spaces: Spaces
  bus: Bus
  alive: Alive
  now: () => number
  onFault: (thrown: unknown, about: { action: string; requestId: string | undefined }) => void
}

export interface Clock {
  /** Perform everything that is due now. It resolves when that is done. */
  tick(): Promise<void>
  stop(): Promise<void>
}

/** Jobs that are begun at once, and for how long nobody else begins them. */
const BATCH = 64
const LEASE = 60_000
/** The clock on the wall is looked at this often: it may be set, and a machine may sleep. Milliseconds. */
const LOOK = 1000
/** Attempts before a job is given up, 5 s, 10 s, 20 s … apart: an hour and a half in all. */
const ATTEMPTS = 11
/** Refusals that another attempt would not change. */
const FINAL: readonly ProblemCode[] = [
  'invalid_token',
  'token_expired',
  'not_found',
  'unknown_action',
  'invalid_request',
  'approval_required',
]

export const startClock = ({ gate, due, spaces, bus, alive, now, onFault }: Parts): Clock => {
  const upkeep = [...gate.actions.values()].flatMap((action) =>
    action.plane === 'control' && action.every !== undefined
      ? [setInterval(() => void gate.perform(operator, action.name, {}), action.every * 1000).unref()]
      : [],
  )
  let timer: NodeJS.Timeout | undefined
  let next = Infinity
  let stopped = false
  let ticking: Promise<void> | undefined
  let again = false
  /** Operators have acted, or something was revoked: looked at once a second at most, however often that is. */
  let changed = true

  // The store has one process at a time: whoever had begun these is gone.
  const released = due.release()

  const fault = (thrown: unknown): void => onFault(thrown, { action: 'clock.tick', requestId: undefined })

  const tick = (): Promise<void> => {
    again = true
    return (ticking ??= work().finally(() => {
      ticking = undefined
      arm()
    }))
  }

  const work = async (): Promise<void> => {
    try {
      await released
      while (again && !stopped) {
        again = false
        if (changed) await endWithTheirGrants()
        while (!stopped && (next = await due.next(paused())) <= now()) {
          const jobs = await due.begin(now(), LEASE, BATCH, paused())
          await due.settle(await Promise.all(jobs.map(perform)))
        }
      }
    } catch (thrown) {
      next = now() + LOOK
      fault(thrown)
    }
  }

  const arm = (): void => {
    clearTimeout(timer)
    if (stopped) return
    timer = setTimeout(
      () => (changed || now() >= next ? void tick() : arm()),
      Math.max(0, Math.min(LOOK, next - now())),
    ).unref()
  }

  /** What a paused persona would do waits until it is resumed. */
  const paused = (): string[] =>
    [...spaces.documents.values()].flatMap(({ personas }) => personas.filter((each) => each.paused).map(({ id }) => id))

  const perform = async (job: JobRow): Promise<Outcome> => {
    const input = JSON.parse(job.input) as unknown
    const reply = await gate.perform(actorOf(job), job.action, input, { idempotencyKey: job.id })
    if (reply.ok === true) return { job, is: 'done' }
    if (reply.ok === 'pending')
      return { job, is: 'dead', why: { code: 'approval_required', detail: 'It waits for approval.' } }
    const { code, detail } = reply.problem
    // Somebody has changed meanwhile what it was about.
    if (code === 'conflict' || code === 'idempotency_conflict') return { job, is: 'done' }
    if (code === 'persona_paused') return { job, is: 'later', at: now() + LOOK, counts: false }
    if (FINAL.includes(code)) return { job, is: 'dead', why: { code, detail } }
    if (job.attempts < ATTEMPTS) return { job, is: 'later', at: now() + 5000 * 2 ** (job.attempts - 1), counts: true }
    fault(new Error(`The job ${job.id} was given up: ${detail}`))
    return { job, is: 'dead', why: { code, detail } }
  }

  /** A revocation is forgotten one day; what stood on it must have ended by then. */
  const endWithTheirGrants = async (): Promise<void> => {
    changed = false
    for (const grant of await due.grants())
      try {
        alive(actorOf(grant))
      } catch (thrown) {
        if (!(thrown instanceof Problem)) throw thrown
        await due.end(grant, { code: thrown.code, detail: 'The session that asked for this has ended.' })
      }
  }

  const unsubscribe = bus.subscribe((notice) => {
    if (notice.kind === 'control') changed = true
    else if (notice.kind === 'wake' && notice.who === 'clock') void tick()
  })
  void tick()

  return {
    tick,
    async stop() {
      stopped = true
      unsubscribe()
      upkeep.forEach(clearInterval)
      clearTimeout(timer)
      await ticking
    },
  }
}

const operator: Principal = {
  plane: 'control',
  door: 'clock',
  sub: 'sys:clock',
  person: 'sys:clock',
  space: null,
  app: null,
  scopes: new Set(['control:all']),
  personas: [],
  jti: 'clock',
  sid: null,
  expires: Infinity,
}

/** The persona, acting for the person whose job it is, by the right that it was set under. */
const actorOf = ({ space, owner, persona, app, scope, token }: GrantOf): Principal => {
  const actor: Principal = {
    plane: 'runtime',
    door: 'clock',
    sub: `per:${persona}`,
    person: owner,
    space,
    app,
    scopes: new Set(scope.split(' ')),
    personas: [persona],
    jti: 'clock',
    sid: null,
    expires: Infinity,
  }
  if (token === null) return actor
  const { jti, sid, epoch, origin } = JSON.parse(token) as Pick<Principal, 'jti' | 'sid'> &
    NonNullable<Principal['token']>
  return { ...actor, jti, sid, token: { epoch, origin } }
}
