/** Choices: which tool a wish means, on which thing, with which input; the likeliest first, each with what it still lacks. */
import { pointsAtShapes } from './drawing.ts'
import type { Frame } from './frames.ts'
import { actsNamed, isPast, namesOf } from './lexicon.ts'
import { type Meant, nthTold, referent } from './referent.ts'
import { closeTo, manyOf, namesWeek, timeOf, timesAfter, timesThen } from './several.ts'
import { type Filled, fill, type Ground, mainText, times } from './slots.ts'
import { isOf, spokenOf, stemsOf, type Thing } from './things.ts'
import { lower, POINTS, type Wish } from './wish.ts'
import { plain, stem } from './words.ts'

export type { Ground } from './slots.ts'
export interface Choice extends Filled {
  readonly frame: Frame
  readonly score: number
  readonly thing: Thing | undefined
  /** Things that it may be about, where several are as likely. */
  readonly among: readonly Thing[]
  /** It is about each of these. */
  readonly each?: readonly Thing[]
}

/** The noun that says what sort of thing is meant: of "the plan reminders" the second, of "notices about plans" the first. */
const headOf = ({ nouns, whole, about }: Wish): string | undefined => {
  const words = plain(whole).split(' ')
  const [first] = nouns
  if (nouns.length < 2 || first === undefined || about !== undefined) return first
  let at = words.indexOf(first)
  while (at >= 0 && nouns.includes(words[at + 1] ?? '')) at += 1
  return words[at] ?? first
}

/** All that a wish can mean, the likeliest first. */
export const choicesFor = (wish: Wish, frames: readonly Frame[], ground: Ground): Choice[] => {
  const families = [...new Set(frames.map(({ family }) => family))]
  const head = headOf(wish)
  return frames
    .filter(({ tool }) => wish.tool === undefined || tool.name === wish.tool)
    .flatMap((frame): Choice[] => choiceFor(frame, wish, head, ground, families))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.frame.tool.name < b.frame.tool.name ? -1 : 1))
}

const choiceFor = (
  frame: Frame,
  wish: Wish,
  head: string | undefined,
  ground: Ground,
  families: readonly string[],
): Choice[] => {
  const hits = wish.acts.filter((act) => frame.acts.has(act) || (act === 'done?' && frame.acts.has('done')))
  const verb = frame.tool.name.slice(frame.family.length + 1)
  const stands = frame.fields.some(({ values }) => wish.status !== undefined && values.includes(wish.status))
  const isDrawing = frame.fields.some(({ kind }) => kind === 'deeds')
  const draws = isDrawing && pointsAtShapes(wish.whole)
  if (hits.length === 0 && !wish.acts.includes(verb) && !(stands && !frame.reads) && !draws) return []
  // How it can not stand is not meant of it.
  const stand = frame.fields.find(({ kind, required }) => kind === 'enum' && required)
  if (wish.status !== undefined && stand && !stand.values.includes(wish.status)) return []
  const shows =
    frame.lists || frame.sets || (frame.reads && (frame.target !== undefined || frame.window) && !wish.seeks)
  if (wish.form === 'list' && !shows) return []
  if (wish.sets && !frame.sets) return []
  if (wish.seeks && !(frame.lists && frame.window)) return []
  if (wish.form === 'lead' && !frame.fields.some(({ kind }) => kind === 'lead')) return []
  if (frame.acts.has('correct') && wish.form === 'order' && !wish.nouns.some((noun) => frame.nouns.has(noun))) return []
  // To add to something is said so; to make something new is another wish.
  if (
    frame.target &&
    !isDrawing &&
    hits.every((act) => act === 'add') &&
    !/\badd\b|\bput\b.{1,200}\b(?:on|in|into|to)\b/i.test(wish.whole)
  )
    return []
  if (wish.form === 'recall' && frame.target) return []
  const has = (noun: string): boolean => frame.nouns.has(noun) || frame.family.startsWith(noun)
  const named = wish.nouns.some(has)
  let score = 3 + (head !== undefined && has(head) ? 3 : named ? 1.5 : wish.nouns.length > 0 ? -2 : 0)
  // Its own verb is nearer than one that its description has.
  const own = actsNamed(verb)
  if (wish.acts.some((act) => verb === act || own.includes(act))) score += 0.6
  // "A new one" is none that there is.
  const isFresh = head !== undefined && frame.target && !frame.reads && namesOf(frame.kind).has(head)
  if (isFresh && ['a', 'an', 'new', 'another'].some((word) => ` ${plain(wish.whole)} `.includes(` ${word} ${head} `)))
    score -= 2
  // What is on a board is changed where it is spoken of, and not the board.
  if (draws) score += 3
  else if (isDrawing && hits.every((act) => act !== 'draw' && act !== 'add')) return []
  // A step is added to what there is.
  if (
    !frame.target &&
    !frame.reads &&
    head !== undefined &&
    /^(?:steps?|tasks?)$/.test(head) &&
    !wish.nouns.some((noun) => namesOf('plan').has(noun))
  )
    return []
  // "Done", and no more: a step, but no whole plan.
  if (
    wish.body === '' &&
    !wish.points &&
    wish.acts.includes('done') &&
    frame.fields.some(({ kind }) => kind === 'items')
  )
    return []
  const filling = (thing?: Thing): Filled => fill(frame, wish, thing, ground, families)
  if (!frame.target) return choiceOfNew(frame, wish, score, named, filling(), ground)
  return choiceOfThing(frame, wish, score, named, ground, filling)
}

