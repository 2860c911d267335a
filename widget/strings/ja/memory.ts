import type { memoryWords } from '../memory.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('ja')
const list = new Intl.ListFormat('ja')

export default {
  source: (place, whose, when) => `出典${count(place, { other: '#' })}：${whose}、${when}`,
  trust: (name) => ({
    person: 'あなたの発言',
    operator: 'チームから',
    persona: `${name}のメモ`,
    outside: 'ほかの人の言葉',
  }),
  title: 'あなたについて覚えていること',
  lead: (name) =>
    `${name}はこれを会話をまたいで覚えています。間違いは直し、残したくないものは忘れさせることができます。`,
  search: '発言や覚えていることを検索',
  clear: '検索を消去',
  nothingFound: 'そのような発言や記憶はありません。',
  found: (found) => count(found, { other: '#件の結果' }),
  empty: 'まだ何もありません。',
  emptyHow: (name) => `あなたが自分について${name}に伝え、覚えておいてほしいことが、ここに表示されます。`,
  failed: '覚えていることを読み込めませんでした。',
  you: 'あなた',
  others: 'ほかの人の言葉から',
  othersHow: (name) => `あなたが認めない限り、${name}はこれに従いません。`,
  always: '常に意識',
  since: (day) => `${day}から`,
  until: (day) => `${day}まで`,
  where: '発言の場所',
  imported: '取り込んだ会話から',
  past: '今はもう違うことも表示',
  correct: '訂正',
  correctLabel: '正しい内容',
  forget: '忘れる',
  forgetAsk: 'これを完全に忘れますか？',
  keep: '残す',
  forgetAll: 'すべて忘れる',
  forgetAllAsk: 'すべて忘れますか？',
  forgetAllWhat: (name) =>
    `${name}があなたについて知っていることも、会話の言葉もすべて消えます。誰にも元に戻せません。`,
  forgotten: ({ facts, messages, turns }) => {
    const parts = [
      facts > 0 ? count(facts, { other: '事実#件' }) : '',
      messages > 0 ? count(messages, { other: 'メッセージ#件' }) : '',
      turns > 0 ? count(turns, { other: '取り込んだ発言#件' }) : '',
    ].filter((part) => part !== '')
    return parts.length === 0 ? '忘れるものはありませんでした。' : `完全に忘れました：${list.format(parts)}。`
  },
  receipt: '控え',
  dismiss: '閉じる',
  export: 'ファイルに保存',
  exported: '保存しました。',
  corrected: '訂正しました。',
  more: 'もっと見る',
  lost: '応答がありませんでした。もう一度試してください。',
} satisfies Words<typeof memoryWords>
