/** Facts: what the persona was told, cut into pieces, and which of them answer a question. */
import { cuesOf, ideasOf, signsOf } from './synonyms.ts'
import { plain, stem, wordsOf, type Word } from './words.ts'

export interface Fact {
  /** What stands before the colon; '' for a sentence of its own. */
  readonly topic: string
  readonly text: string
  readonly topicStems: ReadonlySet<string>
  readonly stems: ReadonlySet<string>
  readonly ideas: ReadonlySet<string>
  readonly topicIdeas: ReadonlySet<string>
}

export interface Found {
  readonly facts: readonly Fact[]
  /** The part of the question that the facts cover, 0 to 1. */
  readonly cover: number
  /** Words of the question that no fact of the answer has. */
  readonly missing: readonly string[]
}

/** An order to the persona, not a fact to pass on. */
const order = new RegExp(
  '^(?:(?:always|never|be|do not|don.t|avoid|answer|reply|respond|speak|talk|stay|remember|say|tell|ask|refer|mention|' +
    'greet|pretend|act|write|sound)\\b(?!:)|you (?:speak|talk|answer|reply|write|work|help|serve|represent|sound|stay|are|should|must|may|will|have|can(?! reach| find| call| book| pay| buy))|' +
    'your (?:job|role|task|tone|goal|name|style)|(?:keep|use) (?:it|your|the tone|answers|replies|short|simple|plain)|' +
    'if (?:you|someone|somebody|asked|a (?:customer|visitor|person|user|guest) asks)|' +
    '(?:tone|style|voice|persona|rules?|language|goal|instructions?|secret|internal|confidential)\\s*:)',
  'i',
)

const asFact = (topic: string, text: string): Fact => {
  const topicWords = wordsOf(plain(topic)).map((word) => word.stem)
  const stems = new Set([...topicWords, ...wordsOf(plain(text)).map((word) => word.stem)])
  return {
    topic,
    text,
    topicStems: new Set(topicWords),
    stems,
    topicIdeas: new Set(topicWords.flatMap(ideasOf)),
    ideas: new Set([
      ...[...stems].flatMap(ideasOf),
      ...cuesOf(plain(topic)),
      ...signsOf(`${topic} ${text}`.toLowerCase()),
    ]),
  }
}

/** Lines and sentences, in the order they were told; a "Topic: fact" line stays whole, so that no condition is lost. */
export const factsOf = (instructions: string): Fact[] => {
  const facts: Fact[] = []
  for (const line of instructions.split('\n')) {
    const told = line
      .replace(/^\s*(?:[-*•]|\d{1,2}[.)])?\s*/, '')
      .replace(/\*\*/g, '')
      .trim()
    if (told === '' || told.startsWith('#') || facts.length >= 400) continue
    const colon = told.search(/:\s/)
    const topic = colon > 0 && colon <= 40 ? told.slice(0, colon) : ''
    if (topic !== '' && topic.split(' ').length <= 5) {
      if (!order.test(told)) facts.push(asFact(topic, told.slice(colon + 1).trim()))
    } else {
      for (const sentence of told.split(/(?<=[.!?])\s+(?=\p{Lu}|\d)/u))
        if (!order.test(sentence)) facts.push(asFact('', sentence))
    }
  }
  return facts
}

/** One letter too many, one too few, or two that changed places, after the same first letter. */
const slip = (typed: string, meant: string): boolean => {
  if (typed[0] !== meant[0] || Math.abs(typed.length - meant.length) > 1 || typed === meant) return false
  let i = 0
  while (i < typed.length && typed[i] === meant[i]) i += 1
  if (typed.length === meant.length)
    return typed[i] === meant[i + 1] && typed[i + 1] === meant[i] && typed.slice(i + 2) === meant.slice(i + 2)
  return typed.length > meant.length ? typed.slice(i + 1) === meant.slice(i) : typed.slice(i) === meant.slice(i + 1)
}

/** How well a word of the question meets a fact: its very stem, or an idea in common; more when it is the fact's topic. */
const meets = ({ stem: asked }: Word, fact: Fact): number => {
  if (fact.topicStems.has(asked)) return 1.3
  const shared = ideasOf(asked)
  if (shared.some((idea) => fact.topicIdeas.has(idea))) return 1.15
  if (fact.stems.has(asked)) return 1
  if (shared.some((idea) => fact.ideas.has(idea))) return 0.75
  return 0
}

