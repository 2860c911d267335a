/** Thread: what the person asked for, with what they answered since to our questions. */
import { mended } from './mending.ts'
import { offered } from './phrases.ts'
import type { Scene } from './scene.ts'
import { stemsOf } from './things.ts'
import { bare, type Wish } from './wish.ts'
import { whenIn } from '../../language/when.ts'

export const ASK = {
  time: 'When should that be?',
  text: 'What should it say?',
  thing: 'Which one do you mean?',
} as const
export const GO_ON = 'That cannot be undone. Say yes to go on.'
export const OFFER = 'I am not sure what you mean. Is it one of these?'
const YES = /^(?:yes|yep|yeah|sure|ok|okay|go ahead|go on|do it|confirm|confirmed|of course|please do)\b.{0,30}$/
const NO =
  /^(?:no|nope|nah|never ?mind|cancel|stop|forget it|forget about it|leave it|do not|no thanks|rather not|none)\b.{0,20}$/
/** What the person asked for, with what was answered since to our questions. */
export interface Thread {
  readonly text: string
  readonly fills: readonly string[]
  readonly picked: string | null
  readonly agreed: boolean
  readonly declined: boolean
  /** What was said before it all, the latest first. */
  readonly said: readonly string[]
}

export const asksUs = (text: string): boolean =>
  text.endsWith(ASK.time) ||
  text.endsWith(ASK.text) ||
  text.endsWith(GO_ON) ||
  text.startsWith(OFFER) ||
  text.startsWith(ASK.thing)

/** It asks something itself, and answers nothing. */
const QUESTION = /^(?:what|who|why|where|how|which|do|does|did|is|are|can you|could you)\b/i
const PLACES = ['first', 'second', 'third']
/** Which of the options is meant: by its own words, by its place, or by what only it says. */
const picking = (options: readonly string[], answer: string): string | null => {
  if (options.includes(answer)) return answer
  if (answer.length > 60) return null
  const low = answer.toLowerCase()
  const nth = /^(?:the )?(first|second|third|last)(?: one)?[.!]?$|^(?:number |no\.? ?)?([1-3])[.!]?$/.exec(low)
  if (nth)
    return (nth[1] === 'last' ? options.at(-1) : options[nth[1] ? PLACES.indexOf(nth[1]) : Number(nth[2]) - 1]) ?? null
  if (!/^(?:the |with |that |it['’]s |i mean |on |at )/.test(low) && low.split(' ').length > 3) return null
  const said = stemsOf(answer)
  const hits = options.map((option) => {
    const stems = new Set(stemsOf(option))
    return said.filter((one) => stems.has(one)).length
  })
  const best = Math.max(0, ...hits)
  return best > 0 && hits.filter((one) => one === best).length === 1 ? (options[hits.indexOf(best)] ?? null) : null
}

export const threadOf = ({ talk, asked, core, setting }: Scene): Thread => {
  const turns = talk.turns.filter(({ by, text }) => by !== 'tool' && text.trim() !== '')
  const end = turns.findLastIndex(({ by }) => by === 'person')
  const answered: string[] = []
  let [at, picked, agreed]: [number, string | null, boolean] = [end, null, false]
  while (
    at >= 2 &&
    turns[at - 1]?.by === 'persona' &&
    turns[at - 2]?.by === 'person' &&
    asksUs(turns[at - 1]?.text.trim() ?? '')
  ) {
    const question = turns[at - 1]?.text.trim() ?? ''
    const answer = turns[at]?.text.trim() ?? ''
    const meant = picking(offered(question), answer)
    if (question.endsWith(GO_ON)) {
      if (at === end && !YES.test(core) && !NO.test(core)) break
      agreed = true
    } else if (question.startsWith(OFFER) || question.startsWith(ASK.thing)) {
      if (meant === null && !(at === end && NO.test(core))) break
      picked = meant
    } else if (at === end && question.endsWith(ASK.time) && QUESTION.test(answer)) break
    else answered.unshift(mended(answer, setting.name))
    at -= 2
  }
  const said = [1, 2, 3, 4].map((ago) => turns[at - ago]?.text ?? '').filter((text) => text !== '')
  const declined = at < end && NO.test(core)
  return {
    text: at < end ? mended(turns[at]?.text ?? '', setting.name) : asked,
    fills: answered,
    picked,
    agreed: agreed && YES.test(core),
    declined,
    said,
  }
}

/** What was missing, taken from the answers in their order. */
export const filled = (wish: Wish, fills: readonly string[], now: number): Wish => {
  let made = wish
  for (const words of fills) {
    const when = whenIn(bare(words), now)
    const isTime =
      when.at !== null && made.when.at === null && (when.rest.length < words.length / 2 || made.body !== '')
    made = isTime
      ? { ...made, when }
      : { ...made, body: bare(words).replace(/^(?:to|about|that|it should say|it is|it's) /i, '') }
  }
  return made
}
