/** Meant: the wishes of a text, as the grammar reads them or as they are known from lessons, whichever is surer. */
import { leadIn } from '../../language/spans.ts'
import { whenIn } from '../../language/when.ts'
import { ENDS, FORBIDS, isForbidden, isTale, QUOTED, READS, WHETHER } from './barred.ts'
import { datedBy, goesOn, halvesOf, isParted } from './halves.ts'
import { HOSTILE, NOT, TALE } from './forms.ts'
import { type Ear, isLearned, type Taught, taught, toolOf } from './taught.ts'
import { bare, lower, NEW, type Wish } from './wish.ts'
import { wishesOf } from './wishes.ts'

/** How sure lessons have to be, from 0 to 1; tuned on the batches that were learned from. */
const SURE = {
  /** Of another tool than the grammar hears, of the same, where it hears a mere statement, and where it hears nothing. */
  against: 0.8,
  same: 0.5,
  told: 0.6,
  alone: 0.4,
  /** To be tried where what the grammar hears finds nothing. */
  perhaps: 0.3,
  /** That nothing is meant; that one wish is, where the grammar hears several. */
  none: 0.8,
  one: 0.95,
  /** Of what has a "not" in it; of what cannot be taken back. */
  not: 0.9,
  end: 0.75,
}
/** Longer texts are no request. */
const LONGEST = 600

/** It puts right what was just done: the grammar knows what that was. */
const AMENDS = /^(?:no|nope|sorry|oh|wait|actually|i meant?|rather)\b/i

/** The wishes of a text, in order. */
export const meantBy = (words: string, ear: Ear): Wish[] => {
  const { now, known } = ear
  const said = words.length > 160 ? words : datedBy(words, ear)
  if (said.length > LONGEST || HOSTILE.test(said) || /^yes\b/i.test(said)) return wishesOf(said, now, known)
  if (FORGETS.test(said) && ear.before.startsWith('memory.')) return wishesOf('forget that', now, known)
  if (RETRACTS.test(said)) return wishesOf('cancel that', now, known)
  const retimed = ear.said.startsWith('Done:') ? (retimedBy(said, now) ?? onlyTime(said, ear)) : null
  if (retimed !== null) return wishesOf(`move it to ${retimed}`, now, known)
  const heard = wishesOf(said, now, known)
  // A sigh is left out where nothing is understood with it.
  const text = heard.length > 0 ? said.replace(FINE, '') : said.replace(SIGH, '')
  const plain = text === said ? heard : wishesOf(text, now, known)
  if (isTale(text)) return []
  if (TALE.test(bare(text)) || QUOTED.test(bare(text))) return plain
  const lead = BEFORE_AT.test(text) ? null : leadIn(text)
  if (!lead)
    return (
      halvesOf(text, ear) ??
      (plain.length > 1 && (isParted(text) || !isOne(text, ear)) ? plain : surer(text, plain, ear))
    )
  if (plain.length === 0) return surer(text, plain, ear)
  // "…, and remind me an hour before."
  if (plain[0]?.lead === undefined || plain[0].form === 'lead') return plain
  const rest = `${lead.before.trimEnd().replace(/[,;]? ?\b(?:and|please|so)$/i, '')} ${lead.after}`.trim()
  const [first, ...more] = surer(rest, plain, ear)
  return first ? [{ ...first, lead: lead.minutes }, ...more] : plain
}

/** "Actually make that 3, they shut early": the new time of what was just done, and nothing else. */
const retimedBy = (said: string, now: number): string | null => {
  const time = RETIMES.exec(said)?.[1] ?? ''
  if (
    time === '' ||
    !/\d|half|quarter|noon|day\b|tomorrow|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve/i.test(time)
  )
    return null
  const { at, rest } = whenIn(/^(?:at|on|in|to) /i.test(time) || !/^\d/.test(time) ? time : `at ${time}`, now)
  return at !== null && rest.trim() === '' ? time.replace(/^(?:at|on|to) /i, '') : null
}

