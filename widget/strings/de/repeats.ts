import { plurals, type Words } from '../plural.ts'
import type { repeatWords } from '../repeats.ts'

const count = plurals('de')

const units: Readonly<Record<string, [one: string, more: string]>> = {
  MINUTELY: ['jede Minute', 'alle # Minuten'],
  HOURLY: ['jede Stunde', 'alle # Stunden'],
  DAILY: ['jeden Tag', 'alle # Tage'],
  WEEKLY: ['jede Woche', 'alle # Wochen'],
  MONTHLY: ['jeden Monat', 'alle # Monate'],
  YEARLY: ['jedes Jahr', 'alle # Jahre'],
}

const ordinals = ['letzten', 'ersten', 'zweiten', 'dritten', 'vierten', 'fünften']

export default {
  every: (frequency, interval, days) => {
    const [one, more] = units[frequency] ?? ['jedes Mal', 'alle # Mal']
    return `${interval === 1 ? one : count(interval, { other: more })}${days === '' ? '' : ` am ${days}`}`
  },
  nth: (nth, day) => `${ordinals[nth === -1 ? 0 : nth] ?? `${nth}.`} ${day}`,
  date: (date) => (date === -1 ? 'letzten Tag' : `${date}.`),
  until: (day) => ` bis ${day}`,
  times: (times) => `, ${count(times, { other: '# Mal' })}`,
} satisfies Words<typeof repeatWords>
