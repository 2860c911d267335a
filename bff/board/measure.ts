/** How much room words need, without a font at hand: wide enough for every face that we set them in. */

/** Of the letters, where nothing else is said. */
export const SIZE = 20
export const LINE = 1.25

/** Widths in parts of the size. */
const widthOf = (char: string): number => {
  const code = char.codePointAt(0) as number
  if (code >= 0x1100 && (code <= 0x115f || (code >= 0x2e80 && code <= 0xa4cf) || (code >= 0xac00 && code <= 0xd7a3)))
    return 1
  if ((code >= 0xf900 && code <= 0xfaff) || (code >= 0xff00 && code <= 0xff60) || code >= 0x1f000) return 1.1
  if (/[iljtf.,:;'|!()[\] ]/.test(char)) return 0.33
  if (/[mwMW@%]/.test(char)) return 0.9
  if (/[A-Z&#]/.test(char)) return 0.68
  return 0.56
}

export const lineWidth = (line: string, size = SIZE): number => {
  let width = 0
  for (const char of line) width += widthOf(char)
  return width * size
}

/** Break words into lines no wider than `width`; a word that is wider itself is broken anywhere. */
export const wrap = (text: string, width: number, size = SIZE): string[] =>
  text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let [line, wide] = ['', 0]
    for (const word of paragraph.split(/(?<= )/)) {
      const whole = lineWidth(word, size)
      if (wide + whole > width && line !== '') {
        lines.push(line.trimEnd())
        ;[line, wide] = ['', 0]
      }
      if (whole <= width) {
        line += word
        wide += whole
        continue
      }
      for (const char of word) {
        const own = widthOf(char) * size
        if (wide + own > width && line !== '') {
          lines.push(line)
          ;[line, wide] = ['', 0]
        }
        line += char
        wide += own
      }
    }
    return [...lines, line.trimEnd()]
  })

/** The box that words fill, broken at `width`. */
export const measure = (text: string, width = 320, size = SIZE): { w: number; h: number } => {
  const lines = wrap(text, width, size)
  return {
    w: Math.ceil(Math.max(...lines.map((line) => lineWidth(line, size)))),
    h: Math.ceil(lines.length * size * LINE),
  }
}
