/** One declaration says everything about an action. The doors, the gate, the brain and the docs all derive from it. */
import type { z } from 'zod'
import type { Jobs } from './jobs/jobs.ts'
import type { EventName, Events, SignalName } from './protocol.ts'
import type { ConversationChanges, Rows } from './store/rows.ts'
import type { StreamRow } from './store/streams.ts'
import type { ConversationRow } from './store/tables.ts'
import type { Deployment } from './store/deployment.ts'
import type { Drafts } from './spaces/drafts.ts'
import type { Persona } from './spaces/document.ts'

/** `runtime`: what apps, persons and personas do inside a space. `control`: what operators do to spaces. */
type Plane = 'runtime' | 'control'

/** How bad a wrong act would be. A persona's policy decides by it: allow, ask or deny. */
export type Risk = 'read' | 'write' | 'spend' | 'contact' | 'irreversible'

/** This many a second, and `burst` more in ten seconds. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/** The ways to the gate. `cli` is the command line, when it holds the data directory itself. */
export type Door = 'http' | 'socket' | 'brain' | 'clock' | 'cli'

/** Who acts: a verified token, or a part of the process that acts under a stored grant. */
export interface Principal {
  readonly plane: Plane
  readonly door: Door
  /** Who acts: `vis:…`, `usr:…`, `svc:…`, `per:…`, or `op:…` on the control plane. */
  readonly sub: string
  /** Whose rows are touched. Differs from `sub` only where a persona acts for a person. */
  readonly person: string
  /** `null` on the control plane only. */
  readonly space: string | null
  readonly app: string | null
  readonly scopes: ReadonlySet<string>
  readonly personas: readonly string[]
  /** The groups that the app's own backend says the person is in; left out for none. Rollouts look at them. */
  readonly groups?: readonly string[]
  readonly jti: string
  readonly sid: string | null
  /** Milliseconds since the epoch; `Infinity` for a grant that is checked live at each act. */
  readonly expires: number
  /** A persona's run that has read words of others: what it wants from now on is asked for, not done. */
  readonly tainted?: boolean
  /** For whoever holds a token: the newest revocation when it was minted, and the one site it is for. */
  readonly token?: { readonly epoch: number; readonly origin: string | null }
}

interface ContextBase {
  readonly principal: Principal
  /** Milliseconds since the epoch, the same for the whole act. */
  readonly now: number
  /** A fresh opaque id: the prefix, an underscore and a ULID. */
  newId(prefix: string): string
}

/** What the handler of a runtime action may touch. The rows are already the space's, the person's and the personas' own. */
export interface RuntimeContext extends ContextBase {
  readonly rows: Rows
  /** What is to be done later, set and cancelled in this very act. */
  readonly jobs: Jobs
  /** A persona that the principal may reach. @throws Problem not_found */
  persona(id: string): Persona
  /** The principal's only persona, for inputs that leave it out. @throws Problem invalid_request when there are several */
  onlyPersona(): Persona
  /**
   * Record that `event` happened to these records in a stream, and publish it after the commit.
   * @param changes what changes with it in the conversation's row, written when the handler is done
   * @returns the `seq` of the first in the stream, gap-free
   */
  tell(event: EventName, stream: StreamRow, ids: string | readonly string[]): Promise<number>
  tell(
    event: EventName,
    stream: ConversationRow,
    ids: string | readonly string[],
    changes: ConversationChanges,
  ): Promise<number>
  /** From the commit on, nobody follows this stream but its owner and these persons. */
  release(stream: StreamRow, but: readonly string[]): void
  /**
   * Say that the answer holds words which neither this person nor an operator wrote: a document, an import, a mail.
   * A model may take them for orders, so a run that reads them is tainted from then on.
   */
  taint(): void
  /** Say that content was removed for good: before the act is answered, no old byte of it is left in any file. */
  erased(): void
  /**
   * What an action's own schema makes of an input, and the hash that binds an approval to exactly this, for this person
   * and under the persona's rules of this moment. @throws Problem invalid_request | unknown_action | not_found
   */
  bind(act: { action: string; input: unknown; persona: string; person: string }): { input: unknown; hash: string }
}

/** What the handler of a control action may touch: drafts of space documents, and what belongs to no space. */
export interface ControlContext extends ContextBase {
  readonly spaces: Drafts
  readonly deployment: Deployment
  /** What a person has with a persona, for the few things that an operator decides in their place. */
  within(place: { space: string; person: string; persona: string }): Pick<RuntimeContext, 'rows' | 'tell' | 'bind'>
}

/** An effect beyond this process. `id` names it for good: it is the other side's idempotency key. */
export interface Outside {
  /** The other side does it once, however often it is sent under one id. */
  readonly idempotent: boolean
  /** Milliseconds that one attempt may take. */
  readonly timeout: number
  /** @throws Problem, when the other side says that it was not done. Anything else that is thrown: nobody knows. */
  send(intent: unknown, effect: { id: string; signal: AbortSignal }): Promise<unknown>
  /** Ask the other side whether it was done. */
  reconcile?(intent: unknown, effect: { id: string; signal: AbortSignal }): Promise<{ done: unknown } | 'not_done'>
}

