/** What may run the other way than the sentence around it: a name, a title, a bit of code (Unicode UAX 9). */

/** Set apart, in the direction of its own first letter. */
export const apart = (text: string): string => `\u2068${text}\u2069`

/** Set apart, from left to right. */
export const code = (text: string): string => `\u2066${text}\u2069`
