/** Guards: which runs go round in circles, and at which step that is seen. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { circles } from '../../bff/brain/guards.ts'
import type { Result, Step } from '../../bff/capabilities/chat/runs.ts'

/** A step that calls these, each with a result nobody saw before unless it is said. */
let fresh = 0
const step = (
  calls: string[],
  { text = '', contents = [] as string[], state = 'done' as Result['state'] } = {},
): Step => ({
  text,
  calls: calls.map((call, index) => {
    const [name = '', args = '{}'] = call.split(' ')
    return { id: `call_${index}`, name, arguments: args }
  }),
  results: calls.map((_, index) => ({ state, content: contents[index] ?? `result ${fresh++}`, tainted: false })),
})

/** What is seen after each step. */
const after = (steps: Step[]) =>
  steps.map((_, index) => {
    const { stop, warn } = circles(steps.slice(0, index + 1))
    return stop ?? (warn ? `warn ${warn}` : '')
  })

const one = (...calls: string[]): Step[] => calls.map((call) => step([call]))

const cases: Record<string, [steps: Step[], seen: string[]]> = {
  'nothing yet': [[], []],
  'the same call four times': [one('a', 'a', 'a', 'a'), ['', '', 'warn 3', 'repeated_tool_calls']],
  'the same call four times, with others between': [
    one('a', 'b', 'a', 'c', 'a', 'd', 'e', 'a'),
    ['', '', '', '', 'warn 3', '', '', 'repeated_tool_calls'],
  ],
  'the same arguments in another order': [
    one(
      'a {"x":1,"y":{"p":1,"q":2}}',
      'a {"y":{"q":2,"p":1},"x":1}',
      'a {"x":1,"y":{"q":2,"p":1}}',
      'a {"y":{"p":1,"q":2},"x":1}',
    ),
    ['', '', 'warn 3', 'repeated_tool_calls'],
  ],
  'no arguments, written in two ways': [one('a {}', 'a', 'a {}', 'a'), ['', '', 'warn 3', 'repeated_tool_calls']],
  'arguments that are no JSON': [one('a {x', 'a {x', 'a {x', 'a {x'), ['', '', 'warn 3', 'repeated_tool_calls']],
  'other arguments each time': [
    one('a {"n":1}', 'a {"n":2}', 'a {"n":3}', 'a {"n":4}', 'a {"n":5}', 'a {"n":6}'),
    ['', '', '', '', '', ''],
  ],
  'a list in another order is another call': [
    one('a {"n":[1,2]}', 'a {"n":[2,1]}', 'a {"n":[1,2]}', 'a {"n":[2,1]}', 'b'),
    ['', '', '', '', ''],
  ],
  'the same call four times in one step': [[step(['a', 'a', 'a', 'a'])], ['repeated_tool_calls']],
  'the same call three times in one step, then once more': [
    [step(['a', 'a', 'a']), step(['b', 'a'])],
    ['warn 3', 'repeated_tool_calls'],
  ],
  'two calls in turns': [one('a', 'b', 'a', 'b', 'a', 'b'), ['', '', '', '', 'warn 3', 'repeated_tool_calls']],
  'two calls in turns, twice': [one('a', 'b', 'a', 'b', 'c'), ['', '', '', '', '']],
  'five refusals without a word': [
    Array.from({ length: 5 }, (_, n) => step([`a {"n":${n}}`], { state: 'refused' })),
    ['', '', '', '', 'no_progress'],
  ],
  'five refusals, with a word to the person between': [
    Array.from({ length: 6 }, (_, n) => step([`a {"n":${n}}`], { state: 'refused', text: n === 2 ? 'Hm.' : '' })),
    ['', '', '', '', '', ''],
  ],
  'five results that were seen before': [
    Array.from({ length: 6 }, (_, n) => step([`a {"n":${n}}`], { contents: ['the same'] })),
    ['', '', '', '', '', 'no_progress'],
  ],
  'one new result among five': [
    Array.from({ length: 6 }, (_, n) => step([`a {"n":${n}}`], { contents: [n === 3 ? 'new' : 'the same'] })),
    ['', '', '', '', '', ''],
  ],
}

for (const [what, [steps, seen]] of Object.entries(cases))
  test(`${what}: ${seen.at(-1) || 'goes on'}`, () => {
    assert.deepEqual(after(steps), seen)
  })
