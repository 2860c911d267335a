/** How exactly what is due is performed, and what it costs to know when a rule comes round again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Principal } from '../../bff/capability.ts'
import { readConfig } from '../../bff/config.ts'
import { localOperator } from '../../bff/demo.ts'
import { loadTime } from '../../bff/recurrence/engine.ts'
import { between, nextAfter } from '../../bff/recurrence/recurrence.ts'
import { start } from '../../bff/server.ts'
import { furnish } from '../peer.ts'
import { percentile } from './peers.ts'

/** Schedules, and milliseconds that they come due over. */
const MANY = 1000
const SPREAD = 10_000

export const run = async (): Promise<Record<string, string>> => ({ ...(await firing()), ...(await expansion()) })

const firing = async (): Promise<Record<string, string>> => {
  const dir = mkdtempSync(join(tmpdir(), 'persona-bench-'))
  const config = readConfig({ PORT: '0', DATA_DIR: dir, DEMO: 'off', LOG_LEVEL: 'error', LIMITS: 'off' }, [])
  const { gate, store, close } = await start(config, { model: null })
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
      door: 'socket',
      sub: `vis:bench${n}`,
      person: `vis:bench${n}`,
      space,
      app,
      scopes: new Set(['chat:read', 'chat:write', 'schedules:read', 'schedules:write']),
      personas: [persona],
    })
    await act(person(0), 'schedules.add', { prompt: 'First', at: new Date(Date.now() + 86_400_000).toISOString() })
    const begins = Date.now() + 4000
    await Promise.all(
      Array.from({ length: MANY }, (_, n) =>
        act(person(n % 100), 'schedules.add', {
          prompt: `Number ${n}`,
          at: new Date(begins + Math.floor(Math.random() * SPREAD)).toISOString(),
        }),
      ),
    )
    if (Date.now() > begins) throw new Error('Setting them took too long for this to say anything.')
    await new Promise((resolve) => setTimeout(resolve, begins + SPREAD + 3000 - Date.now()))
    const came = await store.read.selectFrom('occurrences').select(['at', 'due_at']).execute()
    if (came.length !== MANY) throw new Error(`${came.length} of ${MANY} were performed.`)
    const late = came.map(({ at, due_at: due }) => at - due).toSorted((a, b) => a - b)
    if ((late[0] ?? -1) < 0) throw new Error('One was early.')
    return {
      [`${MANY} firings over ${SPREAD / 1000} s, late by`]: `p50 ${percentile(late, 0.5)} ms, p99 ${percentile(late, 0.99)} ms, at most ${late.at(-1)} ms`,
    }
  } finally {
    await close(0)
    rmSync(dir, { recursive: true, force: true })
  }
}

const expansion = async (): Promise<Record<string, string>> => {
  await loadTime()
  const patterns = [
    'FREQ=DAILY',
    'FREQ=HOURLY',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
  ].map((rule) => ({ rule, start: '1998-02-28T09:00', zone: 'America/New_York' }))
  const timed = (what: () => unknown): number => {
    const began = performance.now()
    what()
    return performance.now() - began
  }
  const from = Date.parse('2026-01-01')
  const next: number[] = []
  for (let n = 0; n < 400; n++)
    for (const pattern of patterns) next.push(timed(() => nextAfter(pattern, from + n * 3_600_000)))
  next.sort((a, b) => a - b)
  const hourly = patterns[1] as (typeof patterns)[0]
  const never = { ...hourly, rule: 'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30' }
  const refused = timed(() => {
    try {
      nextAfter(never, from)
    } catch {
      // It never comes round.
    }
  })
  const year = timed(() => between(hourly, from, from + 365 * 86_400_000, 10_000))
  return {
    'the next time of a rule': `p50 ${percentile(next, 0.5).toFixed(2)} ms, p99 ${percentile(next, 0.99).toFixed(2)} ms`,
    'a year of an hourly rule': `${year.toFixed(0)} ms`,
    'a rule that never comes, until it is refused': `${refused.toFixed(0)} ms`,
  }
}