/** A word that nothing was told about becomes the told word it is one slip away from. */
const mend = (word: Word, vocabulary: ReadonlySet<string>): Word => {
  if (word.word.length < 5 || vocabulary.has(word.stem) || ideasOf(word.stem).length > 0) return word
  for (const known of vocabulary) if (known.length > 3 && slip(word.stem, known)) return { ...word, stem: known }
  return word
}

export interface Question {
  /** Plain words of this message. */
  readonly asked: string
  /** Plain words of the message before, when this one leans on it. */
  readonly before?: string
  /** Words that name the place itself and so distinguish nothing. */
  readonly own: ReadonlySet<string>
}

const enough = 0.55

/** The facts that answer a question, best first, or none when no fact covers enough of it. */
export const find = (facts: readonly Fact[], { asked, before = '', own }: Question): Found => {
  const vocabulary = new Set(facts.flatMap((fact) => [...fact.stems]))
  const cues = cuesOf(asked)
  const mended = wordsOf(asked).map((word) => mend(word, vocabulary))
  const words = mended.map((word) => (own.has(word.stem) ? { ...word, weight: 0.1 } : word))
  // What the form of the question asks for already, a word need not ask for again.
  const named = words.filter((word) => !ideasOf(word.stem).some((idea) => cues.has(idea) && idea === 'price'))
  for (const word of wordsOf(before))
    if (!named.some((other) => other.stem === word.stem) && named.length < 60)
      named.push({ ...word, weight: word.weight * 0.6 })

  const count = (has: (fact: Fact) => boolean): number => facts.reduce((sum, fact) => sum + (has(fact) ? 1 : 0), 0)
  const rare = (n: number): number => Math.log(1 + facts.length / (0.5 + n))
  const rarity = named.map((word) => rare(count((fact) => meets(word, fact) > 0)))
  const forms = [...cues].map((cue) => ({ cue, rarity: rare(count((fact) => fact.ideas.has(cue))) }))
  // A cue weighs little beside a subject and everything alone: "where are you" has no other word.
  const subject = named.reduce((sum, word) => sum + word.weight, 0)
  const cueWeight = subject > 0.5 ? 0.4 : 1

  const scored = facts.map((fact) => {
    let score = 0
    let covered = 0
    // Small words alone ('what should I take') ask for nothing in particular.
    let telling = false
    const met = new Set<string>()
    named.forEach((word, i) => {
      const strength = meets(word, fact)
      if (strength === 0) return
      score += word.weight * strength ** 2 * rarity[i]!
      telling ||= word.weight === 1 || (word.weight > 0.5 && strength > 1)
      covered += word.weight * strength
      met.add(word.stem)
    })
    const answered = forms.filter(({ cue }) => fact.ideas.has(cue))
    for (const form of answered) score += cueWeight * form.rarity * (fact.topicIdeas.has(form.cue) ? 1.3 : 0.8)
    if (answered.length > 0) covered += cueWeight
    if (!telling && answered.length === 0) return { fact, score: 0, met, cover: 0 }
    const cover = covered / (subject + (cues.size > 0 ? cueWeight : 0) || 1)
    // A question that says the whole topic means it, whatever else it tells.
    const said = fact.topicStems.size > 0 && [...fact.topicStems].every((one) => met.has(one))
    return { fact, score, met, cover: said && cover > 0.4 ? Math.max(cover, enough) : cover }
  })
  scored.sort((a, b) => b.score - a.score)

  const best = scored[0]
  if (!best || best.score === 0 || best.cover < enough) return { facts: [], cover: 0, missing: [] }
  const near = scored.filter(({ score, cover }) => score >= best.score * 0.8 && cover >= enough).slice(0, 4)
  const met = new Set(near.flatMap((one) => [...one.met]))
  const found = near.map(({ fact }) => fact)
  const missing: string[] = []
  for (const word of words) {
    if (word.weight < 1 || met.has(word.stem)) continue
    // A second subject has an answer of its own; only what nothing was told about is missing.
    const other = scored.find(({ fact }) => meets(word, fact) > 1)?.fact
    if (other && found.length < 4) found.push(other)
    else if (!facts.some((fact) => meets(word, fact) > 0)) missing.push(word.word)
  }
  return { facts: found, cover: best.cover, missing }
}

/** The subjects the persona can speak about, in the order they were told. */
export const topicsOf = (facts: readonly Fact[]): string[] => [
  ...new Set(facts.map(({ topic }) => topic).filter((topic) => topic !== '' && stem(topic) !== 'note')),
]
