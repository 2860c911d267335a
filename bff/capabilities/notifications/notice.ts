/** A notice: any family tells a person something, within its own act. */
import type { RuntimeContext } from '../../capability.ts'
import type { NoticeLink, Notice as Told } from '../../protocol.ts'
import type { InboxRow, NoticeRow } from '../../store/tables.ts'
import { choicesOf, inboxOf } from './records.ts'
import { quietUntil } from './quiet.ts'

/** So many are kept of one person with one persona: then the oldest goes, first of what was put away. */
const MOST = 500

type Telling = Pick<RuntimeContext, 'rows' | 'tell' | 'now'>
type Making = Telling & Pick<RuntimeContext, 'newId' | 'jobs' | 'principal'>

interface Wanted {
  persona: string
  /** What a person can switch off: a family's name, or a word of the persona's own. */
  category: string
  title: string
  text?: string
  urgency?: Told['urgency']
  /** What caused it. */
  link?: NoticeLink
  /** Names what happened: it is told once, however often it is said. */
  dedupe?: string
  /** Names what it is about: a later notice takes the place of an earlier one. */
  collapse?: string
  /** 1: it repeats words that were written after words of others were read. */
  tainted?: number
}

export interface Made {
  /** `null` where it was not made. */
  notice: string | null
  /** `held`: until quiet hours end. `off`: this person does not want to be told such things, or has no inbox here. */
  outcome: 'told' | 'held' | 'off'
}

/** Tell a person something. An act that may do so and is not the clock's own declares `wakes: 'clock'`. */
export const notice = async (
  context: Making,
  { persona, category, title, text = '', urgency = 'normal', link, dedupe, collapse, tainted = 0 }: Wanted,
): Promise<Made> => {
  const { rows, now, newId, principal, jobs } = context
  if (!principal.scopes.has('notifications:read')) return { notice: null, outcome: 'off' }
  const own = () => rows.from('notices').where('persona', '=', persona)
  if (dedupe !== undefined) {
    const before = await own().selectAll().where('dedupe', '=', dedupe).executeTakeFirst()
    if (before) return { notice: before.id, outcome: before.held_until === null ? 'told' : 'held' }
  }
  const { off, quiet } = await choicesOf(rows, persona)
  if (off.includes(category) && urgency !== 'critical') return { notice: null, outcome: 'off' }
  const replaced =
    collapse === undefined
      ? []
      : await own().selectAll().where('collapse', '=', collapse).where('archived_at', 'is', null).execute()
  for (const row of replaced) await putAway(context, row)
  const held = urgency === 'critical' ? null : quietUntil(now, quiet)
  const id = newId('ntc')
  await makeRoom(context, persona)
  await rows.add('notices', {
    id,
    persona,
    category,
    title: briefly(title, 120),
    text: briefly(text, 500),
    urgency,
    link_kind: link?.kind ?? null,
    link_id: link?.id ?? null,
    conversation: link?.conversation ?? null,
    dedupe: dedupe ?? null,
    collapse: collapse ?? null,
    author: principal.sub,
    trust: tainted === 1 || principal.tainted ? 'outside' : principal.plane === 'control' ? 'operator' : 'persona',
    created_at: now,
    arrived_at: now,
    seen_at: null,
    read_at: null,
    archived_at: null,
    snoozed_until: null,
    held_until: held,
  })
  if (held !== null) await wakeAt({ jobs }, { id, persona }, held)
  const ids = replaced.map((row) => row.id)
  await tellOf(context, persona, principal.person, held === null ? [...ids, id] : ids)
  return { notice: id, outcome: held === null ? 'told' : 'held' }
}

/** Bring a notice into sight when its time has come. */
export const wakeAt = (
  { jobs }: Pick<RuntimeContext, 'jobs'>,
  { id, persona }: Pick<NoticeRow, 'id' | 'persona'>,
  at: number,
): Promise<void> =>
  jobs.at({ id: `${id}@${at}`, key: id, due: at, persona, action: 'notifications.wake', input: { notice: id, at } })

