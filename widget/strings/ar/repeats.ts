import { plurals, type Words } from '../plural.ts'
import type { repeatWords } from '../repeats.ts'

const count = plurals('ar')

const units: Readonly<Record<string, [one: string, two: string, few: string, many: string]>> = {
  MINUTELY: ['دقيقة', 'دقيقتين', 'دقائق', 'دقيقة'],
  HOURLY: ['ساعة', 'ساعتين', 'ساعات', 'ساعة'],
  DAILY: ['يوم', 'يومين', 'أيام', 'يومًا'],
  WEEKLY: ['أسبوع', 'أسبوعين', 'أسابيع', 'أسبوعًا'],
  MONTHLY: ['شهر', 'شهرين', 'أشهر', 'شهرًا'],
  YEARLY: ['سنة', 'سنتين', 'سنوات', 'سنة'],
}

const ordinals = ['الأخير', 'الأول', 'الثاني', 'الثالث', 'الرابع', 'الخامس']

export default {
  every: (frequency, interval, days) => {
    const [one, two, few, many] = units[frequency] ?? ['مرة', 'مرتين', 'مرات', 'مرة']
    const often = interval === 1 ? one : count(interval, { two, few: `# ${few}`, many: `# ${many}`, other: `# ${one}` })
    return `كل ${often}${days === '' ? '' : `: ${days}`}`
  },
  nth: (nth, day) => `${day} ${ordinals[nth === -1 ? 0 : nth] ?? count(nth, { other: '#' })}`,
  date: (date) => (date === -1 ? 'اليوم الأخير' : count(date, { other: 'يوم #' })),
  until: (day) => ` حتى ${day}`,
  times: (times) =>
    count(times, { one: '، مرة واحدة', two: '، مرتين', few: '، # مرات', many: '، # مرة', other: '، # مرة' }),
} satisfies Words<typeof repeatWords>
