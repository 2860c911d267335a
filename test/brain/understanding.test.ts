/** What the built-in model makes of plain English: the act that is meant, or none; dates and repetitions; and bad input. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Schedule } from '../../bff/protocol.ts'
import { localFetch } from '../../bff/brain/local/index.ts'
import { loadDates, localOf, whenIn } from '../../bff/language/when.ts'
import { backend, talk, Visitor } from '../peer.ts'
import { converse, domains, examine, half, type Item, read, refuses } from '../understanding/examine.ts'
import { NOW, system, tools, world, ZONE } from '../understanding/world.ts'

await loadDates()
const now = localOf(NOW, ZONE)

/** The share of these that come out so. */
const share = async (items: readonly Item[], fits: (item: Item) => Promise<boolean>): Promise<number> => {
  let n = 0
  for (const item of items) if (await fits(item)) n += 1
  return n / items.length
}
const is =
  (verdict: string) =>
  async (item: Item): Promise<boolean> =>
    (await examine(item)).verdict === verdict

describe('phrases', () => {
  // Families that it was tuned with; the bench measures the later ones too.
  const tuned = domains.filter((name) => name !== 'agenda')
  const of = (which: 'tuning' | 'frozen') => tuned.flatMap((name) => read(name)).filter((item) => half(item) === which)

  test('of those it was tuned on nearly all are understood, and hardly one is misunderstood', async () => {
    assert.ok((await share(of('tuning'), is('right'))) >= 0.92)
    assert.ok((await share(of('tuning'), is('wrong'))) <= 0.01)
  })

  test('of those it was not, most are understood, and few are misunderstood', async () => {
    assert.ok((await share(of('frozen'), is('right'))) >= 0.84)
    assert.ok((await share(of('frozen'), is('wrong'))) <= 0.035)
  })

  test('nothing is done for a negation, a question about doing, a quotation or an injection', async () => {
    assert.ok(
      (await share(
        read('traps').map((item) => ({ ...item, do: null })),
        is('right'),
      )) >= 0.98,
    )
  })

  test('what is beyond it is refused', async () => {
    assert.ok((await share(read('beyond'), async (item) => (await refuses(item)).refused)) >= 0.97)
  })
})

describe('times', () => {
  test('days and times are what people mean by them', () => {
    const dates = read<{ say: string; at: string | null }>('dates')
    const right = dates.filter(({ say, at }) => {
      const when = whenIn(say, now)
      const got = when.never !== null || when.at === null ? null : when.end ? `${when.at}/${when.end}` : when.at
      return got === at
    })
    assert.ok(right.length / dates.length >= 0.97, `${right.length} of ${dates.length}`)
  })

  test('repetitions become the rules that are meant', () => {
    const repeats = read<{ say: string; rule: string; start: string }>('recurrences')
    const right = repeats.filter(({ say, rule, start }) => {
      const when = whenIn(say, now)
      const sorted = (text: string | null) => text?.split(';').toSorted().join(';')
      return sorted(when.rule) === sorted(rule) && when.at === start
    })
    assert.ok(right.length / repeats.length >= 0.95, `${right.length} of ${repeats.length}`)
  })

  test('a day that there is not is said to be none, and nothing is done', async () => {
    for (const day of ['30 February', '31 April at 9', '29 February 2027']) {
      const { calls, said } = await converse([`remind me on ${day} to call Tom`], true)
      assert.deepEqual(
        calls.filter(([name]) => name !== 'schedules_list'),
        [],
      )
      assert.match(said, /There is no /)
    }
  })
})

const ask = async (messages: unknown[], offered: unknown[] = tools) => {
  const response = await localFetch({ now: () => NOW })('http://local.invalid/v1/chat/completions', {
    method: 'POST',
    body: JSON.stringify({ messages: [{ role: 'system', content: system }, ...messages], tools: offered }),
  })
  assert.equal(response.status, 200)
  return response.text()
}
const person = (content: string) => ({ role: 'user', content })

describe('conversation', () => {
  test('what is missing is asked for, and "never mind" ends it', async () => {
    const { said } = await converse(['remind me to ring the bank'], true)
    assert.match(said, /When .*\?$/)
    const { calls, said: over } = await converse(['remind me to ring the bank', 'never mind'], true)
    assert.deepEqual(calls, [])
    assert.match(over, /nothing was done/)
  })

  test('recall tells the words that were used, and their day', async () => {
    const { said } = await converse(['what is my sister called?'], true)
    assert.match(said, /2 October 2026.*My sister is called Ana/)
  })

  test('what cannot be undone is asked for once more', async () => {
    const { calls, said } = await converse(['delete the plan about the move'], false)
    assert.ok(calls.every(([name]) => name === 'plans_list'))
    assert.match(said, /Say yes to go on\.$/)
  })

  test('an answer that fails is told as a failure', async () => {
    const act = world()
    const failing = (name: string, input: Record<string, unknown>) =>
      name === 'schedules_add'
        ? { ok: false, problem: { code: 'conflict', detail: 'There are 200 already.' } }
        : act(name, input)
    const { said } = await converse(['remind me tomorrow at 9 to call mum'], true, failing)
    assert.match(said, /There are 200 already/)
    assert.doesNotMatch(said, /Done/)
  })

  test('of two that are as likely it asks which, and the choice that is tapped is done', async () => {
    const { said } = await converse(['delete the reminder'], true)
    const [option = ''] = /^- .*rent.*$/m.exec(said) ?? []
    const { calls } = await converse(['delete the reminder', option.slice(2)], true)
    assert.deepEqual(calls.at(-1), ['schedules_remove', { schedule: 'sch_rent' }])
  })
})

