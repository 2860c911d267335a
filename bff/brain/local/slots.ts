/** Slots: what a tool wants to be told, taken from a wish and from the thing it is about; and what is still lacking. */
import { deedsIn } from './drawing.ts'
import type { Field, Frame } from './frames.ts'
import { isThing, namesOf } from './lexicon.ts'
import { unquoted } from './phrases.ts'
import { spanIn } from '../../language/spans.ts'
import { referent } from './referent.ts'
import { isOf, lengthOf, startOf, type Thing } from './things.ts'
import { stepsFor } from './templates.ts'
import { itemText, newText, stated } from './texts.ts'
import { ruleOn, stretchIn, timeFor } from './times.ts'
import type { Wish } from './wish.ts'
import { flagOf, isSeries, valueOf } from './values.ts'
import { plain, stem } from './words.ts'

export interface Ground {
  readonly things: readonly Thing[]
  readonly conversation: string
  /** What is asked for, in the person's own words. */
  readonly asked: string
  /** What was said right before, by the persona and by the person, the latest first. */
  readonly said: readonly string[]
  readonly now: number
  readonly zone: string | undefined
}

export interface Filled {
  readonly input: Readonly<Record<string, unknown>>
  readonly lacks: 'time' | 'text' | 'thing' | null
  /** The field that a text is lacking for. */
  readonly field: string
}

export const times = (frame: Frame): Field[] =>
  frame.window ? [] : frame.fields.filter(({ kind }) => kind === 'time' || kind === 'start')
const MAIN = ['prompt', 'goal', 'title', 'text', 'name', 'query', 'about']
/** The text that a tool is mostly about. */
export const mainText = ({ fields }: Frame): Field | undefined =>
  fields.find(({ kind, required }) => kind === 'text' && required) ??
  MAIN.map((name) => fields.find((field) => field.kind === 'text' && field.name === name)).find(Boolean)
/** Where something is. */
const placeField = ({ fields }: Frame): Field | undefined =>
  fields.find(({ kind, does }) => kind === 'text' && /^where it is\b/i.test(does))

/** What else there is to say of it. */
const noteField = ({ fields }: Frame): Field | undefined =>
  fields.find(({ kind, does }) => kind === 'text' && /^what else\b/i.test(does))

/** Who takes part then, as a list that takes the place of the one that is there. */
const peopleOf = ({ names, go }: NonNullable<Wish['guests']>, thing: Thing | undefined): unknown[] => {
  const there = (Array.isArray(thing?.row.attendees) ? thing.row.attendees : []) as { name?: unknown }[]
  const isOneOf = (name: unknown): boolean =>
    names.some((each) => plain(String(name)) === plain(each) || plain(String(name)).startsWith(`${plain(each)} `))
  const others = there.filter(({ name }) => !isOneOf(name))
  return go
    ? others
    : [...others, ...names.map((name) => there.find((one) => plain(String(one.name)) === plain(name)) ?? { name })]
}

const noted = (note: string, thing: Thing | undefined): string => {
  const before = typeof thing?.row.notes === 'string' ? thing.row.notes : ''
  return before === '' ? note : `${before}\n${note}`
}

/** "Plans", "the reminders": the family whose sort of thing is meant, or a sort that was seen. */
const wordOf = (wish: Wish, { things }: Ground, families: readonly string[]): string | undefined => {
  const words = plain(wish.about ?? wish.whole).split(' ')
  const seen = things.map(({ row }) => row.category).filter((one) => typeof one === 'string')
  return (
    [...new Set([...seen, ...families])].find((one) => words.includes(one)) ??
    families.find((one) => {
      const names = namesOf(one.replace(/s$/, ''))
      return words.some((word) => names.has(word) && !/^noti|^inbox/.test(word))
    })
  )
}

