import { plurals, type Words } from '../plural.ts'
import type { repeatWords } from '../repeats.ts'

const count = plurals('pt')

const units: Readonly<Record<string, [one: string, more: string]>> = {
  MINUTELY: ['a cada minuto', 'a cada # minutos'],
  HOURLY: ['a cada hora', 'a cada # horas'],
  DAILY: ['todos os dias', 'a cada # dias'],
  WEEKLY: ['todas as semanas', 'a cada # semanas'],
  MONTHLY: ['todos os meses', 'a cada # meses'],
  YEARLY: ['todos os anos', 'a cada # anos'],
}

/** Saturday and Sunday are masculine, the others are not. */
const ordinals: [his: string, hers: string][] = [
  ['último', 'última'],
  ['primeiro', 'primeira'],
  ['segundo', 'segunda'],
  ['terceiro', 'terceira'],
  ['quarto', 'quarta'],
  ['quinto', 'quinta'],
]

export default {
  every: (frequency, interval, days) => {
    const [one, more] = units[frequency] ?? ['a cada vez', 'a cada # vezes']
    return `${interval === 1 ? one : count(interval, { other: more })}${days === '' ? '' : `, ${days}`}`
  },
  nth: (nth, day) => {
    const [his, hers] = ordinals[nth === -1 ? 0 : nth] ?? [`${nth}º`, `${nth}ª`]
    return day.endsWith('feira') ? `na ${hers} ${day}` : `no ${his} ${day}`
  },
  date: (date) => (date === -1 ? 'no último dia' : `no dia ${date}`),
  until: (day) => ` até ${day}`,
  times: (times) => `, ${count(times, { one: '# vez', many: '# de vezes', other: '# vezes' })}`,
} satisfies Words<typeof repeatWords>
