/** When to remind somebody of an entry. Pure. */
import type { Content } from './content.ts'
import { type Occurrence, occurrenceAt, occurrencesOf, plainTimes } from './occurrences.ts'

const MINUTE = 60_000

/** The next instant after `after` at which there is something to remind of; `null` when there is none any more. */
export const nextReminder = (content: Content, zone: string, after: number): number | null => {
  let next = Infinity
  for (const minutes of new Set(content.reminders))
    for (const { at } of plainTimes(content, zone, after + minutes * MINUTE)) {
      next = Math.min(next, at - minutes * MINUTE)
      break
    }
  for (const key of Object.keys(content.overrides)) {
    if (content.except.includes(key)) continue
    const { start, content: own } = occurrenceAt(content, key, zone)
    for (const minutes of own.reminders) {
      const due = start - minutes * MINUTE
      if (due > after) next = Math.min(next, due)
    }
  }
  return next === Infinity ? null : next
}

/** What there is to remind of at this very instant. */
export const remindersAt = (
  content: Content,
  zone: string,
  due: number,
): { occurrence: Occurrence; minutes: number }[] => {
  const wanted = new Set([content, ...Object.values(content.overrides)].flatMap(({ reminders = [] }) => reminders))
  return [...wanted].flatMap((minutes) => {
    const start = due + minutes * MINUTE
    return [...occurrencesOf(content, { from: start, to: start + 1, zone })]
      .filter((each) => each.start === start && each.content.reminders.includes(minutes))
      .map((occurrence) => ({ occurrence, minutes }))
  })
}
