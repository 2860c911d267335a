/** Lookup: what must never get lost of a text, word for word: addresses, ids, amounts, dates, and what somebody is to do. */

/** A promise is repeated up to this many characters. */
const PROMISE = 300

const URL = /\bhttps?:\/\/[^\s<>"'`]+/g
const MAIL = /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+/g
const TOKEN = /[\p{L}\p{N}_-]{3,200}/gu
/** ISO 13616, with spaces or without. */
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g
/** A number in any form that people give to amounts, dates and times, with what it counts. */
const NUMBER =
  /(?:\b[A-Z]{3} ?|[€$£¥₹#+] ?)?\d{1,40}(?:[.,:/'’ \u00a0-]\d{1,40}){0,12}(?: ?(?:[%€$£¥₹°]|\p{L}{1,30}))?/gu
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const DATE = new RegExp(
  String.raw`\b\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}\b(?:,? \d{4})?|\b${MONTH} \d{1,2}(?:st|nd|rd|th)?\b(?:,? \d{4})?`,
  'gi',
)
const DAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day'
const RELATIVE = new RegExp(
  String.raw`\b(?:today|tonight|tomorrow|yesterday|(?:next |last |this )(?:week|month|year|${DAY})|${DAY})\b(?: \(said [\d-]+\))?`,
  'gi',
)
const TO_DO =
  /\b(?:I|we|you|he|she|they)(?:['’]ll| will| shall| must| need to| have to| promised?| owe)\b|\b(?:remind|to-?do|deadline|due|don['’]t forget|follow up|waiting for|let (?:me|you) know|agreed)\b/i

/** Who said it, and on which day. */
export interface Said {
  by: string
  day: string
}

/**
 * In the order they come. Each is found again in a text that repeats it on a line of its own.
 * @param said what makes "tomorrow" and "I will" mean something later; left out for a summary, which says so already
 */
export const itemsOf = (text: string, said?: Said): string[] => {
  const found: { at: number; item: string }[] = []
  const add = (pattern: globalThis.RegExp, read: (match: string) => string | undefined = (match) => match): void => {
    for (const { 0: match, index } of text.matchAll(pattern)) {
      const item = read(match)
      if (item) found.push({ at: index, item })
    }
  }
  add(URL, (match) => match.replace(/[.,;:!?)\]]{1,20}$/, ''))
  add(MAIL)
  add(IBAN)
  add(TOKEN, (match) => (isId(match) ? match : undefined))
  for (const { 0: match, index } of text.matchAll(NUMBER)) {
    // The numbers of a list say nothing.
    const isMark =
      /(?:^|\n)\s{0,8}$/.test(text.slice(Math.max(0, index - 8), index)) &&
      /^\d{1,2}[.)] /.test(text.slice(index, index + 4))
    if (!isMark) found.push({ at: index, item: match })
  }
  add(DATE)
  add(RELATIVE, (match) => (said && !match.includes('(said') ? `${match} (said ${said.day})` : match))
  let at = 0
  for (const sentence of text.split(/(?<=[.!?])\s+|\n+/)) {
    const words = sentence.replace(/^\s*-\s+/, '').trim()
    if (TO_DO.test(words.slice(0, 2000))) {
      const promise = words.slice(0, PROMISE).trim()
      found.push({ at, item: said ? `${said.by}, ${said.day}: ${promise}` : promise })
    }
    at += sentence.length
  }
  return [...new Set(found.toSorted((a, b) => a.at - b.at).map(({ item }) => item))]
}

const isId = (token: string): boolean =>
  /^[a-z]{2,5}_\w{8,}$/.test(token) || (/\p{N}/u.test(token) && /[\p{L}_]/u.test(token))

/** Those that a text does not say, each once: what is part of another need not be said beside it. */
export const missingIn = (text: string, items: readonly string[]): string[] => {
  const missing = [...new Set(items)].filter((item) => !text.includes(item))
  const longest = missing.toSorted((a, b) => b.length - a.length)
  let all = ''
  const whole = new Set<string>()
  for (const item of longest)
    if (!all.includes(item)) {
      whole.add(item)
      all += `${item}\n`
    }
  return missing.filter((item) => whole.has(item))
}
