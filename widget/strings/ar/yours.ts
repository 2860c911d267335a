import type { Words } from '../plural.ts'
import type { yoursWords } from '../yours.ts'

export default {
  title: 'بياناتك',
  save: 'حفظ في ملف',
  collecting: 'جارٍ الجمع…',
  saved: 'حُفِظ: المحادثات وما هو معروف عنك والمفكرة والإشعارات والخطط والمواعيد والسبورات.',
  failed: 'تعذّرت القراءة. أعد المحاولة بعد قليل.',
  erase: 'محو',
  erasing: 'جارٍ المحو…',
  what: (kinds) => `هل تريد المحو نهائيًا: ${kinds}؟ لا يمكن لأحد استعادته.`,
  stays: 'السبورات التي شاركها آخرون معك هي لهم. ويبقى سجل بأن شيئًا ما قد حدث، دون كلماته.',
  eraseYes: 'محو نهائي',
  keep: 'إبقاء',
  erased: (what) => `مُحي: ${what}.`,
  stopped: (what) => `توقف ذلك. ما مُحي حتى الآن: ${what || 'لا شيء'}.`,
  kinds: {
    conversations: 'المحادثات',
    memory: 'ما هو معروف عنك',
    agenda: 'المفكرة',
    notices: 'الإشعارات',
    plans: 'الخطط',
    schedules: 'المواعيد',
    boards: 'السبورات',
  },
} satisfies Words<typeof yoursWords>
