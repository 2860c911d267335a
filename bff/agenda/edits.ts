/** Changing an entry: this time, this and all that follow, or all of it. Pure: from one content to another. */
import { Problem } from '../problem.ts'
import { readLocal, showLocal, toInstant } from '../recurrence/zone.ts'
import { type Content, type Override, recurs, type Times, type Words } from './content.ts'
import { comesAt, occurrenceAt, plainTimes } from './occurrences.ts'

export type Scope = 'this' | 'following' | 'all'

/** What is to be otherwise. `start` is where the one that is meant begins then. */
export type Changes = Partial<Times & Omit<Words, 'extra' | 'parts'> & Pick<Content, 'rule'>>

export interface Edited {
  /** What becomes of the entry; `null`: nothing of it is left. */
  entry: Content | null
  /** The entry that goes on from where it was split. */
  next?: Content
}

/** Structure is shown as it was and as it is; words are only named, since an answer is kept longer than they may be. */
export interface Difference {
  field: string
  from?: unknown
  to?: unknown
}

const WEEK = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const DAY = 86_400_000

/** @throws Problem not_found when it does not come at this time */
const meant = (content: Content, key: string): void => {
  if (!comesAt(content, key)) throw new Problem('not_found', 'There is nothing with this id here.')
}

/** @param uid what the part that goes on is called, when it is split */
export const change = (content: Content, changes: Changes, scope: Scope, key: string | null, uid: string): Edited => {
  if (key === null || !recurs(content)) return { entry: changeAll(content, changes, content.start) }
  meant(content, key)
  if (scope === 'all') return { entry: changeAll(content, changes, startOf(content, key)) }
  if (scope === 'this') {
    if (changes.rule !== undefined)
      throw new Problem('invalid_request', 'One time has no rule of its own: change this and the following, or all.')
    return {
      entry: { ...content, overrides: { ...content.overrides, [key]: { ...content.overrides[key], ...changes } } },
    }
  }
  const [head, tail] = split(content, key, uid)
  if (!head) return { entry: changeAll(content, changes, startOf(content, key)) }
  return { entry: head, next: changeAll(tail, changes, startOf(content, key)) }
}

export const remove = (content: Content, scope: Scope, key: string | null): Edited => {
  if (key === null || scope === 'all' || !recurs(content)) return { entry: null }
  meant(content, key)
  if (scope === 'following') return { entry: split(content, key, '')[0] }
  const { [key]: _, ...overrides } = content.overrides
  const entry = { ...content, overrides, except: [...new Set([...content.except, key])].toSorted() }
  const zone = content.zone ?? 'UTC'
  for (const _first of plainTimes(entry, zone, -Infinity)) return { entry }
  return { entry: Object.keys(overrides).length === 0 ? null : entry }
}

const startOf = (content: Content, key: string): string => content.overrides[key]?.start ?? key

/** @param from where the one that is meant begins now */
const changeAll = (content: Content, { start, ...changes }: Changes, from: string): Content => {
  const changed = { ...content, ...changes }
  const shift = start === undefined ? 0 : readLocal(start) - readLocal(from)
  if (changes.zone !== undefined && changes.zone !== content.zone && content.rule?.includes('UNTIL') && !changes.rule)
    changed.rule = inZone(content.rule, content.zone, changes.zone)
  if (shift === 0) return dropped(changed, changes)
  const moved = (text: string): string => showLocal(readLocal(text) + shift)
  const rule = changes.rule === undefined ? shifted(changed, shift) : changes.rule
  return dropped(
    {
      ...changed,
      rule,
      start: moved(content.start),
      dates: content.dates.map(moved),
      except: content.except.map(moved),
      overrides: Object.fromEntries(
        Object.entries(content.overrides).map(([key, override]) => [
          moved(key),
          override.start === undefined ? override : { ...override, start: moved(override.start) },
        ]),
      ),
    },
    changes,
  )
}

/** What was otherwise about one of them, and is now said of all, is no longer otherwise. */
const dropped = (content: Content, changes: Omit<Changes, 'start'>): Content => {
  const said = Object.keys(changes)
  const overrides = Object.entries(content.overrides).map(([key, override]) => {
    const kept = Object.entries(override).filter(([name]) => !said.includes(name))
    return [key, Object.fromEntries(kept) as Override] as const
  })
  return { ...content, overrides: Object.fromEntries(overrides.filter(([, each]) => Object.keys(each).length > 0)) }
}

