/** Telling: what was done and what was found, in a few plain words. */
import type { Choice } from './choices.ts'
import { joined, number, quoted, upper } from './phrases.ts'
import { isData, own, parsed, type Data } from './shown.ts'
import { labelOf, startOf, stemsOf, type Thing } from './things.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Making one costs more than using it a hundred times. */
let days: Intl.DateTimeFormat | undefined
/** "Thursday, 19 November, 09:00", from local time or a day. */
export const dayTold = (local: string): string => {
  const at = Date.parse(`${local.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(at)) return quoted(local, 40)
  days ??= new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  const day = days.format(at)
  return `${day.replace(',', '')}${local.length > 10 ? `, ${local.slice(11, 16)}` : ''}`
}

const DAYS: Record<string, string> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
}
/** "every second week on Tuesday" */
const ruleTold = (rule: string): string => {
  const parts = new Map(rule.split(';').map((part) => part.split('=') as [string, string]))
  const hours = (parts.get('BYHOUR') ?? '').split(',').filter((hour) => hour !== '')
  const at = hours.map((hour) => `${hour.padStart(2, '0')}:${(parts.get('BYMINUTE') ?? '0').padStart(2, '0')}`)
  return hours.length > 1 ? `${daysTold(parts)} at ${joined(at, 'and')}` : daysTold(parts)
}
const daysTold = (parts: ReadonlyMap<string, string>): string => {
  const unit =
    { HOURLY: 'hour', DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' }[parts.get('FREQ') ?? ''] ??
    'time'
  const n = Number(parts.get('INTERVAL') ?? 1)
  const days = (parts.get('BYDAY') ?? '').split(',').flatMap((code) => DAYS[code.slice(-2)] ?? [])
  const every = n === 1 ? `every ${unit}` : n === 2 ? `every second ${unit}` : `every ${number(n)} ${unit}s`
  if (n === 1 && parts.get('FREQ') === 'WEEKLY' && parts.get('BYDAY') === 'MO,TU,WE,TH,FR') return 'every weekday'
  if (n === 1 && parts.get('FREQ') === 'WEEKLY' && days.length > 0) return `every ${joined(days, 'and')}`
  return days.length > 0 && parts.get('FREQ') === 'WEEKLY' ? `${every} on ${joined(days, 'and')}` : every
}

const STANDS: Record<string, string> = { doing: 'in progress', dropped: 'given up' }
const DID: Record<string, string> = {
  add: 'added',
  make: 'made',
  create: 'made',
  remove: 'removed',
  change: 'changed',
  update: 'changed',
  step: 'changed',
  remember: 'noted',
  forget: 'forgotten',
  correct: 'put right',
  rename: 'renamed',
  archive: 'put away',
  share: 'shared',
  unshare: 'no longer shared',
  draw: 'drawn',
  send: 'sent',
  snooze: 'put off',
  mark: 'marked',
  undo: 'undone',
  settings: 'kept',
  handoff: 'passed on to the team, and a person of it will answer here',
  preferences: 'kept',
}

const DREW: Record<string, string> = {
  connect: 'They are connected',
  remove: 'It is taken away',
  update: 'It is changed',
}

/** One act, once it is done. */
export const done = ({ frame, thing, input, field }: Choice): string => {
  const verb = frame.tool.name.slice(frame.family.length + 1)
  if (frame.sets) return kept(input)
  const string = (fits: RegExp): string | undefined =>
    Object.values(input).find((value): value is string => typeof value === 'string' && fits.test(value))
  const many = input.all === true ? 'All of them' : undefined
  const label =
    many ??
    quoted(
      thing?.label ||
        text(input[field]) ||
        (input.everything === true ? 'Everything' : input.kind === 'brief' ? 'Your brief' : 'It'),
      120,
    )
  const at = string(/^\d{4}-\d\d-\d\dT/) ?? (frame.reads ? undefined : string(/^\d{4}-\d\d-\d\d$/))
  const rule = string(/^FREQ=/)
  const status = text(input.status) || text(input.as)
  const flag = Object.values(input).find((value) => typeof value === 'boolean')
  const list = Object.values(input).find(
    (value): value is { text: string; do?: string }[] =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((each: unknown) => isData(each) && ('text' in each || 'do' in each)),
  )
  const deed = list?.find((each) => each.do !== undefined)?.do
  if (deed !== undefined) return `${DREW[deed] ?? 'It is drawn'}${thing ? ` on **${label}**` : ''}.`
  // What is new comes with its steps.
  if (list && !thing) {
    const steps = list.map((each, at) => `${at + 1}. ${quoted(each.text, 120)}`)
    return `**${label}** is ${DID[verb] ?? 'made'}, with steps to begin with; change them as you like:\n\n${steps.join('\n')}`
  }
  const count = Object.values(input).find(
    (value): value is string[] => Array.isArray(value) && value.length > 1 && typeof value[0] === 'string',
  )
  const what = list
    ? `${quoted(list.map((item) => item.text).join(', '), 120)}** is added to **${label}`
    : count
      ? upper(`${number(count.length)} of them`)
      : label
  const isPlural = many !== undefined || count !== undefined
  const how =
    STANDS[status] ||
    status ||
    (input.active === false
      ? 'paused'
      : input.active === true
        ? 'on again'
        : flag === false
          ? 'back'
          : (DID[verb] ?? `done (${verb})`))
  const did = list ? '' : ` ${isPlural ? 'are' : 'is'} ${how}`
  const changes = [
    thing && /^(?:title|name|goal|text|prompt)$/.test(field) && text(input[field]) !== ''
      ? `now “${quoted(text(input[field]), 120)}”`
      : '',
    text(input.place) !== '' ? `at ${quoted(text(input.place), 120)}` : '',
    rule ? ruleTold(rule) : '',
    at ? `${rule ? 'from ' : ''}${dayTold(at)}${untilTold(at, text(input.end))}` : oneOf(frame.tool.name, thing, input),
    typeof input.minutes === 'number' ? lasting(input.minutes) : '',
    Array.isArray(input.attendees) ? withTold(input.attendees) : '',
    thing && text(input.notes) !== ''
      ? `noted with it: “${quoted(text(input.notes).split('\n').at(-1) ?? '', 120)}”`
      : '',
    Array.isArray(input.reminders)
      ? `with a reminder ${lasting(Number(input.reminders[0])).replace(/^for /, '')} before`
      : '',
  ]
  return `${what === 'It' ? 'It' : `**${what}**`}${did}${changes
    .filter((each) => each !== '')
    .map((each) => `, ${each}`)
    .join('')}.`
}

/** " to 15:30", " to Sunday 3 January 2027" */
const untilTold = (at: string, end: string): string =>
  end === '' || end <= at
    ? ''
    : end.length > 10
      ? ` to ${end.slice(0, 10) === at.slice(0, 10) ? end.slice(11, 16) : dayTold(end)}`
      : ` to ${dayTold(end)}`

/** Of something that comes again: which time of it. */
const oneOf = (name: string, thing: Thing | undefined, input: Readonly<Record<string, unknown>>): string => {
  if (thing?.row.recurs !== true) return ''
  return Object.values(input).includes(thing.id)
    ? `only the one of ${dayTold(startOf(thing) ?? '')}`
    : name.endsWith('remove')
      ? 'every time of it'
      : ''
}

/** Who is there now. */
const withTold = (people: readonly unknown[]): string => {
  const names = people.map((one) => quoted(text(own(one, 'name')), 60))
  return names.length === 0 ? 'with nobody else' : `with ${joined(names, 'and')}`
}

const lasting = (minutes: number): string => {
  const [n, unit] =
    minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute']
  return `for ${number(n)} ${unit}${n === 1 ? '' : 's'}`
}

/** What holds from now on. */
const kept = (input: Readonly<Record<string, unknown>>): string => {
  const { quiet, zone, category, on, hours } = input
  const span = (value: unknown): string => `${text(own(value, 'from'))} to ${text(own(value, 'to'))}`
  if (quiet === null) return 'there are no quiet hours any more.'
  if (quiet !== undefined) return `quiet hours are from ${span(quiet)}.`
  if (hours !== undefined) return `you are asked for from ${span(hours)}.`
  if (text(zone) !== '' && category === undefined) return `your time zone is ${quoted(text(zone), 60)}.`
  const what = text(category) === '' ? 'this' : quoted(text(category), 40)
  return on === true ? `you are told about ${what} again.` : `you are not told about ${what} any more.`
}

export const line = (row: Data): string => {
  const start = text(row.startLocal) || text(row.start)
  // One time of what comes again is told by its day.
  const rule = text(row.startLocal) === '' ? text(row.rule) : ''
  const notes = [
    rule
      ? `${ruleTold(rule)}, ${start.slice(11, 16)}, first on ${dayTold(start.slice(0, 10))}`
      : start
        ? whenTold(row, start)
        : '',
    !start && text(row.updatedAt) && !Array.isArray(row.steps) ? text(row.updatedAt).slice(0, 10) : '',
    ['active', 'todo'].includes(text(row.status)) ? '' : text(row.status),
    text(row.trust) === 'outside' ? 'in words of others' : '',
  ].filter((note) => note !== '')
  return `${quoted(labelOf(row) || text(row.id), 100)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`
}

/** "Friday 20 November 2026, 13:00 to 14:00"; whole days by their first and last. */
const whenTold = (row: Data, start: string): string => {
  const end = text(row.endLocal) || (text(row.end).endsWith('Z') ? '' : text(row.end))
  if (row.allDay === true) {
    const last = new Date(Date.parse(`${end.slice(0, 10)}T00:00:00Z`) - 1)
    const until = Number.isNaN(last.getTime()) ? '' : last.toISOString().slice(0, 10)
    return `${dayTold(start.slice(0, 10))}${until > start.slice(0, 10) ? ` to ${dayTold(until)}` : ''}`
  }
  const to = end.slice(0, 10) === start.slice(0, 10) && end > start ? ` to ${end.slice(11, 16)}` : ''
  return `${dayTold(start)}${to}`
}

const isAbout = (asked: readonly string[], said: string): boolean =>
  stemsOf(said).some((word) =>
    asked.some((one) => one === word || (one.length > 4 && word.slice(0, 5) === one.slice(0, 5))),
  )

/** A question is no answer. */
const ASKED =
  /\?$|^(?:what|when|where|who|whose|which|why|how|do|does|did|is|are|am|can|could|should|tell me|remind me|show)\b/i

/** What memory found, in the words that were used and with their day; null when it is nothing to the point. */
export const recalled = (query: string, content: string): string | null => {
  const asked = stemsOf(query).filter(
    (word) => !/^(?:call|name|know|tell|told|usual|do|did|rememb|where|when|who|which|ever|again)$/.test(word),
  )
  const found = own(parsed(content), 'found') ?? own(own(parsed(content), 'data'), 'found')
  const rows = (Array.isArray(found) ? (found as Data[]) : []).filter(
    (row) =>
      text(row.text) !== '' &&
      text(row.speaker) !== 'persona' &&
      (asked.length === 0 || isAbout(asked, text(row.text))) &&
      !(text(row.kind) === 'turn' && ASKED.test(text(row.text).trim())),
  )
  if (rows.length === 0) return null
  const known = rows.filter((row) => text(row.kind) === 'fact')
  // What is no longer so is told only where nothing else is, or where it is asked for.
  const now = known.filter((row) => text(row.until) === '')
  const facts = now.length > 0 && !/\b(?:used to|before|earlier|formerly|was|were|had|did)\b/i.test(query) ? now : known
  const lines = (facts.length > 0 ? facts : rows).slice(0, 3).map((row) => {
    const day = dayTold(text(row.at).slice(0, 10))
    const whose =
      text(row.trust) === 'outside' ? 'Words of others' : text(row.trust) === 'person' ? 'You said' : 'Noted'
    return `${whose} on ${day}: “${quoted(text(row.text), 240)}”${text(row.until) ? ' (no longer so)' : ''}`
  })
  return lines.length === 1
    ? upper(lines[0] ?? '')
    : `This is what I have:\n\n${lines.map((one) => `- ${one}`).join('\n')}`
}

/** A listing in a few lines, for a brief. */
export const summed = (key: string, rows: readonly Data[]): string =>
  `**${upper(key)}**\n\n${rows
    .slice(0, 6)
    .map((row) => `- ${line(row)}`)
    .join('\n')}`
