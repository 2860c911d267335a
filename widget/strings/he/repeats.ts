import { plurals, type Words } from '../plural.ts'
import type { repeatWords } from '../repeats.ts'

const count = plurals('he')

const units: Readonly<Record<string, { one: string; two: string; other: string }>> = {
  MINUTELY: { one: 'כל דקה', two: 'כל שתי דקות', other: 'כל # דקות' },
  HOURLY: { one: 'כל שעה', two: 'כל שעתיים', other: 'כל # שעות' },
  DAILY: { one: 'כל יום', two: 'כל יומיים', other: 'כל # ימים' },
  WEEKLY: { one: 'כל שבוע', two: 'כל שבועיים', other: 'כל # שבועות' },
  MONTHLY: { one: 'כל חודש', two: 'כל חודשיים', other: 'כל # חודשים' },
  YEARLY: { one: 'כל שנה', two: 'כל שנתיים', other: 'כל # שנים' },
}

const ordinals = ['האחרון', 'הראשון', 'השני', 'השלישי', 'הרביעי', 'החמישי']

export default {
  every: (frequency, interval, days) =>
    `${count(interval, units[frequency] ?? { one: 'כל פעם', two: 'כל פעמיים', other: 'כל # פעמים' })}${
      days === '' ? '' : ` ב${days}`
    }`,
  nth: (nth, day) => `${day} ${ordinals[nth === -1 ? 0 : nth] ?? `ה־${count(nth, { other: '#' })}`} בחודש`,
  date: (date) => (date === -1 ? 'יום האחרון בחודש' : count(date, { other: '־# בחודש' })),
  until: (day) => ` עד ${day}`,
  times: (times) => count(times, { one: ', פעם אחת', two: ', פעמיים', other: ', # פעמים' }),
} satisfies Words<typeof repeatWords>
