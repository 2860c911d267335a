/** Training: makes the built-in model's weights from the lessons. `node test/understanding/train.ts` writes them. */
import { writeFileSync } from 'node:fs'
import { markFeatures, type Token, tokensOf, wishFeatures } from '../../bff/brain/local/learned/features.ts'
import { placesIn } from '../../bff/brain/local/learned/parting.ts'
import { bestRow } from '../../bff/brain/local/learned/reading.ts'
import { keyOf, packed, rowOf, STEP, type Table, type Weights } from '../../bff/brain/local/learned/weights.ts'
import { digestOf, files, type Lesson, lessonsIn } from './lessons.ts'

/**
 * How often all lessons are gone through, how far a step goes, how strongly weights are pulled to zero, and how often a
 * feature has to be seen to count.
 */
const WISHES = { rounds: 14, rate: 0.05, decay: 2e-4, rare: 4 }
const MARKS = { rounds: 10, rare: 4 }

/** What is learned in another order is a little different: the weights are the mean of so many runs. */
const RUNS = 3

/** A row of chance, the same each time (Park and Miller, 1988). */
const chance = (run = 0): (() => number) => {
  let seed = 20_261_122 + run
  return () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
}
const shuffled = <T>(some: readonly T[], next: () => number): T[] =>
  some
    .map((one) => [next(), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one)

/** Those that are seen often enough, in the order of a table. */
const keysOf = (all: Iterable<Iterable<string>>, rare: number): Uint32Array => {
  const seen = new Map<number, number>()
  for (const features of all)
    for (const feature of features) seen.set(keyOf(feature), (seen.get(keyOf(feature)) ?? 0) + 1)
  return Uint32Array.from([...seen].flatMap(([key, times]) => (times < rare ? [] : [key]))).toSorted()
}
const rowsIn = (keys: Uint32Array, features: Iterable<string>): number[] =>
  [...features].map((feature) => rowOf({ keys }, feature)).filter((row) => row >= 0)

const inSteps = (sums: Float64Array, keys: Uint32Array, step: number): Table => ({
  keys,
  numbers: Int8Array.from(sums, (sum) => Math.max(-127, Math.min(127, Math.round(sum / step)))),
})
const add = (to: Float64Array, at: number, by: number): void => {
  to[at] = (to[at] as number) + by
}

const POINTING = /^(?:it|this|that|them|these|those|both)\b/i
/** Of what names what it is about, every fourth may as well have come after something else. */
const anywhere = (lessons: readonly Lesson[]): Lesson[] => {
  const befores = [...new Set(lessons.map(({ before }) => before))].filter((before) => before !== '').toSorted()
  const names = ({ text, spans }: Lesson): boolean =>
    spans.some(({ slot, from, to }) => /^(?:thing|title)$/.test(slot) && !POINTING.test(text.slice(from, to)))
  const own = lessons.filter((lesson) => lesson.before === '' && names(lesson))
  return own.flatMap((lesson, i) =>
    i % 4 === 0 && befores.length > 0 ? { ...lesson, before: befores[(i / 4) % befores.length] as string } : [],
  )
}

const mean = (run: (run: number) => Float64Array): Float64Array => {
  const all = Array.from({ length: RUNS }, (_, i) => run(i))
  return (all[0] as Float64Array).map((_, i) => all.reduce((sum, each) => sum + (each[i] as number), 0) / RUNS)
}

interface Example {
  outcome: number
  features: Set<string>
}
/** Multinomial logistic regression by AdaGrad (Duchi, Hazan and Singer, 2011). */
const learned = (given: readonly Example[], k: number): Table => {
  const keys = keysOf(
    given.map(({ features }) => features),
    WISHES.rare,
  )
  const examples = given.map(({ outcome, features }) => ({
    outcome,
    rows: rowsIn(keys, features).map((row) => row * k),
  }))
  return inSteps(
    mean((run) => descended(examples, keys.length, k, chance(run))),
    keys,
    STEP.wish,
  )
}
const descended = (
  examples: readonly { outcome: number; rows: readonly number[] }[],
  size: number,
  k: number,
  next: () => number,
): Float64Array => {
  const [weights, squares] = [new Float64Array(size * k), new Float64Array(size * k).fill(1e-6)]
  for (let round = 0; round < WISHES.rounds; round += 1)
    for (const { outcome, rows } of shuffled(examples, next)) {
      const sums = new Float64Array(k)
      for (const row of rows) for (let c = 0; c < k; c += 1) add(sums, c, weights[row + c] as number)
      const most = Math.max(...sums)
      const shares = sums.map((sum) => Math.exp(sum - most))
      const whole = shares.reduce((sum, share) => sum + share, 0)
      for (let c = 0; c < k; c += 1) {
        const off = (shares[c] as number) / whole - (c === outcome ? 1 : 0)
        if (Math.abs(off) < 1e-4) continue
        for (const row of rows) {
          const slope = off + WISHES.decay * (weights[row + c] as number)
          add(squares, row + c, slope * slope)
          add(weights, row + c, (-WISHES.rate * slope) / Math.sqrt(squares[row + c] as number))
        }
      }
    }
  return weights
}

const learnWishes = (given: readonly Lesson[]) => {
  const lessons = [...given, ...anywhere(given)]
  const wishes = [...new Set(lessons.map(({ wish }) => wish))].toSorted()
  const examples = lessons.map(({ wish, text, before }) => ({
    outcome: wishes.indexOf(wish),
    features: wishFeatures(tokensOf(text), before),
  }))
  return { wishes, byWish: learned(examples, wishes.length) }
}

const JOINTS = [
  ' and ',
  ' and ',
  ', and ',
  ', ',
  '. ',
  '. ',
  '; ',
  ' n ',
  ' then ',
  ', then ',
  ', also ',
  ' & ',
  ', plus ',
  '. And ',
  '. Also ',
  ' but ',
]
/** Two lessons in one text are two wishes; within one lesson there is one. */
const learnParts = (lessons: readonly Lesson[]) => {
  const next = chance()
  const one = <T>(some: readonly T[]): T => some[Math.floor(next() * some.length)] as T
  const inner = lessons.flatMap(({ text }) => placesIn(text).map(({ features }) => ({ outcome: 0, features })))
  const wishes = lessons.filter(({ wish }) => wish !== 'none')
  const alike = Map.groupBy(wishes, ({ wish }) => wish)
  const between = wishes.flatMap((first) => {
    // Every third goes on with another of its kind.
    const [second, joint] = [one(next() < 1 / 3 ? (alike.get(first.wish) ?? wishes) : wishes), one(JOINTS)]
    const [left, right] = [
      first.text.replace(/[\s.,;!]{1,4}$/, ''),
      second.text.replace(/^(?:hi|hey|hello|ok|okay|so|oh)[,!]? /i, ''),
    ]
    const text = `${left}${joint}${joint.includes('.') ? right : right.slice(0, 1).toLowerCase() + right.slice(1)}`
    return placesIn(text)
      .filter((place) => place.first.length === left.length)
      .map(({ features }) => ({ outcome: 1, features }))
  })
  return { byPart: learned([...inner, ...between], 2) }
}

/** A structured perceptron with averaged weights (Collins, Discriminative Training Methods for Hidden Markov Models, 2002). */
const learnMarks = (lessons: readonly Lesson[]) => {
  const slots = [...new Set(lessons.flatMap(({ spans }) => spans.map(({ slot }) => slot)))].toSorted()
  const marks = ['O', ...slots.flatMap((slot) => [`B-${slot}`, `I-${slot}`])]
  const k = marks.length
  const markOf = ({ spans }: Lesson, token: Token, before: Token | undefined): number => {
    const span = spans.find(({ from, to }) => token.from < to && token.to > from)
    if (!span) return 0
    return marks.indexOf(`${before && before.from < span.to && before.to > span.from ? 'I' : 'B'}-${span.slot}`)
  }
  const all = lessons.map((lesson) => {
    const tokens = tokensOf(lesson.text)
    return {
      wanted: tokens.map((token, i) => markOf(lesson, token, tokens[i - 1])),
      features: tokens.map((_, i) => markFeatures(tokens, i, lesson.wish)),
    }
  })
  const keys = keysOf(
    all.flatMap(({ features }) => features),
    MARKS.rare,
  )
  const examples = all.map(({ wanted, features }) => ({
    wanted,
    rows: features.map((each) => rowsIn(keys, each).map((row) => row * k)),
  }))
  const runs = Array.from({ length: RUNS }, (_, run) => marked(examples, keys.length, marks, chance(run)))
  const between = mean((run) => (runs[run] as Marked).between)
  return {
    marks,
    after: Array.from(between, (weight) => Math.round(weight / STEP.mark)),
    byMark: inSteps(
      mean((run) => (runs[run] as Marked).own),
      keys,
      STEP.mark,
    ),
  }
}
interface Marked {
  own: Float64Array
  between: Float64Array
}
const marked = (
  examples: readonly { wanted: readonly number[]; rows: readonly number[][] }[],
  size: number,
  marks: readonly string[],
  next: () => number,
): Marked => {
  const k = marks.length
  // The average is the last weight less what came too late (Daumé, 2006).
  const [now, late] = [new Float64Array(size * k), new Float64Array(size * k)]
  const [after, afterLate] = [new Float64Array(k * k), new Float64Array(k * k)]
  let step = 1
  const learn = (weights: Float64Array, lateness: Float64Array, at: number, by: number): void => {
    add(weights, at, by)
    add(lateness, at, by * step)
  }
  /** Over the weights as they are. */
  const guess = (rows: readonly number[][]): number[] =>
    bestRow(
      rows.map((row) => {
        const own = new Float64Array(k)
        for (const from of row) for (let c = 0; c < k; c += 1) add(own, c, now[from + c] as number)
        return own
      }),
      marks,
      after,
    )
  for (let round = 0; round < MARKS.rounds; round += 1)
    for (const { rows, wanted } of shuffled(examples, next)) {
      const found = guess(rows)
      for (const [i, row] of rows.entries()) {
        const [right, was] = [wanted[i] as number, found[i] as number]
        if (right !== was)
          for (const from of row) {
            learn(now, late, from + right, 1)
            learn(now, late, from + was, -1)
          }
        const [before, wasBefore] = [wanted[i - 1], found[i - 1]]
        if (before === undefined || wasBefore === undefined || (right === was && before === wasBefore)) continue
        learn(after, afterLate, before * k + right, 1)
        learn(after, afterLate, wasBefore * k + was, -1)
      }
      step += 1
    }
  const averaged = (weights: Float64Array, lateness: Float64Array): Float64Array =>
    weights.map((weight, i) => weight - (lateness[i] as number) / step)
  return { own: averaged(now, late), between: averaged(after, afterLate) }
}

/** The slots that more than a share of a wish's lessons have. */
const usual = (lessons: readonly Lesson[], share: number): Weights['always'] =>
  Object.fromEntries(
    [...Map.groupBy(lessons, ({ wish }) => wish)].map(([wish, own]) => {
      const times = Map.groupBy(
        own.flatMap(({ spans }) => [...new Set(spans.map(({ slot }) => slot))]),
        (slot) => slot,
      )
      const found = [...times].filter(([, { length }]) => length > share * own.length)
      return [wish, found.map(([slot]) => slot).toSorted()]
    }),
  )

export const train = (texts: readonly string[]): Weights => {
  const lessons = lessonsIn(texts)
  return {
    lessons: digestOf(texts),
    always: usual(lessons, 0.9),
    often: usual(lessons, 0.3),
    ...learnWishes(lessons),
    ...learnMarks(lessons),
    ...learnParts(lessons),
  }
}

if (import.meta.main) {
  const file = packed(train(files()))
  writeFileSync(new URL('../../bff/brain/local/learned/weights.bin', import.meta.url), file)
  process.stdout.write(`${lessonsIn(files()).length} lessons, ${(file.length / 1e6).toFixed(1)} MB\n`)
}
