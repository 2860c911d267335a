/** What is grouped moves together. */
import type { Element } from './element.ts'

/** The group that an element moves with: the outermost, or right inside of `within` where that was entered. */
export const groupOf = ({ groups }: Pick<Element, 'groups'>, within: string | null = null): string | undefined => {
  const at = within === null ? -1 : (groups?.indexOf(within) ?? -1)
  return at < 0 ? groups?.at(-1) : groups?.[at - 1]
}

/** Everything that moves together with these: the members of their groups. */
export const together = (
  elements: Iterable<Element>,
  ids: Iterable<string>,
  within: string | null = null,
): string[] => {
  const chosen = new Set(ids)
  const all = [...elements]
  const groups = new Set(all.flatMap((each) => (chosen.has(each.id) ? (groupOf(each, within) ?? []) : [])))
  for (const { id, groups: own } of all) if (own?.some((group) => groups.has(group))) chosen.add(id)
  return [...chosen]
}
