/** How the rows of an inbox become what crosses the wire, live and in a replay alike. */
import type { Inbox, Notice, Quiet } from '../../protocol.ts'
import type { Rows } from '../../store/rows.ts'
import type { StreamRow } from '../../store/streams.ts'
import type { InboxRow, NoticeRow } from '../../store/tables.ts'
import { instant } from '../chat/records.ts'

/** What can be switched off before it was ever told. */
const KNOWN = ['approvals', 'schedules', 'plans', 'notes']

/** The inbox of a person with a persona is one stream. */
export const inboxOf = (persona: string, owner: string): StreamRow => ({
  id: `notices:${persona}:${owner}`,
  owner,
  persona,
})

const orNull = (ms: number | null): string | null => (ms === null ? null : instant(ms))

export const asNotice = (row: NoticeRow): Notice => ({
  id: row.id,
  persona: row.persona,
  category: row.category,
  title: row.title,
  text: row.text,
  urgency: row.urgency,
  link:
    row.link_kind === null || row.link_id === null
      ? null
      : { kind: row.link_kind, id: row.link_id, conversation: row.conversation },
  author: row.author,
  trust: row.trust,
  at: instant(row.created_at),
  arrived: instant(row.arrived_at),
  seen: orNull(row.seen_at),
  read: orNull(row.read_at),
  archived: orNull(row.archived_at),
  snoozed: orNull(row.snoozed_until),
})

/** What this person chose; the defaults where nothing was. */
export const choicesOf = async (
  rows: Rows,
  persona: string,
): Promise<{ row: InboxRow | undefined; off: string[]; quiet: Quiet | null }> => {
  const row = await rows.from('inboxes').selectAll().where('persona', '=', persona).executeTakeFirst()
  const { quiet_from: from, quiet_to: to, zone } = row ?? { quiet_from: null, quiet_to: null, zone: null }
  return {
    row,
    off: JSON.parse(row?.off ?? '[]') as string[],
    quiet: from === null || to === null || zone === null ? null : { from, to, zone },
  }
}

/** What is in sight: neither put away, nor put off, nor held. */
export const inSight = (rows: Rows) =>
  rows
    .from('notices')
    .where('archived_at', 'is', null)
    .where('snoozed_until', 'is', null)
    .where('held_until', 'is', null)

/** How many of what is in sight nobody has seen, with any of these personas. */
export const unseenIn = async (rows: Rows, persona?: string): Promise<number> => {
  let query = inSight(rows).where('seen_at', 'is', null)
  if (persona !== undefined) query = query.where('persona', '=', persona)
  const counted = await query.select(({ fn }) => fn.countAll<number>().as('many')).executeTakeFirst()
  return Number(counted?.many ?? 0)
}

/** @param stream the id of its stream, and the persona whose inbox it is */
export const readInbox = async (rows: Rows, { id, persona }: Pick<StreamRow, 'id' | 'persona'>): Promise<Inbox> => {
  const { row, off, quiet } = await choicesOf(rows, persona)
  const told = await rows.from('notices').select('category').distinct().where('persona', '=', persona).execute()
  const categories = [...new Set([...KNOWN, ...off, ...told.map(({ category }) => category)])]
  return {
    id,
    persona,
    unseen: await unseenIn(rows, persona),
    categories: categories.map((category) => ({ category, on: !off.includes(category) })),
    quiet,
    swept: orNull(row?.swept_at ?? null),
    seq: (await rows.lastSeq([id])).get(id) ?? 0,
  }
}

export const loaders = {
  'notifications.notice': async (rows: Rows, ids: string[]): Promise<Map<string, Notice>> =>
    new Map((await rows.all('notices', ids)).map((row) => [row.id, asNotice(row)])),
  'notifications.inbox': async (rows: Rows, ids: string[]): Promise<Map<string, Inbox>> => {
    const found = new Map<string, Inbox>()
    for (const id of ids) found.set(id, await readInbox(rows, { id, persona: id.split(':')[1] ?? '' }))
    return found
  },
}
