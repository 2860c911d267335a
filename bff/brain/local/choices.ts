/** Choices: which tool a wish means, on which thing, with which input; the likeliest first, each with what it still lacks. */
import { deedsIn } from './drawing.ts'
import type { Field, Frame } from './frames.ts'
import { isPast, isThing, namesOf } from './lexicon.ts'
import { lower, quoted, unquoted } from './phrases.ts'
import { spokenOf, stemsOf, type Thing } from './things.ts'
import { whenIn } from '../../language/when.ts'
import type { Wish } from './wishes.ts'
import { plain, stem } from './words.ts'

export interface Choice {
  readonly frame: Frame
  readonly score: number
  readonly thing: Thing | undefined
  readonly input: Readonly<Record<string, unknown>>
  readonly lacks: 'time' | 'text' | 'thing' | null
  /** The field that a text is lacking for. */
  readonly field: string
  /** Things that it may be about, where several are as likely. */
  readonly among: readonly Thing[]
}

export interface Ground {
  readonly things: readonly Thing[]
  readonly conversation: string
  /** What was said right before, by the persona and by the person. */
  readonly said: readonly string[]
  readonly now: number
  readonly zone: string | undefined
}

const times = (frame: Frame): Field[] => frame.fields.filter(({ kind }) => kind === 'time' || kind === 'start')
const MAIN = ['prompt', 'goal', 'title', 'text', 'name', 'query', 'about']
/** The text that a tool is mostly about. */
const mainText = ({ fields }: Frame): Field | undefined =>
  fields.find(({ kind, required }) => kind === 'text' && required) ??
  MAIN.map((name) => fields.find((field) => field.kind === 'text' && field.name === name)).find(Boolean)

/** A thing that was spoken of right before: its words stand in what was said last. */
const referent = (kind: string, { things, said, conversation }: Ground): Thing | undefined => {
  // The conversation itself is called by what was said in it.
  const own = things.filter((thing) => thing.kind === kind && thing.id !== conversation)
  for (const text of said) {
    const words = ` ${plain(text)} `
    const [best] = own
      .filter(({ label }) => label !== '' && words.includes(` ${plain(label)} `))
      .toSorted((a, b) => b.label.length - a.label.length)
    if (best) return best
  }
  for (const text of said) {
    const [best] = spokenOf(text, own)
    if (best && best.score > 0.3) return best.thing
  }
  return undefined
}

