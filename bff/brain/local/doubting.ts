/** Doubting: whether a choice is sure enough to be done, and what is said where it is not. */
import { answers } from './answers.ts'
import type { Choice } from './choices.ts'
import type { Frame } from './frames.ts'
import type { Mind } from './lookups.ts'
import { optionOf } from './options.ts'
import { offers, quoted } from './phrases.ts'
import { tasked } from './refusal.ts'
import { say, type Scene } from './scene.ts'
import type { Reply } from './talk.ts'
import { stemsOf } from './things.ts'
import { OFFER } from './thread.ts'
import type { Wish } from './wish.ts'

/** From this score on it is done; and it is this much likelier than the next. */
const SURE = 4.9
const APART = 0.45

/** Where it is not sure enough: choices to tap, or nothing at all. `skip`: only this part of it. */
export const doubted = (
  wish: Wish,
  choice: Choice,
  some: readonly Choice[],
  index: number,
  lines: readonly string[],
  { frames, thread, isVague, scene, made }: Mind,
): Reply | null | 'skip' | undefined => {
  const { frame, lacks, thing } = choice
  if (thread.picked !== null || wish.seeks) return undefined
  const isNamed = wish.nouns.some((noun) => frame.nouns.has(noun))
  // One thing at a time: a word for all of them is no name of one.
  const isMany =
    frame.target && !frame.reads && lacks === 'thing' && /\b(?:all|every|both|each)\b|^my old\b/i.test(wish.body)
  if (isMany && frame.target?.kind === 'refs')
    return say(...lines, 'There is nothing of that kind, so nothing was done.')
  if (isMany) return say(...lines, 'I do that one at a time: name the one that you mean.')
  // Which tool is meant is known, and what it is done to was found.
  if (wish.tool !== undefined && lacks !== 'thing') return undefined
  const draws = frame.fields.some(({ kind, name }) => kind === 'deeds' && name in choice.input)
  const isDated =
    !frame.target &&
    !frame.reads &&
    wish.when.at !== null &&
    (wish.when.hasTime || wish.when.hasDay) &&
    frame.fields.some(({ kind, required }) => kind === 'start' && required)
  // Of nothing that is known here: it is not ours to guess at.
  if (!isNamed && !thing && !draws && !isDated && !frame.sets && wish.form === 'order' && lines.length === 0)
    return isOnly(choice, wish, some) ? undefined : unfound(wish, scene, made)
  if ((wish.form === 'place' || wish.form === 'lead') && (!thing || choice.score < SURE)) return null
  const runner = some.find((other) => other.frame !== frame)
  const unsure =
    isVague ||
    choice.score < SURE ||
    (runner && choice.score - runner.score < APART && !runner.frame.reads && runner.lacks !== 'thing')
  if (!unsure) return undefined
  if (index > 0) return 'skip'
  if (wish.form === 'state' || choice.score < 2.9) return null
  if (['event', 'report'].includes(wish.form) && !isNamed && !thing) return null
  if (!isSome(wish, some, frames)) return null
  const fits = some.filter((one) => one.lacks !== 'thing')
  const likely = (isVague ? byHint(fits, wish) : fits).slice(0, 3)
  return likely.length > 0 ? { text: `${OFFER}\n\n${offers(likely.map(optionOf))}` } : null
}

/** Another skill has words for it. */
export const isTold = (scene: Scene): boolean => tasked(scene) !== null || answers(scene) !== null

/** Something was to be done to what is nowhere to be found. */
const unfound = (wish: Wish, scene: Scene, made: Mind['made']): Reply | null => {
  const isAct = wish.acts.some((act) => act === 'remove' || act === 'change' || act === 'rename')
  if (!isAct || made.length === 0 || wish.points || wish.body === '' || wish.body.split(' ').length > 4) return null
  if (isTold(scene)) return null
  return say(
    `I find nothing called “${quoted(wish.body.replace(/^(?:the|my|our) /i, ''), 60)}” here, so I changed nothing.`,
  )
}

/** Of what is named here, what its own description speaks most of. */
const byHint = (some: readonly Choice[], wish: Wish): Choice[] => {
  const said = new Set(stemsOf(wish.whole))
  const hint = ({ frame, thing, score }: Choice): number =>
    score + 0.8 * new Set(stemsOf(frame.tool.does).filter((one) => said.has(one))).size + (thing ? 0.5 : 0)
  return some
    .filter(({ frame }) => wish.nouns.some((noun) => frame.nouns.has(noun)))
    .map((choice) => ({ choice, hint: hint(choice) }))
    .toSorted((a, b) => b.hint - a.hint)
    .map(({ choice }) => choice)
}

/** "Undo": it needs nothing more, and there is one tool that does so. */
const isOnly = ({ frame }: Choice, wish: Wish, some: readonly Choice[]): boolean =>
  frame.target === undefined &&
  wish.nouns.length === 0 &&
  wish.whole.length < 40 &&
  wish.acts.includes(frame.tool.name.slice(frame.family.length + 1)) &&
  frame.fields.every(({ required }) => !required) &&
  some.length === 1

/** Whether it speaks of anything that is known here. */
const isSome = (wish: Wish, some: readonly Choice[], frames: readonly Frame[]): boolean =>
  some.some(({ thing }) => thing !== undefined) ||
  frames.some(({ nouns }) => wish.nouns.some((noun) => nouns.has(noun)))
