/** The contrast report: what stands on what, as measured in the live widget, and what it shifted to keep it readable. */
import { contrast, type Triple } from '../../widget/contrast.ts'
import type { PersonaWidget } from '../../widget/element.ts'
import { h } from '../dom.ts'
import { coloursOf, hex, paint } from './paint.ts'
import { seen } from './seen.ts'

interface Pair {
  name: string
  ink: string
  ground: string
  /** WCAG 2.2: 4.5 for words (1.4.3), 3 for controls (1.4.11). */
  least: 4.5 | 3
}

const pairs: Pair[] = [
  { name: 'Text', ink: 'text', ground: 'surface', least: 4.5 },
  { name: 'Secondary text', ink: 'secondary', ground: 'surface', least: 4.5 },
  { name: 'Tertiary text', ink: 'tertiary', ground: 'surface', least: 4.5 },
  { name: 'Text in the bubble', ink: 'text', ground: 'soft', least: 4.5 },
  { name: 'Accent as text', ink: 'accent-text', ground: 'surface', least: 4.5 },
  { name: 'Text on the accent', ink: 'on-accent', ground: 'accent', least: 4.5 },
  { name: 'What went wrong', ink: 'danger', ground: 'surface', least: 4.5 },
  { name: 'Accent as a control', ink: 'accent', ground: 'surface', least: 3 },
  { name: 'Edge of a field', ink: 'control', ground: 'surface', least: 3 },
]
const names = [...new Set(['seed', ...pairs.flatMap(({ ink, ground }) => [ink, ground])])]

const round = (ratio: number): string => (Math.floor(ratio * 10) / 10).toFixed(1)

const verdict = (ratio: number, least: number): 'AAA' | 'AA' | 'Fails' =>
  ratio < least ? 'Fails' : least === 4.5 && ratio >= 7 ? 'AAA' : 'AA'

const row = ({ name, ink, ground, least }: Pair, colours: Record<string, Triple>): HTMLElement => {
  const [over, under] = [colours[ink] as Triple, colours[ground] as Triple]
  const ratio = contrast(over, under)
  const said = verdict(ratio, least)
  const sample = h(
    'span',
    { class: least === 3 ? 'sample shape' : 'sample', 'aria-hidden': 'true' },
    least === 3 ? '' : 'Ag',
  )
  sample.style.setProperty('--ink', hex(over))
  sample.style.setProperty('--ground', hex(under))
  return h(
    'li',
    { 'data-verdict': said },
    sample,
    h('span', { class: 'pair' }, name),
    h('span', { class: 'ratio' }, round(ratio)),
    h('b', {}, said),
  )
}

/** What became of the accent, in a sentence or two. */
const shifts = (colours: Record<string, Triple>): { bad: boolean; said: string } => {
  const [seed, surface, accent, text] = ['seed', 'surface', 'accent', 'accent-text'].map(
    (name) => colours[name] as Triple,
  ) as [Triple, Triple, Triple, Triple]
  const ratio = contrast(seed, surface)
  if (hex(accent) !== hex(seed))
    return {
      bad: true,
      said: `${hex(seed)} is too faint on this surface (${round(ratio)}, and a control needs 3). The widget draws it as ${hex(accent)}, and words in it as ${hex(text)}.`,
    }
  if (hex(text) !== hex(seed))
    return {
      bad: false,
      said: `${hex(seed)} stands out enough for controls (${round(ratio)}). Words in it are drawn as ${hex(text)}, so that they read.`,
    }
  return { bad: false, said: `${hex(seed)} is used as it is: ${round(ratio)} on this surface.` }
}

/** What became of a text that the page chose, where it could not stay. */
const textShift = (widget: PersonaWidget, colours: Record<string, Triple>): string => {
  const chosen = getComputedStyle(widget).getPropertyValue('--persona-text').trim()
  const [surface, drawn] = [colours['surface'] as Triple, colours['text'] as Triple]
  const { bytes } = paint(chosen)
  if (chosen === '' || hex(bytes) === hex(drawn)) return ''
  const ratio = round(contrast(bytes, surface))
  return `${hex(bytes)} is too faint on this surface (${ratio}, and words need 4.5). The widget writes in ${hex(drawn)}.`
}

/** @returns what is to be shown, and how many pairs need a look */
export const report = (widget: PersonaWidget): { shown: HTMLElement[]; wrong: number } => {
  const colours = coloursOf(widget, names)
  const rows = pairs.map((pair) => row(pair, colours))
  const { bad, said } = shifts(colours)
  const text = textShift(widget, colours)
  const inSight = seen(widget)
  const faint = inSight.filter(({ ratio }) => ratio < 4.5)
  const [lowest] = inSight
  const failing = rows.filter((each) => each.dataset['verdict'] === 'Fails').length
  return {
    wrong: failing + Number(bad) + Number(text !== '') + faint.length,
    shown: [
      h('p', { class: bad ? 'shift bad' : 'shift' }, h('b', {}, bad ? 'Accent shifted' : 'Accent'), ` ${said}`),
      ...(text === '' ? [] : [h('p', { class: 'shift bad' }, h('b', {}, 'Text shifted'), ` ${text}`)]),
      h('ul', { class: 'pairs' }, ...rows),
      h(
        'p',
        { class: 'insight' },
        h('b', {}, 'In sight'),
        lowest === undefined
          ? ' No words are in sight in this state.'
          : ` ${inSight.length} ${inSight.length === 1 ? 'pair' : 'pairs'} of ink and ground measured in this state. Faintest: “${lowest.words}”, ${round(lowest.ratio)}.`,
      ),
    ],
  }
}
