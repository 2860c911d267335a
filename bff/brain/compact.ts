/** Compaction: a long conversation becomes a summary and its latest turns. What was said stays where it is. */
import type { Message } from '../protocol.ts'
import { charactersIn, tokensIn } from './estimate.ts'
import { itemsOf, missingIn } from './lookup.ts'

/** The share of what a model can read from which on a conversation is too long for it. */
export const FULL = 0.75
/** More messages than these are too many, however short they are. */
const MANY = 200
/** Shares of what a model can read: what a summary tells, and what it repeats word for word. */
const PROSE = 0.06
const WORDS = 0.12

/** The line between what a summary tells and what it repeats. */
const LOOKUP = '\n\nWord for word:\n'

export interface Summary {
  /** The `seq` of the last message it stands for. */
  upto: number
  text: string
}

const who = { person: 'person', persona: 'you', team: 'team' } as const
const day = ({ at }: Message): string => at.slice(0, 10)
const sizeOf = ({ text }: Message): number => tokensIn(text) + 8

/**
 * How many of the messages, from the first on, are to be summed up. 0: all of them have room, or none can go.
 * @param taken tokens of everything else that the model reads
 * @param context tokens that it can read
 */
export const cutOf = (said: readonly Message[], taken: number, context: number): number => {
  const size = said.reduce((sum, message) => sum + sizeOf(message), 0)
  if (taken + size <= context * FULL && said.length <= MANY) return 0
  // Half of the room is left free, or the next turn would have to do it all again.
  let room = Math.max(0, (context * (FULL - PROSE - WORDS) - taken) / 2)
  let first = said.length
  while (first > 0 && said.length - first < MANY / 2 && room >= sizeOf(said[first - 1] as Message))
    room -= sizeOf(said[--first] as Message)
  // What was asked stands with its answers, and whatever is not at rest (it may wait for a person) is not past yet.
  const asked = said.findIndex(({ role }, index) => index >= first && role === 'person')
  if (asked > 0) first = asked
  const open = said.findIndex(({ status }) => status === 'waiting' || status === 'streaming')
  const last = said.findLastIndex(({ role }) => role === 'person')
  first = Math.min(first, open < 0 ? first : open, last < 0 ? first : last)
  return first < 2 ? 0 : first
}

/** What there is to sum up, as it was said. */
export const spanOf = (before: Summary | undefined, span: readonly Message[], most: number): string => {
  const each = Math.max(200, Math.floor(most / Math.max(1, span.length)))
  const lines = span.map((message) => `${day(message)} ${who[message.role]}: ${clipped(message.text, each)}`)
  return [...(before ? [`What was said before that: ${before.text}`] : []), ...lines].join('\n')
}

const clipped = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most * 0.75)} … ${text.slice(text.length - most * 0.2)}`

/**
 * The summary of a span: what a model told of it where that holds, else the first words of everything. Either way every
 * address, id, amount, date and promise of the span is in it, or in the list after it.
 */
export const summaryOf = (
  before: Summary | undefined,
  span: readonly Message[],
  told: string | undefined,
  context: number,
): Summary => {
  const items = [
    ...(before ? itemsOf(before.text) : []),
    ...span.flatMap((message) => itemsOf(message.text, { by: who[message.role], day: day(message) })),
  ]
  const most = charactersIn(context * PROSE)
  const prose = told !== undefined && holds(told, before, span, most) ? told.trim() : extract(before, span, most)
  return { upto: span.at(-1)?.seq ?? before?.upto ?? 0, text: withLookup(prose, items, charactersIn(context * WORDS)) }
}

/** A summary that is too long, or that names what nobody said, is not one. */
const holds = (told: string, before: Summary | undefined, span: readonly Message[], most: number): boolean => {
  if (told.trim() === '' || told.length > most) return false
  const known = [before?.text ?? '', ...span.map((message) => `${day(message)} ${message.text}`)].join('\n')
  const numbers = (text: string) => text.match(/\d+(?:[.,:/-]\d+)*|\bhttps?:\/\/[^\s<>"'`)]+/g) ?? []
  return numbers(told).every((each) => known.includes(each.replace(/[.,;:!?]{1,20}$/, '')))
}

/** The first words of each message, the latest where there is no room for all. */
const extract = (before: Summary | undefined, span: readonly Message[], most: number): string => {
  const lines = [
    ...(before ? (before.text.split(LOOKUP, 1)[0] ?? '').split('\n') : []),
    ...span.map((message) => `${day(message)} ${who[message.role]}: ${firstOf(message.text)}`),
  ]
  let [first, length] = [lines.length, 0]
  while (first > 0 && (length += (lines[first - 1] ?? '').length + 1) <= most) first--
  return lines.slice(first).join('\n')
}

const firstOf = (text: string): string => {
  const line = text.trim().replace(/\s+/g, ' ').slice(0, 400)
  const [sentence = line] = /^.{20,200}?[.!?](?= |$)/.exec(line) ?? []
  return sentence.length > 160 ? `${sentence.slice(0, 159)}…` : sentence
}

/** The latest of them, where there is no room for all. */
const withLookup = (prose: string, items: readonly string[], most: number): string => {
  const missing = missingIn(prose, items)
  let [first, length] = [missing.length, 0]
  while (first > 0 && (length += (missing[first - 1] ?? '').length + 3) <= most) first--
  const older = first > 0 ? ['- (older ones are in the history of this conversation)'] : []
  const kept = [...older, ...missing.slice(first).map((item) => `- ${item}`)]
  return kept.length === 0 ? prose : `${prose}${LOOKUP}${kept.join('\n')}`
}