/** A tool that takes no thing: it makes one, shows several, or sets what holds. */
const choiceOfNew = (
  frame: Frame,
  wish: Wish,
  base: number,
  named: boolean,
  filled: Filled,
  { things }: Ground,
): Choice[] => {
  let score = base
  const isSet = wish.hours !== undefined || wish.zone !== undefined
  const isSwitch = wish.acts.includes('pause') || wish.acts.includes('resume')
  if (frame.sets && wish.form !== 'list' && !isSet && !isSwitch) return []
  if (frame.sets && wish.form === 'list') score -= 0.3
  if (frame.sets && isSet) score += 2
  if (frame.window && wish.acts.some((act) => act === 'free' || act === 'suggest')) score += 2
  // Something of that name is there: to add it once more is hardly meant.
  const isThere =
    wish.form === 'event' &&
    things.some(
      (one) =>
        one.family === frame.family &&
        one.label.includes(' ') &&
        ` ${plain(wish.body)} `.includes(` ${plain(one.label)} `),
    )
  if (isThere) score -= 3
  const slots = times(frame)
  if (wish.when.at !== null && slots.length > 0) score += 1
  if (wish.form === 'event' || wish.form === 'order') score += filled.lacks === null ? 0.4 : 0
  // What is only said to be at a time is for the tool that can do nothing without one.
  const isDated = slots.some(({ required }) => required) && filled.lacks === null && wish.when.at !== null
  if (isDated && !named && wish.nouns.length === 0 && ['order', 'event'].includes(wish.form)) score += 1.2
  if (
    frame.window &&
    wish.when.minutes !== null &&
    frame.fields.some(({ kind, required }) => kind === 'length' && required)
  )
    score += 0.6
  return [{ frame, score, thing: undefined, among: [], ...filled }]
}

