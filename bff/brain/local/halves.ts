/** Halves: two wishes in one text, each read for itself with what the first says of the second. */
import { type When, whenIn } from '../../language/when.ts'
import { isBarred } from './barred.ts'
import { partingsOf } from './learned/parting.ts'
import { guesses, slotsOf } from './learned/reading.ts'
import { actionOf, type Ear, taught } from './taught.ts'
import { lower, NEW, POINTS, type Wish } from './wish.ts'

/** How sure it has to be, from 0 to 1; tuned on the batches that were learned from. */
const SURE = {
  /** That a text parts: where its halves are read so too, where there is but a pause, and by itself. */
  parts: 0.3,
  pause: 0.95,
  parted: 0.7,
  /** Of both together. */
  half: 0.25,
  /** Of each half, where hardly anything says that it parts; and how little may. */
  both: 0.75,
  hardly: 0.01,
  /** That the second half needs nothing of the first. */
  clear: 0.5,
}

/** That it is more than one wish. */
export const isParted = (text: string): boolean =>
  partingsOf(text).some(({ joint, sure }) => JOINED.test(joint) && sure > SURE.parted)

/** That its second sentence is about what the first names, or asks for nothing. */
export const goesOn = (text: string): boolean =>
  partingsOf(text).some(
    ({ joint, second }) => !JOINED.test(joint) && (pointsBack(second) || sureOf(guesses(second)[0]) === 0),
  )
const pointsBack = (second: string): boolean => POINTS.test(lower(second)) || SORTED.test(second)

/** Words that begin a second wish, and do not merely go on. */
const JOINED = /and|&|\+|then|also|plus|but|^ ?n /i
/** Two wishes in one text, where it surely parts and both halves can be read. */
export const halvesOf = (text: string, ear: Ear): Wish[] | undefined => {
  let [found, most]: [Wish[] | undefined, number] = [undefined, SURE.half]
  for (const { first, second, joint, sure: parts } of partingsOf(text)) {
    if (!/\S\s+\S/.test(first) || GOES_ON.test(second)) continue
    const [one] = guesses(first, ear.before)
    if (!one || one.wish === 'none' || isBarred(first, one)) continue
    const isJoined = JOINED.test(joint)
    const [own] = guesses(second)
    const alike = isJoined && (own?.wish === one.wish || sureOf(own) < SURE.clear) && likeFirst(first, second, one.wish)
    const next = alike || second
    const sure = alike && BOTH.test(first) ? 1 : parts
    const other = alike ? guesses(alike)[0] : own
    // "The rent one can go" is said of the sort of thing that was spoken of.
    const before = SORTLESS.test(second) && sureOf(other) < SURE.clear ? actionOf(one.wish) : ''
    const likely = before === '' ? other : guesses(next, before)[0]
    if (!likely || isBarred(next, likely)) continue
    const isTwice = one.wish === likely.wish
    // A mere pause is mostly between a wish and its reason; "they are booked, tick it off" is said once.
    const isReason = isTwice ? !one.wish.startsWith('plans') : sure < SURE.pause
    if (!/\S\s+\S/.test(next) || (!isJoined && (isReason || one.wish === 'plans.make' || pointsBack(second)))) continue
    const least = Math.min(one.sure, sureOf(likely))
    // Where it can surely be read so, little has to speak for it.
    if (sure < ((isJoined || isTwice) && least > SURE.both ? SURE.hardly : SURE.parts)) continue
    const score = Math.max(sure, SURE.parts) * least
    if (score <= most) continue
    const wish = taught(first, ear, 1)[0]?.wish
    // "A sync with Ravi and Lena on Thursday" is one.
    if (isTwice && NEW.test(one.wish) && wish?.when.at === null) continue
    const then = taught(dated(next, wish?.when ?? null, isTwice), { ...ear, before, earlier: first }, 1)[0]?.wish
    if (wish && then) [found, most] = [[wish, then], score]
  }
  return found
}

