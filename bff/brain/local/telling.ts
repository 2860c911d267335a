/** Telling: what was done and what was found, in a few plain words. */
import type { Choice } from './choices.ts'
import { joined, number, quoted, upper } from './phrases.ts'
import { own, parsed, rowsIn, type Data } from './shown.ts'
import { labelOf, spokenOf, stemsOf, thingsIn } from './things.ts'
import type { Turn } from './talk.ts'
import type { Wish } from './wishes.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** "Thursday, 19 November, 09:00", from local time or a day. */
const dayTold = (local: string): string => {
  const at = Date.parse(`${local.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(at)) return quoted(local, 40)
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(at)
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
  const unit =
    { HOURLY: 'hour', DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' }[parts.get('FREQ') ?? ''] ??
    'time'
  const n = Number(parts.get('INTERVAL') ?? 1)
  const days = (parts.get('BYDAY') ?? '').split(',').flatMap((code) => DAYS[code.slice(-2)] ?? [])
  const every = `every ${n === 1 ? unit : `${number(n)} ${unit}s`}`
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
}

/** One act, once it is done. */
export const done = ({ frame, thing, input, field }: Choice): string => {
  const verb = frame.tool.name.slice(frame.family.length + 1)
  const label = quoted(thing?.label || text(input[field]) || 'it', 120)
  const at = Object.values(input).find(
    (value): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value),
  )
  const rule = Object.values(input).find(
    (value): value is string => typeof value === 'string' && value.startsWith('FREQ='),
  )
  const [status, flag] = [text(input.status), Object.values(input).find((value) => typeof value === 'boolean')]
  const list = Object.values(input).find((value): value is { text: string; do?: string }[] => Array.isArray(value))
  if (list?.some((each) => each.do !== undefined)) return `It is drawn${thing ? ` on **${label}**` : ''}.`
  const items = list
  const renamed = thing && text(input[field]) !== '' ? `, now “${quoted(text(input[field]), 120)}”` : ''
  const what = items ? `${quoted(items.map((item) => item.text).join(', '), 120)}** is added to **${label}` : label
  const did = items
    ? ''
    : ` is ${STANDS[status] || status || (input.active === false ? 'paused' : input.active === true ? 'on again' : flag === false ? 'back' : (DID[verb] ?? `done (${verb})`))}`
  const when = `${rule ? `, ${ruleTold(rule)}` : ''}${at ? `, ${rule ? 'from ' : ''}${dayTold(at)}` : ''}`
  return `**${what}**${did}${renamed}${when}.`
}

const line = (row: Data): string => {
  const start = text(row.start)
  const rule = text(row.rule)
  const notes = [
    rule ? `${ruleTold(rule)}, ${start.slice(11, 16)}` : start ? dayTold(start) : '',
    !start && text(row.updatedAt) ? text(row.updatedAt).slice(0, 10) : '',
    ['active', 'todo'].includes(text(row.status)) ? '' : text(row.status),
    text(row.trust) === 'outside' ? 'in words of others' : '',
  ].filter((note) => note !== '')
  return `${quoted(labelOf(row) || text(row.id), 100)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`
}

/** What a listing tool showed, or the one thing in it that was asked about. */
export const listed = (wish: Wish, content: string, since: readonly Turn[]): string => {
  const found = rowsIn(parsed(content))
  if (!found) return 'I could not read what came back, so I would rather not list it.'
  const { key, rows } = found
  if (rows.length === 0) return `There are no ${key} to show.`
  const things = thingsIn(since).filter(({ parent }) => parent === undefined)
  const [about] = spokenOf(wish.body, things)
  const chosen = about && about.score > 0.5 ? rows.filter(({ id }) => id === about.thing.id) : rows
  const lines = chosen.slice(0, 12).flatMap((row) => {
    const steps = Array.isArray(row.steps) ? (row.steps as Data[]) : []
    return [
      `- ${line(row)}`,
      ...steps.slice(0, 12).map((step) => `  - ${quoted(text(step.text), 100)}: ${text(step.status)}`),
    ]
  })
  const more = chosen.length > 12 ? `\n\nAnd ${chosen.length - 12} more.` : ''
  const lead = chosen.length === 1 ? 'Here it is:' : `There are ${number(chosen.length)} ${key}:`
  return `${lead}\n\n${lines.join('\n')}${more}`
}

const isAbout = (asked: readonly string[], said: string): boolean =>
  stemsOf(said).some((word) =>
    asked.some((one) => one === word || (one.length > 4 && word.slice(0, 5) === one.slice(0, 5))),
  )

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
      !text(row.text).trim().endsWith('?'),
  )
  if (rows.length === 0) return null
  const facts = rows.filter((row) => text(row.kind) === 'fact')
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
