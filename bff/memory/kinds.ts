/** Kinds of answers: "how much" asks for a number, "when" for a day, and a text has one or not. Bits of one number. */

const NUMBER =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|twice|percent)\b/i
const DAY =
  /\d|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|tonight|weekend|morning|noon|evening|week|month|year|spring|summer|autumn|winter|first|second|third|\w+th)\b/i
const HOW_MUCH =
  /\bhow (?:much|many|long|far|old|high|fast|large|big|often)\b|\b(?:cost|costs|price|fee|salary|budget|number|pays?|paid)\b/i
const WHEN = /\b(?:when|(?:what|which) (?:date|day|time|year|month|week))\b/i

/** What a text can answer. */
export const kindsIn = (text: string): number => (NUMBER.test(text) ? 1 : 0) | (DAY.test(text) ? 2 : 0)

/** What a question asks for. */
export const kindsAsked = (question: string): number =>
  (HOW_MUCH.test(question) ? 1 : 0) | (WHEN.test(question) ? 2 : 0)
