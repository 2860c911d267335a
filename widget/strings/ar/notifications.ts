import { apart, code } from '../apart.ts'
import type { noticeWords } from '../notifications.ts'
import type { Words } from '../plural.ts'

const names: Readonly<Record<string, string>> = {
  approvals: 'الموافقات',
  schedules: 'التذكيرات والموجزات',
  plans: 'الخطط',
  agenda: 'جدول المواعيد',
  notes: 'ملاحظات',
  chat: 'الدردشة',
}

export default {
  category: (name) => names[name] ?? name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' '),
  show: 'عرض',
  filters: { all: 'الكل', unread: 'غير مقروء', snoozed: 'لاحقًا', archived: 'الأرشيف' },
  allCategories: 'كل الأنواع',
  only: (name) => `${apart(name)} فقط`,
  earlier: 'سابقًا',
  more: 'عرض المزيد',
  markAll: 'تحديد الكل كمقروء',
  marked: 'حُدّد الكل كمقروء.',
  preferences: 'ما الذي أُبلَّغ به',
  back: 'العودة إلى الإشعارات',
  unread: 'غير مقروء',
  critical: 'عاجل',
  outside: 'قد يكرر كلام آخرين',
  comesBack: (when) => `يعود: ${when}`,
  markRead: 'تحديد كمقروء',
  markUnread: 'تحديد كغير مقروء',
  snooze: 'لاحقًا',
  archive: 'أرشفة',
  bringBack: 'إعادة',
  archived: 'نُقل إلى الأرشيف.',
  snoozed: (when) => `أُجّل إلى: ${when}.`,
  broughtBack: 'عاد إلى الإشعارات.',
  until: 'متى ينبغي أن يعود؟',
  choices: { hour: 'بعد ساعة', evening: 'هذا المساء', tomorrow: 'صباح الغد', week: 'الأسبوع القادم' },
  kinds: 'أنواع الإشعارات',
  quiet: 'ساعات الهدوء',
  quietHelp: 'ما ليس عاجلًا ينتظر حتى تنتهي.',
  from: 'من',
  to: 'إلى',
  zone: (zone) => `بتوقيت ${code(zone.replaceAll('_', ' '))}`,
  empty: {
    all: ['كل شيء هادئ', 'ما يحدث في غيابك تجده هنا.'],
    unread: ['لا شيء غير مقروء', 'لقد قرأت كل شيء.'],
    snoozed: ['لا شيء مؤجل', 'ما تؤجله ينتظر هنا.'],
    archived: ['الأرشيف فارغ', 'ما تضعه جانبًا يُحفظ هنا.'],
  },
  failed: 'تعذّر تحميل الإشعارات.',
  refused: 'لم ينجح ذلك. أعد المحاولة بعد لحظات.',
} satisfies Words<typeof noticeWords>
