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
  /,? (?:on|to|onto|in|from|off) (?:the |my |our |this )?(?:(?!(?:on|to|onto|in|from|off|of|and|with)\b)[\p{L}\d]+ ){0,4}(?:white)?board\b|,? on (?:the|my|our|this) (?:[\p{L}\d]+ ){1,3}(?:flow|diagram|canvas|map)$/iu

const COURTESY =
  /^(?:(?:please|pls|now|then|and|also|can you|could you|would you|will you|i(?:['’]d like| want| need)(?: to have)?)[, ]+){1,4}/i
const VERB =
  /^(?:draw|sketch|add|put|pop|stick|place|diagram|make|create|scribble(?= (?:an? )?(?:sticky |little )?note))\b(?: me)?(?: an?)? ?/i
const SHAPE = '(?:box|shape|circle|oval|rectangle|square|diamond|note|sticky note|arrow|text|element|node)'
const SHAPED = new RegExp(`^${SHAPE} (?=\\S)| ${SHAPE}$`, 'i')
/** What is said of the shapes that are there, rather than of the board. */
const PART = new RegExp(`\\b${SHAPE}\\b`, 'i')
const JOINED =
  /^(?:connect|link|join|wire)(?: up)? (.{1,80}?) (?:to|with|and) (.{1,80}?)(?: (?:with|by|using) (?:an? )?(?:dashed |dotted |straight )?(?:arrow|line))?$/i
const ARROW =
  /^(?:an? )?(?:dashed )?(?:arrow|line|connection|connector) (?:from|between) (.{1,80}?) (?:to|and) (.{1,80})$/i
const GONE =
  /^(?:(?:remove|delete|erase|take away|get rid of|scrub|bin|drop|clear) (.{1,80})|take (.{1,80}?) (?:away|off|out))$/i
const RENAMED =
  /^(?:rename|relabel|call|change|set|edit|update) (.{1,80}?) (?:to|into|as|so it says|to say) ["“‘']?([^"”’']{1,80})["”’']?$|^(?:(?:rename|relabel|call) (.{1,80}?\b(?:box|shape|circle|note|arrow|node))|(?:make|have|let) (.{1,80}?\b(?:box|shape|circle|note|node))(?: now)? (?:say|read)|(.{1,80}?\b(?:box|shape|circle|note|node)) (?:should|has to|needs to|must) (?:now )?(?:say|read|be called)) ["“‘']?([^"”’']{1,80})["”’']?$/i

/** "Change the text of the box to …": it is the box that is changed. */
const OF_ITS_WORDS =
  /^(change|rename|relabel|set|edit|update) (?:the )?(?:text|label|words?|wording|name|title) (?:of|in|on|inside) /i

/** Whether the shapes of a board have to be known first. */
export const pointsAtShapes = (said: string): boolean => {
  const text = said.trim().replace(COURTESY, '').replace(WHERE, '').replace(OF_ITS_WORDS, '$1 ').trim()
  if (JOINED.test(text) || ARROW.test(text.replace(VERB, ''))) return true
  return PART.test(text) && (GONE.test(text) || RENAMED.test(text) || BESIDE.test(text))
}

/**
 * @param kinds what the tool can do; empty where these words draw nothing
 * @param things the shapes that are there, as `element`
 */
export const deedsIn = (said: string, kinds: readonly string[], things: readonly Thing[]): Deed[] => {
  const words = said
    .trim()
    .slice(0, 400)
    .replace(COURTESY, '')
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
      const style = /\b(?:dashed|dotted)\b/i.test(words)
        ? { style: 'dashed' }
        : /\bline\b/i.test(words)
          ? { style: 'line' }
          : {}
      return [{ do: 'connect', from: a.id, to: b.id, ...style }]
    }
    // What is not there yet is drawn with its connection.
    return can('flow') ? [flow([a?.label ?? from, b?.label ?? to])] : []
  }
  const gone = PART.test(whole) ? GONE.exec(whole) : null
  const lost = gone ? shapeNamed(gone[1] ?? gone[2] ?? '') : undefined
  if (gone) return lost && can('remove') ? [{ do: 'remove', ids: [lost.id] }] : []
  const renamed = PART.test(whole)
    ? RENAMED.exec(whole)
        ?.slice(1)
        .filter((part) => part !== undefined)
    : undefined
  const changed = renamed ? shapeNamed(renamed[0] ?? '') : undefined
  if (changed && can('update')) return [{ do: 'update', id: changed.id, text: renamed?.[1] ?? '' }]
  if (renamed && !VERB.test(whole)) return []
  const [beside, way = '', name = ''] = BESIDE.exec(text) ?? []
  const anchor = shapeNamed(name)
  const made = freshIn(words, beside && anchor ? text.slice(0, -beside.length) : text, can)
  const [one] = made
  return made.length === 1 && one && anchor
    ? [{ ...one, [SIDE[way.toLowerCase().split(' ')[0] ?? ''] ?? 'rightOf']: anchor.id }]
    : made
}

/** Where it goes, by what is there. */
const BESIDE =
  / (after|to the right of|right of|next to|beside|before|to the left of|left of|below|under|underneath|beneath|above|over) (?:the |my )?([\p{L}\d][^,.;:]{0,60})$/iu
const SIDE: Record<string, string> = {
  before: 'leftOf',
  left: 'leftOf',
  below: 'below',
  under: 'below',
  underneath: 'below',
  beneath: 'below',
  above: 'above',
  over: 'above',
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
    /\bfrom (.{1,60} to .{1,200})$/i.exec(text)?.[1] ??
    /^how (?:.{1,40}?) (?:goes|works|runs|flows|moves|happens|is (?:done|made)): ?(.{3,300})$/i.exec(text)?.[1]
  if (way && can('flow') && !DATED.test(way)) {
    const stops = way
      .split(/->|→|,(?: and| then)? | (?:and )?then | to /i)
      .map((stop) => stop.trim())
      .filter((stop) => stop !== '')
    if (stops.length > 1) return [flow(stops)]
  }
  const listed = AS_NOTES.exec(text)
  const many =
    MANY.exec(words.replace(WHERE, ' ')) ?? MANY.exec(text) ?? (listed ? [listed[0], listed[2], listed[1]] : null)
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
  const pair = can('connect') ? PAIR.exec(text) : null
  if (shape && can('shape') && pair) {
    const ends = [pair[2], pair[3]].map((end, i) => ({
      do: 'shape',
      kind: SHAPES[shape],
      id: `new${i + 1}`,
      text: unquoted((end ?? '').trim()),
    }))
    return pair[4] ? [...ends, { do: 'connect', from: 'new1', to: 'new2' }] : ends
  }
  const named = told || unquoted((NAMED.exec(text)?.[1] ?? '').trim())
  if (shape && can('shape')) return [{ do: 'shape', kind: SHAPES[shape], ...(named ? { text: named } : {}) }]
  const note = /\b(?:sticky )?note\b\s*(.{0,200})$/i.exec(text)
  if (note && can('note') && (told || note[1]))
    return [{ do: 'note', text: told || unquoted((note[1] ?? '').replace(/^(?:to|that|about) /i, '')) }]
  const written =
    /^(?:(?:a |the |some )?(?:text|words?|title|heading|caption)(?: (?:saying|reading|that says))?|write|type|scribble|jot) (.{1,200}?)(?: (?:up )?there)?(?: in (?:\w+ ){0,2}letters)?$/i.exec(
      text,
    )?.[1]
  return written && can('text') ? [{ do: 'text', text: unquoted(written) }] : []
}

/** From one day to another is no way. */
const DATED =
  /\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|noon)\b|^\d{1,2}(?::\d\d)? ?(?:[ap]m)? to \d/i
/** "Three boxes: seeds, soil and water" */
const MANY =
  /(?:\b(?:\d|two|three|four|five|six|some|a few|these) |^)(?:sticky )?(boxes|notes|stickies|circles|ovals|ellipses|diamonds|rectangles|squares)\b[^:]{0,40}?(?::|,| for| saying| labell?ed| called| named| with) ?(.{3,300})$/i

/** "Roses, tulips and daisies as notes" */
const AS_NOTES =
  /^(.{3,300}?) as (?:sticky |separate |single )?(boxes|notes|stickies|circles|ovals|ellipses|diamonds|rectangles|squares)$/i
/** "A box called Start and one called End, and join them" */
const PAIR =
  /\b(box|circle|oval|ellipse|diamond|rectangle|square) (?:called |named |labell?ed |saying |for |with )?(.{1,60}?),? and (?:another|one|an?other one|a second one)(?: (?:box|circle|oval|ellipse|diamond|rectangle|square))? (?:called |named |labell?ed |saying |for |with )?(.{1,60}?)(,? (?:and |then )?(?:join|connect|link) (?:them|the two|both)(?: .{0,30})?)?$/i
/** "A box Refund", "a circle for sales" */
const NAMED =
  /\b(?:box|circle|oval|ellipse|diamond|rectangle|square)(?: for)? (?!with\b|on\b|in\b|and\b|around\b|to\b|please\b)(?:the )?(.{1,60}?)(?: (?:on|in) (?:it|there))?$/i

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
