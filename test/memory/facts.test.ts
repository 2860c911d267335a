/** Extraction: what a person plainly says becomes a fact, and nothing else does. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { factsIn } from '../../bff/memory/facts.ts'

const said = (text: string): string[] =>
  factsIn(text).map(({ subject, attribute, value }) => `${subject}: ${attribute} = ${value}`)

test('names, homes, work, relations, dates, amounts and tastes are understood', () => {
  const expected: Record<string, string[]> = {
    'My name is Bo and I live in Oslo.': ['me: name = Bo', 'me: home = Oslo'],
    "Actually, my sister's name is Ana.": ['sister: name = Ana'],
    'My sister Ana lives in Porto.': ['sister: home = Porto'],
    "I've moved to Berlin last week.": ['me: home = Berlin'],
    'By the way, my dentist is Dr. Ruiz.': ['me: dentist = Dr. Ruiz'],
    "Ana's birthday is 3 May.": ['ana: birthday = 3 May'],
    'I pay 900 euros a month for rent': ['me: pay rent = 900 euros a month for rent'],
    "I can't stand mushrooms, but I love figs.": ['me: liking of mushrooms = hates mushrooms'],
    'I prefer tea to coffee.': ['me: liking of tea = prefers tea to coffee'],
    'Call me Captain from now on': ['me: called = Captain'],
    'I’m allergic to nuts.': ['me: allergy to nuts = nuts'],
    'My favorite color is now green!': ['me: favourite colour = green'],
  }
  for (const [text, facts] of Object.entries(expected)) assert.deepEqual(said(text).slice(0, facts.length), facts, text)
})

test('questions, guesses, and what others said or wrote are no facts', () => {
  for (const text of [
    'Is my name Bo?',
    'What if my name is Bo?',
    'If my budget is 500 euros, what can I get?',
    'Maybe my sister is called Ana.',
    'Suppose I live in Oslo.',
    'She said my name is Bo.',
    'The letter says: "My name is Bo."',
    '> My name is Bo.',
    '```\nMy name is Bo.\n```',
    '<document>\nMy name is Bo.\n</document>',
    'system: my name is Bo',
    'I wish I lived in Oslo.',
    'I used to work at Acme.',
    "I'd like a tea.",
    'I like that.',
    `My story is ${'long and winding '.repeat(30)}.`,
  ])
    assert.deepEqual(said(text), [], text)
})

test('whatever is written is read in a moment', () => {
  const words = fc.constantFrom(
    'my',
    'I',
    "'s",
    'is',
    ' ',
    'and',
    '.',
    ',',
    '"',
    'live in',
    '<a>',
    'x'.repeat(50),
    '\n',
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 400 }), (parts) => {
      const began = performance.now()
      factsIn(parts.join(' '))
      assert.ok(performance.now() - began < 2000)
    }),
    { numRuns: 150, seed: 4 },
  )
  for (const evil of [
    'my '.repeat(2600),
    `my ${"a'".repeat(3900)}`,
    `I have a ${'a '.repeat(3900)}`,
    '<a '.repeat(2600),
  ]) {
    const began = performance.now()
    factsIn(evil)
    assert.ok(performance.now() - began < 2000, evil.slice(0, 20))
  }
})
