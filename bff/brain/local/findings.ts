/** Findings: what a reading tool answered, in a few plain words; by the shape of the answer, whatever the tool. */
import type { Frame } from './frames.ts'
import { joined, number, quoted, upper } from './phrases.ts'
import { isData, own, parsed, rowsIn, type Data } from './shown.ts'
import { dayTold, line } from './telling.ts'
import { labelOf, spokenOf, thingsIn } from './things.ts'
import type { Turn } from './talk.ts'
import { localOf } from '../../language/when.ts'
import type { Wish } from './wish.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const minute = (local: number): string => new Date(local).toISOString().slice(0, 16)

/** An instant, or a local time, on the person's clock. */
const localTime = (value: unknown, zone: string): string => {
  const said = text(value)
  const at = /Z$|[+-]\d\d:\d\d$/.test(said) ? Date.parse(said) : NaN
  return Number.isNaN(at) ? said.slice(0, 16) : minute(localOf(at, zone))
}

/** "Thursday 19 November 2026, 14:00 to 15:30" */
const stretch = ({ start, end }: Data, zone: string): string => {
  const [from, to] = [localTime(start, zone), localTime(end, zone)]
  return `${dayTold(from)} to ${to.slice(0, 10) === from.slice(0, 10) ? to.slice(11) : dayTold(to)}`
}

/** @returns null when it is nothing to the point */
export const found = (
  frame: Frame,
  wish: Wish,
  input: Readonly<Record<string, unknown>>,
  content: string,
  { since, zone = 'UTC' }: { since: readonly Turn[]; zone: string | undefined },
): string | null => {
  const value = parsed(content)
  const data = own(value, 'data') ?? value
  if (!isData(data)) return 'I could not read what came back, so I would rather not tell it.'
  if (Array.isArray(data.outline)) return outlined(data)
  if (Array.isArray(data.busy)) return freeOrNot(data.busy.filter(isData), input, zone)
  if (Array.isArray(data.slots)) return fitting(data.slots.filter(isData), zone)
  if (frame.sets) return holding(data)
  const one = Object.values(data).find((each) => isData(each))
  if (!rowsIn(value) && isData(one)) return described(one, wish)
  if (!rowsIn(value)) return scalars(data)
  return listed(frame, wish, input, content, since)
}

const outlined = ({ title, outline, left }: Data): string => {
  const lines = (Array.isArray(outline) ? outline : []).filter((one) => typeof one === 'string')
  const name = quoted(text(title) || 'the whiteboard', 80)
  if (lines.length === 0) return `There is nothing on **${name}** yet.`
  // Ids and measures are for tools.
  const told = lines.slice(0, 12).map((each) => {
    const [, what = each] = /^\[[^\]]{1,64}\] (.*)$/.exec(each) ?? []
    return `- ${quoted(what.replace(/ at \(-?\d+, -?\d+\), \d+×\d+/, '').replace(/\[[^\]]{1,64}\] /g, ''), 120)}`
  })
  const more = lines.length - told.length + (typeof left === 'number' ? left : 0)
  return `On **${name}** there ${lines.length === 1 ? 'is' : 'are'}:\n\n${told.join('\n')}${more > 0 ? `\n\nAnd ${number(more)} more.` : ''}`
}

const freeOrNot = (busy: readonly Data[], input: Readonly<Record<string, unknown>>, zone: string): string => {
  const { from, to } = { from: localTime(input.from ?? input.start, zone), to: localTime(input.to ?? input.end, zone) }
  const isDay = from.endsWith('T00:00') && Date.parse(`${to}:00Z`) - Date.parse(`${from}:00Z`) === 86_400_000
  const then = isDay
    ? dayTold(from.slice(0, 10))
    : from !== '' && to !== ''
      ? stretch({ start: from, end: to }, zone)
      : 'then'
  if (busy.length === 0) return `You are free: there is nothing in your agenda ${isDay ? 'on' : 'from'} ${then}.`
  const [first] = busy
  if (busy.length === 1 && first && localTime(first.start, zone) <= from && localTime(first.end, zone) >= to)
    return isDay ? `You are busy all day on ${then}.` : `You are busy all of that time: ${then}.`
  const all = busy.slice(0, 12).map((each) => `- ${stretch(each, zone)}`)
  return `You are busy at ${busy.length === 1 ? 'this time' : 'these times'}; ${isDay ? `the rest of ${then}` : `the rest, from ${then},`} is free:\n\n${all.join('\n')}`
}

