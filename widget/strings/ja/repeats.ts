import { plurals, type Words } from '../plural.ts'
import type { repeatWords } from '../repeats.ts'

const count = plurals('ja')

const units: Readonly<Record<string, [one: string, other: string]>> = {
  MINUTELY: ['毎分', '#分ごと'],
  HOURLY: ['毎時', '#時間ごと'],
  DAILY: ['毎日', '#日ごと'],
  WEEKLY: ['毎週', '#週間ごと'],
  MONTHLY: ['毎月', '#か月ごと'],
  YEARLY: ['毎年', '#年ごと'],
}

export default {
  every: (frequency, interval, days) => {
    const [one, other] = units[frequency] ?? ['毎回', '#回ごと']
    return `${interval === 1 ? one : count(interval, { other })}${days === '' ? '' : `（${days}）`}`
  },
  nth: (nth, day) => (nth === -1 ? `最終${day}` : count(nth, { other: `第#${day}` })),
  date: (date) => (date === -1 ? '末日' : count(date, { other: '#日' })),
  until: (day) => `、${day}まで`,
  times: (times) => count(times, { other: '、#回' }),
} satisfies Words<typeof repeatWords>
