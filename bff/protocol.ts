/** What crosses the wire between a host and the backend: records, events, signals, replies. Types only. */
import type { Element } from './board/element.ts'
import type { Operation } from './board/state.ts'

/** The version of everything in this file; it changes when an older client would misread a newer server. */
type ProtocolVersion = 1

/** Instants are RFC 3339 strings in UTC with milliseconds. */
type Instant = string

/** `streaming` changes by itself, `waiting` once a person has decided; every other one is at rest. */
export type MessageStatus = 'streaming' | 'waiting' | 'done' | 'stopped' | 'failed' | 'interrupted'

export interface Message {
  id: string
  conversation: string
  /** Place in the conversation: 1, 2, 3 … shared with the events of its stream. */
  seq: number
  /** `team`: somebody of the operators' team, to whom the conversation was handed. */
  role: 'person' | 'persona' | 'team'
  status: MessageStatus
  /**
   * Markdown for a persona and the team, plain text for a person. A partial answer while `streaming`. Empty, of the team:
   * here the conversation was handed to it, and somebody of it will answer.
   */
  text: string
  at: Instant
  /** The person's message that this one answers. */
  answers: string | null
  /** True once another answer took its place (regenerated). */
  superseded: boolean
  /** Why it failed or was interrupted. */
  problem: { code: ProblemCode; detail: string } | null
}

export interface Conversation {
  id: string
  persona: string
  title: string
  at: Instant
  updatedAt: Instant
  archived: boolean
  /** The last `seq` of its stream. */
  seq: number
  /** The last `seq` the person has read. */
  read: number
  /** Answers of the persona and the team after `read`. */
  unread: number
}

/** Something that the persona wants to do and a person decides on. */
export interface Approval {
  id: string
  persona: string
  conversation: string
  /** The answer that waits for it. */
  message: string
  /** `family.verb` */
  action: string
  /** What the action does, in one sentence. */
  does: string
  risk: 'read' | 'write' | 'spend' | 'contact' | 'irreversible'
  /** Exactly what would be done. */
  input: Record<string, unknown>
  /** `used`: approved and done. `withdrawn`: the answer was stopped. */
  status: 'pending' | 'approved' | 'used' | 'rejected' | 'expired' | 'withdrawn'
  /** Who decides: the person whose conversation it is, or an operator. */
  by: 'person' | 'operator'
  /** Who did decide: an operator may do so in the person's place. */
  decided: 'person' | 'operator' | null
  /** Words of others were read before it was asked for. */
  tainted: boolean
  reason: string | null
  at: Instant
  expires: Instant
}

/** Whose word something is. `outside`: words of others, or written by a run that had read such words. */
export type Trust = 'person' | 'operator' | 'persona' | 'outside'

/** Something that the persona knows: `attribute` of `subject` is `value`, from `since` until `until`. */
export interface Fact {
  id: string
  persona: string
  subject: string
  attribute: string
  value: string
  /** The words that say it. */
  text: string
  /** It is always in the persona's mind. */
  core: boolean
  trust: Trust
  author: string
  /** Where it was said, as far as it was said in a message or an imported turn. */
  message: string | null
  conversation: string | null
  turn: string | null
  since: Instant
  /** `null` while it is so. */
  until: Instant | null
  /** When it was said last. */
  confirmed: Instant
}

/** A turn of a conversation that was held elsewhere, as it was imported. */
export interface ImportedTurn {
  id: string
  persona: string
  /** The importer's own name of it. */
  ref: string
  session: string
  speaker: string
  text: string
  trust: Trust
  at: Instant
}

/** A fact or a turn that was found. */
export interface Recollection {
  id: string
  kind: 'fact' | 'turn'
  /** The words, or those around what was asked for. */
  text: string
  /** When it was said. */
  at: Instant
  speaker: string
  trust: Trust
  /** Where it was said: a message of a conversation, or an imported turn by its `ref`. */
  message: string | null
  conversation: string | null
  ref: string | null
  session: string | null
  /** Since when it is no longer so; `null` for what holds, and for a turn. */
  until: Instant | null
}

