/** `node test/chaos/fuzz.ts [--runs n] [--seed n]`: whatever is sent as an act gets one answer, and harms nobody. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { pino } from 'pino'
import { problemCodes } from '../../bff/problem.ts'
import type { Reply } from '../../bff/protocol.ts'
import { backend, type Ids, inputs, kept, type Line, saying, talk, Visitor } from '../peer.ts'

const MARK = 'only-the-other-may-read-this'
const dangerous = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'toJSON', 'length']
const ids: Ids = {
  persona: '$persona',
  conversation: '$conversation',
  message: '$message',
  run: '$run',
  board: '$board',
}
const valid = new Map(Object.entries(inputs(ids) as Record<string, Record<string, unknown>>))

const key = fc.oneof(fc.constantFrom(...dangerous, 'space', 'owner', 'role', 'id'), fc.string({ maxLength: 20 }))
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom('$conversation', '$theirs', '$persona', '', 1, true, -1, 1e308, 'x'.repeat(9000), '\u0000', '\ud800'),
  fc.dictionary(key, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
)
/** A valid input with some of it replaced, left out or added; or nothing like one. */
const act = fc.constantFrom(...valid.keys(), 'auth.renew', 'chat.nope', ...dangerous).chain((name) =>
  fc.record({
    name: fc.constant(name),
    input: fc.oneof(
      {
        weight: 3,
        arbitrary: fc
          .dictionary(
            fc.oneof(
              { weight: 6, arbitrary: fc.constantFrom(...Object.keys(valid.get(name) ?? { a: 1 })) },
              { weight: 1, arbitrary: key },
            ),
            value,
            {
              maxKeys: 3,
            },
          )
          .map((changes) => ({ ...valid.get(name), ...changes })),
      },
      { weight: 1, arbitrary: value },
    ),
    options: fc.oneof(fc.constant({}), fc.record({ idempotencyKey: fc.string({ maxLength: 130 }) }), value),
  }),
)

/** @returns how many acts were answered, by code */
export const fuzz = async (t: { after(fn: () => unknown): void }, { runs, seed }: { runs: number; seed: number }) => {
  const faults: string[] = []
  const log = pino({ level: 'error' }, { write: (text: string) => void faults.push(text) })
  const place = await backend(t, { model: saying('Hello.'), log })
  const theirs = await talk(t, place, await Visitor.at(place), MARK)
  const ofTheirs = (rows: ReturnType<typeof kept>) =>
    JSON.stringify(Object.values(rows).map((each) => each.filter((row) => row['owner'] === theirs.line.welcome.sub)))
  const before = ofTheirs(kept(place.dir))
  const heard = theirs.line.heard.length
  const visitor = await Visitor.at(place)
  const own = await talk(t, place, visitor)
  const codes: Record<string, number> = {}
  let line: Line = own.line

  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
      if (!line.socket.connected) line = await visitor.connect(t)
      const { conversation } = await line.act('chat.start', { persona: place.persona })
      const { board } = await line.act('whiteboard.create', { persona: place.persona, title: 'A board' })
      const real: Record<string, string> = {
        $board: board.id,
        $persona: place.persona,
        $conversation: conversation.id,
        $message: own.ids.message,
        $run: own.ids.run,
        $theirs: theirs.ids.conversation,
      }
      const filled = (given: unknown): unknown =>
        JSON.parse(JSON.stringify(given), (_, each: unknown) =>
          typeof each === 'string' ? (real[each] ?? each) : each,
        )
      const send = ({ name, input, options }: (typeof acts)[number]) =>
        line.socket.timeout(5000).emitWithAck(name, filled(input), filled(options)) as Promise<Reply>
      for (const reply of await Promise.all(acts.map(send))) {
        const code = reply.ok === false ? reply.problem.code : String(reply.ok)
        codes[code] = (codes[code] ?? 0) + 1
        if (reply.ok === false) assert.ok(problemCodes.includes(reply.problem.code) && code !== 'internal', code)
        assert.ok(!JSON.stringify(reply).includes(MARK))
      }
      assert.equal(({} as { isAdmin?: unknown }).isAdmin, undefined)
    }),
    { seed, numRuns: runs },
  )
  await theirs.line.act('chat.list', {})
  assert.equal(ofTheirs(kept(place.dir)), before)
  assert.equal(theirs.line.heard.length, heard)
  assert.deepEqual(faults, [])
  return codes
}

if (import.meta.main) {
  const read = (name: string, otherwise: number): number => {
    const at = process.argv.indexOf(`--${name}`)
    return at < 0 ? otherwise : Number(process.argv[at + 1])
  }
  const seed = read('seed', Date.now() % 2 ** 31)
  process.stdout.write(`seed ${seed}\n`)
  const ends: (() => unknown)[] = []
  const codes = await fuzz({ after: (fn) => void ends.push(fn) }, { runs: read('runs', 20_000), seed })
  process.stdout.write(`${JSON.stringify(codes)}\n`)
  for (const end of ends) await end()
  process.exit(0)
}
