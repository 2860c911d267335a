/** Reading: which wish a sentence expresses, and which words of it are what, as the lessons taught it. */
import { markFeatures, type Token, tokensOf, wishFeatures } from './features.ts'
import { STEP, sumsOf, type Weights, weights } from './weights.ts'

export interface Guess {
  /** A wish by its name in the lessons: `agenda.update.move`; `none`. */
  readonly wish: string
  /** How sure it is, from 0 to 1. */
  readonly sure: number
}

/**
 * All wishes that it can be, the likeliest first.
 * @param before the action that was done right before, if it is known
 */
export const guesses = (text: string, before = '', from: Weights = weights()): Guess[] => {
  const sums = sumsOf(from.byWish, wishFeatures(tokensOf(text), before), from.wishes.length)
  const most = Math.max(...sums)
  const shares = sums.map((sum) => Math.exp((sum - most) * STEP.wish))
  const whole = shares.reduce((sum, share) => sum + share, 0)
  return from.wishes
    .map((wish, i) => ({ wish, sure: (shares[i] as number) / whole }))
    .toSorted((a, b) => b.sure - a.sure || (a.wish < b.wish ? -1 : 1))
}

/** The slots that a wish often has. */
export const oftenIn = (wish: string): readonly string[] => weights().often[wish] ?? []

/**
 * The words of each slot, where it is this wish.
 * @param must what is looked for until it is found; by itself, what such a wish always has
 */
export const slotsOf = (
  text: string,
  wish: string,
  from: Weights = weights(),
  must: readonly string[] = from.always[wish] ?? [],
): Record<string, string[]> => {
  const tokens = tokensOf(text)
  const own = tokens.map((_, i) => sumsOf(from.byMark, markFeatures(tokens, i, wish), from.marks.length))
  let found = wordsOf(text, tokens, bestRow(own, from.marks, from.after), from)
  for (const slot of must)
    for (let more = 5; more < 600 && !found[slot]; more *= 2) {
      const marks = from.marks.map((mark) => (mark.endsWith(`-${slot}`) ? more : 0))
      const raised = own.map((row) => row.map((score, mark) => score + (marks[mark] as number)))
      found = wordsOf(text, tokens, bestRow(raised, from.marks, from.after), from)
    }
  return found
}

const wordsOf = (
  text: string,
  tokens: readonly Token[],
  row: readonly number[],
  { marks }: Weights,
): Record<string, string[]> => {
  const found: Record<string, string[]> = {}
  let open: { slot: string; from: number; to: number } | undefined
  const close = (): void => {
    if (open) (found[open.slot] ??= []).push(text.slice(open.from, open.to))
    open = undefined
  }
  for (const [i, each] of row.entries()) {
    const mark = marks[each] as string
    const slot = mark.slice(2)
    const token = tokens[i] as Token
    if (open && (mark === 'O' || mark.startsWith('B') || slot !== open.slot)) close()
    if (mark === 'O') continue
    if (open) open.to = token.to
    else open = { slot, from: token.from, to: token.to }
  }
  close()
  return found
}

/**
 * The best row of marks (Viterbi, 1967).
 * @param own the score of each mark for each token
 * @param after from one mark to the next, row by row
 */
export const bestRow = (
  own: readonly ArrayLike<number>[],
  marks: readonly string[],
  after: ArrayLike<number>,
): number[] => {
  const k = marks.length
  const goesOn = goings(marks)
  const back: number[][] = []
  let best: number[] = []
  for (const [i, scores] of own.entries()) {
    const came: number[] = []
    best = Array.from(scores, (score, mark) => {
      if (i === 0) return marks[mark]?.startsWith('I') ? -1e9 : score
      let [top, from] = [-Infinity, 0]
      for (let before = 0; before < k; before += 1) {
        const sum = (best[before] as number) + (after[before * k + mark] as number)
        if (goesOn[before * k + mark] && sum > top) [top, from] = [sum, before]
      }
      came[mark] = from
      return top + score
    })
    back.push(came)
  }
  const row: number[] = []
  let mark = best.indexOf(Math.max(...best))
  for (let i = own.length - 1; i >= 0; i -= 1) {
    row.unshift(mark)
    mark = back[i]?.[mark] ?? 0
  }
  return row
}

const known = new WeakMap<readonly string[], boolean[]>()
/** What goes on has begun. */
const goings = (marks: readonly string[]): boolean[] => {
  let found = known.get(marks)
  if (!found) {
    found = marks.flatMap((before) => marks.map((mark) => !mark.startsWith('I') || before.slice(2) === mark.slice(2)))
    known.set(marks, found)
  }
  return found
}
