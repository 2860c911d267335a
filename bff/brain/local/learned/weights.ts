/** Weights: what was learned from the lessons (test/understanding/train.ts): a small number for each feature and outcome. */
import { readFileSync } from 'node:fs'

/** Features have no names here: each has the row that its hash says (Weinberger et al., Feature Hashing, 2009). */
export interface Table {
  readonly rows: number
  /** Row by row, a number for each outcome. */
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
  /** From one mark to the next. */
  readonly after: readonly (readonly number[])[]
  /** Rows of the two tables. */
  readonly rows: { readonly wish: number; readonly mark: number }
}

export interface Weights extends Head {
  readonly byWish: Table
  readonly byMark: Table
}

/** What one step of a table is worth: those of wishes are logarithms of odds. */
export const STEP = { wish: 1 / 100, mark: 1 / 10 }

/** FNV-1a, 32 bits. */
export const rowOf = (feature: string, rows: number): number => {
  let hash = 2_166_136_261
  for (let i = 0; i < feature.length; i += 1) hash = Math.imul(hash ^ feature.charCodeAt(i), 16_777_619)
  return (hash >>> 0) % rows
}

/** The sum of each outcome. */
export const sumsOf = ({ rows, numbers }: Table, features: Iterable<string>, outcomes: number): number[] => {
  const sums = Array.from({ length: outcomes }, () => 0)
  for (const feature of features) {
    const from = rowOf(feature, rows) * outcomes
    for (let i = 0; i < outcomes; i += 1) sums[i] = (sums[i] as number) + (numbers[from + i] as number)
  }
  return sums
}

/** In a file: the length of the head, the head as JSON, then both tables. */
export const packed = ({ byWish, byMark, ...head }: Weights): Uint8Array => {
  const told = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(told.length)
  return Buffer.concat([length, told, Buffer.from(byWish.numbers.buffer), Buffer.from(byMark.numbers.buffer)])
}

const unpacked = (file: Buffer): Weights => {
  const length = file.readUInt32LE(0)
  const head = JSON.parse(file.subarray(4, 4 + length).toString()) as Head
  const numbers = new Int8Array(file.buffer, file.byteOffset + 4 + length)
  const first = head.rows.wish * head.wishes.length
  return {
    ...head,
    byWish: { rows: head.rows.wish, numbers: numbers.subarray(0, first) },
    byMark: { rows: head.rows.mark, numbers: numbers.subarray(first) },
  }
}

let loaded: Weights | undefined
export const weights = (): Weights => (loaded ??= unpacked(readFileSync(new URL('./weights.bin', import.meta.url))))
