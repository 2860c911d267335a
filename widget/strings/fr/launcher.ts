import type { launcherWords } from '../launcher.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('fr')

export default {
  open: (name) => (name ? `Parler à ${name}` : 'Ouvrir le chat'),
  close: 'Fermer le chat',
  unread: (unread) =>
    count(unread, { one: '# nouveau message', many: '# de nouveaux messages', other: '# nouveaux messages' }),
  dismissGreeting: 'Masquer',
} satisfies Words<typeof launcherWords>
