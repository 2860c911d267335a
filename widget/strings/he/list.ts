import type { listWords } from '../list.ts'
import type { Words } from '../plural.ts'

export default {
  untitled: 'שיחה חדשה',
  noConversations: 'אין שיחות קודמות.',
  moreConversations: 'עוד שיחות',
  yourData: 'הנתונים שלך',
  rename: 'שינוי שם',
  renameLabel: 'כותרת השיחה',
  removeAsk: 'למחוק לתמיד?',
} satisfies Words<typeof listWords>
