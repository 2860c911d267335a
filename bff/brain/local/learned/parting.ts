/** Parting: where a text goes on with a second wish, as the lessons taught it. */
import { alikeOf, type Token, tokensOf } from './features.ts'
import { STEP, sumsOf, type Weights, weights } from './weights.ts'

/** What may stand between two wishes. */
const JOINT =
  /(?:(?<![;.!?])[;.!?]{1,3} (?:and |then |also |but |plus |oh and )?| ?[\u2013\u2014-] |,? (?:and|&|\+|n|plus|then|but) (?:then |also |please )?|, (?:then |also |plus |please )?)/gi
/** So many places are looked at. */
const MOST = 8

export interface Parting {
  readonly first: string
  readonly second: string
  /** What stands between them. */
  readonly joint: string
  /** How sure it is that these are two, from 0 to 1. */
  readonly sure: number
}

/** The places where a text may part, with all that tells whether it does. */
export const placesIn = (text: string): (Omit<Parting, 'sure'> & { readonly features: Set<string> })[] =>
  [...text.matchAll(JOINT)]
    .filter(({ index, 0: joint }) => index > 0 && index + joint.length < text.length)
    // "Brandt & Co" is one.
    .filter(({ index, 0: joint }) => !(joint.includes('&') && /^\p{Lu}/u.test(text.slice(index + joint.length))))
    .slice(0, MOST)
    .map(({ index, 0: joint }) => {
      const [first, second] = [text.slice(0, index), text.slice(index + joint.length)]
      return {
        first,
        second,
        joint,
        features: partFeatures(tokensOf(first), tokensOf(second), joint.trim().toLowerCase()),
      }
    })

const partFeatures = (first: readonly Token[], second: readonly Token[], joint: string): Set<string> => {
  const found = new Set<string>(['.', `j ${joint}`])
  const add = (side: string, tokens: readonly Token[]): void => {
    for (const [i, { word }] of tokens.slice(0, 4).entries()) {
      const [a, b, c] = alikeOf(word)
      found.add(`${side}${i} ${word}`).add(`${side}${i}a ${a}`).add(`${side}${i}b ${b}`).add(`${side}${i}c ${c}`)
      if (i === 0) found.add(`${side}j ${joint} ${word}`).add(`${side}jb ${joint} ${b}`)
      if (i < 2) found.add(`${side}${i}+ ${word} ${tokens[i + 1]?.word ?? '$'}`)
      if (i < 2) found.add(`${side}${i}+b ${b} ${alikeOf(tokens[i + 1]?.word ?? '$')[1]}`)
    }
    for (const { word } of tokens) found.add(`${side} ${word}`).add(`${side}b ${alikeOf(word)[1]}`)
    found.add(`${side}n ${Math.min(tokens.length, 8)}`)
  }
  add('r', second)
  add('l', first.toReversed())
  for (const [i, { word }] of first.slice(0, 2).entries()) found.add(`^${i} ${word}`).add(`^${i}b ${alikeOf(word)[1]}`)
  found.add(`^r ${first[0]?.word ?? ''} ${second[0]?.word ?? ''}`)
  return found
}

/** Where it may part, the likeliest first. */
export const partingsOf = (text: string, from: Weights = weights()): Parting[] =>
  placesIn(text)
    .map(({ first, second, joint, features }) => {
      const [no, yes] = sumsOf(from.byPart, features, 2) as [number, number]
      return { first, second, joint, sure: 1 / (1 + Math.exp((no - yes) * STEP.wish)) }
    })
    .toSorted((a, b) => b.sure - a.sure)
