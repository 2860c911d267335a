/** Lookups: what has to be read before something can be done, and what was read already. */
import { type Choice } from './choices.ts'
import { pointsAtShapes } from './drawing.ts'
import { type Frame } from './frames.ts'
import { say, type Scene } from './scene.ts'
import { type Reply, type Turn } from './talk.ts'
import { lookOf, sourcesOf } from './things.ts'
import { type Thread } from './thread.ts'
import { localOf } from '../../language/when.ts'
import { type Wish } from './wish.ts'

export const callOf = (frame: Frame, input: Readonly<Record<string, unknown>> = {}): Reply => ({
  call: { name: frame.tool.name, input },
})

export interface Made {
  readonly name: string
  readonly content: string
  /** JSON text. */
  readonly input: string
}
export const madeIn = (since: readonly Turn[]): Made[] => {
  const asked = new Map(since.flatMap(({ calls }) => calls).map((call) => [call.id, call]))
  return since.flatMap(({ by, answers: id, text }) =>
    by === 'tool' ? [{ name: asked.get(id)?.name ?? '', content: text, input: asked.get(id)?.input ?? '' }] : [],
  )
}

/** What one request is understood with. */
export interface Mind {
  readonly scene: Scene
  readonly frames: readonly Frame[]
  readonly thread: Thread
  readonly made: readonly Made[]
  readonly since: readonly Turn[]
  readonly zone: string | undefined
  readonly now: number
  /** Nothing but a verb and a thing was recognised. */
  readonly isVague: boolean
}

/** As the prompt and the families' briefs say it. */
const TOLD = [
  /^zone: ([A-Z][\w/+-]{1,60})$/m,
  /^Today is \d{4}-\d\d-\d\d in ([A-Z][\w/+-]{1,60}?)\./m,
  /^The person's time zone is ([A-Z][\w/+-]{1,60}?);/m,
]

export const zoneOf = ({ talk, setting }: Scene, since: readonly Turn[]): string | undefined => {
  const told = TOLD.map((pattern) => pattern.exec(talk.system)?.[1]).find(Boolean)
  const shown = since.flatMap(({ by, text }) =>
    by === 'tool' ? (/"zone":"([A-Za-z_/+-]{3,60})"/.exec(text)?.[1] ?? []) : [],
  )[0]
  const zone = told ?? shown
  try {
    if (zone !== undefined) localOf(Date.parse(setting.now) || 0, zone)
    return zone
  } catch {
    return undefined
  }
}

/** What has to be looked up before it can be done, the next of it. */
export const unread = (wish: Wish, { frames, made, zone, now }: Mind): Frame | undefined => {
  // Times are local: the zone is told, or what is scheduled shows it.
  const dated = frames.filter(
    ({ acts: can, fields }) =>
      wish.when.at !== null && wish.acts.some((act) => can.has(act)) && fields.some(({ kind }) => kind === 'zone'),
  )
  const clocks =
    zone === undefined ? dated.flatMap((frame) => frames.filter((one) => one.lists && one.family === frame.family)) : []
  return [...new Set([...clocks, ...wantedFor(wish, frames)])]
    .filter((frame) => !made.some(({ name }) => name === frame.tool.name) && lookOf(frame, now))
    .slice(0, 5)[0]
}

const wantedFor = (wish: Wish, frames: readonly Frame[]): Frame[] => {
  if (wish.form === 'recall' || wish.form === 'remind' || wish.isHere) return []
  if (wish.seeks) return frames.filter(({ lists, window }) => lists && window)
  const has = (frame: Frame): boolean =>
    wish.form === 'lead'
      ? frame.fields.some(({ kind }) => kind === 'lead')
      : wish.form === 'place'
        ? frame.fields.some(({ does }) => /^where it is\b/i.test(does))
        : true
  // What is said to be at a time may be there already.
  if (wish.form === 'event')
    return frames.filter((frame) => frame.lists && frame.window && frame.nouns.has(wish.nouns[0] ?? ''))
  const isAdding = wish.acts.every((act) => act === 'add') && !/\badd\b|\bput\b/i.test(wish.whole)
  const able = frames.filter(
    (frame) =>
      (wish.tool === undefined || frame.tool.name === wish.tool) &&
      frame.kind !== '' &&
      !frame.lists &&
      has(frame) &&
      wish.acts.some((act) => frame.acts.has(act)) &&
      !(wish.form === 'list' && wish.tool === undefined && !(frame.reads && frame.target?.required)) &&
      !(isAdding && frame.target),
  )
  const meant = able.filter(({ nouns }) => wish.nouns.some((noun) => nouns.has(noun)))
  return (wish.nouns.length > 0 ? meant : able).flatMap((frame) => sourcesOf(frames, frame))
}

/** To add to what is noted with something, one needs to know what is. */
export const detailsFor = ({ frame, thing }: Choice, wish: Wish, { frames, made }: Mind): Reply | null => {
  if (!thing || (wish.guests === undefined && wish.note === undefined)) return null
  const get = frames.find(({ family, tool, target }) => family === frame.family && tool.name.endsWith('_get') && target)
  if (!get?.target || 'attendees' in thing.row || 'notes' in thing.row) return null
  const input = { [get.target.name]: thing.id }
  // A list that is not known would take the place of the one that is there.
  if (made.some((one) => one.name === get.tool.name && one.input === JSON.stringify(input)))
    return say('I could not see what is kept there, so I changed nothing.')
  return callOf(get, input)
}

/** A drawing that speaks of what is on the board needs to know what is there. */
export const shapesFor = ({ frame, thing }: Choice, wish: Wish, { frames, made }: Mind): Reply | null => {
  if (!frame.fields.some(({ kind }) => kind === 'deeds') || !pointsAtShapes(wish.whole)) return null
  const look = frames.find(
    ({ family, reads, lists, kind, target }) =>
      family === frame.family && reads && !lists && kind === frame.kind && target && !target.required,
  )
  if (!look || made.some(({ name }) => name === look.tool.name)) return null
  return callOf(look, thing && look.target ? { [look.target.name]: thing.id } : {})
}
