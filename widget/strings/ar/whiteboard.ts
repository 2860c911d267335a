import type { BoardElement } from '../../../bff/api.ts'
import { apart } from '../apart.ts'
import { plurals, type Words } from '../plural.ts'
import { boardWords } from '../whiteboard.ts'

const count = plurals('ar')
const list = new Intl.ListFormat('ar')
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
  fit: 'عرض الكل',
  zoomed: (zoom) => percent.format(zoom / 100),
  hint: 'اختر أداة، أو اطلب رسمًا.',
  here: (names) =>
    names.length > 2
      ? count(names.length, { few: '# أشخاص آخرين هنا', many: '# شخصًا آخر هنا', other: '# شخص آخر هنا' })
      : `هنا الآن: ${list.format(names.map(apart))}`,
  someone: 'أحدهم',
  otherTab: 'أنت، في مكان آخر',
  changedBy: (who, all) => `تغيير من ${apart(who)}: ${objects(all)}`,
  board: (title, all) => `${apart(title)}، لوح: ${objects(all)}`,
  kind: (kind) => kinds[kind],
  share: 'مشاركة',
  person: (sub) => {
    const account = sub.split(':').slice(2).join(':')
    return account !== '' && account.length <= 24 ? account : boardWords.someone
  },
} satisfies Words<typeof boardWords>
