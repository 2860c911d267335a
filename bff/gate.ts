/** The gate: the one way in. Every act of every door passes here, in this order, and gets exactly one answer. */
import type { z } from 'zod'
import { type Bus, type Notice, personRoom, streamRoom } from './bus/bus.ts'
import type { Standing } from './capabilities/approvals/records.ts'
import {
  type AnyAction,
  type ControlContext,
  familyOf,
  type Family,
  type Loaders,
  type Principal,
  type RuntimeAction,
  type RuntimeContext,
} from './capability.ts'
import { newId } from './id.ts'
import { jobsOf } from './jobs/jobs.ts'
import { bindingOf, type Claim, claim } from './policy/binding.ts'
import { decide, isDuty } from './policy/policy.ts'
import { asProblem, Problem } from './problem.ts'
import type { EventName, Reply, SignalName, Signals } from './protocol.ts'
import { type Act, actor, advance, byStream, type CallOptions, entries, notices, type Told } from './record.ts'
import type { Persona, SpaceDocument } from './spaces/document.ts'
import { Drafts } from './spaces/drafts.ts'
import type { Spaces } from './spaces/spaces.ts'
import { deployment } from './store/deployment.ts'
import { answerBefore, type Call, keepAnswer } from './store/answered.ts'
import { append, seal } from './store/journal.ts'
import { type ConversationChanges, Rows, type Scope } from './store/rows.ts'
import type { Db, Store } from './store/store.ts'
import type { Position, StreamRow } from './store/streams.ts'

export interface Gate {
  readonly actions: ReadonlyMap<string, AnyAction>
  /** Never throws: whatever happens is in the reply. */
  perform(principal: Principal, name: string, input: unknown, options?: CallOptions): Promise<Reply>
}

interface Parts {
  families: readonly Family[]
  store: Store
  spaces: Spaces
  bus: Bus
  /** @throws Problem when the token has ended or was revoked */
  alive: (principal: Principal) => void
  now: () => number
  /** Take over what the store says of revocation, after a control act. */
  catchUp: () => Promise<void>
  /** Told of everything that is a bug or a broken disk, never of a plain refusal. */
  onFault: (thrown: unknown, about: { action: string; requestId: string | undefined }) => void
}

