import type { listWords } from '../list.ts'
import type { Words } from '../plural.ts'

export default {
  untitled: '新しい会話',
  noConversations: '以前の会話はありません。',
  moreConversations: 'もっと見る',
  yourData: 'あなたのデータ',
  rename: '名前を変更',
  renameLabel: '会話のタイトル',
  removeAsk: '完全に削除しますか？',
} satisfies Words<typeof listWords>
