/** Words: a text as the stems by which memory finds it. */
import { stemmer } from 'stemmer'

/** Words that stand in every second sentence and tell none apart. Without apostrophes, as `plain` leaves them. */
const STOP = new Set(
  `a about after again all also am an and any anyway are as at be because been before being both but by can cannot cant
  could did didnt do does doesnt doing dont down during each else ever few for from further get gets getting give go
  going gonna good got had hadnt has hasnt have havent having he hello her here hers herself hi him himself his how i if
  im in into is isnt it its itself ive just let like lot lots made make many maybe me more most much my myself new no nor
  not now of off oh ok okay on once one only or other our ours ourselves out over own please quite rather really said
  same say says she should shouldnt so some something soon still such sure tell than thank thanks that thats the their
  theirs them themselves then there theres these they thing things think this those though through to too under until up
  us very want wants was wasnt way we well went were werent what whats when where whether which while who whom whose why
  will with wont would wouldnt yes yeah yet you your yours yourself recently remember mention mentioned ago did
  happen happened know kind sort`.split(/\s+/),
)

/** Forms that no stemmer brings together. */
const FORMS = new Map(
  `bought buy|brought bring|thought think|taught teach|caught catch|sold sell|paid pay|met meet|kept keep|slept sleep|
  felt feel|left leave|lost lose|sent send|spent spend|lent lend|built build|broke break|broken break|chose choose|
  chosen choose|drove drive|driven drive|rode ride|ridden ride|wrote write|written write|spoke speak|spoken speak|
  stole steal|stolen steal|wore wear|worn wear|tore tear|torn tear|flew fly|flown fly|grew grow|grown grow|drew draw|
  drawn draw|knew know|known know|threw throw|thrown throw|ate eat|eaten eat|fell fall|fallen fall|swam swim|swum swim|
  ran run|began begin|begun begin|sang sing|sung sing|drank drink|drunk drink|won win|held hold|heard hear|stood stand|
  understood understand|told tell|found find|made make|led lead|read read|fed feed|shot shoot|hid hide|hidden hide|
  bit bite|bitten bite|froze freeze|frozen freeze|woke wake|woken wake|gave give|given give|took take|taken take|
  came come|became become|forgot forget|forgotten forget|children child|men man|women woman|feet foot|teeth tooth|
  mice mouse|wives wife|lives live|knives knife|leaves leaf|shelves shelf|loaves loaf|wolves wolf|halves half|
  mum mother|mom mother|mam mother|dad father|kid child|kids child|favorite favourite|color colour|colors colour`
    .split('|')
    .map((pair) => pair.trim().split(' ') as [string, string]),
)

/** A stem for each word that was met; `''` for a stop word. */
const known = new Map<string, string>()
const KNOWN = 50_000

/** Keep no word that was met. Part of forgetting. */
export const forgetWords = (): void => known.clear()

const stemOf = (word: string): string => {
  let stem = known.get(word)
  if (stem !== undefined) return stem
  if (STOP.has(word)) stem = ''
  else stem = /^[a-z]{3,}$/.test(word) ? stemmer(FORMS.get(word) ?? word) : word
  if (known.size >= KNOWN) known.clear()
  known.set(word, stem)
  return stem
}

/** Lower case, without accents, apostrophes and what follows them. */
export const plain = (text: string): string => {
  const lower = text.toLowerCase()
  // oxlint-disable-next-line no-control-regex
  const base = /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize('NFKD').replace(/\p{M}+/gu, '')
  return base.replace(/['’](?:s|ll|d|re|ve|m)\b/g, '').replace(/['’]/g, '')
}

// Scripts without spaces are taken sign by sign; a number keeps its decimals and loses its commas.
const WORD = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|\d+(?:[.,]\d+)*|[\p{L}\p{N}]+/gu

/** Every word of a text, as it is found. */
export const wordsOf = (text: string): string[] =>
  plain(text)
    .match(WORD)
    ?.map((word) => word.replaceAll(',', '')) ?? []

/** The stems of a text, in its order, without those that tell nothing. */
export const stemsOf = (text: string): string[] =>
  wordsOf(text)
    .map(stemOf)
    .filter((stem) => stem !== '')
