import { plurals, type Words } from '../plural.ts'
import type { repeatWords } from '../repeats.ts'

const count = plurals('es')

const units: Readonly<Record<string, [one: string, more: string]>> = {
  MINUTELY: ['cada minuto', 'cada # minutos'],
  HOURLY: ['cada hora', 'cada # horas'],
  DAILY: ['cada día', 'cada # días'],
  WEEKLY: ['cada semana', 'cada # semanas'],
  MONTHLY: ['cada mes', 'cada # meses'],
  YEARLY: ['cada año', 'cada # años'],
}

const ordinals = ['último', 'primer', 'segundo', 'tercer', 'cuarto', 'quinto']

export default {
  every: (frequency, interval, days) => {
    const [one, more] = units[frequency] ?? ['cada vez', 'cada # veces']
    return `${interval === 1 ? one : count(interval, { other: more })}${days === '' ? '' : `, ${days}`}`
  },
  nth: (nth, day) => `el ${ordinals[nth === -1 ? 0 : nth] ?? `${nth}.º`} ${day}`,
  date: (date) => (date === -1 ? 'el último día' : `el día ${date}`),
  until: (day) => ` hasta el ${day}`,
  times: (times) => `, ${count(times, { one: '# vez', many: '# de veces', other: '# veces' })}`,
} satisfies Words<typeof repeatWords>
