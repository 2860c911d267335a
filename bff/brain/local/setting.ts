/** Setting: who the persona is and where, read from the system message and from nothing else. */
import { factsOf, type Fact } from './facts.ts'
import { plain, wordsOf } from './words.ts'

export interface Setting {
  readonly name: string
  /** As it was told: "the studio's concierge"; '' when it was not. */
  readonly role: string
  readonly space: string
  readonly conversation: string
  /** ISO instant; '' when unknown. */
  readonly now: string
  readonly starters: readonly string[]
  readonly families: readonly string[]
  readonly facts: readonly Fact[]
  /** Stems that name the place itself. */
  readonly own: ReadonlySet<string>
}

const between = (text: string, tag: string, last = false): string => {
  const open = last ? text.lastIndexOf(`<${tag}>`) : text.indexOf(`<${tag}>`)
  if (open < 0) return ''
  const close = last ? text.indexOf(`</${tag}>`, open) : text.lastIndexOf(`</${tag}>`)
  return text.slice(open + tag.length + 2, close < open ? undefined : close)
}

/** The setting of a system message. Instructions come first and the context after them, so neither can be faked inside the other. */
export const settingOf = (system: string): Setting => {
  const context = new Map<string, string>()
  for (const line of between(system, 'context', true).split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) context.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim())
  }
  const list = (key: string, by: string) =>
    (context.get(key) ?? '')
      .split(by)
      .map((one) => one.trim())
      .filter((one) => one !== '')

  const first = system.trimStart().split('\n', 1)[0]?.slice(0, 400) ?? ''
  const told = first.startsWith('You are ') ? first.slice(8).replace(/\.\s*$/, '') : ''
  const comma = told.indexOf(', ')
  const name = context.get('persona') || (comma > 0 ? told.slice(0, comma) : told) || 'the assistant'
  const rest = comma > 0 ? told.slice(comma + 2) : ''
  const known = context.get('space') ?? ''
  const of = known !== '' && rest.endsWith(` of ${known}`) ? rest.length - known.length - 4 : rest.lastIndexOf(' of ')
  const role = of > 0 ? rest.slice(0, of) : rest
  const space = known || (of > 0 ? rest.slice(of + 4) : '')

  const common = 'shop store place company business site website firm'
  const own = new Set(wordsOf(plain(`${space} ${role} ${name} ${common}`)).map((word) => word.stem))
  const facts = factsOf(between(system.slice(0, system.lastIndexOf('<context>') >>> 0), 'instructions'))
  // "… is a small hotel above the river": then "the hotel" is the place itself, and says nothing of what is asked.
  const kind = facts.find(({ topic }) => topic === '')?.text.slice(0, 200) ?? ''
  const [, after = ''] = /(?:is|are) an? (.{1,60})/.exec(kind) ?? []
  const [thing = '', ...further] = after.split(/[.,;]| (?:in|with|near|above|for|of|on|at|by|that|where|who)\b/)
  const noun = further.length > 0 ? thing : ''
  for (const word of wordsOf(plain(noun))) own.add(word.stem)
  return {
    name,
    role,
    space,
    conversation: context.get('conversation') ?? '',
    now: context.get('now') ?? '',
    starters: list('starters', '|'),
    families: list('families', ','),
    facts,
    own,
  }
}