/** What was forgotten: how much of it, and when. */
export interface Receipt {
  receipt: string
  at: Instant
  /** Facts and imported turns that were removed. */
  facts: number
  turns: number
  /** Messages whose words were struck out: they stay in their conversation as "[forgotten]". */
  messages: number
}

/** What the persona says or does at a time, by itself. */
export interface Schedule {
  id: string
  persona: string
  /** `brief`: what there is today. */
  kind: 'reminder' | 'followup' | 'brief'
  /** What the persona is asked to do or to say then. */
  prompt: string
  /** RFC 5545 recurrence rule; `null`: once. */
  rule: string | null
  /** Local time in `zone`: the first time at the earliest, and the time of day. */
  start: string
  zone: string
  /** What is done about times that were missed: nothing, the last of them, each of them. */
  catchUp: 'none' | 'latest' | 'all'
  /** What is done when the time before is not finished yet: leave this one out, or do it afterwards. */
  overlap: 'skip' | 'queue'
  /** Where it is said; `null` until there is a conversation for it. */
  conversation: string | null
  /** `ended`: it does not come again, or could not go on for `problem`. */
  status: 'active' | 'paused' | 'ended'
  next: Instant | null
  last: { due: Instant; outcome: 'fired' | 'skipped' | 'missed'; message: string | null } | null
  problem: { code: ProblemCode; detail: string } | null
  /** Words of others were read before it was written. */
  tainted: boolean
  /** The last `seq` of its stream. */
  seq: number
}

/** A goal and the way there. */
export interface Plan {
  id: string
  persona: string
  goal: string
  status: 'active' | 'done' | 'dropped'
  /** Where the persona works on it; `null` until there is a conversation for it. */
  conversation: string | null
  steps: PlanStep[]
  /** When the persona next turns to it by itself. */
  wake: Instant | null
  /** Words of others were read before something in it was written. */
  tainted: boolean
  at: Instant
  updatedAt: Instant
  /** The last `seq` of its stream. */
  seq: number
}

export interface PlanStep {
  id: string
  text: string
  status: 'todo' | 'doing' | 'waiting' | 'done' | 'skipped' | 'failed'
  /** What doing it means, where an action does it. */
  act: { action: string; input: Record<string, unknown> } | null
  note: string
  /** Ids of messages, acts and other things that show what was done. */
  evidence: string[]
  wake: Instant | null
}

/** What somebody may do with a thing of another's: look at it, or edit it too. */
export interface Share {
  /** A `sub`, or `everybody` of the space. */
  person: string
  can: 'look' | 'edit'
}

export interface Board {
  id: string
  persona: string
  /** A `sub`. */
  owner: string
  title: string
  at: Instant
  updatedAt: Instant
  /** How many elements lie on it. */
  elements: number
}

export type BoardElement = Element

/** What was done to a board at once, in the server's order. */
export interface BoardEdit {
  id: string
  board: string
  /** Place in the stream of the board. */
  seq: number
  /** As its author called it: whoever edited ahead knows their own by it. */
  name: string
  /** Who did it: the `sub` of a person or a persona. */
  by: string
  /** On whose behalf. */
  person: string
  /** The run of a persona: edits of one are undone at once. */
  turn: string | null
  /** The words came from a file, or from a run that had read words of others. */
  outside: boolean
  operations: Operation[]
}

/** What caused a notice: a turn of a conversation, an entry of the agenda, a plan, an act, or what waits for approval. */
export interface NoticeLink {
  kind: 'turn' | 'entry' | 'plan' | 'act' | 'approval'
  id: string
  /** Where it is to be seen. */
  conversation: string | null
}

/** Something that a person is told. */
export interface Notice {
  id: string
  persona: string
  /** What kind of thing it is, so that a person can switch it off. */
  category: string
  title: string
  text: string
  /** `critical`: told in quiet hours too, and though its category is off. */
  urgency: 'normal' | 'critical'
  link: NoticeLink | null
  /** Who wrote it, and whose word it is. */
  author: string
  trust: Trust
  at: Instant
  /** When it came into sight last: made, back from a snooze, or let go when quiet hours ended. */
  arrived: Instant
  seen: Instant | null
  read: Instant | null
  archived: Instant | null
  /** Out of sight until then. */
  snoozed: Instant | null
}

