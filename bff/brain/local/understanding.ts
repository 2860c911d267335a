/** Understanding: from a wish to a call, step by step: look up what is spoken of, ask for what is missing, do it, tell it. */
import { acts } from './acts.ts'
import { answers } from './answers.ts'
import { amended } from './amending.ts'
import { type Choice, choicesFor, type Ground } from './choices.ts'
import { doubted, isTold } from './doubting.ts'
import { found } from './findings.ts'
import { type Frame, framesOf } from './frames.ts'
import { languageOf } from './language.ts'
import { callOf, detailsFor, madeIn, type Mind, shapesFor, unread, zoneOf } from './lookups.ts'
import { optionOf } from './options.ts'
import type { Known } from './orders.ts'
import { offers, plainly, quoted, sentence } from './phrases.ts'
import { tasked } from './refusal.ts'
import { failure } from './results.ts'
import { say, type Scene, type Skill } from './scene.ts'
import { parsed } from './shown.ts'
import { lastAsked, type Reply, type Turn } from './talk.ts'
import { done, recalled } from './telling.ts'
import { identity } from './identity.ts'
import { recollection } from './recollection.ts'
import { isOf, lookOf, type Thing, thingsIn } from './things.ts'
import { ASK, asksUs, filled, GO_ON, OFFER, threadOf } from './thread.ts'
import { localOf } from '../../language/when.ts'
import type { Wish } from './wish.ts'
import { meantBy, supposedIn } from './meant.ts'
import { doneBefore, type Ear } from './taught.ts'
import { guessOf, vagueOf } from './wishes.ts'

export const understanding: Skill = (scene) => {
  const heard = hearing(scene)
  if (heard === null) return null
  const { wishes, mind } = heard
  if (mind.thread.declined) return say('All right, nothing was done.')
  const [first] = wishes
  if (first && isForOthers(first, scene)) return null
  const reply = first ? turn(wishes, mind) : null
  if (reply || (first && !['order', 'report', 'event', 'place'].includes(first.form))) return reply
  return vaguely(heard, vagueOf)
}

/** The last resort: a word for something that is known here, and nothing else. Choices, and never an act. */
export const guessing: Skill = (scene) => {
  const heard = hearing(scene)
  return heard && (supposed(heard) ?? vaguely(heard, guessOf))
}

/** What lessons make likely, as choices to tap. */
const supposed = ({ mind, ear }: Heard): Reply | null => {
  const likely = supposedIn(mind.thread.text, ear)
  for (const wish of likely) {
    const look = mind.made.length < 8 ? unread(wish, mind) : undefined
    if (look) return callOf(look, lookOf(look, mind.now))
  }
  // Where nothing is there of the name that was said, it may go by another.
  const each = likely.map((wish): Choice[] => {
    const { some, ground } = chosen(wish, { ...mind, thread: { ...mind.thread, picked: null } })
    const [first] = some
    if (first?.lacks !== 'thing') return first ? [first] : []
    return ground.things.filter((one) => isOf(first.frame, one)).map((thing) => withThing(first, thing))
  })
  // The first of each before the second of any.
  const some = [0, 1, 2].flatMap((at) => each.flatMap((choices) => choices[at] ?? []))
  if (some.length === 0) return null
  const { picked } = mind.thread
  if (picked === null) return { text: `${OFFER}\n\n${offers([...new Set(some.map(optionOf))].slice(0, 3))}` }
  const choice = some.find((each) => plainly(optionOf(each)) === picked)
  const wish = choice && likely.find((each) => chosen(each, mind).some[0]?.frame === choice.frame)
  return wish
    ? turn([choice.thing ? { ...wish, one: choice.thing.id } : wish], {
        ...mind,
        thread: { ...mind.thread, picked: null },
      })
    : null
}

interface Heard {
  readonly wishes: readonly Wish[]
  readonly mind: Mind
  readonly ear: Ear
}
const vaguely = (
  { mind, ear: { known } }: Heard,
  read: (said: string, now: number, known: Known) => Wish | null,
): Reply | null => {
  const vague = read(mind.thread.text, mind.now, known)
  return vague && !isForOthers(vague, mind.scene) ? turn([vague], { ...mind, isVague: true }) : null
}

