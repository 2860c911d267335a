/** Due: what the clock asks the persona to say: a reminder, something to come back to, the brief of the day. It does nothing else. */
import { framesOf } from './frames.ts'
import { quoted } from './phrases.ts'
import { say, type Skill } from './scene.ts'
import { parsed, rowsIn } from './shown.ts'
import { lastAsked } from './talk.ts'
import { summed } from './telling.ts'

const TIME = /^It is time (to remind me|to follow up|for my brief) \(set for ([\w:-]{10,16}) [\w/+-]{1,60}\):\n/

export const due: Skill = ({ asked, talk }) => {
  const found = TIME.exec(asked)
  if (!found) return null
  const [head, kind] = found
  const text = quoted(asked.slice(head.length).replace(/<[^<>\n]{0,200}>/g, ' '), 400)
  if (kind === 'to remind me') return say(`Reminder: **${text}**`)
  if (kind === 'to follow up') return say(`You wanted to come back to this: **${text}**. How does it stand?`)
  const { since } = lastAsked(talk)
  const lists = framesOf(talk.tools).filter(
    ({ lists: shows, family }) => shows && !['chat', 'memory', 'whiteboard'].includes(family),
  )
  const names = new Map(since.flatMap(({ calls }) => calls).map((call) => [call.id, call.name]))
  const read = new Map(
    since.flatMap(({ by, answers, text: said }) => (by === 'tool' ? [[names.get(answers) ?? '', said] as const] : [])),
  )
  const next = lists.find(({ tool }) => !read.has(tool.name))
  if (next && read.size < 6) return { call: { name: next.tool.name, input: {} } }
  const parts = lists.flatMap(({ tool }) => {
    const rows = rowsIn(parsed(read.get(tool.name) ?? ''))
    return rows && rows.rows.length > 0 ? [summed(rows.key, rows.rows)] : []
  })
  return {
    text:
      parts.length === 0
        ? 'Your brief: nothing is due, and nothing waits for you.'
        : `Your brief:\n\n${parts.join('\n\n')}`,
  }
}
