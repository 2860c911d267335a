import type { activityWords } from '../activity.ts'
import { apart } from '../apart.ts'
import type { Words } from '../plural.ts'

const known: Readonly<Record<string, string>> = {
  'chat.list': 'البحث في محادثاتك',
  'chat.history': 'قراءة محادثة سابقة',
  'chat.rename': 'تسمية محادثة',
  'chat.archive': 'أرشفة محادثة',
  'chat.remove': 'حذف محادثة',
  'chat.handoff': 'تسليم المحادثة إلى الفريق',
}

const families: Readonly<Record<string, string>> = {
  agenda: 'جدول المواعيد',
  approvals: 'الموافقات',
  chat: 'المحادثات',
  memory: 'الذاكرة',
  notifications: 'الإشعارات',
  plans: 'الخطط',
  schedules: 'التذكيرات',
  whiteboard: 'اللوح',
}

const verbs: [verbs: RegExp, words: (family: string) => string][] = [
  [/^(list|show|read|find|search|get|history|recall)/, (family) => `البحث في ${family}`],
  [/^(create|add|start|draw|write|remember)/, (family) => `الإضافة إلى ${family}`],
  [/^(update|rename|move|set|change)/, (family) => `التعديل في ${family}`],
  [/^(remove|delete|clear|forget)/, (family) => `الحذف من ${family}`],
]

export default {
  doing(action) {
    const [family = '', verb = ''] = action.split('.')
    const words = verbs.find(([all]) => all.test(verb))?.[1] ?? ((of: string) => `العمل على ${of}`)
    return known[action] ?? words(families[family] ?? apart(family))
  },
  done: 'تم',
  refused: 'غير مسموح',
  asked: 'في انتظارك',
} satisfies Words<typeof activityWords>
