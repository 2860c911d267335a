import type { memoryWords } from '../memory.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('de')
/** „seit gestern“ and „seit Freitag“, but „seit dem 12. Mai“. */
const dated = (day: string): boolean => /^\d/.test(day)

export default {
  source: (place, whose, when) => `Quelle ${place}: ${whose}, ${when}`,
  trust: (name) => ({
    person: 'Von dir',
    operator: 'Vom Team',
    persona: `Von ${name} notiert`,
    outside: 'Worte anderer',
  }),
  title: 'Was ich über dich weiß',
  lead: (name) =>
    `${name} merkt sich das von Unterhaltung zu Unterhaltung. Berichtige, was falsch ist, und lösche, was weg soll.`,
  search: 'Gesagtes und Gemerktes durchsuchen',
  clear: 'Suche leeren',
  nothingFound: 'Nichts dergleichen wurde gesagt oder gemerkt.',
  found: (results) => count(results, { one: '# Treffer', other: '# Treffer' }),
  empty: 'Noch nichts.',
  emptyHow: (name) => `Was du ${name} über dich erzählst und behalten haben möchtest, steht dann hier.`,
  failed: 'Das Gedächtnis konnte nicht geladen werden.',
  you: 'Du',
  others: 'Aus Worten anderer',
  othersHow: (name) => `${name} richtet sich nicht danach, solange du es nicht sagst.`,
  always: 'Immer präsent',
  since: (day) => `seit ${dated(day) ? 'dem ' : ''}${day}`,
  until: (day) => `bis ${dated(day) ? 'zum ' : ''}${day}`,
  where: 'Wo es gesagt wurde',
  imported: 'Aus einer importierten Unterhaltung',
  past: 'Auch, was nicht mehr stimmt',
  correct: 'Berichtigen',
  correctLabel: 'Was stattdessen stimmt',
  forget: 'Vergessen',
  forgetAsk: 'Das endgültig vergessen?',
  keep: 'Behalten',
  forgetAll: 'Alles vergessen',
  forgetAllAsk: 'Alles vergessen?',
  forgetAllWhat: (name) =>
    `Alles, was ${name} über dich weiß, wird gelöscht, und mit ihm jedes Wort eurer Unterhaltungen. Niemand kann es zurückholen.`,
  forgotten: (receipt) => {
    const parts = [
      receipt.facts > 0 ? count(receipt.facts, { one: '# Erinnerung', other: '# Erinnerungen' }) : '',
      receipt.messages > 0 ? count(receipt.messages, { one: '# Nachricht', other: '# Nachrichten' }) : '',
      receipt.turns > 0 ? count(receipt.turns, { one: '# importierter Beitrag', other: '# importierte Beiträge' }) : '',
    ].filter((part) => part !== '')
    return parts.length === 0
      ? 'Es gab nichts zu vergessen.'
      : `Endgültig vergessen: ${new Intl.ListFormat('de').format(parts)}.`
  },
  receipt: 'Beleg',
  dismiss: 'Schließen',
  export: 'Als Datei speichern',
  exported: 'Gespeichert.',
  corrected: 'Berichtigt.',
  more: 'Mehr anzeigen',
  lost: 'Niemand hat geantwortet. Versuche es noch einmal.',
} satisfies Words<typeof memoryWords>
