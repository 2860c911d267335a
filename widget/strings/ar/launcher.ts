import { apart } from '../apart.ts'
import type { launcherWords } from '../launcher.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('ar')

export default {
  open: (name) => (name ? `التحدث مع ${apart(name)}` : 'فتح الدردشة'),
  close: 'إغلاق الدردشة',
  unread: (unread) =>
    count(unread, {
      zero: 'لا رسائل جديدة',
      one: 'رسالة جديدة واحدة',
      two: 'رسالتان جديدتان',
      few: '# رسائل جديدة',
      many: '# رسالة جديدة',
      other: '# رسالة جديدة',
    }),
  dismissGreeting: 'إخفاء',
} satisfies Words<typeof launcherWords>
