/** What is said of plans, reminders and schedules; in English. */
import type { PlanStep, Schedule } from '../../bff/api.ts'
import { words } from './words.ts'

const units: Readonly<Record<string, [one: string, more: string]>> = {
  MINUTELY: ['minute', 'minutes'],
  HOURLY: ['hour', 'hours'],
  DAILY: ['day', 'days'],
  WEEKLY: ['week', 'weeks'],
  MONTHLY: ['month', 'months'],
  YEARLY: ['year', 'years'],
}

export const planWords = words('plans', {
  title: 'Plans',
  lead: (name: string) => `What ${name} and you are working towards, and when ${name} turns to it by itself.`,
  empty: 'No plans yet.',
  emptyHow: (name: string) => `Tell ${name} what you want to reach, and it will be here with its steps.`,
  failed: 'The plans could not be loaded.',
  progress: (done: number, all: number) => (all === 0 ? 'No steps yet' : `${done} of ${all} steps`),
  next: (when: string) => `next ${when}`,
  tainted: 'Words of others may be in it',
  over: 'Done and put aside',
  planStatus: { active: 'Active', done: 'Done', dropped: 'Put aside' },
  stepStatus: {
    todo: 'To do',
    doing: 'Doing',
    waiting: 'Waiting',
    done: 'Done',
    skipped: 'Left out',
    failed: 'Did not work',
  } satisfies Record<PlanStep['status'], string>,
  tick: (text: string) => `Done: ${text}`,
  evidence: (place: number) => `Proof ${place}`,
  gone: 'That is no longer there.',
  edit: 'Edit',
  goal: 'Goal',
  step: 'Step',
  status: 'How it stands',
  note: 'Note',
  wake: 'When to turn to it',
  pause: 'Pause',
  aside: 'Put aside',
  resume: 'Take up again',
  remove: 'Delete',
  removePlanAsk: 'Delete this plan with all its steps?',
  removeScheduleAsk: 'Delete this? It does not come again.',
  keep: 'Keep',
  schedules: 'Reminders and schedules',
  noSchedules: 'Nothing is scheduled.',
  kind: { reminder: 'Reminder', followup: 'Follow-up', brief: 'Brief' } satisfies Record<Schedule['kind'], string>,
  once: 'once',
  /** @param days their names, as one lists them; empty for none */
  every: (frequency: string, interval: number, days: string) => {
    const [one, more] = units[frequency] ?? ['time', 'times']
    return `every ${interval === 1 ? one : `${interval} ${more}`}${days === '' ? '' : ` on ${days}`}`
  },
  scheduleStatus: { active: '', paused: 'Paused', ended: 'Ended' } satisfies Record<Schedule['status'], string>,
  what: 'What to say or do',
  when: (zone: string) => `When (${zone})`,
  last: 'Last time',
  outcome: { fired: '', skipped: 'left out last time', missed: 'missed last time' },
  removed: 'Deleted.',
  saved: 'Saved.',
  lost: 'Nobody answered. Try again.',
})
