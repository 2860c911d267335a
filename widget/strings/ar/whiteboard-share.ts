import { apart } from '../apart.ts'
import type { Words } from '../plural.ts'
import type { shareWords } from '../whiteboard-share.ts'

export default {
  title: 'من يرى هذا اللوح',
  you: 'أنت',
  owner: 'المالك',
  everybody: 'كل من هنا',
  everybodyHow: 'كل من يستخدم هذا الموقع',
  may: { none: 'بلا وصول', look: 'اطلاع فقط', edit: 'تعديل' },
  mayOf: (who) => `صلاحية ${apart(who)}`,
  add: 'إضافة شخص',
  addHow: 'حساب أو عنوان',
  addNow: 'إضافة',
  shared: (who) => `تمت المشاركة مع ${apart(who)}.`,
  unshared: (who) => `لم تعد هناك مشاركة مع ${apart(who)}.`,
  failed: 'تعذّر تحميل قائمة المشاركة.',
  only: 'أنت فقط، إلى أن تشاركه.',
} satisfies Words<typeof shareWords>
