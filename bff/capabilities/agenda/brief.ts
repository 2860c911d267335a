/** What is on today and tomorrow, as the persona has it in mind. */
import { z } from 'zod'
import { expand } from '../../agenda/occurrences.ts'
import { action } from '../../capability.ts'
import { loadTime } from '../../recurrence/engine.ts'
import { showLocal, toInstant, toLocal } from '../../recurrence/zone.ts'
import { Id } from '../chat/records.ts'
import { brieflyQuoted } from '../schedules/brief.ts'
import { entriesIn } from './list.ts'
import { idOf } from './records.ts'
import { knownZone, zoneFor } from './settings.ts'

const SHOWN = 20
const DAY = 86_400_000

export const brief = action({
  name: 'agenda.brief',
  does: "Say what is in the person's agenda today and tomorrow.",
  scope: 'chat:write',
  risk: 'read',
  tool: false,
  doors: ['brain'],
  briefs: true,
  loads: loadTime,
  input: z.strictObject({ run: Id, about: z.string() }),
  async run(_, { rows, now, principal }): Promise<{ lines: string[] }> {
    // An app that may not read it is not told of it by the way.
    if (!principal.scopes.has('agenda:read')) return { lines: [] }
    const zone = await zoneFor(rows, undefined)
    const today = Math.floor(toLocal(now, zone) / DAY) * DAY
    const window = { from: toInstant(today, zone), to: toInstant(today + 2 * DAY, zone), zone }
    const { found, more } = expand(await entriesIn(rows, window), window, SHOWN)
    const known = await knownZone(rows)
    if (found.length === 0 && known === undefined) return { lines: [] }
    return {
      lines: [
        `Today is ${showLocal(today).slice(0, 10)} in ${zone}. ${found.length === 0 ? 'Nothing is on today or tomorrow.' : 'Today and tomorrow there is:'}`,
        ...found.map(({ entry, occurrence: { start, end, content, local } }) => {
          const times = content.allDay
            ? `${showLocal(toLocal(start, zone)).slice(0, 10)}, the whole day`
            : `${showLocal(toLocal(start, zone)).slice(0, 16)} to ${showLocal(toLocal(end, zone)).slice(11, 16)}`
          // Words of others are left where they are: agenda.list shows them with their label.
          const what = entry.row.trust === 'outside' ? 'in words that may be of others' : brieflyQuoted(content.title)
          return `${times}: ${what} (${idOf(entry, { local })})`
        }),
        ...(more ? ['And more, which agenda_list shows.'] : []),
      ],
    }
  },
})
