/**
 * Streams: what happened to one thing, counted 1, 2, 3 … without a gap. A stream is a list in the journal: its newest row
 * is the head, and each row names the one before. An index over all streams would cost every act a page of its own; this
 * costs it one number.
 */
import { prepared } from './prepared.ts'
import type { Db } from './store.ts'

/** Take the next `count` numbers of a stream. @returns the first of them, and the journal's newest row of it so far */
export const nextSeq = async (
  db: Db,
  space: string,
  stream: string,
  count = 1,
): Promise<{ first: number; head: number | null }> => {
  const [row] = await prepared(
    db,
    'next seq',
    [],
    () =>
      db
        .insertInto('streams')
        .values({ space, stream, seq: count })
        .onConflict((conflict) =>
          conflict
            .columns(['space', 'stream'])
            .doUpdateSet((eb) => ({ seq: eb('streams.seq', '+', eb.ref('excluded.seq')) })),
        )
        .returning(['seq', 'head']),
    [space, stream, count],
  )
  const { seq, head } = row as { seq: number; head: number | null }
  return { first: seq - count + 1, head }
}

/** Make `head` the newest row of a stream. */
export const setHead = async (db: Db, space: string, stream: string, head: number): Promise<void> => {
  await prepared(
    db,
    'new head',
    [],
    () => db.updateTable('streams').set({ head }).where('space', '=', space).where('stream', '=', stream),
    [head, space, stream],
  )
}

/** The rows of a stream after `seq`, oldest first, at most `limit`. It walks over every row after `seq`. */
export const rowsAfter = (db: Db, space: string, stream: string, after: number, limit: number) =>
  db
    .withRecursive('walk', (walk) =>
      walk
        .selectFrom('streams')
        .innerJoin('journal', 'journal.n', 'streams.head')
        .select(['journal.seq', 'journal.events', 'journal.at', 'journal.before'])
        .where('streams.space', '=', space)
        .where('streams.stream', '=', stream)
        .where('journal.seq', '>', after)
        .unionAll(
          walk
            .selectFrom('walk')
            .innerJoin('journal', 'journal.n', 'walk.before')
            .select(['journal.seq', 'journal.events', 'journal.at', 'journal.before'])
            .where('journal.seq', '>', after),
        ),
    )
    .selectFrom('walk')
    .select(['seq', 'events', 'at'])
    .orderBy('seq')
    .limit(limit)
    .execute()
