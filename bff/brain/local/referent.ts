/** Referent: what "it" is: the thing that was made, changed, listed or found right before, or the one at the time that was told. */
import { plain } from './words.ts'
import { dayTold } from './telling.ts'
import { spokenOf, startOf, type Thing } from './things.ts'

export interface Meant {
  readonly thing: Thing
  /** 0 to 1 */
  readonly sure: number
  /** All that it may be, where several were told at once. */
  readonly among: readonly Thing[]
}

/** Times of one thing that comes again are one; a name within a longer one is none of its own. */
const distinct = (things: readonly Thing[]): Thing[] => {
  const kept: Thing[] = []
  for (const one of things.toSorted((a, b) => b.label.length - a.label.length)) {
    const same = kept.some(
      (each) =>
        (one.row.entry !== undefined && each.row.entry === one.row.entry) ||
        (each.label.length > one.label.length && ` ${plain(each.label)} `.includes(` ${plain(one.label)} `)),
    )
    if (!same) kept.push(one)
  }
  return kept
}

const PLACES = ['first', 'second', 'third', 'fourth', 'fifth']
/** "The second one" of a list that was told right before. */
export const nthTold = (words: string, own: readonly Thing[], said: readonly string[]): Thing | undefined => {
  const [, nth = '', sort] = NTH.exec(words.trim())?.map((word) => word?.toLowerCase()) ?? []
  if (nth === '' || (sort === 'step' && own.some(({ kind }) => kind !== 'step'))) return undefined
  const isIn = (line: string, { label }: Thing): boolean => label !== '' && plain(line).includes(plain(label))
  const all = (said[0] ?? '').split('\n').filter((line) => /^ *- /.test(line))
  // Steps stand further in than their plans.
  const depth = all.find((each) => own.some((one) => isIn(each, one)))?.search(/\S/)
  const lines = all.filter((each) => each.search(/\S/) === depth)
  const line = nth === 'last' ? lines.at(-1) : lines[PLACES.indexOf(nth)]
  if (line === undefined) return undefined
  const told = own.filter((one) => isIn(line, one))
  return told.find((one) => line.includes(dayTold(startOf(one) ?? '-'))) ?? told[0]
}
const NTH = /\b(first|second|third|fourth|fifth|last)(?: (one|step|item|entry|reminder|plan|notice|fact|chat))?$/i

/** @param said what was said before, the latest first */
export const referent = (own: readonly Thing[], said: readonly string[]): Meant | undefined => {
  for (const [ago, text] of said.entries()) {
    const words = ` ${plain(text.replace(/[*\\]/g, ' '))} `
    const names = own.filter(({ label }) => label !== '' && words.includes(` ${plain(label)} `))
    const bold = names.filter(({ label }) => text.includes(`**${label}**`))
    const timed = own.filter((one) => (startOf(one)?.length ?? 0) > 10 && text.includes(dayTold(startOf(one) ?? '')))
    // Of several times of one thing: the one whose day was told.
    const both = names.filter((one) => timed.includes(one))
    const found = distinct(bold.length > 0 ? bold : both.length > 0 ? both : names.length > 0 ? names : timed)
    const [thing] = found
    if (thing) {
      const at = timed.find((one) => one.row.entry !== undefined && one.row.entry === thing.row.entry) ?? thing
      const sure =
        (bold.length > 0 ? 1 : text.includes('**') ? 0.6 : names.length > 0 ? 0.9 : 0.8) - (ago > 1 ? 0.15 : 0)
      return { thing: at, sure, among: found.length > 1 ? found : [] }
    }
  }
  for (const text of said.slice(0, 2)) {
    const [best] = spokenOf(text, own)
    if (best && best.score > 0.3) return { thing: best.thing, sure: 0.4, among: [] }
  }
  return undefined
}
