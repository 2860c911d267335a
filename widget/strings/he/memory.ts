import { apart } from '../apart.ts'
import type { memoryWords } from '../memory.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('he')
const list = new Intl.ListFormat('he')

export default {
  source: (place, whose, when) => `מקור ${count(place, { other: '#' })}: ${whose}, ${when}`,
  trust: (name) => ({
    person: 'הדברים שלך',
    operator: 'מהצוות',
    persona: `רשימה של ${apart(name)}`,
    outside: 'דברים של אחרים',
  }),
  title: 'מה שידוע לי עליך',
  lead: (name) => `הדברים האלה נשמרים אצל ${apart(name)} משיחה לשיחה. אפשר לתקן טעויות, ולשכוח את מה שלא צריך להישאר.`,
  search: 'חיפוש במה שנאמר ובמה שידוע',
  clear: 'ניקוי החיפוש',
  nothingFound: 'שום דבר כזה לא נאמר ולא ידוע.',
  found: (found) => count(found, { one: 'תוצאה אחת', two: 'שתי תוצאות', other: '# תוצאות' }),
  empty: 'עוד אין כאן דבר.',
  emptyHow: (name) => `מה שמספרים אל ${apart(name)} ורוצים לשמור יופיע כאן.`,
  failed: 'לא היה אפשר לטעון את מה שידוע.',
  you: 'עליך',
  others: 'מדברים של אחרים',
  othersHow: (name) => `${apart(name)} לא פועל לפי הדברים האלה בלי אישור שלך.`,
  always: 'תמיד לנגד העיניים',
  since: (day) => `מאז ${day}`,
  until: (day) => `עד ${day}`,
  where: 'איפה זה נאמר',
  imported: 'משיחה מיובאת',
  past: 'גם מה שכבר לא נכון',
  correct: 'תיקון',
  correctLabel: 'מה נכון במקום זה',
  forget: 'לשכוח',
  forgetAsk: 'לשכוח את זה לתמיד?',
  keep: 'להשאיר',
  forgetAll: 'לשכוח הכול',
  forgetAllAsk: 'לשכוח הכול?',
  forgetAllWhat: (name) => `כל מה שידוע אצל ${apart(name)} עליך יימחק, וגם כל מילה בשיחות שלך. אי אפשר יהיה לשחזר.`,
  forgotten: ({ facts, messages, turns }) => {
    const parts = [
      facts > 0 ? count(facts, { one: 'עובדה אחת', two: 'שתי עובדות', other: '# עובדות' }) : '',
      messages > 0 ? count(messages, { one: 'הודעה אחת', two: 'שתי הודעות', other: '# הודעות' }) : '',
      turns > 0 ? count(turns, { one: 'אמירה מיובאת אחת', two: 'שתי אמירות מיובאות', other: '# אמירות מיובאות' }) : '',
    ].filter((part) => part !== '')
    return parts.length === 0 ? 'לא היה מה לשכוח.' : `נשכח לתמיד: ${list.format(parts)}.`
  },
  receipt: 'אישור',
  dismiss: 'סגירה',
  export: 'שמירה כקובץ',
  exported: 'נשמר.',
  corrected: 'תוקן.',
  more: 'עוד',
  lost: 'לא התקבלה תשובה. אפשר לנסות שוב.',
} satisfies Words<typeof memoryWords>
