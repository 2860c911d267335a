/** Several: which of several things is meant, or that all of them are. */
import { isThing } from './lexicon.ts'
import type { Ground } from './slots.ts'
import { dayTold } from './telling.ts'
import { type Found, startOf, type Thing } from './things.ts'
import { ALL } from './values.ts'
import { spanIn } from '../../language/spans.ts'
import { whenIn } from '../../language/when.ts'
import type { Wish } from './wish.ts'
import { plain } from './words.ts'

const CLOSE = 0.08

/** Of the times of one thing that comes again: the one on the day that is named, or the next. */
export const timeOf = (thing: Thing, own: readonly Thing[], wish: Wish, { now, said }: Ground): Thing => {
  const all = own.filter(({ row }) => typeof row.entry === 'string' && row.entry === thing.row.entry)
  if (all.length < 2) return thing
  const sorted = all.toSorted((a, b) => ((startOf(a) ?? '') < (startOf(b) ?? '') ? -1 : 1))
  const day = dayNamed(wish, now)
  const here = new Date(now).toISOString().slice(0, 16)
  return (
    sorted.find((one) => day !== null && startOf(one)?.startsWith(day)) ??
    // The one that was just told.
    sorted.find((one) => said[0]?.includes(dayTold(startOf(one) ?? '-')) === true) ??
    sorted.find((one) => (startOf(one) ?? '') >= here) ??
    thing
  )
}
const WEEK = /\b(?:next|this) week(?:end)?\b|\brest of the (?:week|month)\b|\b(?:next|this) month\b/i
export const namesWeek = ({ whole }: Wish): boolean => WEEK.test(whole)
/** Of what comes again and is to go at a day or in a week: the times of it then. `undefined`: nobody said when. */
export const timesThen = (
  thing: Thing,
  own: readonly Thing[],
  wish: Wish,
  now: number,
): readonly Thing[] | undefined => {
  const all = own.filter(({ row }) => typeof row.entry === 'string' && row.entry === thing.row.entry)
  const day = dayNamed(wish, now)
  if (!wish.acts.includes('remove') || all.length < 2) return undefined
  if (namesWeek(wish) && !/day\b/i.test(wish.whole.replace(/\b(?:to|mid)day\b/gi, ''))) {
    const { from, to } = spanIn(wish.whole, wish.when, now, 14)
    return all.filter((one) => (startOf(one) ?? '') >= from && (startOf(one) ?? '') < to)
  }
  return day === null ? undefined : all.filter((one) => startOf(one)?.startsWith(day))
}
/** The times of it that come next. */
export const timesAfter = (thing: Thing, own: readonly Thing[], now: number): readonly Thing[] => {
  const here = new Date(now).toISOString().slice(0, 16)
  return own
    .filter((one) => one.row.entry === thing.row.entry && (startOf(one) ?? '') >= here)
    .toSorted((a, b) => ((startOf(a) ?? '') < (startOf(b) ?? '') ? -1 : 1))
    .slice(0, 3)
}
/** The day by which a thing is told from others: "Thursday's", or any day, where none is to come of it. */
const dayNamed = ({ whole, acts }: Wish, now: number): string | null => {
  const [, own, later] =
    /\b((?:(?:next|this|coming) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|tonight)['’]s\b(.*\bnext week\b)?/i.exec(
      whole,
    ) ??
    /\bnext week['’]s ((?:mon|tues|wednes|thurs|fri|satur|sun)day\b)()/i.exec(whole) ??
    []
  const text = own
    ? `${own}${later === undefined ? '' : ' next week'}`
    : acts.includes('change')
      ? (whole.split(/ to /i, 1)[0] ?? '')
      : whole
  return whenIn(text, now).at?.slice(0, 10) ?? null
}

/** Several things at once: all of them, or those that were just shown. */
export const manyOf = (wish: Wish, own: readonly Thing[], { said }: Ground): readonly Thing[] => {
  const words = plain(wish.body)
    .split(' ')
    .filter((word) => !isThing(word) && !/^(?:my|the|of|our)$/.test(word))
  // "The plans notifications": those of this sort.
  const named = plain(wish.body).split(' ')
  const sort = own.map(({ row }) => row.category).find((one) => typeof one === 'string' && named.includes(one))
  if (sort !== undefined) return own.filter(({ row }) => row.category === sort).slice(0, 100)
  const isWhole = /^(?:(?:my|the|our|whole|entire|full) )*(?:inbox|notifications|notices|alerts)$/i.test(wish.body)
  if (isWhole && !wish.points) return own.slice(0, 100)
  if (
    !/\b(?:all|every|everything|them|these|those)\b/i.test(wish.body) ||
    !words.every((word) => ALL.test(word) || /^(?:these|those|all)$/.test(word))
  )
    return []
  const shown = wish.points ? own.filter(({ label }) => said.some((text) => text.includes(label))) : []
  return shown.length > 0 ? shown : own.slice(0, 100)
}

/** Others that are as likely. Times of one thing are one. */
export const closeTo = (found: readonly Found[], thing: Thing | undefined, sure: number): Thing[] => {
  const kept: Thing[] = []
  for (const one of found.filter(({ score }) => sure > 0 && sure - score < CLOSE && score >= 0.3)) {
    const same = kept.some(({ row }) => typeof row.entry === 'string' && row.entry === one.thing.row.entry)
    if (!same)
      kept.push(one.thing.row.entry !== undefined && one.thing.row.entry === thing?.row.entry ? thing : one.thing)
  }
  return kept
}
