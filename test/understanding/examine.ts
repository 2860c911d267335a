/** Examining: one utterance is said to the built-in model, its tools answer from a small world, and what it did is judged. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { localFetch } from '../../bff/brain/local/index.ts'
import { offered } from '../../bff/brain/local/phrases.ts'
import { families, isRead, NOW, system, tools, world } from './world.ts'

type Input = Record<string, unknown>
interface Wanted {
  do: string
  with: Input
}

/** One line of a file: what is said, in one turn or several, and what should come of it. */
export interface Item {
  say?: string
  turns?: string[]
  /** An action, several in this order, or none at all. */
  do?: string | Wanted[] | null
  with?: Input
  /** Other actions, or several in this order, that are as good. */
  or?: (Wanted | Wanted[])[]
  /** It has to ask for this first. */
  ask?: string
}

export type Verdict = 'right' | 'wrong' | 'abstained'
export interface Judged {
  item: Item
  verdict: Verdict
  /** One of the choices that it offered leads there. */
  offered: boolean
  said: string
  calls: [string, Input][]
  /** Milliseconds to each first byte. */
  first: number[]
}

const folder = new URL('./', import.meta.url)
export const read = <T = Item>(name: string): T[] =>
  readFileSync(new URL(`${name}.jsonl`, folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)

/** Families whose actions are in the product are examined; the others wait for theirs. */
export const domains = [
  'memory',
  'schedules',
  'plans',
  'chat',
  'approvals',
  'agenda',
  'notifications',
  'whiteboard',
].filter((name) => families.includes(name) && name !== 'approvals')

/** Batches that were written later, as other people would say things: first measured, then looked at and learned from. */
export const later = ['', 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 16, 17, 18, 19, 22, 23].map((n) => `fresh${n}`)
/** The last ones are only ever measured. */
export const unseen = [12, 14, 20, 21].map((n) => `fresh${n}`)

/** Half of the phrases are for tuning. The other half is only ever measured. */
export const half = ({ say, turns }: Pick<Item, 'say' | 'turns'>): 'tuning' | 'frozen' =>
  (createHash('sha256')
    .update(say ?? (turns ?? []).join('\n'))
    .digest()[0] ?? 0) %
    2 ===
  0
    ? 'tuning'
    : 'frozen'

const fetchLocal = localFetch({ pace: 0, now: () => NOW })
type Message = Record<string, unknown>

const complete = async (messages: Message[]) => {
  const from = performance.now()
  const response = await fetchLocal('http://local.invalid/v1/chat/completions', {
    method: 'POST',
    body: JSON.stringify({ model: 'persona-local', messages, tools }),
  })
  const ms = performance.now() - from
  const body = (await response.json()) as { choices: { message: Message }[] }
  return { message: body.choices[0]?.message ?? {}, ms }
}

interface Called {
  id: string
  function: { name: string; arguments: string }
}

/** One whole turn: calls are answered until there are words. */
const turn = async (messages: Message[], act: ReturnType<typeof world>) => {
  const calls: [string, Input][] = []
  const first: number[] = []
  const steps: Message[] = []
  for (let step = 0; step < 10; step += 1) {
    const { message, ms } = await complete([...messages, ...steps])
    first.push(ms)
    const called = (message.tool_calls ?? []) as Called[]
    if (called.length === 0) return { said: String(message.content ?? ''), calls, first }
    steps.push(message)
    for (const { id, function: made } of called) {
      const input = JSON.parse(made.arguments) as Input
      calls.push([made.name, input])
      const came = act(made.name, input)
      steps.push({ role: 'tool', tool_call_id: id, content: typeof came === 'string' ? came : JSON.stringify(came) })
    }
  }
  return { said: '(no end)', calls, first }
}

const CONFIRM = /say yes to go on/i

/** Said turn after turn. A question whether to do it for good is answered with yes where something should be done. */
export const converse = async (turns: string[], agrees: boolean, act = world()) => {
  const messages: Message[] = [{ role: 'system', content: system }]
  let came: Awaited<ReturnType<typeof turn>> = { said: '', calls: [], first: [] }
  const first: number[] = []
  for (const words of turns) {
    messages.push({ role: 'user', content: words })
    came = await turn(messages, act)
    first.push(...came.first)
    messages.push({ role: 'assistant', content: came.said })
  }
  const asked = CONFIRM.test(came.said)
  if (asked && agrees) {
    const before = came.calls
    came = await turn([...messages, { role: 'user', content: 'yes' }], act)
    came.calls = [...before, ...came.calls]
  }
  return { ...came, first, asked }
}

const words = (value: unknown): string =>
  JSON.stringify(value ?? '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
const ruled = (rule: unknown): string =>
  String(rule)
    .split(';')
    .map((part) =>
      part.replace(/^(BYDAY=)(.*)$/, (_, key: string, days: string) => key + days.split(',').toSorted().join(',')),
    )
    .filter((part) => part !== 'INTERVAL=1')
    .toSorted()
    .join(';')

/** "~a b": these words are in it; "*x": it ends so; "^x": it begins so; anything else is equal. */
const fits = (key: string, wanted: unknown, got: unknown): boolean => {
  if (typeof wanted === 'string' && wanted.startsWith('~'))
    return wanted
      .slice(1)
      .toLowerCase()
      .split(/[ _]/)
      .every((word) => words(got).includes(word))
  if (typeof wanted === 'string' && wanted.startsWith('*')) return String(got).endsWith(wanted.slice(1))
  if (typeof wanted === 'string' && wanted.startsWith('^')) return String(got).startsWith(wanted.slice(1))
  // What comes again is meant by its own id or by that of one of its times.
  if (key === 'id' && typeof wanted === 'string' && !wanted.includes('@')) return String(got).split('@')[0] === wanted
  if (key === 'rule') return ruled(wanted) === ruled(got)
  return JSON.stringify(wanted) === JSON.stringify(got)
}

/** How long something takes is said by its minutes or by its end. */
const whole = (input: Input): Input => {
  const [from, to] = [Date.parse(`${String(input.start)}:00Z`), Date.parse(`${String(input.end)}:00Z`)]
  if (input.minutes === undefined && to > from) return { ...input, minutes: (to - from) / 60_000 }
  if (input.end === undefined && typeof input.minutes === 'number' && from)
    return { ...input, end: new Date(from + input.minutes * 60_000).toISOString().slice(0, 16) }
  return input
}

const isIt = ([name, input]: [string, Input], wanted: Wanted): boolean =>
  name === wanted.do.replace('.', '_') &&
  Object.entries(wanted.with).every(([key, value]) => fits(key, value, whole(input)[key]))

const matches = (calls: [string, Input][], wanted: Wanted[]): boolean => {
  const last = wanted.at(-1)
  const reads = last !== undefined && isRead(last.do.replace('.', '_'))
  const done = calls.filter(([name]) => !isRead(name))
  const acts = wanted.filter(({ do: name }) => !isRead(name.replace('.', '_')))
  if (done.length !== acts.length || !acts.every((each, i) => done[i] && isIt(done[i], each))) return false
  return !reads || calls.some((call) => isIt(call, last))
}

/** What lists of short options there are in an answer. */
const optionsIn = (said: string): string[] => offered(said)

export const examine = async (item: Item): Promise<Judged> => {
  const turns = item.turns ?? [item.say ?? '']
  const wanted: Wanted[][] =
    typeof item.do === 'string'
      ? [[{ do: item.do, with: item.with ?? {} }], ...(item.or ?? []).map((each) => [each].flat())]
      : Array.isArray(item.do)
        ? [item.do]
        : [[]]
  const expects = wanted[0]?.length !== 0
  const { said, calls, first, asked } = await converse(turns, expects)
  const did = calls.filter(([name]) => !isRead(name))
  const judged = (verdict: Verdict, offered = verdict === 'right'): Judged => ({
    item,
    verdict,
    offered,
    said,
    calls,
    first,
  })
  if (item.ask !== undefined)
    return judged(did.length > 0 ? 'wrong' : said.trim().endsWith('?') ? 'right' : 'abstained')
  if (!expects) return judged(did.length > 0 || asked ? 'wrong' : 'right')
  if (wanted.some((each) => matches(calls, each))) return judged('right')
  if (did.length > 0 || (asked && calls.length > 0)) return judged('wrong')
  const isOpen = said.trim().endsWith('?') || optionsIn(said).length > 0 || REFUSAL.test(said)
  // An answer from the wrong place is no question asked back.
  if (calls.length > 0 && !isOpen) return judged('wrong')
  for (const option of optionsIn(said).slice(0, 3)) {
    const then = await converse([...turns, option], true)
    if (wanted.some((each) => matches(then.calls, each))) return judged('abstained', true)
  }
  return judged('abstained')
}

const REFUSAL = /\b(?:don['’]t|do not|can['’]t|cannot|nothing|not|beyond|outside|only|rather not)\b/i

/** A refusal: nothing was done, and it says that this is beyond it. */
export const refuses = async (item: Item): Promise<Judged & { refused: boolean }> => {
  const judged = await examine({ ...item, do: null })
  // A choice of things to tap is no refusal.
  const isRefusal = REFUSAL.test(judged.said) && optionsIn(judged.said).length === 0
  return { ...judged, refused: judged.verdict === 'right' && isRefusal && !/\bdone\b/i.test(judged.said) }
}
