/** The agenda: what a person has to do and when, once or again and again. */
import type { Family } from '../../capability.ts'
import { brief } from './brief.ts'
import { bringIn, takeOut } from './calendar.ts'
import { add, remove, update } from './entries.ts'
import { freebusy, get, list, suggest } from './list.ts'
import { loadEntries, loadImports, loadReminders } from './records.ts'
import { parse } from './parse.ts'
import { remind } from './remind.ts'
import { settings } from './settings.ts'
import { undo } from './undo.ts'

const actions = [
  list,
  get,
  add,
  update,
  remove,
  undo,
  bringIn,
  takeOut,
  freebusy,
  suggest,
  parse,
  settings,
  brief,
  remind,
] as const

export const agenda = {
  name: 'agenda',
  panel: true,
  actions,
  events: { 'agenda.entry': loadEntries, 'agenda.reminder': loadReminders, 'agenda.import': loadImports },
} satisfies Family<typeof actions>
