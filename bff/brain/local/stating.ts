/** Stating: what a person tells of themselves, or puts right. */
import { factsIn } from '../../memory/facts.ts'
import { KEEP, PLAN, SELF, WRONG } from './forms.ts'
import { THING } from './lexicon.ts'
import { bare, lower, make, type Reader } from './wish.ts'

/** "I no longer live in Hamburg, it's Cologne now." */
const CHANGED =
  /^(?:i no longer|i (?:don't|do not) .{2,60}? any ?more|i used to|i(?:'ve| have)? (?:quit|left|sold|gave up|given up|stopped|switched)|my .{2,40}? (?:has changed|changed|is different|isn't|is not|aren't|wasn't|doesn't|does not))\b.{0,80}[,;.] ?(?:but |and |now )?(?:it's|it is|i'm|i am|i|now|he's|she's|they're) .{2,80}$/

/** How somebody likes what is done here is nothing about them. */
const LIKES_US = new RegExp(`^(?:i|we) (?:like|love|hate|dislike|prefer) (?:your |the |these |those )?${THING}$`)

/** Something to remember, or to correct. */
export const stating: Reader = (saying) => {
  const { first, core, low, when, about, isForget } = saying
  // What is put right, and what is told.
  const wrong = WRONG.exec(lower(first))
  if (wrong) {
    const text = bare(first.slice(wrong[0].length).replace(/^[\s,:]+/, ''))
    if (
      SELF.test(lower(text)) ||
      factsIn(text).length > 0 ||
      /^(?:she|he|it|they|that)(?:'s|'re| is| are)\b/.test(lower(text)) ||
      /^i (?:don't|do not|no longer) .{2,80}?,? (?:but |now |and |because )?i(?:'m| am|'ve| have|\b)/.test(lower(text))
    )
      return make(saying, ['correct'], 'state', text, ['fact'], {
        when: { ...when, rest: text },
        or: make(saying, ['remember'], 'state', text, ['memory'], { when: { ...when, at: null } }),
      })
  }
  if (CHANGED.test(lower(core)) && !first.endsWith('?'))
    return make(saying, ['correct'], 'state', core, ['fact'], {
      when: { ...when, rest: core },
      or: make(saying, ['remember'], 'state', core, ['memory'], { when: { ...when, at: null } }),
    })
  const keep = isForget ? /^(?:don't|do not) forget(?:[,:]? that\b|\s*[:,])?/.exec(lower(core)) : KEEP.exec(lower(core))
  if (
    keep &&
    !about &&
    !/^(?:save|store|note|write down|note down) ?(?:the irony|as\b|file)/.test(lower(core)) &&
    !lower(core).startsWith('note the') &&
    !/^(?:note|write|jot).*\b(?:white)?board\b/i.test(core)
  )
    return make(saying, ['remember'], 'state', core.slice(keep[0].length), ['memory'])
  if (
    !about &&
    !first.endsWith('?') &&
    !/\bif\b/.test(low) &&
    (SELF.test(lower(core)) || factsIn(core).length > 0) &&
    !PLAN.test(lower(core)) &&
    !/^(?:i'm|i am) (?:done|working|giving|going)/.test(lower(core)) &&
    !/^my (?:schedule|rent)\b/.test(lower(core)) &&
    !LIKES_US.test(lower(core))
  )
    return make(saying, ['remember'], 'state', core, ['memory'], { when: { ...when, at: null } })
  return undefined
}