/** Quiet hours, in the person's zone; what is not critical waits until they end. */
export interface Quiet {
  /** `22:00` */
  from: string
  /** `07:00` */
  to: string
  /** IANA name */
  zone: string
}

/** A person's inbox with one persona: what there is to see, and how the person wants to be told. */
export interface Inbox {
  /** Its stream. */
  id: string
  persona: string
  /** What the badge shows. It is counted here and nowhere else. */
  unseen: number
  categories: { category: string; on: boolean }[]
  quiet: Quiet | null
  /** When many notices changed at once: what was listed before then is to be listed again. */
  swept: Instant | null
  /** The last `seq` of its stream; an older record tells nothing new. */
  seq: number
}

/** Something in a person's agenda, once or again and again. */
export interface AgendaEntry {
  id: string
  persona: string
  title: string
  place: string
  notes: string
  attendees: { name: string; address: string }[]
  /** Local: `2026-03-08T09:30:00`. */
  start: string
  end: string
  /** IANA. `null`: on the clock of whoever looks at it. */
  zone: string | null
  allDay: boolean
  /** RFC 5545 recurrence rule; `null`: it has none. */
  rule: string | null
  /** Local times at which it comes besides its rule, and at which it does not. */
  dates: string[]
  except: string[]
  /** Local times at which it would come, and about which something is otherwise. */
  changed: string[]
  /** Minutes before it begins. */
  reminders: number[]
  /** It takes no time. */
  free: boolean
  trust: Trust
  /** Who made it as it is; of a persona, in which answer. */
  source: { by: 'person' | 'persona' | 'import'; conversation: string | null; message: string | null }
  /** Why it was changed last. */
  reason: string
  revision: number
  at: Instant
  updatedAt: Instant
}

/** One time at which an entry comes. */
export interface AgendaOccurrence {
  /** Of an entry that comes again: the entry's, `@`, and the local time that its rule gives it. */
  id: string
  entry: string
  persona: string
  start: Instant
  /** Not included. */
  end: Instant
  /** The same on the clock of `zone`. */
  startLocal: string
  endLocal: string
  zone: string
  allDay: boolean
  title: string
  place: string
  /** The recurrence it comes from; `null` for none. */
  rule: string | null
  /** It comes more than once. */
  recurs: boolean
  /** Something about it is otherwise than about the others. */
  changed: boolean
  free: boolean
  trust: Trust
}

/** It is time to think of an entry. */
export interface AgendaReminder {
  id: string
  entry: string
  persona: string
  /** The occurrence's id. */
  occurrence: string
  title: string
  start: Instant
  minutes: number
  at: Instant
  trust: Trust
}

/** What is published after the commit, by event name. Each is kept and can be replayed by `seq`. */
export interface Events {
  'chat.message': Message
  'chat.conversation': Conversation
  'chat.approval': Approval
  'memory.fact': Fact
  /** It was forgotten; the stream is the receipt. */
  'memory.forgotten': { id: string }
  'schedules.schedule': Schedule
  'plans.plan': Plan
  'agenda.entry': AgendaEntry
  'agenda.reminder': AgendaReminder
  /** Many entries changed at once: what is shown is to be asked for again. */
  'agenda.import': { id: string }
  'whiteboard.board': Board
  'whiteboard.edit': BoardEdit
  'notifications.notice': Notice
  'notifications.inbox': Inbox
}
export type EventName = keyof Events

/** One event of one stream. Streams count gap-free from 1, so a gap means: ask for what was missed. */
export interface Published<E extends EventName = EventName> {
  event: E
  stream: string
  seq: number
  at: Instant
  /** The record as it is now. `null` when it has been removed since. */
  data: Events[E] | null
}