export const makeGate = ({ families, store, spaces, bus, alive, catchUp, now, onFault }: Parts): Gate => {
  const actions = new Map<string, AnyAction>(
    families.flatMap((family) => family.actions.map((each) => [each.name, each])),
  )
  const loaders: Loaders = Object.assign({}, ...families.map(({ events }) => events))
  let control = Promise.resolve()

  const perform = async (
    principal: Principal,
    name: string,
    input: unknown,
    options: CallOptions = {},
  ): Promise<Reply> => {
    try {
      alive(principal)
      const action = actions.get(name)
      if (!action || action.plane !== principal.plane || !action.doors.includes(principal.door))
        throw new Problem('unknown_action', 'There is no such action here.')
      if (!covers(principal, action)) throw new Problem('insufficient_scope', `This needs the scope ${action.scope}.`)
      const permit = permission(principal, action)
      const parsed = parse(action, input)
      if (action.plane === 'runtime' && action.loads) await action.loads()
      const act: Admitted = { action, principal, input: parsed, options, at: now(), permit }
      if (permit?.ask || options.ask) return await approved(act)
      const { data, tainted } = await (action.plane === 'control' ? alone(() => transact(act)) : transact(act))
      if (action.plane === 'runtime' && action.signals) {
        relay(act, action.signals, data)
        return { ok: true, data: null }
      }
      return tainted ? { ok: true, data, tainted } : { ok: true, data }
    } catch (thrown) {
      return refuse(principal, name, input, options, thrown)
    }
  }

  const relay = ({ principal, input }: Act, { name, stream }: { name: SignalName; stream: string }, data: unknown) => {
    const followed = (input as Record<string, string>)[stream] as string
    const rooms = [streamRoom(principal.space as string, followed)]
    bus.publish({ kind: 'signal', rooms, name, data: data as Signals[SignalName] })
  }

  /** The token's scopes, as far as the app still has them. */
  const covers = (principal: Principal, action: AnyAction): boolean => {
    const { scopes, app, plane } = principal
    const { scope } = action
    if (plane === 'control') return scopes.has('control:all') || scopes.has(scope)
    if (isDuty(action, principal)) return scopes.has(scope)
    return scopes.has(scope) && (spaces.app(app ?? '')?.app.scopes.includes(scope) ?? false)
  }

  /** Space, personas, rollout. @throws Problem when none of the principal's personas may be reached */
  const permission = (principal: Principal, action: AnyAction): Permission | undefined => {
    if (action.plane === 'control') return undefined
    if (isDuty(action, principal)) return { personas: [], refused: new Map(), ask: false }
    const document = spaces.documents.get(principal.space ?? '')
    if (!document || document.space.archived) throw new Problem('invalid_token', 'The token is not valid here.')
    const app = document.apps.find(({ id }) => id === principal.app)
    const refused = new Map<string, Problem>()
    const personas: Persona[] = []
    let ask = false
    for (const id of principal.personas) {
      const persona = document.personas.find((each) => each.id === id && app?.personas.includes(id))
      try {
        if (decide(document, persona, action, principal) === 'ask') ask = true
        personas.push(persona as Persona)
      } catch (thrown) {
        refused.set(id, thrown as Problem)
      }
    }
    const [first] = refused.values()
    if (personas.length === 0) throw first ?? new Problem('not_allowed', 'This token reaches no persona.')
    return { personas, refused, ask }
  }

  /**
   * What a person must approve first: asked for once for each call of a run, and done, as it was approved, once it was.
   * @throws Problem approval_required | approval_rejected | approval_expired
   */
  const approved = async (act: Admitted): Promise<Reply> => {
    const { principal, options, input, permit } = act
    const action = act.action as RuntimeAction
    const { idempotencyKey: key, requestId } = options
    const asking = actions.get('approvals.ask')
    const persona = permit?.personas[0]
    if (key === undefined || principal.door !== 'brain' || !asking || !persona)
      throw new Problem('approval_required', 'A person must approve this before it is done.')
    const { name, does, risk } = action
    const wanted = {
      run: principal.jti,
      key,
      action: name,
      // The rest of what it does is for the model: what a person is asked says its input.
      does: options.ask ?? does.replace(/[:;.] .*/, '.'),
      risk,
      input,
      hash: bindingOf(name, input, persona, principal.person),
      by: persona.policy.approver,
      tainted: principal.tainted ?? false,
    }
    const { data } = await transact({ ...act, action: asking, input: wanted, options: requestId ? { requestId } : {} })
    const standing = data as Standing
    if (standing.status === 'pending') return { ok: 'pending', approval: { id: standing.id } }
    if (standing.status === 'rejected')
      throw new Problem('approval_rejected', `It was not approved${standing.reason ? `: ${standing.reason}` : '.'}`)
    if (standing.status === 'expired' || standing.status === 'withdrawn')
      throw new Problem('approval_expired', 'Nobody approved it in time, so it was not done.')
    const agreed = parse(action, standing.input)
    const hash = bindingOf(name, standing.input, persona, principal.person)
    return { ok: true, data: (await transact({ ...act, input: agreed, approval: { id: standing.id, hash } })).data }
  }

  /** Strictly one control act after another: each sees the documents that the one before it left. */
  const alone = <T>(act: () => Promise<T>): Promise<T> => {
    const done = control.then(act)
    control = done.then(
      () => undefined,
      () => undefined,
    )
    return done
  }

  const transact = async (act: Admitted): Promise<Pick<Done, 'data' | 'tainted'>> => {
    const { action, principal, input, options, at } = act
    const prepared = action.plane === 'runtime' && action.prepares ? await action.prepares(input as never) : undefined
    // What was approved is used up, whatever it is.
    if (action.risk === 'read' && !act.approval) {
      const done = await runIn(store.read, act, prepared)
      // What the brain reads for itself is told by what it writes: that waits for it.
      if (!isDuty(action, principal)) await store.durable()
      return done
    }
    const key = options.idempotencyKey
    if (key === undefined) return await commit(act, prepared)
    const call: Call = { space: principal.space ?? '', sub: principal.sub, key, action: action.name, input }
    // A run or a job may lie still for weeks before it is taken up again; a client retries within minutes.
    const until = at + (['brain', 'clock'].includes(principal.door) ? 90 : 1) * 86_400_000
    const once = () =>
      commit(act, prepared, (db, { data }) =>
        keepAnswer(db, call, action.plane === 'control' && action.secret ? undefined : (data ?? null), until),
      )
    try {
      return await once()
    } catch (thrown) {
      // Looked up only now: a first call, which almost every one is, pays for one insert.
      const before = await answerBefore(store, call, at)
      if (before === undefined) throw thrown
      return before === 'expired' ? await once() : { data: before.answer, tainted: undefined }
    }
  }

  /** One durable commit, then everybody who listens is told. */
  const commit = async (act: Admitted, prepared: unknown, keep?: (db: Db, done: Done) => unknown): Promise<Done> => {
    const { action } = act
    const perform = async (db: Db): Promise<Done> => {
      // It may have waited behind what ended it.
      alive(act.principal)
      const result = await runIn(db, act, prepared)
      await keep?.(db, result)
      return result
    }
    const { wakes } = action
    const wake = (): void => (wakes ? bus.publish({ kind: 'wake', who: wakes }) : undefined)
    // Whoever is woken gets ready while the disk takes it, and lets nothing out of the house before it has.
    const done = await store.write(perform, action.plane === 'runtime' ? wake : undefined)
    if (done.erased) await store.scrub()
    for (const notice of done.notices) bus.publish(notice)
    // Committed is done: a file that cannot be replaced now is rolled forward at the next start.
    for (const document of done.changed)
      await spaces
        .replace(document)
        .catch((fault: unknown) => onFault(fault, { action: action.name, requestId: act.options.requestId }))
    if (action.plane === 'control') {
      await catchUp()
      bus.publish({ kind: 'control' })
      await seal(store)
      wake()
    }
    if (action.plane === 'runtime' && action.outside) bus.publish({ kind: 'wake', who: 'outbox' })
    return done
  }

  /** Run the handler and record what it did, within the caller's transaction. */
  const runIn = async (db: Db, act: Admitted, prepared: unknown): Promise<Done> => {
    const { action, principal, input, at, permit } = act
    const places: Place[] = []
    const positions = new Map<string, Position>()
    const left: Notice[] = []
    const drafts = new Drafts(spaces.documents)
    const shared = { principal, now: at, newId: (prefix: string) => newId(prefix, at) }
    const within = (scope: Scope): Pick<RuntimeContext, 'rows' | 'jobs' | 'tell' | 'bind'> => {
      const place: Place = { space: scope.space, rows: new Rows(db, scope), told: [] }
      places.push(place)
      return { rows: place.rows, jobs: jobsOf(place.rows, principal), tell: teller(place, positions), bind }
    }
    // A model is told what others wrote; whoever else reads it knows whose words they are.
    let tainted = principal.door === 'brain' && action.plane === 'runtime' && action.tool && action.risk === 'read'
    if (action.plane === 'runtime' && action.words !== undefined) tainted = false
    let erased = false
    const context: RuntimeContext | ControlContext = permit
      ? {
          ...shared,
          ...within(scopeOf(principal, permit)),
          ...personasOf(principal, permit),
          taint: () => (tainted = true),
          erased: () => (erased = true),
          release: ({ id, owner, persona }, but) => {
            const space = principal.space as string
            const rooms = [owner, ...but].map((each) => personRoom(space, each, persona, familyOf(action.name)))
            left.push({ kind: 'leave', room: streamRoom(space, id), but: rooms })
          },
        }
      : {
          ...shared,
          spaces: drafts,
          deployment: deployment(db),
          within: ({ space, person, persona }) => within({ space, person, personas: [persona], permit: () => {} }),
        }
    if (act.approval) {
      await claim(db, act.approval, at)
      const [place] = places
      // Before it is done: it may take away the conversation in which it was asked for.
      if (place && action.risk !== 'read') {
        const { conversation } = await place.rows.one('approvals', act.approval.id)
        await teller(place, positions)(
          'chat.approval',
          await place.rows.one('conversations', conversation),
          act.approval.id,
        )
      }
    }
    const data = await action.run(input as never, context as never, prepared as never)
    const effect = action.plane === 'runtime' && action.outside ? await intend(places, act, data) : undefined
    const mark = tainted || undefined
    if (action.risk === 'read') return { data, notices: [], changed: [], tainted: mark, erased }
    const changed = drafts.changed()
    for (const document of changed)
      await db
        .insertInto('space_revisions')
        .values({ space: document.space.id, revision: document.revision, at, image: JSON.stringify(document) })
        .execute()
    const telling = places
      .filter(({ told }) => told.length > 0)
      .map((each) => ({ ...each, streams: byStream(each.told) }))
    if (telling.length === 0) await append(db, input, entries(act, [], changed))
    for (const { rows, space, streams } of telling)
      await advance(rows, streams, await append(db, input, entries(act, streams, changed, space)))
    const heard: Notice[] = []
    for (const { rows, space, streams } of telling)
      heard.push(...(await notices(rows, loaders, space, streams, at, act.options.from)))
    return { data: effect ?? data, changed, notices: [...heard, ...left], tainted: mark, erased }
  }

  const bind: RuntimeContext['bind'] = ({ action: name, input, persona: id, person }) => {
    const action = actions.get(name)
    if (action?.plane !== 'runtime') throw new Problem('unknown_action', 'There is no such action here.')
    const persona = [...spaces.documents.values()].flatMap(({ personas }) => personas).find((each) => each.id === id)
    if (!persona) throw new Problem('not_found', 'There is nothing with this id here.')
    const agreed = parse(action, input)
    return { input: agreed, hash: bindingOf(name, agreed, persona, person) }
  }

  const refuse = (principal: Principal, name: string, input: unknown, options: CallOptions, thrown: unknown): Reply => {
    const problem = asProblem(thrown)
    const { requestId } = options
    if (problem.status >= 500) onFault(thrown, { action: name, requestId })
    // A refusal is recorded too. It changed nothing, so its row may follow; only a known space has a journal.
    const known = principal.space === null || spaces.documents.has(principal.space)
    if (known && problem.code !== 'insufficient_storage') {
      const entry = {
        ...actor(principal, name.slice(0, 80), options, now()),
        result: problem.code,
      }
      store
        .write((db) => append(db, shallow(input), [entry]))
        .catch((fault: unknown) => onFault(fault, { action: name, requestId }))
    }
    return { ok: false, problem: problem.details(requestId) }
  }

  return { actions, perform }
}

