/** Recurrence: rules on the clock of a zone, whatever that clock does. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../bff/problem.ts'
import { loadTime } from '../bff/recurrence/engine.ts'
import { between, nextAfter } from '../bff/recurrence/recurrence.ts'
import { isZone, readInstant, showLocal, toInstant, toLocal } from '../bff/recurrence/zone.ts'

await loadTime()

const instants = (rule: string, start: string, zone: string, from: string, to: string): string[] =>
  between({ rule, start, zone }, Date.parse(from), Date.parse(to), 1000).map((at) => new Date(at).toISOString())

/** In each zone: a day on which the time is skipped, and one on which it comes twice. */
const changes = [
  { zone: 'America/New_York', gap: '2026-03-08T02:30', shifted: '03:30', twice: '2026-11-01T01:30' },
  { zone: 'Europe/Lisbon', gap: '2026-03-29T01:30', shifted: '02:30', twice: '2026-10-25T01:30' },
  { zone: 'Europe/Berlin', gap: '2026-03-29T02:30', shifted: '03:30', twice: '2026-10-25T02:30' },
  { zone: 'Australia/Lord_Howe', gap: '2026-10-04T02:15', shifted: '02:45', twice: '2026-04-05T01:45' },
  { zone: 'America/Santiago', gap: '2026-09-06T00:30', shifted: '01:30', twice: '2026-04-04T23:30' },
  { zone: 'Africa/Cairo', gap: '2026-04-24T00:30', shifted: '01:30', twice: '2026-10-29T23:30' },
]

const DAY = 86_400_000

for (const { zone, gap, shifted, twice } of changes)
  test(`in ${zone} a time in the gap comes later and a doubled one comes once`, () => {
    for (const special of [gap, twice]) {
      const local = Date.parse(`${special}Z`)
      const start = showLocal(local - 2 * DAY)
      const from = toInstant(local - 3 * DAY, zone)
      const found = between({ rule: 'FREQ=DAILY', start, zone }, from, from + 7 * DAY, 100)
      const shown = found.map((at) => showLocal(toLocal(at, zone)).slice(0, 16))
      const expected = [-2, -1, 0, 1, 2, 3].map((day) => showLocal(local + day * DAY).slice(0, 16))
      if (special === gap) expected[2] = `${gap.slice(0, 11)}${shifted}`
      assert.deepEqual(shown.slice(0, 6), expected)
    }
    const first = toInstant(Date.parse(`${twice}Z`), zone)
    // The hour after it shows the same time, or in Lord Howe the half hour.
    const again = [1800_000, 3600_000].some((ms) => showLocal(toLocal(first + ms, zone)).startsWith(twice))
    assert.ok(again, 'the second of the two is later')
  })

test('a rule whose times are put out of order by the gap gives each instant once, in order', () => {
  const rule = 'FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30'
  assert.deepEqual(instants(rule, '2026-03-08T00:00', 'America/New_York', '2026-03-08', '2026-03-09'), [
    '2026-03-08T06:00:00.000Z',
    '2026-03-08T06:30:00.000Z',
    // 02:00 and 03:00, 02:30 and 03:30.
    '2026-03-08T07:00:00.000Z',
    '2026-03-08T07:30:00.000Z',
  ])
})

test('the day that Samoa left out is made up for on the next', () => {
  assert.deepEqual(instants('FREQ=DAILY', '2011-12-28T09:00', 'Pacific/Apia', '2011-12-28', '2012-01-02'), [
    '2011-12-28T19:00:00.000Z',
    '2011-12-29T19:00:00.000Z',
    // The 30th did not happen: it fell on the 31st.
    '2011-12-30T19:00:00.000Z',
    '2011-12-31T19:00:00.000Z',
    '2012-01-01T19:00:00.000Z',
  ])
})

test('a leap day comes in leap years only, and the last day of a month in each', () => {
  assert.deepEqual(instants('FREQ=YEARLY', '2024-02-29T09:00', 'UTC', '2024-01-01', '2037-01-01'), [
    '2024-02-29T09:00:00.000Z',
    '2028-02-29T09:00:00.000Z',
    '2032-02-29T09:00:00.000Z',
    '2036-02-29T09:00:00.000Z',
  ])
  assert.deepEqual(
    instants('FREQ=MONTHLY;BYMONTHDAY=-1', '2028-01-31T09:00', 'UTC', '2028-01-01', '2028-05-01').map((at) =>
      at.slice(5, 10),
    ),
    ['01-31', '02-29', '03-31', '04-30'],
  )
})

