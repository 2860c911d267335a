/** What is to be forgotten goes from the agenda too, and from what could be undone of it. */
import type { RuntimeContext } from '../../capability.ts'
import type { Undo } from './keep.ts'
import { agendaOf } from './records.ts'

/** Every word in it, whatever it is called. */
const wordsIn = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null
      ? Object.values(value).map(wordsIn).join(' ')
      : ''

export const forgetEntries = async (
  { rows, jobs, tell, principal }: Pick<RuntimeContext, 'rows' | 'jobs' | 'tell' | 'principal'>,
  speaks: (text: string) => boolean,
): Promise<void> => {
  for (const { id, persona, content, reason } of await rows.from('agenda_entries').selectAll().execute()) {
    if (!speaks(`${wordsIn(JSON.parse(content))} ${reason}`)) continue
    await tell('agenda.entry', agendaOf(principal.person, persona), id)
    await jobs.cancel(id)
    await rows.remove('agenda_reminders', 'entry', id)
    await rows.remove('agenda_entries', 'id', id)
  }
  for (const { id, changes } of await rows.from('agenda_edits').select(['id', 'changes']).execute()) {
    const before = (JSON.parse(changes) as Undo[]).map((each) => each.before)
    const said = before.map((each) => (each ? `${wordsIn(JSON.parse(each.content))} ${each.reason}` : ''))
    if (speaks(said.join(' '))) await rows.remove('agenda_edits', 'id', id)
  }
}