const choiceOfThing = (
  frame: Frame,
  wish: Wish,
  base: number,
  named: boolean,
  ground: Ground,
  filling: (thing?: Thing) => Filled,
): Choice[] => {
  let score = base
  const all = ground.things.filter((thing) => isOf(frame, thing) && thing.id !== ground.conversation)
  const paused = /\b(?:the|that|my|this) paused\b/i.test(ground.asked)
    ? all.filter(({ row }) => row.active === false)
    : []
  const own = paused.length > 0 ? paused : all
  const content = wish.by === undefined ? aboutOf(wish) : telling(wish.by, own)
  const found = spokenOf(content, own)
  const exact = found.find(({ thing }) => ` ${plain(content)} `.includes(` ${plain(thing.label)} `))
  const best = exact && (found[0]?.score ?? 0) - exact.score < 0.2 ? exact : found[0]
  let [thing, sure] = [best?.thing, best?.score ?? 0]
  const pinned = own.find(({ id }) => id === wish.one) ?? nthTold(wish.nth ?? content, own, ground.said)
  if (pinned) return [{ frame, score: score + 3, thing: pinned, among: [], ...filling(pinned) }]
  const namedBy = (words: string): string[] =>
    stemsOf(words).filter((one) => !frame.nouns.has(one) && ![...frame.nouns].some((noun) => stem(noun) === one))
  const bareOf = namedBy(content)
  // "Cancel the pilates, I don't need it any more": of what is not there nothing else is taken out.
  const [clause = ''] = wish.body.split(/[,;.!?] /, 1)
  const isOther = wish.acts.includes('remove') && namedBy(clause).length > 0 && !POINTS.test(lower(clause))
  const isHere =
    wish.isHere === true ||
    (frame.kind === 'conversation' &&
      (bareOf.length === 0 || sure === 0) &&
      (named || wish.nouns.includes('chat')) &&
      /\b(?:this|our|the current|title|name|it)\b/i.test(wish.whole))
  const isPointed =
    sure < 0.3 &&
    ((wish.points && !isOther) ||
      (bareOf.length === 0 && !(frame.reads && wish.when.at !== null && wish.form === 'list')))
  let pointed: readonly Thing[] = []
  if (isHere) [thing, sure] = [thingHere(frame.kind, ground.conversation), 1]
  else if (isPointed) {
    const meant = referent(own, ground.said) ?? wholeOf(referent(ground.things, ground.said), own)
    thing = meant?.thing
    // Of several at once each is less likely to be meant.
    sure = (meant?.sure ?? 0) - (meant && meant.among.length > 1 ? 0.3 : 0)
    if (meant) pointed = meant.among
    else if (named && own.length === 1 && bareOf.length === 0) [thing, sure] = [own[0], 0.8]
  }
  // Who is somewhere is no entry that is there.
  if (wish.form === 'place' && !wish.points && !/^(?:the|our) /i.test(wish.whole) && !exact) return []
  if (wish.to === 'done?' && !isDoneTo(wish, thing)) return []
  const many = frame.target?.kind === 'refs' ? manyOf(wish, own, ground) : []
  if (many.length === 1) [thing, sure] = [many[0], 1]
  if (many.length > 1 && frame.target) {
    const filled = filling()
    const input =
      filled.input.all === true || (frame.fields.some(({ name }) => name === 'all') && !wish.points)
        ? { ...filled.input, all: true }
        : { ...filled.input, [frame.target.name]: many.map(({ id }) => id) }
    return [{ frame, score: score + 2, thing: undefined, among: [], ...filled, input, lacks: null }]
  }
  const then = thing && sure >= 0.3 && frame.target?.name === 'id' ? timesThen(thing, own, wish, ground.now) : undefined
  if (thing && frame.target?.name === 'id') thing = timeOf(thing, own, wish, ground)
  // There is none of it then, or there are several.
  const others =
    then?.length === 1 || !thing ? [] : then?.length === 0 ? timesAfter(thing, own, ground.now) : (then ?? [])
  const close = closeTo(found, thing, sure)
  const among =
    pointed.length > 1
      ? pointed
      : others.length > 1
        ? others
        : close.length > 1 && best === found[0] && thing?.id === found[0]?.thing.id
          ? close
          : []
  if (thing === undefined || sure < 0.3) {
    const filled = filling()
    if (frame.target?.kind === 'refs' && filled.input.all === true)
      return [{ frame, score: score + 2, thing: undefined, among: [], ...filled, lacks: null }]
    const isNeeded = frame.target?.required || wish.points || frame.target?.kind === 'refs'
    if (isNeeded) return [{ frame, score: score - 1.5, thing: undefined, among: [], ...filled, lacks: 'thing' }]
    return choiceOfAny(frame, score, named, content, filled)
  }
  if (frame.family === 'memory' && /^(?:everything|all)\b.{0,30}\b(?:about|of|on) (?!me\b)/i.test(wish.body)) {
    const main = mainText(frame)
    const input = main ? { [main.name]: wish.body.replace(/^.*?\b(?:about|of|on) /i, '') } : {}
    return [{ frame, score: score + 2, thing: undefined, among: [], lacks: null, field: '', input }]
  }
  score += 1 + 2 * sure + (exact && thing.label === exact.thing.label && sure > 0.6 ? 0.4 : 0)
  const filled = filling(thing)
  const changed = Object.keys(filled.input).length > 1
  if (frame.acts.has('change') && !frame.reads && !changed && filled.lacks === null && !wish.acts.includes('remove'))
    score -= 3
  const each = then && then.length > 1 && then.length <= 10 && namesWeek(wish) ? then : undefined
  return [{ frame, score, thing, among: each ? [] : among, ...filled, ...(each ? { each } : {}) }]
}