test('a rule ends by count and by date, which is a whole day of its zone', () => {
  assert.equal(instants('FREQ=DAILY;COUNT=3', '2026-01-01T09:00', 'UTC', '2020-01-01', '2030-01-01').length, 3)
  assert.equal(
    instants('FREQ=DAILY;UNTIL=20260103', '2026-01-01T23:30', 'Pacific/Auckland', '2020-01-01', '2030-01-01').length,
    3,
  )
  // 09:00 in Auckland on the 3rd is 20:00 UTC on the 2nd.
  assert.equal(
    instants('FREQ=DAILY;UNTIL=20260102T195959Z', '2026-01-01T09:00', 'Pacific/Auckland', '2020-01-01', '2030-01-01')
      .length,
    2,
  )
  assert.equal(nextAfter({ rule: 'FREQ=DAILY;COUNT=3', start: '2026-01-01T09:00', zone: 'UTC' }, Date.now()), null)
})

test('what comes next is always the first of what comes between', () => {
  const pattern = fc.record({
    rule: fc.tuple(
      fc.constantFrom('HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom('', ';BYHOUR=1,2,3', ';BYDAY=SU,MO', ';BYMINUTE=0,30', ';BYMONTHDAY=1,8,29'),
    ),
    day: fc.integer({ min: 0, max: 700 }),
    minute: fc.integer({ min: 0, max: 1439 }),
    zone: fc.constantFrom(...changes.map(({ zone }) => zone)),
  })
  fc.assert(
    fc.property(
      pattern,
      fc.integer({ min: 0, max: 500 }),
      ({ rule: [freq, interval, by], day, minute, zone }, later) => {
        const start = showLocal(Date.UTC(2025, 6, 1) + day * DAY + minute * 60_000)
        const wanted = { rule: `FREQ=${freq};INTERVAL=${interval}${by}`, start, zone }
        const from = readInstant(start, zone) + later * 3600_000
        const found = between(wanted, from + 1, from + 400 * DAY, 12)
        let at = from
        for (const each of found) {
          assert.equal(nextAfter(wanted, at), each)
          assert.ok(each > at)
          at = each
        }
      },
    ),
    { numRuns: 40, seed: 9 },
  )
})

test('a rule that never comes, or is none, is refused in one sentence and in bounded time', () => {
  const zone = 'Europe/Berlin'
  for (const rule of [
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=SECONDLY',
    'FREQ=DAILY;BYHOUR=24',
    'FREQ=DAILY;FREQ=DAILY',
    'FREQ=DAILY;COUNT=2;UNTIL=20270101',
    'FREQ=DAILY;UNTIL=20261399',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY\nX:Y',
    `FREQ=DAILY;BYHOUR=${Array.from({ length: 300 }, () => 1).join(',')}`,
    '__proto__=1',
    '',
  ])
    assert.throws(
      () => nextAfter({ rule, start: '1996-01-01T09:00', zone }, Date.parse('2026-01-01')),
      (thrown) => thrown instanceof Problem && thrown.code === 'invalid_request' && /^\S.*\.$/s.test(thrown.message),
      rule,
    )
})

test('a time is read as it is meant, and a day that is not in the calendar is none', () => {
  assert.equal(readInstant('2026-03-08T09:30', 'America/New_York'), Date.parse('2026-03-08T13:30:00Z'))
  assert.equal(readInstant('2026-03-08T09:30:00+02:00', 'America/New_York'), Date.parse('2026-03-08T07:30:00Z'))
  for (const text of ['2026-02-30T09:00', '2026-03-08', 'tomorrow', '2026-03-08T25:00', ''])
    assert.throws(() => readInstant(text, 'UTC'), Problem, text)
  assert.deepEqual(['Europe/Lisbon', 'UTC', '+02:00', 'Nowhere/Land', '__proto__', ''].map(isZone), [
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
