/** The chain: which model is asked, how often, and what becomes of an answer when one breaks off. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '../config.ts'
import { Problem } from '../problem.ts'
import { callsTo, Failure, type Model, type ModelEvent, type Request } from './model.ts'
import { goingOn } from './prompt.ts'
import { seam } from './seam.ts'

/** Attempts at one model before the next is asked. */
const ATTEMPTS = 3
/** A server that wants to be left alone for longer is left alone: the next model is asked. Milliseconds. */
const PATIENCE = 10_000

/** How an answer of the built-in model begins where another was meant to give it. */
export const DEGRADED =
  'My usual model cannot be reached right now, so this answer comes from the simple one that is built in.'

/** @param onFault told what a model's server said, which a person is not */
export const makeModel = (config: Config['model'], onFault: (thrown: unknown) => void): Model => {
  const servers = config.chain.map((server) => callsTo(server, config, onFault))
  const local = callsTo(undefined, config, onFault)

  return {
    able: servers.length > 0,
    async *stream({ begun = '', degraded = false, inward = false, ...request }) {
      const ends = performance.now() + config.timeouts.total
      const left = (): number => ends - performance.now()
      const ask = (call: typeof local, said: string) => attempt(call, request, said, left())
      const { signal } = request
      if (servers.length === 0 || degraded) return yield* last(ask(local, begun.replace(DEGRADED, '').trimStart()))
      let failure = new Failure(new Problem('model_timeout', 'The model took too long to answer. Try again.'))
      for (const server of servers)
        for (let tries = 1; tries <= ATTEMPTS && left() > 0; tries++) {
          let said = ''
          try {
            for await (const event of ask(server, begun)) {
              if ('text' in event) said += event.text
              yield event
            }
            return
          } catch (thrown) {
            if (!(thrown instanceof Failure)) throw thrown
            failure = thrown
          }
          const wait = failure.after ?? config.retry * 2 ** (tries - 1) * (1 + Math.random() / 4)
          const isWorthIt = wait <= PATIENCE && wait < left()
          if (said !== '') {
            // Somebody reads it already: another answer would be a second one.
            if (isWorthIt) {
              await rest(wait, signal)
              yield* last(ask(server, begun + said), failure)
              return
            }
            throw failure.problem
          }
          if (!failure.again || tries === ATTEMPTS || !isWorthIt) break
          await rest(wait, signal)
        }
      if (!config.fallback || inward || begun !== '') throw failure.problem
      yield { text: DEGRADED }
      let isFirst = true
      for await (const event of last(attempt(local, request, '', config.timeouts.total))) {
        if ('text' in event && isFirst) {
          isFirst = false
          yield { text: '\n\n' }
        }
        yield event
      }
    },
  }
}

/** One attempt, from where the answer breaks off. */
async function* attempt(
  call: ReturnType<typeof callsTo>,
  { messages, tools, signal, admit }: Request,
  said: string,
  total: number,
): AsyncGenerator<ModelEvent> {
  await admit?.()
  const whole = said === '' ? messages : [...messages, ...goingOn(said)]
  const { push, end } = seam(said)
  let held = true
  const close = (): ModelEvent[] => {
    const text = held ? end() : ''
    held = false
    return text === '' ? [] : [{ text }]
  }
  for await (const event of call({ messages: whole, tools, signal, total })) {
    // The words come before the calls.
    if ('calls' in event) yield* close()
    if (!('text' in event)) {
      yield event
      continue
    }
    const text = push(event.text)
    if (text !== '') yield { text }
  }
  yield* close()
}

/** An attempt after which there is none. @throws Problem */
async function* last(events: AsyncGenerator<ModelEvent>, first?: Failure): AsyncGenerator<ModelEvent> {
  try {
    yield* events
  } catch (thrown) {
    throw thrown instanceof Failure ? (first ?? thrown).problem : thrown
  }
}

/** Wait, unless the caller has enough of it. @throws the abort's reason */
const rest = async (ms: number, signal: AbortSignal): Promise<void> => {
  await pause(ms, undefined, { signal }).catch(() => undefined)
  signal.throwIfAborted()
}
