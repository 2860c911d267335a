/** Taught: what a sentence may mean as lessons have it, as wishes like those of the grammar. */
import { whenIn, type When } from '../../language/when.ts'
import { HALF } from './learned/moments.ts'
import { guesses } from './learned/reading.ts'
import { weights } from './learned/weights.ts'
import { type Restated, restated } from './learned/restating.ts'
import type { Known } from './orders.ts'
import { asksUs } from './thread.ts'
import { lower, POINTS, type Wish } from './wish.ts'
import { wishOf } from './wishes.ts'

export interface Taught {
  /** By its name in the lessons. */
  readonly name: string
  /** `null`: it asks for nothing. */
  readonly wish: Wish | null
  /** How sure it is, from 0 to 1. */
  readonly sure: number
  /** Words that say no time were taken for one. */
  readonly isLoose?: boolean
}

/** What a sentence is read with. */
export interface Ear {
  /** The local time, as if it were UTC. */
  readonly now: number
  readonly known: Known
  /** The names of the tools that there are. */
  readonly tools: ReadonlySet<string>
  /** What the persona said last. */
  readonly said: string
  /** The action that was done right before; empty where nothing was. */
  readonly before: string
  /** What the person said before it. */
  readonly earlier: string
  /** The tool that a wish of the grammar's would take. */
  toolFor(wish: Wish): string | undefined
}

/** Tools that are not called as their wishes are; a wish without one may be any tool's. */
const TOOLS: Readonly<Record<string, string>> = {
  'chat.unarchive': 'chat_archive',
  'schedules.brief': 'schedules_add',
  'agenda.find': '',
  'notifications.read': 'notifications_mark',
  'notifications.unread': 'notifications_mark',
  'notifications.mute': 'notifications_preferences',
  'notifications.unmute': 'notifications_preferences',
  'notifications.quiet': 'notifications_preferences',
  'notifications.settings': 'notifications_preferences',
}
export const toolOf = (name: string): string => TOOLS[name] ?? name.split('.').slice(0, 2).join('_')

let families: ReadonlySet<string> | undefined
const familyOf = (tool: string): string => tool.split('_', 1)[0] ?? ''
/** Whether lessons speak of a tool's family at all: of others they know nothing, and take them for what they know. */
export const isLearned = (tool: string): boolean =>
  (families ??= new Set(weights().wishes.map((wish) => wish.split('.', 1)[0] ?? ''))).has(familyOf(tool))

/** What is told of several wishes alike, by the action that tells it. */
const ACTIONS: Readonly<Record<string, string>> = {
  'chat.unarchive': 'chat.archive',
  'agenda.find': 'agenda.list',
  'schedules.brief': 'schedules.add',
  'notifications.read': 'notifications.mark',
  'notifications.unread': 'notifications.mark',
}
/** The action that tells of a wish. */
export const actionOf = (wish: string): string => ACTIONS[wish] ?? wish.split('.').slice(0, 2).join('.')
/**
 * The action that was done right before, as far as what was said tells it; else nothing.
 * @param said by the persona and by the person, in turn, the latest first
 */
export const doneBefore = ([, asked = '', ...earlier]: readonly string[]): string => {
  if (asked === '' || asked.length > 400) return ''
  // An answer to our question is no wish of its own.
  if (earlier.length > 1 && asksUs(earlier[0] ?? '')) return doneBefore(earlier)
  const [best] = guesses(asked, earlier.length > 1 ? doneBefore(earlier) : '')
  if (!best || best.sure < 0.5 || best.wish === 'none') return ''
  return actionOf(best.wish)
}

/** The likeliest, the best first; what no tool is there for is left out. */
export const taught = (text: string, ear: Ear, most = 3): Taught[] =>
  restated(text, most, ear.before).flatMap((each): Taught[] => {
    const { wish: name, sure } = each
    if (name === 'none') return [{ name, wish: null, sure }]
    const tool = toolOf(name)
    const wish = tool === '' || ear.tools.has(tool) ? wishBy(each, text, ear) : null
    return wish ? [{ name, wish, sure, isLoose: isLoose(each.when, ear.now) }] : []
  })

const isLoose = (when: string, now: number): boolean =>
  when !== '' &&
  /\p{L}{4}/u.test(
    whenIn(when, now).rest.replace(
      /\b(?:from|until|starting|beginning|every|each|with|about|after|before|around|sharp)\b/gi,
      '',
    ),
  )

