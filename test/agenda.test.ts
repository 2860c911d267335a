/** Entries as plain data: when they come, how they are changed, and what calendars say of them. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import ICAL from 'ical.js'
import { loadCalendar } from '../bff/agenda/calendar/engine.ts'
import { gather } from '../bff/agenda/calendar/gather.ts'
import { calendarText, zonesOf } from '../bff/agenda/calendar/write.ts'
import { checked, type Content } from '../bff/agenda/content.ts'
import { change, remove } from '../bff/agenda/edits.ts'
import { expand } from '../bff/agenda/occurrences.ts'
import { merged, suggestions } from '../bff/agenda/slots.ts'
import { Problem } from '../bff/problem.ts'
import { loadTime } from '../bff/recurrence/engine.ts'

await loadTime()
await loadCalendar()

const entry = (more: Partial<Content> = {}): Content =>
  checked({
    uid: 'u1',
    start: '2026-03-02T09:00:00',
    seconds: 3600,
    zone: 'Europe/Lisbon',
    allDay: false,
    title: 'Lesson',
    place: '',
    notes: '',
    attendees: [],
    reminders: [],
    free: false,
    extra: [],
    parts: [],
    rule: 'FREQ=WEEKLY;BYDAY=MO',
    dates: [],
    except: [],
    overrides: {},
    ...more,
  })

const ending = <T>(list: readonly T[]): readonly [T | undefined, T | undefined] => [list[0], list.at(-1)]
const starts = (contents: Content[], from = '2026-01-01', to = '2026-07-01', zone = 'UTC'): string[] =>
  expand(
    contents.map((content) => ({ content })),
    { from: Date.parse(from), to: Date.parse(to), zone },
    1000,
  ).found.map(({ occurrence: { start, content } }) => `${new Date(start).toISOString().slice(0, 16)} ${content.title}`)

const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']
const good = event('UID:good', 'DTSTART:20260302T090000Z', 'SUMMARY:Good')
const written = (contents: Content[]): string => {
  const all = contents.map((content) => ({ content, at: 0 }))
  return [...calendarText(all, zonesOf(all))].join('')
}

test('an entry comes at its own hour through the year, in summer and in winter', () => {
  const found = starts([entry()], '2026-03-23', '2026-04-07')
  assert.deepEqual(found, ['2026-03-23T09:00 Lesson', '2026-03-30T08:00 Lesson', '2026-04-06T08:00 Lesson'])
})

test('a time in the gap comes later, and is still named by the time of its rule', () => {
  const content = entry({ start: '2026-03-28T01:30:00', rule: 'FREQ=DAILY;COUNT=3' })
  assert.deepEqual(starts([content]), ['2026-03-28T01:30 Lesson', '2026-03-29T01:30 Lesson', '2026-03-30T00:30 Lesson'])
  const { entry: left } = remove(content, 'this', '2026-03-29T01:30:00')
  assert.deepEqual(starts([left as Content]), ['2026-03-28T01:30 Lesson', '2026-03-30T00:30 Lesson'])
})

test('whole days are those of whoever looks, and last as long as their days do', () => {
  const day = entry({ start: '2026-03-29T00:00:00', seconds: 86_400, zone: null, allDay: true, rule: null })
  const found = expand([{ content: day }], { from: 0, to: Date.parse('2027-01-01'), zone: 'Europe/Lisbon' }, 5).found
  const [{ occurrence }] = found as [(typeof found)[0]]
  // The day on which the clocks go forward has 23 hours.
  assert.equal(occurrence.end - occurrence.start, 23 * 3600_000)
  assert.deepEqual(starts([day], '2026-01-01', '2026-07-01', 'Asia/Tokyo'), ['2026-03-28T15:00 Lesson'])
})

test('this one, this and the following, or all: each is changed and the others stay', () => {
  const content = entry({ rule: 'FREQ=WEEKLY;COUNT=5', except: ['2026-03-09T09:00:00'] })
  const key = '2026-03-16T09:00:00'
  const later = { start: '2026-03-16T11:00:00', title: 'Later' }
  const one = change(content, later, 'this', key, 'u2').entry as Content
  assert.deepEqual(starts([one]), [
    '2026-03-02T09:00 Lesson',
    '2026-03-16T11:00 Later',
    '2026-03-23T09:00 Lesson',
    '2026-03-30T08:00 Lesson',
  ])
  const { entry: head, next } = change(content, later, 'following', key, 'u2')
  assert.deepEqual(starts([head as Content]), ['2026-03-02T09:00 Lesson'])
  assert.deepEqual(starts([next as Content]), [
    '2026-03-16T11:00 Later',
    '2026-03-23T11:00 Later',
    '2026-03-30T10:00 Later',
  ])
  const all = change(content, later, 'all', key, 'u2').entry as Content
  assert.deepEqual(starts([all]), [
    '2026-03-02T11:00 Later',
    '2026-03-16T11:00 Later',
    '2026-03-23T11:00 Later',
    '2026-03-30T10:00 Later',
  ])
  // To another day of the week.
  const moved = change(
    entry({ rule: 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3' }),
    { start: '2026-03-03T09:00:00' },
    'all',
    null,
    '',
  )
  assert.deepEqual(
    starts([moved.entry as Content]).map((each) => each.slice(8, 10)),
    ['03', '05', '10'],
  )
  assert.deepEqual(ending(starts([remove(content, 'following', key).entry as Content])), [
    '2026-03-02T09:00 Lesson',
    '2026-03-02T09:00 Lesson',
  ])
  assert.equal(remove(content, 'following', content.start).entry, null)
  assert.throws(() => change(content, later, 'this', '2026-03-17T09:00:00', 'u2'), Problem)
})

test('a window gives its first occurrences and says that there are more, however often a rule comes', () => {
  const hourly = Array.from({ length: 200 }, (_, n) => ({
    content: entry({ uid: `u${n}`, rule: 'FREQ=HOURLY', start: '2020-01-01T00:00:00' }),
  }))
  const began = performance.now()
  const { found, more } = expand(
    hourly,
    { from: Date.parse('2026-01-01'), to: Date.parse('2027-01-01'), zone: 'UTC' },
    500,
  )
  assert.ok(more)
  assert.deepEqual([found.length, found.at(-1)?.occurrence.local], [500, Date.parse('2026-01-01T02:00:00Z')])
  assert.ok(performance.now() - began < 3000)
})

test('where the server stands changes nothing', () => {
  const script = `
    import { loadTime } from './bff/recurrence/engine.ts'
    import { gather } from './bff/agenda/calendar/gather.ts'
    import { expand } from './bff/agenda/occurrences.ts'
    await loadTime()
    const { entries } = await gather(${JSON.stringify(
      calendar(
        ...event('UID:1', 'DTSTART;TZID=Europe/Lisbon:20260302T013000', 'RRULE:FREQ=DAILY;COUNT=60'),
        ...event('UID:2', 'DTSTART;VALUE=DATE:20260302', 'RRULE:FREQ=WEEKLY;UNTIL=20260401'),
        ...event('UID:3', 'DTSTART:20260302T120000', 'DURATION:P1D'),
      ),
    )})
    const window = { from: Date.parse('2026-01-01'), to: Date.parse('2027-01-01'), zone: 'America/New_York' }
    const { found } = expand(entries.map((content) => ({ content })), window, 1000)
    console.log(JSON.stringify(found.map(({ occurrence: { start, end } }) => [start, end])))`
  const [first, ...others] = ['UTC', 'America/New_York', 'Pacific/Kiritimati', 'Australia/Lord_Howe'].map((TZ) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TZ },
      cwd: new URL('..', import.meta.url),
      encoding: 'utf8',
    }),
  )
  assert.equal((JSON.parse(first as string) as unknown[]).length, 60 + 5 + 1)
  for (const other of others) assert.equal(other, first)
})

test('a calendar that is taken out comes back equal, with what nobody here understands', async () => {
  const text = calendar(
    ...event(
      'UID:series',
      'DTSTAMP:20260101T000000Z',
      'SEQUENCE:3',
      'DTSTART;TZID=Europe/Lisbon:20260302T090000',
      'DTEND;TZID=Europe/Lisbon:20260302T103000',
      'RRULE:FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260630T220000Z',
      'EXDATE;TZID=Europe/Lisbon:20260309T090000,20260312T090000',
      'RDATE;TZID=Europe/Lisbon:20260314T150000',
      'SUMMARY;LANGUAGE=pt:Aula\\; de piano\\, sala 2',
      'DESCRIPTION:One\\nBEGIN:VEVENT\\nTwo',
      'LOCATION:Rua da Escola 1',
      'ATTENDEE;CN="Ana: Sá";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:ana@example.com',
      'ORGANIZER;CN=Rui:mailto:rui@example.com',
      'CATEGORIES:MUSIC,SCHOOL',
      'X-APPLE-TRAVEL-ADVISORY-BEHAVIOR;X-PARAM=1:AUTOMATIC',
      'GEO:38.7;-9.1',
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:Soon',
      'TRIGGER:-PT30M',
      'END:VALARM',
      'BEGIN:VALARM',
      'ACTION:EMAIL',
      'SUMMARY:Soon',
      'DESCRIPTION:Soon',
      'ATTENDEE:mailto:ana@example.com',
      'TRIGGER:-P1D',
      'END:VALARM',
    ),
    ...event(
      'UID:series',
      'DTSTAMP:20260101T000000Z',
      'RECURRENCE-ID;TZID=Europe/Lisbon:20260316T090000',
      'DTSTART;TZID=Europe/Lisbon:20260317T110000',
      'DTEND;TZID=Europe/Lisbon:20260317T120000',
      'SUMMARY:Aula mudada',
    ),
    ...event(
      'UID:days',
      'DTSTAMP:20260101T000000Z',
      'DTSTART;VALUE=DATE:20260401',
      'DTEND;VALUE=DATE:20260404',
      'SUMMARY:Páscoa 🐣',
    ),
    ...event('UID:utc', 'DTSTAMP:20260101T000000Z', 'DTSTART:20260501T120000Z', 'SUMMARY:Call'),
    ...event(
      'UID:night',
      'DTSTAMP:20260101T000000Z',
      'DTSTART;TZID=America/New_York:20261031T233000',
      'DURATION:PT2H45M',
      'SUMMARY:Night',
    ),
    ...event(
      'UID:floating',
      'DTSTAMP:20260101T000000Z',
      'DTSTART:20260601T080000',
      'DTEND:20260601T083000',
      'SUMMARY:Run',
    ),
  )
  const { entries, skipped } = await gather(text)
  assert.deepEqual([entries.length, skipped], [5, []])
  const out = written(entries)
  const back = await gather(out)
  assert.deepEqual([back.entries, back.skipped], [entries, []])
  assert.equal(written(back.entries), out)
  // Another reader finds everything of each event in it.
  const parts = (source: string) =>
    (ICAL.parse(source)[2] as [string, unknown[][], unknown[]][])
      .filter(([name]) => name === 'vevent')
      .map(([, properties, alarms]) => [properties.map((each) => JSON.stringify(each)).toSorted(), alarms.length])
  assert.deepEqual(parts(out).slice(0, 2), parts(text.replace(/TRANSP/, 'TRANSP')).slice(0, 2))
  assert.equal(JSON.stringify(parts(ICAL.stringify(ICAL.parse(out)))), JSON.stringify(parts(out)))
  // And it knows when they are, in their zone.
  const component = new ICAL.Component(ICAL.parse(out))
  for (const zone of component.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone as never)
  const night = component
    .getAllSubcomponents('vevent')
    .find((each) => each.getFirstPropertyValue('uid') === 'night')
    ?.getFirstPropertyValue('dtstart')
  assert.ok(night instanceof ICAL.Time)
  assert.equal(night.toJSDate().toISOString(), '2026-11-01T03:30:00.000Z')
  ICAL.TimezoneService.reset()
})

test('one bad component takes no other with it, and each is named with its line', async () => {
  const bad: [why: RegExp, lines: string[]][] = [
    [/does not say when/, event('UID:1', 'SUMMARY:x')],
    [/time that there is not/, event('UID:2', 'DTSTART:20260230T090000Z')],
    [/time zone is not known/, event('UID:3', 'DTSTART;TZID=Middle/Earth:20260302T090000')],
    [/ends before/, event('UID:4', 'DTSTART:20260302T090000Z', 'DTEND:20260301T090000Z')],
    [/longer than a year/, event('UID:5', 'DTSTART:19260302T090000Z', 'DTEND:20260302T090000Z')],
    [/rule/, event('UID:6', 'DTSTART:20260302T090000Z', 'RRULE:FREQ=SECONDLY')],
    [/rule/, event('UID:7', 'DTSTART:20260302T090000Z', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30')],
    [/rule/, event('UID:8', 'DTSTART:20260302T090000Z', 'RRULE:FREQ=DAILY;COUNT=999999999')],
    [/more than one rule/, event('UID:9', 'DTSTART:20260302T090000Z', 'RRULE:FREQ=DAILY', 'RRULE:FREQ=WEEKLY')],
    [/Only events/, ['BEGIN:VTODO', 'UID:10', 'END:VTODO']],
    [/not ended/, ['BEGIN:VEVENT', 'UID:11', 'DTSTART:20260302T090000Z']],
    [/length/, event('UID:12', 'DTSTART:20260302T090000Z', 'DURATION:-P1YX')],
    [
      /nested too deeply/,
      [
        'BEGIN:VEVENT',
        ...Array.from({ length: 9 }, (_, n) => `BEGIN:X${n}`),
        ...Array.from({ length: 9 }, (_, n) => `END:X${8 - n}`),
        'END:VEVENT',
      ],
    ],
    [/too far away/, event('UID:13', 'DTSTART:99991231T090000Z')],
    [/cancelled/, event('UID:14', 'DTSTART:20260302T090000Z', 'STATUS:CANCELLED')],
  ]
  for (const [why, lines] of bad) {
    const { entries, skipped } = await gather(calendar(...lines, ...good))
    assert.deepEqual(
      entries.map(({ uid }) => uid),
      ['good'],
      lines.join(' '),
    )
    assert.equal(skipped.length, 1, lines.join(' '))
    assert.match(skipped[0]?.why ?? '', why)
    assert.equal(skipped[0]?.line, 3)
  }
  for (const text of ['', 'hello', '\u0000', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR'])
    await assert.rejects(gather(text), (thrown) => thrown instanceof Problem && thrown.code === 'invalid_request')
})

test('what is smuggled into words stays words, on the way in and on the way out', async () => {
  const { entries } = await gather(
    calendar(
      ...event(
        'UID:1',
        'DTSTART:20260302T090000Z',
        'SUMMARY:A\rEND:VEVENT\rBEGIN:VEVENT',
        'DESCRIPTION:folded\r\n BEGIN:VEVENT\r\n\tUID:9',
        'X-NOTE;X-P="a^nEND:VEVENT^nBEGIN:VEVENT":b',
        'no colon here',
        '__proto__:x',
        'constructor:y',
        'LOCATION:a\u0085b\u2028c\u0000d',
      ),
      ...good,
    ),
  )
  assert.deepEqual(
    entries.map(({ uid, title, place }) => [uid, title, place]),
    [
      ['1', 'AEND:VEVENTBEGIN:VEVENT', 'abcd'],
      ['good', 'Good', ''],
    ],
  )
  const evil = 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\u2028\r\u0000'
  const out = written([
    entry({
      uid: evil,
      title: evil,
      place: evil,
      notes: evil,
      attendees: [{ name: evil, address: evil }],
      extra: [
        ['x-a', { 'x-p': evil }, 'unknown', evil],
        [evil, {}, 'text', 'x'],
      ],
      parts: [['valarm', [['x-b', {}, 'text', evil]], []]],
    }),
  ])
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(out.replaceAll('\r\n', ''), /[\u0000-\u001f\u0085\u2028\u2029]/)
  const back = await gather(out)
  assert.deepEqual([back.entries.length, back.skipped], [1, []])
  assert.equal(back.entries[0]?.notes, 'x\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil')
})

test('overrides that name one another, or nothing, end', async () => {
  const at = (id: string, start: string): string[] =>
    event(
      'UID:1',
      `RECURRENCE-ID:${id}`,
      `DTSTART:${start}`,
      'DTEND:20260401T100000Z'.replace(/\d{8}T\d{6}/, start.replace('090000', '100000').replace('Z', '')),
    )
  const { entries, skipped } = await gather(
    calendar(
      ...event('UID:1', 'DTSTART:20260302T090000Z', 'DTEND:20260302T100000Z', 'RRULE:FREQ=DAILY;COUNT=3'),
      // Each takes the place of the other.
      ...at('20260302T090000Z', '20260303T090000Z'),
      ...at('20260303T090000Z', '20260302T090000Z'),
      ...at('20260303T090000Z', '20260303T090000Z'),
      ...event('UID:lost', 'RECURRENCE-ID:20260303T090000Z', 'DTSTART:20260303T120000Z', 'RELATED-TO:lost'),
    ),
  )
  assert.deepEqual([entries.length, skipped], [1, []])
  assert.deepEqual(starts(entries), ['2026-03-03T09:00 ', '2026-03-03T09:00 ', '2026-03-04T09:00 '])
})

test('a calendar of many megabytes, or of rules that take long, is read in bounded time and in turns', async () => {
  const many = Array.from({ length: 20_000 }, (_, n) =>
    event(
      `UID:${n}`,
      'DTSTART;TZID=Europe/Lisbon:20260302T090000',
      `RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30;BYSETPOS=${(n % 300) + 1}`,
      `X-PAD:${'x'.repeat(100)}`,
    ),
  )
  let worst = 0
  let last = performance.now()
  const ticking = setInterval(() => {
    worst = Math.max(worst, performance.now() - last)
    last = performance.now()
  }, 1)
  const began = performance.now()
  const { entries, skipped } = await gather(calendar(...many.flat()))
  clearInterval(ticking)
  assert.deepEqual([entries.length, skipped.length], [0, 20_000])
  assert.ok(performance.now() - began < 20_000)
  assert.ok(worst < 2000, `${worst} ms`)
  const line = await gather(
    calendar('BEGIN:VEVENT', 'DTSTART:20260302T090000Z', `SUMMARY:${'x\r\n '.repeat(500_000)}`, 'END:VEVENT', ...good),
  )
  assert.equal(line.entries.length, 2)
})

test('zones go by many names', async () => {
  for (const name of [
    'W. Europe Standard Time',
    '/freeassociation.sourceforge.net/Europe/Berlin',
    'Europe/Berlin',
    '"Europe/Berlin"',
  ])
    assert.equal(
      (await gather(calendar(...event('UID:1', `DTSTART;TZID=${name}:20260302T090000`)))).entries[0]?.start,
      '2026-03-02T09:00:00',
    )
  const own = calendar(
    'BEGIN:VTIMEZONE',
    'TZID:Mine',
    'X-LIC-LOCATION:Europe/Berlin',
    'END:VTIMEZONE',
    ...event('UID:1', 'DTSTART;TZID=Mine:20260302T090000'),
  )
  assert.equal((await gather(own)).entries[0]?.zone, 'Europe/Berlin')
})

test('what is busy is merged, and what would fit is between it, in the hours that are wanted', () => {
  const at = (text: string) => Date.parse(`2026-03-${text}:00Z`)
  const span = (start: string, end: string) => ({ start: at(start), end: at(end) })
  const window = span('02T00:00', '04T00:00')
  const busy = [
    span('02T10:00', '02T11:00'),
    span('02T09:00', '02T10:00'),
    span('02T12:10', '02T17:00'),
    span('01T00:00', '02T01:00'),
  ]
  assert.deepEqual(merged(busy, window), [
    span('02T00:00', '02T01:00'),
    span('02T09:00', '02T11:00'),
    span('02T12:10', '02T17:00'),
  ])
  const hours = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] }
  assert.deepEqual(suggestions(window, 3600_000, { busy, hours, zone: 'Europe/Lisbon', limit: 9 }), [
    span('02T11:00', '02T12:00'),
    span('02T17:00', '02T18:00'),
    span('03T09:00', '03T10:00'),
  ])
  assert.deepEqual(
    suggestions(window, 3600_000, { busy, hours: { ...hours, days: [7] }, zone: 'Europe/Lisbon', limit: 9 }),
    [],
  )
})
