import { apart } from '../apart.ts'
import type { memoryWords } from '../memory.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('ar')
const list = new Intl.ListFormat('ar')

export default {
  source: (place, whose, when) => `المصدر ${count(place, { other: '#' })}: ${whose}، ${when}`,
  trust: (name) => ({
    person: 'أنت قلت ذلك',
    operator: 'من الفريق',
    persona: `دوّنه ${apart(name)}`,
    outside: 'من كلام آخرين',
  }),
  title: 'ما أعرفه عنك',
  lead: (name) => `يحتفظ ${apart(name)} بهذا من محادثة إلى أخرى. يمكنك تصحيح الخطأ ونسيان ما لا ينبغي أن يبقى.`,
  search: 'البحث فيما قيل وما هو معروف',
  clear: 'مسح البحث',
  nothingFound: 'لم يُقل شيء كهذا ولا هو معروف.',
  found: (found) =>
    count(found, {
      zero: 'لا نتائج',
      one: 'نتيجة واحدة',
      two: 'نتيجتان',
      few: '# نتائج',
      many: '# نتيجة',
      other: '# نتيجة',
    }),
  empty: 'لا شيء بعد.',
  emptyHow: (name) => `ما تخبر به ${apart(name)} عن نفسك وتريد حفظه سيظهر هنا.`,
  failed: 'تعذّر تحميل ما هو معروف.',
  you: 'أنت',
  others: 'من كلام آخرين',
  othersHow: (name) => `لا يأخذ ${apart(name)} بهذا إلا إذا أكّدته أنت.`,
  always: 'حاضر دائمًا',
  since: (day) => `منذ ${day}`,
  until: (day) => `حتى ${day}`,
  where: 'أين قيل',
  imported: 'من محادثة مستوردة',
  past: 'وكذلك ما لم يعد صحيحًا',
  correct: 'تصحيح',
  correctLabel: 'الصحيح هو',
  forget: 'نسيان',
  forgetAsk: 'نسيان هذا نهائيًا؟',
  keep: 'إبقاء',
  forgetAll: 'نسيان كل شيء',
  forgetAllAsk: 'نسيان كل شيء؟',
  forgetAllWhat: (name) => `سيزول كل ما يعرفه ${apart(name)} عنك، وكل كلمة في محادثاتك. لا يستطيع أحد استعادتها.`,
  forgotten: ({ facts, messages, turns }) => {
    const parts = [
      facts > 0
        ? count(facts, {
            one: 'معلومة واحدة',
            two: 'معلومتان',
            few: '# معلومات',
            many: '# معلومة',
            other: '# معلومة',
          })
        : '',
      messages > 0
        ? count(messages, { one: 'رسالة واحدة', two: 'رسالتان', few: '# رسائل', many: '# رسالة', other: '# رسالة' })
        : '',
      turns > 0
        ? count(turns, {
            one: 'قول مستورد واحد',
            two: 'قولان مستوردان',
            few: '# أقوال مستوردة',
            many: '# قولًا مستوردًا',
            other: '# قول مستورد',
          })
        : '',
    ].filter((part) => part !== '')
    return parts.length === 0 ? 'لم يكن هناك ما يُنسى.' : `نُسي نهائيًا: ${list.format(parts)}.`
  },
  receipt: 'إيصال',
  dismiss: 'إغلاق',
  export: 'حفظ كملف',
  exported: 'تم الحفظ.',
  corrected: 'تم التصحيح.',
  more: 'عرض المزيد',
  lost: 'لم يُجب أحد. أعد المحاولة.',
} satisfies Words<typeof memoryWords>
