/**
 * Streams: what happened to one thing, counted 1, 2, 3 … without a gap. A stream is a list in the journal: its newest row
 * is the head, and each row names the one before. An index over all streams would cost every act a page of its own; this
 * costs it one number.
 */
import type { Db } from './store.ts'

/** How far a stream has come. */
export interface Position {
  /** Its last number; 0 before the first. */
  seq: number
  /** `n` of the journal's newest row of it. */
  head: number | null
}

/** A record that has a stream: who may hear of it follows from its owner and its persona. */
export interface StreamRow extends Partial<Position> {
  id: string
  owner: string
  persona: string
}

/** A conversation's row says itself how far its stream has come; of the others, table `streams` does. */
export const saysItself = (stream: StreamRow): stream is StreamRow & Position => stream.seq !== undefined

export const positionOf = async (db: Db, space: string, stream: StreamRow): Promise<Position> => {
  if (saysItself(stream)) return { seq: stream.seq, head: stream.head }
  const found = await db
    .selectFrom('streams')
    .select(['seq', 'head'])
    .where('space', '=', space)
    .where('stream', '=', stream.id)
    .executeTakeFirst()
  return found ?? { seq: 0, head: null }
}

/** Keep how far a stream has come. */
export const keepPosition = async (
  db: Db,
  space: string,
  stream: StreamRow,
  { seq, head }: Position,
): Promise<void> => {
  if (saysItself(stream)) {
    await db.updateTable('conversations').set({ seq, head }).where('id', '=', stream.id).execute()
    return
  }
  await db
    .insertInto('streams')
    .values({ space, stream: stream.id, seq, head })
    .onConflict((conflict) => conflict.columns(['space', 'stream']).doUpdateSet({ seq, head }))
    .execute()
}
