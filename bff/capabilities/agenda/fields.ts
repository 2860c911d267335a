/** What an entry is said to be, as people and models write it. */
import { z } from 'zod'
import { type Content, type Times, wholeLocal } from '../../agenda/content.ts'
import type { Changes } from '../../agenda/edits.ts'
import { Problem } from '../../problem.ts'
import { readLocal, toInstant } from '../../recurrence/zone.ts'

const Local = z.string().max(19)

export const Fields = {
  start: Local.describe('local time such as 2026-03-08T09:30, or 2026-03-08 for a whole day'),
  end: Local.describe('local time at which it ends; instead of minutes'),
  minutes: z.int().min(0).max(527_040).describe('how long it takes'),
  days: z.int().min(1).max(366).describe('how many whole days, for something that lasts the whole day'),
  zone: z
    .string()
    .max(60)
    .describe("IANA time zone it takes place in; left out, the person's; `floating`: wherever the person is then"),
  title: z.string().trim().min(1).max(500).describe('what it is, in a few words'),
  place: z.string().trim().max(500).describe('where it is'),
  notes: z.string().trim().max(20_000).describe('what else there is to say'),
  attendees: z
    .array(z.strictObject({ name: z.string().trim().max(200), address: z.string().trim().max(320).default('') }))
    .max(200)
    .describe('who else is there; nobody is told by this'),
  reminders: z.array(z.int().min(0).max(40_320)).max(10).describe('minutes before it begins'),
  rule: z.string().max(500).describe('RFC 5545 recurrence rule such as FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'),
  free: z.boolean().describe('it takes no time: the person is free all the same'),
}

type Said = Partial<{ [Name in keyof typeof Fields]: z.output<(typeof Fields)[Name]> | undefined }>

/** A day, or a local time. */
const DAY = /^\d{4}-\d\d-\d\d$/

/** @param zone the person's, where none is said @throws Problem invalid_request */
export const timesOf = (said: Said, zone: string): Times => {
  const { start = '', end, minutes, days } = said
  if ([end, minutes, days].filter((each) => each !== undefined).length > 1)
    throw new Problem('invalid_request', 'Say how long it is once: by its end, in minutes or in days.')
  if (DAY.test(start) || days !== undefined) {
    const begins = `${start.slice(0, 10)}T00:00:00`
    if (minutes !== undefined) throw new Problem('invalid_request', 'What begins on a day lasts a number of days.')
    // The last day is one of them.
    const until = end === undefined ? undefined : readLocal(wholeLocal(`${end.slice(0, 10)}T00:00:00`)) + 86_400_000
    const seconds = until === undefined ? (days ?? 1) * 86_400 : (until - readLocal(wholeLocal(begins))) / 1000
    return { start: wholeLocal(begins), seconds, zone: null, allDay: true }
  }
  const there = said.zone === 'floating' ? null : (said.zone ?? zone)
  const begins = wholeLocal(start)
  return { start: begins, seconds: secondsFrom(begins, end, minutes ?? 60, there), zone: there, allDay: false }
}

const secondsFrom = (start: string, end: string | undefined, minutes: number, zone: string | null): number => {
  if (end === undefined) return minutes * 60
  const at = (local: string): number => toInstant(readLocal(local), zone ?? 'UTC')
  return (at(wholeLocal(end)) - at(start)) / 1000
}

/** What is to be otherwise about the one that `whole` is. */
export const changesOf = (said: Said, whole: Content, zone: string): Changes => {
  const { start, end, minutes, days, zone: there, title, place, notes, attendees, reminders, rule, free } = said
  const timed = [start, end, minutes, days, there].some((each) => each !== undefined)
  const changes: Changes = {}
  if (timed) {
    const lasts = end !== undefined || minutes !== undefined || days !== undefined
    const wasDay = whole.allDay && (start === undefined || DAY.test(start))
    const asked: Said = {
      start: start ?? (wasDay ? whole.start.slice(0, 10) : whole.start),
      zone: there ?? (whole.allDay ? zone : (whole.zone ?? 'floating')),
      ...(end === undefined ? {} : { end }),
      ...(minutes === undefined ? {} : { minutes }),
      ...(days === undefined ? {} : { days }),
    }
    const times = timesOf(asked, zone)
    // What is only moved is as long as before.
    if (!lasts && times.allDay === whole.allDay) times.seconds = whole.seconds
    for (const name of ['start', 'seconds', 'zone', 'allDay'] as const)
      if (times[name] !== whole[name]) Object.assign(changes, { [name]: times[name] })
  }
  const words = { title, place, notes, attendees, reminders, free }
  for (const [name, value] of Object.entries(words)) if (value !== undefined) Object.assign(changes, { [name]: value })
  if (rule !== undefined) changes.rule = rule === '' ? null : rule
  return changes
}
