/** Words: days and times as they are typed in haste, written out in full. */
import { MONTH, MONTHS, numberOf, ORDINALS, WEEKDAY } from './names.ts'

const NAMES =
  'tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february september october november december morning afternoon evening'
/** What people write instead, where no letter is just missing, doubled or out of its place. */
const KNOWN =
  'tmrw=tomorrow tmr=tomorrow tmw=tomorrow tomoz=tomorrow tomo=tomorrow tmoro=tomorrow tommorow=tomorrow tommorrow=tomorrow tomorow=tomorrow tommorro=tomorrow 2moro=tomorrow ' +
  '2morrow=tomorrow 2mrw=tomorrow 2mro=tomorrow tonite=tonight 2nite=tonight 2night=tonight wensday=wednesday wendsday=wednesday ' +
  'wednsday=wednesday wensdays=wednesdays weds=wednesday tue=tuesday tues=tuesday thu=thursday thur=thursday thurs=thursday fri=friday ' +
  'saterday=saturday satuday=saturday satday=saturday thurday=thursday teusday=tuesday tusday=tuesday febuary=february janurary=january ' +
  'septemer=september decemeber=december evry=every evrey=every hlaf=half arvo=afternoon thru=through til=until btwn=between btw=between betw=between'
/** Names and words of their own. */
const OWN = new Set(['frida', 'monda', 'sunda', 'octobe', 'octobr', 'evenin', 'morning', 'mornin', 'unday', 'iday'])

/** The words with a slip in them, and the ones that were meant. */
const SLIPS = new Map<string, string>()
for (const name of NAMES.split(' '))
  for (let at = 0; at < name.length; at += 1) {
    const [before, letter, after] = [name.slice(0, at), name.slice(at, at + 1), name.slice(at + 1)]
    for (const slip of [
      before + after,
      before + letter + letter + after,
      before + after.slice(0, 1) + letter + after.slice(1),
    ])
      if (slip !== name && slip.length > 4 && !OWN.has(slip)) SLIPS.set(slip, name)
  }
for (const pair of KNOWN.split(' ')) SLIPS.set(...(pair.split('=') as [string, string]))