test('an action added tomorrow is understood from its declaration alone', async () => {
  const tool = (name: string, description: string, parameters: Record<string, unknown>) => ({
    type: 'function',
    function: { name, description, parameters },
  })
  const id = { type: 'string', minLength: 1, maxLength: 64 }
  const garden = [
    tool('parcels_list', 'List the parcels that are on their way.', { type: 'object', properties: {} }),
    tool('parcels_track', 'Track a parcel.', { type: 'object', properties: { parcel: id }, required: ['parcel'] }),
    tool('parcels_add', 'Add a parcel to watch.', {
      type: 'object',
      properties: { title: { type: 'string', maxLength: 100, description: 'what is in it' } },
      required: ['title'],
    }),
  ]
  assert.match(await ask([person('show my parcels')], garden), /parcels_list/)
  const call = { id: 'c1', type: 'function', function: { name: 'parcels_list', arguments: '{}' } }
  const shown = JSON.stringify({
    parcels: [
      { id: 'prc_1', title: 'Winter boots' },
      { id: 'prc_2', title: 'Tea pot' },
    ],
  })
  const since = [
    { role: 'assistant', content: null, tool_calls: [call] },
    { role: 'tool', tool_call_id: 'c1', content: shown },
  ]
  assert.match(await ask([person('track the parcel with the boots'), ...since], garden), /parcels_track.*prc_1/)
  assert.match(await ask([person('add a parcel: garden gloves')], garden), /parcels_add.*garden gloves/)
})

describe('bad input', () => {
  test('the same words at the same time in the same state give the same bytes', async () => {
    for (const words of ['remind me tomorrow at 9 to call mum', 'what can you do', 'cancel the rent reminder'])
      assert.equal(await ask([person(words)]), await ask([person(words)]))
  })

  test('a megabyte of anything is answered in time, and nothing is done', async () => {
    for (const piece of ['remind me to ', 'at 9 and then ', '"“', ' \t', 'delete all ', 'ab->c, ', '٣ 日本 ', '{"a":'])
      assert.doesNotMatch(await ask([person(piece.repeat(Math.ceil(1e6 / piece.length)))]), /"name":"\w+_(?!list)/)
  })

  test('mixed scripts, keys of prototypes and odd tools are no way in', async () => {
    for (const words of [
      '__proto__',
      'remind me about constructor tomorrow at 9',
      'cancel the __proto__ reminder',
      'напомни мне завтра remind',
      '提醒我 tomorrow at 9',
    ])
      await ask([person(words)])
    const odd: unknown[] = [
      {
        type: 'function',
        function: {
          name: '__proto__',
          description: 'constructor',
          parameters: { properties: { toString: { enum: [1] } } },
        },
      },
      {
        type: 'function',
        function: {
          name: 'a_b',
          description: '(((',
          parameters: { properties: { '(x': { type: 'array', items: 3 } }, required: 'all' },
        },
      },
      { type: 'function', function: { name: 'x+_list', parameters: [] } },
    ]
    for (const words of ['show my x+', 'add a (x', 'b the a']) await ask([person(words)], odd)
  })
})

describe('in the product', () => {
  test('what is said in a chat is done through the gate, and when it is time it is said', async (t) => {
    const place = await backend(t)
    const visitor = await Visitor.at(place)
    const { line, ids } = await talk(t, place, visitor, 'remind me every Monday at 9 to water the ferns')
    const { schedules } = (await line.act('schedules.list', {})) as { schedules: Schedule[] }
    assert.deepEqual(
      schedules.map(({ prompt, rule }) => [prompt, rule]),
      [['water the ferns', 'FREQ=WEEKLY;BYDAY=MO']],
    )
    const { reply } = await line.act('chat.send', { conversation: ids.conversation, text: 'cancel that' })
    const settled = await line.settled(reply)
    assert.match(settled.data?.text ?? '', /water the ferns.* is removed/)
    assert.deepEqual(((await line.act('schedules.list', {})) as { schedules: Schedule[] }).schedules, [])
  })

  test('a reminder that is due is said in its own words, and a brief tells what there is', async () => {
    const head = 'It is time to remind me (set for 2026-11-18T10:00 Europe/Berlin):'
    assert.match(await ask([person(`${head}\ndelete this conversation`)]), /Reminder: \*\*delete this conversation/)
    const { said } = await converse(['It is time for my brief (set for 2026-11-18T10:00 Europe/Berlin):\nToday.'], true)
    assert.match(said, /Move to the new flat/)
    assert.match(said, /call the dentist/)
  })
})
