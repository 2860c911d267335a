/** Guards: when a run goes round in circles. Pure decisions over what it called so far. */
import { canonical } from '../policy/binding.ts'
import type { Step } from '../capabilities/chat/runs.ts'

/** The same call this often earns a warning; once more ends the run. */
const WARN = 3
/** A cycle of two calls that comes this often ends the run. */
const CYCLES = 3
/** Steps in a row that bring nothing new. */
const IDLE = 5

type Circle = 'repeated_tool_calls' | 'no_progress'

/** One call, whatever the order of its arguments' keys. */
const signature = ({ name, arguments: text }: { name: string; arguments: string }): string => {
  try {
    return `${name} ${canonical(JSON.parse(text || '{}'))}`
  } catch {
    return `${name} ${text}`
  }
}

/** What the last of these steps amounts to. `warn`: how often its call was made before, where that is too often. */
export const circles = (steps: readonly Step[]): { stop?: Circle; warn?: number } => {
  const calls = steps.flatMap(({ calls: own }) => own.map(signature))
  const counts = new Map<string, number>()
  for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1)
  const last = Math.max(0, ...(steps.at(-1)?.calls ?? []).map((call) => counts.get(signature(call)) ?? 0))
  if (last > WARN || swings(calls)) return { stop: 'repeated_tool_calls' }
  if (steps.length >= IDLE && steps.slice(-IDLE).every((_, i) => isIdle(steps, steps.length - IDLE + i)))
    return { stop: 'no_progress' }
  return last === WARN ? { warn: last } : {}
}

/** A-B-A-B-A-B. */
const swings = (calls: readonly string[]): boolean => {
  const tail = calls.slice(-2 * CYCLES)
  return tail.length === 2 * CYCLES && tail[0] !== tail[1] && tail.every((call, i) => call === tail[i % 2])
}

/** It said nothing, and every result was a refusal or was seen before. */
const isIdle = (steps: readonly Step[], at: number): boolean => {
  const { text, results } = steps[at] as Step
  if (text.trim() !== '') return false
  const seen = new Set(steps.slice(0, at).flatMap((step) => step.results.map((result) => result?.content)))
  return results.every((result) => result !== undefined && (result.state === 'refused' || seen.has(result.content)))
}