/** What is said, with all that it is understood by. `null`: it is for others to answer. */
const hearing = (scene: Scene): Heard | null => {
  const { talk, asked, setting, said } = scene
  const frames = framesOf(talk.tools)
  if (frames.length === 0 || languageOf(asked)) return null
  const points = /\b(?:it|that|this|them)\b/i.test(asked) && /\*\*|^- /m.test(said)
  if (!points && !asksUs(said) && acts(scene) !== null) return null
  const { since } = lastAsked(talk)
  const thread = threadOf(scene)
  const zone = zoneOf(scene, since)
  const now = localOf(Date.parse(setting.now) || 0, zone ?? 'UTC')
  // The words that the tools themselves have for what they deal with.
  const known = {
    nouns: new Set(frames.flatMap(({ nouns }) => [...nouns])),
    verbs: new Set(frames.map(({ tool, family }) => tool.name.slice(family.length + 1))),
    values: new Set(
      frames.flatMap(({ fields }) =>
        fields.flatMap(({ name, values }) => (/^(?:as|status|state)$/.test(name) ? values : [])),
      ),
    ),
  }
  const ear: Ear = {
    now,
    known,
    tools: new Set(frames.map(({ tool }) => tool.name)),
    said,
    before: doneBefore(thread.said),
    earlier: thread.said[1] ?? '',
    toolFor: (wish) =>
      choicesFor(wish, frames, { things: [], conversation: '', asked: '', said: [], now, zone })[0]?.frame.tool.name,
  }
  const wishes = thread.declined ? [] : meantBy(amended(thread.text, thread.said, now) ?? thread.text, ear)
  return { wishes, ear, mind: { scene, frames, thread, made: madeIn(since), since, zone, now, isVague: false } }
}

/** What the persona was told answers it better. */
const isForOthers = (wish: Wish, scene: Scene): boolean => {
  if (wish.isRead && (recollection(scene) ?? identity(scene)) !== null) return true
  if (wish.form === 'recall')
    return (
      !/\b(?:my|mine|told|tell|said|say|mention\w*|remember|recall)\b/i.test(scene.asked) && answers(scene) !== null
    )
  if (wish.seeks) return answers(scene) !== null
  const isBare =
    !wish.isHere && wish.form === 'order' && wish.nouns.length === 0 && !wish.points && wish.when.at === null
  return isBare && (tasked(scene) !== null || answers(scene) !== null)
}

const turn = (wishes: readonly Wish[], mind: Mind): Reply | null => {
  const { frames, thread, made, now } = mind
  const lines: string[] = []
  const writes = made.filter(({ name }) => !frames.some(({ tool, reads }) => reads && tool.name === name))
  let next = 0
  const todo = [...wishes]
  /** What comes before the question that was agreed to was done before it was asked. */
  let isDone = thread.agreed && todo.length > 1
  for (let index = 0; index < todo.length; index += 1) {
    const each = todo[index] as Wish
    const wish = index === 0 && todo.length === 1 ? filled(each, thread.fills, now) : each
    /** What else it may mean. */
    const instead = (other: Wish): void => {
      todo[index] = other
      index -= 1
    }
    const look = made.length < 8 ? unread(wish, mind) : undefined
    if (look) return callOf(look, lookOf(look, now))
    const { some, choice, ground } = chosen(wish, mind, lines)
    if (!choice) {
      if (wish.or) {
        instead(wish.or)
        continue
      }
      if (['state', 'recall', 'report', 'event', 'place', 'list', 'lead'].includes(wish.form)) return null
      return wish.form === 'remind' ? say('I have no means to do that here: I was not given a tool for it.') : null
    }
    const { each: all } = choice
    if (all && todo.length + all.length < 12) {
      todo.splice(index, 1, ...all.map(({ id }): Wish => ({ ...each, one: id })))
      index -= 1
      continue
    }
    const first = shapesFor(choice, wish, mind) ?? detailsFor(choice, wish, mind)
    if (first) return first
    const isNever = wish.when.never !== null && ['order', 'event', 'remind'].includes(wish.form) && !choice.frame.reads
    if (isNever) return say(...lines, `There is no ${quoted(wish.when.never, 40)}.`, ASK.time)
    if (wish.or && choice.lacks === 'thing' && !choice.frame.reads) {
      instead(wish.or)
      continue
    }
    const doubt = doubted(wish, choice, some, index, lines, mind)
    if (doubt === null && wish.or) {
      instead(wish.or)
      continue
    }
    if (doubt === 'skip') {
      lines.push(`I did not understand “${quoted(wish.whole, 80)}”.`)
      continue
    }
    if (doubt !== undefined) return doubt
    const { frame } = choice
    if (frame.reads) {
      const told = read(wish, choice, lines, mind)
      if (told === null && wish.or) {
        instead(wish.or)
        continue
      }
      if (typeof told !== 'string') return told
      lines.push(told)
      continue
    }
    if (frame.final) isDone = false
    if (isDone) continue
    const question = asked(choice, ground, lines, mind)
    if (question) return question
    const came = writes[next]
    if (!came) {
      // Where a card asks for it, words would ask twice.
      if (frame.final && !frame.tool.asks && !thread.agreed)
        return say(...lines, `${done(choice).replace(/ is (\w+)/, ' would be $1')}`, GO_ON)
      return callOf(frame, choice.input)
    }
    next += 1
    const wrong = failure(came.content.trim(), parsed(came.content))
    if (wrong !== null) return say(...lines, failed(wrong))
    lines.push(
      frame.sets && wish.form === 'list'
        ? (found(frame, wish, choice.input, came.content, mind) ?? '')
        : `Done: ${done(choice)}`,
    )
  }
  const text = lines.filter((line) => line !== '').join('\n\n')
  return text === '' ? null : { text }
}

