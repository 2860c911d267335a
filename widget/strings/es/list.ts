import type { listWords } from '../list.ts'
import type { Words } from '../plural.ts'

export default {
  untitled: 'Nueva conversación',
  noConversations: 'No hay conversaciones anteriores.',
  moreConversations: 'Mostrar más',
  yourData: 'Tus datos',
  rename: 'Cambiar nombre',
  renameLabel: 'Título de la conversación',
  removeAsk: '¿Eliminar para siempre?',
} satisfies Words<typeof listWords>
