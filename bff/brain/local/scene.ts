/** Scene: one question in its setting, and the small things every answer is made with. */
import { topicsOf } from './facts.ts'
import { languageOf } from './language.ts'
import { mended } from './mending.ts'
import { settingOf, type Setting } from './setting.ts'
import { clip, lastAsked, type Reply, type Talk, type Turn } from './talk.ts'
import { plain } from './words.ts'

export interface Scene {
  readonly setting: Setting
  readonly talk: Talk
  /** What the person wrote, clipped and mended. */
  readonly asked: string
  /** The same in plain words, without "hello" before it and "please" around it. */
  readonly core: string
  readonly greeted: boolean
  readonly before: readonly Turn[]
  /** What the persona said right before. */
  readonly said: string
  readonly topics: readonly string[]
  /** One of several ways to say it: the same for the same question at the same place in a conversation. */
  choose<T>(ways: readonly [T, ...T[]]): T
}

/** Part of the pipeline: answers the scene, or leaves it to the next. */
export type Skill = (scene: Scene) => Reply | null

const seedOf = (text: string): number => {
  let hash = 2166136261
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619)
  return hash >>> 0
}

const opening =
  /^(?:hi|hello|hey|hiya|howdy|greetings|dear|good (?:morning|afternoon|evening|day))(?: (?:there|again|all|everyone|you))?(?= |$)/
const courtesy =
  /^(?:please|so|ok|okay|well|um|and|now|then|just|sorry|excuse me|(?:can|could|would|will) you(?: please| kindly)?|i (?:would like|want) (?:you )?to|let us|go ahead and|do you know|tell me(?= (?:who|what|when|where|how|if|whether|my|your))|i wonder|i would like to know)(?= )/

/** Cut courtesies off the front, one after another, and "please" or "thanks" off the end. */
const bare = (words: string, name: string): { core: string; greeted: boolean } => {
  let core = words
  let greeted = false
  for (let turn = 0; turn < 6; turn += 1) {
    const hello = opening.exec(core)
    const own = name !== '' && (core === name || core.startsWith(`${name} `)) ? name.length : 0
    const polite = courtesy.exec(core)
    const length = hello?.[0].length ?? (own || polite?.[0].length)
    if (!length) break
    greeted ||= hello !== null
    core = core.slice(length).trimStart()
  }
  return { core: core.replace(/(?: (?:please|pls|thanks|thank you)){1,3}$/, ''), greeted }
}

export const sceneOf = (talk: Talk): Scene => {
  const setting = settingOf(talk.system)
  const { text, before } = lastAsked(talk)
  const written = clip(text).trim()
  const asked = languageOf(written) ? written : mended(written, setting.name)
  const seed = seedOf(`${setting.name}\n${asked}\n${before.length}`)
  const own = plain(setting.name)
  const last = before.findLast(({ by, text }) => by === 'person' || (by === 'persona' && text !== ''))
  return {
    setting,
    talk,
    asked,
    ...bare(plain(asked), own),
    before,
    said: last?.by === 'persona' ? last.text.trim() : '',
    topics: topicsOf(setting.facts),
    choose: (ways) => ways[seedOf(`${seed}${ways.join('|')}`) % ways.length] ?? ways[0],
  }
}

export const say = (...sentences: (string | null)[]): Reply => ({
  text: sentences.filter((sentence) => sentence !== null && sentence !== '').join(' '),
})
