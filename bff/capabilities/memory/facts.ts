/** Facts: what the persona knows, seen, said and put right. */
import { z } from 'zod'
import { action, type Principal } from '../../capability.ts'
import { factsIn, key } from '../../memory/facts.ts'
import { Problem } from '../../problem.ts'
import type { Fact, Trust } from '../../protocol.ts'
import { Id } from '../chat/records.ts'
import { keep, saidIn, told } from './keep.ts'
import { asFact } from './records.ts'

const Text = z.string().trim().min(1).max(1000)

/** A fact that a persona writes down after it read words of others is theirs, whoever approved it. */
const trustIn = ({ door, tainted }: Principal): Trust => (door !== 'brain' ? 'person' : tainted ? 'outside' : 'persona')

export const list = action({
  name: 'memory.list',
  does: 'List what is known about this person, the newest first.',
  scope: 'memory:read',
  risk: 'read',
  words: 'labelled',
  input: z.strictObject({
    core: z.boolean().optional().describe('only what is always in mind, or only the rest'),
    past: z.boolean().default(false).describe('also what is no longer so'),
    before: Id.optional().describe('`before` of the page before this one'),
    limit: z.int().min(1).max(100).default(50),
  }),
  async run(
    { core, past, before, limit },
    { rows, taint },
  ): Promise<{
    facts: Fact[]
    /** Pass it as `before` for the next page; `null` at the end. */
    before: string | null
  }> {
    let query = rows.from('facts').selectAll()
    if (core !== undefined) query = query.where('core', '=', core ? 1 : 0)
    if (!past) query = query.where('valid_to', 'is', null)
    if (before !== undefined) query = query.where('id', '<', before)
    const found = await query
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    const page = found.slice(0, limit)
    if (page.some(({ trust }) => trust === 'outside')) taint()
    return { facts: page.map(asFact), before: found.length > limit ? (page.at(-1)?.id ?? null) : null }
  },
})

export const remember = action({
  name: 'memory.remember',
  does: 'Remember something about this person for all later conversations.',
  scope: 'memory:write',
  risk: 'write',
  input: z.strictObject({
    text: Text.describe('what to remember, as the person would say it: "My sister is called Ana"'),
    about: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .optional()
      .describe('what it is about, in a word or two; a later fact about the same takes its place'),
    core: z.boolean().default(false).describe('true for what must be in mind in every conversation'),
    persona: Id.optional(),
  }),
  async run({ text, about, core, persona }, context): Promise<{ facts: string[] }> {
    const { principal, now } = context
    const chosen = persona === undefined ? context.onlyPersona() : context.persona(persona)
    const note = { subject: 'me', attribute: `note ${key(text)}`, value: text, text, core }
    const said = about === undefined ? factsIn(text) : [{ ...note, attribute: key(about) }]
    const source = {
      persona: chosen.id,
      trust: trustIn(principal),
      author: principal.sub,
      at: now,
      ...(await saidIn(context)),
    }
    const facts: string[] = []
    for (const each of said.length > 0 ? said : [note])
      facts.push(await keep(context, { ...each, core: core || each.core }, source))
    return { facts }
  },
})

export const correct = action({
  name: 'memory.correct',
  does: 'Put right something that is known. What was so before stays in the history.',
  scope: 'memory:write',
  risk: 'write',
  input: z.strictObject({
    fact: Id.describe('the id of the fact, from a search or a list'),
    text: Text.describe('what is so instead, as a whole sentence'),
  }),
  async run({ fact: id, text }, context): Promise<{ fact: string }> {
    const { rows, principal, now } = context
    const { subject, attribute, value, core, persona, valid_to } = await rows.one('facts', id)
    if (valid_to !== null) throw new Problem('conflict', 'This is no longer so anyway: correct what took its place.')
    const said = factsIn(text).find((each) => each.subject === subject && each.attribute === attribute)
    const better = { subject, attribute, value: said?.value ?? text, text, core: core === 1 }
    const trust = trustIn(principal)
    const kept = await keep(context, better, {
      persona,
      trust,
      author: principal.sub,
      at: now,
      ...(await saidIn(context)),
    })
    // The same value in better words.
    if (kept === id && trust !== 'outside' && better.value !== value) {
      await rows.change('facts', id, { value: better.value, text })
      await told(context, persona, id)
    }
    return { fact: kept }
  },
})
