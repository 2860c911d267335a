/** Undoing what was done to an agenda last; once more, and it is done again. */
import { z } from 'zod'
import type { Content } from '../../agenda/content.ts'
import { action } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import { loadTime } from '../../recurrence/engine.ts'
import { Id } from '../chat/records.ts'
import { edit, type Edit, type Undo } from './keep.ts'
import { zoneFor } from './settings.ts'

export const undo = action({
  name: 'agenda.undo',
  does: 'Undo what was changed in the agenda last, or one of the last changes by its id.',
  scope: 'agenda:write',
  risk: 'write',
  wakes: 'clock',
  loads: loadTime,
  input: z.strictObject({
    edit: Id.optional().describe('`edit` of the answer to what is to be undone; left out, the last one'),
  }),
  async run({ edit: id }, context): Promise<{ entries: string[]; edit: string }> {
    const { rows } = context
    const done =
      id === undefined
        ? await rows
            .from('agenda_edits')
            .selectAll()
            .orderBy('at', 'desc')
            .orderBy('number', 'desc')
            .limit(1)
            .executeTakeFirst()
        : await rows.one('agenda_edits', id)
    if (!done) throw new Problem('not_found', 'There is nothing to undo.')
    const changes = JSON.parse(done.changes) as Undo[]
    const rowsNow = await rows.all(
      'agenda_entries',
      changes.map((each) => each.id),
    )
    const there = new Map(rowsNow.map((row) => [row.id, row]))
    const edits = changes.map(({ id: entry, before, revision }): Edit => {
      const now = there.get(entry) ?? null
      if ((now?.revision ?? null) !== revision)
        throw new Problem('conflict', 'It was changed again since: undo that first.')
      return { before: now, after: before && (JSON.parse(before.content) as Content), ...(before && { as: before }) }
    })
    await rows.remove('agenda_edits', 'id', done.id)
    const zone = await zoneFor(rows, undefined, done.persona)
    return await edit(context, done.persona, edits, { zone, reason: 'undone' })
  },
})