/** An end that is an instant is that of another local time elsewhere. */
const inZone = (rule: string, from: string | null, to: string | null): string =>
  rule.replace(/UNTIL=(\d{8}T\d{6})(Z?)/, (whole, text: string, z: string) => {
    if (z !== '' || from === to) return whole
    return to === null ? whole : `UNTIL=${compact(toInstant(readLocal(spread(text)), to))}Z`
  })

const compact = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
const spread = (text: string): string => text.replace(/^(....)(..)(..)T(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6')

/** The rule of a series that is moved. @throws Problem invalid_request when it has to be said anew */
const shifted = ({ rule, start }: Content, shift: number): string | null => {
  if (rule === null) return null
  const from = readLocal(start)
  const days = Math.floor((from + shift) / DAY) - Math.floor(from / DAY)
  const timed = /BY(HOUR|MINUTE)=/.test(rule) && shift % DAY !== 0
  const weekly = rule.includes('FREQ=WEEKLY') && !/BYMONTH=/.test(rule)
  if (timed || (days !== 0 && !weekly && /BY(DAY|MONTHDAY|MONTH|YEARDAY|WEEKNO)=/.test(rule)))
    throw new Problem('invalid_request', 'Its rule names the days or times at which it comes: say the new rule too.')
  const ended = rule.replace(
    /UNTIL=(\d{8}T\d{6})/,
    (_, text: string) => `UNTIL=${compact(readLocal(spread(text)) + shift)}`,
  )
  if (days === 0 || !weekly) return ended
  return ended.replace(
    /BYDAY=([A-Z,]+)/,
    (_, list: string) =>
      `BYDAY=${list
        .split(',')
        .map((day) => WEEK[(((WEEK.indexOf(day) + days) % 7) + 7) % 7])
        .join(',')}`,
  )
}

/** What comes before `key`, if anything, and what comes from then on. */
const split = (content: Content, key: string, uid: string): [Content | null, Content] => {
  const at = readLocal(key)
  const zone = content.zone ?? 'UTC'
  let [before, last, ruled]: [number, number | undefined, number] = [0, undefined, 0]
  const bare = { ...content, except: [], overrides: {} }
  for (const coming of plainTimes(bare, zone, -Infinity)) {
    if (coming.local >= at) break
    before++
    last = coming.at
    if (!content.dates.includes(showLocal(coming.local))) ruled++
  }
  const side = (first: boolean) => (text: string) => readLocal(text) < at === first
  const parts = (first: boolean) => ({
    dates: content.dates.filter(side(first)),
    except: content.except.filter(side(first)),
    overrides: Object.fromEntries(Object.entries(content.overrides).filter(([text]) => side(first)(text))),
  })
  const tail = { ...content, ...parts(false), uid, start: key, rule: goesOn(content.rule, ruled) }
  if (before === 0 || last === undefined) return [null, tail]
  const head = { ...content, ...parts(true), rule: content.rule === null ? null : endsAt(content, last) }
  for (const _ of plainTimes(head, zone, -Infinity)) return [head, tail]
  return Object.keys(head.overrides).length > 0 ? [head, tail] : [null, tail]
}

const goesOn = (rule: string | null, before: number): string | null =>
  rule === null
    ? null
    : rule.replace(/COUNT=(\d+)/, (_, count: string) => `COUNT=${Math.max(1, Number(count) - before)}`)

/** The rule with its end at its last instant. RFC 5545, section 3.3.10: an instant in UTC where there is a zone. */
const endsAt = ({ rule, zone, allDay }: Content, last: number): string => {
  const kept = (rule as string).split(';').filter((part) => !/^(COUNT|UNTIL)=/.test(part))
  return [...kept, `UNTIL=${compact(last).slice(0, allDay ? 8 : 15)}${zone === null ? '' : 'Z'}`].join(';')
}

const STRUCTURE = ['start', 'seconds', 'zone', 'allDay', 'rule', 'reminders', 'free'] as const
const WORDS = ['title', 'place', 'notes', 'attendees'] as const

/** What is otherwise: of the one that is meant, where one is. */
export const differences = (before: Content, after: Content, key: string | null): Difference[] => {
  const seen = (content: Content): Content => {
    if (key === null || !recurs(content)) return content
    const { content: whole } = occurrenceAt(content, key, 'UTC')
    return { ...whole, start: startOf(content, key) }
  }
  const [was, is] = [seen(before), seen(after)]
  const same = (name: keyof Content): boolean => JSON.stringify(was[name]) === JSON.stringify(is[name])
  return [
    ...STRUCTURE.filter((name) => !same(name)).map((field) => ({ field, from: was[field], to: is[field] })),
    ...WORDS.filter((name) => !same(name)).map((field) => ({ field })),
  ]
}
