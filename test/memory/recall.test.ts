/** Recall: what is found by words, by neighbours, by speakers and by dates. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { speaksOf } from '../../bff/memory/about.ts'
import { datesAsked, datesOf } from '../../bff/memory/dates.ts'
import { Recall } from '../../bff/memory/recall.ts'
import { stemsOf } from '../../bff/memory/words.ts'

const NOW = Date.UTC(2026, 4, 20, 12)
const DAY = 86_400_000

const filled = (...turns: [id: string, speaker: string, text: string, at?: number, session?: string][]) => {
  const recall = new Recall()
  for (const [place, [id, speaker, text, at = NOW - 30 * DAY, session = 's']] of turns.entries())
    recall.add({ id, speaker, text, at, session, place })
  return (question: string) => recall.search(question, NOW, 10).map(({ id }) => id)
}

test('words are found in whatever form they were said', () => {
  assert.deepEqual(stemsOf("We've bought the Müllers' houses"), stemsOf('buy a MULLERS house'))
  const find = filled(['a', 'Ana', 'They were selling bicycles.'], ['b', 'Bo', 'The weather is fine.', NOW, 't'])
  assert.deepEqual(find('Who sold a bicycle?'), ['a'])
  assert.deepEqual(find('zeppelin'), [])
  assert.deepEqual(find('who is it?'), [])
})

test('a turn is found by what was said right before it', () => {
  const find = filled(
    ['a', 'Ana', 'What did the plumber want for it?'],
    ['b', 'Bo', 'Ninety euros.'],
    ['c', 'Ana', 'Nice weather.', NOW, 't'],
  )
  assert.deepEqual(find('How much was the plumber?').slice(0, 2).toSorted(), ['a', 'b'])
})

test('turns that come late and out of order are neighbours all the same', () => {
  const recall = new Recall()
  const add = (id: string, text: string, place: number) =>
    recall.add({ id, text, speaker: '', at: NOW, session: 's', place })
  add('d', 'Nothing much here.', 9)
  add('e', 'Nothing either.', 10)
  add('b', 'Ninety.', 2)
  add('c', 'Goodness.', 3)
  add('a', 'The plumber was here.', 1)
  const found = recall.search('plumber', NOW, 3).map(({ id }) => id)
  assert.deepEqual(found, ['a', 'b', 'c'])
})

test('a speaker is found by name', () => {
  const find = filled(['a', 'Ana', 'I would paint the kitchen.'], ['b', 'Bo', 'I would paint the kitchen.', NOW, 't'])
  assert.equal(find('What did Bo want to paint?')[0], 'b')
})

test('a date asks for the turns of that day, and for those that speak of it', () => {
  const find = filled(
    ['a', 'Ana', 'The roof leaks.', Date.UTC(2026, 2, 3), 'a'],
    ['b', 'Ana', 'The roof leaks.', Date.UTC(2026, 3, 9), 'b'],
    ['c', 'Ana', 'The roof leaked yesterday.', Date.UTC(2026, 1, 12), 'c'],
  )
  assert.equal(find('What leaked in March?')[0], 'a')
  assert.equal(find('What leaked on 9 April 2026?')[0], 'b')
  assert.equal(find('What leaked on the 11th of February?')[0], 'c')
})

test('dates are read against the time of who speaks', () => {
  const monday = Date.UTC(2026, 4, 4, 12)
  const asked = (text: string) => datesAsked(text, monday).join(' ')
  assert.equal(asked('What was last Friday?'), '@2026-05-01')
  assert.equal(asked('yesterday'), '@2026-05-03')
  assert.equal(asked('two weeks ago'), '@w2026-04-20')
  assert.equal(asked('last month'), '@2026-04')
  assert.equal(asked('in May 2025'), '@2025-05')
  assert.equal(asked('on 2025-12-31'), '@2025-12-31')
  assert.equal(asked('It may rain, and he can march.'), '')
  assert.ok(datesOf('We met last Friday.', monday).includes('@05-01'))
})

test('what speaks of something names all its words, in whatever form', () => {
  const speaks = speaksOf('Rex the dog')
  assert.equal(speaks?.('My dogs are Rex and Max'), true)
  assert.equal(speaks?.('Rex is fine'), false)
  assert.equal(speaksOf('Rexona')?.('REXONA!'), true)
  assert.equal(speaksOf('what is it'), undefined)
})
