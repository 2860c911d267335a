import type { listWords } from '../list.ts'
import type { Words } from '../plural.ts'

export default {
  untitled: 'Neue Unterhaltung',
  noConversations: 'Keine früheren Unterhaltungen.',
  moreConversations: 'Mehr anzeigen',
  yourData: 'Deine Daten',
  rename: 'Umbenennen',
  renameLabel: 'Titel der Unterhaltung',
  removeAsk: 'Endgültig löschen?',
} satisfies Words<typeof listWords>
