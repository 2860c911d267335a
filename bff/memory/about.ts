/** About: whether a text speaks of something, for forgetting all that does. */
import { plain, stemsOf } from './words.ts'

/**
 * @returns whether a text names all the words of `subject`, in whatever form, or has it word for word; `undefined` when the
 * subject has no word that tells anything apart
 */
export const speaksOf = (subject: string): ((text: string) => boolean) | undefined => {
  const wanted = [...new Set(stemsOf(subject))]
  if (wanted.length === 0) return undefined
  const phrase = plain(subject).trim()
  return (text) => {
    const has = new Set(stemsOf(text))
    return wanted.every((stem) => has.has(stem)) || plain(text).includes(phrase)
  }
}