const fitting = (slots: readonly Data[], zone: string): string =>
  slots.length === 0
    ? 'I found no time at which that would fit.'
    : `That would fit:\n\n${slots
        .slice(0, 5)
        .map((each) => `- ${stretch(each, zone)}`)
        .join('\n')}`

/** What is set. */
const holding = (data: Data): string => {
  const hours = (value: unknown): string => (isData(value) ? `${text(value.from)} to ${text(value.to)}` : '')
  const kinds = (Array.isArray(data.categories) ? data.categories : []).filter(isData)
  const off = kinds.filter(({ on }) => on === false).map(({ category }) => quoted(text(category), 40))
  const lines = [
    text(data.zone) ? `Your time zone is ${quoted(text(data.zone), 60)}.` : '',
    hours(data.hours) ? `You can be asked for from ${hours(data.hours)}.` : '',
    data.quiet === null
      ? 'No quiet hours are set.'
      : hours(data.quiet)
        ? `Quiet hours are from ${hours(data.quiet)}.`
        : '',
    kinds.length > 0
      ? off.length > 0
        ? `You are not told about ${joined(off, 'and')}.`
        : 'You are told about everything.'
      : '',
  ]
  return lines.filter((each) => each !== '').join(' ') || 'Nothing is set.'
}

/** One thing with all that is known of it. */
const described = (row: Data, wish: Wish): string => {
  const words = (value: unknown): string =>
    typeof value === 'string' && value !== ''
      ? quoted(value, 200)
      : Array.isArray(value)
        ? value
            .map((each) => (isData(each) ? labelOf(each) : String(each)))
            .filter((each) => each !== '')
            .slice(0, 10)
            .join(', ')
        : ''
  const wanted = ['place', 'notes', 'attendees', 'text', 'status', 'reason']
  const lines = wanted.flatMap((key) =>
    words(row[key]) && row[key] !== labelOf(row) ? [`- ${upper(key)}: ${words(row[key])}`] : [],
  )
  const who =
    /^who\b|\battend|\bdescribe that meeting/i.test(wish.whole) &&
    Array.isArray(row.attendees) &&
    row.attendees.length === 0
  const [name, ...told] = line(row).split(/(?= \()/)
  return `**${name}**${told.join('')}${who ? '\n\nNobody else is named for it.' : ''}${lines.length > 0 ? `\n\n${lines.join('\n')}` : ''}`
}

const LONG = 4000
const scalars = (data: Data): string => {
  const long = Object.values(data).find((value) => typeof value === 'string' && value.includes('\n'))
  if (typeof long === 'string') {
    const cut = long.length > LONG ? `\n\nIt is long: these are its first ${LONG} characters.` : ''
    return `Here it is:\n\n\`\`\`\n${long.slice(0, LONG).replaceAll('`', "'")}\n\`\`\`${cut}`
  }
  const lines = Object.entries(data)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .slice(0, 10)
    .map(([key, value]) => `- ${upper(key)}: ${quoted(String(value), 120)}`)
  return lines.length > 0 ? lines.join('\n') : 'Nothing came back.'
}

const LEFT = /\b(?:left|remaining|remains|open|missing|still|outstanding)\b/i
const STANDS: Record<string, string> = { doing: 'in progress' }
/** What people call what tools list. */
const CALLED: Record<string, string> = {
  occurrences: 'entries',
  schedules: 'reminders',
  facts: 'things that I know about you',
  boards: 'whiteboards',
  notices: 'notifications',
}

/** "On Friday 20 November 2026", "from … to …" */
const spanTold = (input: Readonly<Record<string, unknown>>): string => {
  const [from, to] = [text(input.from ?? input.start), text(input.to ?? input.end)]
  if (from === '' || to === '') return 'then'
  const last = minute(Date.parse(`${to.slice(0, 16)}:00Z`) - 60_000)
  return from.slice(0, 10) === last.slice(0, 10)
    ? `on ${dayTold(from.slice(0, 10))}`
    : `from ${dayTold(from.slice(0, 10))} to ${dayTold(last.slice(0, 10))}`
}

/** What is to be done next of something with steps. */
const nextOf = (row: Data): string | null => {
  const steps = Array.isArray(row.steps) ? row.steps.filter(isData) : []
  const of = (status: string): string[] =>
    steps.filter((step) => step.status === status).map((step) => quoted(text(step.text), 100))
  const [next, doing] = [of('todo')[0], of('doing')]
  const name = quoted(labelOf(row), 80)
  if (steps.length === 0) return null
  if (next === undefined && doing.length === 0) return `Nothing is left to do for “${name}”.`
  const now =
    doing.length > 0 ? ` (${upper(joined(doing, 'and'))} ${doing.length === 1 ? 'is' : 'are'} in progress.)` : ''
  return next === undefined
    ? `In progress for “${name}”: **${joined(doing, 'and')}**. Nothing comes after that.`
    : `Next for “${name}”: **${next}**.${now}`
}

/** Words of a question that name nothing. */
const ASIDE =
  /\b(?:what|how|when|where|which|show|list|next|left|still|all|remaining|open|going|coming|along|far|doing|stands?|step|steps|do|have|need|is|are|in|with|of|for|on)\b|['’]s\b/gi

/** What a listing tool showed, or the one thing in it that was asked about. */
const listed = (
  frame: Frame,
  wish: Wish,
  input: Readonly<Record<string, unknown>>,
  content: string,
  since: readonly Turn[],
): string | null => {
  const rowsOf = rowsIn(parsed(content))
  if (!rowsOf) return 'I could not read what came back, so I would rather not list it.'
  const key = CALLED[rowsOf.key] ?? rowsOf.key
  const { rows } = rowsOf
  const shown = new Set(rows.map(({ id }) => id))
  const things = thingsIn(since).filter(({ parent, id }) => parent === undefined && shown.has(id))
  const [about] = spokenOf(wish.body.replace(ASIDE, ' '), things)
  const isOne = about !== undefined && about.score > 0.5
  if (wish.seeks && !isOne) return null
  if (rows.length === 0)
    return frame.window
      ? `There is nothing in your ${frame.family} ${spanTold(input)}.`
      : `There are no ${wish.whole.toLowerCase().includes('new') ? 'new ' : ''}${key}.`
  const same = (row: Data): boolean =>
    row.id === about?.thing.id || (row.entry !== undefined && row.entry === about?.thing.row.entry)
  const chosen = isOne && rows.some(same) ? rows.filter(same).slice(0, wish.seeks ? 1 : undefined) : [...rows]
  if (frame.window && /\b(?:my|the|our) next (?:meeting|appointment|event|entry)\b/i.test(wish.whole)) chosen.splice(1)
  const [only] = chosen
  if (chosen.length === 1 && only && /\b(?:next|do first|start with|first step)\b/i.test(wish.whole)) {
    const told = nextOf(only)
    if (told !== null) return told
  }
  const lines = chosen.slice(0, 12).flatMap((row) => {
    const steps = Array.isArray(row.steps) ? row.steps.filter(isData) : []
    // What is left is what is not over.
    const open = steps.filter(({ status }) => !/^(?:done|skipped|failed)$/.test(text(status)))
    const asked = LEFT.test(wish.whole) && open.length > 0 ? open : steps
    return [
      `- ${line(row)}`,
      ...asked
        .slice(0, 12)
        .map(
          (step) =>
            `  - ${quoted(text(step.text), 100)}${step.status === 'todo' ? '' : ` (${STANDS[text(step.status)] ?? text(step.status)})`}`,
        ),
    ]
  })
  const more = chosen.length > 12 ? `\n\nAnd ${chosen.length - 12} more.` : ''
  const lead = chosen.length === 1 ? 'Here it is:' : `There are ${number(chosen.length)} ${key}:`
  return `${lead}\n\n${lines.join('\n')}${more}`
}
