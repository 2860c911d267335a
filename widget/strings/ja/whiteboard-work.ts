import { plurals, type Words } from '../plural.ts'
import { boardWords } from '../whiteboard.ts'
import type { workWords } from '../whiteboard-work.ts'

const count = plurals('ja')
const number = new Intl.NumberFormat('ja')

const objects = (all: number): string => count(all, { other: '#個のオブジェクト' })

export default {
  options: 'オプション',
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
  larger: '大きく',
  smaller: '小さく',
  turnLeft: '左に回転',
  turnRight: '右に回転',
  show: '描画で表示',
  textOf: (what) => `${what}のテキスト`,
  moreObjects: 'もっと見る',
  zoomIn: '拡大',
  zoomOut: '縮小',
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
  nothing: '元に戻すものはありません。',
  undone: '元に戻しました。',
  redone: 'やり直しました。',
  made: (what) => `作成：${what}`,
  removed: (what) => `削除：${what}`,
  moved: (what, x, y) => `${what}、現在の位置 ${number.format(x)}、${number.format(y)}`,
  turned: (what, degrees) => `${what}、回転${number.format(degrees)}度`,
  sized: (what, w, h) => `${what}、サイズ ${number.format(w)}×${number.format(h)}`,
  grouped: (all) => `${objects(all)}をグループ化しました。`,
  ungrouped: 'グループを解除しました。',
  connected: (a, b) => `${a}を${b}につなぎました`,
  selected: (what) => `選択：${what}`,
  several: (all) => `${objects(all)}を選択`,
  none: '何も選択されていません。',
  keys: 'キー：V 選択、R 四角形、O 楕円、D ひし形、A 矢印、T テキスト、N 付箋、P ペン、E 消しゴム。Enterで配置または編集、カンマとピリオドで前後のオブジェクトへ、矢印キーで移動、Controlと矢印キーでサイズ変更、角括弧で回転します。ボード上のものはすべてオブジェクトの一覧にあります。',
  nameOf: ({ kind, text, from, to }, find) => {
    const short = (words: string): string => (words.length > 60 ? `${words.slice(0, 60)}…` : words)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? short(other.text ?? boardWords.kind(other.kind)) : 'なし'
    }
    const ends = from || to ? `（${end(from)}から${end(to)}へ）` : ''
    return `${boardWords.kind(kind)}${text ? `「${short(text)}」` : ''}${ends}`
  },
} satisfies Words<typeof workWords>
