/** Said: the words of a sentence's slots, put together as a request needs them. */
import { trim } from '../wish.ts'
import { inTheMorning, isTime, statementIn, usual } from './moments.ts'
import { slotsOf } from './reading.ts'

/** The words of the slots, put together; empty where there are none. */
export interface Said {
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

const POINTING =
  /^(?:it|this|that|them|these|those|both|(?:this|that|the last|the latest|the first|the second|the other|the same) ?(?:one)?)$/i
const KIND =
  /^(?:reminder|alarm|appointment|meeting|event|entry|plan|step|task|item|chat|conversation|notification|notice|board|whiteboard)s?$/i
export const bare = (thing: string): string => thing.replace(/^(?:the|my|our|this|that|a|an) /i, '')
const BY = /^(?:by|before|due)\b/i

const END =
  /[,;!?\u2013\u2014]\s|(?<!\b(?:Dr|Mr|Mrs|Ms|St|Prof|Jr|Sr|No|vs))\.\s|[.;!?]$|\s-\s|\s(?:please|pls|plz|thanks|thx|ok|okay|so|because|cos|cause|since|while|when|if|but|will you|would you|for me)\b/i
/** A comma is in a statement too: what comes after it may be about keeping it. */
const TOLD =
  /[;!?\u2013\u2014]\s|(?<!\b(?:Dr|Mr|Mrs|Ms|St|Prof|Jr|Sr|No|vs))\.\s|[.;!?]$|\s-\s|,? (?:please|pls|plz|thanks|thx|ok|okay|so (?:please|do|keep|note|that you)|because|cos|for future reference)\b|,? (?:and )?(?:save|remember|rember|note|keep|make|file|put|hang|hold|don['’]?t|do not|which|just|write|jot|log|store|bear|commit|change|update|fix|correct|amend|that['’]s|can you|could you|will you|would you)\b|,\s(?:not|dear|love|btw|fyi|lol)\b/i
const BEGIN =
  /(?:^|[,.;:!?\u2013\u2014]\s|\b(?:that|remember|note|know|down|mind|fyi|btw|record|forget|this)[:,]?\s)(?=[^,.;:!?\u2013\u2014]*$)/gi
/** With what it is said of. */
const withSubject = (text: string, title: string, others: readonly string[]): string => {
  const at = text.indexOf(title)
  if (title === '' || at < 0) return title
  const ends = others.map((other) => text.indexOf(other) + other.length).filter((end) => end <= at)
  const before = text.slice(Math.max(0, ...ends), at).replace(/^[\s,]+/, '')
  const subject = SUBJECT.exec(before)?.[1] ?? NOUNS.exec(before)?.[1] ?? ''
  return subject === '' ? title : trim(`${subject}${title}`.replace(PREDICATE, ''))
}

/** "This chat deserves a proper title, call it Kiln repairs" */
const CALLED = /[,.;:] (?:please |so |just )?(?:call|name) it (\S.{0,80})$/i
/** It points at what was said before, or says nothing. */
const EMPTY = /^(?:it|that|this|them|\P{L}*|[.,;!?].*)$/iu
/** What has to be done to something is said with it: "the bread has to come out". */
const SUBJECT =
  /(?:^|[,.;:!?\u2013\u2014] |\b(?:that|because|cos|so|and|when) )((?!(?:i|we|you|me|it|he|she|they|there)\b)[\p{L}\p{N}'’ -]{2,40} (?:has|have|needs?|ought|is|are) (?:got |coming )?to |(?!(?:i|we|you|me|it|he|she|they|there)\b)[\p{L}\p{N}'’ -]{2,40} (?:must|should|is coming|are coming|needs?) )$/iu
/** "Our reading circle": what stands between such a word and the title is a part of it. */
const NOUNS =
  /\b(?:our|my|the|an?|his|her|their) ((?:(?!(?:calend[ae]r|diary|agenda|planner|schedule|list|morning|afternoon|evening|night|day|week|month|year|reminder|alarm|nudge|note|entry|event|appointment|meeting|whole|first|second|third|last|next|same|usual|new|recurring|weekly|daily|monthly|quick|little|brief|for|to|of|in|on|at|with|is|are|was|and|or)\b)[\p{L}'’-]{2,} ){1,2})$/iu
/** "… takes place", "… goes there". */
const PREDICATE = / (?:is|are|meets?|takes? place|goes (?:in|there|on)|starts?|begins?|happens)$/i
/** A statement is a whole clause; what is to be done begins after its "to", and goes on to what else was marked. */
const widened = (text: string, wish: string, title: string, others: readonly string[]): string => {
  const at = text.indexOf(title)
  if (
    title === '' ||
    at < 0 ||
    !/^(?:memory\.(?:remember|correct)|schedules\.add|plans\.make|notifications\.send)$/.test(wish)
  )
    return title
  const isTold = wish.startsWith('memory.')
  const stops =
    isTold || wish === 'notifications.send'
      ? []
      : others.map((other) => text.indexOf(other, at + title.length)).filter((stop) => stop > 0)
  const after = text.slice(at + title.length, Math.min(...stops, text.length))
  const end = (isTold ? TOLD : END).exec(after)
  const right = `${title}${after.slice(0, end ? end.index : after.length)}`
  const starts = others.map((other) => text.lastIndexOf(other, at - other.length) + other.length)
  const before = text.slice(Math.max(0, ...starts.filter((start) => start <= at)), at)
  if (!wish.startsWith('memory.'))
    return trim(
      `${/\b(?:not to |(?:to|about) (?:[\p{L}'’-]+ ){1,5})$/u.exec(before)?.[0].replace(/^(?:to|about) /, '') ?? ''}${right}`,
    )
  const begin = [...text.slice(0, at).matchAll(BEGIN)].at(-1)
  return `${begin ? text.slice(begin.index + begin[0].length, at) : ''}${right}`.trim()
}

/** What the words of a sentence are, where it is this wish. */
export const said = (text: string, wish: string, must?: readonly string[]): Said => {
  const found = slotsOf(text, wish, undefined, must)
  // By when it has to be done is not when it is to be told.
  const spans = found['when']?.filter((each) => isTime(each))
  const times = spans?.some((each) => !BY.test(each)) ? spans.filter((each) => !BY.test(each)) : spans
  const slots: typeof found = { ...found, ...(times ? { when: times } : {}) }
  const words = (slot: string): string => trim((slots[slot] ?? []).join(' '))
  // "1900 hours" is no length.
  const clock = (slots['length'] ?? []).filter((each) => /^\d{4} h/i.test(each))
  const when = inTheMorning(usual([...(slots['when'] ?? []), ...clock].join(' ').trim()), text)
  const things = (slots['thing'] ?? []).filter((each) => /[\p{L}\p{N}]/u.test(each))
  const names = things.filter((each) => !KIND.test(bare(each)))
  const thing = (names.find((each) => !POINTING.test(each)) ?? names[0] ?? things[0] ?? '').trim()
  const marked = (slots['title'] ?? []).at(0) ?? ''
  const isNone = EMPTY.test(marked) && /^(?:agenda|schedules)\.add$/.test(wish) && 'title' in slots
  const called = wish.endsWith('.rename') ? CALLED.exec(text)?.[1] : undefined
  const title = trim(isNone ? statementIn(text) : (called ?? marked))
  const others = Object.entries(slots).flatMap(([slot, some]) => (slot === 'title' ? [] : some))
  const wide = widened(text, wish, title, others)
  return {
    title: /^(?:agenda|schedules)\.add$/.test(wish) ? withSubject(text, wide, others) : wide,
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