/** What it told of is dealt with, so that there is nothing left to see to. */
export const attended = async (context: Telling, { persona, owner }: NoticeRef, dedupe: string): Promise<void> => {
  const { rows, now } = context
  const row = await rows
    .from('notices')
    .selectAll()
    .where('persona', '=', persona)
    .where('dedupe', '=', dedupe)
    .executeTakeFirst()
  if (!row || (row.read_at !== null && row.snoozed_until === null)) return
  const [seen_at, read_at] = [row.seen_at ?? now, row.read_at ?? now]
  await rows.change('notices', row.id, { seen_at, read_at, snoozed_until: null, held_until: null })
  await tellOf(context, persona, owner, [row.id])
}
type NoticeRef = Pick<NoticeRow, 'persona' | 'owner'>

/** With a conversation goes what was told of it. */
export const dropWith = async (
  context: Telling & Pick<RuntimeContext, 'jobs'>,
  { id, persona, owner }: NoticeRef & { id: string },
): Promise<void> => {
  const { rows } = context
  const found = await rows.from('notices').select('id').where('conversation', '=', id).execute()
  if (found.length === 0) return
  for (const each of found) await drop(context, each.id)
  await sweep(context, persona, owner)
}

/** With what is forgotten goes every notice that speaks of it. */
export const forgetIn = async (
  context: Telling & Pick<RuntimeContext, 'jobs'>,
  speaks: (text: string) => boolean,
): Promise<void> => {
  const found = await context.rows.from('notices').selectAll().execute()
  const gone = found.filter(({ title, text }) => speaks(`${title} ${text}`))
  for (const { id } of gone) await drop(context, id)
  for (const [persona, [first]] of Map.groupBy(gone, (row) => row.persona))
    await sweep(context, persona, first?.owner ?? '')
}

/** Many changed at once: whoever has listed them lists them again. */
export const sweep = async (context: Telling, persona: string, owner: string): Promise<void> => {
  await choose(context, persona, owner, { swept_at: context.now })
  await tellOf(context, persona, owner, [])
}

/** Say what became of these notices, and how many there are to see now. */
export const tellOf = async (
  { tell }: Pick<RuntimeContext, 'tell'>,
  persona: string,
  owner: string,
  ids: readonly string[],
): Promise<void> => {
  const stream = inboxOf(persona, owner)
  if (ids.length > 0) await tell('notifications.notice', stream, ids)
  await tell('notifications.inbox', stream, stream.id)
}

type Choice = Partial<Pick<InboxRow, 'off' | 'quiet_from' | 'quiet_to' | 'zone' | 'swept_at'>>

/** Keep what was chosen, as the first choice or the next. */
export const choose = async ({ rows }: Telling, persona: string, owner: string, choice: Choice): Promise<void> => {
  const { row } = await choicesOf(rows, persona)
  const { id } = inboxOf(persona, owner)
  const unchosen = { off: '[]', quiet_from: null, quiet_to: null, zone: null, swept_at: null }
  await (row ? rows.change('inboxes', row.id, choice) : rows.add('inboxes', { id, persona, ...unchosen, ...choice }))
}

/** Archive: seen, read, and out of sight for good. */
export const putAway = async (
  { rows, now, jobs }: Telling & Pick<RuntimeContext, 'jobs'>,
  { id, seen_at, read_at }: NoticeRow,
): Promise<void> => {
  await jobs.cancel(id)
  const changes = { archived_at: now, snoozed_until: null, held_until: null }
  await rows.change('notices', id, { ...changes, seen_at: seen_at ?? now, read_at: read_at ?? now })
}

const drop = async ({ rows, jobs }: Pick<RuntimeContext, 'rows' | 'jobs'>, id: string): Promise<void> => {
  await jobs.cancel(id)
  await rows.remove('notices', 'id', id)
}

const makeRoom = async (context: Making, persona: string): Promise<void> => {
  const own = context.rows.from('notices').where('persona', '=', persona)
  const counted = await own.select(({ fn }) => fn.countAll<number>().as('many')).executeTakeFirst()
  if (Number(counted?.many ?? 0) < MOST) return
  const oldest = await own
    .select('id')
    .orderBy(({ eb }) => eb('archived_at', 'is', null))
    .orderBy('arrived_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (oldest) await drop(context, oldest.id)
}

const briefly = (text: string, most: number): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`
}
