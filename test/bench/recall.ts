/** What memory finds of long conversations, and what it costs: evidence recall, time to search, time to take in. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Api } from '../../bff/api.ts'
import type { Principal } from '../../bff/capability.ts'
import { readConfig } from '../../bff/config.ts'
import { localOperator } from '../../bff/demo.ts'
import { start } from '../../bff/server.ts'
import { furnish } from '../peer.ts'
import { talks, type Turn } from './conversations.ts'
import { percentile } from './peers.ts'

const SIZES = [10_000, 100_000]
const IMPORT = 500

export const run = async (): Promise<Record<string, string>> => {
  const dir = mkdtempSync(join(tmpdir(), 'persona-bench-'))
  const config = readConfig({ PORT: '0', DATA_DIR: dir, DEMO: 'off', LOG_LEVEL: 'error', LIMITS: 'off' }, [])
  const running = await start(config, { model: null })
  const perform = async <T>(principal: Principal, name: string, input: unknown): Promise<T> => {
    const reply = await running.gate.perform(principal, name, input)
    if (reply.ok !== true) throw new Error(JSON.stringify(reply))
    return reply.data as T
  }
  const place = await furnish((name, input) => perform(localOperator, name, input))
  const somebody = (name: string): Principal => ({
    plane: 'runtime',
    door: 'socket',
    sub: name,
    person: name,
    space: place.space,
    app: place.app,
    scopes: new Set(['memory:read', 'memory:write']),
    personas: [place.persona],
    jti: name,
    sid: null,
    expires: Infinity,
  })
  const take = async (who: Principal, turns: readonly (Turn & { by?: 'person' })[]): Promise<void> => {
    for (let from = 0; from < turns.length; from += IMPORT)
      await perform(who, 'memory.import', { turns: turns.slice(from, from + IMPORT) })
  }
  const find = (who: Principal, query: string, limit: number) =>
    perform<Api['memory.search']['output']>(who, 'memory.search', { query, limit })

  const figures: Record<string, string> = {}
  const all = talks()
  const questions = all.flatMap((talk) => talk.questions)
  const reader = somebody('vis:reader')
  for (const talk of all) await take(reader, talk.turns)
  const evidence = questions.reduce((sum, each) => sum + each.evidence.length, 0)
  for (const limit of [5, 10, 20]) {
    let found = 0
    for (const { text, evidence: wanted } of questions) {
      const refs = (await find(reader, text, limit)).found.map(({ ref }) => ref)
      found += wanted.filter((ref) => refs.includes(ref)).length
    }
    figures[`evidence recall@${limit}`] = `${((100 * found) / evidence).toFixed(0)} %`
  }
  const said = all.reduce((sum, { turns }) => sum + turns.length, 0)
  figures['asked of'] = `${all.length} conversations, ${said} turns, ${questions.length} questions`

  for (const size of SIZES) {
    const who = somebody(`vis:${size}`)
    const turns = many(
      all.flatMap((talk) => talk.turns),
      size,
    )
    const begun = { wall: performance.now(), cpu: process.cpuUsage() }
    await take(who, turns)
    const took = { wall: performance.now() - begun.wall, cpu: cpuSince(begun.cpu) }
    const named = `at ${size.toLocaleString('en')} turns`
    figures[`ingestion ${named}`] =
      `${(took.wall / size).toFixed(3)} ms a turn (processor ${(took.cpu / size).toFixed(3)} ms)`
    const first = process.cpuUsage()
    const began = performance.now()
    await find(who, 'When did the wheelbarrow disappear?', 10)
    figures[`first search ${named}`] =
      `${(performance.now() - began).toFixed(0)} ms (processor ${cpuSince(first).toFixed(0)} ms)`
    const times: number[] = []
    const costs: number[] = []
    for (const { text } of [...questions, ...questions, ...questions]) {
      const [at, cpu] = [performance.now(), process.cpuUsage()]
      await find(who, text, 10)
      times.push(performance.now() - at)
      costs.push(cpuSince(cpu))
    }
    const p = (list: number[], share: number) =>
      percentile(
        list.toSorted((a, b) => a - b),
        share,
      ).toFixed(1)
    figures[`search ${named}`] =
      `p50 ${p(times, 0.5)} ms, p95 ${p(times, 0.95)} ms (processor p95 ${p(costs, 0.95)} ms)`
  }
  await running.close(0)
  rmSync(dir, { recursive: true })
  return figures
}

const cpuSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Halves of real turns put together anew, with words that are rare: the frequencies of a language, at any length. */
const many = (turns: readonly Turn[], count: number): (Turn & { by: 'person' })[] => {
  let seed = 1
  const below = (n: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
    return seed % n
  }
  const words = (): string[] => (turns[below(turns.length)] as Turn).text.split(' ')
  return Array.from({ length: count }, (_, index) => {
    const [head, tail] = [words(), words()]
    const text = [...head.slice(0, head.length / 2), ...tail.slice(tail.length / 2), `w${below(5000)}`].join(' ')
    const at = new Date(Date.UTC(2024, 0, 1) + index * 600_000).toISOString()
    const speaker = index % 2 ? 'Ana' : 'Bo'
    return { speaker, text, at, session: `s${Math.floor(index / 20)}`, ref: `r${index}`, by: 'person' }
  })
}
