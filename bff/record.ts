/** The record of an act: its rows in the journal, and what is published of it. */
import { type Notice, personRoom, streamRoom } from './bus/bus.ts'
import { type AnyAction, type Family, familyOf, type Loaders, type Principal } from './capability.ts'
import { newId } from './id.ts'
import type { ActOptions, EventName, Events } from './protocol.ts'
import type { SpaceDocument } from './spaces/document.ts'
import type { Entry } from './store/journal.ts'
import { type ConversationChanges, Rows } from './store/rows.ts'
import type { Db } from './store/store.ts'
import type { Position, StreamRow } from './store/streams.ts'

export interface CallOptions extends ActOptions {
  /** The connection that acts, where it is one. */
  from?: string
}

/** One act, once it is admitted. */
export interface Act {
  action: AnyAction
  principal: Principal
  input: unknown
  options: CallOptions
  at: number
}

/** Something that a handler told: it happened to the record `id`, as number `seq` of a stream. */
export interface Told {
  event: EventName
  stream: StreamRow
  id: string
  seq: number
  /** How far the stream has come, with this: one for all that an act tells of it. */
  at: Position
  /** What changes with it in the conversation's row. */
  changes: ConversationChanges | undefined
}

/** The journal's rows of one act: one for each stream or changed space, else a single one. */
export const entries = (
  { action, principal, options, at }: Act,
  streams: Told[][],
  changed: SpaceDocument[],
  space = principal.space ?? '',
): Entry[] => {
  const base: Entry = { ...actor(principal, action.name, options, at), space, result: 'ok' }
  if (streams.length > 0)
    return streams.map((own) => {
      const { stream, seq, at: position } = own.at(-1) as Told
      const events = JSON.stringify(own.map(({ event, id }) => [event, id]))
      return { ...base, stream: stream.id, owner: stream.owner, seq, events, before: position.head }
    })
  if (changed.length > 0) return changed.map((each) => ({ ...base, space: each.space.id, revision: each.revision }))
  return [base]
}

/** Keep how far each stream has come. @param numbers of the journal's rows of them, in their order */
export const advance = async (rows: Rows, streams: Told[][], numbers: readonly number[]): Promise<void> => {
  for (const [index, own] of streams.entries()) {
    const { stream, at } = own[0] as Told
    at.head = numbers[index] as number
    await rows.advance(stream, at, Object.assign({}, ...own.map(({ changes }) => changes)) as ConversationChanges)
  }
}

/** Who acted, when and how: the part of a row that a refusal has too. */
export const actor = (principal: Principal, action: string, { requestId }: ActOptions, at: number) => ({
  at,
  space: principal.space ?? '',
  act: newId('act', at),
  actor: principal.sub,
  app: principal.app,
  jti: principal.jti,
  door: principal.door,
  action,
  stream: null,
  seq: null,
  events: null,
  before: null,
  owner: null,
  revision: null,
  request_id: requestId ?? null,
})

/** What listeners are told: the records as they are after the act, read by the loaders that a replay uses too. */
export const notices = async (
  rows: Rows,
  loaders: Loaders,
  space: string,
  streams: Told[][],
  at: number,
  from?: string,
): Promise<Notice[]> => {
  const records = new Map<string, Events[EventName]>()
  const told = new Map<EventName, Set<string>>()
  for (const own of streams)
    for (const { event, id } of own) {
      const ids = told.get(event)
      if (ids) ids.add(id)
      else told.set(event, new Set([id]))
    }
  for (const [event, ids] of told)
    for (const [id, record] of (await loaders[event]?.(rows, [...ids])) ?? []) records.set(id, record)
  const instant = new Date(at).toISOString()
  return streams.map((own) => {
    const [{ stream, event }] = own as [Told]
    return {
      kind: 'events',
      from,
      rooms: [streamRoom(space, stream.id), personRoom(space, stream.owner, stream.persona, familyOf(event))],
      events: own.map((each) => ({
        event: each.event,
        stream: stream.id,
        seq: each.seq,
        at: instant,
        data: records.get(each.id) ?? null,
      })),
    }
  })
}

/** The same for what moved to another owner, which is no act of anybody's action. */
export const movedNotices = (families: readonly Family[]) => {
  const loaders: Loaders = Object.assign({}, ...families.map(({ events }) => events))
  return (
    db: Db,
    to: { space: string; person: string; personas: readonly string[] },
    moved: Told[],
    at: number,
  ): Promise<Notice[]> => notices(new Rows(db, { ...to, permit: () => {} }), loaders, to.space, byStream(moved), at)
}

/** What was told, of each stream by itself. */
export const byStream = (told: Told[]): Told[][] => {
  const [first] = told
  // Almost every act tells of one stream only.
  if (first && told.every(({ stream }) => stream.id === first.stream.id)) return [told]
  return [...Map.groupBy(told, ({ stream }) => stream.id).values()]
}
