/** Text: what a person reads where a script would get JSON. */

/** Data for a person: names and values, indented. */
export const text = (value: unknown, indent = ''): string => {
  if (Array.isArray(value)) {
    if (value.length === 0) return `${indent}none\n`
    return value
      .map((each) =>
        isPlain(each) ? `${indent}- ${text(each, `${indent}  `).trimStart()}` : `${indent}- ${String(each)}\n`,
      )
      .join('')
  }
  if (!isPlain(value)) return `${indent}${String(value)}\n`
  return Object.entries(value)
    .filter(([, each]) => each !== null && each !== '' && !(Array.isArray(each) && each.length === 0))
    .map(([name, each]) =>
      isPlain(each) || Array.isArray(each)
        ? `${indent}${name}:\n${text(each, `${indent}  `)}`
        : `${indent}${name}: ${String(each).replaceAll('\n', `\n${indent}  `)}\n`,
    )
    .join('')
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