/** What was restated, as a wish: its title and place as they were said. */
const wishBy = (read: Restated, said: string, ear: Ear): Wish | null => {
  const { now, known, before, earlier } = ear
  const { title, place, wish: name } = read
  if (name === 'whiteboard.draw') return drawing(said)
  if (name === 'memory.remember') return remembering(title, said)
  if (name === 'memory.correct') return correcting(title, said)
  const hours = HOURS.test(name) ? hoursOf(read.when, name.endsWith('quiet')) : null
  const text = hours ? read.text.replace(read.when, `from ${hours.from} to ${hours.to}`) : read.text
  const wish = wishOf(text, now, known)
  if (!wish) return null
  const isNew = /\.(?:add|make|send|create)$/.test(name) && title !== ''
  const isNamed = /\.re(?:name|word)$/.test(name)
  const isStep = name === 'plans.update.add'
  const tool = toolOf(name)
  const steps = name === 'plans.make' ? stepsIn(said) : []
  const own = isNew && wish.when.at === null ? whenIn(said, now) : wish.when
  // "Am I free at 2?" "Book it": at the time that was asked about.
  const isThen = own.at === null && name === 'agenda.add' && before === 'agenda.freebusy'
  const when = isNamed ? NEVER : seconds(isThen ? whenIn(earlier, now) : own, said)
  // What is to come is not yesterday: the words of its time were others.
  if (isNew && when.at !== null && when.at < new Date(now).toISOString().slice(0, when.at.length)) return null
  const other =
    name === 'schedules.add' && INSTEAD.test(said)
      ? wishOf(`move the ${title} reminder to ${read.when.replace(/^(?:at|on) /i, '')}`, now, known)
      : null
  const made = {
    ...wish,
    when,
    ...(name === 'agenda.update.length' ? { acts: ['change'] } : {}),
    // "… starts in December" is no change of it.
    ...(name === 'agenda.add' && !wish.acts.includes('add') ? { acts: ['add'], form: 'order' as const } : {}),
    // The new name is no time and no place.
    ...(isNamed ? { to: title, whole: text.slice(0, text.length - title.length) } : {}),
    ...(hours ? { hours: name.endsWith('quiet') ? hours : { ...hours, ...daysOf(said, now) } } : {}),
    ...(isStep ? { title } : isNew ? { body: title } : {}),
    ...(steps.length > 0 ? { steps, body: title.replace(STEPS, '') } : {}),
    ...(NTH.test(read.thing) ? { nth: read.thing } : {}),
    ...(name.endsWith('guest') ? { guests: { names: namesIn(read.who), go: name.endsWith('.noguest') } } : {}),
    ...(name === 'agenda.update.note' ? { note: title } : {}),
    ...(place === '' ? {} : { place }),
    // What is pointed at may be of any family.
    ...(tool === '' || (wish.points && !isNew) ? {} : { tool }),
  }
  // "The conductor is ill, take it out": where nothing is called so, it is what was spoken of.
  const isIt = tool !== '' && !isNew && read.thing !== '' && IT.test(said) && !POINTS.test(lower(read.thing))
  const pointed = isIt ? wishBy({ ...read, thing: '', text: withIt(text, read.thing) }, said, ear) : null
  if (pointed) return { ...made, or: { ...pointed, points: true } }
  // There may be one of it at another time already.
  return other ? { ...other, tool: 'schedules_change', or: made } : made
}
const IT =
  /[,.;:!?\u2013\u2014] (?:please |just |so |then |(?:can|could) you |you (?:can|may) ){0,3}(?:take|cancel|bin|drop|delete|remove|scrap|cut|leave|move|push|shift|put|make|mark|tick|pause|stop|archive|forget|lose|erase|wipe|get rid of|wake) it\b/i
/** With "it" in the place of what it named. */
const withIt = (text: string, thing: string): string => {
  const name = thing.replace(/^(?:the|my|our|this|that|an?) /i, '').toLowerCase()
  const at = name === '' ? -1 : text.toLowerCase().indexOf(name)
  return at < 0 ? text : `${text.slice(0, at).replace(/the $/i, '')}it${text.slice(at + name.length)}`
}
const INSTEAD = /\b(?:instead|rather than|from now on)\b/i

const NTH =
  /^(?:the |that )?(?:first|second|third|fourth|fifth|last)(?: (?:one|step|item|entry|reminder|plan|notice|fact|chat))?$/i

