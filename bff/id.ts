/** Opaque ids: a prefix that says what it is, and a ULID, so that newer ones sort after older ones. */
import { randomFillSync } from 'node:crypto'
import { encodeTime } from 'ulid'

/** Random bytes drawn in bulk: asking the system for each character of an id costs more than the rest of an act. */
const pool = Buffer.alloc(8192)
let next = pool.length

const random = (): number => {
  if (next === pool.length) {
    randomFillSync(pool)
    next = 0
  }
  return pool[next++] as number
}

/** Crockford's alphabet, in the order of the codes of its characters. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

let moment = -1
let prefix = ''
/** How many ids this moment has had. */
let count = 0

/**
 * Those of one millisecond are in the order in which they were made, so that rows are added at the end of their tree: of
 * the 80 bits beside the time the first 15 count, and 65 are random.
 */
export const newUlid = (now: number): string => {
  if (now !== moment) {
    moment = now
    prefix = encodeTime(now, 10)
    count = 0
  }
  const place = count++
  let id = prefix + ALPHABET[(place >> 10) & 31] + ALPHABET[(place >> 5) & 31] + ALPHABET[place & 31]
  for (let i = 0; i < 13; i++) id += ALPHABET[random() & 31]
  return id
}

export const newId = (kind: string, now: number): string => `${kind}_${newUlid(now)}`
