/** The brain: a door that takes up the runs that wait, one at a time in each conversation, and settles every one. */
import type { Bus } from '../bus/bus.ts'
import type { Api } from '../api.ts'
import { LEASE } from '../capabilities/chat/runs.ts'
import { type AnyAction, familyOf, type Principal } from '../capability.ts'
import type { Gate } from '../gate.ts'
import type { Outbox } from '../outbox.ts'
import type { Alive } from '../policy/alive.ts'
import { reachOf } from '../policy/policy.ts'
import { asProblem, Problem } from '../problem.ts'
import type { Message } from '../protocol.ts'
import type { Relay } from '../signals.ts'
import type { Spaces } from '../spaces/spaces.ts'
import { deployment, readDeployment } from '../store/deployment.ts'
import { settleAll } from '../store/meter.ts'
import type { Store } from '../store/store.ts'
import type { RunRow } from '../store/tables.ts'
import type { Model } from './model.ts'
import { takeTurn } from './turn.ts'

interface Parts {
  gate: Gate
  store: Store
  spaces: Spaces
  bus: Bus
  relay: Relay
  alive: Alive
  model: Model
  outbox: Outbox
  /** Tokens that the model can read at once. */
  context: number
  now: () => number
  onFault: (thrown: unknown, about: { action: string; requestId: string | undefined }) => void
}

export interface Brain {
  /** Finish what is being said if it ends within `ms`; else keep the partials, to go on from at the next start. */
  close(ms: number): Promise<void>
}

/** Answers being written at once. The others wait their turn. */
const CONCURRENT = 64
/** What the brain does by itself, about one run. */
type Duty =
  | 'chat.begin'
  | 'chat.transcript'
  | 'chat.step'
  | 'chat.result'
  | 'chat.renew'
  | 'chat.summarize'
  | 'chat.answer'
  | 'chat.end'

/** A first attempt, and one continuation after a crash. */
const ATTEMPTS = 2

/** Why a turn was ended from outside. */
const STOPPED = new Error('stopped by the person')
const CLOSING = new Error('the process ends')
const REMOVED = new Error('the conversation is gone')

