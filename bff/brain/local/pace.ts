/** Pace: a stream of texts with a little time between them, as a person reads, that ends at once when nobody listens. */
import { setTimeout as pause } from 'node:timers/promises'

/** One text a pull, from half to one and a half of `pace` milliseconds apart: the same times for the same seed. */
export const paced = (
  parts: string[],
  pace: number,
  seed: number,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> => {
  const bytes = new TextEncoder()
  const closed = new AbortController()
  const ended = signal ? AbortSignal.any([signal, closed.signal]) : closed.signal
  let next = 0
  let state = seed
  return new ReadableStream<Uint8Array>(
    {
      start(stream) {
        signal?.addEventListener('abort', () => !closed.signal.aborted && stream.error(signal.reason), { once: true })
      },
      async pull(stream) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0
        const wait = pace * (0.5 + state / 2 ** 32)
        if (next > 1 && pace > 0) await pause(wait, undefined, { signal: ended }).catch(() => undefined)
        if (ended.aborted) return
        stream.enqueue(bytes.encode(parts[next]))
        next += 1
        if (next < parts.length) return
        closed.abort()
        stream.close()
      },
      cancel: () => closed.abort(),
    },
    { highWaterMark: 0 },
  )
}
