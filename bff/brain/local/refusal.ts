/** Refusal: what the persona does not know or does not do, said in a sentence or two, with what it can do instead. */
import { offer, quoted } from './phrases.ts'
import { say, type Scene, type Skill } from './scene.ts'
import { wordsOf } from './words.ts'

/** Tasks, which no fact can answer: they are refused before any is looked for. */
const tasks: [RegExp, string][] = [
  [
    /^(?:(?:what is|how much is|calculate|compute|solve|work out|count) )?[-+(]*\d[\d., ]*(?:(?:[-+*/x^]|times|plus|minus|divided by|multiplied by|percent of|% of|to the power of)[\d., ()]+)+(?: equal| make)?$|^(?:calculate|compute|solve|integrate|differentiate|(?:what is )?the square root)\b/,
    'Sums are not something I do: I would rather not guess at a number.',
  ],
  [
    /^(?:write|compose|draft|generate|create|make up|sing|draw|paint|design|invent)(?: me| us)?(?: (?:a|an|the|some|another|short|long|little|funny|nice|my|this)){0,3} .{0,30}(?:poem|haiku|song|story|essay|letter|email|joke|text|article|blog|speech|picture|image|logo|limerick|code|script|function|program|python|javascript|sql)\b/,
    "Writing things of my own is beyond me: I can't make up more than an answer from what I was told.",
  ],
  [
    /^(?:tell|give|say|know)(?: me| us)?(?: (?:a|an|any|another|some|funny|good|short|the))* (?:joke|jokes|story|stories|riddle|fun fact|poem)\b|^make me laugh$/,
    "I don't know any that would be worth it, being a small local model.",
  ],
  [
    /^(?:translate|how do you say|what is the (?:german|french|spanish|italian|word) (?:word )?for)\b/,
    "I can't translate: I understand English only.",
  ],
]

/** Fields of knowledge, for the words of a refusal when no fact was found. */
const fields: [RegExp, string][] = [
  [/\b(?:weather|rain|snow|sunny|temperature|forecast|storm)\b/, "I can't see the weather from here."],
  [
    /\b(?:headache|pain|ill|sick|symptoms?|medicine|medication|ibuprofen|aspirin|paracetamol|antibiotics?|dose|disease|doctor|pregnant|fever|diagnos\w*|therapy)\b/,
    "I can't advise on health: please ask a doctor or a pharmacist.",
  ],
  [
    /\b(?:sue|lawsuit|lawyer|legal|illegal|court|tax|taxes|landlord|divorce)\b/,
    "I can't advise on law: somebody qualified should.",
  ],
  [
    /\b(?:stocks?|shares?|bitcoin|crypto|invest\w*|mortgage|ethereum)\b/,
    "I can't advise on money, and I see no markets.",
  ],
  [
    /\b(?:president|election|government|politics|news|minister|party|war|king|queen|world cup|football|score|champions?)\b/,
    'The wider world is outside what I know: I have no news and no encyclopedia.',
  ],
]

const clock =
  /^what (?:time|day|date|year|month)(?: of the week)? is (?:it|today|this)(?: (?:now|today|right now))?$|^what is (?:the (?:current )?(?:time|date|day)|today s date|the time now|today)(?: today| now)?$|^(?:time|date)(?: now)?$/

export const clockwork: Skill = ({ core, setting }) => {
  const at = Date.parse(setting.now)
  if (!clock.test(core) || Number.isNaN(at)) return null
  const utc = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(at)
  const day = utc({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(',', '')
  return say(`It is ${day}, ${utc({ hour: '2-digit', minute: '2-digit' })} UTC.`)
}

export const tasked: Skill = (scene) => {
  if (scene.core.length > 300) return null
  const task = tasks.find(([pattern]) => pattern.test(scene.core))
  return task ? say(task[1], offer(scene)) : null
}

/** The end of the pipeline: it always answers. */
export const refusal = (scene: Scene) => {
  const { asked, core, setting, choose } = scene
  const field = core.length <= 300 ? fields.find(([pattern]) => pattern.test(core)) : undefined
  if (field) return say(field[1], offer(scene))
  const place = setting.space ? `about ${setting.space}` : 'about this place'
  const [subject, second] = wordsOf(core, 3).filter(({ weight }) => weight > 0.5)
  // "Nothing on books" is said only when it is so, and only in the person's own word.
  const unheard =
    subject && !setting.facts.some(({ stems }) => stems.has(subject.stem)) && asked.toLowerCase().includes(subject.word)
  if (unheard && !second && subject.word.length <= 30)
    return say(
      choose([
        `I don't have anything on “${quoted(subject.word, 30)}” in what I was told ${place}.`,
        `Nothing on “${quoted(subject.word, 30)}” is in what I was told, and I only know that.`,
      ]),
      offer(scene),
    )
  return say(
    choose([
      `I don't have that in what I was told ${place}, and I would rather not guess.`,
      "That is not in what I was told, so I can't answer it honestly.",
      `I only know what I was told ${place}, and that is not part of it.`,
    ]),
    offer(scene),
  )
}
