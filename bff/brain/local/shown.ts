/** Shown: the JSON that a tool answered, whatever stands around it. */

export type Data = Record<string, unknown>
export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const own = (value: unknown, key: string): unknown =>
  isData(value) && Object.hasOwn(value, key) ? value[key] : undefined

export const parsed = (content: string): unknown => {
  const fence = content.startsWith('<') ? content.indexOf('\n') : 0
  const inner = fence > 0 ? content.slice(fence) : content
  const cut = inner.lastIndexOf('… (cut: ')
  if (cut > 0) return whole(inner.slice(inner.search(/[[{]/), cut))
  const from = inner.search(/[[{]/)
  const to = Math.max(inner.lastIndexOf('}'), inner.lastIndexOf(']'))
  if (from < 0 || to < from) return undefined
  try {
    return JSON.parse(inner.slice(from, to + 1))
  } catch {
    return undefined
  }
}

/** Of an answer that was cut off, what came before the record that it was cut in. */
const whole = (text: string): unknown => {
  let [depth, last, isText] = [0, -1, false]
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at]
    if (one === '\\') at += 1
    else if (one === '"') isText = !isText
    else if (isText) continue
    else if (one === '{' || one === '[') depth += 1
    else if (one === '}' || one === ']') {
      depth -= 1
      if (depth === 2) last = at
    }
  }
  try {
    return last < 0 ? undefined : JSON.parse(`${text.slice(0, last + 1)}]}`)
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
