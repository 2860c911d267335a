import type { Words } from '../plural.ts'
import type { shareWords } from '../whiteboard-share.ts'

export default {
  title: 'このホワイトボードを見られる人',
  you: 'あなた',
  owner: '所有者',
  everybody: 'ここにいる全員',
  everybodyHow: 'このサイトを使うすべての人',
  may: { none: 'アクセスなし', look: '閲覧のみ', edit: '編集可' },
  mayOf: (who) => `${who}の権限`,
  add: '人を追加',
  addHow: 'アカウントまたはアドレス',
  addNow: '追加',
  shared: (who) => `${who}と共有しました。`,
  unshared: (who) => `${who}との共有を解除しました。`,
  failed: '共有相手を読み込めませんでした。',
  only: '共有するまでは、あなただけが見られます。',
} satisfies Words<typeof shareWords>
