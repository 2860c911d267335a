/** What the built-in model understands: right, wrong and abstained on phrases that it was not written for. */
import {
  examine,
  domains,
  half,
  type Item,
  type Judged,
  later,
  read,
  refuses,
  unseen,
} from '../understanding/examine.ts'
import { execFileSync } from 'node:child_process'
import { localOf, whenIn } from '../../bff/language/when.ts'
import { NOW, ZONE } from '../understanding/world.ts'
import type { Socket } from 'socket.io-client'
import type { Reply } from '../../bff/protocol.ts'
import { percentile, visitors, withServer } from './peers.ts'

/** Wilson's interval for `n` of `of`, at 95 %, in per cent. */
const share = (n: number, of: number): string => {
  if (of === 0) return 'none'
  const [z, p] = [1.96, n / of]
  const middle = (p + (z * z) / (2 * of)) / (1 + (z * z) / of)
  const reach = (z / (1 + (z * z) / of)) * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))
  const percent = (x: number) => (100 * x).toFixed(1)
  return `${n} of ${of}: ${percent(p)} % (${percent(Math.max(0, middle - reach))} to ${percent(Math.min(1, middle + reach))})`
}

const all = async <T>(items: Item[], judge: (item: Item) => Promise<T>): Promise<T[]> => {
  const came: T[] = []
  for (const item of items) came.push(await judge(item))
  return came
}

const figures = (judged: Judged[]): Record<string, string> => {
  const of = (fits: (one: Judged) => boolean) => share(judged.filter(fits).length, judged.length)
  return {
    right: of(({ verdict }) => verdict === 'right'),
    'wrong action': of(({ verdict }) => verdict === 'wrong'),
    abstained: of(({ verdict }) => verdict === 'abstained'),
    'top three': of(({ offered }) => offered),
  }
}

export const run = async (): Promise<Record<string, string>> => {
  const out: Record<string, string> = { families: domains.join(', ') }
  const times: number[] = []
  const show = (name: string, judged: Judged[], which: 'tuning' | 'frozen') => {
    for (const { first } of judged) times.push(...first)
    // The other half is measured, and not looked at.
    if (!process.env['SHOW'] || which !== 'tuning') return
    for (const { item, verdict, said, calls } of judged.filter((one) => one.verdict !== 'right'))
      process.stderr.write(
        `${name} ${verdict}: ${item.say ?? item.turns?.join(' | ')}\n   ${JSON.stringify(calls)}\n   ${said.replaceAll('\n', ' / ').slice(0, 200)}\n`,
      )
  }
  for (const which of ['tuning', 'frozen'] as const) {
    const mine = (name: string) => read(name).filter((item) => half(item) === which)
    const judged = await all(domains.flatMap(mine), examine)
    show('ask', judged, which)
    for (const [figure, value] of Object.entries(figures(judged))) out[`${which}, ${figure}`] = value
    const traps = await all(
      mine('traps').map((item) => ({ ...item, do: null })),
      examine,
    )
    show('trap', traps, which)
    out[`${which}, traps not fallen into`] = share(
      traps.filter(({ verdict }) => verdict === 'right').length,
      traps.length,
    )
    const beyond = await all(mine('beyond'), refuses)
    show(
      'beyond',
      beyond.map((one) => ({ ...one, verdict: one.refused ? 'right' : 'wrong' })),
      which,
    )
    out[`${which}, beyond it and refused`] = share(beyond.filter(({ refused }) => refused).length, beyond.length)
  }
  for (const [part, names] of Object.entries({ 'later, learned from': later, 'later, never looked at': unseen })) {
    const items = names.flatMap((name) => read(name))
    const judged = await all(
      items.filter((item) => item.do !== null),
      examine,
    )
    const traps = await all(
      items.filter((item) => item.do === null),
      examine,
    )
    if (names === later) for (const some of [judged, traps]) show(part, some, 'tuning')
    for (const [figure, value] of Object.entries(figures(judged))) out[`${part}: ${figure}`] = value
    out[`${part}: traps not fallen into`] = share(
      traps.filter(({ verdict }) => verdict === 'right').length,
      traps.length,
    )
  }
  const now = localOf(NOW, ZONE)
  const sorted = (rule: string | null) => rule?.split(';').toSorted().join(';')
  const dates = read<{ say: string; at: string | null }>('dates').map(({ say, at }) => {
    const when = whenIn(say, now)
    return (when.never !== null || when.at === null ? null : when.end ? `${when.at}/${when.end}` : when.at) === at
  })
  out['dates'] = share(dates.filter(Boolean).length, dates.length)
  const repeats = read<{ say: string; rule: string; start: string }>('recurrences').map(({ say, rule, start }) => {
    const when = whenIn(say, now)
    return sorted(when.rule) === sorted(rule) && when.at === start
  })
  out['recurrences'] = share(repeats.filter(Boolean).length, repeats.length)
  Object.assign(out, loaded(), await whole())
  out['first byte p95'] = `${percentile(
    times.toSorted((a, b) => a - b),
    0.95,
  ).toFixed(1)} ms`
  return out
}

