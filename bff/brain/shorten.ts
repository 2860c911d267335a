/** Shortening: older results of a run give way when a model cannot read them all. No call loses its result. */
import type { Result, Step } from '../capabilities/chat/runs.ts'
import { tokensIn } from './estimate.ts'
import { itemsOf } from './lookup.ts'

/** A result this short stays as it is, in characters. */
const SHORT = 600
/** What stays of a longer one: its first characters, and as many of the ids, amounts and dates in the rest. */
const HEAD = 300

const sizeOf = ({ text, calls, results }: Step): number => tokensIn(JSON.stringify([text, calls, results]))

/** The same steps, with results shortened from the oldest on until they take no more than so many tokens, or all are. */
export const shortened = (steps: readonly Step[], tokens: number): Step[] => {
  const sizes = steps.map(sizeOf)
  let size = sizes.reduce((sum, each) => sum + each, 0)
  return steps.map((step, index) => {
    if (size <= tokens) return step
    const short = { ...step, results: step.results.map(shorter) }
    size -= (sizes[index] ?? 0) - sizeOf(short)
    return short
  })
}

/** Words of others stay between their marks. */
const MARKS = /^(<outside [^\n]*>\n)([\s\S]*)(\n<\/outside [^\n]*>)$/

const shorter = (result: Result | undefined): Result | undefined => {
  if (result === undefined || result.content.length <= SHORT) return result
  const [, open = '', body = result.content, close = ''] = MARKS.exec(result.content) ?? []
  let rest = ''
  for (const item of itemsOf(body.slice(HEAD)))
    if (rest.length + item.length <= HEAD && !rest.includes(item)) rest += ` · ${item}`
  const content = `${open}${body.slice(0, HEAD)}… (shortened from ${body.length} characters)${rest}${close}`
  return { ...result, content }
}
