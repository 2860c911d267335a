/** Gathering: from the events of a calendar to entries, with what is otherwise about some of their times. */
import { Problem } from '../../problem.ts'
import { checked, type Content, isUnusual, type Override } from '../content.ts'
import { change } from '../edits.ts'
import { loadTime } from '../../recurrence/engine.ts'
import { loadCalendar } from './engine.ts'
import { pieces } from './lines.ts'
import { type Event, keyFor, readEvent, Refused } from './read.ts'

interface Skipped {
  /** Such as `VEVENT`. */
  component: string
  /** The line it begins at, from 1 on. */
  line: number
  why: string
}

export interface Gathered {
  entries: Content[]
  /** What is otherwise about times of entries that are not in this calendar. */
  loose: Event[]
  skipped: Skipped[]
}

/** Entries of one calendar at most, and those among them whose rules take the slow engine. */
const ENTRIES = 5000
const UNUSUAL = 5
/** Milliseconds of reading, after which everybody else gets their turn. */
const TURN = 8

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** @param text iCalendar (RFC 5545) @throws Problem invalid_request when there is no component in it at all */
export const gather = async (text: string): Promise<Gathered> => {
  await loadTime()
  await loadCalendar()
  const skipped: Skipped[] = []
  const located = await zonesIn(text)
  const events: Event[] = []
  let any = false
  let began = performance.now()
  const turn = async (): Promise<void> => {
    if (performance.now() - began < TURN) return
    await breathe()
    began = performance.now()
  }
  for (const piece of pieces(text)) {
    any = true
    const skip = (why: string): void => void skipped.push({ component: piece.name.slice(0, 20), line: piece.line, why })
    if (piece.name === 'VTIMEZONE') continue
    if (piece.broken !== undefined) skip(piece.broken)
    else if (piece.name !== 'VEVENT') skip('Only events are kept in an agenda.')
    else if (events.length >= ENTRIES) skip(`A calendar is imported with ${ENTRIES} events at most.`)
    else
      try {
        events.push(readEvent(piece, located))
      } catch (thrown) {
        skip(whyNot(thrown))
      }
    await turn()
  }
  if (!any) throw new Problem('invalid_request', 'This is no iCalendar text: there is no component in it.')
  const { masters, others } = sorted(events, skipped)
  let unusual = 0
  const entries: Content[] = []
  const loose: Event[] = []
  for (const [uid, master] of masters) {
    try {
      const made = withOthers(master.content, others.get(uid) ?? [])
      for (const each of made) {
        if (each.rule !== null && isUnusualRule(each) && ++unusual > UNUSUAL)
          throw new Refused(`More than ${UNUSUAL} rules of this kind take too long.`)
        checked(each)
      }
      entries.push(...made)
    } catch (thrown) {
      skipped.push({ component: 'VEVENT', line: master.line, why: whyNot(thrown) })
    }
    others.delete(uid)
    await turn()
  }
  for (const list of others.values())
    for (const event of list)
      if (!event.cancelled)
        try {
          checked(alone(event))
          loose.push(event)
        } catch (thrown) {
          skipped.push({ component: 'VEVENT', line: event.line, why: whyNot(thrown) })
        }
  return { entries, loose, skipped: skipped.toSorted((a, b) => a.line - b.line) }
}

const isUnusualRule = (content: Content): boolean => {
  try {
    return isUnusual(content)
  } catch {
    // It is not valid, which is said in a moment.
    return false
  }
}

/** In words that repeat nothing of what was read. */
const whyNot = (thrown: unknown): string => {
  if (thrown instanceof Refused) return thrown.message
  if (!(thrown instanceof Problem)) return 'It cannot be read.'
  return thrown.message.startsWith('The rule is not valid')
    ? 'Its rule is not understood here, or never comes round.'
    : thrown.message
}

/** Where the zones of the calendar are, by their names in it. */
const zonesIn = async (text: string): Promise<Map<string, string>> => {
  const found = new Map<string, string>()
  if (!/X-LIC-LOCATION/i.test(text)) return found
  let began = performance.now()
  for (const { name, lines } of pieces(text)) {
    if (name === 'VTIMEZONE' && found.size < 200) {
      const valueOf = (wanted: string): string =>
        lines
          .find((line) => line.toUpperCase().startsWith(`${wanted}:`))
          ?.slice(wanted.length + 1)
          .trim() ?? ''
      found.set(valueOf('TZID'), valueOf('X-LIC-LOCATION'))
    }
    if (performance.now() - began > TURN) {
      await breathe()
      began = performance.now()
    }
  }
  return found
}

/** Of two that say the same thing the later one holds. */
const sorted = (events: Event[], skipped: Skipped[]) => {
  const masters = new Map<string, Event>()
  const others = new Map<string, Event[]>()
  const skip = ({ line }: Event, why: string): void => void skipped.push({ component: 'VEVENT', line, why })
  for (const [index, event] of events.entries()) {
    const uid = event.content.uid || `.${index}`
    if (event.instead) {
      const list = others.get(uid) ?? []
      others.set(uid, [...list, event])
      if (list.length >= 1000) skip(event, 'There are too many of this kind.')
      continue
    }
    if (event.cancelled) {
      skip(event, 'It was cancelled.')
      continue
    }
    const before = masters.get(uid)
    if (before) skip(before.sequence > event.sequence ? event : before, 'There is a later one of the same name.')
    if (!before || before.sequence <= event.sequence) masters.set(uid, event)
  }
  return { masters, others }
}

/** What is otherwise about one time of a series that is not here is an entry by itself, and says what it belongs to. */
export const alone = ({ content, instead }: Event): Content => ({
  ...content,
  rule: null,
  dates: [],
  extra: instead ? [...content.extra, instead.said] : content.extra,
})

const OVERRIDABLE = [
  'start',
  'seconds',
  'zone',
  'allDay',
  'title',
  'place',
  'notes',
  'attendees',
  'reminders',
  'free',
  'extra',
  'parts',
] as const

/** An entry with what is otherwise about its times; more than one where all that follow are otherwise. */
export const withOthers = (content: Content, events: readonly Event[]): Content[] => {
  const cancelled = events.filter((each) => each.cancelled).map((each) => keyFor(content, each.instead as never))
  let entry = { ...content, except: [...new Set([...content.except, ...cancelled])].toSorted() }
  const made: Content[] = []
  const order = events.filter((each) => !each.cancelled).toSorted((a, b) => a.sequence - b.sequence)
  for (const event of order.filter(({ instead }) => !instead?.following)) {
    const key = keyFor(content, event.instead as never)
    const override = Object.fromEntries(
      OVERRIDABLE.filter((name) =>
        name === 'start'
          ? event.content.start !== key
          : JSON.stringify(event.content[name]) !== JSON.stringify(content[name]),
      ).map((name) => [name, event.content[name]]),
    ) as Override
    entry = {
      ...entry,
      except: entry.except.filter((each) => each !== key),
      overrides: { ...entry.overrides, [key]: override },
    }
  }
  for (const event of order
    .filter(({ instead }) => instead?.following)
    .toSorted((a, b) => (a.line < b.line ? 1 : -1))) {
    const key = keyFor(content, event.instead as never)
    const { start, seconds, title, place, notes, reminders, free } = event.content
    const { entry: head, next } = change(
      entry,
      { start, seconds, title, place, notes, reminders, free },
      'following',
      key,
      `${content.uid}-${key.replaceAll(/\D/g, '')}`,
    )
    if (head) entry = head as typeof entry
    if (next) made.push(next)
  }
  return [entry, ...made]
}
