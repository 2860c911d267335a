/** Facts: what a person plainly says of themselves and theirs. By patterns, so that it is the same every time. */
import { plain } from './words.ts'

/** `attribute` of `subject` is `value`. The same subject and attribute with another value is a change. */
export interface Fact {
  /** `me`, a relation ("sister") or a name, in lower case. */
  subject: string
  attribute: string
  value: string
  /** The clause that says it. */
  text: string
  /** What the persona should always have in mind: a name, an allergy. */
  core: boolean
}

/** Longer ones are stories, or pasted. */
const LONGEST = 240

const RELATIONS =
  'wife|husband|partner|fiancée?|girlfriend|boyfriend|mother|mum|mom|father|dad|sister|brother|son|daughter|child|kid|baby|' +
  'grandmother|grandma|grandfather|grandpa|aunt|uncle|cousin|niece|nephew|friend|neighbou?r|roommate|flatmate|boss|manager|' +
  'colleague|assistant|doctor|dentist|vet|lawyer|accountant|teacher|landlord|landlady|dog|cat|puppy|kitten|horse|parrot|rabbit|pet'

/** Said of what might be, was once, or of what others say. */
const UNSURE =
  /\b(?:if|unless|suppose|supposing|imagine|pretend|let's say|let us say|wish|would|could|might|maybe|perhaps|hypothetical(?:ly)?|as though|in case|hope|used to|for example|for instance|e\.g|said|says|wrote|writes|told|asks?|asked|claims?|according to|quote|going to|gonna|thought|i think|i guess|not sure|i bet|joking|kidding|pretending|dream(?:t|ed)?)\b/i
const ASKS =
  /\?\s*$|^(?:what|who|whom|whose|where|when|why|how|which|is|are|am|was|were|do|does|did|can|could|would|shall|should|may|might|have|has|won't|isn't|aren't|don't you)\b/i
const LEAD =
  /^(?:(?:well|oh|so|yes|yeah|yep|no|nope|ok|okay|actually|also|and|but|hi|hey|hello|sorry|thanks|thank you|please|by the way|btw|fyi|for the record|just so you know|in fact|remember(?: that)?|note(?: that)?|keep in mind(?: that)?|don't forget(?: that)?|you should know(?: that)?|to be clear|as of (?:today|now)|from now on|these days|nowadays|now)(?:[,:!.]+\s*|\s+))+/i
const NOBODY =
  /^(?:it|that|this|these|those|them|him|her|you|one|so|what|how|there|here|not|no|to|the (?:idea|way|look|sound))\b/i

/** After a full stop that ends something: "Dr. Ruiz" is one. */
const SENTENCE = /(?<!\b(?:dr|mr|mrs|ms|st|prof|no|vs|etc|e\.g|i\.e)\.)(?<=[.!?])\s+|\n+/i

/** Lower case, without article and full stop, one space between words: what makes two values the same. */
export const key = (text: string): string =>
  plain(text)
    .replace(/[^\p{L}\p{N}@.,:/+%€$£-]+/gu, ' ')
    .replace(/[.,:]{1,9}(?= |$)/g, '')
    .trim()
    .replace(/^(?:the|a|an|my|our|some) /, '')
    .replace(/\bfavorite\b/g, 'favourite')
    .replace(/\bcolor\b/g, 'colour')

const tidy = (text = ''): string =>
  text
    .trim()
    .replace(/[\s.,;:!]{1,40}$/, '')
    .replace(/^(?:now|currently|actually|called|still|just) /i, '')
    .replace(
      /,? (?:now|these days|nowadays|by the way|too|as well|already|at the moment|any ?more|again|actually|please|though)$/i,
      '',
    )

type Read = (match: string[]) => Omit<Fact, 'text'> | undefined
const fact = (subject: string, attribute: string, value: string, core = false): Omit<Fact, 'text'> | undefined => {
  const said = tidy(value)
  if (said === '' || said.length > 120 || NOBODY.test(said)) return undefined
  return { subject: key(subject), attribute: key(attribute), value: said, core }
}

const feeling: Record<string, string> = {
  like: 'likes',
  love: 'loves',
  adore: 'loves',
  enjoy: 'enjoys',
  prefer: 'prefers',
  hate: 'hates',
  detest: 'hates',
  dislike: 'dislikes',
}
const HOME =
  "(?:live|reside|(?:a|')m living|am based|'m based|have moved|'ve moved|moved|just moved|have just moved|'ve just moved)"
const CORE =
  /^(?:name|full name|first name|surname|last name|nickname|pronouns?|language|mother tongue|time ?zone|birthday|date of birth|allerg\w*)$/i

const PATTERNS: [RegExp, Read][] = [
  [
    /^(?:you can |you may |just )?call me (.+)$/i,
    ([, name = '']) => fact('me', 'called', name.replace(/ (?:from now on|instead)$/i, ''), true),
  ],
  [/^i(?:'m| am) (?:called|named) (.+)$/i, ([, name = '']) => fact('me', 'name', name, true)],
  [
    new RegExp(`^(?:my|our) (${RELATIONS})(?:'s name is|s? is (?:called|named)|'s (?:called|named)) (.+)$`, 'i'),
    ([, who = '', name = '']) => fact(who, 'name', name),
  ],
  [
    new RegExp(`^i have an? (?:\\w+ )?(${RELATIONS}) (?:called|named) (.+)$`, 'i'),
    ([, who = '', name = '']) => fact(who, 'name', name),
  ],
  [
    new RegExp(
      `^(?:[Mm]y|[Oo]ur) (${RELATIONS})(?:,? [A-Z][\\w-]+,?)? (?:lives|(?:has |just )?moved) (?:in|at|to|near) (.+)$`,
    ),
    ([, who = '', where = '']) => fact(who, 'home', where),
  ],
  [
    new RegExp(`^(?:[Mm]y|[Oo]ur) (${RELATIONS})(?:,? [A-Z][\\w-]+,?)? works (?:at|for|as|in) (.+)$`),
    ([, who = '', where = '']) => fact(who, 'work', where),
  ],
  [
    /^(?:my|our) ([\p{L}\p{N}' -]{2,50}?) (?:has )?(?:changed|moved|switched) to (.+)$/iu,
    ([, what = '', value = '']) => fact('me', what, value),
  ],
  [
    /^(?:my|our) ([\p{L}\p{N}' -]{2,50}?)(?:'s| is| are|:| =) (.+)$/iu,
    ([, what = '', value = '']) => {
      const [, owner, rest] = /^([\p{L}-]+)'s (.+)$/u.exec(what) ?? []
      return owner !== undefined && rest !== undefined
        ? fact(owner, rest, value)
        : fact('me', what, value, CORE.test(what))
    },
  ],
  [
    /^(?!It|That|What|Here|There|Let|He|She|Who|This|How|Where|When)([A-Z][\p{L}-]+)'s ([\p{L} -]{2,40}?) is (.+)$/u,
    ([, who = '', what = '', value = '']) => fact(who, what, value),
  ],
  [
    new RegExp(`^(?:i|we)(?: now)? ?${HOME} (?:in|at|to|near) (.+)$`, 'i'),
    ([, where = '']) => fact('me', 'home', where.replace(/ (?:last|this) \w+$/i, '')),
  ],
  [/^i (?:work|am working|'m working) as (.+)$/i, ([, job = '']) => fact('me', 'job', job)],
  [
    /^i(?: now)? ?(?:work|am working|'m working|started(?: working| a (?:new )?job| work)?|have started(?: working)?|'ve started(?: working)?|got a (?:new )?job) (?:at|for|with) (.+)$/i,
    ([, who = '']) => fact('me', 'employer', who),
  ],
  [/^i(?:'m| am) allergic to (.+)$/i, ([, to = '']) => fact('me', `allergy to ${to}`, to, true)],
  [/^i(?:'m| am) (\d{1,3})(?: years old)?$/i, ([, age = '']) => fact('me', 'age', age)],
  [/^i(?:'m| am) from (.+)$/i, ([, where = '']) => fact('me', 'origin', where)],
  [/^i(?:'m| am) married to (.+)$/i, ([, who = '']) => fact('me', 'married to', who)],
  [
    /^i was born (?:on |in )?(.+)$/i,
    ([, when = '']) => fact('me', /\d/.test(when) ? 'birthday' : 'birthplace', when, true),
  ],
  [
    /^i(?:'m| am) ((?:an? )?(?:vegetarian|vegan|pescatarian|left-handed|right-handed|colou?r-?blind|deaf|blind|diabetic|coeliac|celiac|lactose intolerant|retired|self-employed|pregnant|single|divorced|widowed)\b.{0,40})$/i,
    ([, what = '']) => fact('me', `being ${what}`, what),
  ],
  [
    /^i(?:'m| am) (an? .{2,60})$/i,
    ([, what = '']) =>
      /^an? (?:bit|little|lot|few|big|huge)\b/i.test(what) ? undefined : fact('me', `being ${what}`, what),
  ],
  [
    /^i (?:really |absolutely |also |still |just )*(like|love|adore|enjoy|prefer|hate|detest|dislike|can't stand|cannot stand|don't like|do not like|don't enjoy)(?: to)? (.+)$/i,
    ([, verb = '', what = '']) => opinion(verb, what),
  ],
  [
    /^i (speak|play|drive|own|study|teach) (.{2,60})$/i,
    ([, verb = '', what = '']) => fact('me', `${verb} ${what}`, `${verb} ${what}`),
  ],
  [
    /^i have (an? |one |two |three |four |five |\d+ )(.{2,60})$/i,
    ([, count = '', what = '']) =>
      /^(?:question|problem|request|idea|feeling|look|suggestion|complaint|few|lot|bit|meeting|doubt|plan)\b/i.test(
        what,
      )
        ? undefined
        : fact('me', `has ${what}`, count + what),
  ],
  [
    /^i (earn|pay|owe|spend|save) (.*?(?:[€$£]\s?\d|\d[\d.,]*\s?(?:€|\$|£|euros?|dollars?|pounds?|k\b|eur|usd|gbp|francs?)).*)$/i,
    ([, verb = '', much = '']) => fact('me', `${verb} ${/ (?:for|on|in|to) (.{1,200})$/.exec(much)?.[1] ?? ''}`, much),
  ],
]

const opinion = (verb: string, what: string): ReturnType<Read> => {
  if (NOBODY.test(tidy(what))) return undefined
  const good = feeling[verb.toLowerCase()]
  const [, thing = what] = /^(.{1,200}?) (?:over|to|more than|rather than) ./i.exec(what) ?? []
  return fact(
    'me',
    `liking of ${tidy(good === 'prefers' ? thing : what)}`,
    `${good ?? (/stand/.test(verb) ? 'hates' : 'dislikes')} ${tidy(what)}`,
  )
}

/** What was pasted, quoted or fenced is not the person's own word. */
const own = (text: string): string =>
  text
    .replace(/```[\s\S]*?(?:```|$)|<(\w+)[^>]*>[\s\S]*?(?:<\/\1>|$)/g, '\n')
    .replace(/^[^\S\n]*(?:>|\||\[|\{|#|(?:system|assistant|persona|tool|user|from|to|subject)[^\S\n]*:).*$/gim, '')
    .replace(/"[^"\n]{0,400}"|“[^”\n]{0,400}”|«[^»\n]{0,400}»|`[^`\n]{0,400}`/g, ' “ ')

/** What a person's own message says for certain. Questions, guesses and what others said are no facts. */
export const factsIn = (message: string): Fact[] => {
  const found: Fact[] = []
  const text = own(message.slice(0, 8000).replace(/’/g, "'"))
  for (const sentence of text.split(SENTENCE)) {
    const said = sentence.trim()
    if (said === '' || said.length > LONGEST || said.includes('“') || UNSURE.test(said)) continue
    if (ASKS.test(said.replace(LEAD, ''))) continue
    for (const part of said.split(
      /[;,]? (?:and|but) (?=(?:i|my|we|our|call me)\b)|[;,] (?=(?:i|my|we|our|call me)\b)/i,
    )) {
      const clause = tidy(part.replace(LEAD, ''))
      const fact = read(clause)
      if (fact) found.push({ ...fact, text: clause })
    }
  }
  return found
}

const read = (clause: string): ReturnType<Read> => {
  for (const [pattern, make] of PATTERNS) {
    const match = pattern.exec(clause)
    if (match) return make([...match])
  }
  return undefined
}
