import type { activityWords } from '../activity.ts'
import { apart } from '../apart.ts'
import type { Words } from '../plural.ts'

const known: Readonly<Record<string, string>> = {
  'chat.list': 'חיפוש בשיחות שלך',
  'chat.history': 'קריאת שיחה קודמת',
  'chat.rename': 'מתן שם לשיחה',
  'chat.archive': 'העברת שיחה לארכיון',
  'chat.remove': 'מחיקת שיחה',
  'chat.handoff': 'העברת השיחה לצוות',
}

const families: Readonly<Record<string, string>> = {
  agenda: 'יומן',
  approvals: 'אישורים',
  chat: 'שיחות',
  memory: 'זיכרון',
  notifications: 'עדכונים',
  plans: 'תוכניות',
  schedules: 'תזכורות',
  whiteboard: 'לוח',
}

const verbs: [verbs: RegExp, words: (family: string) => string][] = [
  [/^(list|show|read|find|search|get|history|recall)/, (family) => `חיפוש: ${family}`],
  [/^(create|add|start|draw|write|remember)/, (family) => `הוספה: ${family}`],
  [/^(update|rename|move|set|change)/, (family) => `שינוי: ${family}`],
  [/^(remove|delete|clear|forget)/, (family) => `מחיקה: ${family}`],
]

export default {
  doing(action) {
    const [family = '', verb = ''] = action.split('.')
    const words = verbs.find(([all]) => all.test(verb))?.[1] ?? ((of: string) => `עבודה על: ${of}`)
    return known[action] ?? words(families[family] ?? apart(family))
  },
  done: 'בוצע',
  refused: 'אין הרשאה',
  asked: 'מחכים לך',
} satisfies Words<typeof activityWords>
