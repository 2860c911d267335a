/** The rows of the runtime store, as TypeScript sees them. Instants are integer milliseconds, flags are 0 or 1. */
import { type Generated, sql } from 'kysely'
import type {
  Approval,
  Message,
  MessageStatus,
  Notice,
  NoticeLink,
  Plan,
  PlanStep,
  ProblemCode,
  Schedule,
  Share,
  Trust,
} from '../protocol.ts'

/** Every runtime row belongs to a space, a person and a persona. */
interface Owned {
  space: string
  owner: string
  persona: string
}

export interface ConversationRow extends Owned {
  id: string
  title: string
  created_at: number
  updated_at: number
  archived: number
  read_seq: number
  /** The last number of its stream. */
  seq: number
  /** `n` of the journal's newest row of its stream. */
  head: number | null
  /** Its newest message. */
  last: string | null
}

export interface MessageRow extends Owned {
  id: string
  conversation: string
  seq: number
  role: Message['role']
  status: MessageStatus
  text: string
  created_at: number
  answers: string | null
  superseded: number
  problem_code: string | null
  problem_detail: string | null
  /** 1: written by a run that had read words of others. */
  tainted: number
  /** The message before it in the conversation, superseded ones too; see store/lists.ts. */
  before: string | null
  /** The id that the run which is asked for it gets when it begins. */
  run: string | null
  /** JSON: what it was asked with (`AskedWith`), as long as nobody has begun to write it. */
  asked: string | null
}

/** What a run is made under. */
export interface AskedWith {
  app: string
  /** Scopes, space-separated. */
  scope: string
  /** JSON: what else is to be known of the token it was made under, to end with it. `null`: no token asked for it. */
  token: string | null
}

/** An answer that nobody has begun to write: its run has no row yet. Spelled out, as `openRun` is. */
export const unbegun = sql<boolean>`asked is not null`

/** Something that the persona was moved to do. It ends in one message of its own. */
export interface RunRow extends Owned, AskedWith {
  id: string
  /** What set it off: a person's message, a schedule that was due, a step of a plan, or an operator. */
  trigger: 'chat' | 'schedule' | 'plan' | 'control'
  /** What it is to do, where no message says it. */
  prompt: string | null
  conversation: string
  message: string
  /** `waiting`: parked until somebody decides on what it asks for. */
  status: 'queued' | 'running' | 'waiting' | 'stopping' | 'done' | 'stopped' | 'failed'
  /** The fencing number: it grows each time somebody takes the run up, and only its newest holder may write. */
  lease: number
  /** Until when nobody else takes it up. */
  lease_until: number
  /** 1 once it has read words of others. */
  tainted: number
  /** Milliseconds that were spent on it; waiting is free. */
  active_ms: number
  /** Tokens that models took for it. */
  tokens: number
  /** How often it was started. A second start is the continuation after a crash. */
  attempt: number
  created_at: number
  updated_at: number
}

/** What a run begins as. */
export const queued = (at: number) =>
  ({
    status: 'queued',
    attempt: 0,
    lease: 0,
    lease_until: 0,
    active_ms: 0,
    tokens: 0,
    created_at: at,
    updated_at: at,
  }) as const

/** The run that an answer waits for, as it is until it begins. */
export const runOf = ({ id: message, run, asked, created_at, ...of }: MessageRow): RunRow => ({
  ...queued(created_at),
  ...(JSON.parse(asked as string) as AskedWith),
  id: run as string,
  space: of.space,
  owner: of.owner,
  persona: of.persona,
  conversation: of.conversation,
  message,
  trigger: 'chat',
  prompt: null,
  tainted: 0,
})

/** A run that is not settled. Spelled out, not bound: a partial index only serves a query that says the same words. */
export const openRun = sql<boolean>`status in ('queued', 'running', 'stopping')`

