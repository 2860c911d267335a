import { apart } from '../apart.ts'
import { plurals, type Words } from '../plural.ts'
import { boardWords } from '../whiteboard.ts'
import type { workWords } from '../whiteboard-work.ts'

const count = plurals('ar')
const number = new Intl.NumberFormat('ar')

const objects = (all: number): string =>
  count(all, {
    zero: 'لا عناصر',
    one: 'عنصر واحد',
    two: 'عنصران',
    few: '# عناصر',
    many: '# عنصرًا',
    other: '# عنصر',
  })

export default {
  options: 'الخيارات',
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
  larger: 'أكبر',
  smaller: 'أصغر',
  turnLeft: 'تدوير إلى اليسار',
  turnRight: 'تدوير إلى اليمين',
  show: 'عرض في الرسم',
  textOf: (what) => `نص: ${apart(what)}`,
  moreObjects: 'عرض المزيد',
  zoomIn: 'تقريب',
  zoomOut: 'إبعاد',
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
  nothing: 'لا شيء للتراجع عنه.',
  undone: 'تم التراجع.',
  redone: 'تمت الإعادة.',
  made: (what) => `أُنشئ: ${apart(what)}`,
  removed: (what) => `حُذف: ${apart(what)}`,
  moved: (what, x, y) => `${apart(what)}، الآن عند ${number.format(x)}، ${number.format(y)}`,
  turned: (what, degrees) => `${apart(what)}، الدوران الآن ${number.format(degrees)}°`,
  sized: (what, w, h) => `${apart(what)}، الآن ${number.format(w)} في ${number.format(h)}`,
  grouped: (all) => `جُمّعت: ${objects(all)}.`,
  ungrouped: 'فُك التجميع.',
  connected: (a, b) => `رُبط ${apart(a)} بـ ${apart(b)}`,
  selected: (what) => `المحدد: ${apart(what)}`,
  several: (all) => `المحدد: ${objects(all)}`,
  none: 'لا شيء محدد.',
  keys: 'المفاتيح: V تحديد، R مستطيل، O شكل بيضوي، D معيّن، A سهم، T نص، N ملاحظة، P قلم، E ممحاة. يضع Enter العنصر أو يعدّله، وتنقل الفاصلة والنقطة من عنصر إلى آخر، وتحرّك مفاتيح الأسهم، ومع Control تغيّر الحجم، وتدوّر الأقواس المربعة. تضم قائمة العناصر كل ما على اللوح.',
  nameOf: ({ kind, text, from, to }, find) => {
    const short = (words: string): string => (words.length > 60 ? `${words.slice(0, 60)}…` : words)
    const end = (id: string | null | undefined): string => {
      const other = id ? find(id) : undefined
      return other ? apart(short(other.text ?? boardWords.kind(other.kind))) : 'لا شيء'
    }
    const ends = from || to ? ` من ${end(from)} إلى ${end(to)}` : ''
    return `${boardWords.kind(kind)}${text ? ` «${apart(short(text))}»` : ''}${ends}`
  },
} satisfies Words<typeof workWords>