/** What is relayed and never kept. `offset` counts UTF-16 code units of the answer before `text`. */
export interface Signals {
  'chat.delta': { conversation: string; message: string; offset: number; text: string }
  /** The persona uses one of its tools. */
  'chat.activity': {
    conversation: string
    message: string
    action: string
    state: 'running' | 'done' | 'refused' | 'asked'
  }
  /** Somebody is at a board: where they point, what they hold, the stroke they are drawing. Nobody keeps it. */
  'whiteboard.presence': {
    board: string
    /** A `sub`. */
    by: string
    /** Which of their tabs. */
    tab: string
    /** On the board. `null`: the pointer has left it. */
    pointer?: [x: number, y: number] | null | undefined
    selected?: string[] | undefined
    /** Whose text they are writing. */
    writing?: string | null | undefined
    /** More of a stroke, from its point number `from` on: x, y, x, y … on the board. */
    stroke?:
      | {
          id: string
          from: number
          points: number[]
          pressures?: number[] | undefined
          color?: string | undefined
          width?: number | undefined
        }
      | null
      | undefined
  }
}
export type SignalName = keyof Signals

/** The closed list of problem codes, with the HTTP status and the words of each. */
export type ProblemCode =
  | 'invalid_request'
  | 'invalid_token'
  | 'token_expired'
  | 'insufficient_scope'
  | 'origin_not_allowed'
  | 'not_allowed'
  | 'approval_required'
  | 'approval_rejected'
  | 'approval_expired'
  | 'persona_paused'
  | 'not_found'
  | 'unknown_action'
  | 'conflict'
  | 'idempotency_conflict'
  | 'too_large'
  | 'unsupported_media_type'
  | 'rate_limited'
  | 'insufficient_storage'
  | 'unavailable'
  | 'model_unavailable'
  | 'model_timeout'
  | 'model_rate_limited'
  | 'model_interrupted'
  | 'step_limit'
  | 'time_limit'
  | 'repeated_tool_calls'
  | 'no_progress'
  | 'budget_exhausted'
  | 'internal'

/** RFC 9457 problem details, with a stable `code` and an honest `retryable`. */
export interface ProblemDetails {
  type: string
  title: string
  status: number
  detail: string
  code: ProblemCode
  retryable: boolean
  requestId?: string
  /** Seconds until it is worth another try. */
  retryAfter?: number
  /** Where the input was wrong: RFC 6901 pointers. */
  errors?: { pointer: string; detail: string }[]
}

/**
 * The one answer to every act, whichever door it came through. A socket that hears of what it did hears of it here, in
 * `events`, before anything that came after; the others are sent `events`.
 */
export type Reply<T = unknown> =
  | {
      ok: true
      data: T
      events?: Published[]
      /** For the brain alone: the data holds words of others. */
      tainted?: true
    }
  | { ok: 'pending'; approval: { id: string } }
  | { ok: false; problem: ProblemDetails }

/** The second argument of every socket act. The same key gives the same answer once for 24 h. */
export interface ActOptions {
  idempotencyKey?: string
  requestId?: string
  /** The brain's alone: ask a person first, in these words, whatever policy says. */
  ask?: string
}

/** `auth` of the Socket.IO CONNECT packet. `proof` is a DPoP proof (RFC 9449) that carries the engine id as `eio`. */
export interface ConnectAuth {
  token: string
  proof: string
}

/** Sent once after a socket is accepted. */
export interface Welcome {
  protocol: ProtocolVersion
  sub: string
  personas: PersonaCard[]
  scopes: string[]
  /** Families with a panel that the token's scopes grant. */
  families: string[]
  /** When the token ends. */
  expires: Instant
}

export interface PersonaCard {
  id: string
  name: string
  role: string
  greeting: string
  starters: string[]
  avatar: string | null
  paused: boolean
}

/**
 * What the server sends over a socket. A client sends acts, by the action's name, and `auth.renew` with a new
 * `ConnectAuth`, which is answered by `{ expires }`.
 */
export type ServerEvents = {
  /** Once, after a socket is accepted. */
  welcome: (welcome: Welcome) => void
  /** What an act of somebody else did to one stream, after its commit. */
  events: (events: Published[]) => void
  /** A persona that this socket may reach was paused, resumed or changed. */
  persona: (persona: PersonaCard) => void
  /** The token has ended; the socket closes within a second. */
  'auth.expired': (reason: { code: 'token_expired' | 'invalid_token' }) => void
} & { [S in SignalName]: (signal: Signals[S]) => void }