/** What a run did, step by step: written before the next thing happens, so that it can be taken up anywhere. */
interface StepRow extends Owned {
  id: string
  run: string
  /** The model's calls of a run: 0, 1, 2 … */
  step: number
  /** `null`: what the model said and which tools it called. Else the result of that call: 0, 1, 2 … */
  call: number | null
  /** JSON. */
  data: string
  created_at: number
}

/** What a run asked for, bound to the exact act by hash. */
export interface ApprovalRow extends Owned {
  id: string
  run: string
  /** The call of the run, as its idempotency key names it. */
  key: string
  conversation: string
  message: string
  action: string
  does: string
  risk: Approval['risk']
  /** JSON, as it would be done. An edit replaces it. */
  input: string
  hash: string
  status: Approval['status']
  by: Approval['by']
  tainted: number
  decided_by: string | null
  reason: string | null
  created_at: number
  expires_at: number
  /** Until when the very same act is approved without being asked again. */
  standing_until: number | null
}

/** A conversation that was handed to the operators' team. Whoever asked is told under the grant that it was asked with. */
export interface HandoffRow extends Owned, AskedWith {
  id: string
  conversation: string
  /** What for, in the words of whoever asked. */
  reason: string
  status: 'open' | 'closed'
  created_at: number
  /** When the team answered last, or closed it. */
  updated_at: number
}

/** One that the team has yet to close: a conversation has one at most. Spelled out, as `openRun` is. */
export const openHandoff = sql<boolean>`status = 'open'`

/** An effect beyond this process: intended, sent, and what came of it. */
export interface EffectRow extends Owned {
  id: string
  action: string
  /** JSON. */
  intent: string
  /** `sending`: it may have arrived. `unknown`: nobody can say whether it was done. */
  status: 'intended' | 'sending' | 'done' | 'failed' | 'unknown'
  attempts: number
  /** JSON: what came back, or the problem. */
  result: string | null
  created_at: number
  updated_at: number
}

/** An effect whose outcome is not known yet. Spelled out for the same reason. */
export const openEffect = sql<boolean>`status in ('intended', 'sending')`
/** What was said first in a conversation, in short. The messages stay. */
interface SummaryRow extends Owned {
  /** The conversation's id: it has one at most. */
  id: string
  conversation: string
  /** The `seq` of the last message it stands for. */
  upto: number
  text: string
  /** 1: words of others are among what it stands for. */
  tainted: number
  /** Tokens, about: what it stands for, and itself. */
  before_tokens: number
  after_tokens: number
  created_at: number
}

/** Tokens that a persona took on one day. */
interface SpentRow {
  space: string
  persona: string
  /** UTC, as `2026-11-22`. */
  day: string
  input: number
  output: number
  /** Those of the above that no server counted. */
  estimated: number
  /** Held back for attempts that are being made. */
  reserved: number
  attempts: number
}
/** What one run holds back of its persona's day. */
interface ReservationRow {
  run: string
  space: string
  persona: string
  day: string
  tokens: number
}

/** Something that is so for a while: `attribute` of `subject` is `value`, from `valid_from` until `valid_to`. */
export interface FactRow extends Owned {
  id: string
  subject: string
  attribute: string
  value: string
  /** The words that say it. */
  text: string
  /** 1: what the persona always has in mind. */
  core: number
  trust: Trust
  /** The `sub` of whoever said it, or the speaker's name. */
  author: string
  /** Where it was said: a message, or an imported turn. */
  message: string | null
  turn: string | null
  conversation: string | null
  valid_from: number
  /** `null` while it is so. */
  valid_to: number | null
  /** When it was said last. */
  confirmed_at: number
  created_at: number
}

/** A turn of a conversation that was held elsewhere. */
export interface TurnRow extends Owned {
  id: string
  /** The importer's own name of it. */
  ref: string
  session: string
  speaker: string
  text: string
  trust: Trust
  at: number
  /** Its place among those that were imported with it. */
  place: number
  created_at: number
}