/** That it is one wish with something said around it. */
const isOne = (text: string, ear: Ear): boolean => {
  const [best] = taught(text, ear, 1)
  return best?.wish != null && best.sure >= (goesOn(text) ? SURE.against : SURE.one)
}

/** "At 4", when something was put in a moment ago. */
const onlyTime = (said: string, { before, earlier, now }: Ear): string | null => {
  const text = said.replace(/[.!]{1,3}$/, '').trim()
  if (!before.endsWith('.add') || text.length > 30 || text.includes('?')) return null
  const { at, rule, rest } = whenIn(text, now)
  if (at === null || rule !== null || rest.trim() !== '') return null
  // Where no time was said before, there is none that it is near to.
  return whenIn(earlier, now).hasTime ? text.replace(/^(?:at|on|to) /i, '') : at.slice(11)
}

/** What lessons say of it, or what the grammar does. */
const surer = (text: string, plain: Wish[], ear: Ear): Wish[] => {
  const some = taught(text, ear)
  const [best, second] = some
  const [first] = plain
  if (!best) return plain
  // A question for what there is does no harm.
  if (best.wish === null) return best.sure < SURE.none || first?.form === 'list' ? plain : []
  const core = bare(text)
  // The same is done to another family's things: which one it is, is seen by what is there.
  const isLike = second?.wish && lastOf(second.name) === lastOf(best.name)
  const sure = isLike ? best.sure + second.sure : best.sure
  const tool = first && ear.toolFor(first)
  if (tool !== undefined && !isLearned(tool)) return plain
  const isSame = tool === toolOf(best.name)
  const needed = !first
    ? SURE.alone
    : isSame
      ? SURE.same
      : first.form === 'state' && !SAVES.test(core)
        ? SURE.told
        : SURE.against
  if (sure < needed) {
    // Where there is nothing of the sort that the grammar heard.
    const isPossible =
      first &&
      plain.length === 1 &&
      !first.or &&
      !isSame &&
      best.sure > SURE.perhaps &&
      !ENDS.test(best.name) &&
      !NOT.test(core) &&
      !WHETHER.test(core)
    return isPossible ? [chained([first, best.wish])] : plain
  }
  if (best.name === 'chat.handoff' && NOBODY.test(core)) return plain
  if (NOT.test(core) && (isForbidden(text, best.name) || best.sure < SURE.not)) return plain
  if (WHETHER.test(core) && !READS.test(best.name)) return plain
  if (ENDS.test(best.name) && sure < SURE.end) return isSame ? plain : []
  if (first && ((AMENDS.test(core) && best.sure < 0.85) || (isSame && READS.test(best.name)))) return plain
  if (first && /^(?:extend|shorten|make) .* by /i.test(core)) return plain
  // How it stands was said in a word of the tool's own.
  if (first?.status !== undefined && isSame) return plain
  // Where both hear the same time, fewer words are left for what it is about.
  const isWhole = !NEW.test(best.name) || best.wish.or !== undefined
  if (first && isSame && !isWhole && isSameTime(first, best.wish))
    if ((first.body.length <= best.wish.body.length && !lower(core).startsWith(lower(best.wish.body))) || best.isLoose)
      return plain
  // What cannot be taken back is done to what was named, and nothing else instead.
  if (ENDS.test(best.name) && !best.name.startsWith('agenda') && !isSame) return [best.wish]
  const others = some.slice(1).filter(({ name, sure: each }) => each > 0.1 && !ENDS.test(name))
  const wish = chained([best.wish, ...others.flatMap((each) => each.wish ?? []), ...plain])
  return [first || !READS.test(best.name) ? wish : { ...wish, isRead: true }]
}

const isSameTime = ({ when: a }: Wish, { when: b }: Wish): boolean =>
  a.at === b.at && a.end === b.end && a.rule === b.rule && a.minutes === b.minutes

const lastOf = (name: string): string | undefined => name.split('.').at(-1)

