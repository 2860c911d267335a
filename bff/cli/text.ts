/** Text: what a person reads where a script would get JSON. */

/** Data for a person: names and values, indented. */
export const text = (value: unknown, indent = ''): string => {
  if (Array.isArray(value)) {
    if (value.length === 0) return `${indent}none\n`
    return value
      .map((each) =>
        isPlain(each) ? `${indent}- ${text(each, `${indent}  `).trimStart()}` : `${indent}- ${shown(each)}\n`,
      )
      .join('')
  }
  if (!isPlain(value)) return `${indent}${shown(value)}\n`
  return Object.entries(value)
    .filter(([, each]) => each !== null && each !== '' && !(Array.isArray(each) && each.length === 0))
    .map(([name, each]) =>
      isPlain(each) || Array.isArray(each)
        ? `${indent}${name}:\n${text(each, `${indent}  `)}`
        : `${indent}${name}: ${shown(each).replaceAll('\n', `\n${indent}  `)}\n`,
    )
    .join('')
}

/** Words of strangers are printed too: none of them steers the terminal, or turns the line around (ECMA-48, UAX #9). */
const shown = (value: unknown): string =>
  String(value).replace(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
