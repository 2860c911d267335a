/** Memory, through the socket door: what is learned, found, put right, brought in and taken out, and whose it is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Model } from '../../bff/brain/model.ts'
import type { Fact } from '../../bff/protocol.ts'
import { register, signedIn, vouch, actor } from '../identity/host.ts'
import { backend, clock, type Line, SHOP, saying, tables, talk, until, Visitor } from '../peer.ts'

const valuesOf = (facts: Fact[]) => facts.map(({ subject, attribute, value }) => `${subject} ${attribute} ${value}`)

/** Say something and wait until it was answered and learned from. */
const say = async (line: Line, conversation: string, text: string): Promise<string> => {
  const { reply } = await line.act('chat.send', { conversation, text })
  await line.settled(reply)
  return reply
}
const learned = (line: Line, count: number) =>
  until(async () => {
    const { facts } = await line.act('memory.list', { past: true })
    return facts.length >= count ? facts : undefined
  })

const turn = (ref: string, text: string, at: string, more: object = {}) => ({
  speaker: 'Ana',
  text,
  at,
  session: 's1',
  ref,
  by: 'person' as const,
  ...more,
})

/** A model that answers what it is told to keep in mind. */
const mindful = (): Model & { systems: string[] } => ({
  systems: [],
  async *stream({ messages }) {
    this.systems.push(String(messages[0]?.content))
    yield { text: 'Noted.' }
  },
})

test('what a person says of themselves is learned, with its source, and is in mind the next time', async (t) => {
  const model = mindful()
  const place = await backend(t, { model })
  const line = await (await Visitor.at(place)).connect(t)
  const first = (await line.act('chat.start', {})).conversation.id
  await say(line, first, 'My name is Bo. What time is it? If I live in Oslo, is it cold?')
  const [fact] = await learned(line, 1)
  assert.deepEqual(
    [fact?.subject, fact?.attribute, fact?.value, fact?.core, fact?.trust, fact?.conversation],
    ['me', 'name', 'Bo', true, 'person', first],
  )
  const { messages } = await line.act('chat.history', { conversation: first })
  assert.equal(fact?.message, messages[0]?.id)
  await say(line, first, 'The green parcel went to my aunt in Bergen.')
  const second = (await line.act('chat.start', {})).conversation.id
  await say(line, second, 'Where did the parcel go?')
  const system = model.systems.at(-1) ?? ''
  assert.match(system, new RegExp(`<memory>\\n\\[m:${fact?.id}, \\d{4}-\\d\\d-\\d\\d, person\\] My name is Bo\\n`))
  assert.match(system, /\[m:msg_\w+, \d{4}-\d\d-\d\d, person\] The green parcel went to my aunt in Bergen\./)
  assert.doesNotMatch(system, /\] Where did the parcel go/)
  // A repetition adds no row, not by the same answer made again either.
  for (let n = 0; n < 10; n++) await say(line, second, 'By the way, my name is Bo!')
  const { reply } = await line.act('chat.regenerate', { message: (await last(line, second)) ?? '' })
  await line.settled(reply)
  assert.equal((await line.act('memory.list', { past: true })).facts.length, 1)
})

const last = async (line: Line, conversation: string) =>
  (await line.act('chat.history', { conversation })).messages.at(-1)?.id

test('two hundred stories of change: each value is found in its own time, and the old one stays history', async (t) => {
  const place = await backend(t, { model: null })
  const line = await (await Visitor.at(place)).connect(t)
  const things = [
    'editor',
    'favourite tea',
    'bank',
    'gym',
    'yoga teacher',
    'bus',
    'shoe size',
    'landlord',
    'tailor',
    'boat',
  ]
  const values = ['Alder', 'Birch', 'Cedar', 'Damson', 'Elder', 'Fir', 'Gorse', 'Hazel', 'Ivy', 'Juniper']
  const cities = ['Aarhus', 'Bilbao', 'Cork', 'Delft', 'Evora', 'Faro', 'Ghent', 'Halle', 'Izmir', 'Jena']
  const day = (n: number, hour = 12) => new Date(Date.UTC(2025, 0, 1 + n, hour)).toISOString()
  const stories = Array.from({ length: 200 }, (_, n) => {
    const [thing, a, b, c] = [0, 0, 3, 6].map((by, i) => (i === 0 ? things : values)[(n + by) % 10] as string)
    const what = `${cities[Math.floor(n / 10) % 10]} ${thing} ${n}`
    const say = [`My ${what} is ${a}.`, `Actually, my ${what} is now ${b}.`, `My ${what} changed to ${c}!`]
    return { what, values: [a, b, c] as string[], days: [n % 50, 60 + (n % 40), 120 + (n % 30)], say }
  })
  // Newest first for every second story: what comes in late takes its place in time.
  const turns = stories.flatMap(({ say, days }, n) => {
    const told = say.map((text, i) => turn(`${n}-${i}`, text, day(days[i] as number), { session: `s${n}` }))
    return n % 2 ? told.toReversed() : told
  })
  for (let from = 0; from < turns.length; from += 200)
    await line.act('memory.import', { turns: turns.slice(from, from + 200) })
  for (const {
    what,
    values: [a, b, c],
    days,
  } of stories) {
    const asOf = async (at: string) => {
      const { found } = await line.act('memory.search', { query: `my ${what}`, limit: 20, at })
      const facts = found.filter(({ kind, text }) => kind === 'fact' && text.includes(`${what} `))
      return facts.map(({ text }) => text.split(' ').at(-1))
    }
    const [first = 0, second = 0, third = 0] = days
    assert.deepEqual(await asOf(day(first, 11)), [], what)
    assert.deepEqual(await asOf(day(second, 11)), [a], what)
    assert.deepEqual(await asOf(day(second, 13)), [b], what)
    assert.deepEqual(await asOf(day(third, 11)), [b], what)
    assert.deepEqual(await asOf(day(third, 13)), [c], what)
  }
  const rows = tables(place.dir, ['facts'])['facts'] ?? []
  assert.equal(rows.length, 600)
  assert.equal(rows.filter((row) => row['valid_to'] === null).length, 200)
  const { found } = await line.act('memory.search', { query: `my ${stories[0]?.what}`, limit: 20 })
  const history = found.filter(({ kind, text }) => kind === 'fact' && text.includes(`${stories[0]?.what} `))
  assert.deepEqual(history.map(({ until: end }) => end !== null).toSorted(), [false, true, true])
})

