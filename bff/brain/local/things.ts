/** Things: what listing tools have shown, and which of them somebody speaks of. */
import type { Frame } from './frames.ts'
import { namesOf } from './lexicon.ts'
import { own, parsed, rowsIn, type Data, isData, shapesIn } from './shown.ts'
import type { Turn } from './talk.ts'
import { plain, stem } from './words.ts'

export interface Thing {
  /** What a field that names it is called: schedule, plan, step, fact, conversation. */
  readonly kind: string
  /** The family whose tool showed it. */
  readonly family: string
  readonly id: string
  readonly label: string
  readonly row: Data
  /** What it belongs to. */
  readonly parent?: Thing
  readonly stems: ReadonlySet<string>
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
export const labelOf = (row: Data): string =>
  row.kind === 'brief'
    ? 'your brief'
    : (['title', 'goal', 'prompt', 'text', 'name', 'summary']
        .map((key) => text(row[key]))
        .find((label) => label !== '') ?? '')

const EMPTY = new Set(
  'a an the my your our his her its of for to in on at by with about and or is are was be do it that this i me you we one please what how she he they them say says tell there today thing stuff from as'.split(
    ' ',
  ),
)
export const stemsOf = (words: string): string[] =>
  plain(words)
    .split(/[\s,.:/-]+/)
    .filter((word) => word !== '' && !EMPTY.has(word))
    .map(stem)

/** The local time at which something begins, where it does. */
export const startOf = ({ row }: Pick<Thing, 'row'>): string | undefined =>
  [row.startLocal, row.start]
    .map(text)
    .find((start) => start !== '')
    ?.slice(0, 16)

/** Minutes that something takes, where its two ends are known. */
export const lengthOf = ({ row }: Pick<Thing, 'row'>): number | null => {
  const minutes = (Date.parse(`${text(row.endLocal)}Z`) - Date.parse(`${text(row.startLocal)}Z`)) / 60_000
  return minutes > 0 ? minutes : null
}

const thingOf = (kind: string, family: string, row: Data, parent?: Thing): Thing[] => {
  const id = text(row.id)
  if (id === '') return []
  const extra = [
    text(row.kind) === 'brief' ? 'brief briefing daily morning summary rundown overview roundup' : '',
    text(row.place),
  ].join(' ')
  const label = labelOf(row)
  const thing: Thing = {
    kind,
    family,
    id,
    label,
    row,
    ...(parent ? { parent } : {}),
    stems: new Set(stemsOf(`${label} ${extra}`)),
  }
  const parts = Array.isArray(row.steps) ? row.steps.filter(isData) : []
  return [thing, ...parts.flatMap((part) => thingOf('step', family, part, thing))]
}

/** All things of the turns since the person spoke, newest listing last. */
export const thingsIn = (since: readonly Turn[]): Thing[] => {
  const calls = new Map(since.flatMap(({ calls }) => calls).map((call) => [call.id, call.name]))
  const asked = new Map(since.flatMap(({ calls }) => calls).map((call) => [call.id, call.input]))
  const found = new Map<string, Thing>()
  for (const { by, answers, text: said } of since) {
    const name = by === 'tool' ? calls.get(answers) : undefined
    const rows = name === undefined ? undefined : rowsIn(parsed(said))
    if (!name) continue
    const lines = own(own(parsed(said), 'data') ?? parsed(said), 'outline')
    if (Array.isArray(lines))
      for (const row of shapesIn(lines)) for (const thing of thingOf('element', '', row)) found.set(thing.id, thing)
    // All that there is to know of one thing, which a list may not show.
    const [whole] = name.endsWith('_get') ? Object.values(own(parsed(said), 'data') ?? parsed(said) ?? {}) : []
    const known = found.get(text(own(parsed(asked.get(answers) ?? ''), 'id')))
    if (known && isData(whole)) found.set(known.id, { ...known, row: { ...whole, ...known.row } })
    if (!rows || !/_(?:list|search)$/.test(name)) continue
    const family = name.slice(0, name.indexOf('_'))
    const kind = rows.key === 'found' ? 'fact' : rows.key.replace(/s$/, '')
    for (const row of rows.rows)
      for (const thing of thingOf(text(row.kind) === 'turn' ? 'turn' : kind, family, row)) found.set(thing.id, thing)
  }
  return [...found.values()]
}

/** Whether a tool takes such a thing: by what it is called, or, where a field says only `id`, by its family. */
export const isOf = ({ kind, family, target }: Frame, thing: Thing): boolean =>
  kind !== '' && (target?.name === 'id' ? thing.family === family && !thing.parent : thing.kind === kind)

/** Which tools show the things that a field names. */
export const sourcesOf = (frames: readonly Frame[], { kind, family }: Frame): Frame[] =>
  kind !== '' ? frames.filter((one) => one.lists && one.family === family) : []

/** How to ask a listing tool for what there is around now. `undefined`: it wants to know what nobody has said. */
export const lookOf = ({ fields }: Frame, now: number): Record<string, unknown> | undefined => {
  const wanted = fields.filter(({ required }) => required).map(({ name }) => name)
  if (wanted.length === 0) return {}
  const near = new Map([
    ['from', now - 86_400_000],
    ['to', now + 60 * 86_400_000],
  ])
  if (!wanted.every((name) => near.has(name))) return undefined
  return Object.fromEntries(wanted.map((name) => [name, new Date(near.get(name) ?? now).toISOString()]))
}

export interface Found {
  readonly thing: Thing
  /** How much of what was said speaks of it, 0 to 1. */
  readonly score: number
}

/** The things that these words may speak of, the likeliest first. */
export const spokenOf = (words: string, things: readonly Thing[]): Found[] => {
  const whole = ` ${plain(words)} `
  const said = [...new Set(stemsOf(words))].filter((one) => !NOUNS.has(one))
  const rare = (one: string): number => 1 / (1 + things.filter(({ stems }) => near(stems, one)).length / 3)
  const all = said.reduce((sum, one) => sum + rare(one), 0)
  return things
    .map((thing) => {
      const hits = said.filter((one) => near(thing.stems, one))
      const own = [...thing.stems].filter((one) => !NOUNS.has(one)).length || 1
      const part = all === 0 ? 0 : hits.reduce((sum, one) => sum + rare(one), 0) / all
      const score = hits.length === 0 ? 0 : part * 0.7 + Math.min(1, hits.length / own) * 0.3
      // A name that is said word for word, though it is made of words for sorts of things: "the board meeting".
      const isNamed = thing.label.includes(' ') && whole.includes(` ${plain(thing.label)} `)
      return { thing, score: isNamed ? Math.max(score, 0.95) : score }
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.thing.id < b.thing.id ? -1 : 1))
}
const near = (stems: ReadonlySet<string>, one: string): boolean =>
  stems.has(one) ||
  (one.length > 4 && [...stems].some((each) => each.length > 4 && each.slice(0, 5) === one.slice(0, 5)))
const NOUNS = new Set(
  ['schedule', 'plan', 'step', 'conversation', 'memory', 'approval', 'agenda', 'notification', 'whiteboard']
    .flatMap((word) => [...namesOf(word)])
    .map(stem),
)
