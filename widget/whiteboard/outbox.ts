/** One's own edits on their way to the server: seen at once, sent one after another, a lost one again under its name. */
import type { Api } from '../../bff/api.ts'
import type { Operation } from '../../bff/board/state.ts'
import { type History, makeHistory, stepOf } from '../../bff/board/undo.ts'
import type { Refused } from '../client.ts'
import { type Board, newName } from './board.ts'

type Edit = Api['whiteboard.apply']['input']

/** Operations and characters of one edit. */
const MOST = 100
const LONG = 40_000

export class Outbox {
  readonly history: History
  readonly #board: Board

  constructor(board: Board) {
    this.#board = board
    this.history = makeHistory(board.author)
    this.remember()
  }

  /** What a persona did for one is undone like one's own, a turn at a time. */
  remember(): void {
    for (const { edit, before } of this.#board.turns.splice(0))
      this.history.did(stepOf(edit.turn ?? edit.name, before, edit.operations, edit))
  }

  /** @param step what belongs to the same step is undone at once */
  edit(operations: Operation[], step = newName()): void {
    this.#perform(operations, step)
  }

  undo(): boolean {
    return this.#perform(this.history.undo(this.#board.view))
  }

  redo(): boolean {
    return this.#perform(this.history.redo(this.#board.view))
  }

  /** The outbox of the page keeps it until it is answered, also when this page does not live to hear it. */
  async #post(name: string, operations: Operation[]): Promise<void> {
    const board = this.#board
    try {
      const input: Edit = { board: board.id, edit: name, operations: operations as Edit['operations'] }
      const { seq, refused } = await board.client.outbox.post('whiteboard.apply', input, board.id, name)
      if (!board.closed) this.#taken(name, seq, refused)
    } catch (error) {
      if (!board.closed) this.#refused(name, error as Partial<Refused> & Error)
    }
  }

  /** @returns whether anything had an effect */
  #perform(operations: Operation[], step?: string): boolean {
    const board = this.#board
    if (board.readOnly || board.phase !== 'ready') return false
    let happened = false
    for (const part of parts(operations)) {
      const name = newName()
      const before = step === undefined ? undefined : stepOf(step, board.view, part, board.author)
      if (board.replica.edit(name, part).length === 0) continue
      happened = true
      if (before) this.history.did(before)
      board.trouble = ''
      void this.#post(name, part)
    }
    if (happened) board.changed()
    return happened
  }

  #taken(name: string, seq: number, refused: Api['whiteboard.apply']['output']['refused']): void {
    const board = this.#board
    const full = refused.find(({ code }) => code === 'full')
    if (full) board.trouble = full.detail
    board.answered.add(name)
    board.replica.answered(
      name,
      refused.map(({ index }) => index),
    )
    // It is part of what is known already, by another way than the stream.
    if (seq <= board.replica.seq) board.drop(name)
    else setTimeout(() => !board.closed && seq > board.replica.seq && void board.catchUp(), 1500)
    if (refused.length > 0) board.changed()
  }

  #refused(name: string, { problem, message }: Partial<Refused> & Error): void {
    const board = this.#board
    if (problem?.code === 'not_allowed') board.readOnly = true
    if (problem?.code === 'not_found') board.phase = 'gone'
    board.trouble = message
    board.drop(name)
    board.changed()
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
