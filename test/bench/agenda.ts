/** What it costs to expand a full agenda, and to take in a large calendar while others are served. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { gather } from '../../bff/agenda/calendar/gather.ts'
import { expand } from '../../bff/agenda/occurrences.ts'
import type { Principal } from '../../bff/capability.ts'
import { readConfig } from '../../bff/config.ts'
import { localOperator } from '../../bff/demo.ts'
import { start } from '../../bff/server.ts'
import { furnish } from '../peer.ts'
import { percentile } from './peers.ts'

const ZONES = ['Europe/Lisbon', 'America/New_York', 'Asia/Tokyo', 'Australia/Sydney', 'America/Sao_Paulo', 'UTC']
/** As agendas are: most things come every week, some every day or month. */
const RULES = [
  'FREQ=WEEKLY',
  'FREQ=WEEKLY;BYDAY=MO,WE',
  'FREQ=WEEKLY;INTERVAL=2',
  'FREQ=WEEKLY;BYDAY=FR',
  'FREQ=WEEKLY;COUNT=30',
  'FREQ=DAILY',
  'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  'FREQ=MONTHLY;BYDAY=2TU',
  'FREQ=MONTHLY',
  'FREQ=YEARLY',
]

const eventText = (n: number, pad: number): string => {
  const day = String((n % 28) + 1).padStart(2, '0')
  const hour = String(8 + (n % 10)).padStart(2, '0')
  return [
    'BEGIN:VEVENT',
    `UID:bench-${n}@example.com`,
    'DTSTAMP:20260101T000000Z',
    `DTSTART;TZID=${ZONES[n % ZONES.length]}:202601${day}T${hour}0000`,
    `DTEND;TZID=${ZONES[n % ZONES.length]}:202601${day}T${hour}4500`,
    ...(n % 3 === 0 ? [`RRULE:${RULES[n % RULES.length]}`] : []),
    `SUMMARY:Entry number ${n}`,
    'LOCATION:Room 4',
    `DESCRIPTION:${'words '.repeat(pad)}`,
    'ATTENDEE;CN=Ana:mailto:ana@example.com',
    'X-SOMETHING:kept',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'DESCRIPTION:Soon',
    'TRIGGER:-PT15M',
    'END:VALARM',
    'END:VEVENT',
    '',
  ].join('\r\n')
}

export const run = async (): Promise<Record<string, string>> => ({ ...(await expansion()), ...(await bringingIn()) })

const expansion = async (): Promise<Record<string, string>> => {
  const text = Array.from({ length: 500 }, (_, n) =>
    eventText(n, 4)
      .replace(/RRULE:.*\r\n/, '')
      .replace('SUMMARY', `RRULE:${RULES[n % RULES.length]}\r\nSUMMARY`),
  )
  const { entries } = await gather(text.join(''))
  const contents = entries.map((content) => ({ content }))
  const window = { from: Date.parse('2026-02-01'), to: Date.parse('2027-02-01'), zone: 'Europe/Lisbon' }
  const times: number[] = []
  let count = 0
  for (let n = 0; n < 20; n++) {
    const began = performance.now()
    count = expand(contents, window, 1_000_000).found.length
    times.push(performance.now() - began)
  }
  const [first] = times
  times.sort((a, b) => a - b)
  return {
    [`a year of ${entries.length} recurring entries, ${count} times`]: `first ${first?.toFixed(0)} ms, p50 ${percentile(times, 0.5).toFixed(0)} ms`,
  }
}

const bringingIn = async (): Promise<Record<string, string>> => {
  const dir = mkdtempSync(join(tmpdir(), 'persona-bench-'))
  const config = readConfig({ PORT: '0', DATA_DIR: dir, DEMO: 'off', LOG_LEVEL: 'error', LIMITS: 'off' }, [])
  const { gate, close } = await start(config, { model: null })
  try {
    const act = async <T>(principal: Principal, name: string, input: unknown): Promise<T> => {
      const reply = await gate.perform(principal, name, input)
      if (reply.ok !== true) throw new Error(JSON.stringify(reply))
      return reply.data as T
    }
    const { space, persona, app } = await furnish((name, input) => act(localOperator, name, input))
    const person = (n: number): Principal => ({
      ...localOperator,
      plane: 'runtime',
      door: 'http',
      sub: `vis:bench${n}`,
      person: `vis:bench${n}`,
      space,
      app,
      scopes: new Set(['agenda:read', 'agenda:write']),
      personas: [persona],
    })
    const parts: string[] = ['BEGIN:VCALENDAR\r\nVERSION:2.0\r\n']
    let size = 0
    for (let n = 0; size < 1_000_000; n++) size += parts[parts.push(eventText(n, 8)) - 1]?.length ?? 0
    const calendar = `${parts.join('')}END:VCALENDAR\r\n`
    const took: number[] = []
    const delays: number[] = []
    let imported = 0
    for (let n = 0; n < 6; n++) {
      await new Promise((resolve) => setTimeout(resolve, 300))
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      const began = performance.now()
      ;({ imported } = await act<{ imported: number }>(person(n), 'agenda.import', { calendar }))
      took.push(performance.now() - began)
      delay.disable()
      delays.push(delay.max / 1e6)
    }
    const [firstTook, firstDelay] = [took.shift(), delays.shift()]
    took.sort((a, b) => a - b)
    delays.sort((a, b) => a - b)
    return {
      [`import of 1 MB of iCalendar, ${imported} entries with reminders`]: `first ${firstTook?.toFixed(0)} ms, p50 ${percentile(took, 0.5).toFixed(0)} ms`,
      'the loop is kept meanwhile, at most': `first ${firstDelay?.toFixed(0)} ms, p50 ${percentile(delays, 0.5).toFixed(0)} ms, worst ${delays.at(-1)?.toFixed(0)} ms`,
    }
  } finally {
    await close(0)
    rmSync(dir, { recursive: true, force: true })
  }
}
