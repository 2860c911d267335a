/** Texts: what a thing is to be called or to say, taken from the words of a wish. */
import { type Frame } from './frames.ts'
import { THING } from './lexicon.ts'
import { unquoted } from './phrases.ts'
import { spokenOf, type Thing } from './things.ts'
import { type Wish } from './wish.ts'

/** "She is called Maria", where what is known is "My sister is called Ana". */
export const stated = (body: string, thing: Thing | undefined): string => {
  const who = thing ? /^(my [\p{L}-]+(?: [\p{L}-]+)?) (?:is|are|was)\b/iu.exec(thing.label)?.[1] : undefined
  const value = /^(?:it|that)(?:['’]s| is) (.{1,80})$/i.exec(body)?.[1]
  const before =
    thing && value !== undefined && !who
      ? /^(.{1,80} (?:to|in|at|is|are|called|from|as)) \S/i.exec(thing.label.slice(0, 200))?.[1]
      : undefined
  if (before !== undefined) return `${before} ${value}`
  return who ? body.replace(/^(?:she|he|it|they|that)(?:['’]s| is| are)\b/i, `${who} is`) : body
}

const INTO = new RegExp(
  `,? (?:in|on|to|into|onto|for|from|off) (?:my|the|our|your) (?:${THING.slice(3, -1)})$|,? (?:put|note|add|enter|save|write) (?:it|that|this) (?:down )?(?:in|on|to|into) (?:my|the|our) ${THING}$`,
  'i',
)

/** Of "a new plan for the garden" the garden; a meeting with Tom stays one. */
export const newText = ({ nouns }: Frame, body: string): string => {
  const words = body.replace(INTO, '').split(' ')
  const word = (at: number): string => (words[at] ?? '').toLowerCase().replace(/[:,]$/, '')
  let from = 0
  if (word(from) === 'me' || word(from) === 'us') from += 1
  while (/^(?:an?|the|new|my|our|empty|urgent|all-day|whole-day|recurring|quick|short|another)$/.test(word(from)))
    from += 1
  const isNamed =
    nouns.has(word(from)) &&
    (words.length === from + 1 || (words[from] ?? '').endsWith(':') || LINK.test(word(from + 1)))
  if (isNamed) from += 1
  else from = /^(?:me|us)$/.test(word(0)) && words.length > 1 ? 1 : 0
  if (isNamed && /^(?:in|into)$/.test(word(from)))
    while (from < words.length && !(words[from - 1] ?? '').endsWith(':') && !nouns.has(word(from - 1))) from += 1
  while (LINK.test(word(from)) && (isNamed || from <= 1)) from += 1
  return unquoted(
    words
      .slice(from)
      .join(' ')
      .replace(/^(?:an?|the) (?=\S)/i, ''),
  )
}
const LINK = /^(?:to|for|about|called|named|titled|of|that|saying|in|into|:)$/

export const itemText = ({ body }: Wish, thing: Thing | undefined): string => {
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