interface Declared<Name extends string, Input extends z.ZodType> {
  /** `family.verb`. The family is the scope's prefix, the panel's name and the audit's word. */
  readonly name: Name
  /** One imperative sentence, for people, for OpenAPI and for the model. */
  readonly does: string
  readonly scope: `${string}:${string}`
  readonly risk: Risk
  readonly input: Input
}

export interface RuntimeAction<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output = unknown,
  Prepared = unknown,
> extends Declared<Name, Input> {
  readonly plane: 'runtime'
  /** Which doors it has. */
  readonly doors: readonly Door[]
  /** False: the brain's own step, or a person's act; the model is never offered it. */
  readonly tool: boolean
  /** The input field that names a stream: who may read it, and asks, follows it from now on. */
  readonly follows?: string
  /**
   * What it answers is a signal: relayed to those who follow the stream that `stream` names in the input, and kept
   * nowhere. Its `rate` is all that bounds it; the limit on acts does not count it.
   */
  readonly signals?: { readonly name: SignalName; readonly stream: string }
  /**
   * Whose words a reading tool returns. `own`: the person's, the persona's and the operators' only. `labelled`: the
   * handler says by `taint` when there are others. Left out, they are taken for words of others.
   */
  readonly words?: 'own' | 'labelled'
  /**
   * The brain's own step before each answer, with `{ run, about }`: what the persona should have in mind. It returns
   * `{ lines: string[] }`, never words of others.
   */
  readonly briefs?: true
  /** The brain's own step after each answer that was finished, with `{ run }`: what there is to keep of it. */
  readonly learns?: true
  /** It asks something of the persona: refused while the persona is paused. What is one's own is not. */
  readonly awake?: true
  /** What is done beyond this process after the commit, with what the handler answered as the intent. */
  readonly outside?: Outside
  /** Who is woken by the commit, while it is on its way to the disk. */
  readonly wakes?: 'brain' | 'clock'
  /** Awaited before it runs: a part that is loaded when it is first needed. */
  readonly loads?: () => Promise<void>
  /** Bytes of its input, where 64 KB by HTTP are not enough. */
  readonly largest?: number
  /**
   * Awaited before the transaction, for what takes long: everybody else gets their turn in between. What it makes of the
   * input is the handler's third argument. @throws Problem
   */
  readonly prepares?: (input: z.output<Input>) => Promise<Prepared>
  /** How often one person may do it, where every act's own limit is too much. */
  readonly rate?: Rate
  /**
   * The handler. What a writing act answers is kept for a day, for a repeated call: it names what was made by id and
   * repeats no content, so that forgetting the content forgets it everywhere.
   */
  run(input: z.output<Input>, context: RuntimeContext, prepared: Prepared): Promise<Output>
}

export interface ControlAction<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output = unknown,
> extends Declared<Name, Input> {
  readonly plane: 'control'
  readonly doors: readonly Door[]
  /** Performed by the clock, this many seconds apart. */
  readonly every?: number
  /** The answer holds a secret that is shown once: it is never kept for a repeated call. */
  readonly secret?: true
  /** Who is woken after the commit. */
  readonly wakes?: 'keys' | 'brain'
  run(input: z.output<Input>, context: ControlContext): Promise<Output>
}

// The handler's input is contravariant, so a list of different actions needs `any` in its place, here and only here.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyAction = RuntimeAction<string, any, unknown, any> | ControlAction<string, any, unknown>

/** Declare a runtime action. By default a person reaches it by socket and HTTP, and the model as a tool. */
export const action = <const Name extends string, Input extends z.ZodType, Output, Prepared = undefined>(
  declared: Omit<RuntimeAction<Name, Input, Output, Prepared>, 'plane' | 'doors' | 'tool'> & {
    doors?: readonly Door[]
    tool?: boolean
  },
): RuntimeAction<Name, Input, Output, Prepared> => ({
  doors: ['socket', 'http', 'brain'],
  tool: true,
  ...declared,
  plane: 'runtime',
})

/** Declare a control action. Operators reach it by HTTP and by the command line. */
export const control = <const Name extends string, Input extends z.ZodType, Output>(
  declared: Omit<ControlAction<Name, Input, Output>, 'plane' | 'doors'> & { doors?: readonly Door[] },
): ControlAction<Name, Input, Output> => ({ doors: ['http', 'cli'], ...declared, plane: 'control' })

/** How the records of an event are read, live and in a replay alike. Ids that are gone are left out. */
export type Loaders = { [E in EventName]?: (rows: Rows, ids: string[]) => Promise<Map<string, Events[E]>> }

/** A capability: its actions, and the events that it publishes. */
export interface Family<Actions extends readonly AnyAction[] = readonly AnyAction[]> {
  readonly name: string
  /** True when the widget has a panel for it. */
  readonly panel: boolean
  readonly actions: Actions
  readonly events: Loaders
}

/** `chat.send` → `chat`. */
export const familyOf = (name: string): string => name.slice(0, name.indexOf('.'))
