import { apart } from '../apart.ts'
import type { launcherWords } from '../launcher.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('he')

export default {
  open: (name) => (name ? `שיחה עם ${apart(name)}` : 'פתיחת הצ׳אט'),
  close: 'סגירת הצ׳אט',
  unread: (unread) => count(unread, { one: 'הודעה חדשה אחת', two: 'שתי הודעות חדשות', other: '# הודעות חדשות' }),
  dismissGreeting: 'הסתרה',
} satisfies Words<typeof launcherWords>
