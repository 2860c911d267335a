import type { BoardElement } from '../../../bff/api.ts'
import { apart } from '../apart.ts'
import { plurals, type Words } from '../plural.ts'
import { boardWords } from '../whiteboard.ts'

const count = plurals('he')
const list = new Intl.ListFormat('he')
const percent = new Intl.NumberFormat('he', { style: 'percent' })

const objects = (all: number): string => count(all, { one: 'פריט אחד', two: 'שני פריטים', other: '# פריטים' })

const kinds: Readonly<Record<BoardElement['kind'], string>> = {
  rectangle: 'מלבן',
  ellipse: 'אליפסה',
  diamond: 'מעוין',
  note: 'פתק',
  text: 'טקסט',
  line: 'קו',
  arrow: 'חץ',
  stroke: 'ציור חופשי',
  other: 'פריט מיובא',
}

export default {
  title: 'לוחות',
  fresh: 'לוח חדש',
  untitled: 'לוח',
  empty: 'עוד אין לוחות.',
  emptyHow: (name) => `אפשר להתחיל לוח כאן, או לבקש ציור מאת ${apart(name)}.`,
  count: objects,
  shared: 'משותף איתך',
  failed: 'לא היה אפשר לטעון את הלוחות.',
  boardFailed: 'לא היה אפשר לטעון את הלוח הזה.',
  gone: 'הלוח הזה כבר לא זמין לך.',
  lost: 'לא התקבלה תשובה. אפשר לנסות שוב.',
  all: 'כל הלוחות',
  titleLabel: 'כותרת הלוח',
  remove: 'מחיקת הלוח',
  removeAsk: 'למחוק לתמיד, אצל כולם?',
  offline: 'אין חיבור. מה שיצויר כאן יישלח כשהחיבור יחזור.',
  readOnly: 'אפשר לצפות בלוח הזה, אבל לא לשנות אותו.',
  undo: 'ביטול הפעולה',
  redo: 'ביצוע מחדש',
  more: 'עוד',
  list: 'רשימת הפריטים',
  canvas: 'חזרה לציור',
  tools: 'כלים',
  tool: {
    select: 'בחירה',
    hand: 'הזזת התצוגה',
    pen: 'עט',
    eraser: 'מחק',
    rectangle: 'מלבן',
    ellipse: 'אליפסה',
    diamond: 'מעוין',
    arrow: 'חץ',
    line: 'קו',
    text: 'טקסט',
    note: 'פתק',
  },
  fit: 'הצגת הכול',
  zoomed: (zoom) => percent.format(zoom / 100),
  hint: 'אפשר לבחור כלי, או לבקש ציור.',
  here: (names) =>
    names.length > 2
      ? count(names.length, { other: 'עוד # אנשים כאן' })
      : `כאן עכשיו: ${list.format(names.map(apart))}`,
  someone: 'מישהו',
  otherTab: 'חלון אחר שלך',
  changedBy: (who, all) => `שינוי מאת ${apart(who)}: ${objects(all)}`,
  board: (title, all) => `${apart(title)}, לוח: ${objects(all)}`,
  kind: (kind) => kinds[kind],
  share: 'שיתוף',
  person: (sub) => {
    const account = sub.split(':').slice(2).join(':')
    return account !== '' && account.length <= 24 ? account : boardWords.someone
  },
} satisfies Words<typeof boardWords>
