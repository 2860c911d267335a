/** The kill loop: clients send, the server is killed with -9 again and again, and nothing that was acknowledged may be missing. */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { paths } from '../../bff/datadir.ts'
import { examine } from '../../bff/operate/doctor.ts'
import type { Published } from '../../bff/protocol.ts'
import { newKey } from '../../widget/key.ts'
import { type Child, furnished, listening, run } from '../child.ts'
import { type Close, type Line, tables, Visitor } from '../peer.ts'

export interface Tally {
  kills: number
  acknowledged: number
  /** Sends that were cut off and asked again under the same key. */
  repeated: number
  /** Acknowledged, and not there. */
  lost: string[]
  /** There more than once. */
  doubled: string[]
  /** Conversations whose events do not count 1, 2, 3 … */
  gaps: string[]
  findings: string[]
  /** From the command to listening, over every start after a kill. Milliseconds. */
  starts: { median: number; slowest: number }
}

interface Client {
  visitor: Visitor
  conversation: string
  /** What was acknowledged: the text, and the id it was told. */
  acknowledged: Map<string, string>
  repeated: number
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The socket of a client, as soon as the server takes it. */
const reach = async (t: Close, { visitor }: Client): Promise<Line> => {
  for (;;) {
    try {
      await visitor.grant()
      return await visitor.connect(t)
    } catch {
      await pause(50)
    }
  }
}

/** Send one text after another, each under one key for as long as it takes to be told that it is kept. */
const load = async (t: Close, client: Client, name: string, over: () => boolean): Promise<void> => {
  let line = await reach(t, client)
  for (let n = 1; !over(); n++) {
    const text = `${name} says ${n}`
    const key = newKey()
    for (;;) {
      try {
        const { message } = await asked(line, client.conversation, text, key)
        client.acknowledged.set(text, message)
        break
      } catch (thrown) {
        if (line.socket.connected) throw thrown
        client.repeated++
        line.socket.close()
        line = await reach(t, client)
      }
    }
  }
  line.socket.close()
}

/** The answer, or a failure as soon as the line is cut. */
const asked = (line: Line, conversation: string, text: string, key: string): Promise<{ message: string }> =>
  new Promise((resolve, reject) => {
    const cut = (): void => reject(new Error('cut off'))
    if (!line.socket.connected) return cut()
    line.socket.once('disconnect', cut)
    line
      .act('chat.send', { conversation, text }, key)
      .then(resolve, reject)
      .finally(() => line.socket.off('disconnect', cut))
  })

/** Kill the server `kills` times under the load of some clients. @returns what is wrong, which should be nothing */
export const killLoop = async (
  t: Close,
  { kills, clients: many = 4, say = () => {} }: { kills: number; clients?: number; say?: (line: string) => void },
): Promise<Tally> => {
  const place = await furnished(t)
  const env = { ...place.env, LOCAL_PACE_MS: '0', LIMITS: 'off' }
  let child: Child = await listening(run(t, env))
  const clients: Client[] = []
  for (let i = 0; i < many; i++) {
    const visitor = await Visitor.at(place)
    const line = await visitor.connect(t)
    const { conversation } = await line.act('chat.start', {})
    line.socket.close()
    clients.push({ visitor, conversation: conversation.id, acknowledged: new Map(), repeated: 0 })
  }

  let over = false
  const loads = Promise.all(clients.map((client, i) => load(t, client, `client ${i}`, () => over)))
  // Noticed at its end; until then a failure in it must not end the process.
  loads.catch(() => {})
  const starts: number[] = []
  const answered = (): number => clients.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0)
  for (let n = 1; n <= kills; n++) {
    const before = answered()
    while (answered() < before + many) await Promise.race([pause(5), loads])
    await pause(randomInt(0, 250))
    child.process.kill('SIGKILL')
    await child.ended
    const began = performance.now()
    child = await listening(run(t, env))
    starts.push(Math.round(performance.now() - began))
    say(`${n} of ${kills} killed, ${answered()} acknowledged, ${starts.at(-1)} ms to start`)
  }
  over = true
  await loads

  const gaps: string[] = []
  for (const client of clients) {
    const line = await reach(t, client)
    const heard: Published[] = []
    for (;;) {
      const after = heard.at(-1)?.seq ?? 0
      const { events } = await line.act('chat.resume', { conversation: client.conversation, after })
      if (events.length === 0) break
      heard.push(...events)
    }
    if (heard.some(({ seq }, i) => seq !== i + 1)) gaps.push(client.conversation)
    line.socket.close()
  }
  child.process.kill('SIGTERM')
  await child.ended

  const rows = (tables(place.dir, ['messages'])['messages'] ?? []).filter((row) => row['role'] === 'person')
  const lost: string[] = []
  const doubled: string[] = []
  for (const { conversation, acknowledged } of clients) {
    const own = Map.groupBy(
      rows.filter((row) => row['conversation'] === conversation),
      (row) => String(row['text']),
    )
    for (const [text, id] of acknowledged) if (own.get(text)?.[0]?.['id'] !== id) lost.push(text)
    for (const [text, found] of own) if (found.length > 1) doubled.push(text)
  }
  const { findings } = await examine(paths(place.dir))
  const repeated = clients.reduce((sum, client) => sum + client.repeated, 0)
  starts.sort((a, b) => a - b)
  const took = { median: starts[starts.length >> 1] ?? 0, slowest: starts.at(-1) ?? 0 }
  return { kills, acknowledged: answered(), repeated, lost, doubled, gaps, findings, starts: took }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' } } })
  const undo: (() => unknown)[] = []
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  try {
    const tally = await killLoop(
      { after: (fn) => void undo.push(fn as () => unknown) },
      { kills: Number(values.kills), say },
    )
    say(JSON.stringify(tally, null, 2))
    const { lost, doubled, gaps, findings, starts } = tally
    const wrong = [...lost, ...doubled, ...gaps, ...findings].length > 0 || starts.slowest > 2000
    process.exitCode = wrong ? 1 : 0
  } finally {
    for (const each of undo.toReversed()) await each()
  }
}
