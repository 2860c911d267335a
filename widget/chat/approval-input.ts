/** What something would be done with, as rows that one reads and changes one by one. Plain data, no DOM. */

export interface Leaf {
  path: readonly (string | number)[]
  value: unknown
}

/** Every value that holds no other, with the way to it. */
export const leavesOf = (value: unknown, path: Leaf['path'] = []): Leaf[] => {
  const parts = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if (parts.length === 0) return path.length === 0 ? [] : [{ path, value }]
  return parts.flatMap(([key, part]) => leavesOf(part, [...path, Array.isArray(value) ? Number(key) : key]))
}

/** The same with another value at the end of the way. */
export const withLeaf = (value: unknown, [first, ...rest]: Leaf['path'], to: unknown): unknown => {
  if (first === undefined) return to
  if (Array.isArray(value)) return value.map((part: unknown, at) => (at === first ? withLeaf(part, rest, to) : part))
  return Object.fromEntries(
    Object.entries(value as object).map(([key, part]) => [key, key === first ? withLeaf(part, rest, to) : part]),
  )
}

/** An id of the backend's: a name for a thing, which says nothing to a person. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z]{3}_[0-9A-Z]{26}$/.test(value)

/** What a person may put another value in place of. */
export const isEditable = ({ value }: Leaf): boolean =>
  !isId(value) && ['string', 'number', 'boolean'].includes(typeof value)
