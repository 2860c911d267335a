/** Rows: the only way a handler reaches the store. What is not the principal's own does not exist. */
import type { Compilable, Insertable, Selectable, SelectQueryBuilder, Updateable } from 'kysely'
import { Problem } from '../problem.ts'
import type { EventName } from '../protocol.ts'
import { insert, prepared } from './prepared.ts'
import type { Db } from './store.ts'
import { back, messagesOf, rowsAfter } from './lists.ts'
import { keepPosition, type Position, positionOf, saysItself, type StreamRow } from './streams.ts'
import {
  type ConversationRow,
  type MessageRow,
  type OwnedTable,
  sharable,
  type Sharable,
  type Tables,
} from './tables.ts'

/** What an act changes of a conversation's row, beside its position. */
export type ConversationChanges = Partial<
  Pick<ConversationRow, 'title' | 'updated_at' | 'archived' | 'read_seq' | 'last'>
>

/** Rows that one statement inserts. */
const SLICE = 100

type Given<T extends OwnedTable> = Omit<Insertable<Tables[T]>, 'space' | 'owner'> & { persona: string }

export interface Scope {
  space: string
  person: string
  personas: readonly string[]
  /** Throws when the persona may not be acted on now: paused, denied, not rolled out. */
  permit(persona: string): void
}

/** In the place of a person: all of the space. */
export const EVERYBODY = 'everybody'

export class Rows {
  readonly #db: Db
  readonly #scope: Scope
  /** The one thing that these are the rows of; else everything that is the person's own. */
  readonly #thing: { table: Sharable; id: string } | undefined
  /** What this act itself put there, whole, by table and id: it need not be read back. */
  readonly #own: Map<string, Map<string, object>>

  constructor(
    db: Db,
    scope: Scope,
    thing?: { table: Sharable; id: string },
    own = new Map<string, Map<string, object>>(),
  ) {
    this.#db = db
    this.#scope = scope
    this.#thing = thing
    this.#own = own
  }

