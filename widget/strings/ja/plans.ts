import type { planWords } from '../plans.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('ja')

export default {
  title: '計画',
  lead: (name) => `${name}と進めていることと、${name}が自分から取りかかる日時です。`,
  empty: 'まだ計画はありません。',
  emptyHow: (name) => `達成したいことを${name}に伝えると、ステップとともにここに表示されます。`,
  failed: '計画を読み込めませんでした。',
  progress: (done, all) =>
    all === 0
      ? 'まだステップはありません'
      : `${count(all, { other: '#ステップ' })}中${count(done, { other: '#' })}完了`,
  next: (when) => `次回：${when}`,
  tainted: 'ほかの人の言葉を含む可能性あり',
  over: '完了・取りやめ',
  planStatus: { active: '進行中', done: '完了', dropped: '取りやめ' },
  stepStatus: {
    todo: '未着手',
    doing: '進行中',
    waiting: '待機中',
    done: '完了',
    skipped: '省略',
    failed: 'うまくいきませんでした',
  },
  tick: (text) => `完了：${text}`,
  evidence: (place) => `根拠${count(place, { other: '#' })}`,
  gone: 'それはもうありません。',
  edit: '編集',
  goal: '目標',
  step: 'ステップ',
  status: '状態',
  note: 'メモ',
  wake: '取りかかる日時',
  pause: '一時停止',
  aside: '取りやめる',
  resume: '再開',
  remove: '削除',
  removePlanAsk: 'この計画をすべてのステップごと削除しますか？',
  removeScheduleAsk: '削除しますか？今後は実行されません。',
  keep: '残す',
  schedules: 'リマインダーと予定',
  noSchedules: '予定はありません。',
  kind: { reminder: 'リマインダー', followup: 'フォローアップ', brief: 'まとめ' },
  once: '1回',
  scheduleStatus: { active: '', paused: '一時停止中', ended: '終了' },
  what: '伝えること・すること',
  when: (zone) => `日時（${zone}）`,
  last: '前回',
  outcome: { fired: '', skipped: '前回は省略', missed: '前回は実行できず' },
  removed: '削除しました。',
  saved: '保存しました。',
  lost: '応答がありませんでした。もう一度試してください。',
} satisfies Words<typeof planWords>