interface Permission {
  /** The personas through which this act is allowed. */
  personas: Persona[]
  /** Those through which it is not, and why. */
  refused: ReadonlyMap<string, Problem>
  ask: boolean
}

interface Admitted extends Act {
  permit: Permission | undefined
  /** What was approved, and by its hash exactly that. */
  approval?: Claim
}

interface Done {
  data: unknown
  notices: Notice[]
  changed: SpaceDocument[]
  tainted: true | undefined
  /** Content was removed for good. */
  erased: boolean
}

/** One person's rows, and what was told of them. */
interface Place {
  space: string
  rows: Rows
  told: Told[]
}

const scopeOf = (principal: Principal, { refused }: Permission) => ({
  space: principal.space as string,
  person: principal.person,
  personas: principal.personas,
  permit(persona: string) {
    const problem = refused.get(persona)
    if (problem) throw problem
  },
})

/** What is to be done beyond this process is committed with the act; the outbox does it. */
const intend = async (
  [place]: Place[],
  { action, principal, at }: Admitted,
  intent: unknown,
): Promise<{ effect: string }> => {
  const id = newId('eff', at)
  const persona = principal.personas[0] ?? ''
  const row = { id, persona, action: action.name, intent: JSON.stringify(intent ?? null), status: 'intended' as const }
  await place?.rows.add('effects', { ...row, attempts: 0, result: null, created_at: at, updated_at: at })
  return { effect: id }
}

