/** The firing loop: schedules come due, the server is killed with -9 around them, and each occurrence is performed once. */
import { parseArgs } from 'node:util'
import { randomInt } from 'node:crypto'
import { paths } from '../../bff/datadir.ts'
import { examine } from '../../bff/operate/doctor.ts'
import { furnished, listening, run } from '../child.ts'
import { type Close, tables, until, Visitor } from '../peer.ts'

export interface Tally {
  kills: number
  fired: number
  /** Due, and not performed. */
  lost: string[]
  /** Performed more than once, or with more than one message. */
  doubled: string[]
  findings: string[]
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** How many come due before each kill, and milliseconds that they are spread over. */
const MANY = 20
const SPREAD = 400

/** Kill the server `kills` times while jobs are due. @returns what is wrong, which should be nothing */
export const fireLoop = async (
  t: Close,
  { kills, say = () => {} }: { kills: number; say?: (line: string) => void },
): Promise<Tally> => {
  const place = await furnished(t)
  const env = { ...place.env, LOCAL_PACE_MS: '0', LIMITS: 'off' }
  const due = new Set<string>()
  let child = await listening(run(t, env))
  for (let n = 1; n <= kills; n++) {
    const visitor = await Visitor.at(place)
    const line = await visitor.connect(t)
    const begins = Date.now() + 1000
    for (let i = 0; i < MANY; i++) {
      const at = new Date(begins + randomInt(0, SPREAD)).toISOString()
      const { schedule } = await line.act('schedules.add', { prompt: `Say ${n}.${i}`, at, overlap: 'queue' })
      due.add(`${schedule}@${at}`)
    }
    await pause(Math.max(0, begins + randomInt(0, SPREAD + 100) - Date.now()))
    child.process.kill('SIGKILL')
    await child.ended
    line.socket.close()
    child = await listening(run(t, env))
    say(`${n} of ${kills} killed, ${due.size} due`)
  }
  const runs = () => tables(place.dir, ['runs'])['runs'] ?? []
  const settled = ['done', 'failed', 'stopped']
  await until(() => {
    const waits = (tables(place.dir, ['jobs'])['jobs'] ?? []).length
    return waits === 0 && runs().every((row) => settled.includes(String(row['status']))) ? true : undefined
  }, 60_000).catch(() => undefined)
  child.process.kill('SIGTERM')
  await child.ended

  const came = tables(place.dir, ['occurrences'])['occurrences'] ?? []
  const byId = Map.groupBy(came, ({ id }) => String(id))
  const lost = [...due].filter((id) => byId.get(id)?.[0]?.['outcome'] !== 'fired')
  const messages = new Set(came.map(({ message }) => message))
  const doubled = runs()
    .filter(({ message }) => !messages.has(message as string))
    .map(({ id }) => String(id))
  if (messages.size !== came.length || runs().length !== came.length)
    doubled.push(`${runs().length} runs of ${came.length}`)
  const { findings } = await examine(paths(place.dir))
  return { kills, fired: came.length, lost, doubled, findings }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '50' } } })
  const undo: (() => unknown)[] = []
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  try {
    const tally = await fireLoop(
      { after: (fn) => void undo.push(fn as () => unknown) },
      { kills: Number(values.kills), say },
    )
    say(JSON.stringify(tally, null, 2))
    const { lost, doubled, findings } = tally
    process.exitCode = [...lost, ...doubled, ...findings].length === 0 ? 0 : 1
  } finally {
    for (const each of undo.toReversed()) await each()
  }
}
