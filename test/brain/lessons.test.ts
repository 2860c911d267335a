/** What the built-in model learned: from the lessons that are there, and enough to read what somebody else writes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partingsOf } from '../../bff/brain/local/learned/parting.ts'
import { guesses, slotsOf } from '../../bff/brain/local/learned/reading.ts'
import { restated } from '../../bff/brain/local/learned/restating.ts'
import { weights } from '../../bff/brain/local/learned/weights.ts'
import { loadDates } from '../../bff/language/when.ts'
import { digestOf, files, lessonOf, lessonsIn } from '../understanding/lessons.ts'
import { train } from '../understanding/train.ts'

await loadDates()

test('the weights are of the lessons that are there: `npm run train` writes them', () => {
  assert.equal(weights().lessons, digestOf(files()))
})

test('every lesson is marked with slots and wishes that others have too', () => {
  const lessons = lessonsIn(files())
  for (const key of ['wish', 'slot'] as const) {
    const seen = new Map<string, number>()
    for (const { wish, spans } of lessons)
      for (const name of key === 'wish' ? [wish] : spans.map(({ slot }) => slot))
        seen.set(name, (seen.get(name) ?? 0) + 1)
    assert.deepEqual(
      [...seen].filter(([, times]) => times < 10),
      [],
    )
  }
  assert.throws(() => lessonOf('remind me to water the plants'), /No lesson/)
})

test('the same lessons teach the same, and what they teach holds for the sentences of another writer', () => {
  const [others, own] = [files().slice(1, 4), files().slice(0, 1)]
  const learned = train(others)
  assert.deepEqual(train(others), learned)
  const lessons = lessonsIn(own)
  const right = lessons.filter(({ text, wish }) => guesses(text, '', learned)[0]?.wish === wish)
  assert.ok(right.length / lessons.length > 0.7, `${right.length} of ${lessons.length}`)
  const marked = lessons.filter(({ text, wish, spans }) => {
    const found = slotsOf(text, wish, learned)
    return spans.every(({ slot, from, to }) => found[slot]?.includes(text.slice(from, to)))
  })
  assert.ok(marked.length / lessons.length > 0.5, `${marked.length} of ${lessons.length}`)
})

test('a sentence is said again as a plain request, with its words where they belong', () => {
  for (const [said, plain] of [
    [
      'need reminding to ring the bank, half four this afternoon',
      /^remind me half four this afternoon to ring the bank$/,
    ],
    ['movers are booked, tick it off', /^mark the movers.* as done$/],
    ['the skoda is gone, we drive a blue Dacia these days', /^actually, we drive a blue Dacia/],
    ['hold off on the plants reminder till I say', /^pause the plants reminder$/],
  ] as const)
    assert.match(restated(said)[0]?.text ?? '', plain)
})

test('where a text goes on with a second wish is read, and where one wish goes on is too', () => {
  for (const [two, second] of [
    ['cancel yoga and add pilates on tuesday at 6', 'add pilates on tuesday at 6'],
    [
      'the yoga reminder can go, and put football in my calendar friday at 4',
      'put football in my calendar friday at 4',
    ],
    ['make a board called Fete n put a note on it: cake stall', 'put a note on it: cake stall'],
  ] as const) {
    const [best] = partingsOf(two)
    assert.equal(best?.second, second)
    assert.ok(best.sure > 0.5, `${two}: ${best.sure}`)
  }
  for (const one of [
    'book lunch with Ana and Tom on Friday at 1',
    'our paper comes from Brandt & Co, note that',
    'the movers are booked, tick it off',
    'remind me to buy milk, eggs and bread at 5',
  ])
    assert.ok((partingsOf(one)[0]?.sure ?? 0) < 0.5, one)
})

test('what is long, empty or odd is read without harm', () => {
  for (const text of [
    '',
    ' ',
    '?',
    '{title:x}',
    '__proto__',
    'a'.repeat(100_000),
    'remind me '.repeat(5000),
    '明日の朝',
    '\u{1F600}\u202E',
  ])
    assert.ok(restated(text).every(({ sure }) => sure >= 0 && sure <= 1))
})
