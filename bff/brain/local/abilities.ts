/** Abilities: what the persona can do here, from its tools and its topics, in plain words. */
import { choices, joined, lower, quoted } from './phrases.ts'
import { say, type Scene, type Skill } from './scene.ts'

const asking = [
  /^(?:help|help me|i need help|i need some help|what now|menu|commands|options)$/,
  /^(?:what|which) (?:(?:else|all|things|kind of things|exactly|sort of things) )?(?:can|could|do) you (?:all )?(?:do|help|offer|know|able|answer)\b(?: (?:for me|for us|here|me|us|with|in this space|about|then|exactly))*$/,
  /^how (?:can|could|do|would|might) you (?:help|assist|support|be of help|be useful)(?: (?:me|us|here|with|today))*$/,
  /^what are you (?:able to do|capable of|good at|for|good for)(?: here)*$|^(?:what are )?your (?:abilities|capabilities|features|functions|skills|tools)$/,
  /^what (?:can|could|may|should) (?:i|we) (?:do|ask|ask you|talk about|say|do here|ask here)(?: (?:you|here|about|with you))*$/,
  /^what (?:can be done|is possible|is this)(?: here| for)?$|^(?:show me )?what you can do$/,
]
const overview =
  /^(?:(?:what|everything) (?:do|can|did) you (?:know|tell me|get told)|what were you told|tell me (?:more|everything|something))\b(?: (?:about .{1,60}|here|you know))?$/

/** A tool's description as something to do: its first clause. */
const deed = (does: string): string => {
  const first = does.split(/(?<=[.!?])\s/, 1)[0] ?? ''
  const short = first.split(/[,;:(]/, 1)[0] ?? first
  return lower(quoted(short.replace(/(?<![.\s])[.\s]+$/, ''), 100))
}

export const abilities: Skill = (scene) => {
  const { core, talk, topics, setting } = scene
  if (core.length > 120 || !asking.some((pattern) => pattern.test(core))) return null
  const deeds = talk.tools.map(({ does }) => deed(does)).filter((text) => text !== '')
  const lines = [
    ...(topics.length > 0
      ? [`answer questions about ${joined(topics.slice(0, 8).map(lower), 'and')}`]
      : setting.facts.length > 0
        ? [`answer questions from what I was told${setting.space ? ` about ${setting.space}` : ''}`]
        : []),
    ...deeds.slice(0, 10),
    'say what was said in this conversation, and sum it up',
  ]
  const acted = new Set(['chat', ...talk.tools.map(({ name }) => name.split('_', 1)[0])])
  const idle = setting.families.filter((family) => !acted.has(family))
  const beside = idle.length > 0 ? ` This space also has ${joined(idle, 'and')}, where I can't act yet.` : ''
  const more = deeds.length > 10 ? `\n\nAnd ${deeds.length - 10} things more; ask for what you need.` : ''
  return {
    text: `Here I can:\n\n${lines.map((line) => `- ${line}`).join('\n')}${more}\n\nThe built-in local model answers, so short plain questions work best.${beside}`,
  }
}

/** "Tell me about this place": the sentences it was told first, or the list of its topics. */
export const about = (scene: Scene): ReturnType<Skill> => {
  const { setting, topics, core } = scene
  if (!overview.test(core) && !/\b(?:about|is)\b/.test(core)) return null
  const sentences = setting.facts
    .filter(({ topic }) => topic === '')
    .slice(0, 2)
    .map(({ text }) => text)
  if (sentences.length === 0 && topics.length === 0) return null
  const some = choices(scene)
  return say(
    ...sentences,
    some.length > 0
      ? topics.length > 3
        ? `I can say more about ${joined(some, 'or')}, among other things.`
        : `I can say more about ${joined(some, 'or')}.`
      : null,
  )
}
