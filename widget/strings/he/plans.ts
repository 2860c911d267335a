import { apart, code } from '../apart.ts'
import type { planWords } from '../plans.ts'
import { plurals, type Words } from '../plural.ts'

const count = plurals('he')

export default {
  title: 'תוכניות',
  lead: (name) => `הדברים שמקדמים יחד עם ${apart(name)}, והמועדים שבהם ${apart(name)} חוזר אליהם מיוזמתו.`,
  empty: 'עוד אין תוכניות.',
  emptyHow: (name) => `כשמספרים אל ${apart(name)} לאן רוצים להגיע, זה יופיע כאן על שלביו.`,
  failed: 'לא היה אפשר לטעון את התוכניות.',
  progress: (done, all) =>
    all === 0
      ? 'עוד אין שלבים'
      : `${count(done, { other: '#' })} מתוך ${count(all, { one: 'שלב אחד', two: 'שני שלבים', other: '# שלבים' })}`,
  next: (when) => `הבא: ${when}`,
  tainted: 'ייתכן שיש בזה דברים של אחרים',
  over: 'מה שבוצע ומה שהונח בצד',
  planStatus: { active: 'פעילה', done: 'בוצעה', dropped: 'הונחה בצד' },
  stepStatus: {
    todo: 'לביצוע',
    doing: 'בביצוע',
    waiting: 'בהמתנה',
    done: 'בוצע',
    skipped: 'לא נדרש',
    failed: 'לא הצליח',
  },
  tick: (text) => `בוצע: ${apart(text)}`,
  evidence: (place) => `הוכחה ${count(place, { other: '#' })}`,
  gone: 'זה כבר לא קיים.',
  edit: 'עריכה',
  goal: 'מטרה',
  step: 'שלב',
  status: 'מצב',
  note: 'הערה',
  wake: 'מתי לחזור לזה',
  pause: 'השהיה',
  aside: 'להניח בצד',
  resume: 'לחזור לזה',
  remove: 'מחיקה',
  removePlanAsk: 'למחוק את התוכנית הזאת על כל שלביה?',
  removeScheduleAsk: 'למחוק? זה לא יחזור.',
  keep: 'להשאיר',
  schedules: 'תזכורות ומועדים',
  noSchedules: 'לא נקבע דבר.',
  kind: { reminder: 'תזכורת', followup: 'מעקב', brief: 'תקציר' },
  once: 'פעם אחת',
  scheduleStatus: { active: '', paused: 'בהשהיה', ended: 'הסתיים' },
  what: 'מה לומר או לעשות',
  when: (zone) => `מתי (${code(zone)})`,
  last: 'הפעם הקודמת',
  outcome: { fired: '', skipped: 'בפעם הקודמת דולג', missed: 'בפעם הקודמת הוחמץ' },
  removed: 'נמחק.',
  saved: 'נשמר.',
  lost: 'לא התקבלה תשובה. אפשר לנסות שוב.',
} satisfies Words<typeof planWords>