/** "Tom, Ana and his wife" */
const namesIn = (who: string): string[] =>
  who
    .split(/, ?(?:and )?| and | & | \+ /)
    .map((name) => name.trim().replace(/['’]s$/, ''))
    .filter((name) => name !== '')

const NEVER = whenIn('', 0)
const plainly = { when: NEVER, points: false }

const remembering = (title: string, whole: string): Wish => ({
  ...plainly,
  acts: ['remember'],
  nouns: ['memory'],
  body: title,
  form: 'state',
  tool: 'memory_remember',
  whole,
})

/** The fact that the sentence speaks of is put right; where there is none it is a new one. */
const correcting = (title: string, whole: string): Wish => ({
  ...remembering(title.replace(/^(?:actually|no|nope|sorry|well),? /i, ''), whole),
  acts: ['correct'],
  nouns: ['fact'],
  tool: 'memory_correct',
  by: whole,
  or: remembering(title, whole),
})

const ON_BOARD =
  /^(?:(?:on|in|to) (?:the |my |our )?.{0,40}?board(?: of \w+)?[,:]? (?:please )?|(?!(?:please |can you )?(?:add|put|stick|draw|write|pop|place|make|create)\b).{2,30} board: |(?:on|in) (?:the |my |our )?.{1,30}?,? (?=(?:please |can (?:you|u) |could you )?(?:draw|add|put|connect|join|link)\b))(?:please |can (?:you|u) |could you )?/i
const drawing = (said: string): Wish => {
  const whole = said
    .replace(ON_BOARD, '')
    .replace(/^(\w+) me /i, '$1 ')
    .replace(/^draw (?=arrow)/i, 'draw an ')
    .replace(/ going from /i, ' from ')
    .replace(/(\bfrom .{1,40}?) back to /i, '$1 to ')
    .replace(/^(?:an? )?arrow:? (?:from )?(.{1,40}?) ?(?:→|->|=>) ?(.{1,40}?)[.!]?$/i, 'draw an arrow from $1 to $2')
  return {
    ...plainly,
    acts: ['draw'],
    nouns: ['board'],
    body: whole,
    form: 'order',
    points: POINTS.test(lower(whole)),
    tool: 'whiteboard_draw',
    by: said,
    whole,
  }
}

const STEPS = /(?:[.,;]| with)? ?(?:\b(?:the |these )?steps?(?: are)?:?|:) ?(?=\S)(.{0,400})$/i
const ITS_STEPS = /\bsteps?(?: are)?:? ?(.{0,400})$/i
/** "…: clear the weeds, lay turf and plant the roses". */
const stepsIn = (said: string): string[] => {
  const steps = ((ITS_STEPS.exec(said) ?? STEPS.exec(said))?.[1] ?? '')
    .split(/[,;] ?(?:and )?(?:then )?| and then | then | and /)
    .map((step) => step.replace(/[.!]{1,3}$/, '').trim())
    .filter((step) => step !== '')
  return steps.length > 1 && steps.length <= 20 && steps.every((step) => step.length <= 120) ? steps : []
}

const HOURS = /\.(?:quiet|hours)$/
const SPAN = /^(?:from |between |only )?(.{1,40}?) ?(?:to|till|til|until|and|through|-|–) ?(.{1,40})$/i
/** From one hour to another: quiet ones go from an evening to a morning, others through a day. */
const hoursOf = (when: string, isQuiet: boolean): { from: string; to: string } | null => {
  const ends = SPAN.exec(when)
    ?.slice(1)
    .map((end) => [end, whenIn(`at ${end}`, NOON).at?.slice(11) ?? ''] as const)
  const [from, to] = (ends ?? []).map(([said, clock], i) => {
    const hour = Number(clock.slice(0, 2))
    if (clock === '' || (HALF.test(said) && !/morning|[\d ]am\b/i.test(said))) return clock
    const isLate = /morning|[\d ]am\b/i.test(said)
      ? false
      : isQuiet
        ? i === 0 && hour % 12 > 4
        : i === 1 && hour % 12 < 9
    return `${String((hour % 12) + (isLate ? 12 : 0)).padStart(2, '0')}${clock.slice(2)}`
  })
  return from && to && from !== to ? { from, to } : null
}
const WEEK = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
/** On which days of a week, 1 for Monday, where that is said. */
const daysOf = (said: string, now: number): { days?: number[] } => {
  const codes = /;BYDAY=([A-Z,]+)/
    .exec(whenIn(said.replace(DAYS, '$1 to $2 at 09:00'), now).rule ?? '')?.[1]
    ?.split(',')
  const days = (codes ?? []).map((code) => WEEK.indexOf(code) + 1).filter((day) => day > 0)
  return days.length > 0 ? { days } : {}
}
const DAYS = /\b(\w{3,6}day) (?:to|till|until|through|[-–]) (\w{3,6}day)\b/i
/** Noon of some day: an hour without its half is the next one. */
const NOON = Date.UTC(2026, 0, 14, 12)

const SECOND =
  /\b(?:fortnightly|bi-?weekly|(?:every|each) (?:other|second|alternate|two weeks)|alternate (?:weeks?|\w+days?))\b/i
/** "The fortnightly retro, on Wednesdays": every second one, though it stands elsewhere. */
const seconds = (when: When, said: string): When =>
  when.rule && /^FREQ=WEEKLY(?!.*INTERVAL)/.test(when.rule) && SECOND.test(said)
    ? { ...when, rule: when.rule.replace('FREQ=WEEKLY', 'FREQ=WEEKLY;INTERVAL=2') }
    : when
