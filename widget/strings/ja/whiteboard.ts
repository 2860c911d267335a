import type { BoardElement } from '../../../bff/api.ts'
import { plurals, type Words } from '../plural.ts'
import type { boardWords } from '../whiteboard.ts'

const count = plurals('ja')
const number = new Intl.NumberFormat('ja')
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
  options: 'オプション',
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
  color: { ink: 'インク', red: '赤', orange: 'オレンジ', green: '緑', blue: '青', violet: '紫' },
  line: (color) => `線：${color}`,
  fill: (color) => `塗り：${color}`,
  noFill: '塗りなし',
  front: '最前面へ',
  back: '最背面へ',
  group: 'グループ化',
  ungroup: 'グループ解除',
  copy: '複製',
  remove1: '削除',
  connect: 'つなぐ',
  connectTo: (what) => `${what}をつなぐ先…`,
  connectHere: 'ここにつなぐ',
  cancel: 'キャンセル',
  move: '移動',
  way: { up: '上', down: '下', left: '左', right: '右' },
  show: '描画で表示',
  textOf: (what) => `${what}のテキスト`,
  noText: 'テキストなし',
  moreObjects: 'もっと見る',
  fit: '全体を表示',
  zoomIn: '拡大',
  zoomOut: '縮小',
  zoomed: (zoom) => percent.format(zoom / 100),
  sketch: '手書き風',
  saveAs: '形式を選んで保存',
  picture: '画像（PNG）',
  drawing: '図（SVG）',
  excalidraw: 'Excalidrawファイル',
  inWords: '文章',
  bring: 'Excalidrawファイルを追加',
  saved: '保存しました。',
  imported: (added, left) =>
    left === 0
      ? `${objects(added)}を追加しました。`
      : `${objects(added)}を追加しました。${number.format(left)}個は取り込めませんでした。`,
  notExcalidraw: 'これはExcalidrawファイルではありません。',
  proposes: (name, all) => `${name}の提案：${objects(all)}`,
  accept: '採用',
  reject: '今はしない',
  accepted: '採用しました。',
  rejected: 'ホワイトボードから外しました。',
  proposed: '提案',
  hint: 'ツールを選ぶか、図を頼んでみましょう。',
  here: (others) => count(others, { other: 'ほかに#人がいます' }),
  someone: '誰か',
  otherTab: '別の場所のあなた',
  writing: (who) => `${who}が入力中`,
  nothing: '元に戻すものはありません。',
  selected: (what) => `選択：${what}`,
  several: (all) => `${objects(all)}を選択`,
  none: '何も選択されていません。',
  made: (what) => `作成：${what}`,
  removed: (what) => `削除：${what}`,
  moved: (what, x, y) => `${what}、現在の位置 ${number.format(x)}、${number.format(y)}`,
  connected: (a, b) => `${a}を${b}につなぎました`,
  changedBy: (who, all) => `${who}が${objects(all)}を変更しました`,
  board: (title, all) => `${title}、ホワイトボード、${objects(all)}`,
  keys: 'キー：V 選択、R 四角形、O 楕円、D ひし形、A 矢印、T テキスト、N 付箋、P ペン、E 消しゴム。Enterで配置または編集、カンマとピリオドで前後のオブジェクトへ、矢印キーで移動します。ボード上のものはすべてオブジェクトの一覧にあります。',
  kind: (kind) => kinds[kind],
  nameOf: ({ kind, text, from, to }, find) => {
    const short = (words: string): string => (words.length > 60 ? `${words.slice(0, 60)}…` : words)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? short(other.text ?? kinds[other.kind]) : 'なし'
    }
    const ends = from || to ? `（${end(from)}から${end(to)}へ）` : ''
    return `${kinds[kind]}${text ? `「${short(text)}」` : ''}${ends}`
  },
} satisfies Words<typeof boardWords>
