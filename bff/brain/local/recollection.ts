/** Recollection: what was said in this conversation, read from its own messages. */
import { quoted } from './phrases.ts'
import { say, type Scene, type Skill } from './scene.ts'
import { plain, wordsOf } from './words.ts'

const letters = "\\p{L}[\\p{L}\\p{M}'’-]{0,30}"
const giving = new RegExp(
  `(?:[Mm]y name(?:['’]s| is)|(?:[Yy]ou (?:can|may) |[Pp]lease )?[Cc]all me|(?:I['’]m|I am|i am) called)\\s{1,5}(${letters}(?:\\s\\p{Lu}[\\p{L}\\p{M}'’-]{0,30}){0,2})`,
  'u',
)
const notNames = new Set(
  'back later now when if not a an the tomorrow today tonight soon after before at on in by to crazy maybe and but'.split(
    ' ',
  ),
)

/** The name a message gives its writer. */
const nameIn = (text: string): { name: string; rest: string } | null => {
  const match = giving.exec(text.slice(0, 2000))
  const name = match?.[1]
  if (!match || !name || notNames.has(name.toLowerCase().split(' ')[0] ?? '')) return null
  return {
    name: /\p{Lu}/u.test(name) ? name : name[0]?.toUpperCase() + name.slice(1),
    rest: text.replace(match[0], ' '),
  }
}

const ownName = ({ before, asked }: Scene): string | null => {
  for (const text of [
    asked,
    ...before
      .filter(({ by }) => by === 'person')
      .map((turn) => turn.text)
      .toReversed(),
  ]) {
    const found = nameIn(text)
    if (found) return found.name
  }
  return null
}

const about = /\b(?:conversation|chat|discussion|thread|talk|this|far|we|it all|everything)\b/
const summing =
  /^(?:summari[sz]e|sum up|recap|give me (?:a )?(?:short |quick |brief )?(?:summary|recap)|(?:a )?(?:short |quick )?(?:summary|recap))(?: .{0,60})?$/
const talked =
  /^what (?:did|have|were) we (?:just )?(?:talk|talked|talking|discuss|discussed|discussing|speak|spoken|chat|chatted|said|say)\b.{0,40}$/
const mine =
  /^what (?:did|was it|had|have) i (?:just |last )*(?:say|said|ask|asked|write|wrote|written|want|tell you|type)(?: you)?(?: (?:just now|last|before|earlier|to you|about|a moment ago))*$|^(?:repeat|what was) my (?:last |previous )?(?:question|message)$/
const yours =
  /^what (?:did|was it|had|have) you (?:just |last )*(?:say|said|answer|answered|write|told me|tell me)(?: (?:just now|last|before|earlier|to me))*$|^(?:repeat|say) (?:that|it|yourself|your last answer)(?: again)?$|^(?:what|come again|pardon)$/
const first =
  /^what (?:did|was) (?:i|my) (?:first )?(?:say first|ask first|first (?:say|ask|question|message)|question first)$|^what was my first (?:question|message)$/

export const recollection: Skill = (scene) => {
  const { asked, core, before, setting, choose } = scene
  if (core.length > 160 && !giving.test(asked)) return null
  const said = before.filter(({ by, text }) => by === 'person' && text.trim() !== '')
  const answers = before.filter(({ by, text }) => by === 'persona' && text.trim() !== '')
  const only = 'This is the first message of our conversation that I can see.'

  if (
    /^(?:what is|what was|do you (?:know|remember)|remember|say|tell me|you know) my name(?: again)?$|^who am i$/.test(
      core,
    )
  ) {
    const name = ownName(scene)
    return name
      ? say(
          choose([
            `You told me that your name is ${quoted(name, 90)}.`,
            `Your name is ${quoted(name, 90)}, as you told me here.`,
          ]),
        )
      : say('You have not told me your name yet in this conversation. Say "my name is …" and I can use it here.')
  }
  const given = nameIn(asked)
  if (given && wordsOf(plain(given.rest)).length === 0)
    return say(
      choose([`Nice to meet you, ${quoted(given.name, 90)}.`, `A pleasure, ${quoted(given.name, 90)}.`]),
      `I am ${setting.name}.`,
      choose(['What can I do for you?', 'What would you like to know?']),
    )
  if (/^what (?:do|did) you (?:know|remember|learn) about me$/.test(core)) {
    const name = ownName(scene)
    return say('Only what you write in this conversation.', name ? `So far: your name is ${quoted(name, 90)}.` : null)
  }
  if (first.test(core)) return said[0] ? say(`Your first words here: “${quoted(said[0].text, 300)}”`) : say(only)
  const last = said.at(-1)
  if (mine.test(core)) return last ? say(`You wrote: “${quoted(last.text, 300)}”`) : say(only)
  if (yours.test(core)) {
    const words = answers.at(-1)?.text
    return words
      ? say(`I said: “${words.length > 1500 ? quoted(words, 1500) : words}”`)
      : say('I have not said anything yet.', only)
  }
  if (talked.test(core) || (summing.test(core) && (about.test(core) || core.split(' ').length < 4))) {
    if (said.length === 0) return say('There is nothing to sum up yet.', only)
    const shown = said.slice(-8)
    const lines = shown.map(({ text }) => `- ${quoted(text, 100)}`)
    const lead =
      shown.length < said.length ? `The last ${shown.length} of your ${said.length} messages:` : 'So far you wrote:'
    const tail = answers.length > 0 ? `\n\nMy last answer was: ${quoted(answers.at(-1)?.text ?? '', 160)}` : ''
    return { text: `${lead}\n\n${lines.join('\n')}${tail}` }
  }
  return null
}
