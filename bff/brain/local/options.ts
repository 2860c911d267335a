/** Options: a choice as something short to tap: what would be done, to what. */
import type { Choice } from './choices.ts'
import { lower, quoted } from './phrases.ts'
import { dayTold } from './telling.ts'
import { startOf } from './things.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What would be other about a thing, where that says more than the tool's own words. */
const changeOf = ({ frame, thing, input, field }: Choice): string | null => {
  if (!thing || !frame.acts.has('change')) return null
  const stands = text(input.status) || text(input.as)
  if (stands) return `Mark as ${stands}`
  if (input.active === false) return 'Pause'
  if (input.active === true) return 'Let it go on'
  const at = Object.values(input).find((value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value))
  if (typeof at === 'string') return `Move to ${dayTold(at)}`
  return text(input[field]) ? `Change to “${quoted(text(input[field]), 40)}”` : null
}

/** A choice as something short to tap. */
export const optionOf = (choice: Choice): string => {
  const { frame, thing, input, field } = choice
  const deed = changeOf(choice) ?? (frame.tool.does.split(/[.,;:(]/, 1)[0] ?? frame.tool.does).trim()
  const isAll = input.scope === 'all' && thing?.row.recurs === true
  const day = !isAll && thing?.row.recurs === true && frame.acts.has('remove') ? startOf(thing) : undefined
  const text = thing?.label ?? (typeof input[field] === 'string' ? (input[field] as string) : '')
  return `${deed}${text === '' ? '' : `: ${lower(quoted(text, 50))}`}${isAll ? ', every time' : day === undefined ? '' : `, ${dayTold(day)}`}`
}
