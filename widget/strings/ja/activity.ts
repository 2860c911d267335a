import type { activityWords } from '../activity.ts'
import type { Words } from '../plural.ts'

const known: Readonly<Record<string, string>> = {
  'chat.list': '会話一覧を確認',
  'chat.history': '以前の会話を確認',
  'chat.rename': '会話の名前を変更',
  'chat.archive': '会話をアーカイブ',
  'chat.remove': '会話を削除',
  'chat.handoff': '担当者に引き継ぎ',
}

const families: Readonly<Record<string, string>> = {
  agenda: '予定表',
  approvals: '承認',
  chat: '会話',
  memory: '記憶',
  notifications: 'お知らせ',
  plans: '計画',
  schedules: 'リマインダー',
  whiteboard: 'ボード',
}

const verbs: [verbs: RegExp, words: (family: string) => string][] = [
  [/^(list|show|read|find|search|get|history|recall)/, (family) => `${family}を確認`],
  [/^(create|add|start|draw|write|remember)/, (family) => `${family}に追加`],
  [/^(update|rename|move|set|change)/, (family) => `${family}を変更`],
  [/^(remove|delete|clear|forget)/, (family) => `${family}から削除`],
]

export default {
  doing(action) {
    const [family = '', verb = ''] = action.split('.')
    const words = verbs.find(([all]) => all.test(verb))?.[1] ?? ((of: string) => `${of}で作業`)
    return known[action] ?? words(families[family] ?? family)
  },
  done: '完了',
  refused: '許可されていません',
  asked: 'あなたの判断待ち',
} satisfies Words<typeof activityWords>
