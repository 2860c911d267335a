/** `node test/chaos/board.ts [--operations n] [--kills n] [--seed n]`: boards on bad networks converge, and killed servers lose nothing. */
import { randomInt } from 'node:crypto'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { byIndex, type Element, type Properties } from '../../bff/board/element.ts'
import { above } from '../../bff/board/order.ts'
import { makeReplica, type Replica } from '../../bff/board/replica.ts'
import type { Author, Operation } from '../../bff/board/state.ts'
import { type History, makeHistory, stepOf } from '../../bff/board/undo.ts'
import type { Api, BoardEdit, Published } from '../../bff/api.ts'
import { newKey } from '../../widget/key.ts'
import { furnished, listening, run } from '../child.ts'
import { backend, type Close, type Line, until, Visitor } from '../peer.ts'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
const dice = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Everything on a board, read anew. */
export const read = async (line: Line, board: string): Promise<{ elements: Element[]; seq: number }> => {
  const elements: Element[] = []
  let [seq, page]: [number | undefined, string | undefined] = [undefined, undefined]
  for (;;) {
    const answer: Api['whiteboard.open']['output'] = await line.act('whiteboard.open', {
      board,
      ...(page === undefined ? {} : { page }),
    })
    seq ??= answer.seq
    elements.push(...(answer.elements ?? []))
    if (answer.next === null) return { elements, seq }
    page = answer.next
  }
}

/** A random edit of what somebody sees. Each value is used once, so that nobody makes what another made. */
const randomEdit = (random: () => number, { view }: Pick<Replica, 'view'>, me: Author, n: number): Operation[] => {
  const stack = [...view.elements.values()].toSorted(byIndex)
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)]
  const place = (): string => above(stack, Math.floor(random() * (stack.length + 1)) - 1)
  return Array.from({ length: 1 + Math.floor(random() * 3) }, (_, i): Operation => {
    const target = pick(stack)
    const die = random()
    // Names are few, so that two add the same one and come back to what was removed.
    const id = random() < 0.2 ? `shared-${Math.floor(random() * 30)}` : `${me.by.slice(-6)}-${n}-${i}`
    const box = { x: n + i / 10, y: n + random(), w: 40, h: 40, index: place() }
    if (!target || die < 0.3)
      return {
        op: 'add',
        element: {
          id,
          kind: die < 0.1 && target ? 'arrow' : 'rectangle',
          ...box,
          ...(die < 0.1 && target ? { from: target.id } : {}),
        },
      }
    if (die < 0.8) {
      const to: Partial<Properties>[] = [
        { x: n + random(), y: n + random() },
        { text: `${me.by.slice(-6)} ${n} ${i}` },
        {
          color: `#${Math.floor(random() * 0xffffff)
            .toString(16)
            .padStart(6, '0')}`,
        },
        { index: place() },
        { text: null },
      ]
      return { op: 'set', id: target.id, to: pick(to) as Partial<Properties> }
    }
    if (die < 0.95) return { op: 'remove', id: target.id }
    return { op: 'restore', id: pick([...view.gone.keys()]) ?? target.id }
  })
}

/** The answer to an edit, or a failure as soon as the line is cut. */
const applied = (
  line: Line,
  board: string,
  edit: string,
  operations: Operation[],
): Promise<Api['whiteboard.apply']['output']> =>
  new Promise((resolve, reject) => {
    const cut = (): void => reject(new Error('cut off'))
    if (!line.socket.connected) return cut()
    line.socket.once('disconnect', cut)
    line
      .act('whiteboard.apply', { board, edit, operations: operations as never }, edit)
      .then(resolve, reject)
      .finally(() => line.socket.off('disconnect', cut))
  })

/** A browser on a bad network: what it sends may arrive twice, late or unanswered; what it hears may not come at all. */
class Drawer {
  readonly me: Author
  readonly replica: Replica
  readonly history: History
  readonly sent = new Map<string, string>()
  readonly #t: Close
  readonly #visitor: Visitor
  readonly #board: string
  readonly #random: () => number
  line!: Line
  #asking: Promise<void> | undefined
  under = 0

  constructor(t: Close, visitor: Visitor, sub: string, board: string, random: () => number) {
    this.#t = t
    this.#visitor = visitor
    this.#board = board
    this.#random = random
    this.me = { by: sub, person: sub, outside: false }
    this.replica = makeReplica(this.me)
    this.history = makeHistory(this.me)
  }

