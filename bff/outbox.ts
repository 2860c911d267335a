/**
 * The outbox: effects beyond this process, which no transaction covers. What is intended is committed with the act; then
 * it is sent under the same key until its outcome is known, or known to be unknown.
 */
import type { Bus } from './bus/bus.ts'
import type { Outside } from './capability.ts'
import type { Gate } from './gate.ts'
import { asProblem, Problem } from './problem.ts'
import type { ProblemDetails } from './protocol.ts'
import { deployment, readDeployment } from './store/deployment.ts'
import type { Store } from './store/store.ts'
import type { EffectRow } from './store/tables.ts'

/** How an effect ended. */
export type Outcome =
  | { status: 'done'; result: unknown }
  | { status: 'failed'; problem: ProblemDetails }
  | { status: 'unknown' }

export interface Outbox {
  /** The outcome of an effect, once it has one. @throws the signal's reason */
  outcome(effect: string, signal: AbortSignal): Promise<Outcome>
  /** Send nothing more. What is under way is left to the next start. */
  close(): Promise<void>
}

/** How often something that may be sent again is sent at most, and the wait before the second time in ms. */
const ATTEMPTS = 3
const PAUSE = 250

interface Parts {
  gate: Gate
  store: Store
  bus: Bus
  now: () => number
  onFault: (thrown: unknown, about: { action: string; requestId: string | undefined }) => void
}

export const startOutbox = ({ gate, store, bus, now, onFault }: Parts): Outbox => {
  const closing = new AbortController()
  const active = new Map<string, Promise<void>>()
  const waiting = new Map<string, Set<() => void>>()

  const settle = async ({ id }: EffectRow, outcome: Outcome): Promise<void> => {
    const { status } = outcome
    const result =
      outcome.status === 'done' ? (outcome.result ?? null) : outcome.status === 'failed' ? outcome.problem : null
    await store.write((db) =>
      deployment(db).changeEffect(id, { status, result: JSON.stringify(result), updated_at: now() }),
    )
    for (const tell of waiting.get(id) ?? []) tell()
  }

  /** Whether it may be sent (again): not where nobody can say what came of the time before. */
  const send = async (effect: EffectRow, outside: Outside): Promise<Outcome> => {
    const intent: unknown = JSON.parse(effect.intent)
    let uncertain = effect.status === 'sending'
    for (let attempt = effect.attempts; ; attempt++) {
      if (uncertain) {
        const known = await outside
          .reconcile?.(intent, { id: effect.id, signal: limit(outside) })
          .catch(() => undefined)
        if (known !== undefined && known !== 'not_done') return { status: 'done', result: known.done }
        if (known === undefined && (!outside.idempotent || attempt >= ATTEMPTS)) return { status: 'unknown' }
        if (attempt > effect.attempts) await pause(PAUSE * 2 ** attempt)
      }
      closing.signal.throwIfAborted()
      await store.write((db) =>
        deployment(db).changeEffect(effect.id, { status: 'sending', attempts: attempt + 1, updated_at: now() }),
      )
      try {
        return { status: 'done', result: await outside.send(intent, { id: effect.id, signal: limit(outside) }) }
      } catch (thrown) {
        // A Problem is an answer: the other side has said that it was not done.
        if (thrown instanceof Problem) return { status: 'failed', problem: asProblem(thrown).details() }
        uncertain = true
      }
    }
  }

  const limit = ({ timeout }: Outside): AbortSignal => AbortSignal.any([closing.signal, AbortSignal.timeout(timeout)])

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      closing.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
    })

  const look = async (): Promise<void> => {
    for (const effect of await readDeployment(store).openEffects()) {
      if (closing.signal.aborted || active.has(effect.id)) continue
      const action = gate.actions.get(effect.action)
      const outside = action?.plane === 'runtime' ? action.outside : undefined
      if (!outside) continue
      const work = send(effect, outside)
        .then((outcome) =>
          closing.signal.aborted && outcome.status === 'unknown' ? undefined : settle(effect, outcome),
        )
        .catch((thrown: unknown) => {
          if (!closing.signal.aborted) onFault(thrown, { action: effect.action, requestId: effect.id })
        })
        .finally(() => active.delete(effect.id))
      active.set(effect.id, work)
    }
  }
  const looked = (): void =>
    void look().catch((thrown: unknown) => onFault(thrown, { action: 'outbox.look', requestId: undefined }))

  const unsubscribe = bus.subscribe((notice) => {
    if (notice.kind === 'wake' && notice.who === 'outbox') looked()
  })
  looked()

  return {
    async outcome(id, signal) {
      for (;;) {
        const effect = await readDeployment(store).effect(id)
        if (!effect) throw new Problem('not_found', 'There is no such effect.')
        const { status, result } = effect
        if (status === 'done') return { status, result: JSON.parse(result ?? 'null') as unknown }
        if (status === 'failed') return { status, problem: JSON.parse(result ?? 'null') as ProblemDetails }
        if (status === 'unknown') return { status }
        await new Promise<void>((resolve, reject) => {
          const tells = waiting.get(id) ?? new Set()
          waiting.set(id, tells.add(resolve))
          if (signal.aborted) reject(signal.reason as Error)
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
          // Settled between the look and the wait?
          void readDeployment(store)
            .effect(id)
            .then((again) => again?.status !== status && resolve(), reject)
        })
        waiting.delete(id)
      }
    },
    async close() {
      unsubscribe()
      closing.abort()
      await Promise.all(active.values())
    },
  }
}
