/** Seam: where a continuation meets what was said before it, so that nothing is said twice. */

/** An overlap this long is no chance, wherever it begins. */
const CERTAIN = 8
/** A shorter sentence may well come again. */
const SENTENCE = 12

export interface Seam {
  /** @returns what of it is new, as far as that is known by now */
  push(text: string): string
  /** @returns what was held back and is new after all */
  end(): string
}

/**
 * A model that goes on often begins with its last words, its last sentence, or all over again. What it says is held back
 * for as long as it was said before, word for word.
 */
export const seam = (said: string): Seam => {
  let held: string | undefined = said === '' ? undefined : ''
  const release = (read: (said: string, next: string) => string): string => {
    const fresh = held === undefined ? '' : read(said, held)
    held = undefined
    return fresh
  }
  return {
    push(text) {
      if (held === undefined) return text
      held += text
      return said.includes(held) ? '' : release(newIn)
    },
    end: () => release((before, next) => (isSentence(before, next.trim()) ? '' : newIn(before, next))),
  }
}

const newIn = (said: string, next: string): string => {
  for (let length = Math.min(said.length, next.length); length > 0; length--)
    if (said.endsWith(next.slice(0, length)) && isRepeat(said, next, length)) return next.slice(length)
  let rest = next
  for (;;) {
    const [sentence = ''] = /^[^.!?]*[.!?]+\s*/.exec(rest) ?? []
    if (!isSentence(said, sentence.trim())) return rest
    rest = rest.slice(sentence.length)
  }
}

/** Whether this is how a sentence was said, or began, before: the same words within one may well come again. */
const isSentence = (said: string, words: string): boolean => {
  if (words.length < SENTENCE) return false
  for (let at = said.indexOf(words); at >= 0; at = said.indexOf(words, at + 1))
    if (at === 0 || /[.!?\n]\s{0,40}$/.test(said.slice(Math.max(0, at - 40), at))) return true
  return false
}

/** Whether an overlap is whole words, rather than the letters that a word happens to begin and end with. */
const isRepeat = (said: string, next: string, length: number): boolean => {
  const overlap = next.slice(0, length)
  if (!/[\p{L}\p{N}]/u.test(overlap)) return false
  const before = said.slice(0, -length)
  return length >= CERTAIN || !(/[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(overlap))
}
