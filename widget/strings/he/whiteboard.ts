import type { BoardElement } from '../../../bff/api.ts'
import { apart } from '../apart.ts'
import { plurals, type Words } from '../plural.ts'
import type { boardWords } from '../whiteboard.ts'

const count = plurals('he')
const number = new Intl.NumberFormat('he')
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
  options: 'אפשרויות',
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
  color: { ink: 'דיו', red: 'אדום', orange: 'כתום', green: 'ירוק', blue: 'כחול', violet: 'סגול' },
  line: (color) => `קו: ${color}`,
  fill: (color) => `מילוי: ${color}`,
  noFill: 'ללא מילוי',
  front: 'העברה לחזית',
  back: 'העברה לרקע',
  group: 'קיבוץ',
  ungroup: 'פירוק הקבוצה',
  copy: 'שכפול',
  remove1: 'מחיקה',
  connect: 'חיבור',
  connectTo: (what) => `חיבור ${apart(what)} אל …`,
  connectHere: 'לחבר לכאן',
  cancel: 'ביטול',
  move: 'הזזה',
  way: { up: 'למעלה', down: 'למטה', left: 'שמאלה', right: 'ימינה' },
  show: 'הצגה בציור',
  textOf: (what) => `טקסט: ${apart(what)}`,
  noText: 'ללא טקסט',
  moreObjects: 'עוד',
  fit: 'הצגת הכול',
  zoomIn: 'התקרבות',
  zoomOut: 'התרחקות',
  zoomed: (zoom) => percent.format(zoom / 100),
  sketch: 'ציור ביד חופשית',
  saveAs: 'שמירה בשם',
  picture: 'תמונה (PNG)',
  drawing: 'ציור (SVG)',
  excalidraw: 'קובץ Excalidraw',
  inWords: 'במילים',
  bring: 'הוספת קובץ Excalidraw',
  saved: 'נשמר.',
  imported: (added, left) =>
    left === 0 ? `נוספו: ${objects(added)}.` : `נוספו: ${objects(added)}; לא נקלטו: ${number.format(left)}.`,
  notExcalidraw: 'זה לא קובץ Excalidraw.',
  proposes: (name, all) => `הצעה מאת ${apart(name)}: ${objects(all)}`,
  accept: 'אישור',
  reject: 'לא עכשיו',
  accepted: 'אושר.',
  rejected: 'הוסר מהלוח.',
  proposed: 'הצעה',
  hint: 'אפשר לבחור כלי, או לבקש ציור.',
  here: (others) => count(others, { one: 'עוד אדם אחד כאן', two: 'עוד שני אנשים כאן', other: 'עוד # אנשים כאן' }),
  someone: 'מישהו',
  otherTab: 'חלון אחר שלך',
  writing: (who) => `${apart(who)} בכתיבה`,
  nothing: 'אין מה לבטל.',
  selected: (what) => `נבחר: ${apart(what)}`,
  several: (all) => `נבחרו: ${objects(all)}`,
  none: 'לא נבחר דבר.',
  made: (what) => `נוצר: ${apart(what)}`,
  removed: (what) => `נמחק: ${apart(what)}`,
  moved: (what, x, y) => `${apart(what)}, עכשיו ב־${number.format(x)}, ${number.format(y)}`,
  connected: (a, b) => `${apart(a)} חובר אל ${apart(b)}`,
  changedBy: (who, all) => `שינוי מאת ${apart(who)}: ${objects(all)}`,
  board: (title, all) => `${apart(title)}, לוח: ${objects(all)}`,
  keys: 'מקשים: V בחירה, R מלבן, O אליפסה, D מעוין, A חץ, T טקסט, N פתק, P עט, E מחק. Enter מציב או עורך, פסיק ונקודה עוברים מפריט לפריט, מקשי החצים מזיזים. ברשימת הפריטים נמצא כל מה שעל הלוח.',
  kind: (kind) => kinds[kind],
  nameOf: ({ kind, text, from, to }, find) => {
    const short = (words: string): string => (words.length > 60 ? `${words.slice(0, 60)}…` : words)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? apart(short(other.text ?? kinds[other.kind])) : 'שום מקום'
    }
    const ends = from || to ? `, מן ${end(from)} אל ${end(to)}` : ''
    return `${kinds[kind]}${text ? ` "${apart(short(text))}"` : ''}${ends}`
  },
} satisfies Words<typeof boardWords>