  async connect(): Promise<void> {
    const line = await this.#visitor.connect(this.#t)
    this.line = line
    this.#asking = undefined
    line.socket.on('events', (events: Published[]) => {
      const own = events.filter(({ stream }) => stream === this.#board)
      const die = this.#random()
      if (die < 0.05) return
      if (die < 0.2) setTimeout(() => this.hear(own), 20 * this.#random())
      else this.hear(own)
      if (die > 0.95) this.hear(own)
    })
    await this.catchUp()
  }

  hear(events: Published[]): void {
    for (const { event, data, seq } of events) {
      const came = event === 'whiteboard.edit' && data ? this.replica.hear(data as BoardEdit) : this.replica.pass(seq)
      if (came === 'gap') void this.catchUp().catch(() => {})
    }
  }

  /** Ask for what was missed, once at a time. */
  catchUp(): Promise<void> {
    return (this.#asking ??= this.#ask().finally(() => (this.#asking = undefined)))
  }

  async #ask(): Promise<void> {
    const { replica, line } = this
    for (;;) {
      const answer = await line.act('whiteboard.open', { board: this.#board, after: replica.seq })
      if (answer.elements !== null) {
        const whole = await read(line, this.#board)
        if (whole.seq >= replica.seq) replica.load(whole.elements, whole.seq)
        return
      }
      replica.resume(answer.edits, answer.next === null ? answer.seq : 0)
      if (answer.next === null) return
    }
  }

  edit(operations: Operation[], undoes = false): number {
    const name = newKey()
    const step = stepOf(name, this.replica.view, operations, this.me)
    const effective = this.replica.edit(name, operations)
    if (effective.length === 0) return 0
    if (!undoes) this.history.did(step)
    this.under++
    void this.#send(name, effective).finally(() => this.under--)
    return effective.length
  }

  async #send(edit: string, operations: Operation[]): Promise<void> {
    for (;;) {
      await pause(8 * this.#random())
      const { line } = this
      try {
        const act = () => applied(line, this.#board, edit, operations)
        const twice = this.#random() < 0.1 ? act().catch(() => {}) : undefined
        const { refused } = await act()
        await twice
        if (this.#random() < 0.1) continue
        this.replica.answered(
          edit,
          refused.map(({ index }) => index),
        )
        return
      } catch (thrown) {
        if (line.socket.connected) throw thrown
        await until(() => (this.line.socket.connected ? true : undefined), 20_000)
      }
    }
  }

  async cut(): Promise<void> {
    this.line.socket.close()
    await pause(10 * this.#random())
    await this.connect()
  }
}

/** Three browsers edit one board at once. @returns what each of them has in the end, and what the server has */
export const converge = async (t: Close, { operations, seed }: { operations: number; seed: number }) => {
  const random = dice(seed)
  const place = await backend(t, { model: null })
  const visitors = [await Visitor.at(place), await Visitor.at(place), await Visitor.at(place)]
  const lines = await Promise.all(visitors.map((each) => each.connect(t)))
  const [first] = lines as [Line]
  const { board } = await first.act('whiteboard.create', { title: 'Together' })
  for (const { welcome } of lines.slice(1))
    await first.act('whiteboard.share', { board: board.id, person: welcome.sub })
  const drawers = visitors.map((each, i) => new Drawer(t, each, lines[i]?.welcome.sub ?? '', board.id, random))
  for (const drawer of drawers) await drawer.connect()

  let [done, undone] = [0, 0]
  for (let n = 1; done < operations; n++) {
    const drawer = drawers[n % drawers.length] as Drawer
    const die = random()
    if (die < 0.004) await drawer.cut()
    const step =
      die > 0.9 ? drawer.history.undo(drawer.replica.view) : die > 0.85 ? drawer.history.redo(drawer.replica.view) : []
    if (step.length > 0) {
      done += drawer.edit(step, true)
      undone++
    } else done += drawer.edit(randomEdit(random, drawer.replica, drawer.me, n))
    if (n % 6 === 0) await pause(3)
    while (drawer.under > 8) await pause(2)
  }
  for (const drawer of drawers) await until(() => (drawer.under === 0 ? true : undefined), 60_000)
  for (const drawer of drawers) {
    await pause(30)
    await drawer.catchUp()
  }
  const whole = await read(first, board.id)
  const sorted = (elements: Iterable<Element>): Element[] => [...elements].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const states = drawers.map(({ replica }) => sorted(replica.view.elements.values()))
  return {
    done,
    undone,
    seq: whole.seq,
    server: sorted(whole.elements),
    states,
    pending: drawers.map(({ replica }) => replica.pending.length),
    longest: Math.max(...whole.elements.map(({ index }) => index.length)),
    counted: (await first.act('whiteboard.list', {})).boards[0]?.elements,
  }
}

/** Somebody draws, the server is killed with -9 again and again. @returns what was acknowledged and is not so */
export const killDrawing = async (
  t: Close,
  { kills, say = () => {} }: { kills: number; say?: (line: string) => void },
) => {
  const place = await furnished(t)
  const env = { ...place.env, LIMITS: 'off' }
  let child = await listening(run(t, env))
  const visitor = await Visitor.at(place)
  let line = await visitor.connect(t)
  const { board } = await line.act('whiteboard.create', { title: 'Mine' })
  /** As acknowledged: a number is the x of what lies there. */
  const expected = new Map<string, number | 'removed'>()
  let over = false
  let repeated = 0

  const reach = async (): Promise<Line> => {
    for (;;)
      try {
        await visitor.grant()
        return await visitor.connect(t)
      } catch {
        await pause(50)
      }
  }
  const drawing = (async () => {
    for (let n = 1; !over; n++) {
      const id = `e${n}`
      const old = n > 5 ? `e${n - 5}` : undefined
      const operations: Operation[] = [
        { op: 'add', element: { id, kind: 'rectangle', x: n, y: 0, w: 10, h: 10, index: `a${n % 10}` } },
        ...(n > 1 ? [{ op: 'set' as const, id: `e${n - 1}`, to: { x: n } }] : []),
        ...(old ? [{ op: 'remove' as const, id: old }] : []),
      ]
      const key = newKey()
      for (;;)
        try {
          await applied(line, board.id, key, operations)
          break
        } catch (thrown) {
          if (line.socket.connected) throw thrown
          repeated++
          line = await reach()
        }
      expected.set(id, n)
      if (n > 1) expected.set(`e${n - 1}`, n)
      if (old) expected.set(old, 'removed')
    }
  })()
  drawing.catch(() => {})
  for (let n = 1; n <= kills; n++) {
    const before = expected.size
    while (expected.size < before + 3) await Promise.race([pause(5), drawing])
    await pause(randomInt(0, 150))
    child.process.kill('SIGKILL')
    await child.ended
    child = await listening(run(t, env))
    say(`${n} of ${kills} killed, ${expected.size} acknowledged`)
  }
  over = true
  await drawing
  const { elements, seq } = await read(line, board.id)
  const there = new Map(elements.map((each) => [each.id, each.x]))
  const lost = [...expected].filter(([id, x]) => x !== 'removed' && there.get(id) !== x).map(([id]) => id)
  const risen = [...expected].filter(([id, x]) => x === 'removed' && there.has(id)).map(([id]) => id)
  const edits: BoardEdit[] = []
  for (let after = Math.max(0, seq - 400); ;) {
    const answer = await line.act('whiteboard.open', { board: board.id, after })
    edits.push(...answer.edits)
    if (answer.next === null) break
    after = answer.edits.at(-1)?.seq ?? after
  }
  const gaps = edits
    .filter((each, i) => i > 0 && each.seq !== (edits[i - 1] as BoardEdit).seq + 1)
    .map((each) => each.seq)
  child.process.kill('SIGTERM')
  await child.ended
  return {
    acknowledged: expected.size,
    repeated,
    lost,
    risen,
    gaps,
    extra: [...there.keys()].filter((id) => !expected.has(id)),
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      operations: { type: 'string', default: '10000' },
      kills: { type: 'string', default: '50' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    },
  })
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const ends: (() => unknown)[] = []
  const t: Close = { after: (fn) => void ends.push(fn as () => unknown) }
  say(`seed ${values.seed}`)
  const { states, server, ...tally } = await converge(t, {
    operations: Number(values.operations),
    seed: Number(values.seed),
  })
  const same = states.every((each) => isDeepStrictEqual(each, server))
  say(JSON.stringify({ ...tally, elements: server.length, same }))
  const killed = await killDrawing(t, { kills: Number(values.kills), say })
  say(JSON.stringify(killed))
  for (const end of ends.toReversed()) await end()
  process.exit(same && killed.lost.length + killed.risen.length + killed.gaps.length === 0 ? 0 : 1)
}
