/** Drawing: what is to be drawn, as the list of deeds that a drawing tool takes. */
import { unquoted } from './phrases.ts'
import { spokenOf, type Thing } from './things.ts'

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
const WHERE =
  /,? (?:on|to|onto|in) (?:the |my |our |this )?(?:[\p{L}\d]+ ){0,4}(?:white)?board\b|,? on (?:the|my|our|this) (?:[\p{L}\d]+ ){1,3}(?:flow|diagram|canvas|map)$/iu

const VERB = /^(?:draw|sketch|add|put|diagram|make|create)\b(?: me)?(?: an?)? ?/i
const SHAPE = '(?:box|shape|circle|oval|rectangle|square|diamond|note|sticky note|arrow|text|element|node)'
const SHAPED = new RegExp(`^${SHAPE} (?=\\S)| ${SHAPE}$`, 'i')
/** What is said of the shapes that are there, rather than of the board. */
const PART = new RegExp(`\\b${SHAPE}\\b`, 'i')
const JOINED =
  /^(?:connect|link|join|wire)(?: up)? (.{1,80}?) (?:to|with|and) (.{1,80}?)(?: (?:with|by) (?:an? )?(?:arrow|line))?$/i
const ARROW =
  /^(?:an? )?(?:dashed )?(?:arrow|line|connection|connector) (?:from|between) (.{1,80}?) (?:to|and) (.{1,80})$/i
const GONE = /^(?:remove|delete|erase|take away|get rid of) (.{1,80})$/i
const RENAMED =
  /^(?:rename|relabel|call|change) (.{1,80}?) (?:to|into|as) ["“‘']?([^"”’']{1,80})["”’']?$|^(?:rename|relabel|call) (.{1,80}?\b(?:box|shape|circle|note|arrow|node)) ["“‘']?([^"”’']{1,80})["”’']?$/i

/** "Change the text of the box to …": it is the box that is changed. */
const OF_ITS_WORDS = /^(change|rename|relabel) (?:the )?(?:text|label|words?|wording|name|title) (?:of|in|on|inside) /i

/** Whether the shapes of a board have to be known first. */
export const pointsAtShapes = (said: string): boolean => {
  const text = said.replace(WHERE, '').replace(OF_ITS_WORDS, '$1 ').trim()
  if (JOINED.test(text) || ARROW.test(text.replace(VERB, ''))) return true
  return PART.test(text) && (GONE.test(text) || (/^(?:rename|relabel|change)\b/i.test(text) && RENAMED.test(text)))
}

/**
 * @param kinds what the tool can do; empty where these words draw nothing
 * @param things the shapes that are there, as `element`
 */
export const deedsIn = (said: string, kinds: readonly string[], things: readonly Thing[]): Deed[] => {
  const words = said
    .trim()
    .slice(0, 400)
    .replace(/\b(?:stick(?:y|ies)|post-?its?)\b(?! notes?\b)/gi, 'note')
  const whole = words.replace(WHERE, '').replace(OF_ITS_WORDS, '$1 ').trim()
  const text = whole.replace(VERB, '')
  const can = (one: string): boolean => kinds.includes(one)
  const shapes = things.filter(({ kind }) => kind === 'element')
  const shapeNamed = (name: string): Thing | undefined => {
    const [best] = spokenOf(name.replace(PART, ' '), shapes)
    return best && best.score > 0.6 ? best.thing : undefined
  }
  const ends = JOINED.exec(whole) ?? ARROW.exec(text)
  if (ends) {
    const [from = '', to = ''] = ends.slice(1).map((end) => bareName(end ?? ''))
    const [a, b] = [shapeNamed(from), shapeNamed(to)]
    if (a && b && can('connect')) {
      const style = /\bline\b/i.test(words) ? { style: 'line' } : /\bdashed\b/i.test(words) ? { style: 'dashed' } : {}
      return [{ do: 'connect', from: a.id, to: b.id, ...style }]
    }
    // What is not there yet is drawn with its connection.
    return can('flow') ? [flow([a?.label ?? from, b?.label ?? to])] : []
  }
  const gone = PART.test(whole) ? GONE.exec(whole) : null
  const lost = gone ? shapeNamed(gone[1] ?? '') : undefined
  if (gone) return lost && can('remove') ? [{ do: 'remove', ids: [lost.id] }] : []
  const renamed = PART.test(whole) && /^(?:rename|relabel|change)\b/i.test(whole) ? RENAMED.exec(whole) : null
  const changed = renamed ? shapeNamed(renamed[1] ?? renamed[3] ?? '') : undefined
  if (renamed)
    return changed && can('update') ? [{ do: 'update', id: changed.id, text: renamed[2] ?? renamed[4] ?? '' }] : []
  return freshIn(words, text, can)
}

