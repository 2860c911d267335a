/** Moments: the words of times, as lessons marked them, in the words that are usual. */
import { ordinalOf } from '../../../language/names.ts'
import { whenIn } from '../../../language/when.ts'

/** So much earlier or later. */
export const AMOUNT =
  /^(?:starting |starts |start )?(?:back |forward |up )?(?:by )?((?:an?|one|two|three|four|half an|an hour and a half|a couple of|\d{1,3})(?: and a half)? ?(?:minutes?|mins?|hours?|hrs?|h|days?|weeks?)) ?(later|earlier|back|forward|sooner)?(?: than .{1,30}| tomorrow| today| tonight)?$/i
/** Again and again. */
export const OFTEN = /\b(?:every|each|daily|week\w*|\w+days)\b/i

/** Whether words say a time at all. */
export const isTime = (words: string): boolean => {
  const { at, minutes, rule, never } = whenIn(words, SOME)
  return at !== null || minutes !== null || rule !== null || never !== null || AMOUNT.test(words) || OFTEN.test(words)
}
/** How many minutes words say; `null` where they say no length. */
export const minutesIn = (words: string): number | null => whenIn(words, SOME).minutes
/** Any moment at all. */
const SOME = Date.UTC(2026, 0, 14, 10)

/** Times in the words that are usual for them. */
export const usual = (when: string): string =>
  when
    .replace(/(?<![ap]\.m)[.!?] \p{Lu}.*$/u, '')
    .replace(/\b(at|from|to|until|till|for) ([01]\d|2[0-3])([0-5]\d)\b/gi, '$1 $2:$3')
    .replace(/\b([01]\d|2[0-3])([0-5]\d) ?(?:hours|hrs|h)\b/gi, '$1:$2')
    .replace(/\b(?:every|each) (?:alternate|second)\b/i, 'every other')
    .replace(/\beach (?=two |three |four |other |\d)/i, 'every ')
    .replace(/\b(?:like|about|roughly|approximately) (?=\d|an? |half |one |two |ten |twenty )/i, '')
    .replace(/^when (.{3,30}) (?:are|is) up$/i, 'in $1')
    .replace(/\bthe ((?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:the )?(\d{1,2})(?= at\b|$)/i, 'on the $2th')
    .replace(/\bthe (\w{5,11}) (?=of (?:each|every|the) month)/i, (whole, word: string) => {
      const day = ordinalOf(word.toLowerCase())
      return Number.isNaN(day) ? whole : `the ${day}th `
    })

/** "When I get up, at six fifteen": the half of the day is said elsewhere. */
export const inTheMorning = (when: string, text: string): string =>
  HOUR.test(when) && !HALF.test(when) && MORNING.test(text) ? `${when} in the morning` : when
const HOUR = /\b(?:[5-9]|1[01])(?:[:.]\d\d)?\b|\b(?:five|six|seven|eight|nine|ten|eleven)\b/i
/** Which half of the day it is, or that it is no time of day. */
export const HALF =
  /\d ?[ap]\.?m\b|\bmorning|\bafternoon|\bevening|\bnight|\btonight|\bnoon|\bmidday|\b0\d:|\b1[3-9]\b|\b2[0-4]\b|\bminutes?|\bhours?/i
const MORNING = /\b(?:mornings?|(?:i|we) (?:get|wake) up|breakfast|wake(?: me|-up)?|school run)\b/i

/** "Hens need letting out at half five every morning, set me a reminder for it": the first of it, without its times. */
export const statementIn = (text: string): string => {
  const [first = ''] = text.split(/[.,;!?](?: |$)/, 1)
  return first === text ? '' : whenIn(first, SOME).rest
}
