/** Dates: the days a text speaks of, as words by which memory finds them. UTC throughout. */

const DAY = 86_400_000
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ')
const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** A day, or all of a week, a month or a year. A `loose` one has no year of its own. */
interface When {
  at: number
  grain: 'day' | 'week' | 'month' | 'year'
  loose?: true
}

const monday = (at: number): number => at - ((new Date(at).getUTCDay() + 6) % 7) * DAY
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** How one date is asked for: by the narrowest word that says it. */
const asked = ({ at, grain, loose }: When): string => {
  const day = dayOf(at)
  if (grain === 'week') return `@w${dayOf(monday(at))}`
  if (grain === 'year') return `@${day.slice(0, 4)}`
  if (grain === 'month') return loose ? `@m${day.slice(5, 7)}` : `@${day.slice(0, 7)}`
  return loose ? `@${day.slice(5)}` : `@${day}`
}

/** Every word under which a date is found. */
const filed = ({ at, grain }: When): string[] => {
  const day = dayOf(at)
  const wide = [`@${day.slice(0, 4)}`]
  if (grain === 'year') return wide
  if (grain === 'week') return [`@w${dayOf(monday(at))}`]
  wide.push(`@${day.slice(0, 7)}`, `@m${day.slice(5, 7)}`)
  if (grain === 'month') return wide
  return [...wide, `@${day}`, `@${day.slice(5)}`, `@w${dayOf(monday(at))}`]
}

// One pass finds whether there is anything to look at: most sentences name no date.
const HINT =
  /\d|\b(?:today|tonight|yesterday|tomorrow|weekend|ago|(?:last|next|this|past) (?:night|week|month|year|morning|afternoon|evening|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i

const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?'
const PATTERNS: [RegExp, (match: string[], at: number) => When | undefined][] = [
  [/\b(\d{4})-(\d\d)-(\d\d)\b/g, ([, y, m, d]) => exact(Number(y), Number(m) - 1, Number(d))],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? (\\d{4}))?\\b`, 'gi'),
    ([, d, m, y], at) => near(m, Number(d), y, at),
  ],
  [
    new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?\\b`, 'gi'),
    ([, m, d, y], at) => near(m, Number(d), y, at),
  ],
  [new RegExp(`\\b${MONTH},? (?:of )?(\\d{4})\\b`, 'gi'), ([, m, y]) => month(Number(y), m)],
  [
    // A name of a month alone: "may" is a word too, so it needs its capital or a preposition.
    /\b(?:(?:in|since|until|by|during|last|next|this|early|late|mid|of) (?=[a-z]))?(January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d)/g,
    ([, m], at) => {
      const there = month(new Date(at).getUTCFullYear(), m)
      return there && { ...there, loose: true }
    },
  ],
  [/\b(?:in|of|since|during|year) ((?:19|20)\d\d)\b/gi, ([, y]) => exact(Number(y), 0, 1, 'year')],
  [
    /\b(today|tonight|this (?:morning|afternoon|evening)|yesterday|last night|tomorrow)\b/gi,
    ([, word = ''], at) => {
      const shift = /yesterday|last/i.test(word) ? -1 : /tomorrow/i.test(word) ? 1 : 0
      return { at: at + shift * DAY, grain: 'day' }
    },
  ],
  [
    /\b(\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|a few) (day|week|month|year)s? ago\b/gi,
    (match, at) => {
      const [, count = '', unit = ''] = match
      return back(at, amount(count), unit.toLowerCase())
    },
  ],
  [
    /\b(last|this|next) (week|month|year|weekend)\b/gi,
    ([, which = '', unit = ''], at) => {
      const step = -turn(which)
      if (unit.toLowerCase() === 'weekend') return { at: monday(at) + (5 - 7 * step) * DAY, grain: 'day' }
      return back(at, step, unit.toLowerCase())
    },
  ],
  [
    /\b(last|this|next|on|past)? ?(sun|mon|tue|wed|thu|fri|sat)(?:day|sday|nesday|rsday|urday)\b/gi,
    ([, which = '', name = ''], at) => {
      const today = new Date(at).getUTCDay()
      const wanted = WEEKDAYS.indexOf(name.toLowerCase())
      const ahead = (wanted - today + 7) % 7
      // "Next" and "this" lie ahead; without a word it was the last one, today included.
      if (/next|this/i.test(which)) return { at: at + (ahead || 7) * DAY, grain: 'day' }
      const behind = (today - wanted + 7) % 7
      return { at: at - (behind || (/last|past/i.test(which) ? 7 : 0)) * DAY, grain: 'day' }
    },
  ],
]

const turn = (which: string): number => (/last/i.test(which) ? -1 : /next/i.test(which) ? 1 : 0)
const amount = (count: string): number => {
  const word = count.toLowerCase()
  if (/^an?$/.test(word)) return 1
  if (word.endsWith('of')) return 2
  if (word.endsWith('few')) return 3
  const number = NUMBERS.indexOf(word)
  return number >= 0 ? number : Number(word)
}
const back = (at: number, count: number, unit: string): When | undefined => {
  if (unit === 'day') return { at: at - count * DAY, grain: 'day' }
  if (unit === 'week') return { at: at - count * 7 * DAY, grain: 'week' }
  const then = new Date(at)
  const [y, m] = [then.getUTCFullYear(), then.getUTCMonth()]
  return unit === 'month' ? exact(y, m - count, 1, 'month') : exact(y - count, 0, 1, 'year')
}
const exact = (y: number, m: number, d: number, grain: When['grain'] = 'day'): When | undefined => {
  const at = Date.UTC(y, m, d)
  return Number.isFinite(at) && d <= 31 ? { at, grain } : undefined
}
const month = (y: number, name = ''): When | undefined =>
  exact(y, MONTHS.indexOf(name.slice(0, 3).toLowerCase()), 1, 'month')
/** A day without a year is the nearest one. */
const near = (name = '', d: number, year: string | undefined, at: number): When | undefined => {
  const m = MONTHS.indexOf(name.slice(0, 3).toLowerCase())
  if (year !== undefined) return exact(Number(year), m, d)
  const here = new Date(at).getUTCFullYear()
  const choices = [here - 1, here, here + 1].flatMap((y) => exact(y, m, d) ?? [])
  const [best] = choices.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))
  return best && { ...best, loose: true }
}

const datesIn = (text: string, at: number): When[] => {
  if (!HINT.test(text)) return []
  return PATTERNS.flatMap(([pattern, read]) =>
    [...text.matchAll(pattern)].flatMap((match) => read([...match], at) ?? []),
  )
}

/** The words under which something that was said then is found: its own day, and the days that it speaks of. */
export const datesOf = (text: string, at: number): string[] => [
  ...new Set([{ at, grain: 'day' } as const, ...datesIn(text, at)].flatMap(filed)),
]

/** The words that a question asks for, at the time `at`. */
export const datesAsked = (question: string, at: number): string[] => [...new Set(datesIn(question, at).map(asked))]
