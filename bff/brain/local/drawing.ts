/** Drawing: what is to be drawn, as the list of deeds that a drawing tool takes. */
import { unquoted } from './phrases.ts'

type Deed = Record<string, unknown>
const SHAPES: Record<string, string> = {
  circle: 'ellipse',
  oval: 'ellipse',
  ellipse: 'ellipse',
  diamond: 'diamond',
  rectangle: 'rectangle',
  box: 'rectangle',
  square: 'rectangle',
}
const WHERE = /,? (?:on|to|onto|in) (?:the |my |our |this )?(?:[\p{L}\d]+ ){0,4}(?:white)?board\b.*$/iu

/** @param kinds what the tool can do; empty where these words draw nothing */
export const deedsIn = (said: string, kinds: readonly string[]): Deed[] => {
  const words = said.trim().slice(0, 400)
  const text = words.replace(WHERE, '').trim()
  const can = (one: string): boolean => kinds.includes(one)
  const label =
    /\b(?:saying|says|labell?ed|called|named|that reads|with the (?:text|words?|label)|:)\s*(.{1,200})$/i.exec(
      text,
    )?.[1] ?? /["“‘'](.{1,200})["”’']/.exec(text)?.[1]
  const told = unquoted(label ?? '')
  const way =
    /\b(?:flow|flowchart|process|diagram|chain|steps)\b:?\s*(?:from |of )?(.{3,300})$/i.exec(text)?.[1] ??
    /\bfrom (.{1,60} to .{1,200})$/i.exec(text)?.[1]
  if (way && can('flow')) {
    const stops = way
      .split(/->|→|,| then | to /i)
      .map((stop) => stop.trim())
      .filter((stop) => stop !== '')
    if (stops.length > 1) return [flow(stops)]
  }
  const shape = Object.keys(SHAPES).find((name) => SHAPE_WORDS[name]?.test(words.toLowerCase()))
  if (shape && can('shape')) return [{ do: 'shape', kind: SHAPES[shape], ...(told ? { text: told } : {}) }]
  const note = /\b(?:sticky )?note\b\s*(.{0,200})$/i.exec(text)
  if (note && can('note') && (told || note[1]))
    return [{ do: 'note', text: told || unquoted((note[1] ?? '').replace(/^(?:to|that|about) /i, '')) }]
  const written = /^(?:write|text) (.{1,200})$/i.exec(text)?.[1]
  return written && can('text') ? [{ do: 'text', text: unquoted(written) }] : []
}

const SHAPE_WORDS: Record<string, RegExp> = {
  circle: /\bcircle\b/,
  oval: /\boval\b/,
  ellipse: /\bellipse\b/,
  diamond: /\bdiamond\b/,
  rectangle: /\brectangle\b/,
  box: /\bbox\b/,
  square: /\bsquare\b/,
}

/** Mermaid, left to right. */
const flow = (stops: readonly string[]): Deed => {
  const nodes = stops.slice(0, 20).map(
    (stop, i) =>
      `${String.fromCodePoint(65 + i)}[${stop
        .replace(/[[\]{}|<>"\n]/g, ' ')
        .trim()
        .slice(0, 80)}]`,
  )
  return {
    do: 'flow',
    text: `flowchart LR\n${nodes
      .slice(1)
      .map((node, i) => `${nodes[i]} --> ${node}`)
      .join('\n')}`,
  }
}