/** Each where the one before it finds nothing. */
const chained = ([first, ...rest]: readonly [Wish, ...Wish[]]): Wish => {
  const [next, ...more] = rest
  return first.or || !next ? first : { ...first, or: chained([next, ...more]) }
}

/** What a text may mean that nothing else understands, where that is worth a question; the likeliest first. */
export const supposedIn = (said: string, ear: Ear): Wish[] => {
  const core = bare(said)
  if (said.length > LONGEST || [HOSTILE, TALE, QUOTED, WHETHER, FORBIDS].some((form) => form.test(core))) return []
  const some = taught(said, ear)
  const whole = (are: (one: Taught) => boolean) => some.reduce((sum, one) => sum + (are(one) ? one.sure : 0), 0)
  if (whole(({ wish }) => wish !== null) < 0.4 || whole(({ wish }) => wish === null) > 0.4) return []
  return some.flatMap(({ wish, sure }) => (wish?.tool !== undefined && sure > 0.1 ? [wish] : []))
}

/** Something is to be kept in mind. */
const SAVES = /\b(?:remember|note|keep|save|store|know|mind|down|record|fyi|log)\b/i

/** "The day before at noon" is a time of its own. */
const BEFORE_AT = /\bthe (?:day|night|evening|morning|afternoon) before at\b/i

/** It is no human being that is wanted. */
const NOBODY =
  /(?:\bnot|n['’]?t|\bnever|\brather than|\bno need|\bwithout)\b(?:(?!\b(?:bot|robot|machine|ai|computer|you|assistant)\b)[^,.;!?]){0,40}\b(?:human|person|people|agent|someone|somebody|team|operator|staff|colleague)\b/i

const SIGHS =
  'oh|ah|oops|whoops|nah|no(?! longer| more| need| way| reason| point| one| idea| use| chance)|nope|all ?right|hmm|wait|sorry|shoot|damn|ugh|actually|silly me|my bad|hang on|hold on|well|right|ok|okay|yeah|yes|dear|grand|great|cool|fine|leave it|on second thoughts?'
const FINE = /^all ?right[,.!] (?=\S)/i
/** "No gym next Tuesday" is no sigh. */
const SIGH = new RegExp(
  `^(?!no (?!make|change|move|put|set|wait|sorry|actually|i\\b|it\\b|that\\b|cancel|let))(?:(?:${SIGHS})[,.!: ]{1,3}){1,4}`,
  'i',
)
const RETIMES = new RegExp(
  `^(?:(?:${SIGHS})[,.!: ]{1,3}){0,4}(?:(?:make|change|move|set|put|do) (?:it|that|this)(?: to| for)?|i meant?|(?:it|that)(?:['’]?s| is| should be| was)|in fact) ?((?:at |on |to )?[^,.;]{1,30}?)(?:[,;.] .{0,60}|,? (?:i mean|instead|rather|not [^,.;]{1,20}|please|pls)){0,2}[.!]{0,3}$`,
  'i',
)
/** "Ok, forget him, I go to another one now": what was just told of. */
const FORGETS = new RegExp(
  `^(?:(?:${SIGHS}|nvm)[,.!: ]{1,3}){0,4}(?:just |please |you can )?(?:forget|delete|erase|remove|drop|wipe|lose|bin|scrap) (?:about )?(?:that|it|this|him|her|them)(?: one| again| now| then| please){0,2}(?:[,.! ][^?]{0,80})?$`,
  'i',
)
/** "Oops, scratch that": what was done last is not to be. */
const RETRACTS = new RegExp(
  `^(?:(?:${SIGHS}|nvm)[,.!: ]{1,3}){0,4}(?:(?:i|we)(?: just| already|['’]ve){0,2} (?:did|done|do|sorted) (?:it|that)(?: already)?[,;.] ?)?(?:just |please )?(?:scratch|scrap|cancel|forget|delete|drop|bin|lose|remove|never ?mind|nvm) (?:about )?(?:that|it|this)(?: one)?(?:[,.! ][^?]{0,60})?$`,
  'i',
)