const ROUNDS = 40
/** From the send to the settled answer, through socket, gate, tools and journal, with nothing said slowly. */
const whole = (): Promise<Record<string, string>> =>
  withServer([], async (place) => {
    const [client] = (await visitors(place, 1)) as [Socket]
    const call = async (name: string, input: unknown) => {
      const reply = (await client.emitWithAck(name, input, {})) as Reply
      if (reply.ok !== true) throw new Error(JSON.stringify(reply))
      return reply.data
    }
    const kinds: Record<string, (n: number) => string> = {
      'an entry made': (n) => `lunch with Ana on ${1 + (n % 28)} March at 1 and remind me an hour before`,
      'what is on': (n) => `what is on ${n % 2 ? 'tomorrow' : 'next week'}?`,
      'something to remember': (n) => `my locker number ${n} is ${n * 7}`,
      'something recalled': (n) => `what is my locker number ${n}?`,
    }
    const out: Record<string, string> = {}
    for (const [kind, words] of Object.entries(kinds)) {
      const { conversation } = (await call('chat.start', {})) as { conversation: { id: string } }
      await call('chat.resume', { conversation: conversation.id, after: 0 })
      const [all, first]: [number[], number[]] = [[], []]
      for (let n = 0; n < ROUNDS; n += 1) {
        const settled = new Promise<void>((resolve) => {
          const look = (events: { data: { role: string; status: string } }[]) => {
            if (!events.some(({ data }) => data.role === 'persona' && data.status !== 'streaming')) return
            client.off('events', look)
            resolve()
          }
          client.on('events', look)
        })
        const at = performance.now()
        const heard = new Promise((resolve) => client.once('chat.delta', resolve))
        await call('chat.send', { conversation: conversation.id, text: words(n), zone: ZONE })
        await heard
        first.push(performance.now() - at)
        await settled
        if (n > 0) all.push(performance.now() - at)
      }
      const [sorted, begun] = [all, first].map((times) => times.toSorted((a, b) => a - b)) as [number[], number[]]
      out[`${kind}, whole`] =
        `p50 ${percentile(sorted, 0.5).toFixed(1)} ms, p95 ${percentile(sorted, 0.95).toFixed(1)} ms (first word p50 ${percentile(begun, 0.5).toFixed(1)} ms)`
    }
    client.close()
    return out
  })

/** In a process of its own: how long the model takes until its first answer, and what it adds to the memory. */
const loaded = (): Record<string, string> => {
  const url = new URL('../../bff/brain/local/index.ts', import.meta.url).href
  const script = `const before = process.memoryUsage().rss, from = performance.now()
    const { localFetch } = await import('${url}')
    const body = JSON.stringify({ messages: [{ role: 'user', content: 'remind me tomorrow at 9 to call mum' }], tools: [] })
    await localFetch()('http://local.invalid/v1/chat/completions', { method: 'POST', body })
    console.log(JSON.stringify([performance.now() - from, (process.memoryUsage().rss - before) / 1e6]))`
  const runs = [1, 2, 3, 4, 5].map(
    () =>
      JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })) as [
        number,
        number,
      ],
  )
  const middle = (at: 0 | 1) => runs.map((run) => run[at]).toSorted((a, b) => a - b)[2] ?? NaN
  return { 'loaded and answered': `${middle(0).toFixed(0)} ms`, 'memory that it adds': `${middle(1).toFixed(0)} MB` }
}