/** @param families the families that there are, for words that name a sort of thing */
export const fill = (
  frame: Frame,
  wish: Wish,
  thing: Thing | undefined,
  ground: Ground,
  families: readonly string[],
): Filled => {
  const input: Record<string, unknown> = {}
  let lacks: Filled['lacks'] = null
  const put = (field: Field | undefined, value: unknown): void => {
    if (field && value !== undefined) input[field.name] = value
  }
  const of = (kind: Field['kind']): Field | undefined => frame.fields.find((field) => field.kind === kind)
  const words = new Set(
    plain(wish.whole)
      .split(' ')
      .filter((word) => !isThing(word))
      .map(stem),
  )
  const { when } = wish
  const main = mainText(frame)
  const isNew = frame.target === undefined
  const isSwitch = wish.acts.includes('pause') || wish.acts.includes('resume')
  for (const field of frame.fields) {
    if (field.kind === 'flag') put(field, flagOf(frame, field, wish, words))
    else if (field.kind === 'enum') put(field, valueOf(frame, field, wish, words, thing))
    else if (field.kind === 'word' && !(isNew && main?.required) && (!frame.sets || isSwitch))
      put(
        field,
        wordOf(
          wish,
          ground,
          families.filter((one) => one !== frame.family),
        ),
      )
  }
  // A value that a description names literally, such as `everybody`.
  for (const { name, kind, does } of frame.fields)
    for (const [, literal = ''] of kind === 'text' ? does.matchAll(/`(\w{4,30})`/g) : [])
      if (words.has(stem(literal)) || (literal === 'everybody' && words.has('everyon'))) input[name] = literal

  if (frame.window) {
    const span = spanIn(
      wish.whole,
      when,
      ground.now,
      wish.seeks || /\bnext (?:meeting|appointment|event|entry)\b/i.test(wish.whole) ? 60 : 14,
    )
    put(of('start'), span.from)
    put(of('end'), span.to)
    if (of('zone')) put(of('zone'), ground.zone)
  }
  const slots = times(frame)
  const changes = thing !== undefined && slots.length > 0
  const again = changes ? timeFor(wish, startOf(thing), ground.now) : when
  const isUntold = wish.acts.includes('rename') || wish.form === 'recall' || wish.form === 'place' || isSwitch
  if (again.at !== null && slots.length > 0 && !isUntold) {
    // "In a week" is at this time of day; a day alone is at nine, or the whole of it where a day can be whole.
    const isFromNow = /\bin (?:an?|one|two|three|four|\d+) (?:day|week|month)s?\b|\bfrom now$/i.test(wish.whole)
    const isWhole = isNew && slots.some(({ does }) => /whole day/i.test(does)) && !isFromNow && when.minutes === null
    const hour = isFromNow ? new Date(ground.now).toISOString().slice(11, 16) : '09:00'
    const at =
      again.at.length > 10
        ? isWhole && !again.hasTime && !again.rule
          ? again.at.slice(0, 10)
          : again.at
        : isWhole
          ? again.at
          : `${again.at}T${hour}`
    const [rule, start] = [of('rule'), slots.find(({ kind }) => kind === 'start')]
    const once = slots.find(({ kind }) => kind === 'time') ?? start
    if (again.rule !== null && rule && start) {
      put(rule, again.rule)
      // "Make it weekly": it stays where it is.
      if (!changes || again.rule.includes('BY') || again.hasTime) put(start, at)
    } else if (changes && start && typeof thing.row.rule === 'string') {
      put(start, at)
      // Where one time of it could be meant alone, its rule stays.
      const isWhole = frame.fields.every(({ values }) => !values.includes('following'))
      const moved = isWhole && again.hasDay && thing.row.rule !== '' ? ruleOn(thing.row.rule, at) : null
      if (moved !== null) put(rule, moved)
    } else put(once, at)
    if (again.end !== null && when.minutes === null) put(of('end'), again.end)
  } else if (slots.length > 0 && frame.acts.has('snooze') && when.minutes !== null)
    put(slots[0], new Date(ground.now + when.minutes * 60_000).toISOString().slice(0, 16))
  if (when.minutes !== null && !isUntold && (of('length') || again.at === null || slots.length === 0))
    put(of('length'), when.minutes)
  else if (when.minutes !== null && again.end !== null && slots.some(({ name }) => name in input))
    put(of('end'), again.end)
  const stretch = thing ? stretchIn(wish) : null
  const lasts = thing ? lengthOf(thing) : null
  if (stretch !== null && lasts !== null && lasts + stretch > 0) put(of('length'), lasts + stretch)
  if (wish.lead !== undefined) put(of('lead'), [wish.lead])
  if (wish.guests) put(of('people'), peopleOf(wish.guests, thing))
  if (wish.note !== undefined) put(noteField(frame), noted(wish.note, thing))
  if (slots.some(({ name }) => name in input) && of('zone') && ground.zone !== undefined) put(of('zone'), ground.zone)
  const word = of('word')
  if (frame.sets && isSwitch && word && !(word.name in input)) {
    // "This": what was told last.
    const ref = of('ref')
    const shown =
      ref &&
      referent(
        ground.things.filter((one) => isOf(frame, one)),
        ground.said,
      )?.thing
    if (ref && shown) put(ref, shown.id)
    else lacks = 'thing'
  }
  if (frame.sets) {
    if (wish.zone !== undefined) put(of('zone'), wish.zone)
    if (wish.hours !== undefined) put(of('hours'), wish.hours)
  }
  if (wish.form === 'place') put(placeField(frame), wish.to)
  put(of('said'), ground.asked.slice(0, of('said')?.most))
  if (wish.place !== undefined && placeField(frame)) put(placeField(frame), wish.place)

  const deeds = of('deeds')
  if (deeds) {
    const list = deedsIn(wish.whole, deeds.values, ground.things)
    if (list.length > 0) input[deeds.name] = list
    else lacks = 'text'
  }
  const at = wish.whole.indexOf(wish.body.slice(0, 12))
  // What has no field for a time keeps its words.
  const body = slots.length === 0 && when.at !== null && wish.body !== '' && at >= 0 ? wish.whole.slice(at) : wish.body
  const items = of('items')
  const isRenaming = wish.acts.includes('rename') || wish.acts.includes('change')
  if (!isNew && items && wish.acts.includes('add')) {
    const text = wish.title ?? itemText(wish, thing)
    if (text === '') lacks = 'text'
    else input[items.name] = [{ text }]
  } else if (isNew && main && !frame.window && !frame.sets && !deeds) {
    const text = wish.form === 'recall' || wish.form === 'state' ? body || wish.whole : newText(frame, body)
    if (text !== '') {
      input[main.name] = text.slice(0, Math.min(500, main.most))
      if (items?.name === 'steps') input[items.name] = (wish.steps ?? stepsFor(text)).map((each) => ({ text: each }))
    } else if (main.required || (main.name === 'prompt' && input.kind !== 'brief')) lacks = 'text'
  } else if (frame.target && wish.form === 'order' && wish.to !== undefined && main && isRenaming) {
    if ([...slots, of('rule')].every((field) => !field || !(field.name in input))) {
      const to = unquoted(wish.to).replace(/^(?:say|be|called) /i, '')
      const place = placeField(frame)
      if (to !== '') input[place && /\b(?:place|location|venue|room)\b/i.test(wish.whole) ? place.name : main.name] = to
    }
  } else if (frame.target && main?.required && !(main.name in input)) {
    if (wish.form === 'state' && body !== '') input[main.name] = stated(body, thing)
    else lacks = 'text'
  }
  if (lacks === null && !frame.reads && slots.length > 0 && slots.every(({ name }) => !(name in input))) {
    // A time that nobody said is asked for, where the tool can do nothing without one.
    if (
      isNew
        ? slots.some(({ required }) => required) || of('rule')
        : (wish.form === 'order' && wish.to === undefined && PUT_ELSEWHERE.test(wish.whole) && thing !== undefined) ||
          (frame.acts.has('snooze') && !frame.acts.has('change'))
    )
      lacks = 'time'
  }
  if (frame.target && thing) input[frame.target.name] = idFor(frame, thing, wish)
  if (frame.window && of('length')?.required && !(of('length')!.name in input)) put(of('length'), 60)
  return { input, lacks, field: main?.name ?? '' }
}

/** To be at another time, whichever that is. */
const PUT_ELSEWHERE =
  /^(?:move|reschedule|shift|postpone|push|delay)\b(?!.*\b(?:by|an?|\d+) ?(?:minute|hour|day|week)s?\b)/i

/** Of something that comes again it is one time, unless all of them are spoken of. */
const idFor = ({ target, tool }: Frame, { id, row }: Thing, wish: Wish): unknown => {
  const one = isSeries(wish) && typeof row.entry === 'string' ? row.entry : id
  return target?.kind === 'refs' ? [one] : tool.name.endsWith('_export') ? one.split('@')[0] : one
}
