import { apart } from '../apart.ts'
import type { Words } from '../plural.ts'
import type { shareWords } from '../whiteboard-share.ts'

export default {
  title: 'מי רואה את הלוח הזה',
  you: 'החשבון שלך',
  owner: 'בעלות',
  everybody: 'כל מי שכאן',
  everybodyHow: 'כל מי שמשתמש באתר הזה',
  may: { none: 'ללא גישה', look: 'צפייה', edit: 'עריכה' },
  mayOf: (who) => `ההרשאה של ${apart(who)}`,
  add: 'הוספת אדם',
  addHow: 'חשבון או כתובת',
  addNow: 'הוספה',
  shared: (who) => `שותף עם ${apart(who)}.`,
  unshared: (who) => `כבר לא משותף עם ${apart(who)}.`,
  failed: 'לא היה אפשר לטעון את רשימת השיתוף.',
  only: 'גלוי רק לך, עד לשיתוף.',
} satisfies Words<typeof shareWords>
