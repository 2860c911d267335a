/** Results: what a tool returned, told in a sentence or a short list. */
import { acts } from './acts.ts'
import { framesOf } from './frames.ts'
import { number, quoted, sentence, upper } from './phrases.ts'
import { say, type Scene } from './scene.ts'
import { lastAsked, type Reply } from './talk.ts'

type Data = Record<string, unknown>
const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)
const own = (value: unknown, key: string): unknown =>
  isData(value) && Object.hasOwn(value, key) ? value[key] : undefined
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The JSON in a tool's answer, whatever fence stands around it. */
const parsed = (content: string): unknown => {
  const from = content.search(/[[{]/)
  const to = Math.max(content.lastIndexOf('}'), content.lastIndexOf(']'))
  if (from < 0 || to < from) return undefined
  try {
    return JSON.parse(content.slice(from, to + 1))
  } catch {
    return undefined
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What went wrong, in the tool's own words; null when nothing did. */
export const failure = (content: string, value: unknown): string | null => {
  const problem = own(value, 'problem') ?? own(value, 'error') ?? (own(value, 'ok') === false ? value : undefined)
  const failed = problem ?? (own(value, 'detail') !== undefined && own(value, 'code') !== undefined ? value : undefined)
  if (failed !== undefined && failed !== null && failed !== false)
    return (
      textOf(failed) || textOf(own(failed, 'detail')) || textOf(own(failed, 'message')) || textOf(own(failed, 'title'))
    )
  return value === undefined && /^\W*(?:error|failed|refused|denied|problem)\b/i.test(content) ? content : null
}

const list = (scene: Scene, data: unknown): Reply => {
  const found = Array.isArray(data) ? data : own(data, 'conversations')
  const conversations = Array.isArray(found) ? found.filter(isData) : []
  if (conversations.length === 0) return say('There are no conversations to show.')
  const lines = conversations.slice(0, 10).map((one) => {
    const unread = own(one, 'unread')
    const notes = [
      textOf(own(one, 'id')) === scene.setting.conversation ? 'this one' : '',
      textOf(own(one, 'updatedAt')).slice(0, 10),
      typeof unread === 'number' && unread > 0 ? `${unread} unread` : '',
    ].filter((note) => note !== '')
    const title = quoted(textOf(own(one, 'title'))) || 'without a title'
    return `- ${title}${notes.length > 0 ? ` (${quoted(notes.join(', '))})` : ''}`
  })
  const more = conversations.length - lines.length
  const count = conversations.length
  const lead =
    count === 1 ? 'There is one conversation:' : `There are ${number(count)} conversations, the latest first:`
  return { text: `${lead}\n\n${lines.join('\n')}${more > 0 ? `\n\nAnd ${number(more)} more.` : ''}` }
}

const told: Record<string, (scene: Scene, data: unknown, input: unknown) => Reply> = {
  chat_list: list,
  chat_rename: (_, data, input) =>
    say(
      `Done: this conversation is now called **${quoted(textOf(own(own(data, 'conversation'), 'title')) || textOf(own(input, 'title')), 120)}**.`,
    ),
  chat_archive: (_, __, input) =>
    own(input, 'archived') === false
      ? say('Done: this conversation is back among the others.')
      : say('Done: this conversation is put away. Ask me to bring it back whenever you like.'),
  chat_handoff: () => say('Done: this conversation is passed on to the team, and a person of it will answer here.'),
  chat_remove: () => say('Done: this conversation is deleted.'),
}

/** The answer to the results that came since the person's message, or null when none did. */
export const results = (scene: Scene): Reply | null => {
  const { since } = lastAsked(scene.talk)
  const results = since.filter(({ by }) => by === 'tool')
  const last = results.at(-1)
  if (!last) return null
  const calls = since.flatMap(({ calls }) => calls)
  const call = calls.find(({ id }) => id === last.answers) ?? calls.at(-1)
  const value = parsed(last.text)
  const wrong = failure(last.text.trim(), value)
  if (wrong !== null) return say(`That did not work: ${sentence(quoted(wrong || 'the reason was not given', 240))}`)
  if (own(value, 'ok') === 'pending' || own(value, 'approval') !== undefined)
    return say('That waits for approval: a person has to allow it first, and then it is done.')
  const data = own(value, 'data') ?? value
  if (data === undefined && call?.name === 'chat_list')
    return say('I could not read what came back, so I would rather not list it.')
  const name = call?.name ?? ''
  // It was looked up for something that turned out to be no request.
  if (framesOf(scene.talk.tools).some(({ tool, reads }) => reads && tool.name === name) && acts(scene) === null)
    return null
  if (Object.hasOwn(told, name)) return told[name]?.(scene, data, parse(call?.input ?? '')) ?? null
  const does = scene.talk.tools.find((tool) => tool.name === name)?.does ?? ''
  return say(does === '' ? 'Done.' : `Done. ${upper(sentence(does))}`)
}
