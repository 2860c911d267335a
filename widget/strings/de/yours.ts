import type { Words } from '../plural.ts'
import type { yoursWords } from '../yours.ts'

export default {
  title: 'Deine Daten',
  save: 'Als Datei speichern',
  collecting: 'Wird gesammelt…',
  saved:
    'Gespeichert: Unterhaltungen, was über dich bekannt ist, Kalender, Mitteilungen, Pläne, Termine und Whiteboards.',
  failed: 'Es konnte nicht gelesen werden. Versuche es gleich noch einmal.',
  erase: 'Löschen',
  erasing: 'Wird gelöscht…',
  what: (kinds) => `${kinds} endgültig löschen? Niemand kann es zurückholen.`,
  stays:
    'Whiteboards, die andere mit dir geteilt haben, gehören ihnen. Dass etwas getan wurde, bleibt ohne seine Worte verzeichnet.',
  eraseYes: 'Endgültig löschen',
  keep: 'Behalten',
  erased: (what) => `Gelöscht: ${what}.`,
  stopped: (what) => `Es wurde unterbrochen. Bisher gelöscht: ${what || 'nichts'}.`,
  kinds: {
    conversations: 'Unterhaltungen',
    memory: 'was über dich bekannt ist',
    agenda: 'Kalender',
    notices: 'Mitteilungen',
    plans: 'Pläne',
    schedules: 'Geplantes',
    boards: 'Whiteboards',
  },
} satisfies Words<typeof yoursWords>
