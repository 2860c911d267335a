/** Restating: a wish as it was read, said again as the plain request that the grammar knows. */
import { PLAIN } from './plain.ts'
import { guesses, type Guess, oftenIn } from './reading.ts'
import { said } from './said.ts'

const POINTS = /\b(?:it|that|this|them|these|those|one|ones)\b/i

export interface Restated extends Guess {
  readonly text: string
  /** Words that are taken as they are: a title, a place, and those of the time. */
  readonly title: string
  readonly thing: string
  readonly place: string
  readonly when: string
  /** Who it is about. */
  readonly who: string
}

/**
 * The likeliest ways to say it again, the best first; those that have no plain form are left out.
 * @param before the action that was done right before, if it is known
 */
export const restated = (text: string, most = 3, before = ''): Restated[] =>
  guesses(text, before)
    .slice(0, most)
    .flatMap((guess) => {
      const say = PLAIN[guess.wish]
      let slots = said(text, guess.wish)
      let plain = say?.(slots) ?? null
      // What is not pointed at is named.
      const isNamed = slots.thing === '' && oftenIn(guess.wish).includes('thing') && !POINTS.test(text)
      if (say && (plain === null || isNamed)) {
        slots = said(text, guess.wish, oftenIn(guess.wish))
        plain = say(slots)
      }
      if (plain === null && guess.wish !== 'none') return []
      const { title, thing, place, when, who } = slots
      return [{ ...guess, text: (plain ?? '').replace(/\s+/g, ' ').trim(), title, thing, place, when, who }]
    })
