/** Amending: "no, 9912", after something was told: the same again, with the new value in it. */
import { SELF } from './forms.ts'
import { lower } from './phrases.ts'

const NO =
  /^(?:(?:no|nope|sorry|oops|whoops|oh|ah|hmm|shoot|damn|my bad|wait|actually|correction|i mean(?:t)?|rather|it['’]s|that['’]s|make that|(?:please )?(?:change|set|update|correct) (?:it|that) to)[,:.!]? ){1,4}(?:(?:it|that)(?:['’]s| is| was) )?/i

/** @param said what was said before, the latest first. `null`: it puts nothing right */
export const amended = (text: string, said: readonly string[]): string | null => {
  const no = NO.exec(text)
  const rest = no ? (text.slice(no[0].length).split(/[.!?] /, 1)[0] ?? '') : ''
  const value = rest.replace(/(?<![.!?])[.!?]{1,3}$/, '').replace(/,? i meant?$/i, '')
  const told = /(?:Noted|You said) on [^:]{6,40}: “(.{3,200})”$/.exec(said[0] ?? '')?.[1] ?? said[1] ?? ''
  if (!no || value === '' || value.split(' ').length > 3 || told.length > 200 || !SELF.test(told.toLowerCase()))
    return null
  const words = told.replace(/[.!?]$/, '').split(' ')
  const old = /\d/.test(value)
    ? words.findLast((word) => /\d/.test(word))
    : / (?:is|are|was|in|at|called) (?:an? |the )?\S{1,60}$/.test(` ${words.slice(-4).join(' ')}`)
      ? words.at(-1)
      : undefined
  return old === undefined ? null : `Actually, ${lower(told.replace(old, value))}`
}
