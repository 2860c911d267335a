/** One open board: what the server says of it, one's own edits ahead of that, and how the two come together. */
import type { Api, Board as BoardCard, BoardEdit, BoardElement } from '../../bff/api.ts'
import { makeReplica, type Replica } from '../../bff/board/replica.ts'
import { aboutOf, type Operation, type State } from '../../bff/board/state.ts'
import { type History, makeHistory, stepOf } from '../../bff/board/undo.ts'
import { type Client, Refused } from '../client.ts'

interface Ears {
  /** What lies on the board may look different now. */
  changed(): void
  /** Somebody else, or a persona, did this. */
  heard(edit: BoardEdit): void
}

type Edit = Api['whiteboard.apply']['input']

/** Operations and characters of one edit. */
const MOST = 100
const LONG = 40_000

export const newName = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 20)

export class Board {
  readonly id: string
  /** A `sub`. */
  readonly me: string
  readonly history: History
  card: BoardCard | null = null
  phase: 'loading' | 'ready' | 'failed' | 'gone' = 'loading'
  trouble = ''
  readOnly = false
  readonly #client: Client
  readonly #ears: Ears
  readonly #replica: Replica
  readonly #off: (() => void)[]
  #loaded = false
  #reading = false
  #readAgain = false
  /** Edits that were answered and did not come by the stream yet. */
  readonly #answered = new Set<string>()
  #closed = false

