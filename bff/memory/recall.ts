/**
 * Recall: which of somebody's turns and facts a question is about. BM25+ over stems, a turn's speaker and dates as words
 * of their own, and neighbours: in a talk the answer often stands beside the turn that has the question's words.
 *
 * BM25+ after Lv and Zhai, "Lower-Bounding Term Frequency Normalization" (CIKM 2011).
 */
import { datesAsked, datesOf } from './dates.ts'
import { kindsAsked, kindsIn } from './kinds.ts'
import { relatedTo } from './related.ts'
import { stemsOf } from './words.ts'

/** Something to be found: a turn of a talk, or a fact. */
export interface Entry {
  id: string
  text: string
  /** Who said it; empty where nobody did. */
  speaker: string
  /** Milliseconds since the epoch. */
  at: number
  /** The talk it is a turn of; empty where it stands alone. */
  session: string
  /** What orders the turns of one talk. */
  place: number
}

export interface Hit {
  id: string
  score: number
}

const K1 = 1.2
const B = 0.5
const DELTA = 0.5
/** What a word counts as the name of the speaker, or as a date. */
const SPEAKER = 0.5
const DATE = 1
/** What a word counts that is only related to one of the question's. */
const RELATED = 0.4
/** What a turn lends of its score to the one beside it, and to those further off. */
const LENT = [0.6, 0.4, 0.2]
/** What a turn has of all that its talk scored. */
const TALK = 0.1
/** What it is worth to have a number or a day where one is asked for. */
const KIND = 0.3

/** Entries whose neighbours are looked at. */
const MANY = 1500
/** A posting is one number: the entry's, and how often it has the word, in quarters. */
const QUARTERS = 64

export class Recall {
  readonly #ids: string[] = []
  readonly #numbers = new Map<string, number>()
  readonly #lengths: number[] = []
  readonly #kinds: number[] = []
  readonly #postings = new Map<string, number[]>()
  /** The turns of each talk in their order, and the place of each turn in its talk. */
  readonly #sessions = new Map<string, number[]>()
  readonly #session: (number[] | undefined)[] = []
  readonly #place: number[] = []
  readonly #order: number[] = []
  /** Talks whose turns came out of order. */
  readonly #loose = new Set<number[]>()
  #words = 0
  #scores = new Float64Array(1024)
  #lent = new Float64Array(1024)

  get size(): number {
    return this.#ids.length
  }

  has(id: string): boolean {
    return this.#numbers.has(id)
  }