/** An act that the clock performs when it is due, under the grant that it was set under. */
export interface JobRow extends Owned {
  /** The occurrence: it is performed once, whatever happens. */
  id: string
  /** What it is about; whoever set it cancels it by this. */
  key: string
  action: string
  /** JSON. */
  input: string
  app: string
  /** The scopes of the grant, space-separated. */
  scope: string
  /** JSON, as `runs.token`: the grant ends with it. */
  token: string | null
  due_at: number
  /** When it is tried next: when it is due, after a failure later, and once begun when its lease has run out. */
  try_at: number
  /** How often it was tried. */
  attempts: number
  /** Who settles it has begun it last: 0, or until when it is theirs. */
  lease_until: number
  /** `dead`: given up, for the reason beside it. What was done is gone. */
  status: 'waiting' | 'dead'
  problem_code: ProblemCode | null
  problem_detail: string | null
}

/** What the persona is to say or do at a time, once or again and again. */
export interface ScheduleRow extends Owned {
  id: string
  kind: Schedule['kind']
  prompt: string
  rule: string | null
  /** Local, in `zone`. */
  start: string
  zone: string
  catch_up: Schedule['catchUp']
  overlap: Schedule['overlap']
  conversation: string | null
  active: number
  /** The occurrence that comes next, by its nominal instant. */
  next_at: number | null
  /** The last one that was dealt with: what comes next is later, even when the clock was set back. */
  last_at: number | null
  /** 1: written by a run that had read words of others. */
  tainted: number
  created_at: number
  updated_at: number
}

/** One occurrence of a schedule and what came of it. Its id is the schedule's and the nominal instant. */
export interface OccurrenceRow extends Owned {
  id: string
  schedule: string
  due_at: number
  at: number
  outcome: NonNullable<Schedule['last']>['outcome']
  message: string | null
}

export interface PlanRow extends Owned {
  id: string
  goal: string
  status: Plan['status']
  zone: string
  conversation: string | null
  /** 1: words of others were read before something in it was written. */
  tainted: number
  created_at: number
  updated_at: number
}

export interface PlanStepRow extends Owned {
  id: string
  plan: string
  /** 0, 1, 2 … in the plan. */
  place: number
  text: string
  status: PlanStep['status']
  action: string | null
  /** JSON, where there is an action. */
  input: string | null
  note: string
  /** JSON: ids. */
  evidence: string
  wake_at: number | null
}

/** A whiteboard. */
export interface BoardRow extends Owned {
  id: string
  title: string
  /** Elements that are there, and all that are kept: the removed ones too. */
  elements: number
  kept: number
  /** The last `seq` whose edit was swept: whoever has less reads the whole board. */
  swept: number
  created_at: number
  updated_at: number
}

/** Something on a board, or what was removed of it lately. */
export interface ElementRow extends Owned {
  /** The board's id, a slash and the element's own. */
  id: string
  board: string
  name: string
  /** JSON: its properties. */
  data: string
  z: string
  /** Who made it, and on whose behalf its text was written. */
  made_by: string
  words: string | null
  /** The names of what an arrow is bound to. */
  starts: string | null
  ends: string | null
  removed_at: number | null
  /** On whose behalf. */
  removed_by: string | null
}

/** What somebody did to a board at once: the stream of the board, for those who were away. */
export interface EditRow extends Owned {
  id: string
  board: string
  seq: number
  /** As its author calls it. */
  name: string
  made_by: string
  person: string
  /** The run of a persona that it belongs to. */
  turn: string | null
  outside: number
  /** JSON. */
  operations: string
  created_at: number
}

/** What the owner of a thing lets others do with it. */
interface ShareRow extends Owned {
  id: string
  /** The id of what is shared. */
  thing: string
  /** A `sub`, or `everybody` of the space. */
  person: string
  can: Share['can']
  created_at: number
}

