import type { listWords } from '../list.ts'
import type { Words } from '../plural.ts'

export default {
  untitled: 'محادثة جديدة',
  noConversations: 'لا محادثات سابقة.',
  moreConversations: 'عرض المزيد',
  yourData: 'بياناتك',
  rename: 'إعادة التسمية',
  renameLabel: 'عنوان المحادثة',
  removeAsk: 'حذفها نهائيًا؟',
} satisfies Words<typeof listWords>
