/** Metrics: what the process counts and how long it takes, as Prometheus reads it (text format 0.0.4). No ids, no content. */
import type { Server } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Bus } from './bus/bus.ts'
import type { Gate } from './gate.ts'
import type { Store } from './store/store.ts'
import { openHandoff, openRun, unbegun } from './store/tables.ts'

export interface Metrics {
  /** Count a commit, by the number of acts that shared it. */
  committed(acts: number): void
  /** The same gate, with every act counted by its declaration. */
  counted(gate: Gate): Gate
  /** Count the connections of a server and the answers on a bus. @returns how to stop */
  watch(server: Server, bus: Bus): () => void
  text(store: Store): Promise<string>
}

type Labels = Record<string, string>

/** Label values are names of the declarations, or of closed lists: nothing a caller wrote, so nothing to escape. */
const labelled = (name: string, labels: Labels): string => {
  const inside = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  return inside.length === 0 ? name : `${name}{${inside.join(',')}}`
}

const family = (name: string, type: string, help: string, lines: string[]): string =>
  [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].map((line) => `${line}\n`).join('')

const counter = (name: string, help: string) => {
  const values = new Map<string, number>()
  return {
    add(labels: Labels): void {
      const key = labelled(name, labels)
      values.set(key, (values.get(key) ?? 0) + 1)
    },
    text: () =>
      family(
        name,
        'counter',
        help,
        [...values].map(([key, value]) => `${key} ${value}`),
      ),
  }
}

/** @param bounds upper bounds, ascending; the one without a bound comes by itself */
const histogram = (name: string, help: string, bounds: readonly number[]) => {
  const kept = new Map<string, { labels: Labels; counts: number[]; sum: number }>()
  return {
    observe(value: number, labels: Labels = {}): void {
      const key = labelled(name, labels)
      let own = kept.get(key)
      if (!own) kept.set(key, (own = { labels, counts: Array.from({ length: bounds.length + 1 }, () => 0), sum: 0 }))
      const found = bounds.findIndex((bound) => value <= bound)
      const place = found === -1 ? bounds.length : found
      own.counts[place] = (own.counts[place] ?? 0) + 1
      own.sum += value
    },
    text: () =>
      family(
        name,
        'histogram',
        help,
        [...kept.values()].flatMap(({ labels, counts, sum }) => {
          let count = 0
          const buckets = counts.map((each, place) => {
            count += each
            return `${labelled(`${name}_bucket`, { ...labels, le: String(bounds[place] ?? '+Inf') })} ${count}`
          })
          return [
            ...buckets,
            `${labelled(`${name}_sum`, labels)} ${sum}`,
            `${labelled(`${name}_count`, labels)} ${count}`,
          ]
        }),
      ),
  }
}

const values =
  (type: 'gauge' | 'counter') =>
  (name: string, help: string, read: [Labels, number][]): string =>
    family(
      name,
      type,
      help,
      read.map(([labels, value]) => `${labelled(name, labels)} ${value}`),
    )
const gauge = values('gauge')
/** A counter that somebody else counts. */
const total = values('counter')

export const makeMetrics = (): Metrics => {
  const acts = counter('persona_acts_total', 'Acts that were answered, by action, door and result.')
  const seconds = histogram(
    'persona_act_seconds',
    'How long an act took, from the gate to its answer.',
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  )
  const commits = histogram('persona_commit_acts', 'Acts that shared a commit.', [1, 2, 4, 8, 16, 32, 64, 128])
  const settled = counter('persona_answers_total', 'Answers that came to rest, by how they ended.')
  const delay = monitorEventLoopDelay({ resolution: 10 })
  let sockets = 0

  const process = (): string => {
    const { rss, heapUsed, external } = globalThis.process.memoryUsage()
    const lag = ([0.5, 0.99, 1] as const).map((quantile): [Labels, number] => [
      { quantile: String(quantile) },
      delay.count === 0 ? 0 : delay.percentile(quantile * 100) / 1e9,
    ])
    delay.reset()
    return [
      gauge('persona_event_loop_delay_seconds', 'Delay of the event loop since it was last asked for.', lag),
      gauge('process_resident_memory_bytes', 'Resident memory.', [[{}, rss]]),
      gauge('nodejs_heap_size_used_bytes', 'Heap in use.', [[{}, heapUsed]]),
      gauge('nodejs_external_memory_bytes', 'Memory of objects outside of the heap.', [[{}, external]]),
    ].join('')
  }

  return {
    committed: (count) => commits.observe(count),
    counted: (gate) => ({
      actions: gate.actions,
      async perform(principal, name, input, options) {
        const began = performance.now()
        const reply = await gate.perform(principal, name, input, options)
        const action = gate.actions.has(name) ? name : 'unknown'
        const result = reply.ok === false ? reply.problem.code : reply.ok === true ? 'ok' : 'pending'
        acts.add({ action, door: principal.door, result })
        seconds.observe((performance.now() - began) / 1000, { action })
        return reply
      },
    }),
    watch(server, bus) {
      delay.enable()
      server.on('upgrade', (_, socket) => {
        sockets++
        socket.once('close', () => sockets--)
      })
      const unsubscribe = bus.subscribe((notice) => {
        if (notice.kind !== 'events') return
        for (const { event, data } of notice.events)
          if (event === 'chat.message' && data && 'role' in data && data.role === 'persona')
            if (data.status !== 'streaming' && !data.superseded) settled.add({ status: data.status })
      })
      return () => {
        unsubscribe()
        delay.disable()
      }
    },
    async text({ read }) {
      const open = await read
        .selectFrom('runs')
        .select(({ fn }) => ['status', fn.countAll<number>().as('runs')])
        .where(openRun)
        .groupBy('status')
        .execute()
      const { waiting } = await read
        .selectFrom('messages')
        .select(({ fn }) => fn.countAll<number>().as('waiting'))
        .where(unbegun)
        .executeTakeFirstOrThrow()
      const runs = (['queued', 'running', 'stopping'] as const).map((status): [Labels, number] => [
        { status },
        Number(open.find((each) => each.status === status)?.runs ?? 0) + (status === 'queued' ? Number(waiting) : 0),
      ])
      const { handoffs } = await read
        .selectFrom('handoffs')
        .select(({ fn }) => fn.countAll<number>().as('handoffs'))
        .where(openHandoff)
        .executeTakeFirstOrThrow()
      const { input, output, estimated, attempts } = await read
        .selectFrom('spent')
        .select(({ fn, val }) => {
          const sum = (column: 'input' | 'output' | 'estimated' | 'attempts') =>
            fn.coalesce(fn.sum<number>(column), val(0)).as(column)
          return [sum('input'), sum('output'), sum('estimated'), sum('attempts')]
        })
        .executeTakeFirstOrThrow()
      return [
        acts.text(),
        seconds.text(),
        commits.text(),
        settled.text(),
        gauge('persona_runs_open', 'Runs that are not settled, by status.', runs),
        gauge('persona_handoffs_open', 'Conversations that wait for a person of the team.', [[{}, Number(handoffs)]]),
        total('persona_model_attempts_total', 'Attempts at a model, kept over restarts.', [[{}, attempts]]),
        total('persona_model_tokens_total', 'Tokens that models took, kept over restarts.', [
          [{ direction: 'input' }, input],
          [{ direction: 'output' }, output],
        ]),
        total('persona_model_tokens_estimated_total', 'Those of them that no server counted.', [[{}, estimated]]),
        gauge('persona_sockets', 'Connections that were upgraded to WebSocket.', [[{}, sockets]]),
        process(),
      ].join('')
    },
  }
}