/** An entry of a person's agenda. */
export interface AgendaEntryRow extends Owned {
  id: string
  /** iCalendar's name of it; with the time that it takes the place of, where its series is not known. */
  uid: string
  /** JSON: what it says. */
  content: string
  /** The first and the last instant at which it may be, wherever it is looked at. `null`: it never ends. */
  first_at: number
  last_at: number | null
  /** The next instant at which there is something to remind of, and the last one at which there was. */
  remind_at: number | null
  reminded_at: number | null
  trust: Trust
  /** JSON: who or what made it as it is. */
  source: string
  reason: string
  /** 1, 2, 3 … with each change. */
  revision: number
  created_at: number
  updated_at: number
}

/** What one act changed in an agenda, to be undone. */
interface AgendaEditRow extends Owned {
  id: string
  /** 1, 2, 3 … of one person with one persona. */
  number: number
  /** JSON: of each entry its id, what it was before, and the revision it has since. */
  changes: string
  at: number
}

/** What somebody was reminded of. Its id is the entry's, the occurrence's and how long before: there is no second one. */
interface AgendaReminderRow extends Owned {
  id: string
  entry: string
  occurrence: string
  minutes: number
  start_at: number
  due_at: number
  at: number
}

/** Where a person is, and when they want to be asked for. */
interface AgendaSettingRow extends Owned {
  id: string
  zone: string
  /** JSON */
  hours: string
  updated_at: number
}

/** The last `seq` of each stream, and the journal's last row of it. A conversation has these in its own row. */
interface Stream {
  space: string
  stream: string
  seq: number
  head: number | null
}

/** Append-only: ids, actor, action, result, revision, and a salted digest of the input. Never text, never tokens. */
export interface JournalRow {
  n: Generated<number>
  at: number
  space: string
  act: string
  actor: string
  app: string | null
  jti: string | null
  door: string
  action: string
  /** `ok` or a problem code. */
  result: string
  stream: string | null
  /** The last number that this act took in the stream. */
  seq: number | null
  /** JSON: `[event, id]` for each number, up to `seq`. */
  events: string | null
  /** `n` of the row before in the same stream: a stream is read backwards along these. */
  before: number | null
  owner: string | null
  revision: number | null
  salt: string
  digest: string
  request_id: string | null
}

/** One link of a space's chain: it covers every row of the space after the link before, up to `upto`. */
interface Seal {
  space: string
  upto: number
  hash: string
}

interface Answered {
  space: string
  sub: string
  key: string
  action: string
  digest: string
  answer: string
  expires: number
}

interface SpaceRevision {
  space: string
  revision: number
  at: number
  image: string
}

/** What belongs to the deployment and to no space. */
interface SigningKey {
  kid: string
  jwk: string
  created_at: number
  /** From when on it signs. It is published before. */
  begins: number
}
/** The secret of an identity key that is shared with the app's backend (HS256). */
interface IdentitySecret {
  id: string
  secret: string
}
/** When a client secret or an identity key was last used, to the minute. */
interface CredentialUse {
  id: string
  at: number
}
interface RefreshRow {
  hash: string
  sid: string
  jkt: string
  used_at: number | null
  expires: number
}
interface SessionRow {
  sid: string
  space: string
  app: string
  sub: string
  jkt: string
  origin: string
  /** What it reaches, as of its newest token. */
  scope: string
  personas: string
  /** What it asked for when it began, space-separated. `null`: all there is, whenever that is. */
  asked_scope: string | null
  asked_personas: string | null
  /** JSON: the groups that the app's backend said its person is in. */
  groups: string
  created_at: number
  expires: number
  /** The newest revocation when it began. */
  epoch: Generated<number>
}
/** What a token stands on, and what can be revoked. `sub` is a person. */
export type RevokedKind = 'jti' | 'sid' | 'sub' | 'app' | 'space' | 'persona'
/** The last revocation of each thing: what was granted under an older number no longer counts. */
interface EpochRow {
  kind: RevokedKind
  value: string
  /** 1, 2, 3 … over all kinds. */
  epoch: number
  /** When the thing has ended by itself, so that the row may go. */
  expires: number | null
}
/** Single-use values that were seen: `jti` of proofs and assertions, hashed. */
interface UsedRow {
  hash: string
  expires: number
}
interface Setting {
  name: string
  value: string
}

