import type { Words } from '../plural.ts'
import type { yoursWords } from '../yours.ts'

export default {
  title: 'あなたのデータ',
  save: 'ファイルに保存',
  collecting: '収集しています…',
  saved: '保存しました：会話、あなたについて知っていること、予定表、通知、計画、スケジュール、ホワイトボード。',
  failed: '読み込めませんでした。しばらくしてからもう一度お試しください。',
  erase: '消去',
  erasing: '消去しています…',
  what: (kinds) => `${kinds}を完全に消去しますか？元に戻すことはできません。`,
  stays: 'ほかの人が共有したホワイトボードはその人のものです。何かが行われたという記録は、内容を除いて残ります。',
  eraseYes: '完全に消去',
  keep: '残す',
  erased: (what) => `消去しました：${what}。`,
  stopped: (what) => `中断されました。ここまでに消去したもの：${what || 'なし'}。`,
  kinds: {
    conversations: '会話',
    memory: 'あなたについて知っていること',
    agenda: '予定表',
    notices: 'お知らせ',
    plans: '計画',
    schedules: 'スケジュール',
    boards: 'ホワイトボード',
  },
} satisfies Words<typeof yoursWords>
