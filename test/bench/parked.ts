/** A thousand runs that wait for a person: what they cost a start, and how soon they go on once somebody has decided. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Model } from '../../bff/brain/model.ts'
import { backend, scripted, uses, words } from '../peer.ts'
import type { Principal } from '../../bff/capability.ts'

const RUNS = 1000
const PERSONS = 100

/** It wants to rename the conversation, and is content once it may or may not. */
const model: Model = {
  async *stream(request) {
    const conversation = /conversation: (\S+)/.exec(String(request.messages[0]?.content))?.[1]
    const asked = request.messages.at(-1)?.role !== 'tool'
    const scene = asked ? uses(['chat.rename', { conversation, title: 'After' }]) : words('Done.')
    yield* scripted(scene).stream(request)
  },
}

export const run = async (): Promise<Record<string, string>> => {
  const dir = mkdtempSync(join(tmpdir(), 'persona-parked-'))
  const undo: (() => unknown)[] = []
  const t = { after: (fn: unknown) => void undo.push(fn as () => unknown) }
  try {
    const first = await backend(t, { dir, model })
    await first.operate('personas.update', { persona: first.persona, policy: { risks: { write: 'ask' } } })
    const document = first.running.spaces.documents.get(first.space)
    const personOf = (n: number): Principal => ({
      plane: 'runtime',
      door: 'socket',
      sub: `usr:bench:${n % PERSONS}`,
      person: `usr:bench:${n % PERSONS}`,
      space: first.space,
      app: first.app,
      scopes: new Set(document?.apps[0]?.scopes),
      personas: [first.persona],
      jti: 'bench',
      sid: null,
      groups: [],
      expires: Infinity,
    })
    const act = async <T>(n: number, name: string, input: unknown): Promise<T> => {
      const reply = await first.running.gate.perform(personOf(n), name, input)
      if (reply.ok !== true) throw new Error(JSON.stringify(reply))
      return reply.data as T
    }
    for (let n = 0; n < RUNS; n++) {
      const { conversation } = await act<{ conversation: { id: string } }>(n, 'chat.start', { title: 'Before' })
      await act(n, 'chat.send', { conversation: conversation.id, text: 'Call it After.' })
    }
    const count = async (store: typeof first.running.store, ...status: string[]): Promise<number> =>
      Number(
        (
          await store.read
            .selectFrom('runs')
            .select(({ fn }) => fn.countAll<number>().as('n'))
            .where('status', 'in', status as 'waiting'[])
            .executeTakeFirstOrThrow()
        ).n,
      )
    while ((await count(first.running.store, 'waiting')) < RUNS) await new Promise((resolve) => setTimeout(resolve, 20))
    await first.running.close(0)

    const began = performance.now()
    const { running, operate } = await backend(t, { dir, model })
    const started = performance.now()
    const { approvals } = await operate<{ approvals: { id: string }[] }>('approvals.pending', { limit: 500 })
    const [one] = approvals
    const asked = performance.now()
    await operate('approvals.settle', { approval: one?.id, decision: 'approve' })
    while ((await count(running.store, 'waiting', 'queued', 'running')) === RUNS)
      await new Promise((resolve) => setTimeout(resolve, 1))
    const resumed = performance.now()
    const left = await running.store.read
      .selectFrom('approvals')
      .select(['id', 'owner'])
      .where('status', '=', 'pending')
      .execute()
    const decide = ({ id, owner }: { id: string; owner: string }) =>
      running.gate.perform(personOf(Number(owner.split(':').at(-1))), 'approvals.decide', {
        approval: id,
        decision: 'approve',
      })
    const said = performance.now()
    await Promise.all(left.map(decide))
    const decided = performance.now()
    while ((await count(running.store, 'waiting', 'queued', 'running')) > 0)
      await new Promise((resolve) => setTimeout(resolve, 5))
    const finished = performance.now()
    await running.close(0)
    return {
      'start with 1,000 parked runs (in a process that runs already)': `${(started - began).toFixed(0)} ms`,
      'from a decision to its run being finished': `${(resumed - asked).toFixed(0)} ms`,
      'from the start to the first of them finished': `${(resumed - began).toFixed(0)} ms`,
      'the other 999: to decide on each, then until all are finished': `${(decided - said).toFixed(0)} ms, ${(finished - decided).toFixed(0)} ms more`,
    }
  } finally {
    for (const each of undo.toReversed()) await each()
    rmSync(dir, { recursive: true, force: true })
  }
}