  /**
   * Something that is the principal's own or that was shared with them, and the rows of it: nothing else of its owner's.
   * @throws Problem not_found, in the same words for what is not shared and what is not there; not_allowed, when it may
   * be looked at and not edited
   */
  async shared<T extends Sharable>(
    table: T,
    id: string,
    may: 'look' | 'edit',
  ): Promise<{ row: Selectable<Tables[T]>; rows: Rows; can: 'look' | 'edit' }> {
    const { space, person, personas } = this.#scope
    let can: 'look' | 'edit' = 'edit'
    const mine = await this.all(table, [id])
    let { owner, persona } = (mine[0] ?? {}) as { owner?: string; persona?: string }
    if (owner === undefined) {
      const shares = await prepared(
        this.#db,
        'shared',
        table,
        [personas.length],
        () =>
          this.#db
            .selectFrom('shares')
            .select(['owner', 'persona', 'can'])
            .where('space', '=', space)
            .where('thing', '=', id)
            .where('person', 'in', [person, EVERYBODY])
            .where('persona', 'in', personas),
        [space, id, person, EVERYBODY, ...personas],
      )
      ;({ owner, persona } = shares[0] ?? {})
      if (shares.every((each) => each.can !== 'edit')) can = 'look'
      if (shares.length > 0 && may === 'edit' && can === 'look')
        throw new Problem('not_allowed', 'This was shared with you to look at, not to change.')
    }
    if (owner === undefined || persona === undefined) throw new Problem('not_found', NOTHING)
    const rows = new Rows(this.#db, { ...this.#scope, person: owner, personas: [persona] }, { table, id }, this.#own)
    return { row: await rows.one(table, id), rows, can }
  }

  /** What others have shared with the principal, the latest first. */
  async sharedWithMe(limit: number): Promise<{ thing: string; owner: string }[]> {
    const { space, person, personas } = this.#scope
    return await this.#db
      .selectFrom('shares')
      .select(['thing', 'owner'])
      .where('space', '=', space)
      .where('person', 'in', [person, EVERYBODY])
      .where('persona', 'in', personas)
      .where('owner', '!=', person)
      .groupBy(['thing', 'owner'])
      .orderBy(({ fn }) => fn.max('created_at'), 'desc')
      .limit(limit)
      .execute()
  }

  /** The column that names the one thing, and its id. */
  #bounds(table: OwnedTable): [column: string, id: string][] {
    if (!this.#thing) return []
    const column = (sharable[this.#thing.table] as Partial<Record<OwnedTable, string>>)[table]
    if (column === undefined) throw new Error(`${table} is no part of what is shared.`)
    return [[column, this.#thing.id]]
  }

  /** Select from a table, already narrowed to the principal's own rows. */
  from<T extends OwnedTable>(table: T): SelectQueryBuilder<Tables, T, object> {
    const { space, person, personas } = this.#scope
    const [bounds] = this.#bounds(table)
    // Kysely cannot see that every owned table has these three columns when the table is a type parameter.
    const query = this.#db.selectFrom(table as 'conversations')
    const own = query
      .where(`${table as 'conversations'}.space`, '=', space)
      .where(`${table as 'conversations'}.owner`, '=', person)
      .where(
        `${table as 'conversations'}.persona`,
        personas.length === 1 ? '=' : 'in',
        (personas.length === 1 ? personas[0] : personas) as string,
      )
    return (bounds ? own.where(`${table}.${bounds[0]}` as 'id', '=', bounds[1]) : own) as never
  }

  /**
   * Own rows, by a query that is asked in one shape only and often: it is built once.
   * @param what names the query among those of its table
   * @param values all that it is given, in the order in which its SQL takes them
   */
  async find<T extends OwnedTable, R>(
    table: T,
    what: string,
    values: readonly unknown[],
    build: (own: SelectQueryBuilder<Tables, T, object>) => Compilable<R>,
  ): Promise<R[]> {
    const narrowed = this.#narrowed(table)
    const all = [...narrowed.values, ...values]
    return await prepared(this.#db, what, table, narrowed.shape, () => build(this.from(table)), all)
  }

  /** What a prepared query of this table has to say and to be given, beside its own. */
  #narrowed(table: OwnedTable): { shape: number[]; values: string[] } {
    const { space, person, personas } = this.#scope
    const bounds = this.#bounds(table)
    return {
      shape: [personas.length, bounds.length],
      values: [space, person, ...personas, ...bounds.map(([, id]) => id)],
    }
  }

  /** The row with this id. @throws Problem not_found, in the same words for a stranger's row and for none */
  async one<T extends OwnedTable>(table: T, id: string): Promise<Selectable<Tables[T]>> {
    const [row] = await this.#look(table, id)
    if (!row) throw new Problem('not_found', NOTHING)
    this.#scope.permit((row as unknown as { persona: string }).persona)
    return row
  }

  /** The row with this id, if it is there. */
  #look<T extends OwnedTable>(table: T, id: string): Selectable<Tables[T]>[] | Promise<Selectable<Tables[T]>[]> {
    const { shape, values } = this.#narrowed(table)
    const found = prepared(
      this.#db,
      'one',
      table,
      shape,
      () =>
        (this.from(table) as unknown as SelectQueryBuilder<Tables, 'conversations', object>)
          .selectAll()
          .where('id', '=', id),
      [...values, id],
    )
    return found as unknown as Selectable<Tables[T]>[]
  }

  /** The rows with these ids, as far as they are there. */
  async all<T extends OwnedTable>(table: T, ids: string[]): Promise<Selectable<Tables[T]>[]> {
    const put = this.#own.get(table)
    const own = ids.map((id) => put?.get(id))
    if (own.every((row) => row !== undefined)) return own as Selectable<Tables[T]>[]
    const found: Selectable<Tables[T]>[] = []
    // One by one: given a list, SQLite may rather walk through all that a person has than look up each id.
    for (const id of ids) found.push(...(await this.#look(table, id)))
    return found
  }

  /** Insert rows as the principal's own. */
  async add<T extends OwnedTable>(table: T, ...rows: Given<T>[]): Promise<void> {
    const { space, person: owner } = this.#scope
    const [bounds] = this.#bounds(table)
    for (const row of rows) {
      this.#scope.permit(row.persona)
      if (bounds && (row as unknown as Record<string, unknown>)[bounds[0]] !== bounds[1])
        throw new Error(`This row of ${table} belongs to something else.`)
    }
    const whole = rows.map((row) => ({ ...row, space, owner }))
    for (let at = 0; at < whole.length; at += SLICE) {
      await insert(this.#db, table, whole.slice(at, at + SLICE))
      // A great many take a while: acts that only read, and sockets, get their turn.
      if (whole.length >= SLICE) await this.pause()
    }
    let put = this.#own.get(table)
    if (!put) this.#own.set(table, (put = new Map()))
    for (const row of whole) put.set((row as unknown as { id: string }).id, row)
  }

  /** Change one row that was loaded before. */
  async change<T extends OwnedTable>(table: T, id: string, values: Updateable<Tables[T]>): Promise<void> {
    const { space, person } = this.#scope
    const [bounds] = this.#bounds(table)
    await prepared(
      this.#db,
      bounds ? 'change of one' : 'change',
      table,
      Object.keys(values),
      () => {
        const query = this.#db
          .updateTable(table as 'conversations')
          .set(values as never)
          .where('id', '=', id)
          .where('space', '=', space)
          .where('owner', '=', person)
        return bounds ? query.where(bounds[0] as 'id', '=', bounds[1]) : query
      },
      [...Object.values(values), id, space, person, ...(bounds ? [bounds[1]] : [])],
    )
    const own = this.#own.get(table)?.get(id)
    if (own) Object.assign(own, values)
  }

  /** Remove every own row of a table whose column has this value, or one of these. */
  async remove<T extends OwnedTable>(
    table: T,
    column: keyof Tables[T] & string,
    value: string | readonly string[],
  ): Promise<void> {
    const { space, person } = this.#scope
    const [bounds] = this.#bounds(table)
    this.#own.clear()
    const query = this.#db
      .deleteFrom(table as 'conversations')
      .where(column as 'id', 'in', typeof value === 'string' ? [value] : value)
      .where('space', '=', space)
      .where('owner', '=', person)
    await (bounds ? query.where(bounds[0] as 'id', '=', bounds[1]) : query).execute()
  }

  /** Let everybody else have their turn, in an act that reads a great many rows, or adds them: whoever writes waits for it. */
  async pause(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve))
  }

  /** When the newest own row of a table came; 0 where there is none. */
  async newest(table: 'turns' | 'facts'): Promise<number> {
    const [row] = await this.find(table, 'newest', [1], (own) =>
      (own as unknown as SelectQueryBuilder<Tables, 'turns', object>)
        .select('created_at')
        .orderBy('created_at', 'desc')
        .limit(1),
    )
    return row?.created_at ?? 0
  }

  /**
   * Own rows from an instant of creation on, oldest first, in pages. Everybody else gets their turn between two pages, so
   * this is for reading a great many, and not for an act that writes.
   */
  async *pages<T extends 'turns' | 'facts'>(table: T, from: number): AsyncGenerator<Selectable<Tables[T]>[]> {
    const size = 1000
    let [at, id] = [from, '']
    for (;;) {
      const after = this.from(table) as unknown as SelectQueryBuilder<Tables, 'turns', object>
      const page = await after
        .selectAll()
        .where((eb) => eb.or([eb('created_at', '>', at), eb('created_at', '=', at).and('id', '>', id)]))
        .where('created_at', '>=', at)
        .orderBy('created_at')
        .orderBy('id')
        .limit(size)
        .execute()
      yield page as unknown as Selectable<Tables[T]>[]
      const last = page.at(-1)
      if (!last || page.length < size) return
      at = last.created_at
      id = last.id
      await this.pause()
    }
  }

  /** Messages from this one on backwards, newest first, superseded ones too: at most `count`, those after a `seq`. */
  async back(message: string, count: number, after = 0): Promise<MessageRow[]> {
    return await this.find('messages', 'back', [message, after, count, after], (own) =>
      own
        .selectAll()
        .where('id', 'in', back(this.#db, message, count, after))
        .orderBy('seq', 'desc'),
    )
  }

  /** All messages of these conversations, to be narrowed further, in no order. It walks over every one of them. */
  messagesOf(conversations: readonly string[]): SelectQueryBuilder<Tables, 'messages', object> {
    return this.from('messages').where('id', 'in', messagesOf(this.#db, conversations))
  }

  /** How many answers came after what the person has read, by conversation: at rest, and not stopped by the reader. */
  async unread(conversations: readonly string[]): Promise<Map<string, number>> {
    if (conversations.length === 0) return new Map()
    const found = await this.from('messages')
      .select(({ fn }) => ['conversation', fn.countAll<number>().as('answers')])
      .where('id', 'in', messagesOf(this.#db, conversations, 'read'))
      .where('role', '!=', 'person')
      .where('superseded', '=', 0)
      .where('status', 'not in', ['streaming', 'stopped'])
      .groupBy('conversation')
      .execute()
    return new Map(found.map(({ conversation, answers }) => [conversation, Number(answers)]))
  }

  /** Remove the messages of a conversation. */
  async removeMessages(conversation: string): Promise<void> {
    const { space, person } = this.#scope
    this.#own.clear()
    await this.#db
      .deleteFrom('messages')
      .where('id', 'in', messagesOf(this.#db, [conversation]))
      .where('space', '=', space)
      .where('owner', '=', person)
      .execute()
  }

  /** How far a stream has come. */
  position(stream: StreamRow): Promise<Position> {
    return positionOf(this.#db, this.#scope.space, stream)
  }

  /** Keep how far a stream has come, and whatever else of a conversation's row changes with it. */
  async advance(stream: StreamRow, { seq, head }: Position, changes: ConversationChanges): Promise<void> {
    if (saysItself(stream)) await this.change('conversations', stream.id, { ...changes, seq, head })
    else await keepPosition(this.#db, this.#scope.space, stream, { seq, head })
  }

  /** What happened in a stream after `seq`, oldest first: events and ids, without their records. At least `limit`, if there are. */
  async happened(stream: StreamRow, after: number, limit: number) {
    const { head } = await this.position(stream)
    const acts = await rowsAfter(this.#db, head, after, limit)
    return acts.flatMap(({ seq, events, at }) => {
      const told = JSON.parse(events ?? '[]') as [EventName, string][]
      return told
        .map(([event, id], index) => ({ event, id, at, seq: (seq as number) - told.length + 1 + index }))
        .filter((each) => each.seq > after)
    })
  }

  /** The last `seq` of each of these streams, as far as table `streams` has it; 0 for one that has none. */
  async lastSeq(streams: string[]): Promise<Map<string, number>> {
    if (streams.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('streams')
      .select(['stream', 'seq'])
      .where('space', '=', this.#scope.space)
      .where('stream', 'in', streams)
      .execute()
    return new Map(rows.map(({ stream, seq }) => [stream, seq]))
  }
}

const NOTHING = 'There is nothing with this id here.'