/** It goes on with the time of the wish before it. */
const GOES_ON = /^(?:that\b|(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|(?:from|until|till) \d)/i
/** A sort of thing, and not which. */
const SORTED =
  /\b(?:the|that|this) (?:reminder|appointment|meeting|event|entry|plan|step|chat|conversation|board|notice|notification|time|date)s?\b(?! (?:about|for|with|to|of|called|named))/i
const BOTH = /\bboth /i
/** What sort of thing it is, was said before. */
const SORTLESS = /\b(?:one|another|instead|there)\b/i

/** "Pause the pills reminder and the plants one": the same is to be done to what is named second. */
const likeFirst = (before: string, second: string, wish: string): string | null => {
  const named = anotherIn(second)
  const first = before.replace(BOTH, '')
  const thing = slotsOf(first, wish).thing?.at(-1)
  if (named === null || thing === undefined || NEW.test(wish)) return null
  if (!SORT.test(first.slice(first.lastIndexOf(thing) + thing.length))) return null
  return first.replace(thing, () => named)
}
const SORT =
  /^(?: (?:reminder|alarm|plan|step|chat|conversation|board|notice|notification|appointment|meeting|event|entry|one)s?)?$/i
/** A thing, and no more: "the plant one until I tell you". */
const anotherIn = (second: string): string | null => {
  const words = (second.split(/,|[.!]$| until /i, 1)[0] ?? '')
    .replace(/ (?:too|as well|also|please|pls)$/i, '')
    .split(' ')
  const isNamed = /^(?:the|my|our|his|her)$/i.test(words[0] ?? '') && words.length > 1 && words.length < 6
  return isNamed && !words.some((word) => DEED.test(word)) ? words.join(' ') : null
}
const DEED =
  /^(?:is|are|was|were|has|have|can|goes?|to|at|on|for|in|from|needs?|should|will|comes?|takes?|gets?|turns?|off|out|up|done)$/i

const SAME_DAY_PART = /\b(?:on )?(?:that|the same) (morning|afternoon|evening|night)\b/i
const SAME_DAY = /\b(?:on )?(?:that|this|the same) (?:very )?day\b|\bon the day\b/i
const DAY_BEFORE =
  /\b(?:on )?the (day|night|evening|morning|afternoon) before(?: at (\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?|noon|(?:half|quarter) (?:past |to )?\w+))?(?= to\b| not\b| that\b| about\b|[,.;!?]|$)/i
/** "That day", "the evening before": what was said before it was on a day. */
const dated = (half: string, when: When | null, isAlike: boolean): string => {
  const at = when?.at ?? null
  if (at === null) return half
  const day = (days: number): string =>
    new Date(Date.parse(`${at.slice(0, 10)}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  // "Remind me tomorrow at 8 to …, and at 9 to …"
  const own = whenIn(half, Date.parse(`${at.slice(0, 10)}T00:00Z`))
  const isLater = isAlike && when?.rule === null && when.hasDay && own.hasTime && !own.hasDay && own.rule === null
  return `${isLater ? `on ${day(0)} ` : ''}${half}`
    .replace(SAME_DAY, () => `on ${day(0)}`)
    .replace(SAME_DAY_PART, (_, part: string) => `in the ${part.replace(/night/i, 'evening')} on ${day(0)}`)
    .replace(DAY_BEFORE, (_, part: string, time?: string) => {
      const of = /day/i.test(part) ? '' : ` in the ${part.replace(/night/i, 'evening')}`
      return `on ${day(-1)}${time ? ` at ${time}${/m$/i.test(time) ? '' : of}` : ''}`
    })
}
/** "And the day after?", "at 2 that day", "then put it in at 3": of a day that was spoken of before. */
export const datedBy = (text: string, { earlier, before, now }: Ear): string => {
  const when = whenIn(earlier, now)
  if (when.at === null || !when.hasDay) return text
  const on = (days: number): string =>
    `on ${new Date(Date.parse(`${(when.at as string).slice(0, 10)}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)}`
  const said = dated(text, when, false)
    .replace(AFTER, (_, isBefore?: string) => on(isBefore ? -1 : 1))
    .replace(IN_THERE, () => on(0))
  const own = whenIn(said, now)
  const isThen =
    SHOWN.test(before) && THEN.test(said) && !TELLS.test(said) && own.hasTime && !own.hasDay && own.rule === null
  return isThen ? said.replace(THEN, () => `${on(0)}, `) : said
}
const AFTER =
  /\b(?:on )?(?:(?:the|one|a) day (?:after|later)(?! tomorrow)|the (?:next|following) day|the day (before)(?! yesterday))(?= ?(?:$|[?!.,;]))/i
const IN_THERE = /\bin there\b(?=.{0,40}\b(?:where|when|free|for)\b)/i
/** What a day looks like was shown. */
const SHOWN = /^agenda\.(?:list|freebusy|suggest)$/
/** When one is to be told of something need not be on the day that was shown. */
const TELLS = /\b(?:remind|alarm|wake|ping|nudge|tell) /i
const THEN = /^(?:(?:then|ok(?:ay)?|great|so|good|perfect|nice|cool|fine|right|alright|lovely)[,.!]* )+/i

const sureOf = (guess: { wish: string; sure: number } | undefined): number =>
  guess === undefined || guess.wish === 'none' ? 0 : guess.sure
