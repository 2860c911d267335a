/** The gate: the one way in. Every act of every door passes here, in this order, and gets exactly one answer. */
import { ulid } from 'ulid'
import type { z } from 'zod'
import { type Bus, personRoom, streamRoom } from './bus/bus.ts'
import {
  type AnyAction,
  type ControlContext,
  familyOf,
  type Family,
  type Loaders,
  type Principal,
  type RuntimeContext,
} from './capability.ts'
import { decide } from './policy/policy.ts'
import { asProblem, Problem } from './problem.ts'
import type { ActOptions, EventName, Events, Published, Reply } from './protocol.ts'
import type { Persona, SpaceDocument } from './spaces/document.ts'
import { Drafts } from './spaces/drafts.ts'
import type { Spaces } from './spaces/spaces.ts'
import { deployment } from './store/deployment.ts'
import { append, digestOf, type Entry, nextSeq, seal } from './store/journal.ts'
import { Rows, type StreamRow } from './store/rows.ts'
import type { Db, Store } from './store/store.ts'

export interface Gate {
  readonly actions: ReadonlyMap<string, AnyAction>
  /** Never throws: whatever happens is in the reply. */
  perform(principal: Principal, name: string, input: unknown, options?: ActOptions): Promise<Reply>
}

interface Parts {
  families: readonly Family[]
  store: Store
  spaces: Spaces
  bus: Bus
  /** @throws Problem when the token has ended or was revoked */
  alive: (principal: Principal) => void
  now: () => number
  /** Told of everything that is a bug or a broken disk, never of a plain refusal. */
  onFault: (thrown: unknown, about: { action: string; requestId: string | undefined }) => void
}

const DAY = 24 * 3600_000

type Told = { event: EventName; stream: StreamRow; id: string; seq: number }

