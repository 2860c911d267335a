/** Keeping: how entries take their place, with their reminders, who made them, and how to undo it. */
import type { Content } from '../../agenda/content.ts'
import { checked, isUnusual } from '../../agenda/content.ts'
import { boundsOf } from '../../agenda/occurrences.ts'
import { nextReminder } from '../../agenda/reminders.ts'
import type { RuntimeContext } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import type { AgendaEntry, Trust } from '../../protocol.ts'
import type { AgendaEntryRow } from '../../store/tables.ts'
import { agendaOf } from './records.ts'

/** Entries of one person. */
const MOST = 10_000
/** Of those whose rules take the slow engine. */
const UNUSUAL = 10
/** Acts that can be undone, the last ones. */
const UNDOABLE = 20
/** Entries at once of which each is told; of more it is told that there were many. */
const TOLD = 20

/** One entry, before and after an act. */
export interface Edit {
  before: AgendaEntryRow | null
  after: Content | null
  /** For an entry that comes back: what it was. */
  as?: Kept
}

/** What is kept of an entry to bring it back. */
type Kept = Pick<
  AgendaEntryRow,
  'id' | 'content' | 'trust' | 'source' | 'reason' | 'created_at' | 'reminded_at' | 'revision'
>

/** One entry of an act that can be undone. */
export interface Undo {
  id: string
  before: Kept | null
  /** What it has since; `null`: it is gone. */
  revision: number | null
}

/** The clock's job for the next reminder of an entry. */
export const remindOf = (
  { id, persona, revision }: Pick<AgendaEntryRow, 'id' | 'persona' | 'revision'>,
  due: number,
) => ({
  id: `${id}.${revision}@${new Date(due).toISOString()}`,
  key: id,
  due,
  persona,
  action: 'agenda.remind',
  input: { entry: id, at: due },
})

/** Where an act comes from. @param by `import`, where it is one */
const sourceOf = async (
  { rows, principal }: Pick<RuntimeContext, 'rows' | 'principal'>,
  by?: 'import',
): Promise<{ source: AgendaEntry['source']; trust: Trust }> => {
  if (principal.door !== 'brain')
    return {
      source: { by: by ?? 'person', conversation: null, message: null },
      trust: by === 'import' ? 'outside' : 'person',
    }
  const { conversation, message } = await rows.one('runs', principal.jti)
  return {
    source: { by: by ?? 'persona', conversation, message },
    trust: principal.tainted || by === 'import' ? 'outside' : 'persona',
  }
}

/** For many at once, the loop is given to others in between: see `Rows.add`. */
const SLICE = 100

/**
 * Do what an act wants of the entries of one agenda, and remember how it was.
 * @param zone the person's
 * @returns the ids of the entries, and of the act, by which it is undone
 */
