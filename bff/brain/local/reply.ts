/** Reply: what to say to a talk. A line of skills; the first that knows an answer gives it. */
import { abilities } from './abilities.ts'
import { acts, others } from './acts.ts'
import { answers } from './answers.ts'
import { due } from './due.ts'
import { identity } from './identity.ts'
import { languageOf, regret } from './language.ts'
import { manners } from './manners.ts'
import { recollection } from './recollection.ts'
import { clockwork, refusal, tasked } from './refusal.ts'
import { results } from './results.ts'
import { say, sceneOf, type Scene, type Skill } from './scene.ts'
import type { Reply, Talk } from './talk.ts'
import { guessing, understanding } from './understanding.ts'

const foreign: Skill = ({ asked, setting }) => {
  const language = languageOf(asked)
  return language ? say(regret(language, setting.name)) : null
}

/** In this order: what is under way, what is surely meant, what was told. A new family of acts is one more skill here. */
const skills: readonly Skill[] = [
  due,
  understanding,
  results,
  acts,
  others,
  foreign,
  manners,
  identity,
  recollection,
  abilities,
  clockwork,
  tasked,
  answers,
  guessing,
]

/** What a plain "yes" says after the persona has suggested a question or a topic. */
const meant = ({ core, said }: Scene): string | null =>
  /^(?:yes|yep|yeah|sure|ok|okay|go on|go ahead|of course)(?: (?:please|do|go on|go ahead|tell me))*$/.test(core)
    ? (/^(?:Shall I go on with “(.{1,40})”\?|You could (?:also )?ask(?: me)?: (.{1,200}))$/
        .exec(said.slice(Math.max(0, said.lastIndexOf('Shall I go on with “'), said.lastIndexOf('You could '))))
        ?.slice(1)
        .find(Boolean) ?? null)
    : null

const whole = (scene: Scene): Reply => {
  for (const skill of skills) {
    const reply = skill(scene)
    if (reply) return reply
  }
  return refusal(scene)
}

/** What is left to say after `partial`; when another model began it, a graceful end. */
const rest = (text: string, partial: string): string => {
  if (text.startsWith(partial)) return text.slice(partial.length)
  const trimmed = partial.trimEnd()
  if (text.startsWith(trimmed)) return text.slice(trimmed.length).trimStart()
  return `${/\s$/.test(partial) ? '' : '… '}I lost the thread there. Please ask again, and I will start afresh.`
}

export const replyTo = (talk: Talk): Reply => {
  const scene = sceneOf(talk)
  const words = meant(scene)
  const asked = { by: 'person', text: words ?? '', calls: [], answers: '' } as const
  const reply = whole(words === null ? scene : sceneOf({ ...talk, turns: [...scene.before, asked] }))
  return 'text' in reply && talk.partial !== null ? { text: rest(reply.text, talk.partial) } : reply
}