  constructor(client: Client, id: string, me: string, ears: Ears) {
    this.id = id
    this.me = me
    this.#client = client
    this.#ears = ears
    const author = { by: me, person: me, outside: false }
    this.#replica = makeReplica(author)
    this.history = makeHistory(author)
    this.#off = [
      client.on('whiteboard.edit', ({ stream, data, seq }) => {
        if (stream !== id) return
        if (this.#reading) this.#readAgain = true
        else if (data ? this.#hear(data) === 'gap' : this.#replica.pass(seq) === 'gap') void this.catchUp()
        this.#ears.changed()
      }),
      client.on('whiteboard.board', ({ stream, data, seq }) => {
        if (stream !== id) return
        if (!data) this.phase = 'gone'
        else this.card = data
        if (this.#reading) this.#readAgain = true
        else if (this.#replica.pass(seq) === 'gap') void this.catchUp()
        this.#ears.changed()
      }),
      client.on('state', (state) => {
        if (state === 'online') void this.catchUp()
        this.#ears.changed()
      }),
    ]
    if (client.state === 'online') void this.catchUp()
  }

  get view(): State {
    return this.#replica.view
  }

  get elements(): Map<string, BoardElement> {
    return this.#replica.view.elements
  }

  /** Edits that the server has not taken yet. */
  get waiting(): number {
    return this.#replica.pending.length
  }

  readonly find = (id: string): BoardElement | undefined => this.elements.get(id)

  close(): void {
    this.#closed = true
    for (const off of this.#off) off()
  }

  /**
   * Edit, and see it at once.
   * @param step what belongs to the same step is undone at once
   */
  edit(operations: Operation[], step = newName()): void {
    this.#perform(operations, step)
  }

  undo(): boolean {
    return this.#perform(this.history.undo(this.view))
  }

  redo(): boolean {
    return this.#perform(this.history.redo(this.view))
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
      } while (this.#readAgain && !this.#closed)
      this.phase = 'ready'
    } catch (error) {
      // A lost line reads again by itself when it is back.
      if (error instanceof Refused) this.phase = error.problem.code === 'not_found' ? 'gone' : 'failed'
    } finally {
      this.#reading = false
    }
    if (!this.#closed) this.#ears.changed()
  }

  /** @returns whether it happened */
  async decide(proposal: string, how: 'accept' | 'reject'): Promise<boolean> {
    return (await this.act(`whiteboard.${how}`, { board: this.id, proposal })) !== undefined
  }

  async act<Name extends keyof Api>(name: Name, input: Api[Name]['input']): Promise<Api[Name]['output'] | undefined> {
    try {
      this.trouble = ''
      return await this.#client.call(name, input, newName())
    } catch (error) {
      this.trouble = error instanceof Refused ? error.problem.detail : String((error as Error).message)
      this.#ears.changed()
      return undefined
    }
  }

  #hear(edit: BoardEdit): 'gap' | undefined {
    const { by, person, turn, operations } = edit
    // What a persona did for oneself is undone like one's own, a turn at a time.
    const step = person === this.me && by !== this.me && turn ? stepOf(turn, this.view, operations, edit) : undefined
    const heard = this.#replica.hear(edit)
    if (heard === 'gap') return 'gap'
    this.#answered.delete(edit.name)
    if (heard.length === 0) return undefined
    if (step) this.history.did(step)
    this.#ears.heard(edit)
    return undefined
  }

  async #read(): Promise<void> {
    const board = this.id
    const replica = this.#replica
    let page = await this.#client.call('whiteboard.open', this.#loaded ? { board, after: replica.seq } : { board })
    this.card = page.board
    const { seq } = page
    if (page.elements === null) {
      replica.resume(page.edits, page.next === null ? seq : (page.edits.at(-1)?.seq ?? seq))
      for (const edit of page.edits) this.#ears.heard(edit)
      this.#readAgain ||= page.next !== null
      return
    }
    const all = [...page.elements]
    while (page.next !== null && !this.#closed) {
      page = await this.#client.call('whiteboard.open', { board, page: page.next })
      all.push(...(page.elements ?? []))
      this.#readAgain = true
    }
    // What was answered is in there.
    for (const name of this.#answered) this.#drop(name)
    replica.load(all, seq)
    this.#loaded = true
    this.phase = 'ready'
  }

  /** @returns whether anything had an effect */
  #perform(operations: Operation[], step?: string): boolean {
    if (this.readOnly || this.phase !== 'ready') return false
    let happened = false
    for (const part of parts(operations)) {
      const name = newName()
      const before = step === undefined ? undefined : stepOf(step, this.view, part, this.#author)
      if (this.#replica.edit(name, part).length === 0) continue
      happened = true
      if (before) this.history.did(before)
      this.trouble = ''
      void this.#post(name, part)
    }
    if (happened) this.#ears.changed()
    return happened
  }

  get #author() {
    return { by: this.me, person: this.me, outside: false }
  }

  /** The outbox keeps it until it is answered, also when this page does not live to hear it. */
  async #post(name: string, operations: Operation[]): Promise<void> {
    try {
      const input: Edit = { board: this.id, edit: name, operations: operations as Edit['operations'] }
      const { seq, refused } = await this.#client.outbox.post('whiteboard.apply', input, this.id, name)
      if (!this.#closed) this.#taken(name, seq, refused)
    } catch (error) {
      if (!this.#closed) this.#refused(name, error)
    }
  }

  #taken(name: string, seq: number, refused: Api['whiteboard.apply']['output']['refused']): void {
    const full = refused.find(({ code }) => code === 'full')
    if (full) this.trouble = full.detail
    this.#answered.add(name)
    this.#replica.answered(
      name,
      refused.map(({ index }) => index),
    )
    // It is part of what is known already, by another way than the stream.
    if (seq <= this.#replica.seq) this.#drop(name)
    else setTimeout(() => !this.#closed && seq > this.#replica.seq && void this.catchUp(), 1500)
    if (refused.length > 0) this.#ears.changed()
  }

  #refused(name: string, error: unknown): void {
    const problem = error instanceof Refused ? error.problem : undefined
    if (problem?.code === 'not_allowed') this.readOnly = true
    if (problem?.code === 'not_found') this.phase = 'gone'
    this.trouble = problem?.detail ?? (error as Error).message
    this.#drop(name)
    this.#ears.changed()
  }

  #drop(name: string): void {
    this.#answered.delete(name)
    const all = this.#replica.pending.find((each) => each.name === name)?.operations
    if (all) this.#replica.answered(name, [...all.keys()])
  }
}

/** As many operations as go into one edit. */
const parts = (operations: readonly Operation[]): Operation[][] => {
  const all: Operation[][] = []
  let size = Infinity
  for (const operation of operations) {
    const long = JSON.stringify(operation).length
    const last = all.at(-1)
    if (!last || last.length >= MOST || size + long > LONG) {
      all.push([operation])
      size = long
    } else {
      last.push(operation)
      size += long
    }
  }
  return all
}

/** The elements that an edit is about, as far as they are there. */
export const touched = (board: Board, edit: BoardEdit): BoardElement[] =>
  edit.operations.flatMap((operation) => board.find(aboutOf(operation)) ?? [])