test('a value that came back is a time of its own', async (t) => {
  const place = await backend(t, { model: null })
  const line = await (await Visitor.at(place)).connect(t)
  const at = (month: number) => `2025-0${month}-01T12:00:00.000Z`
  const home = (ref: string, where: string, month: number) => turn(ref, `I live in ${where}.`, at(month))
  await line.act('memory.import', { turns: [home('1', 'Oslo', 1), home('2', 'Oslo', 6)] })
  await line.act('memory.import', { turns: [home('3', 'Bergen', 3)] })
  const { facts } = await line.act('memory.list', { past: true })
  assert.deepEqual(facts.map(({ value, since, until: end }) => [value, since, end]).toSorted(), [
    ['Bergen', at(3), at(6)],
    ['Oslo', at(1), at(3)],
    ['Oslo', at(6), null],
  ])
})

test('a person remembers, corrects and lists; what was so stays in the history', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const line = await (await Visitor.at(place)).connect(t)
  const {
    facts: [id = ''],
  } = await line.act('memory.remember', { text: 'My sister is called Ana.' })
  assert.deepEqual(await line.act('memory.remember', { text: 'My sister is called Ana' }), { facts: [id] })
  await line.act('memory.remember', { text: 'Always speak slowly.', core: true })
  await line.act('memory.remember', { text: 'Window seat', about: 'seat' })
  time.forward(1000)
  await line.act('memory.remember', { text: 'Aisle seat', about: 'seat' })
  const { fact } = await line.act('memory.correct', { fact: id, text: 'My sister is called Eva.' })
  const { facts } = await line.act('memory.list', {})
  assert.deepEqual(valuesOf(facts).toSorted(), [
    'me note always speak slowly Always speak slowly.',
    'me seat Aisle seat',
    'sister name Eva',
  ])
  assert.deepEqual(
    (await line.act('memory.list', { core: true })).facts.map(({ text }) => text),
    ['Always speak slowly.'],
  )
  const old = (await line.act('memory.list', { past: true })).facts.find((each) => each.id === id)
  assert.equal(old?.until, facts.find((each) => each.id === fact)?.since)
  const again = await line.try('memory.correct', { fact: id, text: 'My sister is called Uma.' })
  assert.equal(again.ok === false && again.problem.code, 'conflict')
  await until(() => (line.heard.some(({ event }) => event === 'memory.fact') ? true : undefined))
})

test('an import is one act, keeps the order, gives the ref back, and takes nothing twice', async (t) => {
  const place = await backend(t, { model: null })
  const line = await (await Visitor.at(place)).connect(t)
  const at = '2025-05-04T12:00:00.000Z'
  const turns = [
    turn('a', 'What did the plumber want?', at, { by: 'other', speaker: 'Kim' }),
    turn('b', 'Ninety euros, and a coffee.', at),
    turn('b', 'The same ref once more.', at),
  ]
  assert.deepEqual(await line.act('memory.import', { turns }), { imported: 2, known: 1, facts: 0 })
  assert.deepEqual(await line.act('memory.import', { turns }), { imported: 0, known: 3, facts: 0 })
  const { found } = await line.act('memory.search', { query: 'How much was the plumber?' })
  assert.deepEqual(found.map(({ ref, trust, speaker }) => [ref, trust, speaker]).toSorted(), [
    ['a', 'outside', 'Kim'],
    ['b', 'person', 'Ana'],
  ])
  assert.deepEqual((await line.act('memory.search', { query: 'plumber', at: '2025-05-04T11:59:00Z' })).found, [])
  const broken = await line.try('memory.import', {
    turns: [turn('c', 'Fine.', at), turn('d', 'Not fine.', 'yesterday')],
  })
  assert.equal(broken.ok === false && broken.problem.code, 'invalid_request')
  assert.equal(tables(place.dir, ['turns'])['turns']?.length, 2)
})

