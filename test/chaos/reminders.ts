/** `node test/chaos/reminders.ts [--seed n]`: a year of reminders in six zones, with restarts, late clocks and moved entries: none is missed, none comes twice. */
import { parseArgs } from 'node:util'
import { freePort } from '../child.ts'
import { backend, type Close, folder, standing, tables, Visitor } from '../peer.ts'

const HOUR = 3600_000
const DAY = 24 * HOUR
const ZONES = [
  'America/New_York',
  'Europe/Lisbon',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
]
/** Local times in the hours that clocks skip and repeat, and others. */
const SERIES: [start: string, rule: string, reminders: number[]][] = [
  ['02:30', 'FREQ=WEEKLY;BYDAY=TU,SU', [15, 1440]],
  ['00:15', 'FREQ=DAILY;INTERVAL=3', [0]],
  ['09:00', 'FREQ=MONTHLY;BYMONTHDAY=-1', [60, 10_080]],
  ['01:45', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO', [30]],
]

export interface Year {
  expected: number
  restarts: number
  moved: number
  missed: string[]
  /** Came more than once, or when nothing was due. */
  wrong: string[]
}

/** @param random numbers from 0 to 1; left out, the short form: one series for each zone, and nothing is moved */
export const yearOfReminders = async (t: Close, random?: () => number): Promise<Year> => {
  const time = standing()
  const dir = folder(t)
  const env = { PORT: await freePort() }
  let place = await backend(t, { now: time.now, model: null, dir, env })
  const visitor = await Visitor.with(place, { now: time.now })
  const expected = new Map<string, Set<string>>()
  const end = Date.parse('2027-01-05T09:00:00Z')
  /** What an entry is to remind of from now on; what it did until now stays. */
  const expect = async (entry: string, reminders: readonly number[]): Promise<void> => {
    const own = expected.get(entry) ?? new Set()
    for (const key of own) if (Number(key.split(' ')[2]) > time.now()) own.delete(key)
    const until = Date.parse('2027-01-20T00:00:00Z')
    for (let from = time.now(); from < until; from += 60 * DAY) {
      const to = Math.min(until, from + 60 * DAY)
      const window = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), zone: 'UTC', limit: 1000 }
      const { occurrences, more } = await visitor.fresh('agenda.list', window)
      if (more) throw new Error('The window is too long to be seen whole.')
      for (const { id, entry: of, start } of occurrences)
        for (const minutes of reminders) {
          const due = Date.parse(start) - minutes * 60_000
          if (of === entry && due > time.now() && due <= end) own.add(`${id} ${minutes} ${due}`)
        }
    }
    expected.set(entry, own)
  }
  const entries: { id: string; reminders: number[]; zone: string }[] = []
  for (const zone of ZONES)
    for (const [start, rule, reminders] of random ? SERIES : SERIES.slice(0, 1)) {
      const first = `2026-01-06T${start}`
      const { entry } = await visitor.fresh('agenda.add', { title: zone, start: first, zone, rule, reminders })
      entries.push({ id: entry, reminders, zone })
      await expect(entry, reminders)
    }
  const came = new Map<string, number>()
  const seen = new Set<string>()
  let [step, restarts, moved] = [0, 0, 0]
  while (time.now() < end) {
    // Now and then the clock comes late, and every few weeks everything is started anew.
    const hours = random ? 1 + Math.floor(random() * 20) : step % 11 === 0 ? 20 : 7
    time.forward(hours * HOUR)
    if (time.now() > end) time.set(new Date(end).toISOString())
    step++
    if (random ? random() < 0.05 : step % 120 === 0) {
      await place.running.close()
      place = await backend(t, { now: time.now, model: null, dir, env })
      restarts++
    }
    await place.running.tick()
    // They are kept for thirty days, and looking is what takes the time.
    for (const row of step % 10 === 0 || time.now() >= end
      ? (tables(dir, ['agenda_reminders'])['agenda_reminders'] ?? [])
      : []) {
      if (seen.has(String(row['id']))) continue
      seen.add(String(row['id']))
      const key = `${String(row['entry'])}@${String(row['occurrence'])} ${String(row['minutes'])} ${String(row['due_at'])}`
      came.set(key, (came.get(key) ?? 0) + 1)
    }
    if (!random || random() > 0.05 || time.now() >= end) continue
    // Between two quarters of an hour, so that nothing is due at this very moment.
    time.forward(7 * 60_000)
    await place.running.tick()
    const { id, reminders, zone } = entries[Math.floor(random() * entries.length)] as (typeof entries)[0]
    const { occurrences } = await visitor.fresh('agenda.list', {
      from: new Date(time.now() + 12 * 24 * HOUR).toISOString(),
      to: '2027-02-20T00:00',
      limit: 1000,
      zone,
    })
    const next = occurrences.find(({ entry }) => entry === id)
    if (!next) continue
    const start = `${next.startLocal.slice(0, 11)}${String(Math.floor(random() * 24)).padStart(2, '0')}:30`
    await visitor.fresh('agenda.update', { id: next.id, scope: 'this', start })
    moved++
    await expect(id, reminders)
  }
  const all = new Set([...expected.values()].flatMap((each) => [...each]))
  return {
    expected: all.size,
    restarts,
    moved,
    missed: [...all].filter((each) => !came.has(each)),
    wrong: [...came].filter(([key, count]) => count !== 1 || !all.has(key)).map(([key, count]) => `${key} ×${count}`),
  }
}

/** The same for the same seed (mulberry32). */
const dice = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' } } })
  const undo: (() => unknown)[] = []
  try {
    const year = await yearOfReminders(
      { after: (fn) => void undo.push(fn as () => unknown) },
      dice(Number(values.seed)),
    )
    process.stdout.write(`${JSON.stringify(year, null, 2)}\n`)
    process.exitCode = year.missed.length + year.wrong.length === 0 ? 0 : 1
  } finally {
    for (const each of undo.toReversed()) await each()
  }
}
