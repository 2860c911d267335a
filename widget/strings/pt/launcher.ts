import type { launcherWords } from '../launcher.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('pt')

export default {
  open: (name) => (name ? `Falar com ${name}` : 'Abrir o chat'),
  close: 'Fechar o chat',
  unread: (unread) =>
    count(unread, { one: '# mensagem nova', many: '# de mensagens novas', other: '# mensagens novas' }),
  dismissGreeting: 'Ocultar',
} satisfies Words<typeof launcherWords>
