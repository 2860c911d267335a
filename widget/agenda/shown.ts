/** What there is to see of an agenda: times on the viewer's own clock, proposals among them, side by side where they overlap. No DOM. */
import type { AgendaOccurrence, Approval } from '../../bff/api.ts'
import type { Act } from '../outbox.ts'
import { DAY, HOUR, type Local, MINUTE, read, toInstant, toLocal } from './time.ts'

/** What the persona asks to be allowed here. */
interface Asked {
  approval: Approval
  what: 'add' | 'change' | 'remove'
}

export interface Shown {
  /** Of the occurrence, or of the approval that asks for it. */
  id: string
  title: string
  place: string
  /** On the viewer's clock; `to` is not included. */
  from: Local
  to: Local
  allDay: boolean
  /** `null` for what is only asked for. */
  occurrence: AgendaOccurrence | null
  asked: Asked | null
  /** What of it was done here, and is not confirmed yet. */
  waits: Act | null
  /** It is asked to be somewhere else. */
  leaving: boolean
  /** What else takes this time. */
  clashes: string[]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export const shownOf = (occurrence: AgendaOccurrence, zone: string): Shown => {
  const { id, title, place, allDay, start, end, startLocal, endLocal } = occurrence
  const from = allDay ? read(startLocal) : toLocal(Date.parse(start), zone)
  const to = allDay ? read(endLocal) : Math.max(from, toLocal(Date.parse(end), zone))
  return { id, title, place, from, to, allDay, occurrence, asked: null, waits: null, leaving: false, clashes: [] }
}

/** Where an entry would be: what an action is asked to be given, on the viewer's clock. */
const timesOf = (
  input: Approval['input'],
  zone: string,
  before: Shown | null,
): Pick<Shown, 'from' | 'to' | 'allDay'> | null => {
  const start = text(input['start']) || (before ? show(before) : '')
  const whole = start.length === 10 || typeof input['days'] === 'number'
  const there = text(input['zone']) || before?.occurrence?.zone || zone
  const at = (local: string): Local => {
    if (whole) return read(local.slice(0, 10))
    return there === zone || there === 'floating' ? read(local) : toLocal(toInstant(read(local), there), zone)
  }
  const from = at(start)
  if (Number.isNaN(from)) return null
  const [end, minutes, days] = [text(input['end']), Number(input['minutes']), Number(input['days'])]
  const kept = before && before.allDay === whole ? before.to - before.from : whole ? DAY : HOUR
  const long = end !== '' ? at(end) - from + (whole ? DAY : 0) : whole ? days * DAY : minutes * MINUTE
  return { from, to: from + (Number.isFinite(long) && long >= 0 ? long : kept), allDay: whole }
}
/** The local time at which it begins where it is, as an input says it. */
const show = ({ occurrence, allDay }: Shown): string => occurrence?.startLocal.slice(0, allDay ? 10 : 16) ?? ''

/** The agenda as it will be once everything that was done here has been confirmed. */
export const withWaiting = (all: readonly Shown[], acts: readonly Act[], zone: string): Shown[] => {
  const shown = [...all]
  for (const act of acts) {
    const { key, action, input } = act
    const before = shown.find(({ id }) => id === input['id']) ?? null
    const kept = before && !['start', 'end', 'minutes', 'days'].some((name) => name in input)
    const times = kept ? before : timesOf(input, zone, before)
    if (action === 'agenda.add' ? !times : !before) continue
    const next: Shown = {
      ...(before ?? { id: key, occurrence: null, asked: null, leaving: false, clashes: [] }),
      title: text(input['title']) || (before?.title ?? ''),
      place: text(input['place']) || (before?.place ?? ''),
      ...(times && { from: times.from, to: times.to, allDay: times.allDay }),
      waits: act,
    } as Shown
    if (before) shown[shown.indexOf(before)] = next
    else shown.push(next)
  }
  return shown
}

/** The agenda with what is asked for in it. */
export const withAsked = (all: readonly Shown[], asked: readonly Approval[], zone: string): Shown[] => {
  const shown = [...all]
  for (const approval of asked) {
    const { id, action, input } = approval
    const common = { id, occurrence: null, waits: null, leaving: false, clashes: [] }
    if (action === 'agenda.add') {
      const times = timesOf(input, zone, null)
      if (times)
        shown.push({
          ...common,
          ...times,
          title: text(input['title']),
          place: text(input['place']),
          asked: { approval, what: 'add' },
        })
      continue
    }
    const wanted = text(input['id'])
    // An entry by its own id is meant with all its times: the first that is in sight stands for them.
    const place = shown.findIndex(({ occurrence }) => occurrence?.id === wanted || occurrence?.entry === wanted)
    const before = shown[place]
    if (!before) continue
    if (action === 'agenda.remove') shown[place] = { ...before, asked: { approval, what: 'remove' } }
    else if (action === 'agenda.update') {
      const times = timesOf(input, zone, before)
      if (!times) continue
      const title = text(input['title']) || before.title
      const next: Shown = {
        ...common,
        ...times,
        title,
        place: text(input['place']) || before.place,
        asked: { approval, what: 'change' },
      }
      const moved = times.from !== before.from || times.to !== before.to
      shown[place] = moved ? { ...before, leaving: true } : { ...before, title, asked: next.asked }
      if (moved) shown.push(next)
    }
  }
  return clashing(shown.toSorted((a, b) => a.from - b.from || Number(b.allDay) - Number(a.allDay) || b.to - a.to))
}

/** Who takes the same time says so. */
const clashing = (sorted: readonly Shown[]): Shown[] => {
  const busy = sorted.filter(
    ({ allDay, from, to, occurrence, leaving }) => !allDay && to > from && !occurrence?.free && !leaving,
  )
  const found = new Map<Shown, string[]>()
  const note = (one: Shown, other: Shown): void => void found.set(one, [...(found.get(one) ?? []), other.title])
  for (const [at, one] of busy.entries())
    for (const other of busy.slice(at + 1)) {
      if (other.from >= one.to) break
      note(one, other)
      note(other, one)
    }
  return sorted.map((one) => ({ ...one, clashes: found.get(one) ?? [] }))
}

/** What touches this day. */
export const onDay = (all: readonly Shown[], day: Local): Shown[] =>
  all.filter(({ from, to }) => from < day + DAY && (to > day || from >= day))

export interface Lane {
  shown: Shown
  /** Minutes of the day; what is short is given room. */
  from: number
  to: number
  /** Which of how many columns. */
  lane: number
  of: number
}

const LEAST = 20

/** Those of one day side by side where they overlap, in as few columns as there must be. */
export const lanesOf = (all: readonly Shown[], day: Local): Lane[] => {
  const found: Lane[] = []
  let cluster: Lane[] = []
  let until = -1
  const flush = (): void => {
    const of = Math.max(0, ...cluster.map(({ lane }) => lane)) + 1
    for (const each of cluster) each.of = of
    cluster = []
  }
  for (const shown of onDay(all, day)) {
    if (shown.allDay) continue
    const from = Math.max(0, (shown.from - day) / MINUTE)
    const to = Math.min(1440, Math.max(from + LEAST, (shown.to - day) / MINUTE))
    if (from >= until) flush()
    const taken = new Set(cluster.filter((each) => each.to > from).map(({ lane }) => lane))
    let lane = 0
    while (taken.has(lane)) lane++
    const one = { shown, from: Math.min(from, 1440 - LEAST), to, lane, of: 1 }
    cluster.push(one)
    found.push(one)
    until = Math.max(cluster.length === 1 ? to : until, to)
  }
  flush()
  return found
}