const bareName = (text: string): string => unquoted(text.replace(/^(?:the|an?|my) /i, '').replace(SHAPED, ''))

/** What is new on the board. */
const freshIn = (words: string, text: string, can: (kind: string) => boolean): Deed[] => {
  const label =
    /\b(?:saying|says|labell?ed|called|named|that (?:reads|says)|reading|with the (?:text|words?|label)|:)\s*(.{1,200})$/i.exec(
      text,
    )?.[1] ??
    /\bwith (.{1,80}?) (?:written )?(?:in|on|inside)(?: it)?$/i.exec(text)?.[1] ??
    /["“‘'](.{1,200})["”’']/.exec(text)?.[1]
  // A note on a board may be told after it.
  const after = /(?:white)?board: ?(.{1,200})$/i.exec(words)?.[1]
  const told = unquoted(label ?? after ?? '')
  const way =
    /\b(?:flow|flow ?chart|process|diagram|chain|steps)\b:?\s*(?:from |of )?(.{3,300})$/i.exec(text)?.[1] ??
    /\bfrom (.{1,60} to .{1,200})$/i.exec(text)?.[1]
  if (way && can('flow') && !DATED.test(way)) {
    const stops = way
      .split(/->|→|,(?: and| then)? | (?:and )?then | to /i)
      .map((stop) => stop.trim())
      .filter((stop) => stop !== '')
    if (stops.length > 1) return [flow(stops)]
  }
  const many = MANY.exec(words.replace(WHERE, ' '))
  const names = (many?.[2] ?? '')
    .split(/,(?: and)? | and |; /)
    .map((name) => unquoted(name.trim()))
    .filter((name) => name !== '')
  if (many && names.length > 1) {
    const kind = (many[1] ?? '')
      .toLowerCase()
      .replace(/(?:es|s)$/, (end) => (end === 'es' && /box/i.test(many[1] ?? '') ? '' : end === 'es' ? 'e' : ''))
    if (/note|sticky/.test(kind) && can('note')) return names.slice(0, 20).map((text) => ({ do: 'note', text }))
    if (SHAPES[kind] && can('shape'))
      return names.slice(0, 20).map((text) => ({ do: 'shape', kind: SHAPES[kind], text }))
  }
  const shape = Object.keys(SHAPES).find((name) => SHAPE_WORDS[name]?.test(words.toLowerCase()))
  if (shape && can('shape')) return [{ do: 'shape', kind: SHAPES[shape], ...(told ? { text: told } : {}) }]
  const note = /\b(?:sticky )?note\b\s*(.{0,200})$/i.exec(text)
  if (note && can('note') && (told || note[1]))
    return [{ do: 'note', text: told || unquoted((note[1] ?? '').replace(/^(?:to|that|about) /i, '')) }]
  const written = /^(?:write|text) (.{1,200})$/i.exec(text)?.[1]
  return written && can('text') ? [{ do: 'text', text: unquoted(written) }] : []
}

/** From one day to another is no way. */
const DATED =
  /\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|noon)\b|^\d{1,2}(?::\d\d)? ?(?:[ap]m)? to \d/i
/** "Three boxes: seeds, soil and water" */
const MANY =
  /\b(?:\d|two|three|four|five|six|some|a few|these) (?:sticky )?(boxes|notes|stickies|circles|ovals|ellipses|diamonds|rectangles|squares)\b[^:]{0,40}?(?::|,| for| saying| labell?ed| called| named| with) ?(.{3,300})$/i

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