export const startBrain = (parts: Parts): Brain => {
  const { gate, store, spaces, bus, relay, alive, now, onFault } = parts
  const actions = [...gate.actions.values()]
  const [briefs, learns] = (['briefs', 'learns'] as const).map((duty) =>
    actions.filter((action) => action.plane === 'runtime' && action[duty]),
  ) as [AnyAction[], AnyAction[]]
  const active = new Map<string, { run: RunRow; controller: AbortController; done: Promise<void> }>()
  /** Runs that could not be settled: left alone until the next start, or they would be tried for ever. */
  const abandoned = new Set<string>()
  let closing = false
  let looking = false
  let again = false

  /** Look for work until a look finds that nothing was asked for meanwhile. */
  const look = async (): Promise<void> => {
    again = true
    if (looking) return
    looking = true
    try {
      while (again && !closing) {
        again = false
        for (const run of await readDeployment(store).openRuns()) take(run)
        await dropRemoved()
      }
    } catch (thrown) {
      onFault(thrown, { action: 'brain.look', requestId: undefined })
    } finally {
      looking = false
    }
  }

  /** A conversation that was removed takes its runs with it: nobody waits for these answers any more. */
  const dropRemoved = async (): Promise<void> => {
    const there = await readDeployment(store).existingRuns([...active.keys()])
    for (const [id, { controller }] of active) if (!there.has(id)) controller.abort(REMOVED)
  }

  /** Why a run may not go on, where it may not: it ends with the token that asked for it, and pauses with the persona. */
  const hindrance = (run: RunRow): Problem | undefined => {
    const persona = spaces.documents.get(run.space)?.personas.find(({ id }) => id === run.persona)
    if (persona?.paused || persona?.archived)
      return new Problem('persona_paused', `${persona.name} is paused for now. Try again later.`)
    try {
      alive(askerOf(run))
      return undefined
    } catch {
      return new Problem('not_allowed', 'The session that asked for this answer has ended.')
    }
  }

  /** Operators have acted: what may not go on is ended now. */
  const recheck = (): void => {
    for (const { run, controller } of active.values()) {
      const why = hindrance(run)
      if (why) controller.abort(why)
    }
  }

  const take = (run: RunRow): void => {
    const begun = active.get(run.id)
    if (begun) {
      if (run.status === 'stopping') begun.controller.abort(STOPPED)
      return
    }
    if (closing || abandoned.has(run.id) || active.size >= CONCURRENT || !isDue(run)) return
    for (const each of active.values()) if (each.run.conversation === run.conversation) return
    const controller = new AbortController()
    const done = work(run, controller)
      .catch((thrown: unknown) => {
        abandoned.add(run.id)
        // A conflict means that it was settled or removed meanwhile.
        if (!(thrown instanceof Problem && ['conflict', 'not_found'].includes(thrown.code)))
          onFault(thrown, { action: 'brain.run', requestId: run.id })
      })
      .finally(() => {
        active.delete(run.id)
        void look()
      })
    active.set(run.id, { run, controller, done })
  }

  /** Not somebody else's, and not for a persona that is paused: what no person waits for begins when it is resumed. */
  const isDue = (run: RunRow): boolean => {
    if (run.status !== 'queued') return run.lease_until <= now()
    const persona = spaces.documents.get(run.space)?.personas.find(({ id }) => id === run.persona)
    return !(persona?.paused && (run.lease > 0 || run.trigger !== 'chat'))
  }

  const work = async (run: RunRow, controller: AbortController): Promise<void> => {
    const { signal } = controller
    const document = spaces.documents.get(run.space)
    const persona = document?.personas.find(({ id }) => id === run.persona)
    if (!document || !persona) throw new Problem('not_found', 'The persona is gone.')
    const principal = principalOf(run, reachOf(document, run.persona, actions))
    // Own steps are the brain's duty, not the model's choice: they need no scope beyond the conversation's own.
    const own: Principal = { ...principal, scopes: new Set(run.scope.split(' ')) }
    const act = async <N extends Duty>(name: N, input: Omit<Api[N]['input'], 'run'>): Promise<Api[N]['output']> => {
      const reply = await gate.perform(own, name, { run: run.id, ...input })
      if (reply.ok === true) return reply.data as Api[N]['output']
      throw reply.ok === false
        ? new Problem(reply.problem.code, reply.problem.detail)
        : new Problem('internal', 'pending')
    }
    const finish = async (lease: number): Promise<void> => {
      await learn(own, run)
      await act('chat.end', { lease })
    }
    // Read while the disk takes the beginning: nothing of it is used by anybody who could not begin.
    const read = async () => {
      await turn()
      const before = await act('chat.transcript', {})
      return { ...before, mind: await inMind(own, run, before.messages) }
    }
    const [{ lease, attempt, settled }, { text, messages: said, summary, steps, tainted, mind }] = await Promise.all([
      act('chat.begin', {}),
      read(),
    ])
    // What was asked, and that it was begun, is on the disk before anybody elsewhere hears of it.
    await store.durable()
    await turn()
    if (settled) return await finish(lease)
    if (run.status === 'stopping') return void (await act('chat.answer', { lease, status: 'stopped', text }))
    const answer = relay.answer(run.space, run.conversation, run.message, text)
    // Whoever took it up since has the word: what is left to do here is to let go.
    const renewing = setInterval(
      () => void act('chat.renew', { lease }).catch(() => controller.abort(REMOVED)),
      LEASE / 3,
    )
    let [keep, done] = [false, false]
    try {
      const why = hindrance(run)
      if (why) throw why
      if (attempt > ATTEMPTS) throw new Problem('model_interrupted', 'The answer was cut off.')
      signal.throwIfAborted()
      const waits = await takeTurn(parts, {
        run,
        said,
        summary: summary ?? undefined,
        mind,
        steps,
        principal: { ...principal, tainted },
        document,
        persona,
        answer,
        signal,
        note: {
          step: (step, { text: words, calls }, ms) =>
            act('chat.step', { lease, step, text: answer.text, said: { text: words, calls }, ms }),
          result: (step, call, result) => act('chat.result', { lease, step, call, result }),
          summary: async (made) => void (await act('chat.summarize', { lease, ...made })),
        },
      })
      if (waits.length === 0) {
        await act('chat.answer', { lease, status: 'done', text: answer.text })
        done = true
      } else await act('chat.answer', { lease, status: 'waiting', text: answer.text, waits })
    } catch (thrown) {
      if (signal.reason === CLOSING) keep = true
      else if (signal.reason === REMOVED) return
      else if (signal.reason === STOPPED) await act('chat.answer', { lease, status: 'stopped', text: answer.text })
      else {
        const why: unknown = signal.aborted ? signal.reason : thrown
        if (!(why instanceof Problem)) onFault(why, { action: 'brain.turn', requestId: run.id })
        const { code, message: detail } = asProblem(why)
        const status = answer.text === '' ? 'failed' : 'interrupted'
        await act('chat.answer', { lease, status, text: answer.text, problem: { code, detail: detail.slice(0, 500) } })
      }
    } finally {
      clearInterval(renewing)
      await answer.end(keep)
    }
    if (done) await finish(lease)
  }

  /** What the families have the persona keep in mind. One that fails is left out: an answer is worth more. */
  const inMind = async (own: Principal, run: RunRow, said: readonly Message[]): Promise<Map<string, string[]>> => {
    const about = (run.prompt ?? said.findLast(({ role }) => role === 'person')?.text ?? '').slice(0, 8000)
    const mind = new Map<string, string[]>()
    for (const { name } of briefs) {
      // Others have their turn between two.
      await turn()
      const reply = await gate.perform(own, name, { run: run.id, about })
      if (reply.ok === true) mind.set(familyOf(name), (reply.data as { lines: string[] }).lines)
    }
    return mind
  }

  const learn = async (own: Principal, run: RunRow): Promise<void> => {
    for (const { name } of learns)
      await gate.perform(own, name, { run: run.id }, { idempotencyKey: `${run.message}:${name}` })
  }

  const unsubscribe = bus.subscribe((notice) => {
    if (notice.kind === 'wake' && notice.who === 'brain') void look()
    else if (notice.kind === 'control') {
      recheck()
      void look()
    }
  })
  // The store has one process at a time: whoever held these is gone.
  const freed = store.write(async (db) => {
    await deployment(db).releaseLeases()
    await settleAll(db)
  })
  void freed.then(look, (thrown: unknown) => onFault(thrown, { action: 'brain.start', requestId: undefined }))

  return {
    async close(ms) {
      closing = true
      unsubscribe()
      await freed.catch(() => undefined)
      const all = Promise.all([...active.values()].map(({ done }) => done))
      const timer = setTimeout(() => active.forEach(({ controller }) => controller.abort(CLOSING)), ms)
      await all
      clearTimeout(timer)
    },
  }
}

