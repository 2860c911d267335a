import type { launcherWords } from '../launcher.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('de')

export default {
  open: (name) => (name ? `Mit ${name} sprechen` : 'Chat öffnen'),
  close: 'Chat schließen',
  unread: (unread) => count(unread, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
  dismissGreeting: 'Ausblenden',
} satisfies Words<typeof launcherWords>