export const edit = async (
  context: RuntimeContext,
  persona: string,
  edits: readonly Edit[],
  { zone, reason, by }: { zone: string; reason: string; by?: 'import' },
): Promise<{ entries: string[]; edit: string }> => {
  const { rows, now, newId, jobs, tell, principal } = context
  const { source, trust } = await sourceOf(context, by)
  await roomFor(context, edits)
  const undo: Undo[] = []
  const ids: string[] = []
  const gone = edits.flatMap(({ before, after }) => (before && !after ? [before.id] : []))
  const changed = edits.flatMap(({ before }) => (before ? [before.id] : []))
  if (changed.length > 0) await jobs.cancel(...changed)
  for (let at = 0; at < edits.length; at += SLICE) {
    const added: Parameters<typeof rows.add<'agenda_entries'>>[1][] = []
    const reminders: ReturnType<typeof remindOf>[] = []
    for (const { before, after, as } of edits.slice(at, at + SLICE)) {
      const id = before?.id ?? as?.id ?? newId('ent')
      ids.push(id)
      undo.push({ id, before: before ? keptOf(before) : null, revision: null })
      if (!after) continue
      const { first, last } = boundsOf(checked(after))
      const revision = Math.max(before?.revision ?? 0, as?.revision ?? 0) + 1
      const pending = before?.remind_at ?? null
      const from = pending !== null && pending < now ? pending - 1 : now - 60_000
      const remind = nextReminder(after, zone, Math.max(from, before?.reminded_at ?? 0, as?.reminded_at ?? 0))
      const values = {
        uid: uidOf(after),
        content: as?.content ?? JSON.stringify(after),
        first_at: first,
        last_at: last,
        remind_at: remind,
        trust: as?.trust ?? (before?.trust === 'outside' ? 'outside' : trust),
        source: as?.source ?? JSON.stringify(source),
        reason: as?.reason ?? reason,
        revision,
        updated_at: now,
      }
      if (before) await rows.change('agenda_entries', id, values)
      else
        added.push({
          id,
          persona,
          ...values,
          reminded_at: as?.reminded_at ?? null,
          created_at: as?.created_at ?? now,
        })
      ;(undo.at(-1) as Undo).revision = revision
      if (remind !== null) reminders.push(remindOf({ id, persona, revision }, remind))
    }
    if (added.length > 0) await rows.add('agenda_entries', ...added)
    if (reminders.length > 0) await jobs.at(...reminders)
  }
  const agenda = agendaOf(principal.person, persona)
  if (ids.length > TOLD) await tell('agenda.import', agenda, newId('imp'))
  else if (ids.length > 0) await tell('agenda.entry', agenda, ids)
  if (gone.length > 0) {
    await rows.remove('agenda_entries', 'id', gone)
    await rows.remove('agenda_reminders', 'entry', gone)
  }
  return { entries: ids, edit: await remember(context, persona, undo) }
}

/** An entry that takes the place of one time of a series which is not here keeps that in its name. */
export const uidOf = ({ uid, extra }: Content): string => {
  const instead = extra.find(([name]) => name === 'recurrence-id')
  return instead ? `${uid} ${String(instead[3])}` : uid
}

const keptOf = ({ id, content, trust, source, reason, created_at, reminded_at, revision }: AgendaEntryRow): Kept => ({
  id,
  content,
  trust,
  source,
  reason,
  created_at,
  reminded_at,
  revision,
})

/** @throws Problem conflict when there is too much already */
const roomFor = async ({ rows }: RuntimeContext, edits: readonly Edit[]): Promise<void> => {
  const more = edits.filter(({ before, after }) => !before && after)
  if (more.length === 0) return
  const { many } = (await rows
    .from('agenda_entries')
    .select(({ fn }) => fn.countAll<number>().as('many'))
    .executeTakeFirst()) as { many: number }
  if (Number(many) + more.length > MOST)
    throw new Problem('conflict', `An agenda has ${MOST} entries at most: remove some first.`)
  const unusual = more.filter(({ after }) => after && isUnusual(after))
  if (unusual.length === 0) return
  const ruled = await rows.from('agenda_entries').select('content').where('content', 'like', '%"rule":"FREQ%').execute()
  const there = ruled.filter(({ content }) => isUnusual(JSON.parse(content) as Content))
  if (there.length + unusual.length > UNUSUAL)
    throw new Problem('conflict', `An agenda has ${UNUSUAL} entries with rules of this kind at most.`)
}

const remember = async ({ rows, now, newId }: RuntimeContext, persona: string, undo: Undo[]): Promise<string> => {
  const known = await rows
    .from('agenda_edits')
    .select(['id', 'number'])
    .where('persona', '=', persona)
    .orderBy('number', 'desc')
    .limit(UNDOABLE)
    .execute()
  const oldest = known.length === UNDOABLE ? known.at(-1) : undefined
  if (oldest) await rows.remove('agenda_edits', 'id', oldest.id)
  const id = newId('edt')
  const number = (known[0]?.number ?? 0) + 1
  await rows.add('agenda_edits', { id, persona, number, changes: JSON.stringify(undo), at: now })
  return id
}
