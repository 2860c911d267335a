/** Restating: a wish as it was read, said again as the plain request that the grammar knows. */
import { whenIn } from '../../../language/when.ts'
import { trim } from '../wish.ts'
import { guesses, type Guess, oftenIn, slotsOf } from './reading.ts'

export interface Restated extends Guess {
  readonly text: string
  /** Words that are taken as they are: a title, and a place. */
  readonly title: string
  readonly place: string
  /** The words that say which thing is meant, and those of the time. */
  readonly thing: string
  readonly when: string
}

type Say = (slots: Said) => string | null

/** The words of the slots, put together; empty where there are none. */
interface Said {
  readonly title: string
  /** Which one, and of which kind it is called where it has a name: `of('reminder')` is "the rent reminder", or "it". */
  readonly thing: string
  of(kind: string): string
  readonly when: string
  readonly was: string
  readonly length: string
  readonly place: string
  readonly who: string
  readonly whole: string
}

/** All times of what comes again. */
const SERIES =
  /\b(?:for good|altogether|entirely|permanently|for ?ever|every (?:single )?(?:time|one|\w+ (?:session|class|lesson|meeting))|each time|from now on|always|all (?:of them|the \w+s)|whole series|going forward)\b/i
const POINTING =
  /^(?:it|this|that|them|these|those|both|(?:this|that|the last|the latest|the first|the second|the other|the same) ?(?:one)?)$/i
const LENGTH =
  /^(?:about |like )?(?:an?|one|two|three|four|five|six|ten|fifteen|twenty|thirty|forty|fifty|half an|\d{1,3})(?:[- ]five)? ?(?:min(?:ute)?s?|h(?:ou)?rs?|h|hour|days?|weeks?)$/i
