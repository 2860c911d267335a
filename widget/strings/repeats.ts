/** How often something comes again; in English. */
import { words } from './words.ts'

const units: Readonly<Record<string, [one: string, more: string]>> = {
  MINUTELY: ['minute', 'minutes'],
  HOURLY: ['hour', 'hours'],
  DAILY: ['day', 'days'],
  WEEKLY: ['week', 'weeks'],
  MONTHLY: ['month', 'months'],
  YEARLY: ['year', 'years'],
}

const ordinals = ['last', 'first', 'second', 'third', 'fourth', 'fifth']

export const repeatWords = words('repeats', {
  /** @param days their names, as one lists them; empty for none */
  every: (frequency: string, interval: number, days: string) => {
    const [one, more] = units[frequency] ?? ['time', 'times']
    return `every ${interval === 1 ? one : `${interval} ${more}`}${days === '' ? '' : ` on ${days}`}`
  },
  nth: (nth: number, day: string) => `the ${ordinals[nth === -1 ? 0 : nth] ?? nth} ${day}`,
  date: (date: number) => (date === -1 ? 'the last day' : `day ${date}`),
  until: (day: string) => ` until ${day}`,
  times: (count: number) => `, ${count} times`,
})
