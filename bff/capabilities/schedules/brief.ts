/** What is scheduled, as the persona has it in mind. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import { loadTime } from '../../recurrence/engine.ts'
import { showLocal, toLocal } from '../../recurrence/zone.ts'
import { Id } from '../chat/records.ts'

const SHOWN = 8
const AHEAD = 7 * 86_400_000

export const brief = action({
  name: 'schedules.brief',
  does: 'Say what is scheduled for the next days, and what time it is for the person.',
  scope: 'chat:write',
  risk: 'read',
  tool: false,
  doors: ['brain'],
  briefs: true,
  loads: loadTime,
  input: z.strictObject({ run: Id, about: z.string() }),
  async run(_, { rows, now, principal }): Promise<{ lines: string[] }> {
    // An app that may not read them is not told of them by the way.
    if (!principal.scopes.has('schedules:read')) return { lines: [] }
    const until = now + AHEAD
    const found = await rows.find('schedules', 'soon', [1, until, SHOWN], (own) =>
      own.selectAll().where('active', '=', 1).where('next_at', '<', until).orderBy('next_at').limit(SHOWN),
    )
    const [first] = found
    if (!first) return { lines: [] }
    return {
      lines: [
        `The person's time zone is ${first.zone}; there it is ${showLocal(toLocal(now, first.zone))}.`,
        ...found.map(({ id, kind, prompt, next_at, zone, tainted }) => {
          const what = tainted === 1 ? 'in words that may be of others' : brieflyQuoted(prompt)
          return `${showLocal(toLocal(next_at ?? now, zone))} ${zone}: ${kind} ${id}, ${what}`
        }),
      ],
    }
  },
})

/** One line of what was written. */
export const brieflyQuoted = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').replaceAll('<', '‹').trim()
  return `"${line.length <= 160 ? line : `${line.slice(0, 159)}…`}"`
}
