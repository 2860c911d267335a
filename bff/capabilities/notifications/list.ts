/** The feed: what there is to see, what was put off, and what was put away. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import type { Inbox, Notice } from '../../protocol.ts'
import { Id } from '../chat/records.ts'
import { asNotice, inboxOf, inSight, readInbox, unseenIn } from './records.ts'

export const Category = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/)
  .describe('what kind of thing it is, in one lower-case word such as approvals, schedules or plans')

export const list = action({
  name: 'notifications.list',
  words: 'labelled',
  does: 'List the notices for this person, the newest first, and say how many of them nobody has seen.',
  scope: 'notifications:read',
  risk: 'read',
  input: z.strictObject({
    unread: z.boolean().default(false).describe('only what was not read'),
    category: Category.optional(),
    archived: z.boolean().default(false).describe('what was archived instead'),
    snoozed: z.boolean().default(false).describe('what was snoozed instead'),
    persona: Id.optional(),
    before: z
      .string()
      .regex(/^\d{1,15}\.\w{1,64}$/)
      .optional()
      .describe('`before` of the page before this one'),
    limit: z.int().min(1).max(100).default(30),
  }),
  async run(
    { unread, category, archived, snoozed, persona, before, limit },
    { rows, taint, principal },
  ): Promise<{
    notices: Notice[]
    /** Pass it as `before` for the next page; `null` at the end. */
    before: string | null
    /** Of all that is in sight. */
    unseen: number
    /** Of the persona that was asked for, if one was. */
    inbox: Inbox | null
  }> {
    let query = archived
      ? rows.from('notices').where('archived_at', 'is not', null)
      : snoozed
        ? rows.from('notices').where('snoozed_until', 'is not', null)
        : inSight(rows)
    if (unread) query = query.where('read_at', 'is', null)
    if (category !== undefined) query = query.where('category', '=', category)
    if (persona !== undefined) query = query.where('persona', '=', persona)
    if (before !== undefined) {
      const [at, id] = before.split('.') as [string, string]
      query = query.where((eb) =>
        eb.or([eb('arrived_at', '<', Number(at)), eb('arrived_at', '=', Number(at)).and('id', '<', id)]),
      )
    }
    const found = await query
      .selectAll()
      .orderBy('arrived_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    const page = found.slice(0, limit)
    const last = page.at(-1)
    if (page.some(({ trust }) => trust === 'outside')) taint()
    return {
      notices: page.map(asNotice),
      before: last && found.length > limit ? `${last.arrived_at}.${last.id}` : null,
      unseen: await unseenIn(rows, persona),
      inbox: persona === undefined ? null : await readInbox(rows, inboxOf(persona, principal.person)),
    }
  },
})
