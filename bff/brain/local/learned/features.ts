/** Features: what of a sentence the learned weights are asked by. Lessons and live sentences are taken apart alike. */
import { readFileSync } from 'node:fs'

export interface Token {
  /** As weights know it: in small letters, each digit a 0. */
  readonly word: string
  /** Where it stands in the sentence. */
  readonly from: number
  readonly to: number
}

/** Of a long text, so many words are read. */
const MOST = 120

export const tokensOf = (text: string): Token[] =>
  [...text.slice(0, 20 * MOST).matchAll(/\p{L}+|['’]\p{L}+|\d+(?:[:.,]\d+)*|[^\s\p{L}\d]/gu)]
    .slice(0, MOST)
    .map((match) => ({
      word: match[0].toLowerCase().replaceAll('’', "'").replace(/\d/g, '0'),
      from: match.index,
      to: match.index + match[0].length,
    }))

/** Which words are used alike, by groups of three sizes; a line is one group of the smallest. */
const groups = (): Map<string, readonly string[]> => {
  const found = new Map<string, readonly string[]>()
  const lines = readFileSync(new URL('./groups.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  for (const line of lines) {
    const [marks = '', ...words] = line.split(' ')
    for (const word of words) found.set(word, marks.split('/'))
  }
  return found
}
let loaded: ReturnType<typeof groups> | undefined
const NONE = ['?', '?', '?']
/** The groups of a word, the smallest first. */
export const alikeOf = (word: string): readonly string[] => (loaded ??= groups()).get(word) ?? NONE

const BREAK = /^[.,;:!?()\u2013\u2014>→-]$/

/**
 * What says which wish it is.
 * @param before the action that was done right before, `agenda.add`; empty where nothing is known of that
 */
export const wishFeatures = (tokens: readonly Token[], before: string): Set<string> => {
  const found = new Set<string>(['.'])
  const family = before.slice(0, before.indexOf('.'))
  if (before !== '') found.add(`< ${before}`).add(`<f ${family}`)
  const words = tokens.map(({ word }) => word)
  const alike = words.map(alikeOf)
  let begins = true
  for (const [i, word] of words.entries()) {
    const [a, b, c] = alike[i] as string[]
    found.add(`w ${word}`).add(`a ${a}`).add(`b ${b}`).add(`c ${c}`)
    if (before !== '') found.add(`<w ${family} ${word}`).add(`<b ${before} ${b}`)
    const spelled = `<${word}>`
    for (let from = 0; from + 4 <= spelled.length; from += 1) found.add(`g ${spelled.slice(from, from + 4)}`)
    if (i + 1 < words.length) found.add(`ww ${word} ${words[i + 1]}`)
    for (const far of [2, 3, 4]) if (i + far < words.length) found.add(`w-w ${word} ${words[i + far]}`)
    if (begins)
      found
        .add(`^ ${word}`)
        .add(`^b ${b}`)
        .add(`^ww ${word} ${words[i + 1] ?? '$'}`)
    begins = BREAK.test(word)
  }
  found.add(`first ${words[0] ?? ''}`).add(`first ${words[0] ?? ''} ${words[1] ?? ''}`)
  found.add(`last ${words.at(-1) ?? ''}`)
  return found
}

/** What says of the token at `i` which slot it stands in, once it is known which wish it is. */
export const markFeatures = (tokens: readonly Token[], i: number, wish: string): string[] => {
  const at = (place: number): string => (place < 0 ? '^' : (tokens[place]?.word ?? '$'))
  const [w, l, r, ll, rr] = [at(i), at(i - 1), at(i + 1), at(i - 2), at(i + 2)]
  const [a, b, c] = alikeOf(w) as string[]
  const [, lb, lc] = alikeOf(l) as string[]
  const [, rb, rc] = alikeOf(r) as string[]
  return [
    '.',
    `w ${w}`,
    `l ${l}`,
    `r ${r}`,
    `ll ${ll} ${l}`,
    `rr ${r} ${rr}`,
    `lw ${l} ${w}`,
    `wr ${w} ${r}`,
    `lwr ${l} ${w} ${r}`,
    `L ${ll}`,
    `R ${rr}`,
    `a ${a}`,
    `b ${b}`,
    `c ${c}`,
    `lb ${lb}`,
    `rb ${rb}`,
    `lbc ${lb} ${b}`,
    `rbc ${b} ${rb}`,
    `lcr ${lc} ${c} ${rc}`,
    `s ${w.slice(-3)}`,
    `p ${w.slice(0, 3)}`,
    `v ${wish}`,
    `vw ${wish} ${w}`,
    `vl ${wish} ${l}`,
    `vr ${wish} ${r}`,
    `vb ${wish} ${b}`,
    `vll ${wish} ${ll} ${l}`,
    `vc ${wish} ${lc} ${c}`,
    i === 0 ? `v^ ${wish}` : BREAK.test(l) ? `v, ${wish}` : 'in',
  ]
}
