/** The doctor: looks for everything that should never be, beside a running server or without one, and mends nothing. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { SpaceDocument } from '../spaces/document.ts'
import { verify } from '../store/journal.ts'
import { openSnapshot } from '../store/sqlite.ts'
import type { Db } from '../store/store.ts'
import { isSwapping } from '../swap.ts'

export interface Report {
  /** One sentence each. */
  findings: string[]
  /** What was looked at. */
  seen: { spaces: number; entries: number; streams: number; messages: number }
}

/** Rows of the journal that are held in memory at once. */
const BATCH = 5000

/** @param at where the store and the space documents are */
export const examine = async (at: { store: string; spaces: string }): Promise<Report> => {
  const seen = { spaces: 0, entries: 0, streams: 0, messages: 0 }
  if (isSwapping(dirname(at.store)))
    return { findings: ['A restore was cut off here; the next start completes it.'], seen }
  if (!existsSync(at.store)) return { findings: [`There is no store at ${at.store}.`], seen }
  try {
    const snapshot = openSnapshot(at.store)
    try {
      const { db } = snapshot
      const findings = snapshot.damage().map((line) => `The store is damaged: ${line}.`)
      findings.push(...(await chains(db)), ...(await streams(db)), ...(await orphans(db)))
      for (const [what, table] of [
        ['entries', 'journal'],
        ['messages', 'messages'],
      ] as const)
        seen[what] = await count(db, table)
      seen.streams = (await count(db, 'streams')) + (await count(db, 'conversations'))
      seen.spaces = (await images(db)).length
      findings.push(...(await documents(at)))
      return { findings, seen }
    } finally {
      snapshot.close()
    }
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== 'ERR_SQLITE_ERROR') throw thrown
    return { findings: [`The store cannot be read: ${(thrown as Error).message}.`], seen }
  }
}

const count = async (db: Db, table: 'journal' | 'streams' | 'conversations' | 'messages'): Promise<number> => {
  const { rows } = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return Number(rows)
}

/** The chain of every space, and the deployment's own. */
const chains = async (db: Db): Promise<string[]> => {
  const findings: string[] = []
  for (const [space, { broken }] of await verify(db))
    if (broken !== null)
      findings.push(
        `The journal of ${space === '' ? 'the deployment' : space} was changed: its chain breaks at entry ${broken}.`,
      )
  return findings
}

/** Each stream counts 1, 2, 3 …, each entry names the one before, and the head is the last. */
const streams = async (db: Db): Promise<string[]> => {
  const findings = new Map<string, string>()
  const last = new Map<string, { n: number; seq: number; action: string }>()
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('journal')
      .select(['n', 'space', 'stream', 'seq', 'events', 'before', 'action'])
      .where('n', '>', after)
      .orderBy('n')
      .limit(BATCH)
      .execute()
    for (const { n, space, stream, seq, events, before, action } of rows) {
      if (stream === null) continue
      const key = `${space} ${stream}`
      const previous = last.get(key)
      const expected = (previous?.seq ?? 0) + (JSON.parse(events ?? '[]') as unknown[]).length
      if (!findings.has(key) && (seq !== expected || before !== (previous?.n ?? null)))
        findings.set(key, `The stream ${stream} of ${space} has a gap at entry ${n}: ${seq} where ${expected} belongs.`)
      last.set(key, { n, seq: seq ?? expected, action })
    }
    const end = rows.at(-1)
    if (!end || rows.length < BATCH) break
    after = end.n
  }
  const own = await db.selectFrom('conversations').select(['space', 'id as stream', 'seq', 'head']).execute()
  for (const { space, stream, seq, head } of [...own, ...(await db.selectFrom('streams').selectAll().execute())]) {
    const key = `${space} ${stream}`
    const end = last.get(key)
    last.delete(key)
    if (findings.has(key)) continue
    if (!end || head !== end.n)
      findings.set(key, `The head of the stream ${stream} of ${space} points to entry ${head}, which is not its last.`)
    else if (seq !== end.seq)
      findings.set(key, `The stream ${stream} of ${space} counts to ${seq}, and its last entry is ${end.seq}.`)
  }
  for (const [key, { action }] of last) {
    // A conversation takes its head with it.
    if (action === 'chat.remove') continue
    const [space, stream] = key.split(' ')
    findings.set(key, `The stream ${stream} of ${space} has entries and no head.`)
  }
  return [...findings.values()]
}

