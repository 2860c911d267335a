/** Translations: every language has every word, says what it is given, and leaves nothing in English. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { afterEach, describe, it } from 'node:test'
import { speak } from '../widget/strings/words.ts'

const folder = new URL('../widget/strings/', import.meta.url)
const entries = readdirSync(folder, { withFileTypes: true })
const languages = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

/** Every object of words that there is, under the name that it is exported by. */
const all = new Map<string, object>()
for (const { name } of entries.filter((entry) => entry.name.endsWith('.ts'))) {
  const exported: Record<string, unknown> = await import(new URL(name, folder).href)
  for (const [key, words] of Object.entries(exported))
    if (typeof words === 'object' && words !== null && ![...all.values()].includes(words)) all.set(key, words)
}

const rectangle = { id: 'a', kind: 'rectangle', text: 'Sign up' }
const find = (id: string) => (id === 'a' ? rectangle : undefined)

/** One call for each word. */
const each = (list: string): [string][] => list.split(/\s+/).map((word) => [word])

/** What a function is called with that cannot take any number: counts, places and names can. */
const samples: Readonly<Record<string, readonly unknown[][]>> = {
  'agendaWords.entries': [[0], [1], [23]],
  'agendaWords.reminder': [[0], [10_080], [1440], [60], [23]],
  'activityWords.doing': each(
    `chat.list chat.history chat.rename chat.archive chat.remove chat.handoff chat.show agenda.show approvals.show memory.show
    notifications.show schedules.show whiteboard.show plans.list plans.add plans.update plans.remove plans.make shop.buy`,
  ),
  'approvalWords.field': each('about at catchUp everything fact prompt rule title text'),
  'boardWords.kind': each('rectangle ellipse diamond note text line arrow stroke other'),
  'boardWords.here': [[['Ana']], [['Ana', 'Sam']], [['Ana', 'Sam', 'Kim']]],
  'boardWords.person': each('vis:1'),
  'memoryWords.forgotten': [[{ facts: 0, turns: 0, messages: 0 }], [{ facts: 1, turns: 23, messages: 24 }]],
  'noticeWords.category': each('approvals schedules plans agenda notes chat'),
  'noticeWords.zone': each('Europe/Lisbon'),
  'planWords.progress': [
    [0, 0],
    [23, 24],
  ],
  'repeatWords.every': ['MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].flatMap((frequency) => [
    [frequency, 1, ''],
    [frequency, 23, 'Friday'],
  ]),
  'repeatWords.date': [[-1], [23]],
  'repeatWords.nth': [
    [-1, 'Friday'],
    [2, 'Friday'],
  ],
  'workWords.nameOf': [
    [rectangle, find],
    [{ kind: 'arrow', from: 'a' }, find],
  ],
}

/** Many languages have a word for one thing and for two, and none for their number. */
const isFew = (given: unknown): boolean => given === 1 || given === 2

type Said = [path: string, text: string, given: readonly unknown[]]

/** Everything that words say. */
const said = (words: unknown, path: string, given: readonly unknown[] = []): Said[] => {
  if (typeof words === 'string') return words === '' ? [] : [[path, words, given]]
  if (typeof words !== 'function')
    return Object.entries(words as object).flatMap(([key, deeper]) => said(deeper, `${path}.${key}`, given))
  const calls = samples[path] ?? [[23, 24, 25].slice(0, words.length)]
  return calls.flatMap((call, place) => said(words(...call), `${path}(${place})`, call))
}
const now = (): Said[] => [...all].flatMap(([name, words]) => said(words, name))
const english = now()

/** What is written on keys, which may be the same everywhere. */
const key = /\.keyList\.\d+\.0$|^shortcutWords\.keys\.\w+\.\d+\.0\./

/** What is the same in a language as in English. */
const same: Readonly<Record<string, readonly string[]>> = {
  de: ['23 in 24', 'Chat', 'Ellipse', 'Orange', 'Text', 'Whiteboard', 'Whiteboards', 'in Europe/Lisbon', 'offline'],
  es: ['Agenda', 'Chat', 'No', 'agenda'],
  fr: `Agenda Assistant Chat Conversation Conversations Ellipse Image Note Notes Options Orange Rectangle Suggestions
    Urgent Violet agenda conversations plans`.split(/\s+/),
  pt: ['Agenda', 'Chat', 'agenda', 'offline'],
}

/** They stand in English among the tools only because those take their names from the kinds of things there are. */
const unsaid = new Set(['boardWords.tool.stroke', 'boardWords.tool.other'])

describe('every language', () => {
  afterEach(() => speak('en'))

  for (const language of languages) {
    it(`has every word: ${language}`, async () => {
      await speak(language)
      const there = new Map(now().map(([path, text]) => [path, text]))
      const missing = english.filter(([path]) => !there.has(path) && !unsaid.has(path))
      const left = english.filter(
        ([path, text]) => there.get(path) === text && !same[language]?.includes(text) && !key.test(path),
      )
      assert.deepEqual({ missing, left }, { missing: [], left: [] })
    })

    it(`says the names and numbers that it is given: ${language}`, async () => {
      await speak(language)
      const there = new Map(now().map(([path, text]) => [path, text]))
      const lost = english.filter(([path, text, given]) =>
        given.some((part) => !isFew(part) && text.includes(String(part)) && !there.get(path)?.includes(String(part))),
      )
      assert.deepEqual(lost, [])
    })
  }

  it('breaks no line before a sign of two parts, in French', async () => {
    await speak('fr')
    assert.deepEqual(
      now().filter(([, text]) => / [:;!?»]|« /.test(text)),
      [],
    )
  })
})
