/** Words of English: how a sentence is cut into them, their stems, and which of them carry no meaning. */

const contractions: [RegExp, string][] = [
  [/\bwhat'?s\b/g, 'what is'],
  [/\b(where|who|how|when)s\b/g, '$1 is'],
  [/\b(do|does|is|are|have|would)nt\b/g, '$1 not'],
  [/\bim\b/g, 'i am'],
  [/\bcan't\b/g, 'can not'],
  [/\bwon't\b/g, 'will not'],
  [/\blet's\b/g, 'let us'],
  [/n't\b/g, ' not'],
  [/\b(who|where|when|how|it|that|there|here|he|she)'s\b/g, '$1 is'],
  [/'re\b/g, ' are'],
  [/'m\b/g, ' am'],
  [/'ll\b/g, ' will'],
  [/'ve\b/g, ' have'],
  [/'d\b/g, ' would'],
  [/'s?(?=\s|$|[^a-z])/g, ''],
]

/** Two words that are one thing. */
const compounds: [RegExp, string][] = [
  [/\bgift cards?\b/g, 'voucher'],
  [/\bmoney back\b/g, 'refund'],
  [/\b(?:send|bring|give) (\w{1,20} )(\w{1,20} )?back\b/g, 'return $1'],
  [/\bcar park\b/g, 'parking'],
  [/\bsign(?:ing)? up\b/g, 'register'],
  [/\bwi-fi\b/g, 'wifi'],
  [/\b(check|log|pick|drop|walk|trade)(?:ing)?[ -](in|out|up|off)(?:s|\b)/g, '$1$2'],
  [/\be ?mail address(?:es)?\b/g, 'email'],
  [/\b(?:get in touch|reach you|reach out)\b/g, 'contact'],
]

/** Lower case, straight quotes, contractions written out, single spaces, no punctuation but that of numbers. */
export const plain = (text: string): string => {
  let words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
  for (const [from, to] of contractions) words = words.replace(from, to)
  words = words
    .replace(/[^\p{L}\p{N}\p{M}\s.,:€$£%@+*/-]|[.,:](?!\d)/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  for (const [from, to] of compounds) words = words.replace(from, to)
  return words
}

const irregular = new Map(
  Object.entries({
    bought: 'buy',
    taught: 'teach',
    paid: 'pay',
    sent: 'send',
    brought: 'bring',
    made: 'make',
    took: 'take',
    taken: 'take',
    went: 'go',
    gave: 'give',
    given: 'give',
    broke: 'break',
    broken: 'break',
    held: 'hold',
    kept: 'keep',
    left: 'leave',
    lost: 'lose',
    sold: 'sell',
    told: 'tell',
    found: 'find',
    came: 'come',
    children: 'child',
    people: 'person',
    men: 'man',
    women: 'woman',
    feet: 'foot',
    halves: 'half',
    lent: 'lend',
    knives: 'knife',
    shelves: 'shelf',
    ate: 'eat',
    eaten: 'eat',
    wore: 'wear',
    ran: 'run',
    began: 'begin',
  }),
)

const vowel = /[aeiouy]/
const undouble = (word: string): string => (/([bdfgmnprt])\1$/.test(word) ? word.slice(0, -1) : word)
const strip = (word: string, ending: string, least = 3): string | null => {
  const base = word.slice(0, -ending.length)
  return word.endsWith(ending) && base.length >= least && vowel.test(base) ? base : null
}

/** The stem of a word: no plural, no -ing, -ed, -er, -ly, -ment or -ation, no final e. Light on purpose: it only has to agree with itself. */
export const stem = (word: string): string => {
  const known = irregular.get(word)
  let s = known ?? word
  if (s.length < 4 || /\d/.test(s)) return s
  if (s.endsWith('ies')) s = `${s.slice(0, -3)}y`
  else if (/(?:ss|sh|ch|x|z)es$/.test(s)) s = s.slice(0, -2)
  else if (s.endsWith('s') && !/(?:ss|us|is)$/.test(s)) s = s.slice(0, -1)
  if (s.length > 6) s = strip(s, 'ation', 4) ?? strip(s, 'ment') ?? s
  const cut = strip(s, 'ing') ?? strip(s, 'ed')
  if (cut !== null) s = /[^aeiou]at$/.test(cut) ? (strip(cut, 'at', 4) ?? cut) : undouble(cut)
  if (s.length > 5) s = strip(s, 'ate', 4) ?? strip(s, 'al') ?? s
  const agent = s.length > 5 ? strip(s, 'er') : null
  if (agent !== null) s = undouble(agent)
  if (s.length > 5) s = strip(s, 'ly') ?? strip(s, 'ion') ?? s
  if (s.length > 3 && s.endsWith('e')) s = s.slice(0, -1)
  if (s.length > 2 && s.endsWith('y')) s = `${s.slice(0, -1)}i`
  return s
}

/** Words that say nothing about what is asked. */
const stop = new Set(
  `a an the this that these those there here it its they them their he she him her his hers i me my mine we us our ours
  you your yours u ur am is are was were be been being do does did doing have has had having can could will would shall
  should may might must not no nor and or but if then than so as at by for from in into of off on onto out over to up
  with within without about across after before between through during per via also too very just only even ever never
  really quite some any all each every both few more most much many such same other another own what which who whom
  whose when where why how ok okay please pls plz thanks thank hi hello hey dear well now yet still again actually
  maybe perhaps let lets get got gets getting one ones someone anyone something anything everything thing things else
  etc yes sure wonder wondering possible possibly able like hear know knows tell say says said ask asking question
  questions think mean possible info information details detail regarding concerning anyway kind sort lot bit along
  allow allowed accept accepted available offer offers offered provide include includes included sir madam guys`.split(
    /\s+/,
  ),
)

/** Words that carry a little: what people do with things, and the times they name beside what they ask for. */
const light = new Set(
  `want need look looking find see come go going make made take use using give bring work works good best nice new old
  big little small today tomorrow tonight yesterday week weekend month year next last day morning evening afternoon
  put keep late early free serve summarise summarize explain describe long until night initial treat talk try number back monday tuesday wednesday thursday friday saturday sunday help policy policies option options methods method ways way certain general usually
  normally first time times done love happen place suitable friendly interested hurt much many set piece pieces valid`.split(
    /\s+/,
  ),
)
/** Acts that are asked of anybody about anything: alone they do not say what is meant. */
const acts = new Set('book order buy pay cancel fix repair sell send change price cost leave teach learn'.split(' '))

export interface Word {
  readonly word: string
  readonly stem: string
  /** How much of the question it carries, 0 to 1. */
  readonly weight: number
}

const lightStems = new Set([...light].map(stem))
const actStems = new Set([...acts].map(stem))

/** The words of a plain text that say something, in order, each stem once. */
export const wordsOf = (text: string, most = 60): Word[] => {
  const found = new Map<string, Word>()
  for (const raw of text.split(/[\s/+*-]+/)) {
    const word = raw.replace(/^[.,:_]+|(?<![.,:_])[.,:_]+$/g, '')
    if (word === '' || stop.has(word) || found.size >= most) continue
    const base = stem(word)
    if (found.has(base)) continue
    const weight = lightStems.has(base) ? 0.25 : actStems.has(base) ? 0.7 : 1
    found.set(base, { word, stem: base, weight })
  }
  return [...found.values()]
}