const fill = (
  frame: Frame,
  wish: Wish,
  thing: Thing | undefined,
  ground: Ground,
): Omit<Choice, 'frame' | 'score' | 'thing' | 'among'> => {
  const input: Record<string, unknown> = {}
  let lacks: Choice['lacks'] = null
  const words = new Set(
    plain(wish.whole)
      .split(' ')
      .filter((word) => !isThing(word))
      .map(stem),
  )
  const { when } = wish
  const main = mainText(frame)
  const isNew = frame.target === undefined
  for (const field of frame.fields) {
    const { name, kind, values } = field
    if (kind === 'flag') {
      const root = name.slice(0, 6)
      if (wish.acts.includes('pause') && /pause/i.test(field.does)) input[name] = false
      else if (wish.acts.includes('resume') && /pause/i.test(field.does)) input[name] = true
      else if (frame.target && name.startsWith('archiv') && frame.acts.has('restore'))
        input[name] = !wish.acts.includes('restore')
      else if (name === 'everything') {
        if (
          /^(?:everything|all|your memory.*|.*\bmemory of me|everything you know(?: about me)?|all you know(?: about me)?)?$/i.test(
            wish.body,
          )
        )
          input[name] = true
      } else if (
        [...words].some((word) => word.startsWith(root)) ||
        (/^(?:ended|past)$/.test(name) && /\b(?:past|ended|old|former|over)\b/i.test(wish.whole))
      )
        input[name] = true
    } else if (kind === 'enum') {
      const said = values.find(
        (value) => wish.nouns.some((noun) => namesOf(value).has(noun)) || wish.acts.includes(value),
      )
      const seen = values.find(
        (value) => words.has(stem(value)) || (value === 'done' && (words.has('finish') || words.has('complet'))),
      )
      const all =
        values.includes('all') &&
        /\b(?:all|including|every)\b/i.test(wish.whole) &&
        /\b(?:all|includ\w+|finished|done|dropped)\b.*\b(?:finished|done|dropped|ones?)\b/i.test(wish.whole)
      const value = all ? 'all' : (said ?? (isNew || wish.form === 'list' ? seen : undefined))
      if (value !== undefined && !(name === 'kind' && value === 'reminder')) input[name] = value
    }
  }
  // A value that a description names literally, such as `everybody`.
  for (const { name, kind, does } of frame.fields)
    for (const [, literal = ''] of kind === 'text' ? does.matchAll(/`(\w{4,30})`/g) : [])
      if (words.has(stem(literal)) || (literal === 'everybody' && words.has('everyon'))) input[name] = literal
  const changes = thing !== undefined && times(frame).length > 0
  const again = changes ? whenOf(wish, thing, ground) : when
  const slots = times(frame)
  const isSwitch = wish.acts.includes('pause') || wish.acts.includes('resume')
  if (again.at !== null && slots.length > 0 && wish.form !== 'recall' && !isSwitch) {
    // "In a week" is at this time of day; a day alone is at nine.
    const isFromNow = /\bin (?:an?|one|two|three|four|\d+) (?:day|week|month)s?\b|\bfrom now$/i.test(wish.whole)
    const hour = isFromNow ? new Date(ground.now).toISOString().slice(11, 16) : '09:00'
    const at = again.at.length > 10 ? again.at : `${again.at}T${hour}`
    const [rule, start] = [frame.fields.find(({ kind }) => kind === 'rule'), slots.find(({ kind }) => kind === 'start')]
    const once = slots.find(({ kind }) => kind === 'time') ?? start
    if (again.rule !== null && rule && start) Object.assign(input, { [rule.name]: again.rule, [start.name]: at })
    else if (changes && start && typeof thing.row.rule === 'string') input[start.name] = at
    else if (once) input[once.name] = at
    const end = frame.fields.find(({ kind }) => kind === 'end')
    if (end && again.end !== null) input[end.name] = again.end
    const zone = frame.fields.find(({ kind }) => kind === 'zone')
    if (zone && ground.zone !== undefined) input[zone.name] = ground.zone
  }
  const at = wish.whole.indexOf(wish.body.slice(0, 12))
  // What has no field for a time keeps its words.
  const body = slots.length === 0 && when.at !== null && wish.body !== '' && at >= 0 ? wish.whole.slice(at) : wish.body
  const deeds = frame.fields.find(({ kind }) => kind === 'deeds')
  if (deeds) {
    const list = deedsIn(wish.whole.replace(/^(?:draw|sketch|add|put|diagram)\b(?: me)?(?: an?)? ?/i, ''), deeds.values)
    if (list.length > 0) input[deeds.name] = list
    else lacks = 'text'
  }
  const items = frame.fields.find(({ kind }) => kind === 'items')
  if (!isNew && items && wish.acts.includes('add')) {
    const text = itemText(wish, thing)
    if (text === '') lacks = 'text'
    else input[items.name] = [{ text }]
  } else if (isNew && main) {
    const text = wish.form === 'recall' || wish.form === 'state' ? body || wish.whole : newText(frame, body)
    if (text !== '') input[main.name] = text.slice(0, 500)
    else if (main.required || (main.name === 'prompt' && input.kind !== 'brief')) lacks = 'text'
  } else if (
    frame.target &&
    wish.to !== undefined &&
    main &&
    (wish.acts.includes('rename') || wish.acts.includes('change')) &&
    slots.every(({ name }) => !(name in input))
  ) {
    const to = unquoted(wish.to).replace(/^(?:say|be|called) /i, '')
    if (to !== '') input[main.name] = to
  } else if (frame.target && main?.required && !(main.name in input)) {
    if (wish.form === 'state' && body !== '') input[main.name] = stated(body, thing)
    else lacks = 'text'
  }
  if (lacks === null && isNew && !frame.reads && slots.length > 0 && slots.every(({ name }) => !(name in input))) {
    // A time that nobody said is asked for, where the tool can do nothing without one.
    if (frame.fields.some(({ kind }) => kind === 'rule')) lacks = 'time'
  }
  if (frame.target && thing) input[frame.target.name] = thing.id
  return { input, lacks, field: main?.name ?? '' }
}

