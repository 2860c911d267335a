import type { listWords } from '../list.ts'
import type { Words } from '../plural.ts'

export default {
  untitled: 'Nova conversa',
  noConversations: 'Nenhuma conversa anterior.',
  moreConversations: 'Mostrar mais',
  yourData: 'Os seus dados',
  rename: 'Mudar o nome',
  renameLabel: 'Título da conversa',
  removeAsk: 'Apagar para sempre?',
} satisfies Words<typeof listWords>