/** Short names of days that are words as well: "sat", "sun", "wed", "mon". */
const FULL: Record<string, string> = { mon: 'monday', wed: 'wednesday', sat: 'saturday', sun: 'sunday' }
const ANY_DAY = `(?:${WEEKDAY}|mon|wed|sat|sun)s?`
const TIME_NEXT = `(?:,? ?(?:at |from |between |around |about |before |after |@ ?)?(?:\\d|noon|midday|lunch\\b|half |quarter )| (?:all )?(?:morn|afternoon|even|night)| all day\\b| (?:at|from|between|around|about|before|after) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\\b| ?(?:and|or|n|to|till?|until|through|,|[-–/&+])? ?${ANY_DAY}\\b)`
const SHORT_DAY = new RegExp(
  `(?<!\\b(?:the|i|he|she|we|they|it|who|just|in|of|a|my) )\\b(mon|wed|sat|sun)\\b(?=${TIME_NEXT})|` +
    `(?<=(?:^|\\b(?:on|this|next|every|each|for|until|till|by|from|to|before|after|other|coming|second)|\\b${ANY_DAY}(?: ?(?:,|and|or|n|to|till?|until|through|[-–/&+]))?) ?)(?<=^|[^a-z])(mon|wed|sat|sun)\\b(?=$|[,.;:!?)]| (?:please|pls|instead|first|if|when|then|to (?:my|the|our))\\b)`,
  'g',
)
const AND_DAY = new RegExp(`(\\b${WEEKDAY}s?) ?(?:n|&|\\+|\\/) ?(?=${WEEKDAY})`, 'g')
const TO_DAY = new RegExp(`(\\b${WEEKDAY}) ?[-–] ?(?=${WEEKDAY})`, 'g')
const BETWEEN_DAYS = new RegExp(`\\bbetween (${WEEKDAY}) and (?=${WEEKDAY})`, 'g')
const HALF_DAY = new RegExp(`\\b(${WEEKDAY}s?|tomorrow|today|this) (eve|am|pm)\\b`, 'g')
const COMING = new RegExp(`\\b(?:this |the )?coming (?=${WEEKDAY}|weekend)`, 'g')
const TENS: Record<string, number> = {
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
}
const END = '(?= ?(?:$|[,:;!?)]|\\.(?!\\d)|to (?!\\d)|about\\b|that\\b|from now\\b|please\\b|pls\\b|not\\b))'
const HOUR_AND = new RegExp(
  `\\bin an? (?:hour|hr)(?: and| n| &)? (a quarter|quarter|a half|half|five|ten|fifteen|twenty|thirty|forty|fifty|\\d{1,2})(?: ?(?:minutes|mins|m))?\\b${END}`,
  'g',
)
const IN_MINUTES = new RegExp(`\\bin (\\d{1,2})${END}`, 'g')
const TIME_AWAY =
  /\bin (\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten) (minute|hour|day|week|fortnight|month)(s?)(?:'s?)? time\b/g
const DATE_DAYS = new RegExp(`\\b(${MONTH}),? the (?=\\d{1,2}(?:st|nd|rd|th)\\b)`, 'g')

/** "10.12. at 14:00", "10.12.2026": a day and its month, as most of Europe writes them. */
const DOTTED =
  /(?<![\d.:])(?<!\b(?:at|by|until|till|from|to|around|about) )(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.(?:(20\d\d)\b|(?=,? ?(?:at |from |\d{1,2}[:.h]\d|um )))/g
/** "The twenty-fourth" */
const TENTHS = new RegExp(`\\b(twenty|thirty)[- ]?(${ORDINALS.slice(0, 9).join('|')})\\b|\\bthirtieth\\b`, 'g')
const tenthOf = (ten = 'thirty', one = ''): string => `${(ten === 'twenty' ? 20 : 30) + ORDINALS.indexOf(one) + 1}th`

/** A plain lower-case text with the short and the misspelt words of its times written out. */
export const longhand = (text: string): string =>
  text
    .split(/("[^"]{0,300}")/)
    .map((part, at) => (at % 2 === 1 ? part : spelled(part)))
    .join('')

const spelled = (text: string): string =>
  text
    .replace(/[a-z\d]{3,12}/g, (word) => SLIPS.get(word) ?? word)
    .replace(
      DOTTED,
      (_, d: string, m: string, y = '') => `${d} ${MONTHS.split('|')[Number(m) - 1]}${y === '' ? '' : ` ${y}`}`,
    )
    .replace(TENTHS, (_, ten?: string, one?: string) => tenthOf(ten, one))
    .replace(/\btn (?=\d)/g, 'tonight ')
    .replace(/(day|tomorrow|tonight) ?@ ?(?=\d)/g, '$1 at ')
    .replace(/(?<=day|\d|[ap]m) now\b(?! and\b)/g, '')
    .replace(/\b(fit|squeeze) in (?=\d|an? |one |two |three |half )/g, '$1 ')
    .replace(/\b(\d) ?x (?=(?:a|per) day\b)/g, '$1 times ')
    .replace(/(?<=(?:\d:\d\d|\d ?[ap]m),? )(\d{2,3}) ?m(?=$|[,.;!?])/g, '$1 minutes')
    .replace(/\bthe morrow\b/g, 'tomorrow')
    .replace(/\b(?:the )?day after tomorrow\b/g, 'the day after tomorrow')
    .replace(/(?<=^|\s)@ ?(?=\d)/g, 'at ')
    .replace(SHORT_DAY, (word) => FULL[word] ?? word)
    .replace(AND_DAY, '$1 and ')
    .replace(TO_DAY, '$1 to ')
    .replace(BETWEEN_DAYS, '$1 to ')
    .replace(
      HALF_DAY,
      (_, day: string, half: string) => `${day} ${{ eve: 'evening', am: 'morning' }[half] ?? 'afternoon'}`,
    )
    .replace(COMING, '')
    .replace(DATE_DAYS, '$1 ')
    .replace(
      /\b(fifteen|twenty|thirty|forty|fifty|sixty|ninety)(?:[- ](five))? (?=minutes?\b|mins?\b)/g,
      (_, tens: string, five?: string) => `${(TENS[tens] ?? 0) + (five ? 5 : 0)} `,
    )
    .replace(TIME_AWAY, 'in $1 $2$3')
    .replace(HOUR_AND, (_, more: string) => {
      const minutes = /quarter/.test(more) ? 15 : /half/.test(more) ? 30 : (TENS[more] ?? numberOf(more))
      return `in ${60 + minutes} minutes`
    })
    .replace(
      /\bin (\d{1,2}) ?h(\d\d)?(?![a-z\d])/g,
      (_, h: string, m = '0') => `in ${Number(h) * 60 + Number(m)} minutes`,
    )
    .replace(
      /\bin (\d{1,2}) ?(?:hours?|hrs?|h) (?:and )?(\d{1,2}) ?(?:m|mins?|minutes?)\b/g,
      (_, h: string, m: string) => `in ${Number(h) * 60 + Number(m)} minutes`,
    )
    .replace(/\bin (\d)\.5 ?(?:hours?|hrs?|h)\b/g, (_, h: string) => `in ${Number(h) * 60 + 30} minutes`)
    .replace(IN_MINUTES, (whole, n: string) => (Number(n) > 1 ? `in ${n} minutes` : whole))
    .replace(/\b12 (?=noon|midday|midnight)/g, '')
