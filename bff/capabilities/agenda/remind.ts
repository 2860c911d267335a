/** Reminding: the clock has come for an entry, so the person hears of it, and the next time is set. */
import { z } from 'zod'
import { nextReminder, remindersAt } from '../../agenda/reminders.ts'
import { action } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import { loadTime } from '../../recurrence/engine.ts'
import { showLocal } from '../../recurrence/zone.ts'
import { Id } from '../chat/records.ts'
import { notice } from '../notifications/notice.ts'
import { remindOf } from './keep.ts'
import { agendaOf, read } from './records.ts'
import { zoneFor } from './settings.ts'

const DAY = 86_400_000
/** What is later than this reminds nobody any more, and for so long it is kept of what somebody was reminded. */
const LATEST = DAY
const KEPT = 30 * DAY

export const remind = action({
  name: 'agenda.remind',
  does: 'Remind the person of an entry whose time has come near, and set the next time.',
  scope: 'agenda:write',
  risk: 'write',
  tool: false,
  doors: ['clock'],
  wakes: 'clock',
  loads: loadTime,
  input: z.strictObject({ entry: Id, at: z.int() }),
  async run({ entry: id, at }, context): Promise<{ reminders: string[]; next: number | null }> {
    const { rows, now, tell, jobs, principal } = context
    const row = await rows.one('agenda_entries', id)
    // Changed, or dealt with, since the clock set out.
    if (row.remind_at !== at) throw new Problem('conflict', 'This time does not come any more.')
    const { content } = read(row)
    const zone = await zoneFor(rows, undefined, row.persona)
    const due = now - at > LATEST ? [] : remindersAt(content, zone, at)
    const old = await rows
      .from('agenda_reminders')
      .select('id')
      .where('entry', '=', id)
      .where('at', '<', now - KEPT)
      .execute()
    if (old.length > 0)
      await rows.remove(
        'agenda_reminders',
        'id',
        old.map((each) => each.id),
      )
    const reminders = due.map(({ occurrence: { local, start }, minutes }) => ({
      id: `${id}.${row.revision}@${showLocal(local)}-${minutes}`,
      persona: row.persona,
      entry: id,
      occurrence: showLocal(local),
      minutes,
      start_at: start,
      due_at: at,
      at: now,
    }))
    const ids = reminders.map((each) => each.id)
    if (reminders.length > 0) {
      await rows.add('agenda_reminders', ...reminders)
      await tell('agenda.reminder', agendaOf(principal.person, row.persona), ids)
      for (const { id: dedupe, occurrence } of reminders)
        await notice(context, {
          persona: row.persona,
          category: 'agenda',
          title: content.title,
          text: content.allDay ? occurrence.slice(0, 10) : occurrence.slice(0, 16).replace('T', ' '),
          link: { kind: 'entry', id, conversation: null },
          dedupe,
          tainted: row.trust === 'outside' ? 1 : 0,
        })
    }
    const next = nextReminder(content, zone, Math.max(at, now - LATEST - 1))
    await rows.change('agenda_entries', id, { remind_at: next, reminded_at: at })
    if (next !== null) await jobs.at(remindOf(row, next))
    return { reminders: ids, next }
  },
})
