/** Values: which of its given values a field takes, and whether a flag is meant, by the words of a wish. */
import { type Field, type Frame } from './frames.ts'
import { namesOf, THING } from './lexicon.ts'
import { type Thing } from './things.ts'
import { type Wish } from './wish.ts'
import { stem } from './words.ts'

const SORT = new RegExp(` ${THING}$`, 'i')
const EVERYTHING =
  /^(?:everything|all|your memory.*|.*\bmemory of me|everything you know(?: about me)?|all you know(?: about me)?)?$/i
export const ALL = /^(?:everything|all(?: of)?(?: (?:them|it|the|my|those|these))?|them|(?:every|each) \w+)$/i
/** "All", "from now on": every time of something that comes again. */
/** "The whole morning" is not every time. */
const ALL_DAY = /\b(?:all|whole|entire)(?: the)? (?:day|morning|afternoon|evening|night|week|weekend|month|time)\b/gi
export const isSeries = ({ whole, acts, when }: Wish): boolean =>
  !/(?<!\bfrom )\b(?:next|this) (?:week|month)\b|\brest of the\b/i.test(whole) &&
  ((acts.includes('rename') && !/day\b|\btomorrow|\btonight|\bnext\b|\d/i.test(whole)) ||
    /\b(?:all|every|each|always|series|whole|entirely|sessions|completely)\b/i.test(whole.replace(ALL_DAY, '')) ||
    (acts.includes('remove') &&
      when.at === null &&
      /\b(?:from|off) (?:my|the|our) (?:agenda|calendar|schedule)\b/i.test(whole)))
export const flagOf = (
  frame: Frame,
  { name, does }: Field,
  wish: Wish,
  words: ReadonlySet<string>,
): boolean | undefined => {
  const root = name.slice(0, 6)
  if (/\b(?:stop|pause)/i.test(does)) {
    if (wish.acts.includes('pause')) return false
    if (wish.acts.includes('resume')) return true
    return undefined
  }
  if (frame.target && name.startsWith('archiv') && frame.acts.has('restore')) return !wish.acts.includes('restore')
  if (name === 'everything') return EVERYTHING.test(wish.body) ? true : undefined
  if (name === 'all') return ALL.test(wish.body.replace(SORT, '')) ? true : undefined
  if (name === 'unread' && /\bnot (?:yet )?(?:been )?read\b|\bnew\b|\bhaven['’]?t read\b/i.test(wish.whole)) return true
  const isSaid =
    [...words].some((word) => word.startsWith(root) || (word.length > 4 && stem(name) === word)) ||
    (/^(?:ended|past)$/.test(name) && /\b(?:past|ended|old|former|over)\b/i.test(wish.whole))
  return isSaid ? true : undefined
}

/** Other words for a value: urgent is critical. */
const LIKE: Record<string, RegExp> = {
  critical: /\b(?:urgent|important|emergency)\b/i,
  following: /\bfrom (?:now|then|\w+) on\b|\band (?:all )?(?:after|following)\b/i,
  all: /\b(?:all|including|every)\b/i,
}

export const valueOf = (
  frame: Frame,
  { name, values, does }: Field,
  wish: Wish,
  words: ReadonlySet<string>,
  thing: Thing | undefined,
): string | undefined => {
  // How much of what comes again is meant.
  if (values.includes('following') && values.includes('this')) {
    if (thing?.row.recurs !== true) return undefined
    return LIKE.following?.test(wish.whole) ? 'following' : isSeries(wish) ? 'all' : undefined
  }
  const status = wish.status !== undefined && values.includes(wish.status) ? wish.status : undefined
  const said =
    status ?? values.find((value) => wish.nouns.some((noun) => namesOf(value).has(noun)) || wish.acts.includes(value))
  const seen = values.find(
    (value) =>
      words.has(stem(value)) ||
      (value !== 'all' && value !== 'following' && LIKE[value]?.test(wish.whole)) ||
      (value === 'done' && (words.has('finish') || words.has('complet'))),
  )
  const all =
    values.includes('all') &&
    LIKE.all?.test(wish.whole) &&
    /\b(?:all|includ\w+|finished|done|dropped)\b.*\b(?:finished|done|dropped|ones?)\b/i.test(wish.whole)
  const isNew = frame.target === undefined
  const value = all
    ? 'all'
    : (said ??
      (isNew || wish.form === 'list' || does.includes(':') || !/^(?:as|status|state|kind|scope)$/.test(name)
        ? seen
        : undefined))
  return name === 'kind' && value === 'reminder' ? undefined : value
}