/** "She is called Maria", where what is known is "My sister is called Ana". */
const stated = (body: string, thing: Thing | undefined): string => {
  const who = thing ? /^(my [\p{L}-]+(?: [\p{L}-]+)?) (?:is|are|was)\b/iu.exec(thing.label)?.[1] : undefined
  return who ? body.replace(/^(?:she|he|it|they|that)(?:['’]s| is| are)\b/i, `${who} is`) : body
}

/** Of "a new plan for the garden" the garden. */
const newText = ({ nouns }: Frame, body: string): string => {
  const words = body.split(' ')
  const word = (at: number): string => (words[at] ?? '').toLowerCase().replace(/[:,]$/, '')
  let from = 0
  while (/^(?:an?|the|new|my|our|empty)$/.test(word(from))) from += 1
  const isNamed = nouns.has(word(from))
  if (isNamed) from += 1
  else from = 0
  while (/^(?:to|for|about|called|named|of|that|:)$/.test(word(from)) && (isNamed || from === 0)) from += 1
  return unquoted(words.slice(from).join(' '))
}

const itemText = ({ body }: Wish, thing: Thing | undefined): string => {
  const colon = /^[^:]{0,80}:\s{0,9}(\S.*)$/.exec(body)
  if (colon?.[1]) return colon[1].trim()
  const quote = /["'“‘](.{2,200})["'”’]/.exec(body)
  if (quote?.[1]) return quote[1]
  const into =
    /^(?:an? )?(?:step |task )?(?:to )?(.{2,200}?) (?:as a step )?(?:to|in|into) (?:my |the |our )?[^:]{1,80}$/i.exec(
      body,
    )
  const text = into?.[1] ?? body.replace(/^(?:an? )?(?:new )?(?:step|task)s?\b(?: to)?/i, '')
  return thing && spokenOf(text, [thing]).some(({ score }) => score > 0.9) ? '' : text.trim()
}

const SHIFT =
  /\b(?:by|back|forward|for|earlier|later)? ?(an?|one|two|three|four|half an|\d{1,3}) (minute|hour|day|week)s?\b/
const AMOUNT: Record<string, number> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, 'half an': 0.5 }
const UNIT: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 }

/** The time for what has one already: a new hour keeps its day, a new day keeps its hour. */
const whenOf = (wish: Wish, thing: Thing, { now }: Ground): Wish['when'] => {
  const start = typeof thing.row.start === 'string' ? thing.row.start.slice(0, 16) : undefined
  const low = wish.whole.toLowerCase()
  const shift =
    /\b(?:postpone|delay|push|shift|bring|move|put|snooze)\b/.test(low) && !/\bto\b|\bat\b/.test(low)
      ? SHIFT.exec(low)
      : null
  if (shift && start) {
    const by = (AMOUNT[shift[1] ?? ''] ?? Number(shift[1])) * (UNIT[shift[2] ?? ''] ?? 0)
    const sign = /earlier|forward|bring/.test(low) ? -1 : 1
    return { ...wish.when, at: new Date(Date.parse(`${start}:00Z`) + sign * by).toISOString().slice(0, 16), rule: null }
  }
  const said = wish.whole.split(/\binstead\b/i)[0] ?? ''
  const when = whenIn(wish.to && !wish.when.at ? `at ${wish.to}` : said, now, { base: start })
  if (when.at === null || start === undefined) return when
  if (when.rule !== null) return when.hasTime ? when : { ...when, at: `${when.at.slice(0, 10)}T${start.slice(11)}` }
  if (!when.hasDay && when.at.length > 10) return { ...when, at: `${start.slice(0, 10)}T${when.at.slice(11)}` }
  return when.hasTime ? when : { ...when, at: `${when.at.slice(0, 10)}T${start.slice(11)}` }
}

const CLOSE = 0.08

/** All that a wish can mean, the likeliest first. */
export const choicesFor = (wish: Wish, frames: readonly Frame[], ground: Ground): Choice[] =>
  frames
    .flatMap((frame): Choice[] => {
      const hits = wish.acts.filter((act) => frame.acts.has(act) || (act === 'done?' && frame.acts.has('done')))
      if (hits.length === 0 && !wish.acts.includes(frame.tool.name.slice(frame.family.length + 1))) return []
      if (wish.form === 'list' && !frame.lists) return []
      if (frame.acts.has('correct') && wish.form === 'order' && !wish.nouns.some((noun) => frame.nouns.has(noun)))
        return []
      // To add to something is said so; to make something new is another wish.
      if (
        frame.target &&
        hits.every((act) => act === 'add') &&
        !/\badd\b|\bput\b.{1,200}\b(?:on|in|into|to)\b/i.test(wish.whole)
      )
        return []
      if (wish.form === 'recall' && frame.target) return []
      const named = wish.nouns.some((noun) => frame.nouns.has(noun) || frame.family.startsWith(noun))
      const kind = frame.target?.name
      let score = 3 + (named ? 3 : wish.nouns.length > 0 ? -2 : 0)
      // Its own verb is nearer than one that its description has.
      if (wish.acts.some((act) => frame.tool.name.endsWith(`_${act}`))) score += 0.6
      if (kind === undefined) {
        const filled = fill(frame, wish, undefined, ground)
        if (wish.when.at !== null && times(frame).length > 0) score += 1
        if (wish.form === 'event' || wish.form === 'order') score += filled.lacks === null ? 0.4 : 0
        return [{ frame, score, thing: undefined, among: [], ...filled }]
      }
      const own = ground.things.filter((thing) => thing.kind === kind)
      const content = aboutOf(wish)
      const found = spokenOf(content, own)
      let thing = found[0]?.thing
      let sure = found[0]?.score ?? 0
      const bareOf = stemsOf(content).filter(
        (one) => !frame.nouns.has(one) && ![...frame.nouns].some((noun) => stem(noun) === one),
      )
      const here =
        kind === 'conversation' &&
        (bareOf.length === 0 || sure === 0) &&
        (named || wish.nouns.includes('chat')) &&
        /\b(?:this|our|the current|title|name|it)\b/i.test(wish.whole)
      if (here)
        [thing, sure] = [{ kind, id: ground.conversation, label: 'this conversation', row: {}, stems: new Set() }, 1]
      else if (sure < 0.3 && (wish.points || bareOf.length === 0)) {
        thing = referent(kind, ground)
        if (thing) sure = 0.9
        else if (named && own.length === 1 && bareOf.length === 0) [thing, sure] = [own[0], 0.8]
      }
      if (
        wish.to === 'done?' &&
        !(
          thing &&
          plain(wish.whole)
            .split(' ')
            .some((word) => isPast(word, thing?.label.split(' ')[0] ?? ''))
        )
      )
        return []
      const close = found.filter((one) => sure > 0 && sure - one.score < CLOSE && one.score >= 0.3)
      const among = close.length > 1 && thing === found[0]?.thing ? close.map((one) => one.thing) : []
      if (thing === undefined || sure < 0.3) {
        const anything = !frame.target?.required && !wish.points
        if (!anything)
          return [
            {
              frame,
              score: score - 1.5,
              thing: undefined,
              among: [],
              ...fill(frame, wish, undefined, ground),
              lacks: 'thing',
            },
          ]
        const filled = fill(frame, wish, undefined, ground)
        const main = mainText(frame)
        const text = content
          .replace(/^(?:everything|all)\b(?: (?:that )?(?:you )?(?:know|remember|have))?(?: (?:about|of|on))?/i, '')
          .replace(/^(?:what i told you |what you know )?about /i, '')
          .replace(/^my /i, '')
          .trim()
        if (frame.fields.some((field) => field.kind === 'deeds' && field.name in filled.input))
          return [{ frame, score: score + (named ? 0 : 2.5), thing: undefined, among: [], ...filled }]
        const input = 'everything' in filled.input || !main ? filled.input : { ...filled.input, [main.name]: text }
        return [
          {
            frame,
            score,
            thing: undefined,
            among: [],
            ...filled,
            input,
            lacks: main && !('everything' in input) && text === '' ? 'text' : null,
          },
        ]
      }
      if (frame.family === 'memory' && /^(?:everything|all)\b.{0,30}\b(?:about|of|on) (?!me\b)/i.test(wish.body)) {
        const main = mainText(frame)
        return [
          {
            frame,
            score: score + 2,
            thing: undefined,
            among: [],
            lacks: null,
            field: '',
            input: main ? { [main.name]: wish.body.replace(/^.*?\b(?:about|of|on) /i, '') } : {},
          },
        ]
      }
      score += 1 + 2 * sure
      const filled = fill(frame, wish, thing, ground)
      const changed = Object.keys(filled.input).length > 1
      if (frame.acts.has('change') && !changed && filled.lacks === null) score -= 3
      return [{ frame, score, thing, among, ...filled }]
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.frame.tool.name < b.frame.tool.name ? -1 : 1))

/** The words that say which thing: without the new name, where one is given. */
const aboutOf = (wish: Wish): string => {
  // What is put right is found by what the sentence is about, not by what is new in it.
  if (wish.acts.includes('correct') && wish.form === 'state')
    return wish.body.split(/\b(?:is|are|was|at|in|with|to|not)\b/i)[0] ?? ''
  if (wish.acts.includes('add')) {
    const colon = /^([^:]{0,80}):/.exec(wish.body)?.[1]
    const into = / (?:to|on|in|into) ((?:my |the |our )?[^:]{1,80})$/i.exec(wish.body)?.[1]
    const before = /^in (?:the|my|our) (.{2,60}?),/i.exec(wish.whole)?.[1]
    return before ?? colon ?? into ?? wish.body
  }
  return wish.body
}

/** A choice as something short to tap. */
export const optionOf = ({ frame, thing, input, field }: Choice): string => {
  const deed = (frame.tool.does.split(/[.,;:(]/, 1)[0] ?? frame.tool.does).trim()
  const text = thing?.label ?? (typeof input[field] === 'string' ? (input[field] as string) : '')
  return `${deed}${text === '' ? '' : `: ${lower(quoted(text, 50))}`}`
}
