import { apart } from '../apart.ts'
import { plurals, type Words } from '../plural.ts'
import { boardWords } from '../whiteboard.ts'
import type { workWords } from '../whiteboard-work.ts'

const count = plurals('he')
const number = new Intl.NumberFormat('he')

const objects = (all: number): string => count(all, { one: 'פריט אחד', two: 'שני פריטים', other: '# פריטים' })

export default {
  options: 'אפשרויות',
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
  larger: 'הגדלה',
  smaller: 'הקטנה',
  turnLeft: 'סיבוב שמאלה',
  turnRight: 'סיבוב ימינה',
  show: 'הצגה בציור',
  textOf: (what) => `טקסט: ${apart(what)}`,
  moreObjects: 'עוד',
  zoomIn: 'התקרבות',
  zoomOut: 'התרחקות',
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
  nothing: 'אין מה לבטל.',
  undone: 'הפעולה בוטלה.',
  redone: 'הפעולה בוצעה מחדש.',
  made: (what) => `נוצר: ${apart(what)}`,
  removed: (what) => `נמחק: ${apart(what)}`,
  moved: (what, x, y) => `${apart(what)}, עכשיו ב־${number.format(x)}, ${number.format(y)}`,
  turned: (what, degrees) => `${apart(what)}, עכשיו בסיבוב של ${number.format(degrees)}°`,
  sized: (what, w, h) => `${apart(what)}, עכשיו ${number.format(w)} על ${number.format(h)}`,
  grouped: (all) => `קובצו: ${objects(all)}.`,
  ungrouped: 'הקבוצה פורקה.',
  connected: (a, b) => `${apart(a)} חובר אל ${apart(b)}`,
  selected: (what) => `נבחר: ${apart(what)}`,
  several: (all) => `נבחרו: ${objects(all)}`,
  none: 'לא נבחר דבר.',
  keys: 'מקשים: V בחירה, R מלבן, O אליפסה, D מעוין, A חץ, T טקסט, N פתק, P עט, E מחק. Enter מציב או עורך, פסיק ונקודה עוברים מפריט לפריט, מקשי החצים מזיזים, ועם Control משנים גודל, סוגריים מרובעים מסובבים. ברשימת הפריטים נמצא כל מה שעל הלוח.',
  nameOf: ({ kind, text, from, to }, find) => {
    const short = (words: string): string => (words.length > 60 ? `${words.slice(0, 60)}…` : words)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? apart(short(other.text ?? boardWords.kind(other.kind))) : 'שום מקום'
    }
    const ends = from || to ? `, מן ${end(from)} אל ${end(to)}` : ''
    return `${boardWords.kind(kind)}${text ? ` "${apart(short(text))}"` : ''}${ends}`
  },
} satisfies Words<typeof workWords>
