/** Crashes inside a run: killed at every commit and at every arrival outside, what it does is done once. */
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Child, furnished, listening, run } from '../child.ts'
import { type Answer, modelPeer } from '../model-peer.ts'
import { type Close, tables, until, Visitor } from '../peer.ts'

const script = fileURLToPath(new URL('crashing.ts', import.meta.url))

/** What a run does: within the store, or elsewhere, where it may be sent twice, asked for, or neither. */
export const kinds = ['chat.rename', 'chat.pay', 'chat.mail', 'chat.print'] as const
type Kind = (typeof kinds)[number]

export interface Crash {
  kind: Kind
  /** After the commit with this number since the message was sent; or when the effect arrives outside. */
  at: number | 'arrival'
}

export interface Aftermath extends Crash {
  /** How often the effect was had. */
  effects: number
  status: string
  text: string
  /** What waits for somebody's word, because nobody knows whether it was done. */
  asked: number
  crashed: boolean
}

/** The other side: it has each key's effect once, and says so when it is asked. */
const payee = async (t: Close, onArrival: () => void) => {
  const seen = new Map<string, number>()
  const server = createServer((request, response) => {
    const key = String(request.headers['idempotency-key'])
    if (request.url === '/look') return void response.writeHead(seen.has(key) ? 200 : 404).end('looked')
    // Only /chat.pay knows its keys: the others do again whatever comes again.
    seen.set(key, request.url === '/chat.pay' ? 1 : (seen.get(key) ?? 0) + 1)
    onArrival()
    response.end('done')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

const model =
  (kind: Kind): Answer =>
  (wire, { messages }) => {
    if (messages.at(-1)?.role === 'tool') return wire.say('It ', 'is done.').finish().done()
    const conversation = /conversation: (\S+)/.exec(messages[0]?.content ?? '')?.[1]
    const input = kind === 'chat.rename' ? { conversation, title: 'After' } : { what: 'it' }
    wire.call(kind.replace('.', '_'), JSON.stringify(input)).finish('tool_calls').done()
  }

/** One run with one crash in it. */
export const crash = async (t: Close, { kind, at }: Crash): Promise<Aftermath> => {
  const place = await furnished(t)
  let child: Child | undefined
  let arrived = false
  const other = await payee(t, () => {
    if (at === 'arrival' && !arrived) child?.process.kill('SIGKILL')
    arrived = true
  })
  const peer = await modelPeer(t, model(kind))
  const env = {
    ...place.env,
    OPENAI_BASE_URL: peer.url,
    OPENAI_API_KEY: 'k',
    PERSONA_MODEL: 'm',
    LOG_LEVEL: 'error',
    LIMITS: 'off',
    PAYEE: other.url,
  }
  child = await listening(run(t, { ...env, ...(at === 'arrival' ? {} : { CRASH_AT: String(at) }) }, [], script))
  const visitor = await Visitor.at(place)
  const line = await visitor.connect(t)
  const { conversation } = await line.act('chat.start', { title: 'Before' })
  child.process.kill('SIGUSR2')
  // The signal is taken before the message is: it is sent later, and by way of a socket.
  await new Promise((resolve) => setTimeout(resolve, 20))
  const key = 'the-same-key'
  await line.act('chat.send', { conversation: conversation.id, text: 'Do it' }, key).catch(() => undefined)
  const rowOf = () =>
    tables(place.dir, ['messages'])['messages']?.find((row) => row['role'] === 'persona') as
      | { id: string; status: string; text: string }
      | undefined
  const rests = () => until(() => (['streaming', undefined].includes(rowOf()?.status) ? undefined : true), 15_000)
  const crashed = await Promise.race([child.ended.then(() => true), rests().then(() => false)])
  if (crashed) {
    child = await listening(run(t, env, [], script))
    const again = await visitor.connect(t)
    await again.act('chat.send', { conversation: conversation.id, text: 'Do it' }, key)
    await rests()
  }
  const asked = (tables(place.dir, ['approvals'])['approvals'] ?? []).length
  const renamed = (tables(place.dir, ['journal'])['journal'] ?? []).filter(
    (row) => row['action'] === 'chat.rename' && row['result'] === 'ok',
  ).length
  const { status = 'gone', text = '' } = rowOf() ?? {}
  child.process.kill('SIGTERM')
  await child.ended
  const effects = kind === 'chat.rename' ? renamed : [...other.seen.values()].reduce((sum, n) => sum + n, 0)
  return { kind, at, effects, status, text, asked, crashed }
}

/** What is wrong with it, if anything is: every effect is had once, and what nobody can know is asked. */
export const wrong = ({ kind, effects, status, text, asked }: Aftermath): string[] => {
  const unknown = kind === 'chat.print' && status === 'waiting'
  return [
    ...(effects === 1 || (unknown && effects === 0) ? [] : [`${effects} effects`]),
    ...(unknown ? (asked === 1 ? [] : [`${asked} asked`]) : status === 'done' ? [] : [status]),
    ...(unknown || text === 'It is done.' ? [] : [text]),
  ]
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { reps: { type: 'string', default: '20' } } })
  let bad = 0
  let crashes = 0
  for (let rep = 0; rep < Number(values.reps); rep++)
    for (const kind of kinds)
      for (const at of [...Array.from({ length: 12 }, (_, i) => i + 1), 'arrival' as const]) {
        const undo: (() => unknown)[] = []
        try {
          const aftermath = await crash({ after: (fn) => void undo.push(fn as () => unknown) }, { kind, at })
          if (aftermath.crashed) crashes++
          if (wrong(aftermath).length > 0) {
            bad++
            process.stdout.write(`${JSON.stringify(aftermath)}\n`)
          }
        } finally {
          for (const each of undo.toReversed()) await each()
        }
      }
  process.stdout.write(`${crashes} crashes, ${bad} wrong\n`)
  process.exitCode = bad === 0 && crashes > 0 ? 0 : 1
}