test('an export has everything, page by page', async (t) => {
  const place = await backend(t, { model: null })
  const line = await (await Visitor.at(place)).connect(t)
  const turns = Array.from({ length: 7 }, (_, n) => turn(`r${n}`, `My number ${n}x is ${n}.`, '2025-05-04T12:00:00Z'))
  await line.act('memory.import', { turns })
  const all: string[] = []
  for (let after: string | null | undefined = undefined; after !== null;) {
    const page: { facts: { text: string }[]; turns: { ref: string }[]; after: string | null } = await line.act(
      'memory.export',
      { limit: 3, ...(after === undefined ? {} : { after }) },
    )
    all.push(...page.facts.map(({ text }) => text), ...page.turns.map(({ ref }) => ref))
    after = page.after
  }
  assert.deepEqual(all.toSorted(), turns.flatMap(({ ref, text }) => [ref, text.slice(0, -1)]).toSorted())
})

test('an answer is found once it is whole, and no longer once its conversation is gone', async (t) => {
  const place = await backend(t, { model: saying('The zeppelin leaves at nine.') })
  const { line, ids } = await talk(t, place, await Visitor.at(place), 'My aunt is a pilot.')
  await learned(line, 1)
  const search = async () =>
    (await line.act('memory.search', { query: 'zeppelin pilot' })).found.map(({ kind }) => kind)
  assert.deepEqual((await search()).toSorted(), ['fact', 'turn', 'turn'])
  await line.act('chat.remove', { conversation: ids.conversation })
  assert.deepEqual(await search(), [])
  assert.deepEqual((await line.act('memory.list', { past: true })).facts, [])
})

test('nothing crosses a space or a person; two apps of one realm share the memory of their person', async (t) => {
  const place = await backend(t, { model: null })
  await place.operate('apps.update', { app: place.app, realm: 'shop' })
  const more = { space: place.space, name: 'Other', origins: [SHOP] }
  const app = async (realm: string) =>
    (await place.operate<{ app: { id: string } }>('apps.create', { ...more, realm })).app.id
  const [sameRealm, otherRealm] = [await app('shop'), await app('desk')]
  const at = async (id: string, sub = 'ada') => {
    const there = { ...place, app: id }
    return (await signedIn(there, await vouch(await register(place, id, 'person'), there, { sub }))).connect(t)
  }
  const one = await at(place.app)
  await one.act('memory.remember', { text: 'My zeppelin is purple.' })
  const turns = [turn('z', 'The zeppelin has a leak.', '2025-05-04T12:00:00Z')]
  await one.act('memory.import', { turns })
  const seen = async (line: Line) => {
    const { facts, turns: brought } = await line.act('memory.export', {})
    const { found } = await line.act('memory.search', { query: 'purple zeppelin' })
    const listed = (await line.act('memory.list', { past: true })).facts
    return [facts.length, brought.length, found.length, listed.length]
  }
  assert.deepEqual(await seen(await at(sameRealm)), [1, 1, 2, 1])
  const [fact] = (await one.act('memory.list', {})).facts
  for (const stranger of [
    await at(otherRealm),
    await at(sameRealm, 'eve'),
    await (await Visitor.at(place)).connect(t),
  ]) {
    assert.deepEqual(await seen(stranger), [0, 0, 0, 0])
    const reply = await stranger.try('memory.forget', { fact: fact?.id })
    assert.equal(reply.ok === false && reply.problem.code, 'not_found')
    // The same ref is each person's own.
    assert.equal((await stranger.act('memory.import', { turns })).imported, 1)
    await stranger.act('memory.forget', { everything: true })
  }
  assert.deepEqual(await seen(one), [1, 1, 2, 1])
})

test('what was known of a visitor follows the person, and the later word holds', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const signer = await register(place, place.app, 'person')
  const ada = await (await signedIn(place, await vouch(signer, place))).connect(t)
  await ada.act('memory.remember', { text: 'I live in Oslo.' })
  await ada.act('memory.search', { query: 'Bergen' })
  time.forward(1000)
  const visitor = await Visitor.at(place)
  const before = await visitor.connect(t)
  await before.act('memory.remember', { text: 'I live in Bergen.' })
  await before.act('memory.import', { turns: [turn('1', 'The harbour of Bergen is icy.', '2025-05-04T12:00:00Z')] })
  await signedIn(place, await vouch(signer, place), { keys: visitor.keys, ...actor(visitor) })
  const { facts } = await ada.act('memory.list', { past: true })
  assert.deepEqual(facts.map(({ value, until: end }) => [value, end === null]).toSorted(), [
    ['Bergen', true],
    ['Oslo', false],
  ])
  assert.equal((await ada.act('memory.search', { query: 'Bergen' })).found.length, 2)
})
