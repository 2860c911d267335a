import type { planWords } from '../plans.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('de')

const units: Readonly<Record<string, [one: string, more: string]>> = {
  MINUTELY: ['jede Minute', 'alle # Minuten'],
  HOURLY: ['jede Stunde', 'alle # Stunden'],
  DAILY: ['jeden Tag', 'alle # Tage'],
  WEEKLY: ['jede Woche', 'alle # Wochen'],
  MONTHLY: ['jeden Monat', 'alle # Monate'],
  YEARLY: ['jedes Jahr', 'alle # Jahre'],
}

export default {
  title: 'Pläne',
  lead: (name) => `Worauf ${name} und du hinarbeiten und wann sich ${name} von selbst darum kümmert.`,
  empty: 'Noch keine Pläne.',
  emptyHow: (name) => `Erzähle ${name}, was du erreichen möchtest, dann steht es hier mit seinen Schritten.`,
  failed: 'Die Pläne konnten nicht geladen werden.',
  progress: (done, all) =>
    all === 0 ? 'Noch keine Schritte' : `${done} von ${count(all, { one: '# Schritt', other: '# Schritten' })}`,
  next: (when) => `als Nächstes ${when}`,
  tainted: 'Vielleicht stecken Worte anderer darin',
  over: 'Erledigt und weggelegt',
  planStatus: { active: 'Aktiv', done: 'Erledigt', dropped: 'Weggelegt' },
  stepStatus: {
    todo: 'Zu tun',
    doing: 'In Arbeit',
    waiting: 'Wartet',
    done: 'Erledigt',
    skipped: 'Ausgelassen',
    failed: 'Hat nicht geklappt',
  },
  tick: (text) => `Erledigt: ${text}`,
  evidence: (place) => `Beleg ${place}`,
  gone: 'Das gibt es nicht mehr.',
  edit: 'Bearbeiten',
  goal: 'Ziel',
  step: 'Schritt',
  status: 'Stand',
  note: 'Notiz',
  wake: 'Wann daran weiterzuarbeiten ist',
  pause: 'Pausieren',
  aside: 'Weglegen',
  resume: 'Wieder aufnehmen',
  remove: 'Löschen',
  removePlanAsk: 'Diesen Plan mit allen Schritten löschen?',
  removeScheduleAsk: 'Löschen? Dann kommt es nicht wieder.',
  keep: 'Behalten',
  schedules: 'Erinnerungen und Termine',
  noSchedules: 'Nichts vorgesehen.',
  kind: { reminder: 'Erinnerung', followup: 'Nachfrage', brief: 'Überblick' },
  once: 'einmal',
  every: (frequency, interval, days) => {
    const [one, more] = units[frequency] ?? ['jedes Mal', 'alle # Mal']
    return `${interval === 1 ? one : count(interval, { other: more })}${days === '' ? '' : ` am ${days}`}`
  },
  scheduleStatus: { active: '', paused: 'Pausiert', ended: 'Beendet' },
  what: 'Was zu sagen oder zu tun ist',
  when: (zone) => `Wann (${zone})`,
  last: 'Letztes Mal',
  outcome: { fired: '', skipped: 'letztes Mal ausgelassen', missed: 'letztes Mal verpasst' },
  removed: 'Gelöscht.',
  saved: 'Gespeichert.',
  lost: 'Niemand hat geantwortet. Versuche es noch einmal.',
} satisfies Words<typeof planWords>
