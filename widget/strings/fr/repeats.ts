import { plurals, type Words } from '../plural.ts'
import type { repeatWords } from '../repeats.ts'

const count = plurals('fr')

const units: Readonly<Record<string, [one: string, more: string]>> = {
  MINUTELY: ['chaque minute', 'toutes les # minutes'],
  HOURLY: ['chaque heure', 'toutes les # heures'],
  DAILY: ['chaque jour', 'tous les # jours'],
  WEEKLY: ['chaque semaine', 'toutes les # semaines'],
  MONTHLY: ['chaque mois', 'tous les # mois'],
  YEARLY: ['chaque année', 'tous les # ans'],
}

const ordinals = ['dernier', 'premier', 'deuxième', 'troisième', 'quatrième', 'cinquième']

export default {
  every: (frequency, interval, days) => {
    const [one, more] = units[frequency] ?? ['chaque fois', 'toutes les # fois']
    return `${interval === 1 ? one : count(interval, { other: more })}${days === '' ? '' : `, ${days}`}`
  },
  nth: (nth, day) => `le ${ordinals[nth === -1 ? 0 : nth] ?? `${nth}e`} ${day}`,
  date: (date) => (date === -1 ? 'le dernier jour' : `le ${date === 1 ? '1er' : date}`),
  until: (day) => ` jusqu’au ${day}`,
  times: (times) => `, ${count(times, { many: '# de fois', other: '# fois' })}`,
} satisfies Words<typeof repeatWords>
