/** Answers: what was told, chosen for a question and put into words. */
import { about } from './abilities.ts'
import { find, type Fact, type Found } from './facts.ts'
import { joined, lower, quoted, sentence, upper } from './phrases.ts'
import { say, type Scene, type Skill } from './scene.ts'
import { plain, wordsOf } from './words.ts'

const leaning = /^(?:and|what about|how about|or)\b|\b(?:it|that|they|them|those|these|this)\b/
const defining = /^(?:what|who) (?:is|are) (?:an?|the (?:meaning|definition) of) /
const parting =
  /[?!;\n]+|(?<!\d)\.(?!\d)|(?:,|,?\s(?:and|also|plus))\s(?=(?:also\s)?(?:do|does|is|are|can|could|how|what|when|where|which|who|may|will)\b)/iu

/** One fact as a line: its topic stands before it unless the fact says it itself. */
const line = ({ topic, text }: Fact): string => (topic === '' ? sentence(text) : `**${topic}**: ${sentence(text)}`)

const single = ({ topic, text }: Fact, { choose }: Scene): string => {
  if (topic === '') return sentence(text)
  const told = sentence(text)
  return choose([`${upper(topic)}: ${told}`, `On ${lower(topic)} I was told: ${told}`, `**${upper(topic)}**: ${told}`])
}

/** The word as the person wrote it, so that a country keeps its capital. */
const written = (word: string, asked: string): string => {
  const at = asked.toLowerCase().indexOf(word)
  return quoted(at < 0 ? word : asked.slice(at, at + word.length), 40)
}

const compose = (scene: Scene, facts: readonly Fact[], missing: readonly string[], unanswered: boolean): string => {
  const { asked, setting, choose, topics } = scene
  const only = facts[0]
  const body =
    facts.length === 1 && only
      ? missing.length > 0
        ? line(only)
        : single(only, scene)
      : facts.map((fact) => `- ${line(fact)}`).join('\n')
  const few = missing.slice(0, 2).map((word) => written(word, asked))
  const hedge = few.length > 0 ? `On ${joined(few, 'and')} in particular I have nothing; what I was told:` : null
  const lead =
    facts.length > 1 ? (hedge ?? choose(['Here is what I was told:', 'This is what I have on that:'])) : hedge
  const more = topics.filter((topic) => !facts.some((fact) => fact.topic === topic))
  const starter = setting.starters.find((one) => plain(one) !== plain(asked))
  const next =
    unanswered || few.length > 0 || !choose([false, false, true])
      ? null
      : starter && choose([true, false])
        ? `You could also ask: ${quoted(starter)}`
        : more.length > 0
          ? `Shall I go on with “${more[choose([0, 1, 2, 3, 4]) % more.length]}”?`
          : null
  const rest = unanswered ? 'On the rest of your question I have nothing.' : next
  const gap = facts.length > 1 ? '\n\n' : ' '
  return [lead, body, rest].filter((part) => part !== null).join(gap)
}

export const answers: Skill = (scene) => {
  const { asked, core, setting, before } = scene
  const { facts, own } = setting
  if (facts.length === 0) return null
  const parts = asked
    .split(parting, 12)
    .map((part) => plain(part ?? ''))
    .filter((part) => wordsOf(part, 1).length > 0)
    .slice(0, 4)
  const whole = plain(asked)
  const look = (part: string, previous = ''): Found => {
    const found = find(facts, { asked: part, before: previous, own })
    // "What is a dog?" asks for a definition; a fact that only mentions dogs gives none.
    const defined =
      !defining.test(part) ||
      found.facts.some(({ topicStems }) => wordsOf(part).some(({ stem }) => topicStems.has(stem)))
    return defined ? found : { facts: [], cover: 0, missing: [] }
  }

  const found = parts.length > 1 ? parts.map((part) => look(part)) : [look(whole)]
  const hits = found.filter((one) => one.facts.length > 0)
  if (hits.length === 0) {
    const together = parts.length > 1 ? look(whole) : null
    if (together && together.facts.length > 0) hits.push(together)
  }
  const short = whole.split(' ').length <= 9
  const leans = short && leaning.test(whole)
  if (leans && before.length > 0) {
    const previous = plain(before.findLast(({ by }) => by === 'person')?.text.slice(0, 400) ?? '')
    const joint = look(whole, previous)
    if (joint.facts.length > 0 && (hits.length === 0 || !wordsOf(whole).some(({ weight }) => weight === 1)))
      return say(compose(scene, joint.facts, [], false))
  }
  if (hits.length === 0) return wordsOf(core).every(({ stem }) => own.has(stem)) && core !== '' ? about(scene) : null
  const told = [...new Set(hits.flatMap((hit) => hit.facts))].slice(0, 5)
  const only = hits.length === 1 && parts.length <= 1 ? hits[0] : undefined
  const missing = only && only.cover < 0.8 ? only.missing.filter((word) => word.length > 3) : []
  const open =
    parts.length > 1 &&
    found.some(
      (one, i) =>
        one.facts.length === 0 &&
        /^(?:do|does|is|are|can|could|how|what|when|where|which|who|may|will)\b/.test(parts[i] ?? ''),
    )
  return say(compose(scene, told, missing, open && hits.length < parts.length))
}