/** Of a part that was told, what it is a part of. */
const wholeOf = (part: Meant | undefined, own: readonly Thing[]): Meant | undefined => {
  const thing = own.find(({ id }) => id === part?.thing.parent?.id)
  return part && thing ? { ...part, thing, among: [] } : undefined
}

const thingHere = (kind: string, id: string): Thing => ({
  kind,
  family: 'chat',
  id,
  label: 'this conversation',
  row: {},
  stems: new Set(),
})

const isDoneTo = (wish: Wish, thing: Thing | undefined): boolean =>
  thing !== undefined &&
  plain(wish.whole)
    .split(' ')
    .some((word) => isPast(word, thing.label.split(' ')[0] ?? ''))

/** A tool that can do without a thing: it takes words instead, or what was used last. */
const choiceOfAny = (frame: Frame, score: number, named: boolean, content: string, filled: Filled): Choice[] => {
  const main = mainText(frame)
  const text = content
    .replace(/^(?:everything|all)\b(?: (?:that )?(?:you )?(?:know|remember|have))?(?: (?:about|of|on))?/i, '')
    .replace(/^(?:what i told you |what you know )?about /i, '')
    .replace(/^my /i, '')
    .trim()
  if (frame.fields.some(({ kind, name }) => kind === 'deeds' && name in filled.input))
    return [{ frame, score: score + (named ? 0 : 2.5), thing: undefined, among: [], ...filled }]
  const isWhole = 'everything' in filled.input || !main
  const input = isWhole ? filled.input : { ...filled.input, [main.name]: text }
  return [
    {
      frame,
      score,
      thing: undefined,
      among: [],
      ...filled,
      input,
      lacks: !isWhole && text === '' ? 'text' : filled.lacks,
    },
  ]
}

/** Of a whole sentence the words that name one of these. */
const telling = (words: string, own: readonly Thing[]): string =>
  words
    .split(/\s+/)
    .filter((word) => /^\p{L}{3,}/u.test(word) && !SAYS.test(word) && spokenOf(word, own).length > 0)
    .join(' ')

/** What many facts have in common. */
const SAYS = /^(?:called|named|calls)$/i

/** The words that say which thing: without the new name, where one is given. */
const aboutOf = (wish: Wish): string => {
  // What is put right is found by what the sentence is about, not by what is new in it.
  if (wish.acts.includes('correct') && wish.form === 'state')
    return wish.body.split(/\b(?:is|are|was|at|in|with|to|not)\b/i)[0] ?? ''
  if (wish.acts.includes('add')) {
    const colon = /^([^:]{0,80}):/.exec(wish.body)?.[1]
    const into = / (?:to|on|in|into) ((?:my |the |our )?[^:]{1,80})$/i.exec(wish.body)?.[1]
    const before = /^in (?:the|my|our) (.{2,60}?),/i.exec(wish.whole)?.[1]
    const on = /\b(?:on|to) (?:the|my|our) (.{2,40}?board)\b/i.exec(wish.whole)?.[1]
    return before ?? on ?? colon ?? into ?? wish.body
  }
  return wish.body
}