const failed = (why: string): string => `That did not work: ${sentence(quoted(why || 'the reason was not given', 240))}`

/** All that it can mean, and what it does mean. */
const chosen = (wish: Wish, { scene, frames, thread, since, now, zone }: Mind, lines: readonly string[] = []) => {
  const ground: Ground = {
    things: thingsIn(since),
    conversation: scene.setting.conversation,
    asked: thread.text,
    said: [...lines.toReversed(), ...thread.said],
    now,
    zone,
  }
  // Answers to our questions fill what was asked for, and change nothing of it.
  const meantBefore = thread.fills.length > 0 ? choicesFor(wish, frames, ground)[0]?.frame : undefined
  const some = choicesFor(wish, meantBefore ? [meantBefore] : frames, ground)
  const choice = thread.picked === null ? some[0] : picked(some, thread.picked, ground.things)
  return { some, choice, ground }
}

/** What a reading tool says, or the call of it. `null`: nothing to the point. */
const read = (wish: Wish, choice: Choice, lines: readonly string[], mind: Mind): string | Reply | null => {
  const { frame, input } = choice
  const { made, since, scene } = mind
  if (choice.lacks === 'thing') return say(...lines, 'I find nothing of that kind.')
  const asksFor = Object.keys(input).length > 0 && (frame.lists || frame.window)
  const mine = made.filter(({ name }) => name === frame.tool.name)
  const was = asksFor ? callsOf(since, frame).findIndex((each) => each === JSON.stringify(input)) : 0
  const own = mine[was]
  if (!own) return callOf(frame, input)
  const wrong = failure(own.content.trim(), parsed(own.content))
  if (wrong !== null) return say(...lines, failed(wrong))
  const told = wish.form === 'recall' ? recalled(wish.body, own.content) : found(frame, wish, input, own.content, mind)
  if (told !== null) return told
  if (wish.seeks)
    return wish.or || isTold(scene)
      ? null
      : say(...lines, `I find nothing like that in your ${frame.family} for the next weeks.`)
  return answers(scene) ?? say(...lines, 'I found nothing about that in what you told me.')
}
/** With what a tool was called since, in order. */
const callsOf = (since: readonly Turn[], { tool }: Frame): string[] =>
  since.flatMap(({ calls }) => calls.filter(({ name }) => name === tool.name).map(({ input }) => input))

/** The question that is left: which one, when, or what it says. */
const asked = (choice: Choice, ground: Ground, lines: readonly string[], { thread }: Mind): Reply | null => {
  const { frame, lacks, among } = choice
  if (thread.picked === null && (lacks === 'thing' || among.length > 1)) {
    const some = (among.length > 1 ? among : ground.things.filter((one) => isOf(frame, one))).slice(0, 3)
    if (some.length === 0) return say(...lines, 'I find nothing of that kind, so nothing was done.')
    const options = [...new Set(some.map((one) => optionOf({ ...choice, thing: one })))]
    return { text: `${ASK.thing}\n\n${offers(options)}` }
  }
  return lacks === 'time' || lacks === 'text' ? say(...lines, ASK[lacks]) : null
}

const picked = (some: readonly Choice[], option: string, things: readonly Thing[]): Choice | undefined => {
  for (const choice of some) {
    if (plainly(optionOf(choice)) === option) return { ...choice, among: [] }
    for (const thing of things.filter((one) => isOf(choice.frame, one)))
      if (plainly(optionOf({ ...choice, thing })) === option) return withThing(choice, thing)
  }
  return undefined
}
const withThing = (choice: Choice, thing: NonNullable<Choice['thing']>): Choice => ({
  ...choice,
  thing,
  among: [],
  lacks: choice.lacks === 'thing' ? null : choice.lacks,
  input: choice.frame.target
    ? { ...choice.input, [choice.frame.target.name]: choice.frame.target.kind === 'refs' ? [thing.id] : thing.id }
    : choice.input,
})
