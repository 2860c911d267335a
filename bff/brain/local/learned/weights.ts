/** Weights: what was learned from the lessons (test/understanding/train.ts): a small number for each feature and outcome. */
import { readFileSync } from 'node:fs'

/** Features go by their hashes: nobody needs their names (Weinberger et al., Feature Hashing, 2009). */
export interface Table {
  /** The hashes of the features that there are, the smallest first. */
  readonly keys: Uint32Array
  /** For each of them a number for each outcome. */
  readonly numbers: Int8Array
}

interface Head {
  /** Of which lessons: a digest. */
  readonly lessons: string
  readonly wishes: readonly string[]
  /** How a token can be marked: `O`, or as the beginning or the rest of a slot, `B-title`, `I-title`. */
  readonly marks: readonly string[]
  /** The slots that each wish always has, and those that it often has. */
  readonly always: Readonly<Record<string, readonly string[]>>
  readonly often: Readonly<Record<string, readonly string[]>>
  /** From one mark to the next, row by row. */
  readonly after: readonly number[]
}

export interface Weights extends Head {
  readonly byWish: Table
  readonly byMark: Table
  /** Whether a text goes on with a second wish: no, yes. */
  readonly byPart: Table
}

/** What one step of a table is worth: those of wishes are logarithms of odds. */
export const STEP = { wish: 1 / 100, mark: 1 / 10 }

/** FNV-1a, 32 bits. */
export const keyOf = (feature: string): number => {
  let hash = 2_166_136_261
  for (let i = 0; i < feature.length; i += 1) hash = Math.imul(hash ^ feature.charCodeAt(i), 16_777_619)
  return hash >>> 0
}

/** The row of a feature, or -1. */
export const rowOf = ({ keys }: Pick<Table, 'keys'>, feature: string): number => {
  const key = keyOf(feature)
  let [from, to] = [0, keys.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((keys[middle] as number) < key) from = middle + 1
    else to = middle
  }
  return keys[from] === key ? from : -1
}

/** The sum of each outcome. What no lesson had says nothing. */
export const sumsOf = (table: Table, features: Iterable<string>, outcomes: number): number[] => {
  const sums = Array.from({ length: outcomes }, () => 0)
  for (const feature of features) {
    const row = rowOf(table, feature)
    if (row < 0) continue
    for (let i = 0, at = row * outcomes; i < outcomes; i += 1, at += 1)
      sums[i] = (sums[i] as number) + (table.numbers[at] as number)
  }
  return sums
}

const bytesOf = (numbers: Uint32Array | Int8Array): Buffer =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)

const TABLES = ['byWish', 'byMark', 'byPart'] as const
type Named<T> = Readonly<Record<(typeof TABLES)[number], T>>

/** In a file: a line of JSON, padded to whole words; then the keys of all tables, and their numbers. */
export const packed = ({ byWish, byMark, byPart, ...head }: Weights): Uint8Array => {
  const tables = [byWish, byMark, byPart]
  const line = Buffer.from(JSON.stringify({ ...head, keys: tables.map(({ keys }) => keys.length) }))
  return Buffer.concat([
    line,
    Buffer.from(`${' '.repeat(3 - (line.length % 4))}\n`),
    ...tables.map(({ keys }) => bytesOf(keys)),
    ...tables.map(({ numbers }) => bytesOf(numbers)),
  ])
}

const unpacked = (file: Buffer): Weights => {
  const end = file.indexOf('\n') + 1
  const { keys, ...head } = JSON.parse(file.toString('utf8', 0, end)) as Head & { keys: number[] }
  // A copy begins at a whole word, as numbers of four bytes have to.
  const all = Uint8Array.from(file.subarray(end)).buffer
  const outcomes: Named<number> = { byWish: head.wishes.length, byMark: head.marks.length, byPart: 2 }
  let [key, number] = [0, 4 * keys.reduce((sum, each) => sum + each, 0)]
  const table = (name: (typeof TABLES)[number]): Table => {
    const rows = keys[TABLES.indexOf(name)] ?? 0
    const found = {
      keys: new Uint32Array(all, key, rows),
      numbers: new Int8Array(all, number, rows * outcomes[name]),
    }
    key += 4 * rows
    number += rows * outcomes[name]
    return found
  }
  return { ...head, byWish: table('byWish'), byMark: table('byMark'), byPart: table('byPart') }
}

let loaded: Weights | undefined
export const weights = (): Weights => (loaded ??= unpacked(readFileSync(new URL('./weights.bin', import.meta.url))))
