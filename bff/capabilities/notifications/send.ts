/** The persona's own notices. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import { Category } from './list.ts'
import { type Made, notice } from './notice.ts'

export const send = action({
  name: 'notifications.send',
  does: 'Put a notice into the inbox of this person, for something that should not wait for the next conversation.',
  scope: 'notifications:write',
  risk: 'contact',
  doors: ['brain'],
  wakes: 'clock',
  input: z.strictObject({
    title: z.string().trim().min(1).max(120).describe('what happened, in a few words'),
    text: z.string().trim().max(500).default('').describe('why it matters, in one line'),
    category: Category.default('notes'),
    urgency: z.enum(['normal', 'critical']).default('normal').describe('critical: told in quiet hours too'),
    about: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .optional()
      .describe('what it is about, in a word or two; a later notice about the same takes its place'),
  }),
  async run({ title, text, category, urgency, about }, context): Promise<Made> {
    const { persona, conversation, message } = await context.rows.one('runs', context.principal.jti)
    return await notice(context, {
      persona,
      category,
      title,
      text,
      urgency,
      link: { kind: 'turn', id: message, conversation },
      ...(about === undefined ? {} : { collapse: `about:${about.toLowerCase()}` }),
    })
  },
})