export const makeGate = ({ families, store, spaces, bus, alive, now, onFault }: Parts): Gate => {
  const actions = new Map<string, AnyAction>(
    families.flatMap((family) => family.actions.map((each) => [each.name, each])),
  )
  const loaders: Loaders = Object.assign({}, ...families.map(({ events }) => events))
  let control = Promise.resolve()

  const perform = async (
    principal: Principal,
    name: string,
    input: unknown,
    options: ActOptions = {},
  ): Promise<Reply> => {
    try {
      alive(principal)
      const action = actions.get(name)
      if (!action || action.plane !== principal.plane || !action.doors.includes(principal.door))
        throw new Problem('unknown_action', 'There is no such action here.')
      if (!covers(principal, action)) throw new Problem('insufficient_scope', `This needs the scope ${action.scope}.`)
      const permit = permission(principal, action)
      const parsed = parse(action, input)
      if (permit?.ask) throw new Problem('approval_required', 'A person must approve this before it is done.')
      const act: Act = { action, principal, input: parsed, options, at: now(), permit }
      return { ok: true, data: await (action.plane === 'control' ? alone(() => transact(act)) : transact(act)) }
    } catch (thrown) {
      return refuse(principal, name, input, options, thrown)
    }
  }

  /** The token's scopes, as far as the app still has them. */
  const covers = ({ scopes, app, plane }: Principal, { scope }: AnyAction): boolean => {
    if (plane === 'control') return scopes.has('control:all') || scopes.has(scope)
    return scopes.has(scope) && (spaces.app(app ?? '')?.app.scopes.includes(scope) ?? false)
  }

  /** Space, personas, rollout. @throws Problem when none of the principal's personas may be reached */
  const permission = (principal: Principal, action: AnyAction): Permission | undefined => {
    if (action.plane === 'control') return undefined
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
    return { document, personas, refused, ask }
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

  const transact = async (act: Act): Promise<unknown> => {
    const { action } = act
    if (action.risk === 'read') return (await runIn(store.read, act)).data
    const done = await store.write((db) => once(db, act, () => runIn(db, act)))
    for (const published of done.published) bus.publish(published)
    for (const document of done.changed) await spaces.replace(document)
    if (action.plane === 'control') await seal(store)
    else if (action.wakes) bus.publish({ kind: 'wake', who: action.wakes })
    return done.data
  }

  /** The same key gives the same answer; with another payload it is a conflict. */
  const once = async (
    db: Db,
    { action, principal, input, options, at }: Act,
    run: () => Promise<Done>,
  ): Promise<Done> => {
    const key = options.idempotencyKey
    if (key === undefined) return run()
    const { sub, space } = principal
    const digest = digestOf([action.name, input], key)
    const before = await db
      .selectFrom('answered')
      .select(['digest', 'answer', 'expires'])
      .where('space', '=', space ?? '')
      .where('sub', '=', sub)
      .where('key', '=', key)
      .executeTakeFirst()
    if (before && before.expires > at) {
      if (before.digest !== digest)
        throw new Problem('idempotency_conflict', 'This idempotency key was used for something else.')
      if (before.answer === '')
        throw new Problem('idempotency_conflict', 'This was done already; its answer was shown once.')
      return { data: JSON.parse(before.answer), published: [], changed: [] }
    }
    const done = await run()
    const answer = action.plane === 'control' && action.secret ? '' : JSON.stringify(done.data ?? null)
    await db
      .insertInto('answered')
      .values({ space: space ?? '', sub, key, action: action.name, digest, answer, expires: at + DAY })
      .onConflict((conflict) =>
        conflict.columns(['space', 'sub', 'key']).doUpdateSet({ digest, answer, expires: at + DAY }),
      )
      .execute()
    return done
  }

  /** Run the handler and record what it did, within the caller's transaction. */
  const runIn = async (db: Db, act: Act): Promise<Done> => {
    const { action, principal, input, at, permit } = act
    const told: Told[] = []
    const drafts = new Drafts(spaces.documents)
    const newId = (prefix: string) => `${prefix}_${ulid(at)}`
    const shared = { principal, now: at, newId }
    const rows = permit && new Rows(db, scopeOf(principal, permit))
    const context: RuntimeContext | ControlContext = rows
      ? { ...shared, rows, ...runtimeTools(db, principal, permit, told) }
      : { ...shared, spaces: drafts, deployment: deployment(db) }
    const data = await action.run(input as never, context as never)
    if (action.risk === 'read') return { data, published: [], changed: [] }
    const changed = drafts.changed()
    for (const document of changed)
      await db
        .insertInto('space_revisions')
        .values({ space: document.space.id, revision: document.revision, at, image: JSON.stringify(document) })
        .execute()
    await append(db, entries(act, told, changed))
    return { data, changed, published: rows ? await publications(rows, principal.space as string, told, at) : [] }
  }

  /** The journal's rows of one act: one for each event or changed space, else a single one. */
  const entries = ({ action, principal, input, options, at }: Act, told: Told[], changed: SpaceDocument[]): Entry[] => {
    const base: Entry = {
      ...actor(principal, action.name, options, at),
      result: 'ok',
      payload: input,
    }
    if (told.length > 0)
      return told.map(({ event, stream, seq, id }) => ({
        ...base,
        event,
        stream: stream.id,
        seq,
        subject: id,
        owner: stream.owner,
      }))
    if (changed.length > 0) return changed.map(({ space, revision }) => ({ ...base, space: space.id, revision }))
    return [base]
  }

  const actor = (principal: Principal, action: string, { requestId }: ActOptions, at: number) => ({
    at,
    space: principal.space ?? '',
    act: `act_${ulid(at)}`,
    actor: principal.sub,
    app: principal.app,
    jti: principal.jti,
    door: principal.door,
    action,
    event: null,
    stream: null,
    seq: null,
    subject: null,
    owner: null,
    revision: null,
    request_id: requestId ?? null,
  })

  /** The records as they are after the act, read by the same loaders that a replay uses. */
  const publications = async (rows: Rows, space: string, told: Told[], at: number) => {
    const records = new Map<string, Events[EventName]>()
    for (const event of new Set(told.map((each) => each.event))) {
      const ids = told.filter((each) => each.event === event).map(({ id }) => id)
      for (const [id, record] of (await loaders[event]?.(rows, [...new Set(ids)])) ?? []) records.set(id, record)
    }
    return told.map(({ event, stream, seq, id }) => {
      const published: Published = {
        event,
        stream: stream.id,
        seq,
        at: new Date(at).toISOString(),
        data: records.get(id) ?? null,
      }
      const rooms = [streamRoom(space, stream.id), personRoom(space, stream.owner, stream.persona, familyOf(event))]
      return { kind: 'event' as const, rooms, published }
    })
  }

  const refuse = (principal: Principal, name: string, input: unknown, options: ActOptions, thrown: unknown): Reply => {
    const problem = asProblem(thrown)
    const { requestId } = options
    if (problem.status >= 500) onFault(thrown, { action: name, requestId })
    // A refusal is recorded too. It changed nothing, so its row may follow; only a known space has a journal.
    const known = principal.space === null || spaces.documents.has(principal.space)
    if (known && problem.code !== 'insufficient_storage') {
      const entry = {
        ...actor(principal, name.slice(0, 80), options, now()),
        result: problem.code,
        payload: shallow(input),
      }
      store.write((db) => append(db, [entry])).catch((fault: unknown) => onFault(fault, { action: name, requestId }))
    }
    return { ok: false, problem: problem.details(requestId) }
  }

  return { actions, perform }
}

interface Permission {
  document: SpaceDocument
  /** The personas through which this act is allowed. */
  personas: Persona[]
  /** Those through which it is not, and why. */
  refused: ReadonlyMap<string, Problem>
  ask: boolean
}

interface Act {
  action: AnyAction
  principal: Principal
  input: unknown
  options: ActOptions
  at: number
  permit: Permission | undefined
}

interface Done {
  data: unknown
  published: { kind: 'event'; rooms: string[]; published: Published }[]
  changed: SpaceDocument[]
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

const runtimeTools = (db: Db, { space, personas }: Principal, permit: Permission, told: Told[]) => ({
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
      throw new Problem('invalid_request', 'Say which persona: this token reaches several.', [
        { pointer: '/persona', detail: 'is required' },
      ])
    return only
  },
  async tell(event: EventName, stream: StreamRow, id: string): Promise<number> {
    const seq = await nextSeq(db, space as string, stream.id)
    told.push({ event, stream, id, seq })
    return seq
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
  throw new Problem('invalid_request', `${action.name}: ${first?.pointer || 'the input'}: ${first?.detail}.`, errors)
}

/** Enough of a refused input to tell two apart, whatever its size or shape. */
const shallow = (input: unknown): unknown =>
  typeof input === 'object' && input !== null ? Object.keys(input).slice(0, 20) : typeof input
