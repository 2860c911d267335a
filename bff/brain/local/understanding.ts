/** Understanding: from a wish to a call, step by step: look up what is spoken of, ask for what is missing, do it, tell it. */
import { acts } from './acts.ts'
import { answers } from './answers.ts'
import { type Choice, choicesFor, type Ground, optionOf } from './choices.ts'
import { type Frame, framesOf } from './frames.ts'
import { languageOf } from './language.ts'
import { tasked } from './refusal.ts'
import { failure } from './results.ts'
import { say, type Scene, type Skill } from './scene.ts'
import { parsed } from './shown.ts'
import { lastAsked, type Reply, type Turn } from './talk.ts'
import { done, listed, recalled } from './telling.ts'
import { lookOf, sourcesOf, type Thing, thingsIn } from './things.ts'
import { localOf, whenIn } from '../../language/when.ts'
import { bare, vagueOf, type Wish, wishesOf } from './wishes.ts'
import { sentence, quoted } from './phrases.ts'

const ASK = { time: 'When should that be?', text: 'What should it say?', thing: 'Which one do you mean?' } as const
const GO_ON = 'That cannot be undone. Say yes to go on.'
const OFFER = 'I am not sure what you mean. Is it one of these?'
const YES = /^(?:yes|yep|yeah|sure|ok|okay|go ahead|go on|do it|confirm|confirmed|of course|please do)\b.{0,30}$/
const NO =
  /^(?:no|nope|nah|never ?mind|cancel|stop|forget it|forget about it|leave it|do not|no thanks|rather not|none)\b.{0,20}$/
/** From this score on it is done; and it is this much likelier than the next. */
const SURE = 4.9
const APART = 0.45

/** What the person asked for, with what was answered since to our questions. */
interface Thread {
  readonly text: string
  readonly fills: readonly string[]
  readonly picked: string | null
  readonly agreed: boolean
  readonly declined: boolean
  /** What was said before it all. */
  readonly said: readonly string[]
}

const asksUs = (text: string): boolean =>
  text.endsWith(ASK.time) ||
  text.endsWith(ASK.text) ||
  text.endsWith(GO_ON) ||
  text.startsWith(OFFER) ||
  text.startsWith(ASK.thing)

const threadOf = ({ talk, asked, core }: Scene): Thread => {
  const turns = talk.turns.filter(({ by, text }) => by !== 'tool' && text.trim() !== '')
  const end = turns.findLastIndex(({ by }) => by === 'person')
  const answered: string[] = []
  let [at, picked, agreed]: [number, string | null, boolean] = [end, null, false]
  while (
    at >= 2 &&
    turns[at - 1]?.by === 'persona' &&
    turns[at - 2]?.by === 'person' &&
    asksUs(turns[at - 1]?.text.trim() ?? '')
  ) {
    const question = turns[at - 1]?.text.trim() ?? ''
    const answer = turns[at]?.text.trim() ?? ''
    const isPick = question.split('\n').includes(`- ${answer}`)
    if (question.endsWith(GO_ON)) {
      if (at === end && !YES.test(core) && !NO.test(core)) break
      agreed = true
    } else if (question.startsWith(OFFER) || question.startsWith(ASK.thing)) {
      if (!isPick && !(at === end && NO.test(core))) break
      picked = answer
    } else answered.unshift(answer)
    at -= 2
  }
  const said = [turns[at - 1]?.text ?? '', turns[at - 2]?.text ?? ''].filter((text) => text !== '')
  const declined = at < end && NO.test(core)
  return {
    text: at < end ? (turns[at]?.text ?? '') : asked,
    fills: answered,
    picked,
    agreed: agreed && YES.test(core),
    declined,
    said,
  }
}

const zoneOf = ({ talk, setting }: Scene, since: readonly Turn[]): string | undefined => {
  const told = /\bzone: ?([A-Z][A-Za-z_]+\/[A-Za-z_/+-]+|UTC)/.exec(talk.system)?.[1]
  const shown = since.flatMap(({ by, text }) =>
    by === 'tool' ? (/"zone":"([A-Za-z_/+-]{3,60})"/.exec(text)?.[1] ?? []) : [],
  )[0]
  const zone = told ?? shown
  try {
    if (zone !== undefined) localOf(Date.parse(setting.now) || 0, zone)
    return zone
  } catch {
    return undefined
  }
}

