/** Opaque ids: a prefix that says what it is, and a ULID, so that newer ones sort after older ones. */
import { randomFillSync } from 'node:crypto'
import { ulid } from 'ulid'

/** Random bytes drawn in bulk: asking the system for each character of an id costs more than the rest of an act. */
const pool = Buffer.alloc(8192)
let next = pool.length

const random = (): number => {
  if (next === pool.length) {
    randomFillSync(pool)
    next = 0
  }
  return (pool[next++] as number) / 256
}

export const newUlid = (now: number): string => ulid(now, random)

export const newId = (prefix: string, now: number): string => `${prefix}_${newUlid(now)}`