/** Once around the event loop. */
const turn = (): Promise<void> => new Promise(setImmediate)

/** The persona, acting for the person whose run it is: persona ∩ app ∩ what the person's token covered. */
const principalOf = (run: RunRow, reach: ReadonlySet<string>): Principal => ({
  plane: 'runtime',
  door: 'brain',
  sub: `per:${run.persona}`,
  person: run.owner,
  space: run.space,
  app: run.app,
  scopes: new Set(run.scope.split(' ').filter((scope) => reach.has(scope))),
  personas: [run.persona],
  groups: askedWith(run)?.groups ?? [],
  jti: run.id,
  sid: null,
  expires: Infinity,
})

/** Whoever asked for the answer, with the token it was asked with. */
const askerOf = (run: RunRow): Principal => {
  const asker: Principal = { ...principalOf(run, new Set()), door: 'socket', sub: run.owner }
  const token = askedWith(run)
  if (token === null) return asker
  const { jti, sid, epoch, origin } = token
  return { ...asker, jti, sid, token: { epoch, origin } }
}

type AskedWith = Pick<Principal, 'jti' | 'sid' | 'groups'> & NonNullable<Principal['token']>

const askedWith = ({ token }: RunRow): AskedWith | null => JSON.parse(token ?? 'null') as AskedWith | null
