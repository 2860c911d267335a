/** One open board: what the server says of it, with one's own edits ahead of that. */
import type { Board as BoardCard, BoardEdit, BoardElement } from '../../bff/api.ts'
import { makeReplica, type Replica } from '../../bff/board/replica.ts'
import { aboutOf, type State } from '../../bff/board/state.ts'
import type { Client, Refused } from '../client.ts'
import type { Outbox } from './outbox.ts'

/** What a persona did for one, and what was there before of what it touched. */
export interface Turn {
  edit: BoardEdit
  before: State
}

interface Ears {
  /** What lies on the board may look different now. */
  changed(): void
  /** Somebody else, or a persona, did this. */
  heard(edit: BoardEdit): void
}

export const newName = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 20)

export class Board {
  readonly id: string
  /** A `sub`. */
  readonly me: string
  card: BoardCard | null = null
  phase: 'loading' | 'ready' | 'failed' | 'gone' = 'loading'
  trouble = ''
  readOnly = false
  closed = false
  /** Who edits, once somebody does. */
  outbox: Outbox | null = null
  /** What a persona did for one before that, with what it found there. */
  readonly turns: Turn[] = []
  readonly client: Client
  readonly replica: Replica
  /** Edits that were answered and did not come by the stream yet. */
  readonly answered = new Set<string>()
  readonly #ears: Ears
  readonly #off: (() => void)[]
  #loaded = false
  #reading = false
  #readAgain = false

  constructor(client: Client, id: string, me: string, ears: Ears) {
    this.id = id
    this.me = me
    this.client = client
    this.#ears = ears
    this.replica = makeReplica(this.author)
    this.#off = [
      client.on('whiteboard.edit', ({ stream, data, seq }) => {
        if (stream !== id) return
        if (this.#reading) this.#readAgain = true
        else if (data ? this.#hear(data) === 'gap' : this.replica.pass(seq) === 'gap') void this.catchUp()
        this.#ears.changed()
      }),
      client.on('whiteboard.board', ({ stream, data, seq }) => {
        if (stream !== id) return
        if (!data) this.phase = 'gone'
        else this.card = data
        // It may be that it is no longer shared with one, or to look at only.
        if (this.replica.pass(seq) === 'gap' || data?.owner !== me) void this.catchUp()
        this.#ears.changed()
      }),
      client.on('state', (state) => {
        if (state === 'online') void this.catchUp()
        this.#ears.changed()
      }),
    ]
    if (client.state === 'online') void this.catchUp()
  }

  get author() {
    return { by: this.me, person: this.me, outside: false }
  }

  get view(): State {
    return this.replica.view
  }

  get elements(): Map<string, BoardElement> {
    return this.view.elements
  }

  readonly find = (id: string): BoardElement | undefined => this.elements.get(id)

  changed(): void {
    this.#ears.changed()
  }

  close(): void {
    this.closed = true
    for (const off of this.#off) off()
  }

  /** Ask for what is missing, or for everything. */
  async catchUp(): Promise<void> {
    if (this.#reading) {
      this.#readAgain = true
      return
    }
    this.#reading = true
    try {
      do {
        this.#readAgain = false
        await this.#read()
      } while (this.#readAgain && !this.closed)
      this.phase = 'ready'
    } catch (error) {
      // A lost line reads again by itself when it is back.
      const { problem } = error as Partial<Refused>
      if (problem) this.phase = problem.code === 'not_found' ? 'gone' : 'failed'
    } finally {
      this.#reading = false
    }
    if (!this.closed) this.#ears.changed()
  }

  #hear(edit: BoardEdit): 'gap' | undefined {
    const { by, person, turn, operations } = edit
    // What a persona did for oneself is undone like one's own, a turn at a time.
    const before = person === this.me && by !== this.me && turn ? partOf(this.view, operations.map(aboutOf)) : undefined
    const heard = this.replica.hear(edit)
    if (heard === 'gap') return 'gap'
    this.answered.delete(edit.name)
    if (heard.length === 0) return undefined
    if (before) {
      this.turns.push({ edit, before })
      this.outbox?.remember()
    }
    this.#ears.heard(edit)
    return undefined
  }

  async #read(): Promise<void> {
    const board = this.id
    const replica = this.replica
    let page = await this.client.call('whiteboard.open', this.#loaded ? { board, after: replica.seq } : { board })
    this.card = page.board
    this.readOnly = page.can === 'look'
    const { seq } = page
    if (page.elements === null) {
      replica.resume(page.edits, page.next === null ? seq : (page.edits.at(-1)?.seq ?? seq))
      for (const edit of page.edits) this.#ears.heard(edit)
      this.#readAgain ||= page.next !== null
      return
    }
    const all = [...page.elements]
    while (page.next !== null && !this.closed) {
      page = await this.client.call('whiteboard.open', { board, page: page.next })
      all.push(...(page.elements ?? []))
      this.#readAgain = true
    }
    // What was answered is in there.
    for (const name of this.answered) this.drop(name)
    replica.load(all, seq)
    this.#loaded = true
    this.phase = 'ready'
    // What happened meanwhile is asked for while this is looked at.
    this.#ears.changed()
  }

  /** Nothing waits for this edit any more. */
  drop(name: string): void {
    this.answered.delete(name)
    const all = this.replica.pending.find((each) => each.name === name)?.operations
    if (all) this.replica.answered(name, [...all.keys()])
  }
}

const partOf = ({ elements, gone }: State, ids: readonly string[]): State => {
  const some = <T>(from: Map<string, T>): Map<string, T> => new Map([...from].filter(([id]) => ids.includes(id)))
  return { elements: some(elements), gone: some(gone) }
}

/** The elements that an edit is about, as far as they are there. */
export const touched = (board: Board, edit: BoardEdit): BoardElement[] =>
  edit.operations.flatMap((operation) => board.find(aboutOf(operation)) ?? [])
