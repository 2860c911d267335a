/**
 * From the text of a calendar to its components, each on its own: one that is broken takes no other with it, and nobody
 * has to wait for the whole. RFC 5545, section 3.1, read with some mercy.
 */

/** A component of the calendar, unfolded, from its BEGIN to its END. */
export interface Piece {
  /** Such as `VEVENT`. */
  name: string
  /** The number of its first line in the text, from 1 on. */
  line: number
  lines: string[]
  /** Why it cannot be read. */
  broken?: string
}

/** Characters of an unfolded line. A longer one, such as a file that was put in, is left out. */
const LONGEST = 32_000
const LINES = 2000
const DEEPEST = 4
const NAME = /^[A-Za-z0-9-]{1,64}(?=[;:])/
/** What nobody can see and no calendar needs. A tab may be. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\u0085\u2028\u2029]/g

/** Unfolded lines with their numbers. A carriage return alone ends no line: it is nothing. */
function* unfolded(text: string): Generator<{ line: number; text: string }> {
  let [at, number, held, from] = [0, 0, '', 0]
  let parts: string[] = []
  const whole = (): string => (parts.length === 0 ? held : held + parts.join(''))
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    const next = end < 0 ? text.length : end
    number++
    const first = text.charCodeAt(at)
    if (from > 0 && (first === 32 || first === 9)) parts.push(text.slice(at + 1, next).replace(/\r$/, ''))
    else {
      if (from > 0) yield { line: from, text: whole() }
      held = text.slice(at, next).replace(/\r$/, '')
      parts = []
      from = number
    }
    at = next + 1
  }
  if (from > 0) yield { line: from, text: whole() }
}

/** The components of a calendar, in their order. What is between them is not looked at. */
export function* pieces(text: string): Generator<Piece> {
  let open: Piece | undefined
  let stack: string[] = []
  for (const { line, text: raw } of unfolded(text.startsWith('\uFEFF') ? text.slice(1) : text)) {
    const begin = /^BEGIN:([A-Za-z0-9-]{1,64})\s*$/i.exec(raw)?.[1]?.toUpperCase()
    if (begin !== undefined) {
      if (open && (begin === 'VCALENDAR' || begin === open.name)) {
        // The one before was never ended.
        yield { ...open, broken: 'It is not ended.' }
        open = undefined
      }
      if (begin === 'VCALENDAR') continue
      if (!open) {
        open = { name: begin, line, lines: [`BEGIN:${begin}`] }
        stack = [begin]
      } else {
        stack.push(begin)
        open.lines.push(`BEGIN:${begin}`)
        if (stack.length > DEEPEST) open.broken = 'It is nested too deeply.'
      }
      continue
    }
    if (!open) continue
    const end = /^END:([A-Za-z0-9-]{1,64})\s*$/i.exec(raw)?.[1]?.toUpperCase()
    if (end === undefined) {
      const kept = mended(raw)
      if (kept !== undefined) open.lines.push(kept)
      if (open.lines.length > LINES) {
        open.broken = 'It has too many lines.'
        open.lines.length = LINES
      }
    } else if (end === stack.at(-1)) {
      stack.pop()
      open.lines.push(`END:${end}`)
      if (stack.length === 0) {
        yield open
        open = undefined
      }
    } else if (stack.includes(end) || end === 'VCALENDAR') {
      open.broken ??= 'It is not ended where it should be.'
      if (end === open.name || end === 'VCALENDAR') {
        yield open
        open = undefined
      }
    }
  }
  if (open) yield { ...open, broken: 'It is not ended.' }
}

/** A line as the parser takes it; undefined for one that is none. */
const mended = (raw: string): string | undefined => {
  const line = raw.replace(CONTROL, '')
  if (line.length > LONGEST || !NAME.test(line)) return undefined
  return (
    line
      // A bare date says that it is one.
      .replace(/^(DTSTART|DTEND|EXDATE|RDATE|RECURRENCE-ID):(\d{8}(?:,\d{8})*)\s*$/i, '$1;VALUE=DATE:$2')
      // A parameter without a value has an empty one.
      .replace(/^([A-Za-z0-9-]+(?:;[A-Za-z0-9-]+="[^"]*"|;[A-Za-z0-9-]+=[^";:]*)*);([A-Za-z0-9-]+)(?=[;:])/, '$1;$2=""')
  )
}