const OFTEN = /\b(?:every|each|daily|week\w*|\w+days)\b/i
/** All that is known of the person, and nothing less. */
const ALL =
  /^(?:everything|all|all of it|the (?:whole )?lot|(?:everything|all|whatever)(?: that)?(?: you| u)?(?: have| know|['’]ve got| remember| stored?)?(?: (?:about|on|of) me)?)$/i
const ALL_OF =
  /\b(?:all|everything|anything|whatever|every (?:single )?thing)\b(?: that)?(?: you(?:['’]ve)?\b[^.,;!?]{0,30})? (?:about|on|of|to do with)\b/i
const WAKE = /\b(?:wake|waken|woken|waking|get me up|get up|alarm|out of bed|wake-up)\b/i
const EVERYTHING =
  /^(?:all|everything|every (?:blessed |bloody |single |last |damn )?(?:notification|notice|one)?|all of (?:it|them)|the lot|every (?:one|single one)|all (?:of )?(?:my|the|these|those)?\b.*|(?:them|it) all)$/i
const to = (when: string): string => `to ${when.replace(/^(?:to|until|till|for|on|at|from) /i, '')}`
const AMOUNT =
  /^(?:starting |starts |start )?(?:back |forward |up )?(?:by )?((?:an?|one|two|three|four|half an|an hour and a half|a couple of|\d{1,3})(?: and a half)? ?(?:minutes?|mins?|hours?|hrs?|h|days?|weeks?)) ?(later|earlier|back|forward|sooner)?(?: than .{1,30}| tomorrow| today| tonight)?$/i
const SOONER = /\b(?:earlier|sooner|forward|prepone\w*|ahead|early)\b/i
/** To another time, or so much earlier or later. */
const moved = (name: string, was: string, when: string, whole: string): string => {
  const [, amount, way = whole] = AMOUNT.exec(when) ?? []
  if (amount !== undefined) return `move ${name} ${amount} ${SOONER.test(way) ? 'earlier' : 'later'}`
  return `move ${name}${was === '' ? '' : ` of ${was.replace(/^(?:on|at|from|not) /, '')}`} ${to(when)}`
}
/** Something has to be there to be done. */
const need = (text: string, ...words: readonly string[]): string | null =>
  words.every((word) => word !== '') ? text : null

const PLAIN: Readonly<Record<string, Say>> = {
  'memory.remember': ({ title }) => need(`remember that ${title}`, title),
  'memory.search': ({ thing }) => need(`what did I tell you about ${thing}`, thing),
  'memory.list': () => 'what do you know about me',
  'memory.correct': ({ title }) => need(`actually, ${title}`, title),
  'memory.forget': ({ thing, whole }) =>
    need(
      ALL.test(thing)
        ? 'forget everything you know about me'
        : `forget ${ALL_OF.test(whole) && !ALL_OF.test(thing) ? 'everything you know about ' : ''}${thing}`,
      thing,
    ),

  'schedules.add': ({ title, when, whole }) =>
    WAKE.test(whole) && (title === '' || WAKE.test(title))
      ? `wake me ${when}`
      : need(`remind me ${LENGTH.test(when) ? 'in ' : ''}${when} to ${title}`, title),
  'schedules.brief': ({ when, whole }) =>
    need(
      `give me a ${/\bevening\b/i.test(whole) ? 'evening' : 'morning'} brief ${when}${OFTEN.test(when) ? '' : ' every day'}`,
      when,
    ),
  'schedules.list': ({ thing, of }) => (thing === '' ? 'show my reminders' : `when is ${of('reminder')}`),
  'schedules.change.move': ({ of, when, whole }) => need(moved(of('reminder'), '', when, whole), when),
  'schedules.change.reword': ({ of, title }) => need(`change ${of('reminder')} to say ${title}`, title),
  'schedules.change.pause': ({ of }) => `pause ${of('reminder')}`,
  'schedules.change.resume': ({ of }) => `resume ${of('reminder')}`,
  'schedules.remove': ({ of }) => `delete ${of('reminder')}`,

  'agenda.add': ({ title, when, length }) =>
    need(`add ${title} to my calendar ${when}${length === '' ? '' : ` for ${length.replace(/^for /, '')}`}`, title),
  'agenda.list': ({ when, was }) => `what's on in my calendar ${when || was}`,
  'agenda.find': ({ thing }) => need(`when is ${thing} in my calendar`, thing),
  'agenda.freebusy': ({ when }) => need(`am I free ${when}`, when),
  'agenda.suggest': ({ when, length }) =>
    `find me a free ${length === '' ? '' : `${length.replace(/^(?:for )?(?:an?|the) /, '')} `}slot ${when}`,
  'agenda.update.move': ({ of, was, when, whole }) =>
    need(`${moved(of(''), was, when, whole)}${SERIES.test(whole) ? ' every time' : ''}`, when),
  'agenda.update.rename': ({ of, title }) => need(`rename ${of('')} in my calendar to ${title}`, title),
  'agenda.update.place': ({ of, place }) => need(`change the place of ${of('')} to ${place}`, place),
  'agenda.update.length': ({ of, length }) => need(`make ${of('')} ${length} long`, length),
  'agenda.update.repeat': ({ of, when }) => need(`change ${of('')} to ${when}`, when),
  'agenda.update.lead': ({ of, length }) => need(`remind me ${length} before ${of('')}`, length),
  'agenda.remove': ({ of, thing, was, when, whole }) =>
    thing === ''
      ? need(`clear my calendar ${was || when}`, was || when)
      : `cancel ${of('')} in my calendar ${was || when}${SERIES.test(whole) ? ' completely' : ''}`,
  'agenda.undo': () => 'undo the last change in my calendar',
  'agenda.export': () => 'export my calendar',
  'agenda.settings.hours': ({ when }) => need(`my working hours are ${when}`, when),
  'agenda.settings.zone': ({ place }) => need(`my time zone is ${place}`, place),

  'plans.make': ({ title }) => need(`make a plan to ${title}`, title),
  'plans.list': ({ thing, of }) => (thing === '' ? 'show my plans' : `how is ${of('plan')} going`),
  'plans.step.done': ({ of }) => `mark ${of('step')} as done`,
  'plans.step.doing': ({ of }) => `mark ${of('step')} as doing`,
  'plans.step.waiting': ({ of }) => `mark ${of('step')} as waiting`,
  'plans.step.skipped': ({ of }) => `mark ${of('step')} as skipped`,
  'plans.step.todo': ({ of }) => `mark ${of('step')} as todo`,
  'plans.update.add': ({ of, title }) => need(`add a step to ${of('plan')}: ${title}`, title),
  'plans.update.done': ({ of }) => `mark the whole ${of('plan').replace(/^the /, '')} as done`,
  'plans.update.dropped': ({ of }) => `mark the whole ${of('plan').replace(/^the /, '')} as dropped`,
  'plans.update.rename': ({ of, title }) => need(`rename ${of('plan')} to ${title}`, title),
  'plans.remove': ({ of }) => `delete ${of('plan')}`,

  'chat.list': () => 'show my conversations',
  'chat.rename': ({ thing, title }) => need(`rename ${chat(thing)} to ${title}`, title),
  'chat.archive': ({ thing }) => `archive ${chat(thing)}`,
  'chat.remove': ({ thing }) => `delete ${chat(thing)}`,

  'notifications.list': () => 'show my notifications',
  'notifications.read': ({ thing, of, whole }) =>
    `mark ${EVERYTHING.test(thing) ? 'all notifications' : of('notification')} as ${/\bas seen\b/i.test(whole) ? 'seen' : 'read'}`,
  'notifications.unread': ({ thing, of }) =>
    `mark ${EVERYTHING.test(thing) ? 'all notifications' : of('notification')} as unread`,
  'notifications.snooze': ({ of, when }) =>
    need(`snooze ${of('notification')} until ${when.replace(/^(?:to|until|till) /i, '')}`, when),
  'notifications.archive': ({ thing, of }) =>
    `archive ${EVERYTHING.test(thing) ? 'all notifications' : of('notification')}`,
  'notifications.mute': ({ thing }) => need(`mute notifications about ${thing}`, thing),
  'notifications.unmute': ({ thing }) => need(`unmute notifications about ${thing}`, thing),
  'notifications.quiet': ({ when }) => (when === '' ? 'no quiet hours any more' : `quiet hours ${when}`),
  'notifications.settings': () => 'show my notification settings',
  'notifications.send': ({ title }) => need(`send me a notification: ${title}`, title),

  'whiteboard.create': ({ title }) => (title === '' ? 'make a whiteboard' : `make a whiteboard called ${title}`),
  'whiteboard.list': () => 'show my whiteboards',
  'whiteboard.look': ({ of }) => `what's on ${of('board')}`,
  'whiteboard.rename': ({ of, title }) => need(`rename ${of('board')} to ${title}`, title),
  'whiteboard.draw': ({ whole }) => whole,
  'whiteboard.share': ({ of, who, whole }) =>
    need(`share ${of('board')} with ${who}${LOOK.test(whole) ? ', to look at' : ''}`, who),
  'whiteboard.unshare': ({ of, who }) => need(`stop sharing ${of('board')} with ${who}`, who),
  'whiteboard.shares': ({ of }) => `who is ${of('board')} shared with`,
  'whiteboard.remove': ({ of }) => `delete ${of('board')}`,
}

const HERE = /^(?:it|(?:this|our|the)(?: (?:whole|current|present))?(?: (?:chat|conversation|thread|one|talk))?)$/i
const chat = (thing: string): string =>
  thing === '' || HERE.test(thing) ? 'this conversation' : `the conversation about ${bare(thing)}`
const LOOK =
  /\b(?:not (?:to )?(?:edit|change|mess|touch|alter|draw)|no edit\w*|only (?:to )?(?:look|see|view|watch|read)|(?:look|view|see|read)(?:ing)?[- ]only|just (?:to )?(?:look|see|view))\b/i
const KIND =
  /^(?:reminder|alarm|appointment|meeting|event|entry|plan|step|task|item|chat|conversation|notification|notice|board|whiteboard)s?$/i
const bare = (thing: string): string => thing.replace(/^(?:the|my|our|this|that|a|an) /i, '')

const END =
  /[,;!?\u2013\u2014]\s|(?<!\b(?:Dr|Mr|Mrs|Ms|St|Prof|Jr|Sr|No|vs))\.\s|[.;!?]$|\s-\s|\s(?:please|pls|plz|thanks|thx|ok|okay|so|because|cos|cause|since|while|when|if|but|will you|would you|for me)\b/i
/** A comma is in a statement too: what comes after it may be about keeping it. */
const TOLD =
  /[;!?\u2013\u2014]\s|(?<!\b(?:Dr|Mr|Mrs|Ms|St|Prof|Jr|Sr|No|vs))\.\s|[.;!?]$|\s-\s|,? (?:please|pls|plz|thanks|thx|ok|okay|so (?:please|do|keep|note|that you)|because|cos|for future reference)\b|,? (?:and )?(?:save|remember|rember|note|keep|make|file|put|hang|hold|don['’]?t|do not|which|just|write|jot|log|store|bear|commit|change|update|fix|correct|amend|that['’]s|can you|could you|will you|would you)\b|,\s(?:not|dear|love|btw|fyi|lol)\b/i
const BEGIN =
  /(?:^|[,.;:!?\u2013\u2014]\s|\b(?:that|remember|note|know|down|mind|fyi|btw|record|forget|this)[:,]?\s)(?=[^,.;:!?\u2013\u2014]*$)/gi
/** A statement is a whole clause; what is to be done begins after its "to", and goes on to what else was marked. */
const widened = (text: string, wish: string, title: string, others: readonly string[]): string => {
  const at = text.indexOf(title)
  if (title === '' || at < 0 || !/^(?:memory\.(?:remember|correct)|schedules\.add|plans\.make)$/.test(wish))
    return title
  const isTold = wish.startsWith('memory.')
  const stops = isTold ? [] : others.map((other) => text.indexOf(other, at + title.length)).filter((stop) => stop > 0)
  const after = text.slice(at + title.length, Math.min(...stops, text.length))
  const end = (isTold ? TOLD : END).exec(after)
  const right = `${title}${after.slice(0, end ? end.index : after.length)}`
  const starts = others.map((other) => text.lastIndexOf(other, at - other.length) + other.length)
  const before = text.slice(Math.max(0, ...starts.filter((start) => start <= at)), at)
  if (!wish.startsWith('memory.'))
    return trim(`${/\b(?:to|about) ((?:[\p{L}'’-]+ ){1,5})$/u.exec(before)?.[1] ?? ''}${right}`)
  const begin = [...text.slice(0, at).matchAll(BEGIN)].at(-1)
  return `${begin ? text.slice(begin.index + begin[0].length, at) : ''}${right}`.trim()
}

const isTime = (words: string): boolean => {
  const { at, minutes, rule, never } = whenIn(words, SOME)
  return at !== null || minutes !== null || rule !== null || never !== null || AMOUNT.test(words) || OFTEN.test(words)
}
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )
/** Times in the words that are usual for them. */
const usual = (when: string): string =>
  when
    .replace(/\b(at|from|to|until|till|for) ([01]\d|2[0-3])([0-5]\d)\b/gi, '$1 $2:$3')
    .replace(/\b([01]\d|2[0-3])([0-5]\d) ?(?:hours|hrs|h)\b/gi, '$1:$2')
    .replace(/\b(?:every|each) (?:alternate|second)\b/i, 'every other')
    .replace(/\beach (?=two |three |four |other |\d)/i, 'every ')
    .replace(/\b(?:like|about|roughly|approximately) (?=\d|an? |half |one |two |ten |twenty )/i, '')
    .replace(/^when (.{3,30}) (?:are|is) up$/i, 'in $1')
    .replace(/\bthe ((?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:the )?(\d{1,2})(?= at\b|$)/i, 'on the $2th')
    .replace(/\bthe (\w{5,11}) (?=of (?:each|every|the) month)/i, (whole, word: string) => {
      const at = ORDINALS.indexOf(word.toLowerCase())
      return at < 0 ? whole : `the ${at + 1}th `
    })

/** "When I get up, at six fifteen": the half of the day is said elsewhere. */
const inTheMorning = (when: string, text: string): string =>
  HOUR.test(when) && !HALF.test(when) && MORNING.test(text) ? `${when} in the morning` : when
const HOUR = /\b(?:[5-9]|1[01])(?:[:.]\d\d)?\b|\b(?:five|six|seven|eight|nine|ten|eleven)\b/i
const HALF =
  /\d ?[ap]\.?m\b|\bmorning|\bafternoon|\bevening|\bnight|\btonight|\bnoon|\bmidday|\b0\d:|\b1[3-9]\b|\b2[0-4]\b|\bminutes?|\bhours?/i
const MORNING = /\b(?:mornings?|(?:i|we) (?:get|wake) up|breakfast|wake(?: me|-up)?|school run)\b/i
const BY = /^(?:by|before|due)\b/i
/** Any moment at all. */
const SOME = Date.UTC(2026, 0, 14, 10)

/** What the words of a sentence are, where it is this wish. */
const said = (text: string, wish: string, must?: readonly string[]): Said => {
  const found = slotsOf(text, wish, undefined, must)
  // By when it has to be done is not when it is to be told.
  const marked = found['when']?.filter((each) => isTime(each))
  const times = marked?.some((each) => !BY.test(each)) ? marked.filter((each) => !BY.test(each)) : marked
  const slots: typeof found = { ...found, ...(times ? { when: times } : {}) }
  const words = (slot: string): string => trim((slots[slot] ?? []).join(' '))
  // "1900 hours" is no length.
  const clock = (slots['length'] ?? []).filter((each) => /^\d{4} h/i.test(each))
  const when = inTheMorning(usual([...(slots['when'] ?? []), ...clock].join(' ').trim()), text)
  const things = slots['thing'] ?? []
  const thing = (things.find((each) => !KIND.test(bare(each))) ?? things[0] ?? '').trim()
  const title = trim((slots['title'] ?? []).at(0) ?? '')
  return {
    title: widened(
      text,
      wish,
      title,
      Object.entries(slots).flatMap(([slot, some]) => (slot === 'title' ? [] : some)),
    ),
    thing,
    of: (kind) => {
      if (thing === '') return kind === '' ? 'it' : `that ${kind}`
      if (POINTING.test(thing))
        return /^(?:them|both|these|those)$/i.test(thing)
          ? 'them'
          : kind === '' || /^it$/i.test(thing)
            ? 'it'
            : `that ${kind}`
      const name = bare(thing)
      return kind === '' || name.toLowerCase().replace(/s$/, '').endsWith(kind) ? `the ${name}` : `the ${name} ${kind}`
    },
    when,
    was: (slots['was'] ?? []).join(' ').trim(),
    length: clock.length > 0 ? '' : words('length'),
    place: words('place'),
    who: words('who'),
    whole: text,
  }
}

/** The likeliest ways to say it again, the best first; those that have no plain form are left out. */
export const restated = (text: string, most = 3): Restated[] =>
  guesses(text)
    .slice(0, most)
    .flatMap((guess) => {
      const say = PLAIN[guess.wish]
      let slots = said(text, guess.wish)
      let plain = say?.(slots) ?? null
      if (say && plain === null) {
        slots = said(text, guess.wish, oftenIn(guess.wish))
        plain = say(slots)
      }
      if (plain === null && guess.wish !== 'none') return []
      const { title, place, thing, when } = slots
      return [{ ...guess, text: (plain ?? '').replace(/\s+/g, ' ').trim(), title, place, thing, when }]
    })
