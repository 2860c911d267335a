import type { BoardElement } from '../../../bff/api.ts'
import { apart } from '../apart.ts'
import { plurals, type Words } from '../plural.ts'
import type { boardWords } from '../whiteboard.ts'

const count = plurals('ar')
const number = new Intl.NumberFormat('ar')
const percent = new Intl.NumberFormat('ar', { style: 'percent' })

const objects = (all: number): string =>
  count(all, {
    zero: 'لا عناصر',
    one: 'عنصر واحد',
    two: 'عنصران',
    few: '# عناصر',
    many: '# عنصرًا',
    other: '# عنصر',
  })

const kinds: Readonly<Record<BoardElement['kind'], string>> = {
  rectangle: 'مستطيل',
  ellipse: 'شكل بيضوي',
  diamond: 'معيّن',
  note: 'ملاحظة',
  text: 'نص',
  line: 'خط',
  arrow: 'سهم',
  stroke: 'رسم حر',
  other: 'عنصر مستورد',
}

export default {
  title: 'الألواح',
  fresh: 'لوح جديد',
  untitled: 'لوح',
  empty: 'لا ألواح بعد.',
  emptyHow: (name) => `ابدأ لوحًا هنا، أو اطلب من ${apart(name)} أن يرسم شيئًا.`,
  count: objects,
  shared: 'مُشارَك معك',
  failed: 'تعذّر تحميل الألواح.',
  boardFailed: 'تعذّر تحميل هذا اللوح.',
  gone: 'لم يعد هذا اللوح متاحًا لك.',
  lost: 'لم يُجب أحد. أعد المحاولة.',
  all: 'كل الألواح',
  titleLabel: 'عنوان اللوح',
  remove: 'حذف اللوح',
  removeAsk: 'حذفه نهائيًا لدى الجميع؟',
  offline: 'لا يوجد اتصال. سيُرسَل ما ترسمه عند عودته.',
  readOnly: 'يمكنك الاطلاع على هذا اللوح، لا تغييره.',
  undo: 'تراجع',
  redo: 'إعادة',
  more: 'المزيد',
  list: 'قائمة العناصر',
  canvas: 'العودة إلى الرسم',
  tools: 'الأدوات',
  options: 'الخيارات',
  tool: {
    select: 'تحديد',
    hand: 'تحريك العرض',
    pen: 'قلم',
    eraser: 'ممحاة',
    rectangle: 'مستطيل',
    ellipse: 'شكل بيضوي',
    diamond: 'معيّن',
    arrow: 'سهم',
    line: 'خط',
    text: 'نص',
    note: 'ملاحظة',
  },
  color: { ink: 'حبر', red: 'أحمر', orange: 'برتقالي', green: 'أخضر', blue: 'أزرق', violet: 'بنفسجي' },
  line: (color) => `الخط: ${color}`,
  fill: (color) => `التعبئة: ${color}`,
  noFill: 'بلا تعبئة',
  front: 'إلى المقدمة',
  back: 'إلى الخلف',
  group: 'تجميع',
  ungroup: 'فك التجميع',
  copy: 'تكرار',
  remove1: 'حذف',
  connect: 'ربط',
  connectTo: (what) => `ربط ${apart(what)} بـ …`,
  connectHere: 'ربط هنا',
  cancel: 'إلغاء',
  move: 'تحريك',
  way: { up: 'أعلى', down: 'أسفل', left: 'يسار', right: 'يمين' },
  show: 'عرض في الرسم',
  textOf: (what) => `نص: ${apart(what)}`,
  noText: 'بلا نص',
  moreObjects: 'عرض المزيد',
  fit: 'عرض الكل',
  zoomIn: 'تقريب',
  zoomOut: 'إبعاد',
  zoomed: (zoom) => percent.format(zoom / 100),
  sketch: 'مرسوم باليد',
  saveAs: 'حفظ باسم',
  picture: 'صورة (PNG)',
  drawing: 'رسم (SVG)',
  excalidraw: 'ملف Excalidraw',
  inWords: 'بالكلمات',
  bring: 'إضافة ملف Excalidraw',
  saved: 'تم الحفظ.',
  imported: (added, left) =>
    left === 0 ? `أُضيف ${objects(added)}.` : `أُضيف ${objects(added)}؛ وتعذّر أخذ ${number.format(left)}.`,
  notExcalidraw: 'هذا ليس ملف Excalidraw.',
  proposes: (name, all) => `اقتراح من ${apart(name)}: ${objects(all)}`,
  accept: 'قبول',
  reject: 'ليس الآن',
  accepted: 'تم القبول.',
  rejected: 'أُزيل من اللوح.',
  proposed: 'مقترح',
  hint: 'اختر أداة، أو اطلب رسمًا.',
  here: (others) =>
    count(others, {
      zero: 'لا أحد غيرك هنا',
      one: 'شخص آخر هنا',
      two: 'شخصان آخران هنا',
      few: '# أشخاص آخرين هنا',
      many: '# شخصًا آخر هنا',
      other: '# شخص آخر هنا',
    }),
  someone: 'أحدهم',
  otherTab: 'أنت، في مكان آخر',
  writing: (who) => `${apart(who)} يكتب الآن`,
  nothing: 'لا شيء للتراجع عنه.',
  selected: (what) => `المحدد: ${apart(what)}`,
  several: (all) => `المحدد: ${objects(all)}`,
  none: 'لا شيء محدد.',
  made: (what) => `أُنشئ: ${apart(what)}`,
  removed: (what) => `حُذف: ${apart(what)}`,
  moved: (what, x, y) => `${apart(what)}، الآن عند ${number.format(x)}، ${number.format(y)}`,
  connected: (a, b) => `رُبط ${apart(a)} بـ ${apart(b)}`,
  changedBy: (who, all) => `تغيير من ${apart(who)}: ${objects(all)}`,
  board: (title, all) => `${apart(title)}، لوح: ${objects(all)}`,
  keys: 'المفاتيح: V تحديد، R مستطيل، O شكل بيضوي، D معيّن، A سهم، T نص، N ملاحظة، P قلم، E ممحاة. يضع Enter العنصر أو يعدّله، وتنقل الفاصلة والنقطة من عنصر إلى آخر، وتحرّك مفاتيح الأسهم. تضم قائمة العناصر كل ما على اللوح.',
  kind: (kind) => kinds[kind],
  nameOf: ({ kind, text, from, to }, find) => {
    const short = (words: string): string => (words.length > 60 ? `${words.slice(0, 60)}…` : words)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? apart(short(other.text ?? kinds[other.kind])) : 'لا شيء'
    }
    const ends = from || to ? ` من ${end(from)} إلى ${end(to)}` : ''
    return `${kinds[kind]}${text ? ` «${apart(short(text))}»` : ''}${ends}`
  },
} satisfies Words<typeof boardWords>
