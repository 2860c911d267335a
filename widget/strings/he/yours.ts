import type { Words } from '../plural.ts'
import type { yoursWords } from '../yours.ts'

export default {
  title: 'הנתונים שלך',
  save: 'שמירה כקובץ',
  collecting: 'אוסף…',
  saved: 'נשמר: שיחות, מה שידוע עליך, יומן, הודעות, תוכניות, תזמונים ולוחות.',
  failed: 'לא ניתן היה לקרוא. נסו שוב בעוד רגע.',
  erase: 'מחיקה',
  erasing: 'מוחק…',
  what: (kinds) => `למחוק לצמיתות: ${kinds}? איש אינו יכול להשיב זאת.`,
  stays: 'לוחות שאחרים שיתפו איתך שייכים להם. נשאר רישום, ללא המילים, שמשהו נעשה.',
  eraseYes: 'מחיקה לצמיתות',
  keep: 'השארה',
  erased: (what) => `נמחק: ${what}.`,
  stopped: (what) => `זה הופסק. נמחק עד כה: ${what || 'כלום'}.`,
  kinds: {
    conversations: 'שיחות',
    memory: 'מה שידוע עליך',
    agenda: 'יומן',
    notices: 'עדכונים',
    plans: 'תוכניות',
    schedules: 'תזמונים',
    boards: 'לוחות',
  },
} satisfies Words<typeof yoursWords>