  add({ id, text, speaker, at, session, place }: Entry): void {
    if (this.#numbers.has(id)) return
    const number = this.#ids.length
    this.#ids.push(id)
    this.#numbers.set(id, number)
    const stems = stemsOf(text)
    this.#lengths.push(stems.length)
    this.#kinds.push(kindsIn(text))
    this.#words += stems.length
    const counts = new Map<string, number>()
    const count = (word: string, much: number) => counts.set(word, (counts.get(word) ?? 0) + much)
    for (const stem of stems) count(stem, 1)
    for (const stem of stemsOf(speaker)) count(stem, SPEAKER)
    for (const date of datesOf(text, at)) count(date, DATE)
    for (const [word, often] of counts) {
      const posting = number * QUARTERS + Math.min(QUARTERS - 1, Math.round(often * 4))
      const list = this.#postings.get(word)
      if (list) list.push(posting)
      else this.#postings.set(word, [posting])
    }
    if (session === '') return
    let talk = this.#sessions.get(session)
    if (!talk) this.#sessions.set(session, (talk = []))
    this.#session[number] = talk
    this.#place[number] = talk.length
    this.#order[number] = place
    if ((this.#order[talk.at(-1) ?? -1] ?? -Infinity) > place) this.#loose.add(talk)
    talk.push(number)
  }

  /** The best entries first, each with a score above 0. @param at when it is asked, for "yesterday" and the like */
  search(question: string, at: number, limit: number): Hit[] {
    for (const talk of this.#loose) {
      talk.sort((a, b) => (this.#order[a] as number) - (this.#order[b] as number))
      for (const [place, number] of talk.entries()) this.#place[number] = place
    }
    this.#loose.clear()
    const words = new Map<string, number>()
    for (const word of stemsOf(question)) {
      words.set(word, 1)
      for (const other of relatedTo(word)) if (!words.has(other)) words.set(other, RELATED)
    }
    for (const date of datesAsked(question, at)) words.set(date, 1)
    const touched = this.#score(words)
    const best = this.#best(touched, kindsAsked(question), limit)
    for (const number of touched) this.#scores[number] = 0
    return best.map(([number, score]) => ({ id: this.#ids[number] as string, score }))
  }

  /** Fill in the scores. @returns the numbers of the entries that have one */
  #score(words: ReadonlyMap<string, number>): number[] {
    const total = this.#ids.length
    if (this.#scores.length < total)
      [this.#scores, this.#lent] = [new Float64Array(total * 2), new Float64Array(total * 2)]
    const scores = this.#scores
    const lengths = this.#lengths
    const average = this.#words / total || 1
    const touched: number[] = []
    const lists = [...words].flatMap(([word, share]) => {
      const list = this.#postings.get(word)
      return list ? [{ list, share }] : []
    })
    lists.sort((a, b) => a.list.length - b.list.length)
    for (const { list, share } of lists) {
      const weight = share * Math.log(1 + (total - list.length + 0.5) / (list.length + 0.5))
      // A word that is everywhere tells apart only what the rarer ones have found.
      const known = touched.length > 0 && list.length > MANY && list.length > total / 10
      for (const posting of list) {
        const number = posting >> 6
        const score = scores[number] as number
        if (score === 0) {
          if (known) continue
          touched.push(number)
        }
        const often = (posting & 63) / 4
        const norm = K1 * (1 - B + (B * (lengths[number] as number)) / average)
        scores[number] = score + weight * (DELTA + (often * (K1 + 1)) / (often + norm))
      }
    }
    return touched
  }

  /** The `limit` best of own scores and what the neighbours and the talk lend. */
  #best(touched: readonly number[], kinds: number, limit: number): [number, number][] {
    const scores = this.#scores
    const lent = this.#lent
    const strong = strongest(touched, scores)
    const talks = new Map<number[], number>()
    const whole: number[] = []
    const add = (number: number, score: number): void => {
      if (lent[number] === 0) whole.push(number)
      lent[number] = (lent[number] as number) + score
    }
    for (const number of strong) {
      const score = scores[number] as number
      add(number, score)
      const talk = this.#session[number]
      if (!talk) continue
      talks.set(talk, (talks.get(talk) ?? 0) + score)
      const place = this.#place[number] as number
      for (let step = 1; step <= LENT.length; step++) {
        const share = (LENT[step - 1] as number) * score
        const [before, after] = [talk[place - step], talk[place + step]]
        if (before !== undefined) add(before, share)
        if (after !== undefined) add(after, share)
      }
    }
    const ranked = whole.map((number): [number, number] => {
      const talk = this.#session[number]
      const around = talk ? (TALK * (talks.get(talk) ?? 0)) / Math.sqrt(talk.length) : 0
      const fits = (kinds & (this.#kinds[number] as number)) === 0 ? 1 : 1 + KIND
      const score = ((lent[number] as number) + around) * fits
      lent[number] = 0
      return [number, score]
    })
    return ranked.toSorted((a, b) => b[1] - a[1] || b[0] - a[0]).slice(0, limit)
  }
}

/** So many of those that were touched as can matter: the rest would lend next to nothing. */
const strongest = (touched: readonly number[], scores: Float64Array): readonly number[] => {
  if (touched.length <= MANY) return touched
  const sample = Float64Array.from(touched, (number) => scores[number] as number).sort()
  const least = sample[sample.length - MANY] as number
  return touched.filter((number) => (scores[number] as number) >= least).slice(0, 2 * MANY)
}
