/** The guard before any parser: a small text can be a very deep or a very wide value. */
import { Problem } from '../problem.ts'
import { limits } from './limits.ts'

/** Walks without recursion, and no further than it must. @throws Problem invalid_request */
export const guardInput = (value: unknown): void => {
  let nodes = 0
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    nodes += level.length
    if (depth > limits.input.depth || nodes > limits.input.nodes)
      throw new Problem('invalid_request', 'The input is nested too deeply, or has too many parts.')
    const next: unknown[] = []
    for (const each of level)
      if (typeof each === 'object' && each !== null)
        for (const inner of Array.isArray(each) ? (each as unknown[]) : Object.values(each)) next.push(inner)
    level = next
  }
}