/** @param positions how far the streams have come that this act has told of, by space and id */
const teller =
  ({ space, rows, told }: Place, positions: Map<string, Position>): RuntimeContext['tell'] =>
  async (event: EventName, stream: StreamRow, ids: string | readonly string[], changes?: ConversationChanges) => {
    const key = `${space} ${stream.id}`
    const at = positions.get(key) ?? (await rows.position(stream))
    positions.set(key, at)
    const first = at.seq + 1
    for (const id of typeof ids === 'string' ? [ids] : ids) told.push({ event, stream, id, seq: ++at.seq, at, changes })
    return first
  }

const personasOf = ({ personas }: Principal, permit: Permission) => ({
  persona(id: string): Persona {
    const problem = permit.refused.get(id)
    if (problem) throw problem
    const found = permit.personas.find((each) => each.id === id)
    if (!found) throw new Problem('not_found', 'There is nothing with this id here.')
    return found
  },
  onlyPersona(): Persona {
    const [only] = permit.personas
    if (!only || personas.length > 1)
      throw new Problem('invalid_request', 'Say which persona: this token reaches several.', {
        errors: [{ pointer: '/persona', detail: 'is required' }],
      })
    return only
  },
})

/** @throws Problem invalid_request, with a pointer for each thing that is wrong */
const parse = (action: AnyAction, input: unknown): unknown => {
  const parsed = (action.input as z.ZodType).safeParse(input ?? {})
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.slice(0, 10).map(({ path, message }) => ({
    pointer: path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: message.slice(0, 200),
  }))
  const [first] = errors
  throw new Problem('invalid_request', `${action.name}: ${first?.pointer || 'the input'}: ${first?.detail}.`, {
    errors,
  })
}

/** Enough of a refused input to tell two apart, whatever its size or shape. */
const shallow = (input: unknown): unknown =>
  typeof input === 'object' && input !== null ? Object.keys(input).slice(0, 20) : typeof input
