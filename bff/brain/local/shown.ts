/** Shown: the JSON that a tool answered, whatever stands around it. */

export type Data = Record<string, unknown>
export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const own = (value: unknown, key: string): unknown =>
  isData(value) && Object.hasOwn(value, key) ? value[key] : undefined

export const parsed = (content: string): unknown => {
  const fence = content.startsWith('<') ? content.indexOf('\n') : 0
  const inner = fence > 0 ? content.slice(fence) : content
  const from = inner.search(/[[{]/)
  const to = Math.max(inner.lastIndexOf('}'), inner.lastIndexOf(']'))
  if (from < 0 || to < from) return undefined
  try {
    return JSON.parse(inner.slice(from, to + 1))
  } catch {
    return undefined
  }
}

/** The first list of records in an answer, and what it is called there. */
export const rowsIn = (value: unknown): { key: string; rows: Data[] } | undefined => {
  const data = own(value, 'data') ?? value
  if (!isData(data)) return undefined
  for (const [key, list] of Object.entries(data)) if (Array.isArray(list)) return { key, rows: list.filter(isData) }
  return undefined
}

/** The shapes that an outline of a board tells of. */
export const shapesIn = (lines: readonly unknown[]): { id: string; title: string }[] =>
  lines.slice(0, 200).flatMap((line) => {
    const found =
      typeof line === 'string' ? /^\[([^\]]{1,64})\] \S.{0,30}? (".{0,210}?") (?:at|in|from) /.exec(line) : null
    try {
      return found ? [{ id: found[1] ?? '', title: String(JSON.parse(found[2] ?? '""')) }] : []
    } catch {
      return []
    }
  })
