import type { Words } from '../plural.ts'
import type { shortcutWords } from '../shortcuts.ts'

export default {
  title: 'キー',
  close: '閉じる',
  anywhere: 'どこでも',
  or: 'または',
  keys: {
    anywhere: [
      [['?'], 'キーの一覧を表示'],
      [['Esc'], '閉じる'],
      [['Tab'], '次へ移動'],
      [['Shift Tab'], '前へ移動'],
    ],
    chat: [
      [['Enter'], '送信'],
      [['Shift Enter'], '改行'],
    ],
    notifications: [
      [['↑', '↓'], '前後のお知らせへ移動'],
      [['Home', 'End'], '最初または最後へ移動'],
      [['U'], '既読または未読にする'],
      [['S'], '先送り'],
      [['E'], '保管'],
    ],
    whiteboard: [
      [['V', 'H'], '選択、または表示を移動'],
      [['P', 'R', 'O', 'D'], '描く：ペン、四角形、楕円、ひし形'],
      [['A', 'L'], 'つなぐ：矢印、線'],
      [['T', 'N'], '書く：テキスト、付箋'],
      [['E', 'Delete'], '消す'],
      [[',', '.'], '前後のオブジェクトへ移動'],
      [['↑', '↓', '←', '→'], '選択したものを移動'],
      [['Ctrl Z', 'Ctrl Y'], '元に戻す、やり直す'],
      [['+', '-', '0'], '拡大、縮小、全体を表示'],
    ],
  },
} satisfies Words<typeof shortcutWords>
