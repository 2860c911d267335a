/** Rules in plain arithmetic give what the engine gives that knows all of them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { loadTime } from '../bff/recurrence/engine.ts'
import { between, isSlow } from '../bff/recurrence/recurrence.ts'
import { showLocal, toInstant, toLocal } from '../bff/recurrence/zone.ts'

await loadTime()

const DAY = 86_400_000

/** What the engine says of the first times of a rule, as though every wall stood in Greenwich. */
const told = (rule: string, start: string, to: number, limit: number): string[] => {
  const dtstart = Temporal.PlainDateTime.from(start).toZonedDateTime('UTC')
  const series = new RRuleTemporal({ rruleString: `RRULE:${rule}`, dtstart, maxIterations: 100_000 })
  const end = Temporal.Instant.fromEpochMilliseconds(to).toZonedDateTimeISO('UTC')
  return series
    .between(dtstart, end, true)
    .slice(0, limit)
    .map(({ epochMilliseconds }) => showLocal(epochMilliseconds))
}

const days = fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), { minLength: 1, maxLength: 4 })
const part = (name: string, values: fc.Arbitrary<(string | number)[]>) =>
  values.map((list) => (list.length === 0 ? '' : `;${name}=${list.join(',')}`))
const few = (values: fc.Arbitrary<number>) => fc.uniqueArray(values, { maxLength: 3 })
const nth = fc
  .tuple(fc.constantFrom(1, 2, 3, 4, -1, -2), fc.constantFrom('MO', 'WE', 'SU'))
  .map(([n, day]) => `${n}${day}`)
const by = {
  DAILY: fc.tuple(part('BYDAY', days), part('BYMONTH', few(fc.integer({ min: 1, max: 12 })))),
  WEEKLY: fc.tuple(part('BYDAY', days), fc.constantFrom('', ';WKST=SU', ';WKST=WE')),
  MONTHLY: fc.oneof(
    fc.tuple(part('BYMONTHDAY', few(fc.constantFrom(1, 15, 28, 29, 30, 31, -1, -5)))),
    fc.tuple(part('BYDAY', fc.uniqueArray(nth, { minLength: 1, maxLength: 3 }))),
    fc.tuple(part('BYDAY', days), fc.constantFrom('', ';BYSETPOS=-1', ';BYSETPOS=1,3')),
  ),
  YEARLY: fc.oneof(
    fc.tuple(part('BYMONTH', few(fc.integer({ min: 1, max: 12 })))),
    fc.tuple(fc.constant(';BYMONTH=2,11'), part('BYDAY', fc.uniqueArray(nth, { minLength: 1, maxLength: 2 }))),
    fc.tuple(fc.constantFrom(';BYDAY=20MO', ';BYDAY=-1SU', ';BYMONTH=1,6;BYMONTHDAY=13,-1')),
  ),
}
const rules = (Object.keys(by) as (keyof typeof by)[]).map((freq) =>
  fc
    .tuple(
      by[freq],
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom('', ';COUNT=7', ';UNTIL=20270630T120000Z'),
      fc.constantFrom('', ';BYHOUR=8,20', ';BYMINUTE=0,45'),
    )
    .map(([parts, interval, end, times]) => {
      // The order of places is that of whole days here; times within a day are the engine's own affair.
      const timed = parts.join('').includes('BYSETPOS') ? '' : times
      return `FREQ=${freq};INTERVAL=${interval}${parts.join('')}${end}${timed}`
    }),
)

test('a rule in plain arithmetic gives the times that the engine gives', () => {
  fc.assert(
    fc.property(fc.oneof(...rules), fc.integer({ min: 0, max: 1500 }), (rule, day) => {
      const start = showLocal(Date.UTC(2024, 0, 1, 9, 30) + day * DAY)
      assert.equal(isSlow({ rule, start, zone: 'UTC' }), false, rule)
      const from = Date.parse(`${start}Z`)
      const to = from + 1100 * DAY
      const found = between({ rule, start, zone: 'UTC' }, from, to, 60).map(showLocal)
      assert.deepEqual(found, told(rule, start, to - 1, 60), `${rule} from ${start}`)
    }),
    { numRuns: 300, seed: 4 },
  )
})

test('asked for from the middle, a rule gives what it gives from the start', () => {
  fc.assert(
    fc.property(fc.oneof(...rules), fc.integer({ min: 0, max: 900 }), (rule, later) => {
      const pattern = { rule, start: '2024-02-29T09:30:00', zone: 'Europe/Lisbon' }
      const begin = Date.parse('2024-02-29T09:30:00Z')
      const all = between(pattern, begin, begin + 1000 * DAY, 10_000)
      const from = begin + later * DAY
      assert.deepEqual(
        between(pattern, from, begin + 1000 * DAY, 10_000),
        all.filter((at) => at >= from),
        rule,
      )
    }),
    { numRuns: 200, seed: 5 },
  )
})

test('a zone is asked fast and answers as the engine of time does, around every change', () => {
  for (const zone of [
    'Europe/Lisbon',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Africa/Casablanca',
    'UTC',
  ])
    for (const begin of ['2011-12-25', '2026-03-01', '2026-10-01'])
      for (let hours = 0; hours < 24 * 45; hours += 0.5) {
        const local = Date.parse(begin) + hours * 3_600_000
        const plain = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime()
        const at = plain.toZonedDateTime(zone).epochMilliseconds
        if (toInstant(local, zone) !== at) assert.fail(`${plain.toString()} in ${zone}`)
        const shown = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO(zone).toPlainDateTime()
        if (showLocal(toLocal(local, zone)) !== shown.toString({ smallestUnit: 'second' }))
          assert.fail(`${local} in ${zone}`)
      }
})

test('a rule with very many times ends where it says', () => {
  const pattern = { rule: 'FREQ=DAILY;COUNT=10000', start: '2000-01-01T09:00', zone: 'UTC' }
  assert.equal(between(pattern, 0, Date.parse('2100-01-01'), 20_000).length, 10_000)
})
