import type { launcherWords } from '../launcher.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('ja')

export default {
  open: (name) => (name ? `${name}と話す` : 'チャットを開く'),
  close: 'チャットを閉じる',
  unread: (unread) => count(unread, { other: '新着#件' }),
  dismissGreeting: '閉じる',
} satisfies Words<typeof launcherWords>