/** Something that a person is told. It is in sight unless it was archived, snoozed, or held until quiet hours end. */
export interface NoticeRow extends Owned {
  id: string
  category: string
  title: string
  text: string
  urgency: Notice['urgency']
  /** What caused it. */
  link_kind: NoticeLink['kind'] | null
  link_id: string | null
  conversation: string | null
  /** There is one notice with this name. */
  dedupe: string | null
  /** A later one with this name takes its place. */
  collapse: string | null
  author: string
  trust: Trust
  created_at: number
  /** When it came into sight last; the feed is ordered by it. */
  arrived_at: number
  seen_at: number | null
  read_at: number | null
  archived_at: number | null
  snoozed_until: number | null
  held_until: number | null
}

/** How a person wants to be told. Only what was chosen is kept: without a row, everything is told at once. */
export interface InboxRow extends Owned {
  /** Its stream: `notices:<persona>:<owner>`. */
  id: string
  /** Categories that are switched off, as a JSON array. */
  off: string
  /** Quiet hours: `22:00` to `07:00` in `zone`. */
  quiet_from: string | null
  quiet_to: string | null
  zone: string | null
  /** When many notices changed at once. */
  swept_at: number | null
}

export interface Tables {
  conversations: ConversationRow
  messages: MessageRow
  runs: RunRow
  steps: StepRow
  approvals: ApprovalRow
  handoffs: HandoffRow
  effects: EffectRow
  summaries: SummaryRow
  spent: SpentRow
  reservations: ReservationRow
  facts: FactRow
  turns: TurnRow
  jobs: JobRow
  schedules: ScheduleRow
  occurrences: OccurrenceRow
  plans: PlanRow
  plan_steps: PlanStepRow
  agenda_entries: AgendaEntryRow
  agenda_edits: AgendaEditRow
  agenda_reminders: AgendaReminderRow
  agenda_settings: AgendaSettingRow
  boards: BoardRow
  elements: ElementRow
  edits: EditRow
  shares: ShareRow
  notices: NoticeRow
  inboxes: InboxRow
  streams: Stream
  journal: JournalRow
  seals: Seal
  answered: Answered
  space_revisions: SpaceRevision
  signing_keys: SigningKey
  identity_secrets: IdentitySecret
  credential_uses: CredentialUse
  refresh_tokens: RefreshRow
  sessions: SessionRow
  epochs: EpochRow
  used: UsedRow
  settings: Setting
}

/** The tables that `Rows` scopes. */
export type OwnedTable =
  | 'conversations'
  | 'messages'
  | 'runs'
  | 'steps'
  | 'approvals'
  | 'handoffs'
  | 'effects'
  | 'summaries'
  | 'facts'
  | 'turns'
  | 'jobs'
  | 'agenda_entries'
  | 'agenda_edits'
  | 'agenda_reminders'
  | 'agenda_settings'
  | 'schedules'
  | 'occurrences'
  | 'plans'
  | 'plan_steps'
  | 'notices'
  | 'inboxes'
  | 'boards'
  | 'elements'
  | 'edits'
  | 'shares'

/** What can be shared: its table, and the rows that belong to one such thing, by the column that names it. */
export const sharable = {
  boards: { boards: 'id', elements: 'board', edits: 'board', shares: 'thing' },
} as const satisfies Partial<Record<OwnedTable, Partial<Record<OwnedTable, string>>>>
export type Sharable = keyof typeof sharable
