import { apart, code } from '../apart.ts'
import type { planWords } from '../plans.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('ar')

export default {
  title: 'الخطط',
  lead: (name) => `ما تعمل عليه مع ${apart(name)}، ومتى يعود إليه من تلقاء نفسه.`,
  empty: 'لا خطط بعد.',
  emptyHow: (name) => `أخبر ${apart(name)} بما تريد الوصول إليه، وسيظهر هنا مع خطواته.`,
  failed: 'تعذّر تحميل الخطط.',
  progress: (done, all) =>
    all === 0
      ? 'لا خطوات بعد'
      : `${count(done, { other: '#' })} من ${count(all, {
          one: 'خطوة واحدة',
          two: 'خطوتين',
          few: '# خطوات',
          many: '# خطوة',
          other: '# خطوة',
        })}`,
  next: (when) => `التالي: ${when}`,
  tainted: 'قد يتضمن كلام آخرين',
  over: 'ما تم وما وُضع جانبًا',
  planStatus: { active: 'جارية', done: 'تمت', dropped: 'وُضعت جانبًا' },
  stepStatus: {
    todo: 'لم تبدأ',
    doing: 'قيد التنفيذ',
    waiting: 'قيد الانتظار',
    done: 'تمت',
    skipped: 'تُركت',
    failed: 'لم تنجح',
  },
  tick: (text) => `تم: ${apart(text)}`,
  evidence: (place) => `دليل ${count(place, { other: '#' })}`,
  gone: 'لم يعد ذلك موجودًا.',
  edit: 'تعديل',
  goal: 'الهدف',
  step: 'الخطوة',
  status: 'الحالة',
  note: 'ملاحظة',
  wake: 'وقت العودة إليها',
  pause: 'إيقاف مؤقت',
  aside: 'وضع جانبًا',
  resume: 'استئناف',
  remove: 'حذف',
  removePlanAsk: 'حذف هذه الخطة بكل خطواتها؟',
  removeScheduleAsk: 'حذف هذا؟ لن يأتي مرة أخرى.',
  keep: 'إبقاء',
  schedules: 'التذكيرات والمواعيد',
  noSchedules: 'لا شيء مجدول.',
  kind: { reminder: 'تذكير', followup: 'متابعة', brief: 'موجز' },
  once: 'مرة واحدة',
  scheduleStatus: { active: '', paused: 'متوقف مؤقتًا', ended: 'انتهى' },
  what: 'ما يُقال أو يُفعل',
  when: (zone) => `الموعد (${code(zone)})`,
  last: 'المرة الأخيرة',
  outcome: { fired: '', skipped: 'تُرك في المرة الأخيرة', missed: 'فات في المرة الأخيرة' },
  removed: 'تم الحذف.',
  saved: 'تم الحفظ.',
  lost: 'لم يُجب أحد. أعد المحاولة.',
} satisfies Words<typeof planWords>
