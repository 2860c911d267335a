/** Phrases: lists, quotes and offers, the joinery of a sentence. */
import type { Scene } from './scene.ts'

/** "a, b or c" */
export const joined = (parts: readonly string[], word: 'and' | 'or'): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`

/** "1, two, three … ten, 11": small numbers read better as words. */
export const number = (n: number): string =>
  ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][n] ?? String(n)

export const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
/** Lower-case the first letter, unless the word is a name of capitals. */
export const lower = (text: string): string =>
  /^\p{Lu}{2}/u.test(text) ? text : text.slice(0, 1).toLowerCase() + text.slice(1)

/** Text of somebody else on one short line, in which no Markdown works. */
export const quoted = (text: string, most = 80): string => {
  const line = text.replace(/[\s\p{C}]+/gu, ' ').trim()
  const cut = Array.from(line.slice(0, most * 2))
    .slice(0, most)
    .join('')
  return (cut.length < line.length ? `${cut.replace(/ \S{0,20}$/, '')}…` : cut).replace(/[\\`*_[\]<>|~#!]/g, '\\$&')
}

/** One sentence, ending as a sentence does. */
export const sentence = (text: string): string =>
  /[.?…:]["”)]?$/.test(text) ? text : `${text.replace(/(?<!!)!+$/, '')}.`

/** Up to three topics, a different three for a different question. */
export const choices = ({ topics, choose }: Scene, besides: readonly string[] = []): string[] => {
  const free = topics.filter((topic) => !besides.includes(topic))
  if (free.length <= 3) return free.map(lower)
  const from = choose([0, 1, 2, 3, 4, 5, 6]) % free.length
  return [0, 1, 2].map((i) => lower(free[(from + i) % free.length] ?? ''))
}

/** What the persona can help with instead. */
export const offer = (scene: Scene): string => {
  const some = choices(scene)
  if (some.length > 0) {
    const list = joined(some, 'or')
    return scene.choose([
      `I can help with ${list}.`,
      `Ask me about ${list}, if you like.`,
      `What I do know about: ${joined(some, 'and')}.`,
    ])
  }
  const starter = scene.setting.starters[0]
  if (starter) return `You could ask me: ${quoted(starter)}`
  return scene.talk.tools.length > 0
    ? 'Ask me what I can do here, and I will list it.'
    : 'I can tell you who I am and what I was told, which is not much yet.'
}

/** Short answers, each to be tapped in a widget; a list of plain words elsewhere. Markdown, with an address that leads nowhere. */
export const offers = (texts: readonly string[]): string => texts.map((text) => `- [${text}](say:)`).join('\n')
/** Markdown's escapes, off. */
export const plainly = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, '$1')
/** What was offered in a text, as it is said when it is tapped. */
export const offered = (text: string): string[] =>
  [...text.matchAll(/^- \[(.{1,200})\]\(say:\)$/gm)].map(([, one = '']) => plainly(one))

/** Without the quotation marks around it. */
export const unquoted = (text: string): string =>
  text.replace(/^["'“”‘’«»„]+|(?<!["'“”‘’«»„])["'“”‘’«»„]+$/g, '').trim()
