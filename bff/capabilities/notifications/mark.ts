/** What a person does with notices: sees them, reads them, puts them away. */
import { z } from 'zod'
import { action, type RuntimeContext } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import type { NoticeRow } from '../../store/tables.ts'
import { Id } from '../chat/records.ts'
import { putAway, sweep, tellOf } from './notice.ts'
import { inSight } from './records.ts'

const Ids = z
  .array(z.string().regex(/^ntc_\w{1,60}$/))
  .min(1)
  .max(100)

export const mark = action({
  name: 'notifications.mark',
  does: 'Mark notices as seen, as read, or as not read: some of them by their ids, or all.',
  scope: 'notifications:write',
  risk: 'write',
  input: z.strictObject({
    notices: Ids.optional().describe('the ids of the notices'),
    all: z.literal(true).optional().describe('instead of ids: all there are'),
    persona: Id.optional().describe('of all, only those of this persona'),
    as: z.enum(['seen', 'read', 'unread']),
  }),
  async run({ notices, all, persona, as }, context): Promise<{ marked: number }> {
    const { rows, now } = context
    if ((notices === undefined) === (all === undefined))
      throw new Problem('invalid_request', 'Say which notices: their ids, or all.')
    if (persona !== undefined) context.persona(persona)
    const meant = notices ? await these(context, notices) : await everything(context, persona)
    const changed = meant.filter(({ seen_at, read_at }) =>
      as === 'unread' ? read_at !== null : as === 'read' ? read_at === null : seen_at === null,
    )
    for (const { id, seen_at } of changed)
      await rows.change('notices', id, {
        seen_at: seen_at ?? now,
        ...(as === 'seen' ? {} : { read_at: as === 'read' ? now : null }),
      })
    for (const [whose, own] of Map.groupBy(changed, (row) => row.persona)) {
      const [{ owner }] = own as [NoticeRow]
      if (notices) await tellOf(context, whose, owner, idsOf(own))
      else await sweep(context, whose, owner)
    }
    return { marked: changed.length }
  },
})

export const archive = action({
  name: 'notifications.archive',
  does: 'Put notices away, or bring them back.',
  scope: 'notifications:write',
  risk: 'write',
  input: z.strictObject({ notices: Ids, archived: z.boolean().default(true) }),
  async run({ notices, archived }, context): Promise<{ notices: string[] }> {
    const meant = (await these(context, notices)).filter(({ archived_at }) => (archived_at === null) === archived)
    for (const row of meant)
      await (archived ? putAway(context, row) : context.rows.change('notices', row.id, { archived_at: null }))
    for (const [persona, own] of Map.groupBy(meant, (row) => row.persona))
      await tellOf(context, persona, (own[0] as NoticeRow).owner, idsOf(own))
    return { notices: idsOf(meant) }
  },
})

const idsOf = (rows: readonly NoticeRow[]): string[] => rows.map(({ id }) => id)

/** @throws Problem not_found, for all of them when one is not there */
const these = async ({ rows }: RuntimeContext, ids: readonly string[]): Promise<NoticeRow[]> => {
  const found: NoticeRow[] = []
  for (const id of new Set(ids)) found.push(await rows.one('notices', id))
  return found
}

const everything = ({ rows }: RuntimeContext, persona: string | undefined): Promise<NoticeRow[]> => {
  const all = inSight(rows).selectAll()
  return (persona === undefined ? all : all.where('persona', '=', persona)).execute()
}
