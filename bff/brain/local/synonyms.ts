/** Ideas: which words of everyday English mean the same thing to somebody who asks, and which figures answer them. */
import { stem } from './words.ts'

/** One idea a line. The first word names it. Words of business in general, of no business in particular. */
const table = `
hours open opening opened opens close closes closing closed hour schedule weekdays weekday
price prices pricing cost costs fee fees charge charges rate rates rates tariff expensive cheap afford pay
class classes course courses workshop workshops lesson lessons seminar training tuition session sessions
teacher teachers teach instructor tutor trainer
ship ships shipping shipment deliver delivery deliveries post postage courier dispatch parcel mail send abroad overseas
return returns refund refunds exchange reimburse reimbursement moneyback
cancel cancellation reschedule postpone
book booking reserve reservation appointment appointments enrol enroll register registration signup slot
payment payments pay card cards cash paypal credit invoice debit
address located location directions find
contact contacts phone telephone call email mail reach touch
parking park parked
visit visits appointment appointments consultation consultations
transit bus tram train metro subway underground station stop
pet pets dog dogs cat cats puppy animal animals
child children kid kids toddler son sons daughter daughters baby babies teenager minor minors
discount discounts coupon coupons reduction
voucher vouchers gift gifts certificate certificates present presents
repair repairs fix fixes mend broken damaged
warranty warranties guarantee guarantees guaranteed
beginner beginners novice newcomer newbie beginning
accessible accessibility wheelchair disabled disability stepfree stairs lift elevator ramp
food eat meal meals snack snacks lunch dinner breakfast restaurant cafe
drink drinks coffee tea beverage beverages
allergy allergies allergic gluten vegan vegetarian
commission commissions bespoke custom customised customized tailor personalised personalized
wifi internet wireless
computer computers pc
renew renewal renewals extend extension prolong
job jobs hiring vacancy vacancies career careers apprentice apprenticeship
bicycle bicycles bike bikes cycle
rent rental rentals rents hire hires hiring renting lend borrow loan
member members membership subscription subscribe
toilet toilets restroom bathroom loo washroom
holiday holidays vacation
luggage bag bags baggage suitcase
insurance insured insure
stay accommodation room rooms overnight lodging
laundry wash washing washer
`

const ideas = new Map<string, string[]>()
for (const line of table.trim().split('\n')) {
  const words = line.split(' ')
  for (const word of words) {
    const known = ideas.get(stem(word)) ?? []
    if (!known.includes(words[0]!)) ideas.set(stem(word), [...known, words[0]!])
  }
}

/** The ideas a stem stands for. */
export const ideasOf = (stemmed: string): readonly string[] => ideas.get(stemmed) ?? []

const days = '(?:mon|tues|wednes|thurs|fri|satur|sun)day'

/** The ideas that a question asks for by its form. */
const cues: [RegExp, string[]][] = [
  [/\bhow (?:much|expensive)\b|\bwhat (?:does|do|would|is) [\w ]{0,40}\bcost\b/, ['price']],
  [/\bhow long\b|\bhow many (?:weeks|days|hours|minutes|months)\b/, ['duration']],
  [new RegExp(String.raw`\b(?:when|what time|what day|which days?|${days}s?)\b`), ['time', 'hours']],
  [
    /^(?:so |and )?where\b|\bwhere (?:is|are|can|do)\b|\bget(?:ting)? (?:to|there|here)\b|\bfind you\b|\bcome to you\b/,
    ['place', 'address'],
  ],
  [/\bmoney back\b/, ['return']],
  [/\bsign up\b/, ['book']],
  [/\bget in touch\b|\bcontact\b|\breach (?:you|someone|somebody|a person)\b/, ['contact']],
]

export const cuesOf = (question: string): Set<string> =>
  new Set(cues.flatMap(([pattern, asked]) => (pattern.test(question) ? asked : [])))

/** What the figures of a told fact can answer. */
const signs: [RegExp, string][] = [
  [/[€$£]\s?\d|\d\s?(?:€|\$|£|%|eur\b|usd\b|gbp\b|chf\b|dollars?\b|euros?\b|pounds?\b|cents?\b)|\bfree\b/, 'price'],
  [
    /\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d+) (?:to \w+ )?(?:working )?(?:weeks?|days?|hours?|minutes?|months?|years?)\b|\b(?:a|half an|an) (?:week|day|hour|month|year)\b/,
    'duration',
  ],
  [new RegExp(String.raw`\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]m\b|\b${days}s?\b|\bweekdays?\b`), 'time'],
  [/\b(?:street|road|lane|avenue|square|boulevard|floor|building|district|quay)\b/, 'place'],
  [/\S@[^\s@.]+\.\S|\b\d{3}[ -]\d{3,4}\b|\+\d{2}/, 'contact'],
]

export const signsOf = (fact: string): string[] =>
  signs.flatMap(([pattern, idea]) => (pattern.test(fact) ? [idea] : []))