/** Rows that belong to something that is not there, or lack what belongs to them. */
const orphans = async (db: Db): Promise<string[]> => {
  const messages = await db
    .selectFrom('messages')
    .leftJoin('conversations', 'conversations.id', 'messages.conversation')
    .select(['messages.id', 'messages.conversation'])
    .where('conversations.id', 'is', null)
    .execute()
  const unlisted = await db
    .selectFrom('messages')
    .leftJoin('messages as other', 'other.id', 'messages.before')
    .select(['messages.id', 'messages.before'])
    .where('messages.before', 'is not', null)
    .where(({ or, eb, ref }) =>
      or([
        eb('other.id', 'is', null),
        eb('other.conversation', '!=', ref('messages.conversation')),
        eb('other.seq', '>=', ref('messages.seq')),
      ]),
    )
    .execute()
  const runs = await db
    .selectFrom('runs')
    .leftJoin('messages', 'messages.id', 'runs.message')
    .select(['runs.id', 'runs.message'])
    .where('messages.id', 'is', null)
    .execute()
  const handoffs = await db
    .selectFrom('handoffs')
    .leftJoin('conversations', 'conversations.id', 'handoffs.conversation')
    .select(['handoffs.id', 'handoffs.conversation'])
    .where('conversations.id', 'is', null)
    .execute()
  // One that is to come has a job that waits for it, or one that says why it was given up.
  const forgotten = await db
    .selectFrom('schedules')
    .leftJoin('jobs', 'jobs.key', 'schedules.id')
    .select('schedules.id')
    .where('schedules.active', '=', 1)
    .where('schedules.next_at', 'is not', null)
    .where('jobs.id', 'is', null)
    .execute()
  const hidden = await db
    .selectFrom('notices')
    .leftJoin('jobs', 'jobs.key', 'notices.id')
    .select('notices.id')
    .where(({ or, eb }) => or([eb('notices.snoozed_until', 'is not', null), eb('notices.held_until', 'is not', null)]))
    .where('jobs.id', 'is', null)
    .execute()
  const unreminded = await db
    .selectFrom('agenda_entries')
    .leftJoin('jobs', 'jobs.key', 'agenda_entries.id')
    .select('agenda_entries.id')
    .where('agenda_entries.remind_at', 'is not', null)
    .where('jobs.id', 'is', null)
    .execute()
  return [
    ...unreminded.map(({ id }) => `The entry ${id} has a reminder to come, and no job waits for it.`),
    ...hidden.map(({ id }) => `The notice ${id} is to come into sight, and no job waits for it.`),
    ...forgotten.map(({ id }) => `The schedule ${id} is to come, and no job waits for it.`),
    ...messages.map(
      ({ id, conversation }) => `The message ${id} is in the conversation ${conversation}, which is gone.`,
    ),
    ...unlisted.map(
      ({ id, before }) => `The message ${id} does not follow ${before}, which it names as the one before.`,
    ),
    ...handoffs.map(
      ({ id, conversation }) => `The hand-off ${id} is of the conversation ${conversation}, which is gone.`,
    ),
    ...runs.map(({ id, message }) => `The run ${id} writes the message ${message}, which is gone.`),
  ]
}

/** The last committed image of each space. */
const images = async (db: Db): Promise<SpaceDocument[]> => {
  const rows = await db
    .selectFrom('space_revisions')
    .select(({ fn }) => ['space', 'image', fn.max('revision').as('revision')])
    .groupBy('space')
    .execute()
  return rows.map(({ image }) => SpaceDocument.parse(JSON.parse(image)))
}

/** A file follows its commit, so what does not agree with the store is looked at again before it is a finding. */
const documents = async (at: { store: string; spaces: string }): Promise<string[]> => {
  if ((await compare(at)).length === 0) return []
  await wait(500)
  return compare(at)
}

const compare = async ({ store, spaces }: { store: string; spaces: string }): Promise<string[]> => {
  const snapshot = openSnapshot(store)
  const committed = await images(snapshot.db).finally(() => snapshot.close())
  const findings: string[] = []
  for (const image of committed) {
    const { id } = image.space
    const path = join(spaces, `${id}.json`)
    const file = await documentAt(path)
    if (file === undefined) findings.push(`The space document ${path} is missing or cannot be read.`)
    else if (file.revision !== image.revision)
      findings.push(`The space document ${path} is at revision ${file.revision}; ${image.revision} is committed.`)
    else if (JSON.stringify(file) !== JSON.stringify(image))
      findings.push(`The space document ${path} is not what was committed as revision ${image.revision}.`)
  }
  const known = new Set(committed.map(({ space }) => `${space.id}.json`))
  const names = existsSync(spaces) ? await readdir(spaces) : []
  for (const name of names.filter((each) => each.endsWith('.json') && !known.has(each)))
    findings.push(`The space document ${join(spaces, name)} was never committed.`)
  return findings
}

const documentAt = async (path: string): Promise<SpaceDocument | undefined> => {
  try {
    return SpaceDocument.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}
