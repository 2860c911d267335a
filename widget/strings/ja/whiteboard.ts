import type { BoardElement } from '../../../bff/api.ts'
import { plurals, type Words } from '../plural.ts'
import { boardWords } from '../whiteboard.ts'

const count = plurals('ja')
const list = new Intl.ListFormat('ja')
const percent = new Intl.NumberFormat('ja', { style: 'percent' })

const objects = (all: number): string => count(all, { other: '#個のオブジェクト' })

const kinds: Readonly<Record<BoardElement['kind'], string>> = {
  rectangle: '四角形',
  ellipse: '楕円',
  diamond: 'ひし形',
  note: '付箋',
  text: 'テキスト',
  line: '線',
  arrow: '矢印',
  stroke: '手書きの線',
  other: '取り込んだ要素',
}

export default {
  title: 'ホワイトボード',
  fresh: '新しいホワイトボード',
  untitled: 'ホワイトボード',
  empty: 'まだホワイトボードはありません。',
  emptyHow: (name) => `ここで始めるか、${name}に描いてもらいましょう。`,
  count: objects,
  shared: 'あなたに共有',
  failed: 'ホワイトボードの一覧を読み込めませんでした。',
  boardFailed: 'このホワイトボードを読み込めませんでした。',
  gone: 'このホワイトボードはもう利用できません。',
  lost: '応答がありませんでした。もう一度試してください。',
  all: 'すべてのホワイトボード',
  titleLabel: 'ホワイトボードのタイトル',
  remove: 'ホワイトボードを削除',
  removeAsk: '全員の分を完全に削除しますか？',
  offline: '接続がありません。描いた内容は、接続が戻ると送信されます。',
  readOnly: 'このホワイトボードは閲覧のみで、変更はできません。',
  undo: '元に戻す',
  redo: 'やり直す',
  more: 'その他',
  list: 'オブジェクトの一覧',
  canvas: '描画に戻る',
  tools: 'ツール',
  tool: {
    select: '選択',
    hand: '表示を移動',
    pen: 'ペン',
    eraser: '消しゴム',
    rectangle: '四角形',
    ellipse: '楕円',
    diamond: 'ひし形',
    arrow: '矢印',
    line: '線',
    text: 'テキスト',
    note: '付箋',
  },
  fit: '全体を表示',
  zoomed: (zoom) => percent.format(zoom / 100),
  hint: 'ツールを選ぶか、図を頼んでみましょう。',
  here: (names) =>
    names.length > 2 ? count(names.length, { other: 'ほかに#人がいます' }) : `${list.format(names)}がいます`,
  someone: '誰か',
  otherTab: '別の場所のあなた',
  changedBy: (who, all) => `${who}が${objects(all)}を変更しました`,
  board: (title, all) => `${title}、ホワイトボード、${objects(all)}`,
  kind: (kind) => kinds[kind],
  share: '共有',
  person: (sub) => {
    const account = sub.split(':').slice(2).join(':')
    return account !== '' && account.length <= 24 ? account : boardWords.someone
  },
} satisfies Words<typeof boardWords>
