import type { launcherWords } from '../launcher.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('es')

export default {
  open: (name) => (name ? `Hablar con ${name}` : 'Abrir el chat'),
  close: 'Cerrar el chat',
  unread: (unread) =>
    count(unread, { one: '# mensaje nuevo', many: '# de mensajes nuevos', other: '# mensajes nuevos' }),
  dismissGreeting: 'Ocultar',
} satisfies Words<typeof launcherWords>