/** What was missing, taken from the answers in their order. */
const filled = (wish: Wish, fills: readonly string[], now: number): Wish => {
  let made = wish
  for (const words of fills) {
    const when = whenIn(bare(words), now)
    const isTime =
      when.at !== null && made.when.at === null && (when.rest.length < words.length / 2 || made.body !== '')
    made = isTime
      ? { ...made, when }
      : { ...made, body: bare(words).replace(/^(?:to|about|that|it should say|it is|it's) /i, '') }
  }
  return made
}

const callOf = (frame: Frame, input: Readonly<Record<string, unknown>> = {}): Reply => ({
  call: { name: frame.tool.name, input },
})

interface Made {
  readonly name: string
  readonly content: string
}
const madeIn = (since: readonly Turn[]): Made[] => {
  const names = new Map(since.flatMap(({ calls }) => calls).map((call) => [call.id, call.name]))
  return since.flatMap(({ by, answers: id, text }) =>
    by === 'tool' ? [{ name: names.get(id) ?? '', content: text }] : [],
  )
}

export const understanding: Skill = (scene) => {
  const { talk, asked, setting, said } = scene
  const frames = framesOf(talk.tools)
  if (frames.length === 0 || languageOf(asked)) return null
  const points = /\b(?:it|that|this|them)\b/i.test(asked) && said.includes('**')
  if (!points && !asksUs(said) && acts(scene) !== null) return null
  const { since } = lastAsked(talk)
  const thread = threadOf(scene)
  if (thread.declined) return say('All right, nothing was done.')
  const zone = zoneOf(scene, since)
  const now = localOf(Date.parse(setting.now) || 0, zone ?? 'UTC')
  const made = madeIn(since)
  // The words that the tools themselves have for what they deal with.
  const known = {
    nouns: new Set(frames.flatMap(({ nouns }) => [...nouns])),
    verbs: new Set(frames.map(({ tool, family }) => tool.name.slice(family.length + 1))),
  }
  const wishes = wishesOf(thread.text, now, known)
  const vague = wishes.length === 0 ? vagueOf(thread.text, now, known) : null
  if (vague) wishes.push(vague)
  if (wishes.length === 0) return null
  const first = wishes[0]
  if (
    first?.form === 'recall' &&
    !/\b(?:my|mine|told|tell|said|say|mention\w*|remember|recall)\b/i.test(asked) &&
    answers(scene)
  )
    return null

  if (first?.form === 'order' && first.nouns.length === 0 && !first.points && (tasked(scene) || answers(scene)))
    return null

  const lines: string[] = []
  const writes = made.filter(({ name }) => !frames.some(({ tool, reads }) => reads && tool.name === name))
  let next = 0
  for (const [index, each] of wishes.entries()) {
    const wish = index === 0 && wishes.length === 1 ? filled(each, thread.fills, now) : each
    // Times are local: the zone is told, or what is scheduled shows it.
    const dated = frames.filter(
      ({ acts: can, fields }) =>
        wish.when.at !== null && wish.acts.some((act) => can.has(act)) && fields.some(({ kind }) => kind === 'zone'),
    )
    const clocks =
      zone === undefined
        ? dated.flatMap((frame) => frames.filter((one) => one.lists && one.family === frame.family))
        : []
    const able = frames.filter((frame) => wish.acts.some((act) => frame.acts.has(act)) && frame.target && !frame.lists)
    const meant = able.filter(({ nouns }) => wish.nouns.some((noun) => nouns.has(noun)))
    const here = wish.nouns.length > 0 ? meant : able
    const wanted =
      wish.form === 'list' || wish.form === 'recall' || wish.form === 'remind'
        ? []
        : here.flatMap((frame) => sourcesOf(frames, frame))
    const unread = [...new Set([...clocks, ...wanted])]
      .filter((frame) => !made.some(({ name }) => name === frame.tool.name) && lookOf(frame, now))
      .slice(0, 5)
    if (unread[0] && made.length < 8) return callOf(unread[0], lookOf(unread[0], now))

    const ground: Ground = { things: thingsIn(since), conversation: setting.conversation, said: thread.said, now, zone }
    // Answers to our questions fill what was asked for, and change nothing of it.
    const meantBefore = thread.fills.length > 0 ? choicesFor(each, frames, ground)[0]?.frame : undefined
    const some = choicesFor(wish, meantBefore ? [meantBefore] : frames, ground)
    const choice = thread.picked === null ? some[0] : picked(some, thread.picked, ground.things)
    if (!choice) {
      if (wish.form === 'state' || wish.form === 'recall' || wish.form === 'report' || wish.form === 'event')
        return null
      return wish.form === 'remind' ? say('I have no means to do that here: I was not given a tool for it.') : null
    }
    const { frame, lacks, thing } = choice
    const isNamed = wish.nouns.some((noun) => frame.nouns.has(noun))
    // Of nothing that is known here: it is not ours to guess at.
    // One thing at a time: a word for all of them is no name of one.
    const isMany =
      frame.target && !frame.reads && lacks === 'thing' && /\b(?:all|every|both|each)\b|^my old\b/i.test(wish.body)
    if (isMany) return say(...lines, 'I do that one at a time: name the one that you mean.')
    const draws = frame.fields.some(({ kind, name }) => kind === 'deeds' && name in choice.input)
    if (!isNamed && !thing && !draws && wish.form === 'order' && thread.picked === null && lines.length === 0)
      return null
    const runner = some.find((other) => other.frame !== frame)
    const unsure =
      thread.picked === null &&
      (vague !== null ||
        choice.score < SURE ||
        (runner && choice.score - runner.score < APART && !runner.frame.reads && runner.lacks !== 'thing'))
    if (unsure && index === 0) {
      if (wish.form === 'state' || wish.form === 'event' || wish.form === 'report' || choice.score < 2.9) return null
      if (!isSome(wish, some, frames)) return null
      const offered = some.filter((one) => one.lacks !== 'thing').slice(0, 3)
      return offered.length > 0
        ? { text: `${OFFER}\n\n${offered.map((one) => `- ${optionOf(one)}`).join('\n')}` }
        : null
    }
    if (unsure) {
      lines.push(`I did not understand “${quoted(wish.whole, 80)}”.`)
      continue
    }
    if (frame.reads) {
      const read = made.find(({ name, content }) => name === frame.tool.name && (frame.lists || content !== ''))
      const asksFor = Object.keys(choice.input).length > 0 && frame.lists
      const own = asksFor ? made.filter(({ name }) => name === frame.tool.name).at(unreadOf(made, frame)) : read
      if (!own) return callOf(frame, choice.input)
      const wrong = failure(own.content.trim(), parsed(own.content))
      if (wrong !== null)
        return say(...lines, `That did not work: ${sentence(quoted(wrong || 'the reason was not given', 240))}`)
      const told = frame.lists
        ? listed(wish, own.content, since)
        : wish.form === 'recall'
          ? recalled(wish.body, own.content)
          : listed(wish, own.content, since)
      if (told === null) return answers(scene) ?? say(...lines, 'I found nothing about that in what you told me.')
      lines.push(told)
      continue
    }
    if ((thread.picked === null && lacks === 'thing') || (choice.among.length > 1 && thread.picked === null)) {
      const among = (
        choice.among.length > 1 ? choice.among : ground.things.filter(({ kind }) => kind === frame.target?.name)
      ).slice(0, 3)
      if (among.length === 0) return say(...lines, 'I find nothing of that kind, so nothing was done.')
      const options = among.map((one) => `- ${optionOf({ ...choice, thing: one })}`)
      return { text: `${ASK.thing}\n\n${options.join('\n')}` }
    }
    if (wish.when.never !== null) return say(`There is no ${quoted(wish.when.never, 40)}.`, ASK.time)
    if (lacks === 'time' || lacks === 'text') return say(...lines, ASK[lacks])
    const came = writes[next]
    if (!came) {
      if (frame.final && !thread.agreed)
        return say(...lines, `${done(choice).replace(/ is (\w+)/, ' would be $1')}`, GO_ON)
      return callOf(frame, choice.input)
    }
    next += 1
    const wrong = failure(came.content.trim(), parsed(came.content))
    if (wrong !== null)
      return say(...lines, `That did not work: ${sentence(quoted(wrong || 'the reason was not given', 240))}`)
    lines.push(`Done: ${done({ ...choice, thing })}`)
  }
  return lines.length === 0 ? null : { text: lines.join('\n\n') }
}

/** Whether it speaks of anything that is known here. */
const isSome = (wish: Wish, some: readonly Choice[], frames: readonly Frame[]): boolean =>
  some.some(({ thing }) => thing !== undefined) ||
  frames.some(({ nouns }) => wish.nouns.some((noun) => nouns.has(noun)))

/** Where the reading that was asked for stands, if things were read before to find something. */
const unreadOf = (made: readonly Made[], frame: Frame): number =>
  made.filter(({ name }) => name === frame.tool.name).length - 1

const picked = (some: readonly Choice[], option: string, things: readonly Thing[]): Choice | undefined => {
  for (const choice of some) {
    if (optionOf(choice) === option) return { ...choice, among: [] }
    for (const thing of things.filter(({ kind }) => kind === choice.frame.target?.name))
      if (optionOf({ ...choice, thing }) === option) return withThing(choice, thing)
  }
  return undefined
}
const withThing = (choice: Choice, thing: NonNullable<Choice['thing']>): Choice => ({
  ...choice,
  thing,
  among: [],
  lacks: choice.lacks === 'thing' ? null : choice.lacks,
  input: choice.frame.target ? { ...choice.input, [choice.frame.target.name]: thing.id } : choice.input,
})
