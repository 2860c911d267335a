/** Amending: "no, 9912", "sorry, 4 not 3": what was said before, once more with the new words in it. */
import { whenIn } from '../../language/when.ts'
import { SELF } from './forms.ts'
import { guesses } from './learned/reading.ts'
import { said as slotsIn } from './learned/said.ts'
import { lower } from './phrases.ts'

const NO =
  /^(?:(?:no|nope|sorry|oops|whoops|oh|ah|hmm|shoot|damn|my bad|wait|actually|correction|i mean(?:t)?|rather|it['’]s|that['’]s|make that|(?:please )?(?:change|set|update|correct) (?:it|that) to)[,:.!]? ){1,4}(?:(?:it|that)(?:['’]s| is| was) )?/i

/** "Half past, actually": of the hour that was said. */
const within = (text: string, before: string, now: number): string | null => {
  const [, part, way] =
    /^(?:(?:no|sorry|oops|actually|or|make (?:it|that))[,.]? ){0,2}(half|(?:a )?quarter) (past|to)(?=$|[,.!]| (?:rather|actually|please|sorry|instead)\b)/i.exec(
      text,
    ) ?? []
  const { at, hasTime } = whenIn(before, now)
  if (part === undefined || at === null || !hasTime) return null
  const more = (/half/i.test(part) ? 30 : 15) * (/to/i.test(way ?? '') ? -1 : 1)
  // A quarter to midnight is of the day before, which is for others to say.
  const minutes = Number(at.slice(11, 13)) * 60 + more
  if (minutes < 0) return null
  return `move it to ${[Math.floor(minutes / 60), minutes % 60].map((one) => String(one).padStart(2, '0')).join(':')}`
}

/**
 * `null`: it puts nothing right.
 * @param said what was said before, by the persona and by the person in turn, the latest first
 * @param now the local time, as if it were UTC
 */
export const amended = (text: string, said: readonly string[], now: number): string | null =>
  within(text, said[1] ?? '', now) ?? exchanged(text, said[1] ?? '') ?? corrected(text, said)

/** A fact that was told, with its new value. */
const corrected = (text: string, said: readonly string[]): string | null => {
  const no = NO.exec(text)
  const rest = no ? (text.slice(no[0].length).split(/[.!?] /, 1)[0] ?? '') : ''
  const value = rest.replace(/(?<![.!?])[.!?]{1,3}$/, '').replace(/,? i meant?$/i, '')
  const told = /(?:Noted|You said) on [^:]{6,40}: “(.{3,200})”$/.exec(said[0] ?? '')?.[1] ?? said[1] ?? ''
  if (!no || value === '' || value.split(' ').length > 3 || told.length > 200 || !SELF.test(told.toLowerCase()))
    return null
  const words = told.replace(/[.!?]$/, '').split(' ')
  const old = /\d/.test(value)
    ? words.findLast((word) => /\d/.test(word))
    : / (?:is|are|was|in|at|called) (?:an? |the )?\S{1,60}$/.test(` ${words.slice(-4).join(' ')}`)
      ? words.at(-1)
      : undefined
  return old === undefined ? null : `Actually, ${lower(told.replace(old, value))}`
}

const SORRY =
  '(?:sorry|sry|soz|oops|whoops|no|nope|nah|oh|ah|argh|wait|actually|better(?= make)|i mean|i meant|my bad|typo|correction|fat fingers|auto ?correct)\\b'
const BEGIN = new RegExp(
  `^(?:${SORRY}[,:.!]{0,3} ?){1,4}(?:(?:it['’]?s|that['’]?s|(?:better |rather )?make (?:it|that)|(?:it|that) should be|i meant?) )?`,
  'i',
)
const END =
  /(?:[,.] ?(?:no|nope|nah|oh|ah|argh|wait|actually)|[,.]? ?\b(?:sorry|sry|soz|oops|whoops|i meant?|my bad|typo|correction|fat fingers|auto ?correct))[.!]{0,3}$/i
/** "Kitchen tiles, sorry, brain fog" */
const MIDDLE = /, (?:sorry|sry|oops|actually|i mean|i meant)\b.{0,40}$/i
const NOT_THAT = /^(.{1,60}?),? (?:and )?not (?:the |an? |in |at |on )?([^,.;!?]{1,40})[.!]{0,3}(?: .{0,80})?$/i
const BUT_THIS =
  /^not (?:the |an? |in |at |on )?([^,.;!?]{1,40})[,;.] ?(?:but |it['’]?s )?([^,.;!?]{1,60})[.!]{0,3}(?: .{0,80})?$/i
const ONE =
  /^((?:in )?\d[\d:.]{0,6}(?: ?[ap]m)?|\p{L}{1,30}\d\w{0,20}|\p{Lu}\p{L}{2,30})(?:(?:[.!]{1,3}|,)(?: .{0,80})?)?$/u
const NUMBER = /(?<![\d:.])\d[\d:.]{0,20}/g
const CODE = /(?<!\S)\S{0,30}\d\S{0,30}/g
const OFTEN = /\b(?:every|each|weekly)\b|days\b/i
const ALSO = /^(?:and )?(?:on )?((?:mon|tues|wednes|thurs|fri|satur|sun)days?) (?:too|as well|also)[.!]?$/i
const DAY = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/gi
const NAME = /(?<=\S )\p{Lu}\p{L}{1,30}/gu
/** Of what sort such a word is, where another is to take its place. */
const sortOf = (word: string): RegExp =>
  /^\p{L}+\d/u.test(word) ? CODE : /\d/.test(word) ? NUMBER : /^\p{L}{3,6}day$/iu.test(word) ? DAY : NAME

/** The words that were wrong, and those that are right. */
const exchange = (text: string, before: string): [wrong: string, right: string] | undefined => {
  const isSorry = BEGIN.test(text) || END.test(text) || MIDDLE.test(text)
  const whole = text.replace(BEGIN, '').replace(END, '').replace(MIDDLE, '').trim()
  const core = isSorry ? whole.replace(/^(?:it|that)(?:['’]s| is| was) /i, '') : whole
  const [, right, wrong] = NOT_THAT.exec(core) ?? []
  const [, old, other] = BUT_THIS.exec(core) ?? []
  // "Tuesdays too"
  const day = ALSO.exec(core)?.[1]
  const last = day === undefined ? undefined : before.match(DAY)?.at(-1)
  if (last !== undefined && OFTEN.test(before)) return [last, `${last} and ${day}`]
  const one = isSorry ? ONE.exec(core)?.[1] : undefined
  const same = one === undefined ? undefined : before.match(sortOf(one))?.at(-1)
  if (one !== undefined && same !== undefined) return [same, one.replace(/^in (?=\d)/i, '')]
  if (old !== undefined && other !== undefined && has(before, old)) return [old, other]
  if (right !== undefined && wrong !== undefined && has(before, wrong)) return [wrong, right]
  return isSorry ? likest((core.split(/[,.!] /, 1)[0] ?? '').replace(/(?<![.!])[.!]{1,3}$/, ''), before) : undefined
}

/** What was mistyped: the words before that are nearly these. */
const likest = (right: string, before: string): [wrong: string, right: string] | undefined => {
  const size = right.split(' ').length
  if (right.length < 3 || size > 3 || whenIn(right, 0).at !== null) return undefined
  const words = before.split(/[^\p{L}\p{N}'’.:-]{1,20}/u)
  let [found, most]: [string | undefined, number] = [undefined, /\d|^\p{Lu}/u.test(right) ? 0.45 : 0.6]
  for (let at = 0; at + size <= words.length; at += 1) {
    const some = words.slice(at, at + size).join(' ')
    const near = nearness(lower(some), lower(right))
    if (near > most && near < 1 && some.length > 2) [found, most] = [some, near]
  }
  return found === undefined ? undefined : [found, right]
}
/** From 0 to 1: how much of two words stays the same (Levenshtein, 1966). */
const nearness = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1)
      next[j] = Math.min(
        (row[j] as number) + 1,
        (next[j - 1] as number) + 1,
        (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
      )
    row = next
  }
  return 1 - (row[b.length] as number) / Math.max(a.length, b.length)
}
const has = (text: string, words: string): boolean => ` ${text.toLowerCase()} `.includes(words.trim().toLowerCase())

/** What was asked for, with other words in it: told as a change of what was done. */
const exchanged = (text: string, before: string): string | null => {
  if (text.length > 160 || before === '' || before.length > 300) return null
  const [wrong, right] = exchange(text, before) ?? []
  if (wrong === undefined || right === undefined) return null
  const at = before.toLowerCase().lastIndexOf(wrong.trim().toLowerCase())
  const front = before.slice(0, at)
  // "The score" is not to become "the the part".
  const words = /\b(?:the|an?|my|our) $/i.test(front) ? right.trim().replace(/^(?:the|an?|my|our) /i, '') : right.trim()
  const whole = `${front}${words}${before.slice(at + wrong.trim().length)}`
  const [best] = guesses(before)
  if (!best || best.sure < 0.5) return null
  const [was, is] = [slotsIn(before, best.wish), slotsIn(whole, best.wish)]
  if (/^memory\.(?:remember|correct)$/.test(best.wish)) return is.title === '' ? null : `Actually, ${is.title}`
  if (!best.wish.endsWith('.add')) return best.wish === 'none' ? null : whole
  if (is.when !== was.when) return `move it to ${is.when.replace(/^(?:at|on|for) /i, '')}`
  if (is.title === '' || is.title === was.title) return null
  return best.wish === 'schedules.add' ? `change that reminder to say ${is.title}` : `rename it to ${is.title}`
}
