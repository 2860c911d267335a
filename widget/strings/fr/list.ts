import type { listWords } from '../list.ts'
import type { Words } from '../plural.ts'

export default {
  untitled: 'Nouvelle conversation',
  noConversations: 'Aucune conversation précédente.',
  moreConversations: 'Afficher plus',
  yourData: 'Vos données',
  rename: 'Renommer',
  renameLabel: 'Titre de la conversation',
  removeAsk: 'Supprimer définitivement ?',
} satisfies Words<typeof listWords>
