import { apart, code } from '../apart.ts'
import type { noticeWords } from '../notifications.ts'
import type { Words } from '../plural.ts'

const names: Readonly<Record<string, string>> = {
  approvals: 'אישורים',
  schedules: 'תזכורות ותקצירים',
  plans: 'תוכניות',
  agenda: 'יומן',
  notes: 'הערות',
  chat: 'צ׳אט',
}

export default {
  category: (name) => names[name] ?? name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' '),
  show: 'הצגה',
  filters: { all: 'הכול', unread: 'לא נקראו', snoozed: 'אחר כך', archived: 'ארכיון' },
  allCategories: 'כל הסוגים',
  only: (name) => `רק ${apart(name)}`,
  earlier: 'מוקדם יותר',
  more: 'עוד',
  markAll: 'סימון הכול כנקרא',
  marked: 'הכול סומן כנקרא.',
  preferences: 'על מה לעדכן אותי',
  back: 'חזרה לעדכונים',
  unread: 'לא נקרא',
  critical: 'דחוף',
  outside: 'ייתכן שאלה דברים של אחרים',
  comesBack: (when) => `יחזור: ${when}`,
  markRead: 'סימון כנקרא',
  markUnread: 'סימון כלא נקרא',
  snooze: 'אחר כך',
  archive: 'העברה לארכיון',
  bringBack: 'החזרה',
  archived: 'הועבר לארכיון.',
  snoozed: (when) => `נדחה: ${when}.`,
  broughtBack: 'חזר לעדכונים.',
  until: 'מתי להחזיר?',
  choices: { hour: 'בעוד שעה', evening: 'הערב', tomorrow: 'מחר בבוקר', week: 'בשבוע הבא' },
  kinds: 'סוגי עדכונים',
  quiet: 'שעות שקט',
  quietHelp: 'מה שלא דחוף ימתין עד שיסתיימו.',
  from: 'מ־',
  to: 'עד',
  zone: (zone) => `לפי שעון ${code(zone.replaceAll('_', ' '))}`,
  empty: {
    all: ['הכול שקט', 'מה שקורה כשלא כאן יופיע במקום הזה.'],
    unread: ['הכול נקרא', 'אין עדכונים שלא נקראו.'],
    snoozed: ['לא נדחה דבר', 'מה שנדחה מחכה כאן.'],
    archived: ['הארכיון ריק', 'מה שהועבר לארכיון נשמר כאן.'],
  },
  failed: 'לא היה אפשר לטעון את העדכונים.',
  refused: 'זה לא הצליח. אפשר לנסות שוב עוד רגע.',
} satisfies Words<typeof noticeWords>
